//! From the resolved tree to pages of frames. Knows nothing of PDF.

mod block;
pub mod context;
pub mod dump;
mod facts;
pub mod frame;
pub mod geom;
pub mod inline;
mod maths;
mod pages;
pub mod report;
pub mod structure;
mod style;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use indexmap::IndexMap;
use rayon::prelude::*;

pub use context::{Context, PageNumbers};
pub use frame::{Frame, FrameItem};
pub use geom::{Point, Rect, Size};
pub use report::PageQuality;
pub use structure::{NodeId, Role, Structure};

use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::resolve::{Asset, Resolved};
use crate::span::Span;
use crate::theme::{ChapterStart, Theme};
use crate::tree::{Anchor, Dimension, Linked, Page};
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

impl Paged {
    /// The printed number of the page of every place.
    fn page_numbers(&self) -> PageNumbers {
        let label = |place: &PagePlace| self.pages[place.page].label.clone();
        self.places.iter().map(|(anchor, place)| (anchor.clone(), label(place))).collect()
    }
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

/// How often a document is laid out until the page numbers that it prints are right.
const MOST_ROUNDS: usize = 5;

/// Lays a document out. Where links print the page they lead to, that is done again until the
/// numbers stay as they are.
pub fn lay_out(document: &Resolved, theme: &Theme, fonts: &FontBook) -> Warned<Paged> {
    let shaper = inline::Shaper::default();
    let mut context = Context::new(document, theme, fonts, &shaper);
    // In the first round no number is known.
    context.page_numbers = theme.tokens.text.page_references.then(Arc::default);
    let mut paged = lay_out_once(&context);
    if theme.tokens.text.page_references {
        for _ in 1..MOST_ROUNDS {
            let numbers = Some(Arc::new(paged.value.page_numbers()));
            if context.page_numbers == numbers {
                break;
            }
            context.page_numbers = numbers;
            paged = lay_out_once(&context);
        }
    }
    paged.diagnostics.extend_from_slice(fonts.missing());
    paged
}

/// Lays a document out: chapters side by side, then bound in order.
fn lay_out_once(context: &Context<'_>) -> Warned<Paged> {
    let (document, theme) = (context.document, context.theme);
    let pages = &document.pack.pages;
    let Some(first) = pages.first() else { return Warned::clean(Paged::default()) };
    let sheet = Sheet::new(theme);
    let area = sheet.area_size(Turn::Upright);
    let styles = Styles::new(theme, area.height, &document.outline);
    let chapters = chapters(pages, theme.tokens.page.chapters)
        .into_par_iter()
        .map(|pages| set_chapter(context.fresh(), &styles, sheet, pages))
        .collect();
    bind(context.fresh(), &styles, sheet, chapters, Span::new(first.file, 0..0))
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

/// The size in points at which a picture is printed that stands in the whole type area, not in a
/// list or a table's cell.
pub fn printed_size(asset: &Asset, width: Option<Dimension>, theme: &Theme) -> Size {
    block::shown_size(asset, width, Sheet::new(theme).area_size(Turn::Upright))
}

/// The pages of each chapter: a top-level page with those below it. Where chapters follow each
/// other on the same page, all of them are set as one.
fn chapters(pages: &[Page<Linked>], start: ChapterStart) -> Vec<&[Page<Linked>]> {
    if start == ChapterStart::Continuous {
        return vec![pages];
    }
    pages.chunk_by(|_, next| next.depth > 0).collect()
}
