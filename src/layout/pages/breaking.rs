//! Where pages end: chosen over the whole chapter, so that a good page is not paid for by a bad
//! one behind it.
//!
//! Dynamic programming over the list's breaks, as Knuth and Plass do for lines ("Breaking
//! Paragraphs into Lines", 1981): each break remembers the cheapest way to reach it. Footnotes
//! count to the page of their mark; where they do not fit whole, their last lines move on to the
//! next page and the way remembers it.

use super::vlist::{Break, Turn, VItem, VList};

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
    fn of(self, turn: Turn) -> f32 {
        match turn {
            Turn::Upright => self.upright,
            Turn::Sideways => self.sideways,
        }
    }
}

/// A page as a piece of the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageCut {
    /// The items on it.
    pub(crate) items: std::ops::Range<usize>,
    /// How the page is held.
    pub(crate) turn: Turn,
    /// How its glue is set: -1 for all the shrink there is, 1 for all the stretch.
    pub(crate) ratio: f32,
    /// The pieces of footnotes at its foot: the note and its lines.
    pub(crate) notes: Vec<(usize, std::ops::Range<usize>)>,
    /// The break that ends it.
    pub(crate) ending: Break,
    /// How far its content is higher than it may be, in points.
    pub(crate) overfull: f32,
}

impl PageCut {
    /// A page by itself that holds all there is.
    pub(crate) fn whole() -> Self {
        Self {
            items: 0..0,
            turn: Turn::Upright,
            ratio: 0.0,
            notes: Vec::new(),
            ending: Break::Forced(Turn::Upright),
            overfull: 0.0,
        }
    }
}

/// Cuts a list into pages.
pub(crate) fn break_pages(list: &VList, heights: PageHeights) -> Vec<PageCut> {
    let spots = spots(list);
    let ways = best_ways(list, &spots, heights);
    let mut cuts = trace(list, &spots, &ways, heights);
    finish_notes(list, &mut cuts, heights);
    cuts
}

/// A break with all that is needed to measure a page between it and another one.
#[derive(Clone, Debug)]
struct Spot {
    /// Where it stands in the list.
    item: usize,
    kind: Break,
    /// How the page behind it is held.
    turn: Turn,
    /// What lies above it, without glue that would be dropped at a page's foot.
    above: Extent,
    /// What lies above the first box behind it.
    resumed: Extent,
    /// The room that open containers need at the top of the page behind it.
    head: f32,
    /// The room that open containers need at the foot of the page before it.
    foot: f32,
    /// How many footnotes are referred to above it.
    notes: usize,
    /// The height from here to the next good place for a page's end.
    next: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    natural: f64,
    stretch: f64,
    shrink: f64,
}

/// A footnote's line that is still to be set: the note, and the line in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NoteCursor {
    note: usize,
    line: usize,
}

/// The cheapest way to a spot.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: f64,
    /// The spot at which the last page starts.
    from: usize,
    /// The first line of footnotes that has no page yet.
    rest: NoteCursor,
}

/// How a page between two spots would look.
#[derive(Clone, Copy, Debug)]
struct Fit {
    cost: f64,
    ratio: f32,
    overfull: f32,
    rest: NoteCursor,
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

/// What it costs that a page is empty although what follows would have found room.
const NEEDLESS_COST: f64 = 1500.0;

/// All breaks of a list, with its start and its end.
fn spots(list: &VList) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut pending: Vec<usize> = Vec::new();
    let mut insets = vec![(0.0, 0.0)];
    let (mut solid, mut all) = (Extent::default(), Extent::default());
    let (mut turn, mut notes) = (Turn::Upright, 0);
    let starts_turned = list.items.iter().find_map(|item| match item {
        VItem::Break(kind) => Some(kind.forced()),
        VItem::Box(_) => Some(None),
        _ => None,
    });
    if starts_turned.flatten().is_none() {
        spots.push(Spot::new(0, Break::Forced(turn), turn));
        pending.push(0);
    }
    for (index, item) in list.items.iter().enumerate() {
        match item {
            VItem::Break(kind) => {
                turn = kind.forced().unwrap_or(turn);
                let (head, foot) = insets.last().copied().unwrap_or_default();
                pending.push(spots.len());
                spots.push(Spot {
                    above: solid,
                    head,
                    foot,
                    notes,
                    ..Spot::new(index, *kind, turn)
                });
            }
            VItem::Glue(glue) => {
                all.natural += f64::from(glue.natural);
                all.stretch += f64::from(glue.stretch);
                all.shrink += f64::from(glue.shrink);
            }
            VItem::Box(content) => {
                pending.drain(..).for_each(|spot| spots[spot].resumed = all);
                all.natural += f64::from(content.height());
                solid = all;
                notes = notes.max(content.notes.end);
            }
            VItem::Open(container) => {
                pending.drain(..).for_each(|spot| spots[spot].resumed = all);
                let (head, foot) = insets.last().copied().unwrap_or_default();
                insets.push((head + container.head_height(), foot + container.pad_bottom));
                all.natural += f64::from(container.pad_top);
                solid = all;
            }
            VItem::Close => {
                let closed = insets.pop().unwrap_or_default();
                let outer = insets.last().copied().unwrap_or_default();
                all = solid;
                all.natural += f64::from(closed.1 - outer.1);
                solid = all;
            }
            VItem::Mark(_) => {}
        }
    }
    pending.drain(..).for_each(|spot| spots[spot].resumed = all);
    let end = Spot {
        above: solid,
        resumed: all,
        notes,
        ..Spot::new(list.items.len(), Break::Forced(turn), turn)
    };
    spots.push(end);
    look_ahead(&mut spots);
    spots
}

/// Tells each spot how far the next good one is.
fn look_ahead(spots: &mut [Spot]) {
    let mut good = f64::INFINITY;
    for spot in spots.iter_mut().rev() {
        spot.next = good - spot.above.natural;
        if spot.kind < Break::Orphan || spot.kind.forced().is_some() {
            good = spot.above.natural;
        }
    }
}

impl Spot {
    fn new(item: usize, kind: Break, turn: Turn) -> Self {
        let none = Extent::default();
        Self {
            item,
            kind,
            turn,
            above: none,
            resumed: none,
            head: 0.0,
            foot: 0.0,
            notes: 0,
            next: 0.0,
        }
    }
}

/// Finds the cheapest way to every spot.
fn best_ways(list: &VList, spots: &[Spot], heights: PageHeights) -> Vec<Way> {
    let start = Way { cost: 0.0, from: 0, rest: NoteCursor { note: 0, line: 0 } };
    let mut ways = vec![start];
    let mut first = 0;
    for (to, spot) in spots.iter().enumerate().skip(1) {
        let last = to + 1 == spots.len();
        let mut best: Option<Way> = None;
        for from in (first..to).rev() {
            let page = Page { list, heights, from: &spots[from], to: spot, last };
            if page.is_hopeless() {
                break;
            }
            let Some(fit) = page.fit(ways[from].rest) else { continue };
            let cost = ways[from].cost + fit.cost;
            if best.is_none_or(|best| cost < best.cost) {
                best = Some(Way { cost, from, rest: fit.rest });
            }
        }
        ways.push(best.unwrap_or_else(|| {
            let from = to - 1;
            let page = Page { list, heights, from: &spots[from], to: spot, last };
            let fit = page.overfull(ways[from].rest);
            Way { cost: ways[from].cost + fit.cost, from, rest: fit.rest }
        }));
        if spot.kind.forced().is_some() {
            first = to;
        }
    }
    ways
}

/// A page that is tried out.
#[derive(Clone, Copy)]
struct Page<'a> {
    list: &'a VList,
    heights: PageHeights,
    from: &'a Spot,
    to: &'a Spot,
    last: bool,
}

/// What each page costs by being there, so that there are no more of them than needed.
const PAGE_COST: f64 = 100.0;
/// The share of a page that may stay empty without anybody seeing it.
const UNSEEN: f64 = 0.06;
/// What it costs to go on with a footnote on the next page.
const SPLIT_NOTE_COST: f64 = 3000.0;
/// What it costs that a chapter's last page holds next to nothing.
const STRAY_COST: f64 = 4000.0;
/// The share of a page that is more than next to nothing.
const STRAY_FILL: f64 = 0.12;
/// What a page costs that cannot hold what it has to.
const OVERFULL_COST: f64 = 1e9;
/// Rounding of heights.
const TOLERANCE: f64 = 0.01;

impl Page<'_> {
    fn room(self) -> f64 {
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
        }
    }

    /// Whether it is too high whatever stands at its head: an earlier start only adds to it.
    fn is_hopeless(self) -> bool {
        let extent = self.extent();
        extent.natural - extent.shrink - f64::from(self.from.head) > self.room() + TOLERANCE
    }

    /// How it looks, if its content fits.
    fn fit(self, rest: NoteCursor) -> Option<Fit> {
        let extent = self.extent();
        let least = extent.natural - extent.shrink;
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

    /// How it looks although its content does not fit.
    fn overfull(self, rest: NoteCursor) -> Fit {
        let extent = self.extent();
        let over = (extent.natural - extent.shrink - self.room()).max(0.0);
        Fit { cost: OVERFULL_COST + over, ratio: -1.0, overfull: over as f32, rest }
    }

    fn with_notes(self, notes: f64, rest: NoteCursor, extra: f64) -> Fit {
        let extent = self.extent();
        let slack = self.room() - extent.natural - notes;
        let ends = self.to.kind.forced().is_some();
        let ratio = self.ratio(extent, slack, ends);
        let empty = (slack / self.room()).clamp(0.0, 1.0);
        let mut cost = PAGE_COST + extra + self.to.kind.cost();
        if slack < 0.0 {
            cost += 150.0 * f64::from(ratio).powi(2);
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
        Fit { cost, ratio, overfull: 0.0, rest }
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

    /// Behind the last footnote that is referred to on the page.
    fn end_of_notes(self) -> NoteCursor {
        NoteCursor { note: self.to.notes, line: 0 }
    }

    /// The height of footnotes from one line to another, with the space above them.
    fn notes_height(self, from: NoteCursor, to: NoteCursor) -> f64 {
        if from >= to {
            return 0.0;
        }
        let notes = &self.list.notes[from.note..to.note];
        let all: f32 = notes.iter().map(super::vlist::NoteBody::height).sum();
        let done: f32 = notes[0].lines.iter().take(from.line).map(super::vlist::VBox::height).sum();
        f64::from(all - done + self.heights.note_gap)
    }

    /// Sets as many lines of footnotes as fit into `room`. Returns their height with the space
    /// above them, and the first line that is left.
    fn fill_notes(self, rest: NoteCursor, room: f64) -> (f64, NoteCursor) {
        let mut height = f64::from(self.heights.note_gap);
        let mut next = rest;
        let referred = self.list.notes.iter().enumerate().take(self.to.notes).skip(rest.note);
        for (note, body) in referred {
            let done = if note == rest.note { rest.line } else { 0 };
            for (line, content) in body.lines.iter().enumerate().skip(done) {
                let with = height + f64::from(content.height());
                if with > room + TOLERANCE {
                    return (height, next);
                }
                height = with;
                next = NoteCursor { note, line: line + 1 };
            }
            next = NoteCursor { note: note + 1, line: 0 };
        }
        (height, next)
    }

    /// As [`fill_notes`](Self::fill_notes), if every footnote that is referred to on the page
    /// starts there and what stands of the last one is worth it.
    fn split_notes(self, rest: NoteCursor, room: f64) -> Option<(f64, NoteCursor)> {
        let (height, next) = self.fill_notes(rest, room);
        let last_starts = NoteCursor { note: self.to.notes.saturating_sub(1), line: 0 };
        let begun = next > rest && (self.from.notes == self.to.notes || next > last_starts);
        let piece = height - f64::from(self.heights.note_gap + self.heights.note_piece);
        (begun && piece >= -TOLERANCE).then_some((height, next))
    }
}

/// Follows the cheapest way back from the end.
fn trace(list: &VList, spots: &[Spot], ways: &[Way], heights: PageHeights) -> Vec<PageCut> {
    let mut cuts = Vec::new();
    let mut to = spots.len() - 1;
    while to > 0 {
        let way = ways[to];
        let rest = ways[way.from].rest;
        let page = Page {
            list,
            heights,
            from: &spots[way.from],
            to: &spots[to],
            last: to + 1 == spots.len(),
        };
        let fit = page.fit(rest).unwrap_or_else(|| page.overfull(rest));
        cuts.push(PageCut {
            items: spots[way.from].item..spots[to].item,
            turn: spots[way.from].turn,
            ratio: fit.ratio,
            notes: note_pieces(list, rest, fit.rest),
            ending: spots[to].kind,
            overfull: fit.overfull,
        });
        to = way.from;
    }
    cuts.reverse();
    cuts
}

/// The lines between two cursors, note by note.
fn note_pieces(
    list: &VList,
    from: NoteCursor,
    to: NoteCursor,
) -> Vec<(usize, std::ops::Range<usize>)> {
    let last = (to.note + usize::from(to.line > 0)).min(list.notes.len());
    (from.note..last)
        .map(|note| {
            let start = if note == from.note { from.line } else { 0 };
            let end = if note == to.note { to.line } else { list.notes[note].lines.len() };
            (note, start..end)
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

/// Adds pages for the footnotes that are still left behind the last one.
fn finish_notes(list: &VList, cuts: &mut Vec<PageCut>, heights: PageHeights) {
    let placed = cuts.iter().flat_map(|cut| &cut.notes).last();
    let mut rest = placed.map_or(NoteCursor { note: 0, line: 0 }, |(note, lines)| {
        let whole = lines.end == list.notes[*note].lines.len();
        if whole {
            NoteCursor { note: note + 1, line: 0 }
        } else {
            NoteCursor { note: *note, line: lines.end }
        }
    });
    while rest.note < list.notes.len() {
        let end = Spot {
            notes: list.notes.len(),
            ..Spot::new(list.items.len(), Break::Forced(Turn::Upright), Turn::Upright)
        };
        let page = Page { list, heights, from: &end, to: &end, last: true };
        let (_, mut next) = page.fill_notes(rest, page.room());
        if next == rest {
            next.line += 1;
        }
        let left = list.notes.get(next.note).map_or(0, |note| note.lines.len() - next.line);
        if left == 1 && next.line > rest.line + 1 {
            // The last line of a footnote is not to stand alone either.
            next.line -= 1;
        }
        cuts.push(PageCut {
            items: list.items.len()..list.items.len(),
            turn: Turn::Upright,
            ratio: 0.0,
            notes: note_pieces(list, rest, next),
            ending: Break::Forced(Turn::Upright),
            overfull: 0.0,
        });
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::frame::Frame;
    use crate::layout::geom::Size;
    use crate::layout::pages::vlist::{Container, Glue, NoteBody, VBox};

    const HEIGHTS: PageHeights = PageHeights {
        upright: 100.0,
        sideways: 70.0,
        level: false,
        note_gap: 5.0,
        note_piece: 10.0,
    };

    fn line() -> VItem {
        boxed(10.0)
    }

    fn boxed(height: f32) -> VItem {
        VItem::Box(VBox { frame: Frame::new(Size::new(50.0, height)), ..VBox::default() })
    }

    /// A paragraph of lines of 10 points, with breaks as a paragraph has them.
    fn paragraph(count: usize) -> Vec<VItem> {
        let mut items = Vec::new();
        for index in 0..count {
            match index {
                0 => {}
                1 => items.push(VItem::Break(Break::Orphan)),
                _ if index + 1 == count => items.push(VItem::Break(Break::Widow)),
                _ => items.push(VItem::Break(Break::Line)),
            }
            items.push(line());
        }
        items
    }

    fn joined(parts: Vec<Vec<VItem>>, bond: Break) -> Vec<VItem> {
        let mut items = Vec::new();
        for part in parts {
            if !items.is_empty() {
                items.push(VItem::Glue(Glue::fixed(0.0)));
                items.push(VItem::Break(bond));
            }
            items.extend(part);
        }
        items
    }

    fn boxes_on(list: &VList, cuts: &[PageCut]) -> Vec<usize> {
        let boxes = |cut: &PageCut| {
            list.items[cut.items.clone()].iter().filter(|i| matches!(i, VItem::Box(_))).count()
        };
        cuts.iter().map(boxes).collect()
    }

    fn cut(items: Vec<VItem>) -> Vec<usize> {
        let list = VList { items, notes: Vec::new() };
        let cuts = break_pages(&list, HEIGHTS);
        boxes_on(&list, &cuts)
    }

    #[test]
    fn a_paragraph_leaves_no_line_alone() {
        // The widow's rule takes the second last line along; the orphan's rule moves a beginning.
        assert_eq!(cut(paragraph(11)), [9, 2]);
        assert_eq!(cut(joined(vec![paragraph(9), paragraph(4)], Break::Block)), [9, 4]);
        assert_eq!(cut(joined(vec![paragraph(9), paragraph(3)], Break::Block)), [9, 3]);
    }

    #[test]
    fn a_heading_and_a_lead_in_stay_with_what_follows() {
        let heading = |bond| {
            let mut items = joined(vec![paragraph(9), vec![line()]], Break::Block);
            items.push(VItem::Break(bond));
            items.extend(paragraph(4));
            items
        };
        assert_eq!(cut(heading(Break::Heading)), [9, 5]);
        assert_eq!(cut(heading(Break::LeadIn)), [9, 5]);
        assert_eq!(cut(heading(Break::Block)), [10, 4]);
    }

    #[test]
    fn breaks_are_chosen_over_the_whole_chapter() {
        // Filling the first page to the brim would leave a gap of 60 on the second one.
        let mut items = Vec::new();
        for (index, height) in [40.0, 40.0, 20.0, 40.0, 80.0].into_iter().enumerate() {
            if index > 0 {
                items.push(VItem::Break(Break::Block));
            }
            items.push(boxed(height));
        }
        assert_eq!(cut(items), [2, 2, 1]);
    }

    #[test]
    fn pages_end_level_where_their_glue_can_stretch() {
        let mut items = Vec::new();
        for _ in 0..6 {
            if !items.is_empty() {
                items.push(VItem::Glue(Glue { natural: 5.0, stretch: 5.0, shrink: 1.0 }));
                items.push(VItem::Break(Break::Block));
            }
            items.push(boxed(28.0));
        }
        let list = VList { items, notes: Vec::new() };
        let cuts = break_pages(&list, PageHeights { level: true, ..HEIGHTS });
        // Three boxes and two spaces: 94 of 100 points, so each space gives 3 of its 5.
        assert_eq!(boxes_on(&list, &cuts), [3, 3]);
        assert!((cuts[0].ratio - 0.6).abs() < 1e-3, "{}", cuts[0].ratio);
        assert!(cuts[1].ratio.abs() < 1e-3, "the last page keeps its natural space");
    }

    #[test]
    fn a_hole_stands_before_what_does_not_fit() {
        let mut items = paragraph(15);
        items.extend([VItem::Break(Break::Block), boxed(100.0)]);
        assert_eq!(cut(items), [10, 5, 1]);
    }

    #[test]
    fn a_slight_squeeze_saves_a_stray_line() {
        let list = |shrink| {
            let mut items = Vec::new();
            for part in [paragraph(4), paragraph(3), paragraph(3)] {
                if !items.is_empty() {
                    items.push(VItem::Glue(Glue { natural: 2.0, stretch: 1.0, shrink }));
                    items.push(VItem::Break(Break::Block));
                }
                items.extend(part);
            }
            items
        };
        assert_eq!(cut(list(2.0)), [10]);
        assert_eq!(cut(list(0.5)), [7, 3]);
    }

    #[test]
    fn what_fits_nowhere_stands_alone() {
        let items = joined(vec![vec![line()], vec![boxed(150.0)], vec![line()]], Break::Block);
        let list = VList { items, notes: Vec::new() };
        let cuts = break_pages(&list, HEIGHTS);
        assert_eq!(boxes_on(&list, &cuts), [1, 1, 1]);
        assert!((cuts[1].overfull - 50.0).abs() < 0.1);
    }

    #[test]
    fn a_repeated_head_takes_room_on_every_page() {
        let head = VBox { frame: Frame::new(Size::new(50.0, 20.0)), ..VBox::default() };
        let container = Container { repeat: Some(head.into()), ..Container::default() };
        let mut items = vec![VItem::Open(container), boxed(20.0)];
        for _ in 0..20 {
            items.extend([VItem::Break(Break::Line), line()]);
        }
        items.push(VItem::Close);
        assert_eq!(cut(items), [9, 8, 4]);
    }

    fn noted(lines: usize, at: usize, notes: Vec<NoteBody>) -> VList {
        let mut items = paragraph(lines);
        let boxes = items.iter_mut().filter_map(|item| match item {
            VItem::Box(content) => Some(content),
            _ => None,
        });
        for (index, content) in boxes.enumerate() {
            content.notes = if index < at { 0..0 } else { 0..notes.len() };
            if index > at {
                content.notes.start = notes.len();
            }
        }
        VList { items, notes }
    }

    fn note(lines: usize) -> NoteBody {
        let line = VBox { frame: Frame::new(Size::new(50.0, 10.0)), ..VBox::default() };
        NoteBody { lines: vec![line; lines], places: Vec::new() }
    }

    #[test]
    fn a_footnote_stands_on_the_page_of_its_mark() {
        let list = noted(14, 3, vec![note(2)]);
        let cuts = break_pages(&list, HEIGHTS);
        assert_eq!(boxes_on(&list, &cuts), [7, 7]);
        assert_eq!(cuts[0].notes, [(0, 0..2)]);
    }

    #[test]
    fn a_footnote_that_is_too_long_goes_on_on_the_next_page() {
        let list = noted(4, 0, vec![note(12)]);
        let cuts = break_pages(&list, HEIGHTS);
        let pieces: Vec<_> = cuts.iter().flat_map(|cut| &cut.notes).collect();
        assert!(pieces.iter().all(|(_, lines)| lines.len() > 1), "{pieces:?}");
        let set: usize = cuts.iter().flat_map(|cut| &cut.notes).map(|(_, lines)| lines.len()).sum();
        assert_eq!(set, 12);
        assert_eq!(cuts[0].notes[0].1.start, 0);
        assert_eq!(boxes_on(&list, &cuts).iter().sum::<usize>(), 4);
    }
}
