//! From the resolved tree to pages of frames. Knows nothing of PDF.

mod block;
pub mod context;
pub mod dump;
pub mod frame;
pub mod geom;
pub mod inline;
mod numbers;
mod pages;
pub mod report;
pub mod structure;
mod style;
#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use rayon::prelude::*;

pub use context::Context;
pub use frame::{Frame, FrameItem};
pub use geom::{Point, Rect, Size};
pub use report::PageQuality;
pub use structure::{NodeId, Role, Structure};

use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::resolve::Resolved;
use crate::span::Span;
use crate::theme::{ChapterStart, Theme};
use crate::tree::{Anchor, Linked, Page};
use pages::book::bind;
use pages::chapter::set_chapter;
use pages::cover::set_cover;
use pages::sheet::Sheet;
use pages::vlist::Turn;
use style::Styles;

/// A document in pages.
#[derive(Clone, Debug, Default)]
pub struct Paged {
    /// The pages, in order.
    pub pages: Vec<PagedPage>,
    /// The logical structure that the pages show.
    pub structure: Structure,
    /// Where every place of the document came to stand.
    pub places: IndexMap<Anchor, PagePlace>,
}

/// One printed page.
#[derive(Clone, Debug)]
pub struct PagedPage {
    /// What is on it.
    pub frame: Frame,
    /// Its printed number: `iv`, `12`; empty for a page without one.
    pub label: String,
    /// The part of the frame that is left when the paper has been cut; all of it without bleed.
    pub trim: Rect,
    /// How far the print reaches beyond that on each side, in points.
    pub bleed: f32,
    /// How well it is set.
    pub quality: PageQuality,
}

/// A place on a printed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PagePlace {
    /// The index of the page.
    pub page: usize,
    /// Where on it.
    pub point: Point,
}

/// Lays a document out: chapters side by side, then bound in order.
pub fn lay_out(document: &Resolved, theme: &Theme, fonts: &FontBook) -> Warned<Paged> {
    let pages = &document.pack.pages;
    let Some(first) = pages.first() else { return Warned::clean(Paged::default()) };
    let sheet = Sheet::new(theme);
    let area = sheet.area_size(Turn::Upright);
    let styles = Styles::new(theme, area.height, &document.outline);
    let shaper = inline::Shaper::default();
    let context = || Context::new(document, theme, fonts, &shaper);
    let chapters = chapters(pages, theme.tokens.page.chapters)
        .into_par_iter()
        .map(|pages| set_chapter(context(), &styles, sheet, pages))
        .collect();
    let mut paged = bind(context(), &styles, sheet, chapters, Span::new(first.file, 0..0));
    paged.diagnostics.extend_from_slice(fonts.missing());
    paged
}

/// Sets the cover alone, on the theme's page; none for a document without pages.
pub fn lay_out_cover(
    document: &Resolved,
    theme: &Theme,
    fonts: &FontBook,
) -> Warned<Option<Frame>> {
    let Some(first) = document.pack.pages.first() else { return Warned::clean(None) };
    let sheet = Sheet::new(theme);
    let styles = Styles::new(theme, sheet.area_size(Turn::Upright).height, &document.outline);
    let shaper = inline::Shaper::default();
    let mut context = Context::new(document, theme, fonts, &shaper);
    let page = set_cover(&mut context, &styles, sheet, Span::new(first.file, 0..0));
    context.sink.finish(Some(page.frame))
}

/// The pages of each chapter: a top-level page with those below it. Where chapters follow each
/// other on the same page, all of them are set as one.
fn chapters(pages: &[Page<Linked>], start: ChapterStart) -> Vec<&[Page<Linked>]> {
    if start == ChapterStart::Continuous {
        return vec![pages];
    }
    pages.chunk_by(|_, next| next.depth > 0).collect()
}
