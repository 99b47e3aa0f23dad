//! Lists of plain boxes, and pages of 100 points for them.

use super::breaking::{PageCut, PageHeights};
use super::vlist::{Break, VBox, VItem, VList};
use crate::layout::frame::Frame;
use crate::layout::geom::Size;

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
    cuts.iter().map(|cut| VList::height_of(&list.items[cut.items.clone()])).collect()
}
