//! Where pages end: chosen over the whole chapter, so that a good page is not paid for by a bad
//! one behind it.
//!
//! Dynamic programming over the list's breaks, as Knuth and Plass do for lines ("Breaking
//! Paragraphs into Lines", 1981): each break remembers the cheapest way to reach it. Footnotes
//! count to the page of their mark; where they do not fit whole, their last lines move on to the
//! next page and the way remembers it. Figures may wait for the head of the next page while the
//! text behind them fills their own, as in Plass's "Optimal Pagination Techniques" (1981). The ways
//! to a break with and without figures that wait there, or a footnote that goes on, are weighed
//! apart.

mod breakpoints;
mod cut;
mod figures;
mod notes;
mod page;
#[cfg(test)]
mod properties;
mod ways;

use crate::layout::vlist::VList;
pub(crate) use cut::{PageCut, PageHeights};
use notes::finish_notes;
use ways::Breaker;

/// Cuts a list into pages.
pub(crate) fn break_pages(list: &VList, heights: PageHeights) -> Vec<PageCut> {
    let breaker = Breaker::new(list, heights);
    let ways = breaker.best_ways();
    let mut cuts = breaker.trace(&ways);
    finish_notes(list, &mut cuts, heights);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::pages::testing::{HEIGHTS, boxed, empty_box, lines};
    use crate::layout::vlist::{Break, Container, Glue, NoteBody, VBox, VItem};

    fn line() -> VItem {
        boxed(10.0)
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
    fn a_chain_of_headings_goes_with_what_the_last_one_heads() {
        for count in 2..=4 {
            let mut items = paragraph(10 - count);
            items.push(VItem::Break(Break::Section));
            for _ in 0..count {
                items.push(line());
                items.push(VItem::Break(Break::Heading));
            }
            items.extend(paragraph(4));
            assert_eq!(cut(items), [10 - count, count + 4], "{count} headings");
        }
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
    fn a_picture_that_just_misses_its_page_is_shown_a_little_smaller() {
        let list = |scales| {
            let mut items = lines(5);
            items.extend([
                VItem::Break(Break::Block),
                VItem::Box(VBox { scales, ..empty_box(60.0) }),
                VItem::Break(Break::Block),
            ]);
            items.extend(lines(4));
            VList { items, notes: Vec::new() }
        };
        let cuts = break_pages(&list(true), HEIGHTS);
        assert_eq!(boxes_on(&list(true), &cuts), [6, 4]);
        assert!((cuts[0].scale - 5.0 / 6.0).abs() < 1e-3, "{}", cuts[0].scale);
        assert!((cuts[1].scale - 1.0).abs() < 1e-3, "nothing asks for it");
        // One that has its size from its author keeps it.
        assert_eq!(boxes_on(&list(false), &break_pages(&list(false), HEIGHTS)), [5, 5]);
    }

    #[test]
    fn a_paragraph_is_rather_squeezed_onto_its_page_than_torn_apart() {
        let list = |shrink| {
            let mut items = paragraph(4);
            items.push(VItem::Glue(Glue { natural: 2.0, stretch: 1.0, shrink }));
            items.push(VItem::Break(Break::Block));
            items.extend(paragraph(6));
            items.extend([VItem::Break(Break::Section), boxed(60.0)]);
            items
        };
        assert_eq!(cut(list(2.0)), [10, 1]);
        assert_eq!(cut(list(1.0)), [8, 3]);
    }

    #[test]
    fn no_page_opens_with_a_single_line_before_the_next_section() {
        let list = |count: usize| {
            let mut items = joined(vec![paragraph(40), paragraph(count)], Break::Block);
            items.push(VItem::Break(Break::Section));
            items.extend(paragraph(20));
            for item in &mut items {
                if let VItem::Box(content) = item {
                    content.frame.size.height = 2.5;
                    content.lines.push(crate::layout::quality::LineQuality::default());
                }
            }
            items
        };
        assert_eq!(cut(list(1)), [38, 23]);
        assert_eq!(cut(list(2)), [40, 22]);
    }

    #[test]
    fn two_pages_that_end_early_are_better_than_one_with_a_large_hole() {
        let blocks = |heights: &[f32]| {
            joined(heights.iter().map(|height| vec![boxed(*height)]).collect(), Break::Block)
        };
        assert_eq!(cut(blocks(&[45.0, 45.0, 10.0, 50.0, 20.0, 50.0, 90.0])), [2, 3, 1, 1]);
        let list = blocks(&[45.0, 40.0, 15.0, 50.0, 20.0, 95.0]);
        assert_eq!(cut(list), [2, 3, 1]);
    }

    #[test]
    fn no_page_ends_within_a_paragraph_whose_next_lines_fit() {
        assert_eq!(cut(joined(vec![paragraph(17), vec![boxed(80.0)]], Break::Block)), [10, 7, 1]);
    }

    #[test]
    fn no_page_is_emptied_for_the_sake_of_the_last_one() {
        let blocks = |heights: &[f32]| {
            joined(heights.iter().map(|height| vec![boxed(*height)]).collect(), Break::Block)
        };
        assert_eq!(cut(blocks(&[70.0, 25.0, 8.0])), [2, 1]);
        // A line is taken along, so that the rest does not stand there alone.
        let mut items = lines(10);
        items.extend([VItem::Break(Break::Block), boxed(4.0)]);
        assert_eq!(cut(items), [9, 2]);
    }

    #[test]
    fn no_row_of_a_table_stands_alone() {
        let table = |before: usize, rows: usize| {
            let mut items = lines(before);
            for index in 0..rows {
                items.push(VItem::Break(match index {
                    0 => Break::Block,
                    1 => Break::Row,
                    _ if index + 1 == rows => Break::Row,
                    _ => Break::Line,
                }));
                items.push(line());
            }
            items
        };
        assert_eq!(cut(table(9, 6)), [9, 6]);
        assert_eq!(cut(table(8, 6)), [10, 4]);
        assert_eq!(cut(table(5, 6)), [9, 2]);
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
        let head = empty_box(20.0);
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
        NoteBody { lines: vec![empty_box(10.0); lines], ..NoteBody::default() }
    }

    #[test]
    fn a_footnote_stands_on_the_page_of_its_mark() {
        let list = noted(14, 3, vec![note(2)]);
        let cuts = break_pages(&list, HEIGHTS);
        assert_eq!(boxes_on(&list, &cuts), [7, 7]);
        assert_eq!(cuts[0].notes, [(0, 0..2)]);
    }

    #[test]
    fn pages_are_full_while_a_footnote_goes_on_over_several() {
        // Marks of three more stand in the text, which has one line for each.
        let mut items = joined(vec![vec![line()]; 8], Break::Block);
        let boxes = items.iter_mut().filter_map(|item| match item {
            VItem::Box(content) => Some(content),
            _ => None,
        });
        for (index, content) in boxes.enumerate() {
            content.notes = index.min(4)..(index + 1).min(4);
        }
        let list = VList { items, notes: vec![note(26), note(1), note(1), note(1)] };
        let cuts = break_pages(&list, HEIGHTS);
        let filled = |cut: &PageCut| {
            let notes: usize = cut.notes.iter().map(|(_, lines)| lines.len()).sum();
            boxes_on(&list, std::slice::from_ref(cut))[0] + notes
        };
        let filled: Vec<usize> = cuts.iter().map(filled).collect();
        let (_, full) = filled.split_last().unwrap();
        assert!(full.iter().all(|lines| *lines >= 8), "{filled:?}");
        let lines: usize =
            cuts.iter().flat_map(|cut| &cut.notes).map(|(_, lines)| lines.len()).sum();
        assert_eq!(lines, 29, "every line of a footnote stands once");
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
