//! Tables as Python-Markdown and kramdown read them: bars in the code of a cell are none between
//! cells, and the line below the head may have empty cells.

use std::ops::Range;

use super::admonition::split_prefix;
use super::mapped::Mapped;
use super::markdown;

/// The text with a backslash before each bar in the code of a cell, and with dashes in each cell of
/// the line below a head, as the Markdown library wants them.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    if !text.text().contains('|') {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let lines = markdown::lines(text.text());
    let words = |number: usize| split_prefix(text.text()[lines[number].clone()].trim_end());
    let mut edits = Vec::new();
    let mut number = 1;
    while number < lines.len() {
        let (prefix, rule) = words(number);
        let at = lines[number].start + prefix.len();
        let is_head = is_rule(rule) && words(number - 1).1.contains('|');
        number += 1;
        if !is_head || markdown::is_within(&code, at) {
            continue;
        }
        escape(&text, lines[number - 2].start, &mut edits);
        fill(rule, at, &mut edits);
        while number < lines.len() && words(number).1.contains('|') {
            escape(&text, lines[number].start, &mut edits);
            number += 1;
        }
    }
    text.replaced(edits)
}

/// What is put in the place of a stretch.
type Edit = (Range<usize>, &'static str);

/// Whether this is the line below a table's head.
fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|char| matches!(char, '-' | ':' | '|' | ' ' | '\t'))
}

/// Adds dashes to each empty cell of the line below a head, which starts at an offset.
fn fill(rule: &str, start: usize, edits: &mut Vec<Edit>) {
    let bars: Vec<usize> = rule.match_indices('|').map(|(bar, _)| bar).collect();
    let is_empty = |pair: &&[usize]| rule[pair[0] + 1..pair[1]].trim().is_empty();
    let empty = bars.windows(2).filter(is_empty).map(|pair| start + pair[0] + 1);
    edits.extend(empty.map(|at| (at..at, "---")));
}

/// Adds a backslash before each bar in the code of the row that starts at an offset.
fn escape(text: &Mapped, start: usize, edits: &mut Vec<Edit>) {
    let row = text.text()[start..].lines().next().unwrap_or_default();
    let mut at = 0;
    while let Some(found) = row[at..].find(['`', '\\']) {
        at += found;
        if row[at..].starts_with('\\') {
            at += 1 + row[at + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let end = at + markdown::code_length(&row[at..]);
        let unescaped = row[at..end].match_indices('|').map(|(bar, _)| at + bar);
        let unescaped = unescaped.filter(|bar| !row[..*bar].ends_with('\\'));
        edits.extend(unescaped.map(|bar| (start + bar..start + bar, "\\")));
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_as_the_library_wants_them() {
        let escaped = |text: &str| rewrite(Mapped::of_page(text)).text().to_owned();
        assert_eq!(
            escaped("| `a|b` | c |\n|---|---|\n| d `` e|f`g `` | \\`h | `i\\|j` |\n\n`k|l`\n"),
            "| `a\\|b` | c |\n|---|---|\n| d `` e\\|f`g `` | \\`h | `i\\|j` |\n\n`k|l`\n"
        );
        assert_eq!(escaped("| | |\n| | -- |\n| a | b |\n"), "| | |\n|--- | -- |\n| a | b |\n");
        for meant in ["`a|b`\n---\n`c|d`\n", "```\na | `b|c`\n--|--\n```\n"] {
            assert_eq!(escaped(meant), meant);
        }
    }
}
