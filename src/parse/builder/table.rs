//! Tables and their parts.

use super::content::{Words, into_blocks};
use super::element::Node;
use crate::diag::{Code, Diagnostic, Sink};
use crate::limits::TABLE;
use crate::span::Span;
use crate::tree::{Alignment, Authored, Block, BlockKind, Cell, Row, Table};

/// A table, behind anything that stood in it without belonging to a cell.
pub(super) fn table(
    columns: Vec<Alignment>,
    nodes: Vec<Node>,
    span: Span,
    sink: &mut Sink,
) -> Vec<Node> {
    let mut caption = Vec::new();
    let (mut head, mut body) = (Vec::new(), Vec::new());
    let mut strays = Vec::new();
    for node in nodes {
        match node {
            Node::Caption(words) if caption.is_empty() => caption = words,
            Node::Rows { head: true, rows } => head.extend(rows),
            Node::Rows { head: false, rows } => body.extend(rows),
            // A row without cells is none: HTML and EPUB forbid it.
            Node::Row(row) if row.cells.is_empty() => {}
            Node::Row(row) if body.is_empty() && is_head(&row) => head.push(row),
            Node::Row(row) => body.push(row),
            Node::Cell(cell) => body.push(Row { span: cell.span, cells: vec![cell] }),
            node => strays.push(node),
        }
    }
    let mut table = Table { caption, columns, head, body };
    let lost = table.cut();
    if lost > 0 {
        let message = format!("the last {lost} rows of this table are left out: it has {TABLE}");
        sink.push(Diagnostic::warning(Code::LostCells, message).at(span).help(TABLE.cure));
    }
    table.fit();
    // Markdown asks for a head; one without words is how a table without a head is written.
    if !table.body.is_empty() && table.head.iter().all(says_nothing) {
        table.head.clear();
    }
    let mut nodes: Vec<_> =
        into_blocks(strays, Words::Paragraph).into_iter().map(Node::Block).collect();
    if !table.is_empty() {
        nodes.push(Node::Block(Block::new(BlockKind::Table { table }, span)));
    } else if !table.caption.is_empty() {
        nodes.push(Node::Caption(table.caption));
    }
    nodes
}

/// A head or body of a table; what stands between its rows is handed on.
pub(super) fn rows(head: bool, nodes: Vec<Node>, span: Span) -> Vec<Node> {
    let mut rows = Vec::new();
    let mut strays = Vec::new();
    let mut cells = Vec::new();
    for node in nodes {
        match node {
            Node::Row(row) if row.cells.is_empty() => {}
            Node::Row(row) => rows.push(row),
            // Markdown's table head has cells and no row.
            Node::Cell(cell) => cells.push(cell),
            node => strays.push(node),
        }
    }
    if !cells.is_empty() {
        rows.push(Row { cells, span });
    }
    strays.push(Node::Rows { head, rows });
    strays
}

/// A row; words between its cells become a cell.
pub(super) fn row(nodes: Vec<Node>, span: Span) -> Row<Authored> {
    let mut cells = Vec::new();
    for node in nodes.into_iter().filter(|node| !node.is_blank()) {
        match node {
            Node::Cell(cell) => cells.push(cell),
            node => cells.push(Cell::new(into_blocks(vec![node], Words::Plain), span)),
        }
    }
    Row { cells, span }
}

fn is_head(row: &Row<Authored>) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
}

fn says_nothing(row: &Row<Authored>) -> bool {
    row.cells.iter().all(|cell| cell.blocks.is_empty())
}
