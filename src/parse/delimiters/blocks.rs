//! Formulas on lines of their own between `$$` and `$$`, or `\[` and `\]`, that stand alone on
//! theirs. Markdown would see blank lines, lists and headings in them; in a fence it does not.

use std::ops::Range;

use crate::parse::admonition::split_prefix;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::source::{Formulas, MathDelimiters};
use crate::text::markup::without_marker;

/// How many lines a formula has at most.
const LONGEST: usize = 200;

/// Puts such formulas into fences.
pub(super) fn fence(text: Mapped, read: Formulas) -> Mapped {
    let forms = read.delimiters;
    let text = if read.brackets_are_meant { fence_environments(text) } else { text };
    let lines: Vec<Line<'_>> = markdown::lines(text.text())
        .into_iter()
        .map(|range| Line::new(text.text(), range))
        .collect();
    if !lines.iter().any(|line| closing(line.sign, forms).is_some()) {
        return text;
    }
    let verbatim = markdown::verbatim_ranges(text.text());
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_verbatim = markdown::is_within(&verbatim, line.at);
        let length = if is_verbatim { None } else { formula(&lines[at..], forms) };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let last = &lines[at + length];
        let ticks = markdown::fence(&text.text()[line.at..last.at]);
        edits.push((line.range(), format!("{ticks}math")));
        edits.push((last.range(), ticks));
        at += length + 1;
    }
    text.replaced(edits)
}

/// Puts environments of LaTeX that are a paragraph into fences: `\begin{align}` up to `\end{align}`.
fn fence_environments(text: Mapped) -> Mapped {
    if !text.text().contains("\\begin{") {
        return text;
    }
    let source = text.text();
    let verbatim = markdown::verbatim_ranges(source);
    let mut edits = Vec::new();
    for lines in markdown::lines(source).chunk_by(|line, _| !source[line.clone()].trim().is_empty())
    {
        let block = lines[0].start..lines[lines.len() - 1].end;
        let (prefix, _) = split_prefix(&source[lines[0].clone()]);
        let words = source[block.start + prefix.len()..block.end].trim();
        let name = words.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}'));
        let Some((name, _)) = name else { continue };
        if words.ends_with(&format!("\\end{{{name}}}"))
            && !markdown::is_within(&verbatim, block.start)
        {
            let start = block.start + prefix.len();
            let end = block.start + source[block.clone()].trim_end().len();
            edits.push((start..start, format!("```math\n{prefix}")));
            edits.push((end..end, format!("\n{prefix}```")));
        }
    }
    text.replaced(edits)
}

/// A line, as far as it matters whether it holds a sign alone.
struct Line<'a> {
    /// What stands in it behind the marks of quotations and items.
    sign: &'a str,
    at: usize,
    /// What stands before, with the marks of items as blanks.
    before: String,
    /// Whether the mark of an item stands before.
    is_item: bool,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        let line = &text[range.clone()];
        let quoted = line.trim_start_matches([' ', '\t', '>']);
        let (words, is_item) = without_marker(quoted);
        let words = words.trim_start();
        let mut before = line[..line.len() - quoted.len()].to_owned();
        before.extend(std::iter::repeat_n(' ', quoted.len() - words.len()));
        Self { sign: words.trim_end(), at: range.end - words.len(), before, is_item }
    }

    fn range(&self) -> Range<usize> {
        self.at..self.at + self.sign.len()
    }
}

/// What closes a formula that a line opens.
fn closing(sign: &str, forms: MathDelimiters) -> Option<&'static str> {
    match sign {
        "$$" if forms != MathDelimiters::Off => Some("$$"),
        "\\[" if forms.has_brackets() => Some("\\]"),
        "\\\\[" if forms.has_brackets() => Some("\\\\]"),
        _ => None,
    }
}

/// How many lines below the first its formula ends. Every line must stand in the same quotation and
/// item, and none may open another one.
fn formula(lines: &[Line<'_>], forms: MathDelimiters) -> Option<usize> {
    let (open, rest) = lines.split_first()?;
    let wanted = closing(open.sign, forms)?;
    for (index, line) in rest.iter().enumerate().take(LONGEST) {
        if line.sign == wanted && !line.is_item {
            return (index > 0 && line.before == open.before).then_some(index + 1);
        }
        let is_blank = line.sign.is_empty();
        let stands_within = line.before.starts_with(&open.before) || open.before.trim().is_empty();
        let is_less = line.before.len() < open.before.len();
        if !is_blank && (!stands_within || is_less) {
            return None;
        }
    }
    None
}
