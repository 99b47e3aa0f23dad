//! What pages offer, and which piece of the list stands on each.

use std::ops::Range;

use crate::layout::vlist::{Break, Glue, Orientation};

/// Rounding of heights.
pub(super) const TOLERANCE: f64 = 0.01;

/// The heights that pages offer, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PageHeights {
    /// Of the type area of an upright page.
    pub(crate) upright: f32,
    /// Of a page that is turned by a quarter.
    pub(crate) sideways: f32,
    /// Whether pages are stretched to end level.
    pub(crate) level: bool,
    /// Space above footnotes, the rule included.
    pub(crate) note_gap: f32,
    /// The least height of a piece of a footnote that is worth a page's foot.
    pub(crate) note_piece: f32,
}

impl PageHeights {
    pub(super) fn of(self, turn: Orientation) -> f32 {
        match turn {
            Orientation::Upright => self.upright,
            Orientation::Sideways => self.sideways,
        }
    }
}

/// A page as a piece of the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageCut {
    /// The figures that have moved on to its head, each with the space behind it.
    pub(crate) head: Vec<Range<usize>>,
    /// The items on it.
    pub(crate) items: Range<usize>,
    /// The items among them that move on to the next page, and the space that stays instead.
    pub(crate) moved_on: Vec<(Range<usize>, Glue)>,
    /// How the page is held.
    pub(crate) turn: Orientation,
    /// How its glue is set: -1 for all the shrink there is, 1 for all the stretch.
    pub(crate) ratio: f32,
    /// The share of their natural size that pictures are shown at which may be smaller.
    pub(crate) scale: f32,
    /// The pieces of footnotes at its foot: the note and its lines.
    pub(crate) notes: Vec<(usize, Range<usize>)>,
    /// The break that ends it.
    pub(crate) ending: Break,
    /// Whether it has to end there: because the chapter ends there, because the author or a wide
    /// table breaks it, or because what follows would not fit up to the next place where a break
    /// tears nothing apart.
    pub(crate) must_end: bool,
    /// How far its content is higher than it may be, in points.
    pub(crate) overfull: f32,
}

impl PageCut {
    /// A page by itself that holds all there is.
    pub(crate) fn whole() -> Self {
        Self {
            head: Vec::new(),
            items: 0..0,
            moved_on: Vec::new(),
            turn: Orientation::Upright,
            ratio: 0.0,
            scale: 1.0,
            notes: Vec::new(),
            ending: Break::Forced(Orientation::Upright),
            must_end: true,
            overfull: 0.0,
        }
    }
}

/// A footnote's line that is still to be set: the note, and the line in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoteCursor {
    pub(super) note: usize,
    pub(super) line: usize,
}
