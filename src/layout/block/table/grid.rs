//! Which cell covers which place of a table.

use crate::tree::{Cell, Linked, Row};

/// A cell with the place it starts at. Spans are cut to what the table has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'t> {
    pub(super) cell: &'t Cell<Linked>,
    /// Counted over head and body.
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// Places the cells of one of a table's groups of rows, the first of which has the index `first`.
/// A cell that finds no place left in its row is given one of its own at the row's end.
pub(super) fn place(rows: &[Row<Linked>], first: usize, columns: usize) -> Vec<Placed<'_>> {
    let mut placed = Vec::new();
    // For each column, how many rows from the current one on are covered from above.
    let mut covered = vec![0_usize; columns];
    for (index, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in &row.cells {
            while column < columns && covered[column] > 0 {
                column += 1;
            }
            if column >= columns {
                break;
            }
            let free = covered[column..].iter().take_while(|rows| **rows == 0).count();
            let width = usize::from(cell.column_span.max(1)).min(free);
            let height = usize::from(cell.row_span.max(1)).min(rows.len() - index);
            covered[column..column + width].fill(height);
            placed.push(Placed { cell, row: first + index, column, columns: width, rows: height });
            column += width;
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    placed
}

/// How many columns a table needs for its widest row.
pub(super) fn count_columns(rows: &[&[Row<Linked>]], stated: usize) -> usize {
    let width = |row: &Row<Linked>| {
        row.cells.iter().map(|cell| usize::from(cell.column_span.max(1))).sum::<usize>()
    };
    rows.iter().flat_map(|rows| rows.iter()).map(width).fold(stated, usize::max)
}
