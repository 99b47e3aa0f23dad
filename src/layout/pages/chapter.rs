//! A chapter: set, cut into pages, each page put together. Knows nothing of its neighbours, so
//! that chapters are set side by side.

use super::assemble::{SetPage, set_page};
use super::breaking::PageCut;
use super::floats::break_with_floats;
use super::sheet::Sheet;
use crate::diag::Sink;
use crate::layout::block::set_pages;
use crate::layout::context::Context;
use crate::layout::structure::Structure;
use crate::layout::style::Styles;
use crate::tree::{Linked, Page};

/// A chapter in pages.
#[derive(Debug)]
pub(crate) struct SetChapter {
    /// Its pages with the cuts they were made from.
    pub(crate) pages: Vec<(PageCut, SetPage)>,
    /// Its structure, which its pages' tags refer to.
    pub(crate) structure: Structure,
    /// What there was to say.
    pub(crate) sink: Sink,
}

/// Sets a chapter.
pub(crate) fn set_chapter<'d>(
    mut context: Context<'d>,
    styles: &Styles,
    sheet: Sheet,
    pages: &'d [Page<Linked>],
) -> SetChapter {
    let width = sheet.area_size(super::vlist::Turn::Upright).width;
    let mut list = set_pages(&mut context, styles, pages, width);
    let heights = sheet.heights(styles.note.leading);
    let cuts = break_with_floats(&mut list, heights, styles.paragraph_gap);
    let mut open = Vec::new();
    let mut set = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let area = sheet.content_area(cut.turn, heights, context.theme);
        let page = set_page(&mut list, &cut, &mut open, area);
        set.push((cut, page));
    }
    SetChapter { pages: set, structure: context.structure, sink: context.sink }
}
