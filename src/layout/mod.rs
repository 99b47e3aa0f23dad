//! From the resolved tree to pages of frames. Knows nothing of PDF.

pub mod context;
pub mod frame;
pub mod geom;
pub mod inline;
pub mod structure;

use indexmap::IndexMap;

pub use context::Context;
pub use frame::{Frame, FrameItem};
pub use geom::{Point, Rect, Size};
pub use structure::{NodeId, Role, Structure};

use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::resolve::Resolved;
use crate::theme::Theme;
use crate::tree::Anchor;

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
}

/// A place on a printed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PagePlace {
    /// The index of the page.
    pub page: usize,
    /// Where on it.
    pub point: Point,
}

/// Lays a document out.
pub fn lay_out(_document: &Resolved, _theme: &Theme, _fonts: &FontBook) -> Warned<Paged> {
    Warned::clean(Paged::default())
}
