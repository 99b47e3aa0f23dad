//! Formulas between two dollar signs on each side: alone in their lines they stand on a line of their
//! own, and among other words in that line, as kramdown and GitBook have it.
//!
//! <https://kramdown.gettalong.org/syntax.html#math-blocks>,
//! <https://gitbook.com/docs/creating-content/formatting/inline>

use std::ops::Range;

use crate::parse::mapped::Mapped;
use crate::parse::markdown;

/// A formula between `$$` and `$$`.
pub(in crate::parse) struct Formula {
    /// Where it stands, with its signs.
    pub(in crate::parse) range: Range<usize>,
    /// Whether it is alone in its lines.
    is_alone: bool,
    /// Whether a backslash stands before it.
    is_escaped: bool,
}

/// The formulas of a text, in order: none starts in code, and none that stands among words goes on
/// behind an empty line.
pub(in crate::parse) fn formulas(text: &str) -> Vec<Formula> {
    let code = markdown::code_ranges(text);
    let mut signs = text.match_indices("$$").map(|(at, _)| at).peekable();
    let mut formulas = Vec::new();
    let mut behind = 0;
    while let Some(open) = signs.next() {
        if open < behind || markdown::is_within(&code, open) {
            continue;
        }
        let Some(&close) = signs.peek() else { break };
        let inner = &text[open + 2..close];
        let before = text[..open].rsplit('\n').next().unwrap_or_default();
        let is_escaped = before.ends_with('\\');
        let opens_line = before.trim_start_matches([' ', '\t', '>']).is_empty();
        if inner.trim().is_empty() || (!opens_line && inner.contains("\n\n")) {
            continue;
        }
        let end = close + 2;
        let after = text[end..].split('\n').next().unwrap_or_default();
        let is_alone = opens_line && after.trim().is_empty();
        formulas.push(Formula { range: open..end, is_alone, is_escaped });
        behind = end;
    }
    formulas
}

/// The text with each formula that stands among words between one dollar sign and code, which is one
/// in its line. Where a backslash `opens` a formula at the start of a line, that says so, too;
/// else it escapes the sign.
pub(in crate::parse) fn set_in_line(text: Mapped, opens: bool) -> Mapped {
    if !text.text().contains("$$") {
        return text;
    }
    let source = text.text();
    let mut edits = Vec::new();
    for Formula { range, is_alone, is_escaped } in formulas(source) {
        let formula = source[range.start + 2..range.end - 2].trim();
        let start = range.start - usize::from(is_escaped);
        let starts_line = source[..start].rsplit('\n').next().is_none_or(|it| it.trim().is_empty());
        let is_meant = !is_escaped || (opens && starts_line);
        if !is_alone && is_meant && !formula.contains('`') {
            edits.push((start..range.end, format!("$`{}`$", formula.replace('\n', " "))));
        }
    }
    text.replaced(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_among_words_stand_in_their_line() {
        let set = |text: &str| set_in_line(Mapped::of_page(text), true).text().to_owned();
        for (text, expected) in [
            ("a $$x$$ b $$ y $$", "a $`x`$ b $`y`$"),
            ("- $$x$$ is one", "- $`x`$ is one"),
            ("a $$x\n+ y$$ b", "a $`x + y`$ b"),
            ("\\$$x$$", "$`x`$"),
            ("$$x$$", "$$x$$"),
            ("$$\nx\n\ny\n$$", "$$\nx\n\ny\n$$"),
            ("a \\$$x$$", "a \\$$x$$"),
            ("`$$` and $$", "`$$` and $$"),
            ("pay $$ or\n\npay $$", "pay $$ or\n\npay $$"),
        ] {
            assert_eq!(set(text), expected, "{text}");
        }
    }
}
