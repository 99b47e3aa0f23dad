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
            // A row without cells is none: HTML and EPUB forbid it.
            Node::Row(row) if row.cells.is_empty() => {}
            Node::Row(row) if body.is_empty() && is_head(&row) => head.push(row),
            Node::Row(row) => body.push(row),
            Node::Cell(cell) => body.push(Row { span: cell.span, cells: vec![cell] }),
            node => strays.push(node),
        }
    }
    clamp_row_spans(&mut head);
    clamp_row_spans(&mut body);
    let declared = columns.len();
    columns.resize(declared.max(width(&head)).max(width(&body)), Alignment::Start);
    // A Markdown table keeps the columns that its head has.
    if columns.len() > declared {
        narrow(&mut columns, [&mut head, &mut body]);
    }
    // Markdown asks for a head; one without words is how a table without a head is written.
    if !body.is_empty() && head.iter().all(says_nothing) {
        head.clear();
    }
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

fn says_nothing(row: &Row<Authored>) -> bool {
    row.cells.iter().all(|cell| cell.blocks.is_empty())
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

/// The column in which each cell of some rows begins, behind those that reach down from above.
fn beginnings(rows: &[Row<Authored>]) -> Vec<Vec<usize>> {
    // For every column, how many rows from here on a cell above covers.
    let mut covered: Vec<u16> = Vec::new();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut column = 0;
        let mut begins = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            while covered.get(column).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            begins.push(column);
            let end = column + usize::from(cell.column_span);
            covered.resize(covered.len().max(end), 0);
            covered[column..end].fill(cell.row_span);
            column = end;
        }
        all.push(begins);
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    all
}

/// Takes out columns in which no cell begins, which HTML forbids: cells reached over them for nothing.
fn narrow(columns: &mut Vec<Alignment>, groups: [&mut [Row<Authored>]; 2]) {
    let groups = groups.map(|rows| (beginnings(rows), rows));
    let mut is_begun = vec![false; columns.len()];
    for column in groups.iter().flat_map(|(begins, _)| begins.iter().flatten()) {
        is_begun[*column] = true;
    }
    if is_begun.iter().all(|begun| *begun) {
        return;
    }
    for (begins, rows) in groups {
        let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
        for (cell, start) in cells.zip(begins.into_iter().flatten()) {
            let end = (start + usize::from(cell.column_span)).min(is_begun.len());
            let count = is_begun[start..end].iter().filter(|begun| **begun).count();
            cell.column_span = u16::try_from(count).unwrap_or(u16::MAX);
        }
    }
    let mut is_begun = is_begun.into_iter();
    columns.retain(|_| is_begun.next() == Some(true));
}

/// How many columns rows have.
fn width(rows: &[Row<Authored>]) -> usize {
    let begins = beginnings(rows);
    let cells = rows.iter().flat_map(|row| &row.cells).zip(begins.iter().flatten());
    cells.map(|(cell, start)| start + usize::from(cell.column_span)).max().unwrap_or_default()
}
