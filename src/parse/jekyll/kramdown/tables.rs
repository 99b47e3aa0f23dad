//! Tables of kramdown: without a head, with several bodies, with a foot, with `+` in their lines.
//!
//! Form: <https://kramdown.gettalong.org/syntax.html#tables>. A table is a block all of whose lines
//! have a bar. The Markdown library wants a head, one line below it, and no row that is longer.

use std::ops::Range;

use crate::parse::admonition::split_prefix;
use crate::parse::delimiters::doubled;
use crate::parse::mapped::Mapped;
use crate::parse::markdown;
use crate::text::markup::without_marker;

/// The text with tables as the Markdown library reads them.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    if !text.text().contains('|') {
        return text;
    }
    let source = text.text();
    let verbatim = markdown::verbatim_ranges(source);
    let formulas: Vec<_> = doubled::formulas(source).into_iter().map(|it| it.range).collect();
    let is_apart = |at| markdown::is_within(&verbatim, at) || markdown::is_within(&formulas, at);
    let lines = markdown::lines(source);
    let mut edits = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let end = block_end(source, &lines, number);
        let block = &lines[number..end.max(number + 1)];
        let indent = split_prefix(&source[block[0].clone()]).0.len();
        if !is_apart(block[0].start + indent) {
            edits.extend(Table::read(source, block).map(|table| table.edits()).unwrap_or_default());
        }
        number = end.max(number + 1);
    }
    text.replaced(edits)
}

/// The line behind the block that starts at one: it ends where a line is empty, or is a list of
/// attributes.
fn block_end(text: &str, lines: &[Range<usize>], first: usize) -> usize {
    let ends = |line: &Range<usize>| {
        let words = split_prefix(text[line.clone()].trim_end()).1;
        words.is_empty() || words.starts_with("{:")
    };
    lines[first..].iter().position(ends).map_or(lines.len(), |count| first + count)
}

/// A table as it is written.
struct Table<'a> {
    /// What its lines start with.
    prefix: &'a str,
    lines: Vec<(Range<usize>, Line<'a>)>,
}

enum Line<'a> {
    /// `|---+---|`
    Rule(&'a str),
    /// `|===|===|`
    Foot,
    /// Words, and how many cells they are.
    Row(usize),
}

impl<'a> Table<'a> {
    /// The table that a block is; none where it is something else.
    fn read(text: &'a str, block: &[Range<usize>]) -> Option<Self> {
        let (prefix, first) = split_prefix(text[block[0].clone()].trim_end());
        // Headings, lists and HTML come first.
        if first.starts_with(['#', '<']) || without_marker(first).1 {
            return None;
        }
        let mut lines = Vec::with_capacity(block.len());
        for range in block {
            let line = text[range.clone()].trim_end();
            let words = line.strip_prefix(prefix)?;
            let cells = cells(words);
            if words.starts_with([' ', '\t', '>']) || cells == 0 {
                return None;
            }
            let consists_of = |signs: &str| words.chars().all(|char| signs.contains(char));
            let kind = if words.contains('-') && consists_of("+|: \t-") {
                Line::Rule(words)
            } else if words.contains('=') && consists_of("+|: \t=") {
                Line::Foot
            } else {
                Line::Row(cells)
            };
            lines.push((range.start..range.start + line.len(), kind));
        }
        let has_rows = lines.iter().any(|(_, line)| matches!(line, Line::Row(_)));
        has_rows.then_some(Self { prefix, lines })
    }

    /// A line that sets all rows off has no head above it; a line between rows starts another body,
    /// which looks as if there were none.
    fn edits(&self) -> Vec<(Range<usize>, String)> {
        let is_row = |(_, line): &(Range<usize>, Line<'_>)| matches!(line, Line::Row(_));
        let first = self.lines.iter().position(is_row).unwrap_or_default();
        let rule = self.lines[first..].iter().position(|(_, line)| matches!(line, Line::Rule(_)));
        let head = rule.map(|rule| first + rule);
        let heads = head.map_or(0, |head| head - first);
        let width = self.lines.iter().map(|(_, line)| line.width()).max().unwrap_or(1);
        let is_gfm = heads == 1
            && first == 0
            && self.lines[2..].iter().all(is_row)
            && self.lines.iter().all(|(_, line)| line.width() <= self.lines[0].1.width())
            && !matches!(self.lines[1].1, Line::Rule(words) if words.contains('+'));
        if is_gfm {
            return Vec::new();
        }
        let mut edits = Vec::new();
        // Of several rows of a head the library reads none; they stand above the others, all the same.
        let head = head.filter(|_| heads == 1);
        let written = head.or(first.checked_sub(1)).map(|at| &self.lines[at].1);
        let rule = rule_below(written, width);
        if head.is_none() {
            let empty = format!("|{}", " |".repeat(width));
            let at = self.lines[0].0.start + self.prefix.len();
            edits.push((at..at, format!("{empty}\n{}{rule}\n{}", self.prefix, self.prefix)));
        }
        for (number, (range, line)) in self.lines.iter().enumerate() {
            match line {
                _ if Some(number) == head => {
                    edits.push((range.start + self.prefix.len()..range.end, rule.clone()));
                }
                Line::Row(cells) if Some(number + 1) == head && *cells < width => {
                    edits.push((range.end..range.end, " |".repeat(width - cells + 1)));
                }
                Line::Row(_) => {}
                // Its line end goes along, but for that of the last.
                _ => {
                    let next = self.lines.get(number + 1).map(|(next, _)| next.start);
                    edits.push((range.start..next.unwrap_or(range.end), String::new()));
                }
            }
        }
        edits
    }
}

/// The line below a head, with as many columns as the table has.
fn rule_below(written: Option<&Line<'_>>, width: usize) -> String {
    let Some(Line::Rule(words)) = written else { return format!("|{}", "---|".repeat(width)) };
    let words = words.trim_start_matches('|').trim_end_matches('|');
    let mut columns: Vec<&str> = words.split(['|', '+']).map(str::trim).collect();
    columns.resize(width, "---");
    let columns = columns.into_iter().map(|column| if column.is_empty() { "---" } else { column });
    format!("|{}|", columns.collect::<Vec<_>>().join("|"))
}

impl Line<'_> {
    fn width(&self) -> usize {
        match self {
            Self::Row(cells) => *cells,
            _ => 0,
        }
    }
}

/// How many cells a line has; 0 where no bar stands in it that is none of code's.
fn cells(line: &str) -> usize {
    let mut bars = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find(['|', '`', '\\', '{']) {
        at += found;
        let rest = &line[at..];
        at += match rest.as_bytes()[0] {
            b'|' => {
                bars += 1;
                1
            }
            b'`' => markdown::code_length(rest),
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            // What Liquid would have replaced.
            _ => match rest.get(1..2) {
                Some("{") => rest.find("}}").map_or(1, |end| end + 2),
                Some("%") => rest.find("%}").map_or(1, |end| end + 2),
                _ => 1,
            },
        };
    }
    if bars == 0 {
        return 0;
    }
    let outer =
        usize::from(line.starts_with('|')) + usize::from(line.len() > 1 && ends_in_bar(line));
    (bars + 1 - outer.min(bars)).max(1)
}

fn ends_in_bar(line: &str) -> bool {
    line.ends_with('|') && !line.ends_with("\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(Mapped::of_page(text)).text().to_owned()
    }

    #[test]
    fn tables_have_a_head_and_one_rule() {
        for (text, expected) in [
            ("| a | b |\n| c | d |\n", "| | |\n|---|---|\n| a | b |\n| c | d |\n"),
            ("|:-:|--|\n| a | b |\n", "| | |\n|:-:|--|\n| a | b |\n"),
            ("| a | b |\n|---+---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
            (
                "|a|b|\n|-|-|\n|c|d|\n|-|-|\n|e|f|\n|=|=|\n|g|h|\n",
                "|a|b|\n|-|-|\n|c|d|\n|e|f|\n|g|h|\n",
            ),
            ("a | b\n--|--\nc | d | e\n", "a | b | |\n|--|--|---|\nc | d | e\n"),
            ("> a | b\n", "> | | |\n> |---|---|\n> a | b\n"),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_table_stays() {
        for text in [
            "a | b\n--|--\nc | d\n",
            "a | b\nwords\n",
            "`a | b` and c\n",
            "a \\| b\n",
            "    a | b\n",
            "```\na | b\n```\n",
            "$$\n|x|\n$$\n",
            "{{ a | b }}\n",
            "|---|\n",
            "- a | b\n- c | d\n",
            "# a | b\n",
        ] {
            assert_eq!(rewritten(text), text, "{text}");
        }
    }
}
