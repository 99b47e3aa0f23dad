//! The shape of tables: which cells cover what, and how many columns there are.

use super::{Alignment, Block, BlockKind, Cell, Inline, InlineKind, Row, Stage, Table};
use crate::limits;
use crate::span::Span;

impl<S: Stage> Table<S> {
    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty() && self.body.is_empty()
    }

    /// Whether its last row sums up those above it: all of its words are strong, and theirs mostly not,
    /// but for a sum on the way.
    pub fn ends_in_total(&self) -> bool {
        let [above @ .., last] = &self.body[..] else { return false };
        let strong = above.iter().filter(|row| row.is_strong()).count();
        above.len() >= 2 && last.is_strong() && strong * 3 <= above.len()
    }

    /// Takes away the last rows where it would have more places than it may, and says how many.
    pub fn cut(&mut self) -> usize {
        let (most, mut columns) = (limits::TABLE.size(), self.columns.len());
        let head = cut_rows(&mut self.head, &mut columns, most);
        head + cut_rows(&mut self.body, &mut columns, most)
    }

    /// Gives it as many columns as its cells need, of those beyond its own only where a cell begins,
    /// and ends cells with their group of rows. Rows without cells go: HTML and EPUB forbid them.
    pub fn fit(&mut self) {
        for rows in [&mut self.head, &mut self.body] {
            rows.retain(|row| !row.cells.is_empty());
            clamp_row_spans(rows);
        }
        let declared = self.columns.len();
        let widest = width(&self.head).max(width(&self.body));
        self.columns.resize(declared.max(widest), Alignment::Start);
        // A Markdown table keeps the columns that its head has.
        if self.columns.len() > declared {
            narrow(&mut self.columns, [&mut self.head, &mut self.body]);
        }
    }
}

impl<S: Stage> Cell<S> {
    /// A cell in one column and one row, with nothing of its own but what it says.
    pub fn new(blocks: Vec<Block<S>>, span: Span) -> Self {
        Self {
            blocks,
            header: false,
            alignment: None,
            colors: None,
            column_span: 1,
            row_span: 1,
            span,
        }
    }
}

impl<S: Stage> Row<S> {
    /// Whether it has words, and all of them are strong.
    fn is_strong(&self) -> bool {
        let cells = self.cells.iter().flat_map(|cell| &cell.blocks);
        let mut contents = cells.map(|block| match &block.kind {
            BlockKind::Plain { content } | BlockKind::Paragraph { content } => Some(content),
            _ => None,
        });
        let is_blank = |inline: &Inline<S>| match &inline.kind {
            InlineKind::Text { text } => text.trim().is_empty(),
            _ => false,
        };
        let is_strong = |inline: &Inline<S>| matches!(inline.kind, InlineKind::Strong { .. });
        let mut some = false;
        contents.all(|content| {
            content.is_some_and(|content| {
                some |= content.iter().any(is_strong);
                content.iter().all(|inline| is_strong(inline) || is_blank(inline))
            })
        }) && some
    }
}

/// Takes away the rows with which a table would have more places than `most`, and says how many they
/// are. `columns` are those that are known by now.
fn cut_rows<S: Stage>(rows: &mut Vec<Row<S>>, columns: &mut usize, most: usize) -> usize {
    let mut covered: Vec<u16> = Vec::new();
    let kept = rows.iter().zip(1..).take_while(|(row, count)| {
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
        *columns = covered.len().max(*columns);
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        *columns * count <= most
    });
    let kept = kept.count();
    let lost = rows.len() - kept;
    rows.truncate(kept);
    lost
}

/// Ends cells with their group of rows, as HTML does.
fn clamp_row_spans<S: Stage>(rows: &mut [Row<S>]) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            let left = u16::try_from(count - index).unwrap_or(u16::MAX);
            cell.row_span = cell.row_span.clamp(1, left);
        }
    }
}

/// The column in which each cell of some rows begins, behind those that reach down from above.
fn beginnings<S: Stage>(rows: &[Row<S>]) -> Vec<Vec<usize>> {
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
fn narrow<S: Stage>(columns: &mut Vec<Alignment>, groups: [&mut [Row<S>]; 2]) {
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
fn width<S: Stage>(rows: &[Row<S>]) -> usize {
    let begins = beginnings(rows);
    let cells = rows.iter().flat_map(|row| &row.cells).zip(begins.iter().flatten());
    cells.map(|(cell, start)| start + usize::from(cell.column_span)).max().unwrap_or_default()
}
