//! Signs that are written with others: `(c)`, `-->`, `1/2`, `1st`, as `pymdownx.smartsymbols` has them.
//!
//! Form: <https://facelessuser.github.io/pymdown-extensions/extensions/smartsymbols/>.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::parse::mapped::Mapped;
use crate::parse::markdown::{self, Stretch};

/// How each sign is written, and what stands for it.
const SIGNS: &[(&str, &str)] = &[
    ("(tm)", "™"),
    ("(c)", "©"),
    ("(r)", "®"),
    ("+/-", "±"),
    ("=/=", "≠"),
    ("c/o", "℅"),
    ("<-->", "↔"),
    ("-->", "→"),
    ("<--", "←"),
    ("1/4", "¼"),
    ("1/2", "½"),
    ("3/4", "¾"),
    ("1/3", "⅓"),
    ("2/3", "⅔"),
    ("1/5", "⅕"),
    ("2/5", "⅖"),
    ("3/5", "⅗"),
    ("4/5", "⅘"),
    ("1/6", "⅙"),
    ("5/6", "⅚"),
    ("1/8", "⅛"),
    ("3/8", "⅜"),
    ("5/8", "⅝"),
    ("7/8", "⅞"),
];

/// Anything that may be a sign, or a number with its ending: `21st`.
static FOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:tm|c|r)\)|\+/-|=/=|\bc/o\b|<--+>?|--+>|\d+/\d+|\b\d+(?:st|nd|rd|th)\b")
        .expect("the form of a sign is a regular expression")
});

/// The text with signs in the place of what stands for them among words.
pub(in crate::parse) fn rewrite(text: Mapped) -> Mapped {
    if !FOUND.is_match(text.text()) {
        return text;
    }
    let source = text.text();
    let words = markdown::stretches(source).filter(|(stretch, _)| *stretch == Stretch::Words);
    let mut edits = Vec::new();
    for range in joined(source, words.map(|(_, range)| range)) {
        for found in FOUND.captures_iter(&source[range.clone()]) {
            edits.extend(edit(source, range.start, &found));
        }
    }
    text.replaced(edits)
}

/// Stretches of words of which one starts where the other ends: Markdown's library cuts them at each
/// sign that might have been markup.
fn joined(text: &str, words: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in words {
        match joined.last_mut() {
            Some(last) if last.end == range.start && !text[..last.end].ends_with('\\') => {
                last.end = range.end;
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// What is to stand instead of something that looks like a sign.
fn edit(text: &str, start: usize, found: &Captures<'_>) -> Option<(Range<usize>, String)> {
    let found = found.get(0)?;
    let (range, written) = (start + found.start()..start + found.end(), found.as_str());
    // An address that is written as it is, and what is escaped.
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    if before.contains("://") || before.ends_with('\\') {
        return None;
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(own, _)| *own == written) {
        return Some((range, (*sign).to_owned()));
    }
    let (number, ending) = written.split_at_checked(written.len().checked_sub(2)?)?;
    let expected = match number.as_bytes() {
        [.., b'1', b'1' | b'2' | b'3'] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        [.., b'0'..=b'9'] => "th",
        _ => return None,
    };
    (ending == expected).then(|| (range, format!("{number}<sup>{ending}</sup>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_for_what_is_written() {
        let rewritten = |text: &str| rewrite(Mapped::of_page(text)).text().to_owned();
        for (text, expected) in [
            ("(c) (r) (tm) c/o +/- =/=", "© ® ™ ℅ ± ≠"),
            ("a --> b <-- c <--> d", "a → b ← c ↔ d"),
            ("1/2 cup, 3/4, 21st, 11th", "½ cup, ¾, 21<sup>st</sup>, 11<sup>th</sup>"),
            ("*1st* [2nd](1/2.md)", "*1<sup>st</sup>* [2<sup>nd</sup>](1/2.md)"),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
        for text in [
            "11/2 and 1/20, 11st, 3th",
            "`(c)` and <https://a.example/1/2> and https://a.example/1/2",
            "\\(c) and abc/o",
            "    (c)",
            "<b title=\"(c)\">x</b>",
            "a ----> b",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }
}
