//! A page that is tried out: whether its content fits, and what it costs.

use super::breakpoints::{Breakpoint, Extent};
use super::cut::{NoteCursor, PageHeights, TOLERANCE};
use super::figures::Figure;
use crate::layout::quality::NEXT_TO_NOTHING;
use crate::layout::vlist::{Break, Orientation, SMALLEST, VList};

/// What each page costs by being there, so that there are no more of them than needed.
const PAGE_COST: f64 = 100.0;
/// The share of a page that may stay empty without anybody seeing it.
const UNSEEN: f64 = 0.06;
/// What it costs to go on with a footnote on the next page: as much as a quarter of a page that
/// stays empty.
const SPLIT_NOTE_COST: f64 = 400.0;
/// What it costs that a footnote starts behind the page of its mark, since one before it takes all
/// the room there is: more than that a page with no more than a line on it stays empty.
const LATE_NOTE_COST: f64 = 1000.0;
/// What it costs that a chapter's last page holds next to nothing: so much that a section or some
/// lines are taken along to it, but that no page is emptied for its sake.
const STRAY_COST: f64 = 1800.0;
/// What it costs that all space on a page gives all it can, or grows by all it may: no more than to
/// tear a paragraph apart.
const SQUEEZE_COST: f64 = 40.0;
/// What it costs to show pictures smaller at all, and what more to show them as small as they may
/// be: together about as much as a tenth of a page that stays empty.
const SMALLER_COST: f64 = 60.0;
const SMALLEST_COST: f64 = 120.0;
/// What it costs that a page opens with a single line, behind which a section starts.
const LONE_COST: f64 = 320.0;
/// What it costs that a figure moves on to the next page: less than a tenth of a page that stays
/// empty, so that text fills it.
const MOVED_COST: f64 = 200.0;
/// What a page costs that cannot hold what it has to.
const OVERFULL_COST: f64 = 1e9;
/// What it costs that a page is empty although what follows would have found room, by the square
/// of the share: of little weight where it is a line or two, so that a page may end at a better
/// place.
const NEEDLESS_COST: f64 = 8000.0;
/// What it costs more where the page ends within something, at all and by the share: everybody
/// sees that its next lines would have found room.
const CUT_SHORT_COST: f64 = 120.0;
const CUT_SHORT_SHARE: f64 = 2500.0;
/// What it costs more where the page is under half full: it is never worth it.
const HOLLOW_COST: f64 = 10_000.0;

/// How a page between two breakpoints would look.
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
    /// How it is held.
    pub(super) turn: Orientation,
    pub(super) from: &'a Breakpoint,
    pub(super) to: &'a Breakpoint,
    /// The figures that have moved on to its head.
    pub(super) head: &'a [Figure],
    /// The figures between its breakpoints that move on.
    pub(super) moved_on: &'a [Figure],
    /// Whether it is the chapter's last.
    pub(super) last: bool,
}

impl Page<'_> {
    pub(super) fn room(self) -> f64 {
        f64::from(self.heights.of(self.turn))
    }

    /// The height, stretch and shrink of what stands on it.
    fn extent(self) -> Extent {
        let mut extent = self.to.above.less(self.from.resumed);
        if let Some(last) = self.head.last().filter(|_| self.from.item == self.to.item) {
            // No text: there is no space behind the last figure either.
            extent = Extent::default().less(last.behind);
        }
        for figure in self.head {
            extent = extent.and(figure.at_head);
        }
        for figure in self.moved_on {
            extent = extent.less(figure.freed);
        }
        Extent {
            natural: extent.natural.max(0.0) + f64::from(self.from.head + self.to.foot),
            stretch: extent.stretch.max(0.0),
            shrink: extent.shrink.max(0.0),
            give: extent.give.max(0.0),
        }
    }

    /// Whether it is too high by more than `spare`, whatever stands at its head.
    pub(super) fn is_hopeless(self, spare: f64) -> bool {
        let extent = self.extent();
        extent.least() - f64::from(self.from.head) - spare > self.room() + TOLERANCE
    }

    /// How it looks, if its content fits.
    pub(super) fn fit(self, rest: NoteCursor) -> Option<Fit> {
        let extent = self.extent();
        let least = extent.least();
        if least > self.room() + TOLERANCE {
            return None;
        }
        let all = self.notes_height(rest, self.end_of_notes());
        if least + all <= self.room() + TOLERANCE {
            let slack = self.room() - extent.natural - all;
            let mut fit = self.with_slack(extent, slack, self.end_of_notes());
            fit.cost += self.needless(rest, all, slack, fit.ratio);
            return Some(fit);
        }
        let (height, next) = self.split_notes(rest, self.room() - least)?;
        let mut fit = self.with_slack(extent, self.room() - extent.natural - height, next);
        fit.cost += SPLIT_NOTE_COST + LATE_NOTE_COST * self.late_notes(next) as f64;
        Some(fit)
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

    /// Whether nothing follows that could fill it.
    fn ends(self) -> bool {
        self.to.kind.ends_chapter() && self.moved_on.is_empty()
    }

    /// How it looks with so much room left, or missing.
    fn with_slack(self, extent: Extent, slack: f64, rest: NoteCursor) -> Fit {
        let ratio = self.ratio(extent, slack);
        let share = extent.share_given(slack);
        let empty = (slack / self.room()).clamp(0.0, 1.0);
        let mut cost = PAGE_COST + self.to.kind.cost();
        cost += MOVED_COST * self.moved_on.len() as f64;
        if slack < 0.0 || self.heights.level {
            cost += SQUEEZE_COST * f64::from(ratio).powi(2);
        }
        if share > 0.0 {
            cost += SMALLER_COST + SMALLEST_COST * share.powi(2);
        }
        if self.from.lone {
            cost += LONE_COST;
        }
        if self.ends() {
            let filled = (1.0 - empty) / f64::from(NEXT_TO_NOTHING);
            if (self.last || self.to.kind == Break::Chapter) && filled < 1.0 && self.from.item > 0 {
                cost += STRAY_COST * (1.0 - filled);
            }
        } else if ratio <= 0.0 {
            cost += emptiness(empty);
        }
        let scale = 1.0 - (1.0 - SMALLEST) * share as f32;
        Fit { cost, ratio, scale, overfull: 0.0, rest }
    }

    /// What it costs that a part of the page is empty although what follows would fit there, up to
    /// the next good place for its end and with the footnotes that are referred to there.
    fn needless(self, rest: NoteCursor, notes: f64, left: f64, ratio: f32) -> f64 {
        if self.ends() || ratio > 0.0 || left + TOLERANCE < self.to.next {
            return 0.0;
        }
        let all = self.notes_height(rest, NoteCursor { note: self.to.next_notes, line: 0 });
        if left + TOLERANCE < self.to.next + all - notes {
            return 0.0;
        }
        let share = left / self.room();
        let within = !matches!(self.to.kind, Break::Section | Break::Block);
        NEEDLESS_COST * share.powi(2)
            + if within { CUT_SHORT_COST + CUT_SHORT_SHARE * share } else { 0.0 }
            + if share > 0.5 { HOLLOW_COST } else { 0.0 }
    }

    /// Glue shrinks where the page would overflow and stretches where pages are to end level.
    fn ratio(self, extent: Extent, slack: f64) -> f32 {
        if slack < 0.0 && extent.shrink > 0.0 {
            (slack / extent.shrink).max(-1.0) as f32
        } else if slack > 0.0 && extent.stretch > 0.0 && self.heights.level && !self.ends() {
            let ratio = slack / extent.stretch;
            if ratio <= 1.5 { ratio as f32 } else { 0.0 }
        } else {
            0.0
        }
    }
}

/// What it costs that a share of a page stays empty: nobody sees that a line or two are missing, and
/// several pages that end early are better than one with a large hole.
fn emptiness(share: f64) -> f64 {
    let seen = (share - UNSEEN).max(0.0);
    let hollow = (share - 0.5).max(0.0);
    // To the power of 5/4, of roots, which every machine draws alike.
    share * 100.0
        + 2700.0 * seen * seen.sqrt().sqrt()
        + 100_000.0 * hollow.powi(2)
        + 600.0 * f64::from(u8::from(hollow > 0.0))
}
