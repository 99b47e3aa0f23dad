//! How a table is set, once its columns are chosen.

use super::grid::Placed;
use crate::layout::geom::Column;
use crate::layout::paragraph_style::ParagraphStyle;
use crate::theme::Color;
use crate::tree::Alignment;

/// How a table is set.
pub(super) struct Setting<'t> {
    /// Alignment by column.
    pub(super) aligns: Vec<Alignment>,
    /// Where each column stands, from the table's left edge.
    pub(super) columns: Vec<Column>,
    /// How words in the body are set.
    pub(super) text: ParagraphStyle,
    /// Space at the start and the end of each column's words.
    pub(super) pads: Vec<Padding>,
    /// Space above and below.
    pub(super) pad_y: f32,
    /// The cells of the head and of the body.
    pub(super) head: Vec<Placed<'t>>,
    /// The cells of the body, whose rows count on from the head's.
    pub(super) body: Vec<Placed<'t>>,
    /// How many rows head and body have.
    pub(super) row_counts: (usize, usize),
    /// The colours of the head's words and of what is behind them, where they are its own.
    pub(super) head_colors: Option<(Color, Color)>,
    /// Whether its last row sums up the others.
    pub(super) totalled: bool,
    /// The height of the type area of its pages.
    pub(super) page_height: f32,
}

impl Setting<'_> {
    /// The table's width.
    pub(super) fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Where a cell's words stand, from the table's left edge.
    pub(super) fn room(&self, placed: &Placed<'_>) -> Column {
        let covered = &self.columns[placed.column..placed.column + placed.columns];
        let Padding { start, end } = self.padding(placed);
        Column::around(covered).inset(start, end)
    }

    /// The space at both sides of a cell's words.
    pub(super) fn padding(&self, placed: &Placed<'_>) -> Padding {
        let (first, last) = (placed.column, placed.column + placed.columns - 1);
        Padding { start: self.pads[first].start, end: self.pads[last].end }
    }
}

/// Space in points where a cell's words start, and where they end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Padding {
    pub(super) start: f32,
    pub(super) end: f32,
}

impl Padding {
    pub(super) fn sum(self) -> f32 {
        self.start + self.end
    }
}
