//! Tables and their parts.

use super::content::{Words, into_blocks};
use super::element::Node;
use crate::span::Span;
use crate::tree::{Alignment, Authored, Block, BlockKind, Cell, Row, Table};

/// A table, behind anything that stood in it without belonging to a cell.
pub(super) fn table(mut columns: Vec<Alignment>, nodes: Vec<Node>, span: Span) -> Vec<Node> {
    let mut caption = Vec::new();
    let (mut head, mut body) = (Vec::new(), Vec::new());
    let mut strays = Vec::new();
    for node in nodes {
        match node {
            Node::Caption(words) if caption.is_empty() => caption = words,
            Node::Rows { head: true, rows } => head.extend(rows),
            Node::Rows { head: false, rows } => body.extend(rows),
            Node::Row(row) if body.is_empty() && is_head(&row) => head.push(row),
            Node::Row(row) => body.push(row),
            Node::Cell(cell) => body.push(Row { span: cell.span, cells: vec![cell] }),
            node => strays.push(node),
        }
    }
    clamp_row_spans(&mut head);
    clamp_row_spans(&mut body);
    columns.resize(columns.len().max(width(&head)).max(width(&body)), Alignment::Start);
    let mut nodes: Vec<_> =
        into_blocks(strays, Words::Paragraph).into_iter().map(Node::Block).collect();
    if !(head.is_empty() && body.is_empty()) {
        let table = Table { caption, columns, head, body };
        nodes.push(Node::Block(Block::new(BlockKind::Table { table }, span)));
    } else if !caption.is_empty() {
        nodes.push(Node::Caption(caption));
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
            // A row without cells is none: HTML and EPUB forbid it.
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
            node => cells.push(Cell {
                blocks: into_blocks(vec![node], Words::Plain),
                header: false,
                alignment: None,
                colors: None,
                column_span: 1,
                row_span: 1,
                span,
            }),
        }
    }
    Row { cells, span }
}

fn is_head(row: &Row<Authored>) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
}

/// Ends cells with their group of rows, as HTML does.
fn clamp_row_spans(rows: &mut [Row<Authored>]) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            let left = u16::try_from(count - index).unwrap_or(u16::MAX);
            cell.row_span = cell.row_span.clamp(1, left);
        }
    }
}

/// How many columns rows have, with the cells that reach down into them.
fn width(rows: &[Row<Authored>]) -> usize {
    let mut widest = 0;
    // For every column, how many rows from here on a cell above covers.
    let mut covered: Vec<u16> = Vec::new();
    for row in rows {
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            let end = column + usize::from(cell.column_span);
            covered.resize(covered.len().max(end), 0);
            covered[column..end].fill(cell.row_span);
            column = end;
        }
        widest = widest.max(covered.len());
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    widest
}
