//! Tables that are wider than paper.
//!
//! A style sheet can let a browser break no word of a table, and then what is too wide is cut off, or
//! any word, and then also those break that had room. So it is said here, by the lengths of words,
//! which tables are set smaller on paper, and in which cells words may break.

use crate::markup::dom::{Element, Node};
use crate::theme::Tokens;

/// How wide a letter is, in ems: the mean of text, code and bold heads, on the safe side.
const LETTER: f32 = 0.58;

/// By how much the style sheet makes the words of a crowded table smaller.
const SMALLER: f32 = 0.82;

/// Words of so many letters never break.
const SHORT: usize = 4;

/// Marks a table that is wider than the theme's paper, and those of its cells whose words break there.
pub(super) fn mark(table: Element, tokens: &Tokens) -> Element {
    let columns = longest_words(&table);
    let paper = paper_width(tokens);
    if width(&columns, usize::MAX, tokens) <= paper {
        return table;
    }
    let longest = columns.iter().copied().max().unwrap_or_default();
    let fits = |limit: &usize| width(&columns, *limit, tokens) <= paper / SMALLER;
    let limit = (SHORT..=longest).rev().find(fits).unwrap_or(SHORT);
    let mut table = table.class("crowded");
    table.visit_mut(&mut |element| {
        if is_cell(element) && longest_word(element) > limit {
            let cell = std::mem::replace(element, Element::new("td"));
            *element = cell.class("breaks");
        }
    });
    table
}

/// The width of the paper's text, in ems of a table's.
fn paper_width(tokens: &Tokens) -> f32 {
    let page = &tokens.page;
    let (width, _) = page.size.to_pt();
    let text = width - page.margin_inner.to_pt() - page.margin_outer.to_pt();
    text / (tokens.text.size.to_pt() * tokens.tables.size)
}

/// How wide columns are at the least where no more than `limit` letters of a word stand together.
fn width(columns: &[usize], limit: usize, tokens: &Tokens) -> f32 {
    let padding = 2.0 * tokens.tables.padding_horizontal;
    columns.iter().map(|&longest| longest.min(limit) as f32 * LETTER + padding).sum()
}

/// The letters of the longest word of each column. Cells over several columns ask for nothing.
fn longest_words(table: &Element) -> Vec<usize> {
    let mut columns = Vec::new();
    // How many rows each column is still taken by cells above.
    let mut taken: Vec<usize> = Vec::new();
    table.visit(&mut |row| {
        if row.name != "tr" {
            return;
        }
        let mut at = 0;
        for cell in elements(row).filter(|cell| is_cell(cell)) {
            while taken.get(at).is_some_and(|&rows| rows > 0) {
                at += 1;
            }
            let spans = |name| cell.get(name).and_then(|it| it.parse().ok()).unwrap_or(1_usize);
            let (across, down) = (spans("colspan").clamp(1, 1000), spans("rowspan"));
            taken.resize(taken.len().max(at + across), 0);
            columns.resize(taken.len(), 0);
            taken[at..at + across].fill(down);
            if across == 1 {
                columns[at] = columns[at].max(longest_word(cell));
            }
            at += across;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
    });
    columns
}

fn is_cell(element: &Element) -> bool {
    matches!(&*element.name, "td" | "th")
}

fn elements(parent: &Element) -> impl Iterator<Item = &Element> {
    parent.children.iter().filter_map(|child| match child {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

/// The letters of the longest word, which ends where a line may: at spaces, behind hyphens and
/// slashes, and at each letter of a script that has no spaces.
fn longest_word(element: &Element) -> usize {
    let words = element.words();
    let ends = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '\u{2e80}'..='\u{d7ff}');
    words.split(ends).map(|word| word.chars().count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    fn table(rows: &[&[&str]]) -> Element {
        let row = |cells: &&[&str]| {
            Element::new("tr").children(cells.iter().map(|words| Element::new("td").child(*words)))
        };
        Element::new("table").children(rows.iter().map(row))
    }

    fn marked(rows: &[&[&str]]) -> (bool, Vec<String>) {
        let table = mark(table(rows), &Theme::shipped().tokens);
        let mut breaking = Vec::new();
        table.visit(&mut |cell| {
            if cell.get("class") == Some("breaks") {
                breaking.push(cell.words());
            }
        });
        (table.get("class").is_some(), breaking)
    }

    #[test]
    fn words_of_a_table_that_fits_do_not_break() {
        let long = "words ".repeat(300);
        let rows: &[&[&str]] =
            &[&["Version", "Date", "Author", "Changes"], &["1.0", "16", "A", &long]];
        assert_eq!(marked(rows), (false, Vec::new()));
    }

    #[test]
    fn of_a_table_that_does_not_the_longest_words_break() {
        let long = "x".repeat(70);
        let rows: &[&[&str]] = &[&["Version", "Address", "Address"], &["1.0", &long, &long]];
        assert_eq!(marked(rows), (true, vec![long.clone(), long.clone()]));
        // What is a little too wide is set smaller, and nothing breaks.
        let rows: &[&[&str]] = &[&["Documentation"; 6]];
        assert_eq!(marked(rows), (true, Vec::new()));
    }

    #[test]
    fn cells_stand_in_their_columns() {
        let tall = Element::new("td").attr("rowspan", "2").child("tall");
        let wide = Element::new("td").attr("colspan", "2").child("wide-and-even-wider");
        let cell = |words: &str| Element::new("td").child(words);
        let rows = [
            Element::new("tr").child(tall).child(cell("a")).child(cell("bb")),
            Element::new("tr").child(cell("cc")).child(cell("東京東京東京")),
            Element::new("tr").child(wide).child(cell("ddd")),
        ];
        assert_eq!(longest_words(&Element::new("table").children(rows)), [4, 2, 3]);
    }
}
