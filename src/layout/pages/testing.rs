//! Lists of plain boxes, and pages of 100 points for them.

use std::ops::Range;

use super::breaking::{PageCut, PageHeights};
use crate::layout::frame::Frame;
use crate::layout::geom::Size;
use crate::layout::vlist::{Break, Container, Glue, VBox, VItem, VList};

pub(super) const HEIGHTS: PageHeights =
    PageHeights { upright: 100.0, sideways: 70.0, level: false, note_gap: 5.0, note_piece: 10.0 };

/// A box without anything in it.
pub(super) fn empty_box(height: f32) -> VBox {
    VBox { frame: Frame::new(Size::new(50.0, height)), ..VBox::default() }
}

pub(super) fn boxed(height: f32) -> VItem {
    VItem::Box(empty_box(height))
}

/// Lines of 10 points that may stand apart.
pub(super) fn lines(count: usize) -> Vec<VItem> {
    let mut items = Vec::new();
    for index in 0..count {
        if index > 0 {
            items.push(VItem::Break(Break::Line));
        }
        items.push(boxed(10.0));
    }
    items
}

/// The height of what stands on each page.
pub(super) fn heights_on(list: &VList, cuts: &[PageCut]) -> Vec<f32> {
    let height = |items: &Range<usize>| VList::height_of(&list.items[items.clone()]);
    let on = |cut: &PageCut| {
        let (head, gone) = (cut.head.iter(), cut.moved_on.iter().map(|(gone, _)| gone));
        height(&cut.items) + head.map(height).sum::<f32>() - gone.map(height).sum::<f32>()
    };
    cuts.iter().map(on).collect()
}

/// A figure of a height that may move on.
pub(super) fn figure(height: f32) -> Vec<VItem> {
    let container = Container { floats: Some(Glue::fixed(0.0)), ..Container::default() };
    vec![VItem::Open(container), boxed(height), VItem::Close]
}

/// Parts below each other.
pub(super) fn stacked(parts: impl IntoIterator<Item = Vec<VItem>>) -> VList {
    let mut items = Vec::new();
    for part in parts {
        if !items.is_empty() {
            items.extend([VItem::Glue(Glue::fixed(0.0)), VItem::Break(Break::Block)]);
        }
        items.extend(part);
    }
    VList { items, notes: Vec::new() }
}
