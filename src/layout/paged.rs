//! What is known of a document's pages, but for what is on them.

use indexmap::IndexMap;

use super::geom::{Point, Rect, Size};
use super::quality::PageQuality;
use super::source_position::SourcePosition;
use super::structure::Structure;
use crate::tree::Anchor;

/// A document's pages, and what is where on them.
#[derive(Clone, Debug, Default)]
pub struct Paged {
    /// The pages, in order.
    pub pages: Vec<PagedPage>,
    /// The logical structure that the pages show.
    pub structure: Structure,
    /// Where every place of the document came to stand.
    pub places: IndexMap<Anchor, PagePlace>,
}

/// One printed page, without what is on it.
#[derive(Clone, Debug)]
pub struct PagedPage {
    /// How large its frame is.
    pub size: Size,
    /// Its printed number: `iv`, `12`; empty for a page without one.
    pub label: String,
    /// Where what it starts with was written; none where nothing on it has its place in the text.
    pub start: Option<SourcePosition>,
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
