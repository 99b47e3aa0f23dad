//! A chapter: set as one long strip, cut into pages, each page put together. Knows nothing of its
//! neighbours, so that chapters are set side by side.

use super::assemble::set_page;
use super::breaking::break_pages;
use super::pictures::coarse_pictures;
use super::sheet::Sheet;
use crate::diag::Sink;
use crate::layout::block::set_pages;
use crate::layout::context::Context;
use crate::layout::frame::Frame;
use crate::layout::structure::Structure;
use crate::layout::style::Styles;
use crate::layout::vlist::VList;
use crate::layout::vlist::stack::PageRecord;
use crate::tree::{Linked, Page};

/// A chapter in pages.
#[derive(Debug)]
pub(crate) struct SetChapter {
    /// What is known of its pages.
    pub(crate) pages: Vec<PageRecord>,
    /// What stands in the type area of each.
    pub(crate) frames: Vec<Frame>,
    /// Its structure, which its frames' tags refer to.
    pub(crate) structure: Structure,
    /// What there was to say.
    pub(crate) sink: Sink,
}

/// A chapter as one long strip, before it is cut into pages.
#[derive(Debug)]
pub struct Galley<'d> {
    list: VList,
    context: Context<'d>,
}

impl<'d> Galley<'d> {
    /// Sets pages of the pack below each other.
    pub(crate) fn set(
        mut context: Context<'d>,
        styles: &Styles,
        sheet: Sheet,
        pages: &'d [Page<Linked>],
    ) -> Self {
        let list = set_pages(&mut context, styles, pages, sheet);
        Self { list, context }
    }

    /// Cuts it into pages.
    pub(crate) fn cut(self, styles: &Styles, sheet: Sheet) -> SetChapter {
        let Self { mut list, context } = self;
        let heights = sheet.heights(styles.note.leading);
        let cuts = break_pages(&list, heights);
        let mut open = Vec::new();
        let set = cuts.iter().map(|cut| {
            let area = sheet.content_area(cut.turn, heights, context.theme);
            let mut page = set_page(&mut list, cut, &mut open, area);
            page.record.coarse = coarse_pictures(&page.frame, &context.document.assets);
            (page.record, page.frame)
        });
        let (pages, frames) = set.unzip();
        SetChapter { pages, frames, structure: context.structure, sink: context.sink }
    }
}
