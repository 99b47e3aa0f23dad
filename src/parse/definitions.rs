//! Lines that start with a colon and are no definition.
//!
//! A definition has a blank behind its colon, in PHP Markdown Extra, Python-Markdown, kramdown and
//! pandoc alike. The Markdown library asks for none, and takes `:tada: Done` for one.

use super::mapped::Mapped;
use super::markdown;

/// The text with a backslash before each colon that would make a definition and has no blank behind
/// it. What is made of colons and dashes alone is the line below a table's head.
pub(super) fn escape_colons(text: Mapped) -> Mapped {
    if !text.text().contains("\n:") && !text.text().contains(" :") && !text.text().contains(">:") {
        return text;
    }
    let verbatim = markdown::verbatim_ranges(text.text());
    let mut colons = Vec::new();
    for line in markdown::lines(text.text()) {
        let words = text.text()[line.clone()].trim_start_matches([' ', '\t', '>']);
        let at = line.end - words.len();
        let is_rule = words.chars().all(|char| ":-| \t\r\n".contains(char)) && words.contains('-');
        let starts = words.strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t']));
        if starts && !is_rule && !markdown::is_within(&verbatim, at) {
            colons.push((at..at, "\\"));
        }
    }
    text.replaced(colons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_have_a_blank_behind_their_colon() {
        let escaped = |text: &str| escape_colons(Mapped::of_page(text)).text().to_owned();
        assert_eq!(escaped("a\n:tada: b\n> :x:\n"), "a\n\\:tada: b\n> \\:x:\n");
        for meant in [
            "Term\n: what it means\n",
            "a | b\n:-- | --:\n1 | 2\n",
            "```\n:x\n```\n\n<p>\n:x\n</p>\n",
            "words : and ::\n",
        ] {
            assert_eq!(escaped(meant), meant);
        }
    }
}
