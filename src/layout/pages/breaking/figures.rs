//! Figures that may move on to the head of the next page while the text behind them fills theirs.

use std::ops::Range;

use super::breakpoints::{Breakpoint, Extent};
use crate::layout::vlist::{Break, Glue, Mark, VItem, VList};

/// How many figures wait for the next page at most.
pub(super) const MOST_WAITING: usize = 2;

/// A figure that may move on.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its items, with the space behind it.
    pub(super) items: Range<usize>,
    /// What it takes at a page's head, with the space behind it.
    pub(super) at_head: Extent,
    /// The space behind it.
    pub(super) behind: Extent,
    /// What its page gains when it moves on.
    pub(super) freed: Extent,
    /// The breakpoints before it and behind it.
    breakpoints: (usize, usize),
    /// The last breakpoint at which its page may end when it moves on: where its section ends, or a
    /// figure follows that stays.
    limit: usize,
    /// The item of the space before it, where that changes when it moves on.
    space: Option<usize>,
    /// The space that then stays.
    stays: Glue,
}

impl Figure {
    /// Whether it may move on from a page between two breakpoints: text stands before it there, and text
    /// of its section behind it.
    pub(super) fn moves_on(&self, from: usize, to: usize) -> bool {
        self.breakpoints.0 > from && self.breakpoints.1 < to && to <= self.limit
    }

    /// What leaves its place when it moves on, and the space that stays.
    pub(super) fn gone(&self) -> (Range<usize>, Glue) {
        match self.space {
            Some(space) => (space..self.items.end, self.stays),
            None => (self.items.clone(), Glue::default()),
        }
    }
}

/// Finds the figures of a list that may move on, and tells the breakpoints about them.
pub(super) fn figures(list: &VList, breakpoints: &mut [Breakpoint]) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut ends = Vec::new();
    let (mut last_break, mut depth) = (0, 0_usize);
    for (index, item) in list.items.iter().enumerate() {
        match item {
            VItem::Break(kind) => {
                last_break = index;
                if *kind == Break::Section || kind.ends_chapter() {
                    ends.push(index);
                }
            }
            VItem::Mark(Mark::Heading(_)) => ends.push(last_break),
            VItem::Open(container) => {
                depth += 1;
                if let Some(stays) = container.floats.filter(|_| depth == 1) {
                    let before = found.last().map_or(0, |figure| figure.breakpoints.1);
                    match figure(list, breakpoints, last_break, index, stays, before) {
                        Some(figure) => found.push(figure),
                        // Figures keep their order: none moves past one that stays.
                        None => ends.push(last_break),
                    }
                }
            }
            VItem::Close => depth = depth.saturating_sub(1),
            VItem::Box(_) | VItem::Glue(_) | VItem::Mark(_) => {}
        }
    }
    for figure in &mut found {
        let end = ends.partition_point(|end| *end < figure.items.end);
        let end = ends.get(end).copied().unwrap_or(list.items.len());
        figure.limit = breakpoints
            .partition_point(|breakpoint| breakpoint.item < end)
            .min(breakpoints.len() - 1);
    }
    tell(breakpoints, &found);
    found
}

/// The figure whose container opens at an item, if it may move on: it stands by itself between two
/// breaks, no line before it announces it, and it refers to no footnote, since these are in order
/// of reference, which moving would upset.
///
/// `before` is the break before it, `stays` the space that stays in its place, and `last` the
/// breakpoint behind the figure before it.
fn figure(
    list: &VList,
    breakpoints: &[Breakpoint],
    before: usize,
    open: usize,
    stays: Glue,
    last: usize,
) -> Option<Figure> {
    let is_place = |item: &VItem| matches!(item, VItem::Mark(Mark::Place(_)));
    let VItem::Break(bond) = list.items[before] else { return None };
    if bond == Break::LeadIn || !list.items[before + 1..open].iter().all(is_place) {
        return None;
    }
    let close = close_of(&list.items, open)?;
    let behind = close + 2;
    let [VItem::Glue(space), VItem::Break(next)] = list.items.get(close + 1..=behind)? else {
        return None;
    };
    let refers = |item: &VItem| matches!(item, VItem::Box(content) if !content.notes.is_empty());
    if next.forced().is_some() || list.items[open..close].iter().any(refers) {
        return None;
    }
    let at = |item: usize| breakpoints.partition_point(|breakpoint| breakpoint.item < item);
    let (first, second) = (at(before), at(behind));
    let (start, end) = (&breakpoints[first], &breakpoints[second]);
    let space_before = before
        .checked_sub(1)
        .filter(|at| first != last && matches!(list.items[*at], VItem::Glue(_)));
    // Before something with a frame of its own the space is that one's.
    let framed = matches!(list.items.get(behind + 1), Some(VItem::Open(_)));
    let stays = if framed { *space } else { stays };
    let at_head = end.resumed.less(start.resumed);
    let freed = match space_before {
        Some(_) => end.resumed.less(start.above).less(Extent::of(stays)),
        None => at_head,
    };
    Some(Figure {
        items: before + 1..behind,
        at_head,
        behind: end.resumed.less(end.above),
        freed,
        breakpoints: (first, second),
        limit: 0,
        space: space_before,
        stays,
    })
}

/// Where the container closes that opens at an item.
fn close_of(items: &[VItem], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, item) in items.iter().enumerate().skip(open) {
        match item {
            VItem::Open(_) => depth += 1,
            VItem::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            VItem::Box(_) | VItem::Glue(_) | VItem::Break(_) | VItem::Mark(_) => {}
        }
    }
    None
}

/// Tells each breakpoint how many figures stand before it, and which of them may wait there.
fn tell(breakpoints: &mut [Breakpoint], figures: &[Figure]) {
    let mut passed = 0;
    for (index, breakpoint) in breakpoints.iter_mut().enumerate() {
        passed +=
            figures[passed..].iter().take_while(|figure| figure.breakpoints.1 <= index).count();
        breakpoint.figures = passed;
        let waiting = figures[..passed].iter().rev().take(MOST_WAITING);
        for figure in waiting.take_while(|figure| figure.moves_on(0, index)) {
            breakpoint.may_wait += 1;
            breakpoint.freed += figure.freed.natural;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::geom::Size;
    use crate::layout::pages::assemble::{Area, set_page};
    use crate::layout::pages::breaking::break_pages;
    use crate::layout::pages::testing::{HEIGHTS, boxed, figure, heights_on, lines, stacked};
    use crate::layout::paragraph_style::Rank;
    use crate::layout::vlist::RunningHeading;
    use crate::layout::vlist::VBox;
    use crate::layout::vlist::stack::SetPage;
    use crate::theme::Color;

    fn cut(list: &VList) -> Vec<f32> {
        heights_on(list, &break_pages(list, HEIGHTS))
    }

    fn heading() -> Vec<VItem> {
        vec![
            VItem::Mark(Mark::Heading(RunningHeading {
                level: 2,
                rank: Rank::Section(1),
                title: "Next".into(),
                number: None,
                opens_part: false,
            })),
            boxed(10.0),
        ]
    }

    /// Binds the two parts of a list more closely that a break stands between.
    fn bind(list: &mut VList, which: usize, bond: Break) {
        let breaks = list.items.iter_mut().filter_map(|item| match item {
            VItem::Break(kind) if *kind == Break::Block => Some(kind),
            _ => None,
        });
        breaks.enumerate().filter(|(at, _)| *at == which).for_each(|(_, kind)| *kind = bond);
    }

    #[test]
    fn text_fills_the_page_that_a_figure_does_not_fit_on() {
        let list = stacked([lines(5), figure(60.0), lines(8)]);
        let cuts = break_pages(&list, HEIGHTS);
        assert_eq!(heights_on(&list, &cuts), [100.0, 90.0]);
        // The text goes on below the figure: it stands at the very head of the next page.
        assert_eq!(cuts[0].ending, Break::Line);
        assert_eq!((cuts[0].moved_on.len(), cuts[1].head.len()), (1, 1));
    }

    #[test]
    fn a_figure_at_a_pages_head_stands_above_the_text_that_goes_on() {
        let mut list = stacked([lines(5), figure(60.0), lines(8)]);
        for item in &mut list.items {
            if let VItem::Box(VBox { lines, .. }) = item {
                lines.push(crate::layout::quality::LineQuality::default());
            }
        }
        let (size, beside_text) = (Size::new(50.0, 100.0), (0.0, 0.0));
        let area = Area { size, beside_text, note_gap: 0.0, rule: Color::default() };
        let cuts = break_pages(&list, HEIGHTS);
        let mut open = Vec::new();
        let pages: Vec<SetPage> =
            cuts.iter().map(|cut| set_page(&mut list, cut, &mut open, area)).collect();
        let found: Vec<_> =
            pages.iter().map(|page| (page.record.lines.len(), page.record.filled)).collect();
        assert_eq!(found, [(10, 100.0), (4, 90.0)]);
    }

    #[test]
    fn a_figure_stays_within_its_section() {
        let list = stacked([lines(5), figure(60.0), [heading(), lines(8)].concat()]);
        assert_eq!(cut(&list)[..2], [50.0, 100.0]);
        // It may wait for the page behind its section's last text.
        let list = stacked([lines(5), figure(60.0), lines(3), [heading(), lines(3)].concat()]);
        assert_eq!(cut(&list), [80.0, 100.0]);
    }

    #[test]
    fn a_figure_stays_below_the_line_that_announces_it() {
        let list = |bond| {
            let mut list = stacked([lines(4), lines(1), figure(60.0), lines(8)]);
            bind(&mut list, 1, bond);
            list
        };
        assert_eq!(cut(&list(Break::LeadIn))[..1], [40.0]);
        // A paragraph that only opens the section may stand before other text.
        assert_eq!(cut(&list(Break::Opening))[..1], [100.0]);
    }

    #[test]
    fn figures_keep_their_order() {
        // The last one has nothing behind it to fill its page, so it stays, and none passes it.
        let list = stacked([lines(5), figure(60.0), figure(20.0)]);
        assert_eq!(cut(&list), [50.0, 80.0]);
        let list = stacked([lines(5), figure(60.0), lines(2), figure(20.0), lines(8)]);
        let cuts = break_pages(&list, HEIGHTS);
        let at_head: Vec<_> = cuts.iter().flat_map(|cut| cut.head.clone()).collect();
        assert!(at_head.is_sorted_by_key(|items| items.start), "{at_head:?}");
        assert_eq!(heights_on(&list, &cuts).iter().map(|on| on.round() as u32).sum::<u32>(), 230);
        assert_eq!(cuts.len(), 3);
    }

    #[test]
    fn a_figure_that_waits_where_the_author_ends_the_page_gets_one_of_its_own() {
        let list = stacked([lines(4), figure(70.0), lines(6)]);
        assert_eq!(cut(&list), [100.0, 70.0]);
    }

    #[test]
    fn a_figure_with_a_footnote_stays_where_it_is() {
        let mut list = stacked([lines(5), figure(60.0), lines(8)]);
        let note = crate::layout::vlist::NoteBody::default();
        list.notes.push(note);
        let mut boxes = list.items.iter_mut().filter_map(|item| match item {
            VItem::Box(content) => Some(content),
            _ => None,
        });
        boxes.nth(5).expect("the figure").notes = 0..1;
        boxes.for_each(|content| content.notes = 1..1);
        assert_eq!(cut(&list)[..1], [50.0]);
    }
}
