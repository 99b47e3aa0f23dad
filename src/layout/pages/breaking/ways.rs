//! The cheapest way through a list, page by page.

use super::figures::{Figure, MOST_WAITING, figures};
use super::notes::{NoteCursor, note_pieces};
use super::page::{Fit, Page};
use super::spots::{Spot, spots};
use super::{PageCut, PageHeights};
use crate::layout::pages::vlist::{Turn, VList};

/// A list with the places where its pages may end, and the figures that may move on.
pub(super) struct Breaker<'a> {
    list: &'a VList,
    heights: PageHeights,
    spots: Vec<Spot>,
    figures: Vec<Figure>,
}

/// The cheapest way to a spot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    cost: f64,
    /// Where the last page starts.
    from: Start,
    /// The first line of footnotes that has no page yet.
    rest: NoteCursor,
}

/// The cheapest ways to a spot, by the number of figures that wait there for the next page.
pub(super) type Ways = [Option<Way>; MOST_WAITING + 1];

/// Where a page starts.
#[derive(Clone, Copy, Debug)]
struct Start {
    spot: usize,
    /// How many figures stand at its head that have moved on from the page before.
    waiting: usize,
}

impl<'a> Breaker<'a> {
    pub(super) fn new(list: &'a VList, heights: PageHeights) -> Self {
        let mut spots = spots(list);
        let figures = figures(list, &mut spots);
        Self { list, heights, spots, figures }
    }

    /// The page between two spots, of whose figures the last `moving` move on. None where they may
    /// not.
    fn page(&self, from: Start, to: usize, moving: usize) -> Option<Page<'_>> {
        let (start, end) = (&self.spots[from.spot], &self.spots[to]);
        let moving = end.figures.checked_sub(moving)?..end.figures;
        if moving.start < start.figures {
            return None;
        }
        let moved_on = &self.figures[moving];
        if !moved_on.iter().all(|figure| figure.moves_on(from.spot, to)) {
            return None;
        }
        Some(Page {
            list: self.list,
            heights: self.heights,
            from: start,
            to: end,
            head: &self.figures[start.figures - from.waiting..start.figures],
            moved_on,
            last: to + 1 == self.spots.len(),
        })
    }

    /// Whether the page between two spots is too high whatever stands at its head and moves on:
    /// an earlier start only adds to it.
    fn is_hopeless(&self, from: usize, to: usize) -> bool {
        let page = self.page(Start { spot: from, waiting: 0 }, to, 0);
        page.is_some_and(|page| page.is_hopeless(self.spots[to].freed))
    }

    /// Finds the cheapest ways to every spot.
    pub(super) fn best_ways(&self) -> Vec<Ways> {
        let start = Start { spot: 0, waiting: 0 };
        let start = Way { cost: 0.0, from: start, rest: NoteCursor { note: 0, line: 0 } };
        let mut ways = vec![Ways::default()];
        ways[0][0] = Some(start);
        let mut first = 0;
        for (to, spot) in self.spots.iter().enumerate().skip(1) {
            let mut best = Ways::default();
            for from in (first..to).rev() {
                if self.is_hopeless(from, to) {
                    break;
                }
                self.try_pages(&ways[from], (from, to), &mut best);
            }
            if best[0].is_none() {
                best[0] = Some(self.overfull_way(&ways, to));
            }
            ways.push(best);
            if spot.kind.forced().is_some() {
                first = to;
                self.finish_section(&mut ways, to);
            }
        }
        ways
    }

    /// Gives the figures that wait where the page has to end a page of their own.
    fn finish_section(&self, ways: &mut [Ways], to: usize) {
        let mut best = Ways::default();
        best[0] = ways[to][0];
        if self.spots[to].turn == Turn::Upright {
            self.try_pages(&ways[to], (to, to), &mut best);
        }
        ways[to][0] = best[0];
    }

    /// Tries all pages between two spots, and keeps those that are cheaper than what there is.
    fn try_pages(&self, ways: &Ways, (from, to): (usize, usize), best: &mut Ways) {
        for (waiting, way) in ways.iter().enumerate() {
            let Some(way) = way else { continue };
            // A page that the author begins has no figures of the one before it.
            if self.spots[from].kind.forced().is_some() && (waiting > 0) != (from == to) {
                continue;
            }
            let from = Start { spot: from, waiting };
            for moving in 0..=self.spots[to].may_wait {
                let Some(page) = self.page(from, to, moving) else { continue };
                let Some(fit) = page.fit(way.rest) else { continue };
                let cost = way.cost + fit.cost;
                if best[moving].is_none_or(|best| cost < best.cost) {
                    best[moving] = Some(Way { cost, from, rest: fit.rest });
                }
            }
        }
    }

    /// The way to a spot that no page reaches: over one that is too full.
    fn overfull_way(&self, ways: &[Ways], to: usize) -> Way {
        let from = Start { spot: to - 1, waiting: 0 };
        let (cost, rest) = ways[from.spot][0]
            .map_or((0.0, NoteCursor { note: 0, line: 0 }), |way| (way.cost, way.rest));
        match self.page(from, to, 0).map(|page| page.overfull(rest)) {
            Some(fit) => Way { cost: cost + fit.cost, from, rest: fit.rest },
            None => Way { cost, from, rest },
        }
    }

    /// Follows the cheapest way back from the end.
    pub(super) fn trace(&self, ways: &[Ways]) -> Vec<PageCut> {
        let mut cuts = Vec::new();
        let (mut to, mut moving) = (self.spots.len() - 1, 0);
        while to > 0 {
            let Some(Way { from, .. }) = ways[to][moving] else { break };
            let Some(way) = ways[from.spot][from.waiting] else { break };
            cuts.extend(self.cut(from, (to, moving), way.rest));
            (to, moving) = (from.spot, from.waiting);
        }
        cuts.reverse();
        cuts
    }

    /// A page on the cheapest way.
    fn cut(&self, from: Start, (to, moving): (usize, usize), rest: NoteCursor) -> Option<PageCut> {
        let page = self.page(from, to, moving)?;
        let fit = page.fit(rest).unwrap_or_else(|| page.overfull(rest));
        let Fit { ratio, scale, overfull, rest: next, .. } = fit;
        Some(PageCut {
            head: page.head.iter().map(|figure| figure.items.clone()).collect(),
            items: page.from.item..page.to.item,
            moved_on: page.moved_on.iter().map(Figure::gone).collect(),
            turn: page.from.turn,
            ratio,
            scale,
            notes: note_pieces(self.list, rest, next),
            ending: page.to.kind,
            must_end: self.must_end(from, (to, moving), rest),
            overfull,
        })
    }

    /// Whether a page has to end at a spot: see [`PageCut::must_end`].
    fn must_end(&self, from: Start, (to, moving): (usize, usize), rest: NoteCursor) -> bool {
        let is_forced = |spot: usize| self.spots[spot].kind.forced().is_some();
        if is_forced(to) {
            return true;
        }
        for next in to + 1..self.spots.len() {
            if self.is_hopeless(from.spot, next) {
                break;
            }
            let moved = self.page(from, next, moving);
            let longer = moved.or_else(|| self.page(from, next, 0));
            let holds = longer.is_some_and(|page| page.holds_all(rest));
            if holds && self.spots[next].tears_nothing() {
                return false;
            }
            if is_forced(next) {
                break;
            }
        }
        true
    }
}
