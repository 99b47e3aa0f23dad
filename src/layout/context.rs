//! What every part of layout works with while it sets one chapter.

use std::sync::Arc;

use super::inline::Shaper;
use super::structure::Structure;
use crate::diag::Sink;
use crate::fonts::FontBook;
use crate::resolve::Resolved;
use crate::theme::Theme;

/// What every part of layout works with while it sets one chapter. Each chapter has its own, so
/// that chapters can be set side by side; the shaper is shared by all.
#[derive(Debug)]
pub struct Context<'a> {
    /// The document.
    pub document: &'a Resolved,
    /// How it is to look.
    pub theme: &'a Theme,
    /// What it is set in.
    pub fonts: &'a FontBook,
    /// Shapes words and remembers them.
    pub shaper: &'a Shaper,
    /// The language of the page at hand, as a BCP 47 tag.
    pub lang: Arc<str>,
    /// The logical structure so far.
    pub structure: Structure,
    /// What there is to say so far.
    pub sink: Sink,
}

impl<'a> Context<'a> {
    /// A context in the pack's language without structure.
    pub fn new(
        document: &'a Resolved,
        theme: &'a Theme,
        fonts: &'a FontBook,
        shaper: &'a Shaper,
    ) -> Self {
        Self {
            document,
            theme,
            fonts,
            shaper,
            lang: document.pack.meta.lang.as_str().into(),
            structure: Structure::default(),
            sink: Sink::default(),
        }
    }
}
