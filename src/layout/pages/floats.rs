//! Figures that do not fit move on while text fills their page.
//!
//! A figure that opens a page because the one before had no room for it leaves a hole there. Then
//! it is taken out, the text behind it moves up, and it is put back where the page now ends; never
//! past a heading, so that it stays within its section, and only where the page gains by it.

use super::breaking::{PageCut, PageHeights, break_pages};
use super::vlist::{Break, Glue, Mark, Turn, VItem, VList};

/// The share of a page that must be empty before a figure is moved, and that moving it must fill.
const HOLE: f32 = 0.18;
/// How many figures of a chapter are moved at most. Each one costs a round of page breaking.
const MOST_MOVES: usize = 64;

/// Cuts a list into pages, moving figures where that fills a page. `text_gap` is the space between
/// the texts before and behind a figure that has moved.
pub(crate) fn break_with_floats(
    list: &mut VList,
    heights: PageHeights,
    text_gap: Glue,
) -> Vec<PageCut> {
    let mut cuts = break_pages(list, heights);
    let mut page = 0;
    for _ in 0..MOST_MOVES {
        let Some((at, figure)) = first_hole(list, &cuts, page, heights) else { break };
        page = at + 1;
        if let Some((moved, better)) = moved(list, (&cuts, at), (figure, text_gap), heights) {
            (*list, cuts) = (moved, better);
        }
    }
    cuts
}

/// The items of a figure, with the space before it.
#[derive(Clone, Copy, Debug)]
struct Figure {
    /// The first item: the space before it.
    start: usize,
    /// Behind its last item.
    end: usize,
}

/// The first page from `page` on that ends with a hole because a figure follows, and that figure.
fn first_hole(
    list: &VList,
    cuts: &[PageCut],
    page: usize,
    heights: PageHeights,
) -> Option<(usize, Figure)> {
    cuts.windows(2).enumerate().skip(page).find_map(|(index, pair)| {
        let hole = heights.upright * HOLE;
        let open = pair[0].ending == Break::Block && slack(list, &pair[0], heights) > hole;
        let figure = open.then(|| figure_at(list, pair[1].items.start)).flatten()?;
        Some((index, figure))
    })
}

/// The figure that stands directly behind a break outside all containers.
fn figure_at(list: &VList, at: usize) -> Option<Figure> {
    if depth_at(list, at) > 0 {
        return None;
    }
    let mut open = at;
    loop {
        match list.items.get(open)? {
            VItem::Break(_) | VItem::Glue(_) | VItem::Mark(Mark::Place(_)) => open += 1,
            VItem::Open(container) if container.floats => break,
            _ => return None,
        }
    }
    let mut depth = 0;
    for (index, item) in list.items.iter().enumerate().skip(open) {
        match item {
            VItem::Open(_) => depth += 1,
            VItem::Close => {
                depth -= 1;
                if depth == 0 {
                    let glue_before = at > 0 && matches!(list.items[at - 1], VItem::Glue(_));
                    return Some(Figure { start: at - usize::from(glue_before), end: index + 1 });
                }
            }
            _ => {}
        }
    }
    None
}

/// How many containers are open before an item.
fn depth_at(list: &VList, at: usize) -> usize {
    list.items[..at].iter().fold(0, |depth: usize, item| match item {
        VItem::Open(_) => depth + 1,
        VItem::Close => depth.saturating_sub(1),
        _ => depth,
    })
}

/// How much of a page is empty.
fn slack(list: &VList, cut: &PageCut, heights: PageHeights) -> f32 {
    let note = |(note, lines): &(usize, std::ops::Range<usize>)| {
        list.notes[*note].lines[lines.clone()].iter().map(super::vlist::VBox::height).sum::<f32>()
    };
    let notes: f32 = cut.notes.iter().map(note).sum();
    heights.upright - VList::height_of(&list.items[cut.items.clone()]) - notes
}

/// The list with a figure moved to where its page ends without it, and the pages that gives, if
/// the page gains by it.
fn moved(
    list: &VList,
    (cuts, page): (&[PageCut], usize),
    (figure, text_gap): (Figure, Glue),
    heights: PageHeights,
) -> Option<(VList, Vec<PageCut>)> {
    let mut without = list.clone();
    let taken: Vec<VItem> = without.items.drain(figure.start..figure.end).collect();
    let holds_note =
        |item: &VItem| matches!(item, VItem::Box(content) if !content.notes.is_empty());
    if taken.iter().any(holds_note) {
        // Notes are in order of reference, which moving would upset.
        return None;
    }
    if let Some(VItem::Glue(glue)) = without.items.get_mut(figure.start) {
        // The space behind the figure now stands between two texts.
        *glue = text_gap;
    }
    let filled = break_pages(&without, heights);
    let end = filled.get(page).filter(|cut| cut.items.contains(&figure.start))?.items.end;
    let at = last_spot(&without, figure.start, end)?;
    let gap = taken.iter().find_map(|item| match item {
        VItem::Glue(glue) => Some(*glue),
        _ => None,
    });
    let content =
        taken.into_iter().skip_while(|item| matches!(item, VItem::Glue(_) | VItem::Break(_)));
    let mut put = vec![VItem::Break(Break::Forced(Turn::Upright))];
    put.extend(content);
    put.push(VItem::Glue(gap.unwrap_or(Glue::fixed(0.0))));
    put.push(VItem::Break(Break::Line));
    without.items.splice(at..=at, put);
    let better = break_pages(&without, heights);
    let gained = slack(list, &cuts[page], heights) - slack(&without, better.get(page)?, heights);
    (gained > heights.upright * HOLE && better.len() <= cuts.len()).then_some((without, better))
}

/// The last break up to `end` at which the figure may be put back: outside containers, and before
/// the next heading.
fn last_spot(list: &VList, start: usize, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut spot = None;
    for (index, item) in list.items.iter().enumerate().take(end + 1).skip(start) {
        match item {
            VItem::Open(_) => depth += 1,
            VItem::Close => depth = depth.saturating_sub(1),
            VItem::Break(kind) if kind.forced().is_some() => break,
            VItem::Break(kind) if depth == 0 && *kind < Break::Tight => {
                if index > start {
                    spot = Some(index);
                }
            }
            VItem::Mark(Mark::Heading { .. }) => break,
            VItem::Break(_) | VItem::Box(_) | VItem::Glue(_) | VItem::Mark(_) => {}
        }
    }
    spot
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::pages::testing::{HEIGHTS, boxed, heights_on, lines};
    use crate::layout::pages::vlist::Container;

    fn between() -> [VItem; 2] {
        [VItem::Glue(Glue::fixed(0.0)), VItem::Break(Break::Block)]
    }

    fn figure(height: f32) -> Vec<VItem> {
        let container = Container { floats: true, ..Container::default() };
        vec![VItem::Open(container), boxed(height), VItem::Close]
    }

    #[test]
    fn text_fills_the_page_that_a_figure_does_not_fit_on() {
        let mut items = lines(5);
        items.extend(between());
        items.extend(figure(60.0));
        items.extend(between());
        items.extend(lines(8));
        let mut list = VList { items, notes: Vec::new() };
        let cuts = break_with_floats(&mut list, HEIGHTS, Glue::fixed(0.0));
        assert_eq!(heights_on(&list, &cuts), [100.0, 90.0]);
    }

    #[test]
    fn a_figure_stays_within_its_section() {
        let mut items = lines(5);
        items.extend(between());
        items.extend(figure(60.0));
        items.extend(between());
        items.push(VItem::Mark(Mark::Heading { level: 2, title: "Next".into() }));
        items.extend(lines(8));
        let mut list = VList { items, notes: Vec::new() };
        let cuts = break_with_floats(&mut list, HEIGHTS, Glue::fixed(0.0));
        assert_eq!(heights_on(&list, &cuts)[..1], [50.0]);
    }
}
