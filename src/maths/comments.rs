//! Comments: what stands behind a `%` is for those who write, and reaches nobody else.

use std::borrow::Cow;

use super::scan::{braced, commands};

/// Commands whose argument is words. A sign for per cent in it that does not end its line is one:
/// a comment would take the brace away that closes it.
const WORDS: &[&str] = &[
    "\\text",
    "\\textbf",
    "\\textit",
    "\\textnormal",
    "\\textrm",
    "\\textsf",
    "\\texttt",
    "\\mbox",
    "\\hbox",
    "\\tag",
];

/// The source without its comments, each of which ends with its line. The line's end stays, which
/// parts a command from the letters behind it.
pub fn without_comments(tex: &str) -> Cow<'_, str> {
    if !tex.contains('%') {
        return Cow::Borrowed(tex);
    }
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find(['%', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match commands(rest).next().filter(|_| rest.starts_with('\\')) {
            Some(command) => command.len() + words_behind(command, &rest[command.len()..]),
            None if rest.starts_with('%') => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            None => rest.len(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How long the words are that a command takes, where they stand in one line.
fn words_behind(command: &str, after: &str) -> usize {
    let line = &after[..after.find('\n').unwrap_or(after.len())];
    let words = WORDS.contains(&command).then(|| braced(line)).flatten();
    words.map_or(0, |(_, behind)| line.len() - behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_with_their_lines() {
        for (tex, left) in [
            ("x = 1 % ask Hedwig\n+ 2", "x = 1 \n+ 2"),
            ("% first\nx\n% last", "\nx\n"),
            (r"50\% of x", r"50\% of x"),
            ("a \\\\% a row\nb", "a \\\\\nb"),
            ("\\alpha% no\nb", "\\alpha\nb"),
            (r"\text{5% of it} + \tag{2%} % no", r"\text{5% of it} + \tag{2%} "),
            ("\\text{a % no\nb}", "\\text{a \nb}"),
            ("\\", "\\"),
        ] {
            assert_eq!(without_comments(tex), left, "{tex}");
        }
    }
}
