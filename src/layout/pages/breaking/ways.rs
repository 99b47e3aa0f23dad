//! The cheapest way through a list, page by page.

use super::breakpoints::{Breakpoint, breakpoints};
use super::cut::{NoteCursor, PageCut, PageHeights};
use super::figures::{Figure, MOST_WAITING, figures};
use super::notes::note_pieces;
use super::page::{Fit, Page};
use crate::layout::vlist::VList;

/// What it costs that the end of a footnote gets a page of its own behind a chapter's last one.
const LEFT_NOTE_COST: f64 = 2000.0;

/// A list with the places where its pages may end, and the figures that may move on.
pub(super) struct Breaker<'a> {
    list: &'a VList,
    heights: PageHeights,
    breakpoints: Vec<Breakpoint>,
    figures: Vec<Figure>,
}

/// The cheapest way to a breakpoint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    cost: f64,
    /// Where the last page starts.
    from: Start,
    /// The first line of footnotes that has no page yet.
    rest: NoteCursor,
}

/// The cheapest ways to a breakpoint: by the number of figures that wait there for the next page, and
/// each with its footnotes done or going on there.
pub(super) type Ways = [[Option<Way>; 2]; MOST_WAITING + 1];

/// Where a page starts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Start {
    breakpoint: usize,
    /// How many figures stand at its head that have moved on from the page before.
    waiting: usize,
    /// Whether a footnote goes on from the page before.
    noted: bool,
}

impl Start {
    /// A page's start without anything from the page before.
    fn at(breakpoint: usize) -> Self {
        Self { breakpoint, waiting: 0, noted: false }
    }

    /// The way to it.
    fn way(self, ways: &[Ways]) -> Option<Way> {
        ways[self.breakpoint][self.waiting][usize::from(self.noted)]
    }
}

impl<'a> Breaker<'a> {
    pub(super) fn new(list: &'a VList, heights: PageHeights) -> Self {
        let mut breakpoints = breakpoints(list);
        let figures = figures(list, &mut breakpoints);
        Self { list, heights, breakpoints, figures }
    }

    /// The page between two breakpoints, of whose figures the last `moving` move on. None where they may
    /// not.
    fn page(&self, from: Start, to: usize, moving: usize) -> Option<Page<'_>> {
        if self.cuts_chapter(from.breakpoint, to) {
            return None;
        }
        let (start, end) = (&self.breakpoints[from.breakpoint], &self.breakpoints[to]);
        let moving = end.figures.checked_sub(moving)?..end.figures;
        if moving.start < start.figures {
            return None;
        }
        let moved_on = &self.figures[moving];
        if !moved_on.iter().all(|figure| figure.moves_on(from.breakpoint, to)) {
            return None;
        }
        // Before a break that turns the page, figures alone still stand on a page as those before.
        let held = if from.breakpoint == to { &self.breakpoints[to - 1] } else { start };
        Some(Page {
            list: self.list,
            heights: self.heights,
            turn: held.turn,
            from: start,
            to: end,
            head: &self.figures[start.figures - from.waiting..start.figures],
            moved_on,
            last: to + 1 == self.breakpoints.len(),
        })
    }

    /// Whether the page between two breakpoints is too high whatever stands at its head and moves on:
    /// an earlier start only adds to it.
    fn is_hopeless(&self, from: usize, to: usize) -> bool {
        if self.cuts_chapter(from, to) {
            return true;
        }
        let page = self.page(Start::at(from), to, 0);
        page.is_some_and(|page| page.is_hopeless(self.breakpoints[to].freed))
    }

    /// Whether a page between two breakpoints would start a chapter below another one and not hold all
    /// of it. No page that starts earlier holds it either.
    fn cuts_chapter(&self, from: usize, to: usize) -> bool {
        let end = &self.breakpoints[to];
        end.chapter > from && !end.kind.ends_chapter()
    }

    /// Finds the cheapest ways to every breakpoint.
    pub(super) fn best_ways(&self) -> Vec<Ways> {
        let start = Way { cost: 0.0, from: Start::at(0), rest: NoteCursor { note: 0, line: 0 } };
        let mut ways = vec![Ways::default()];
        ways[0][0][0] = Some(start);
        let mut first = 0;
        for (to, breakpoint) in self.breakpoints.iter().enumerate().skip(1) {
            let mut best = Ways::default();
            for from in (first..to).rev() {
                if self.is_hopeless(from, to) {
                    break;
                }
                self.try_pages(&ways[from], from, to, &mut best);
            }
            if best[0] == [None; 2] {
                best[0] = self.overfull_ways(&ways, to);
            }
            self.try_figures(to, &mut best);
            ways.push(best);
            if breakpoint.kind.forced().is_some() {
                first = to;
            }
        }
        ways
    }

    /// Tries to give the figures that wait at a breakpoint a page of their own. Not within a container,
    /// of which that page would show an empty piece.
    fn try_figures(&self, to: usize, best: &mut Ways) {
        let breakpoint = &self.breakpoints[to];
        let mut waiting = Ways::default();
        waiting[1..].copy_from_slice(&best[1..]);
        if !breakpoint.enclosed {
            self.try_pages(&waiting, to, to, best);
        }
    }

    /// Tries all pages between two breakpoints, and keeps those that are cheaper than what there is.
    fn try_pages(&self, ways: &Ways, from: usize, to: usize, best: &mut Ways) {
        for (waiting, noted) in
            (0..=MOST_WAITING).flat_map(|waiting| [(waiting, false), (waiting, true)])
        {
            let start = Start { breakpoint: from, waiting, noted };
            let Some(way) = ways[waiting][usize::from(noted)] else { continue };
            // A page that the author begins has no figures of the one before it.
            if waiting > 0 && from < to && self.breakpoints[from].kind.forced().is_some() {
                continue;
            }
            for moving in 0..=self.breakpoints[to].may_wait {
                let Some(page) = self.page(start, to, moving) else { continue };
                let Some(fit) = page.fit(way.rest) else { continue };
                let cost = way.cost + fit.cost;
                let best = &mut best[moving][usize::from(fit.rest < page.end_of_notes())];
                if best.is_none_or(|best| cost < best.cost) {
                    *best = Some(Way { cost, from: start, rest: fit.rest });
                }
            }
        }
    }

    /// The ways to a breakpoint that no page reaches: over one that is too full.
    fn overfull_ways(&self, ways: &[Ways], to: usize) -> [Option<Way>; 2] {
        [false, true].map(|noted| {
            let from = Start { noted, ..Start::at(to - 1) };
            let way = from.way(ways)?;
            let fit = self.page(from, to, 0)?.overfull(way.rest);
            Some(Way { cost: way.cost + fit.cost, from, rest: fit.rest })
        })
    }

    /// Follows the cheapest way back from the end.
    pub(super) fn trace(&self, ways: &[Ways]) -> Vec<PageCut> {
        let mut cuts = Vec::new();
        let mut to = self.end(ways);
        while to.breakpoint > 0 {
            let Some(Way { from, .. }) = to.way(ways) else { break };
            let Some(way) = from.way(ways) else { break };
            cuts.extend(self.cut(from, to.breakpoint, to.waiting, way.rest));
            to = from;
        }
        cuts.reverse();
        cuts
    }

    /// The end of the list, with its footnotes done or going on behind it.
    fn end(&self, ways: &[Ways]) -> Start {
        let done = Start::at(self.breakpoints.len() - 1);
        let noted = Start { noted: true, ..done };
        let cost = |end: Start| end.way(ways).map_or(f64::INFINITY, |way| way.cost);
        if cost(noted) + LEFT_NOTE_COST < cost(done) { noted } else { done }
    }

    /// A page on the cheapest way.
    fn cut(&self, from: Start, to: usize, moving: usize, rest: NoteCursor) -> Option<PageCut> {
        let page = self.page(from, to, moving)?;
        let fit = page.fit(rest).unwrap_or_else(|| page.overfull(rest));
        let Fit { ratio, scale, overfull, rest: next, .. } = fit;
        Some(PageCut {
            head: page.head.iter().map(|figure| figure.items.clone()).collect(),
            items: page.from.item..page.to.item,
            moved_on: page.moved_on.iter().map(Figure::gone).collect(),
            turn: page.turn,
            ratio,
            scale,
            notes: note_pieces(self.list, rest, next),
            ending: page.to.kind,
            must_end: self.must_end(from, to, moving, rest),
            overfull,
        })
    }

    /// Whether a page has to end at a breakpoint: see [`PageCut::must_end`].
    fn must_end(&self, from: Start, to: usize, moving: usize, rest: NoteCursor) -> bool {
        let is_forced = |breakpoint: usize| self.breakpoints[breakpoint].kind.forced().is_some();
        if self.breakpoints[to].kind.ends_chapter() {
            return true;
        }
        for next in to + 1..self.breakpoints.len() {
            if self.is_hopeless(from.breakpoint, next) {
                break;
            }
            let moved = self.page(from, next, moving);
            let longer = moved.or_else(|| self.page(from, next, 0));
            let holds = longer.is_some_and(|page| page.holds_all(rest));
            if holds && self.breakpoints[next].tears_nothing() {
                return false;
            }
            if is_forced(next) {
                break;
            }
        }
        true
    }
}
