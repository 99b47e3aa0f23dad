//! Bars in the code of a table's cells, which are none between cells to Python-Markdown and kramdown.

use super::admonition::split_prefix;
use super::mapped::Mapped;
use super::markdown;

/// The text with a backslash before each bar in the code of a cell, as the Markdown library wants it.
pub(super) fn escape_bars_in_code(text: Mapped) -> Mapped {
    if !text.text().contains('|') || !text.text().contains('`') {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let lines = markdown::lines(text.text());
    let words = |number: usize| split_prefix(text.text()[lines[number].clone()].trim_end());
    let mut bars = Vec::new();
    let mut number = 1;
    while number < lines.len() {
        let (prefix, rule) = words(number);
        let at = lines[number].start + prefix.len();
        let is_head = is_rule(rule) && words(number - 1).1.contains('|');
        number += 1;
        if !is_head || markdown::is_within(&code, at) {
            continue;
        }
        escape(&text, lines[number - 2].start, &mut bars);
        while number < lines.len() && words(number).1.contains('|') {
            escape(&text, lines[number].start, &mut bars);
            number += 1;
        }
    }
    text.replaced(bars)
}

/// Whether this is the line below a table's head.
fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|char| matches!(char, '-' | ':' | '|' | ' ' | '\t'))
}

/// Adds a backslash before each bar in the code of the row that starts at an offset.
fn escape(text: &Mapped, start: usize, bars: &mut Vec<(std::ops::Range<usize>, &'static str)>) {
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
        bars.extend(unescaped.map(|bar| (start + bar..start + bar, "\\")));
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_in_code_are_part_of_it() {
        let escaped = |text: &str| escape_bars_in_code(Mapped::of_page(text)).text().to_owned();
        assert_eq!(
            escaped("| `a|b` | c |\n|---|---|\n| d `` e|f`g `` | \\`h | `i\\|j` |\n\n`k|l`\n"),
            "| `a\\|b` | c |\n|---|---|\n| d `` e\\|f`g `` | \\`h | `i\\|j` |\n\n`k|l`\n"
        );
        for meant in ["`a|b`\n---\n`c|d`\n", "```\na | `b|c`\n--|--\n```\n"] {
            assert_eq!(escaped(meant), meant);
        }
    }
}
