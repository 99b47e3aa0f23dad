//! What must hold for the pages of whatever list.

use proptest::prelude::*;

use super::{PageCut, break_pages};
use crate::layout::geom::Size;
use crate::layout::pages::assemble::{Area, set_page};
use crate::layout::pages::testing::{HEIGHTS, empty_box};
use crate::layout::paragraph_style::Rank;
use crate::layout::vlist::{
    Break, Container, Glue, Mark, NoteBody, Orientation, RunningHeading, VBox, VItem, VList,
};
use crate::theme::Color;

/// A part of a list.
#[derive(Clone, Debug)]
enum Part {
    Lines(usize),
    Noted(usize, usize),
    Section,
    Picture(f32),
    Figure { height: f32, scales: bool },
    Panel(usize),
    Table(usize),
    Turned,
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let part = prop_oneof![
        5 => (1_usize..12).prop_map(Part::Lines),
        1 => (1_usize..6, 1_usize..14).prop_map(|(lines, note)| Part::Noted(lines, note)),
        2 => Just(Part::Section),
        1 => (10_f32..90.0).prop_map(Part::Picture),
        3 => (10_f32..60.0, any::<bool>())
            .prop_map(|(height, scales)| Part::Figure { height, scales }),
        1 => (1_usize..14).prop_map(Part::Panel),
        1 => (1_usize..14).prop_map(Part::Table),
        1 => Just(Part::Turned),
    ];
    prop::collection::vec(part, 1..30)
}

/// Puts parts below each other.
struct Builder {
    list: VList,
    bond: Option<Break>,
}

impl Builder {
    fn push(&mut self, item: VItem) {
        self.list.items.push(item);
    }

    fn gap(&mut self, next: Break) {
        if let Some(bond) = self.bond.take() {
            self.push(VItem::Glue(Glue { natural: 4.0, stretch: 2.0, shrink: 1.0 }));
            self.push(VItem::Break(bond.max(next)));
        }
    }

    fn boxed(&mut self, content: VBox) {
        let notes = self.list.notes.len();
        self.push(VItem::Box(VBox { notes: notes..notes, ..content }));
        self.bond = Some(Break::Block);
    }

    fn lines(&mut self, count: usize) {
        for index in 0..count {
            match index {
                0 => self.gap(Break::Block),
                1 => self.push(VItem::Break(Break::Orphan)),
                _ if index + 1 == count => self.push(VItem::Break(Break::Widow)),
                _ => self.push(VItem::Break(Break::Line)),
            }
            self.boxed(empty_box(10.0));
        }
    }

    fn within(&mut self, container: Container, set: impl FnOnce(&mut Self)) {
        self.gap(Break::Block);
        self.push(VItem::Open(container));
        set(self);
        self.push(VItem::Close);
        self.bond = Some(Break::Block);
    }

    fn noted(&mut self, lines: usize, note: usize) {
        self.lines(lines);
        let first = self.list.notes.len();
        let body = NoteBody { lines: vec![empty_box(6.0); note], ..NoteBody::default() };
        self.list.notes.push(body);
        if let Some(VItem::Box(content)) = self.list.items.last_mut() {
            content.notes = first..first + 1;
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Lines(count) => self.lines(*count),
            Part::Noted(lines, note) => self.noted(*lines, *note),
            Part::Section => {
                self.gap(Break::Section);
                self.push(VItem::Mark(Mark::Heading(RunningHeading {
                    level: 2,
                    rank: Rank::Section(1),
                    title: "Section".into(),
                    number: None,
                    opens_part: false,
                })));
                self.boxed(empty_box(12.0));
                self.bond = Some(Break::Heading);
            }
            Part::Picture(height) => {
                self.gap(Break::Block);
                self.boxed(VBox { scales: true, ..empty_box(*height) });
            }
            Part::Figure { height, scales } => {
                let floats = Some(Glue { natural: 2.0, stretch: 1.0, shrink: 0.5 });
                self.within(Container { floats, ..Container::default() }, |builder| {
                    builder.boxed(VBox { scales: *scales, ..empty_box(*height) });
                    builder.gap(Break::Together);
                    builder.boxed(empty_box(8.0));
                });
            }
            Part::Panel(count) => {
                let container = Container { pad_top: 3.0, pad_bottom: 3.0, ..Container::default() };
                self.within(container, |builder| builder.lines(*count));
            }
            Part::Table(count) => {
                let repeat = Some(empty_box(9.0).into());
                self.within(Container { repeat, ..Container::default() }, |builder| {
                    builder.boxed(empty_box(9.0));
                    builder.gap(Break::Together);
                    builder.lines(*count);
                });
            }
            Part::Turned => {
                self.push(VItem::Break(Break::Forced(Orientation::Sideways)));
                self.boxed(empty_box(20.0));
                self.push(VItem::Break(Break::Forced(Orientation::Upright)));
                self.bond = None;
            }
        }
    }
}

fn list(parts: &[Part]) -> VList {
    let mut builder = Builder { list: VList::default(), bond: None };
    for part in parts {
        builder.part(part);
    }
    builder.list
}

/// The items of boxes in the order in which they are shown.
fn shown(list: &VList, cuts: &[PageCut]) -> Vec<usize> {
    let mut shown = Vec::new();
    for cut in cuts {
        shown.extend(cut.head.iter().cloned().flatten());
        let moved_on = |item: &usize| cut.moved_on.iter().any(|(gone, _)| gone.contains(item));
        shown.extend(cut.items.clone().filter(|item| !moved_on(item)));
    }
    shown.retain(|item| matches!(list.items[*item], VItem::Box(_)));
    shown
}

fn check(parts: &[Part], level: bool) -> Result<(), TestCaseError> {
    let heights = super::PageHeights { level, ..HEIGHTS };
    let mut list = list(parts);
    let cuts = break_pages(&list, heights);

    let mut boxes = shown(&list, &cuts);
    boxes.sort_unstable();
    let all = list.items.iter().enumerate().filter(|(_, item)| matches!(item, VItem::Box(_)));
    prop_assert_eq!(boxes, all.map(|(index, _)| index).collect::<Vec<_>>());

    let notes = cuts.iter().flat_map(|cut| &cut.notes);
    let lines = notes.flat_map(|(note, lines)| lines.clone().map(|line| (*note, line)));
    let all = list.notes.iter().enumerate();
    let all = all.flat_map(|(note, body)| (0..body.lines.len()).map(move |line| (note, line)));
    prop_assert_eq!(lines.collect::<Vec<_>>(), all.collect::<Vec<_>>());

    let figures = cuts.iter().flat_map(|cut| &cut.head).map(|items| items.start);
    prop_assert!(figures.is_sorted(), "figures at the heads of pages keep their order");

    let mut open = Vec::new();
    for (number, cut) in cuts.iter().enumerate() {
        let size = Size::new(50.0, heights.of(cut.turn));
        let (note_gap, beside_text) = (heights.note_gap, (0.0, 0.0));
        let area = Area { size, beside_text, note_gap, rule: Color::default() };
        let filled = set_page(&mut list, cut, &mut open, area).record.filled;
        prop_assert!(
            filled <= size.height + 0.05 || cut.overfull > 0.0,
            "page {number} is {filled} high: {cut:?}"
        );
        let is_level = !level || cut.ratio <= 0.0 || (filled - size.height).abs() < 0.05;
        prop_assert!(is_level, "page {number} is stretched to {filled}: {cut:?}");
        prop_assert!((0.75..=1.0).contains(&cut.scale) && (-1.0..=1.5).contains(&cut.ratio));
        prop_assert!(
            filled >= size.height * 0.5 || cut.must_end,
            "page {number} is hollow: {cuts:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_box_is_shown_once_on_a_page_that_holds_it(parts in parts(), level in any::<bool>()) {
        check(&parts, level)?;
    }
}
