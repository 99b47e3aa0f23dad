//! Tables.

use super::dom::{Element, Node};
use super::{Markup, Part};
use crate::theme::css::OwnClass;
use crate::tree::{Alignment, Cell, Linked, Row, Table, plain_text};

impl Markup<'_> {
    /// A table.
    pub(super) fn table(&self, table: &Table<Linked>, widths: Option<&[f32]>) -> Element {
        let mut element = Element::new("table");
        if !plain_text(&table.caption).trim().is_empty() {
            element = element.child(Element::new("caption").children(self.inlines(&table.caption)));
        }
        if let Some(widths) = widths {
            let column = |share: &f32| {
                let percent = (share * 100.0).round().clamp(1.0, 100.0) as u8;
                Node::from(Element::new("col").own_class(OwnClass::Width(percent)))
            };
            let columns = widths.iter().map(column).collect::<Vec<_>>();
            element = element.child(Element::new("colgroup").children(columns));
        }
        if !table.head.is_empty() {
            element = element.child(self.rows("thead", "col", &table.head, &table.columns));
        }
        if !table.body.is_empty() {
            let body = self.rows("tbody", "row", &table.body, &table.columns);
            let body = if table.ends_in_total() { with_total(body) } else { body };
            element = element.child(body);
        }
        self.medium.decorate(Part::Table(table), element)
    }

    fn rows(
        &self,
        name: &'static str,
        scope: &'static str,
        rows: &[Row<Linked>],
        columns: &[Alignment],
    ) -> Element {
        let mut grid = Grid::default();
        let mut group = Element::new(name);
        for row in rows {
            let mut line = Element::new("tr");
            grid.next_row();
            for cell in &row.cells {
                let column = grid.place(cell.column_span, cell.row_span);
                let column_alignment = columns.get(column).copied().unwrap_or_default();
                line = line.child(self.cell(cell, scope, column_alignment));
            }
            group = group.child(line);
        }
        group
    }

    fn cell(&self, cell: &Cell<Linked>, scope: &'static str, column: Alignment) -> Element {
        let content = self.blocks(&cell.blocks);
        // A header without words heads nothing, and would be announced as if it did.
        let empty =
            content.iter().all(|node| matches!(node, Node::Text(words) if words.trim().is_empty()));
        let mut element = if cell.header && !empty {
            let scope = match (scope, cell.column_span, cell.row_span) {
                ("col", 2.., _) => "colgroup",
                ("row", _, 2..) => "rowgroup",
                _ => scope,
            };
            Element::new("th").attr("scope", scope)
        } else {
            Element::new("td")
        };
        if cell.column_span > 1 {
            element.set("colspan", cell.column_span.to_string());
        }
        if cell.row_span > 1 {
            element.set("rowspan", cell.row_span.to_string());
        }
        if let Some(colors) = cell.colors {
            element = element.own_class(OwnClass::Cell(colors));
        }
        match cell.alignment.unwrap_or(column) {
            Alignment::Start => {}
            Alignment::Center => element = element.class("center"),
            Alignment::End => element = element.class("end"),
        }
        element.children(content.into_iter().flat_map(whole_ranges))
    }
}

/// The rows of a table of which the last one sums up the others.
fn with_total(mut body: Element) -> Element {
    if let Some(Node::Element(last)) = body.children.pop() {
        body = body.child(last.class("total"));
    }
    body
}

/// The most letters of a word that is kept on one line.
const LONGEST_KEPT: usize = 24;

/// Words of a cell in which no range of numbers is divided: lines may end behind a dash, and where
/// columns are narrow they would.
fn whole_ranges(node: Node) -> Vec<Node> {
    match node {
        Node::Element(mut element) if !matches!(&*element.name, "code" | "math" | "svg") => {
            element.children = element.children.into_iter().flat_map(whole_ranges).collect();
            vec![element.into()]
        }
        Node::Text(text) if text.contains('–') => apart(&text),
        other => vec![other],
    }
}

/// A text with its ranges in elements of their own.
fn apart(text: &str) -> Vec<Node> {
    let (mut nodes, mut plain) = (Vec::new(), String::new());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !is_range(word) {
            plain.push_str(piece);
            continue;
        }
        if !plain.is_empty() {
            nodes.push(std::mem::take(&mut plain).into());
        }
        nodes.push(Element::new("span").class("range").child(word).into());
        plain.push_str(&piece[word.len()..]);
    }
    if !plain.is_empty() {
        nodes.push(plain.into());
    }
    nodes
}

fn is_range(word: &str) -> bool {
    let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
    let between = |(before, behind): (&str, &str)| {
        is_digit(before.chars().next_back()) && is_digit(behind.chars().next())
    };
    word.split_once('–').is_some_and(between) && word.chars().count() <= LONGEST_KEPT
}

/// Which columns cells of earlier rows still cover.
#[derive(Default)]
struct Grid {
    /// For each column, how many rows it is still covered, this one included.
    covered: Vec<u16>,
    column: usize,
}

impl Grid {
    fn next_row(&mut self) {
        self.column = 0;
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
    }

    /// The first column of the row's next cell.
    fn place(&mut self, column_span: u16, row_span: u16) -> usize {
        while self.covered.get(self.column).is_some_and(|&rows| rows > 0) {
            self.column += 1;
        }
        let start = self.column;
        self.column += usize::from(column_span.max(1));
        if self.covered.len() < self.column {
            self.covered.resize(self.column, 0);
        }
        self.covered[start..self.column].fill(row_span.max(1));
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    #[test]
    fn ranges_of_numbers_stay_whole() {
        let of = |text: &str| write(&whole_ranges(text.into()), Syntax::Html);
        let kept =
            "from <span class=\"range\">21–24</span> May – or <span class=\"range\">€3–5.</span>";
        assert_eq!(of("from 21–24 May – or €3–5."), kept);
        assert_eq!(of("Ada–Lind, 3 – 5"), "Ada–Lind, 3 – 5");
        let code = Node::from(Element::new("code").child("1–2"));
        assert_eq!(whole_ranges(code.clone()), [code]);
    }

    #[test]
    fn cells_stand_beside_those_that_reach_down() {
        let mut grid = Grid::default();
        grid.next_row();
        assert_eq!([grid.place(1, 3), grid.place(1, 1), grid.place(2, 2)], [0, 1, 2]);
        grid.next_row();
        assert_eq!([grid.place(1, 1), grid.place(1, 1)], [1, 4]);
        grid.next_row();
        assert_eq!([grid.place(1, 1), grid.place(1, 1)], [1, 2]);
    }
}
