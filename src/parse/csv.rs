//! Comma-separated values as a table (RFC 4180, with `;` and tabs found by themselves).

use crate::source::comments::without_html;
use crate::span::Span;
use crate::tree::{Alignment, Authored, Block, BlockKind, Cell, Inline, InlineKind, Row, Table};

/// The rows of a text, each of fields.
fn rows(text: &str) -> Vec<Vec<String>> {
    let text = &*without_html(text);
    let separator = separator(text);
    let mut rows = vec![Vec::new()];
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            char if quoted => field.push(char),
            '\n' => {
                end_field(&mut rows, &mut field);
                rows.push(Vec::new());
            }
            char if char == separator => end_field(&mut rows, &mut field),
            char => field.push(char),
        }
    }
    end_field(&mut rows, &mut field);
    rows.retain(|row| row.iter().any(|field| !field.is_empty()));
    rows
}

fn end_field(rows: &mut [Vec<String>], field: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(field).trim().to_owned());
    }
}

/// The separator that the first line holds most of.
fn separator(text: &str) -> char {
    let line = text.lines().next().unwrap_or_default();
    let count = |separator: char| line.chars().filter(|&char| char == separator).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(',')
}

/// A Markdown table with the first row as its head; nothing where there are no rows.
pub(super) fn to_markdown(text: &str) -> String {
    let rows = rows(text);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        for column in 0..width {
            out.push_str("| ");
            push_escaped(row.get(column).map_or("", String::as_str), &mut out);
            out.push(' ');
        }
        out.push_str("|\n");
        if index == 0 {
            out.push_str(&"| --- ".repeat(width));
            out.push_str("|\n");
        }
    }
    out
}

/// A table with the first row as its head; none where there are no rows. All of it stands at
/// `span`.
pub(super) fn to_table(text: &str, span: Span) -> Option<Table<Authored>> {
    let rows = rows(text);
    let width = rows.iter().map(Vec::len).max()?;
    let row = |fields: &Vec<String>, header: bool| {
        let field = |column: usize| fields.get(column).map_or("", String::as_str);
        let cells = (0..width).map(|column| cell(field(column), header, span)).collect();
        Row { cells, span }
    };
    Some(Table {
        caption: Vec::new(),
        columns: vec![Alignment::Start; width],
        head: rows.iter().take(1).map(|fields| row(fields, true)).collect(),
        body: rows.iter().skip(1).map(|fields| row(fields, false)).collect(),
    })
}

fn cell(field: &str, header: bool, span: Span) -> Cell<Authored> {
    let mut content = Vec::new();
    for line in field.split('\n') {
        if !content.is_empty() {
            content.push(Inline::new(InlineKind::HardBreak, span));
        }
        content.push(Inline::text(line, span));
    }
    let blocks = match field {
        "" => Vec::new(),
        _ => vec![Block::new(BlockKind::Plain { content }, span)],
    };
    Cell { header, ..Cell::new(blocks, span) }
}

/// A field is words, not Markdown.
fn push_escaped(field: &str, out: &mut String) {
    for char in field.chars() {
        match char {
            '\n' => out.push_str("<br>"),
            char if char.is_ascii_punctuation() => out.extend(['\\', char]),
            char => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_separators_and_line_ends() {
        let rows = rows("a;b\r\n\"x;\"\"y\"\"\";\"1\n2\"\r\n\r\n");
        assert_eq!(rows, [vec!["a", "b"], vec!["x;\"y\"", "1\n2"]]);
        assert_eq!(to_markdown("a,b\n*,|"), "| a | b |\n| --- | --- |\n| \\* | \\| |\n");
        assert_eq!(to_markdown(""), "");
    }

    #[test]
    fn comments_are_no_words_of_a_field() {
        let rows = rows("<!-- who, why -->\na,b <!-- not, sure -->\n\"c <!-- x\n\" --> d\",e\n");
        assert_eq!(rows, [["a", "b"], ["c d", "e"]]);
    }
}
