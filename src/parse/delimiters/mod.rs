//! Finds the formulas of a page, whatever signs stand around them, and writes all of them with
//! dollar signs, which the Markdown library reads. Every other dollar sign is escaped.
//!
//! The library takes any two dollar signs for a formula, also across code. Here code goes first, and
//! what stands between the signs must read as a formula: GitHub's rule
//! (<https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions>),
//! pandoc's (`tex_math_dollars` in <https://pandoc.org/MANUAL.html>), and a look at the words.

mod blocks;
pub(super) mod doubled;
mod plausible;
mod signs;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::admonition::split_prefix;
use super::mapped::Mapped;
use crate::maths::without_comments;
use crate::source::{Formulas, MathDelimiters};
use crate::text::markup::without_marker;
use signs::{Bracket, Kind, Sign};

/// How many signs are looked at for the one that closes a formula: those within are few.
const WITHIN: usize = 16;

/// A stretch of the text, and what is to stand there.
type Edit = (Range<usize>, &'static str);

/// Writes every formula between dollar signs, and escapes the dollar signs that are none of its.
pub(super) fn normalise(text: Mapped, read: Formulas) -> Mapped {
    let signs = ["$", "\\(", "\\[", "\\begin{"];
    if !signs.iter().any(|sign| text.text().contains(sign)) {
        return text;
    }
    let text = blocks::fence(text, read);
    let edits = edits(text.text(), read);
    text.replaced(edits)
}

fn edits(text: &str, read: Formulas) -> Vec<Edit> {
    let signs = signs::signs(text);
    let reader = Reader { text, read, forms: read.delimiters, has_tex: has_tex(text, &signs) };
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        if let Some(length) = reader.formula(&signs[at..]) {
            write(text, sign, &signs[at + length], &mut edits);
            at += length + 1;
        } else {
            edits.extend(escape(sign));
            at += 1;
        }
    }
    edits
}

/// Whether a formula between brackets stands in a text that can be nothing else. Where one does,
/// `\(x\)` is one too, and no bracket that was escaped without need.
fn has_tex(text: &str, signs: &[Sign]) -> bool {
    signs.windows(2).any(|pair| match (pair[0].kind, pair[1].kind) {
        (Kind::Open(open), Kind::Close(close)) if open == close => {
            open.doubled || plausible::has_command(&text[pair[0].range.end..pair[1].range.start])
        }
        _ => false,
    })
}

struct Reader<'a> {
    text: &'a str,
    read: Formulas,
    forms: MathDelimiters,
    has_tex: bool,
}

impl Reader<'_> {
    /// Which of some signs closes the formula that the first opens; none where it opens none.
    fn formula(&self, signs: &[Sign]) -> Option<usize> {
        let (open, rest) = signs.split_first()?;
        let wanted = self.closing(open)?;
        let mut within = rest
            .iter()
            .take(WITHIN)
            .take_while(|sign| sign.run == open.run && sign.depth >= open.depth)
            .enumerate();
        let (index, close) = within.find(|(_, sign)| {
            sign.kind == wanted && sign.depth == open.depth && sign.link == open.link
        })?;
        self.is_formula(open, close).then_some(index + 1)
    }

    /// What closes a formula that a sign opens.
    fn closing(&self, open: &Sign) -> Option<Kind> {
        match open.kind {
            Kind::Dollar => (self.forms.has_dollars() && plausible::opens(self.text, &open.range))
                .then_some(Kind::Dollar),
            Kind::DoubleDollar => (self.forms != MathDelimiters::Off).then_some(Kind::DoubleDollar),
            Kind::CodeOpen => self.forms.has_dollars().then_some(Kind::CodeClose),
            Kind::Open(bracket) => self.forms.has_brackets().then_some(Kind::Close(bracket)),
            Kind::Plain | Kind::CodeClose | Kind::Close(_) => None,
        }
    }

    fn is_formula(&self, open: &Sign, close: &Sign) -> bool {
        // Comments may hold words, which no formula does.
        let tex = &*without_comments(&self.text[open.range.end..close.range.start]);
        if tex.trim().is_empty() {
            return false;
        }
        match open.kind {
            Kind::Dollar => plausible::in_dollars(tex, &self.text[close.range.end..]),
            Kind::Open(bracket) => {
                let is_meant = self.read.brackets_are_meant && !bracket.doubled;
                let reads_so = || {
                    plausible::in_brackets(tex)
                        && (bracket.doubled
                            || plausible::has_command(tex)
                            || (self.has_tex && plausible::opens(self.text, &open.range)))
                };
                !tex.contains('$')
                    && (is_meant && (!bracket.display || self.is_alone(open, close)) || reads_so())
            }
            Kind::CodeOpen => !tex.contains('$'),
            _ => true,
        }
    }

    /// Whether nothing stands beside a formula in its lines.
    fn is_alone(&self, open: &Sign, close: &Sign) -> bool {
        let before = self.text[..open.range.start].rsplit('\n').next().unwrap_or_default();
        let behind = self.text[close.range.end..].split('\n').next().unwrap_or_default();
        let (_, before) = split_prefix(before);
        without_marker(&format!("{before} ")).0.trim().is_empty() && behind.trim().is_empty()
    }
}

/// Puts dollar signs around a formula, close to it.
fn write(text: &str, open: &Sign, close: &Sign, edits: &mut Vec<Edit>) {
    let instead = match open.kind {
        Kind::Open(Bracket { display: true, .. }) => "$$",
        Kind::Open(_) | Kind::CodeOpen => "$",
        _ => return,
    };
    let tex = &text[open.range.end..close.range.start];
    let before = tex.len() - tex.trim_start().len();
    let behind = tex.len() - tex.trim_end().len();
    edits.push((open.range.start..open.range.end + before, instead));
    edits.push((close.range.start - behind..close.range.end, instead));
}

/// A dollar sign that is none of a formula's.
fn escape(sign: &Sign) -> Option<Edit> {
    let Range { start, end } = sign.range;
    match sign.kind {
        Kind::Dollar | Kind::Plain => Some((start..end, "\\$")),
        Kind::DoubleDollar => Some((start..end, "\\$\\$")),
        Kind::CodeOpen => Some((start..start + 1, "\\$")),
        Kind::CodeClose => Some((end - 1..end, "\\$")),
        Kind::Open(_) | Kind::Close(_) => None,
    }
}
