//! Columns of numbers in tables that are read from right to left.
//!
//! Numbers are written from left to right in these scripts too, with their units at the right. A column
//! that lies at the end of its cells, the left, would have them below each other at their first digits;
//! at the start, the right, they line up by their units.

use crate::text::language::Direction;
use crate::tree::{Alignment, Authored, Cell, Row, Table, plain_text};

/// How the columns of a table in a language are aligned.
pub(super) fn aligned(table: &Table<Authored>, lang: &str) -> Vec<Alignment> {
    if Direction::of_language(lang) != Direction::RightToLeft {
        return table.columns.clone();
    }
    // Where cells reach over several columns or rows nothing is certain.
    let is_plain = |cell: &Cell<Authored>| cell.column_span == 1 && cell.row_span == 1;
    if !table.body.iter().all(|row| row.cells.iter().all(is_plain)) {
        return table.columns.clone();
    }
    let columns = table.columns.iter().enumerate();
    let aligned = columns.map(|(index, &alignment)| {
        let is_turned = alignment == Alignment::End && holds_numbers(&table.body, index);
        if is_turned { Alignment::Start } else { alignment }
    });
    aligned.collect()
}

/// Whether a column of plain cells has numbers, and nothing else.
fn holds_numbers(rows: &[Row<Authored>], column: usize) -> bool {
    let words = rows.iter().filter_map(|row| row.cells.get(column)).map(words);
    let words: Vec<String> = words.filter(|words| !words.trim().is_empty()).collect();
    !words.is_empty() && words.iter().all(|words| is_number(words))
}

fn words(cell: &Cell<Authored>) -> String {
    let contents = cell.blocks.iter().flat_map(|block| block.kind.contents());
    contents.map(|content| plain_text(content)).collect()
}

/// Whether words are a number, with signs, separators and currency.
fn is_number(words: &str) -> bool {
    words.contains(char::is_numeric) && !words.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};
    use crate::tree::{Block, BlockKind, Inline};

    /// A table of one column at the end of its cells.
    fn table(cells: &[&str]) -> Table<Authored> {
        let span = Span::new(Sources::default().add("a.md", ""), 0..0);
        let row = |words: &&str| {
            let kind = BlockKind::Paragraph { content: vec![Inline::text(*words, span)] };
            Row { cells: vec![Cell::new(vec![Block::new(kind, span)], span)], span }
        };
        let body = cells.iter().map(row).collect();
        Table { caption: Vec::new(), columns: vec![Alignment::End], head: Vec::new(), body }
    }

    #[test]
    fn numbers_line_up_by_their_units_where_words_run_to_the_left() {
        let numbers = table(&["7", "1,204.5", ""]);
        assert_eq!(aligned(&numbers, "he"), [Alignment::Start]);
        assert_eq!(aligned(&numbers, "en"), [Alignment::End]);
        assert_eq!(aligned(&table(&["7", "אחת"]), "he"), [Alignment::End]);
    }

    #[test]
    fn numbers_have_no_letters() {
        for number in ["12.5", "-1,204", "٣٫٥ %", "€ 7", "(12)"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["12 ק״ג", "–", "v2"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
