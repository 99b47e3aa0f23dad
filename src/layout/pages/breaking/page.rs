//! A page that is tried out: whether its content fits, and what it costs.

use super::notes::NoteCursor;
use super::spots::{Extent, Spot};
use super::{PageHeights, TOLERANCE};
use crate::layout::pages::vlist::{SMALLEST, VList};

/// What each page costs by being there, so that there are no more of them than needed.
const PAGE_COST: f64 = 100.0;
/// The share of a page that may stay empty without anybody seeing it.
const UNSEEN: f64 = 0.06;
/// What it costs to go on with a footnote on the next page.
const SPLIT_NOTE_COST: f64 = 3000.0;
/// What it costs that a chapter's last page holds next to nothing: so much that a section or some
/// lines are taken along to it, but that no page is emptied for its sake.
const STRAY_COST: f64 = 1800.0;
/// The share of a page that is more than next to nothing.
const STRAY_FILL: f64 = 0.16;
/// What it costs that all space on a page gives all it can.
const SQUEEZE_COST: f64 = 150.0;
/// What it costs to show pictures smaller at all, and again to show them as small as they may be:
/// about as much as a tenth of a page that stays empty.
const SMALLER_COST: f64 = 200.0;
/// What a page costs that cannot hold what it has to.
const OVERFULL_COST: f64 = 1e9;
/// What it costs that a page is empty although what follows would have found room.
const NEEDLESS_COST: f64 = 1500.0;

/// How a page between two spots would look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    pub(super) cost: f64,
    pub(super) ratio: f32,
    /// The share of their natural size that pictures are shown at.
    pub(super) scale: f32,
    pub(super) overfull: f32,
    /// The first line of footnotes that is left for later pages.
    pub(super) rest: NoteCursor,
}

/// A page that is tried out.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) list: &'a VList,
    pub(super) heights: PageHeights,
    pub(super) from: &'a Spot,
    pub(super) to: &'a Spot,
    /// Whether it is the chapter's last.
    pub(super) last: bool,
}

impl Page<'_> {
    pub(super) fn room(self) -> f64 {
        f64::from(self.heights.of(self.from.turn))
    }

    /// The height, stretch and shrink of the text on it.
    fn extent(self) -> Extent {
        let (start, end) = (self.from.resumed, self.to.above);
        Extent {
            natural: (end.natural - start.natural).max(0.0)
                + f64::from(self.from.head + self.to.foot),
            stretch: (end.stretch - start.stretch).max(0.0),
            shrink: (end.shrink - start.shrink).max(0.0),
            give: (end.give - start.give).max(0.0),
        }
    }

    /// Whether it is too high whatever stands at its head: an earlier start only adds to it.
    pub(super) fn is_hopeless(self) -> bool {
        let extent = self.extent();
        extent.least() - f64::from(self.from.head) > self.room() + TOLERANCE
    }

    /// How it looks, if its content fits.
    pub(super) fn fit(self, rest: NoteCursor) -> Option<Fit> {
        let least = self.extent().least();
        if least > self.room() + TOLERANCE {
            return None;
        }
        let all = self.notes_height(rest, self.end_of_notes());
        if least + all <= self.room() + TOLERANCE {
            return Some(self.with_notes(all, self.end_of_notes(), 0.0));
        }
        let (height, next) = self.split_notes(rest, self.room() - least)?;
        Some(self.with_notes(height, next, SPLIT_NOTE_COST))
    }

    /// Whether its content and all footnotes that are referred to in it fit.
    pub(super) fn holds_all(self, rest: NoteCursor) -> bool {
        let notes = self.notes_height(rest, self.end_of_notes());
        self.extent().natural + notes <= self.room() + TOLERANCE
    }

    /// How it looks although its content does not fit.
    pub(super) fn overfull(self, rest: NoteCursor) -> Fit {
        let over = (self.extent().least() - self.room()).max(0.0);
        let (ratio, scale) = (-1.0, SMALLEST);
        Fit { cost: OVERFULL_COST + over, ratio, scale, overfull: over as f32, rest }
    }

    fn with_notes(self, notes: f64, rest: NoteCursor, extra: f64) -> Fit {
        let extent = self.extent();
        let slack = self.room() - extent.natural - notes;
        let ends = self.to.kind.forced().is_some();
        let ratio = self.ratio(extent, slack, ends);
        let share = extent.share_given(slack);
        let empty = (slack / self.room()).clamp(0.0, 1.0);
        let mut cost = PAGE_COST + extra + self.to.kind.cost();
        if slack < 0.0 {
            cost += SQUEEZE_COST * f64::from(ratio).powi(2);
        }
        if share > 0.0 {
            cost += SMALLER_COST * (1.0 + share.powi(2));
        }
        if ends {
            let filled = 1.0 - empty;
            if self.last && filled < STRAY_FILL && self.from.item > 0 {
                cost += STRAY_COST * (1.0 - filled / STRAY_FILL);
            }
        } else {
            let give = if self.heights.level { extent.stretch } else { 0.0 };
            let left = (slack - give).max(0.0);
            cost += emptiness(left / self.room());
            if left > self.to.next {
                cost += NEEDLESS_COST * left / self.room();
            }
        }
        let scale = 1.0 - (1.0 - SMALLEST) * share as f32;
        Fit { cost, ratio, scale, overfull: 0.0, rest }
    }

    /// Glue shrinks where the page would overflow and stretches where pages are to end level.
    fn ratio(self, extent: Extent, slack: f64, ends: bool) -> f32 {
        if slack < 0.0 && extent.shrink > 0.0 {
            (slack / extent.shrink).max(-1.0) as f32
        } else if slack > 0.0 && extent.stretch > 0.0 && self.heights.level && !ends {
            let ratio = slack / extent.stretch;
            if ratio <= 1.5 { ratio as f32 } else { 0.0 }
        } else {
            0.0
        }
    }
}

/// What it costs that a share of a page stays empty. One page with a large hole is better than
/// several with smaller ones, unless it is more than half empty.
fn emptiness(share: f64) -> f64 {
    let seen = (share - UNSEEN).max(0.0);
    let hollow = (share - 0.5).max(0.0);
    share * 100.0
        + 1000.0 * seen.sqrt()
        + 100_000.0 * hollow.powi(2)
        + 600.0 * f64::from(u8::from(hollow > 0.0))
}
