//! What every part of layout works with while it sets one chapter.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::page_numbers::PageNumbers;
use super::paragraph_style::Family;
use super::shaper::Shaper;
use super::structure::Structure;
use crate::diag::Sink;
use crate::fonts::{FontBook, FontId, Look, Region};
use crate::resolve::{HeadingNumbers, Resolved};
use crate::text::language::Direction;
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
    /// The language of the pack, as a BCP 47 tag.
    pub pack_lang: Arc<str>,
    /// The language of the page at hand.
    pub lang: Arc<str>,
    /// Which way that page is written.
    pub direction: Direction,
    /// The logical structure so far.
    pub structure: Structure,
    /// The printed numbers of places' pages, where links print them; none where they do not.
    pub page_numbers: Option<Arc<PageNumbers>>,
    /// The numbers printed before headings, which references to them name.
    pub heading_numbers: Arc<HeadingNumbers>,
    /// What there is to say so far.
    pub sink: Sink,
    chains: FxHashMap<(Family, Look, Option<Region>), Arc<[FontId]>>,
}

impl<'a> Context<'a> {
    /// A context in the pack's language without structure.
    pub fn new(
        document: &'a Resolved,
        theme: &'a Theme,
        fonts: &'a FontBook,
        shaper: &'a Shaper,
    ) -> Self {
        let pack_lang: Arc<str> = document.pack.meta.lang.as_str().into();
        Self {
            document,
            theme,
            fonts,
            shaper,
            direction: Direction::of_language(&pack_lang),
            lang: pack_lang.clone(),
            pack_lang,
            structure: Structure::default(),
            page_numbers: None,
            heading_numbers: Arc::default(),
            sink: Sink::default(),
            chains: FxHashMap::default(),
        }
    }

    /// A context for another part of the same document, without structure.
    pub fn fresh(&self) -> Self {
        let page_numbers = self.page_numbers.clone();
        let heading_numbers = self.heading_numbers.clone();
        Self {
            page_numbers,
            heading_numbers,
            ..Self::new(self.document, self.theme, self.fonts, self.shaper)
        }
    }

    /// The faces to try for each character of a text in a language, from the most wanted to the
    /// last resort.
    pub fn chain(&mut self, family: Family, look: Look, lang: &str) -> Arc<[FontId]> {
        let (fonts, theme, region) = (self.fonts, self.theme, Region::of(lang));
        let chain = self.chains.entry((family, look, region));
        chain.or_insert_with(|| fonts.chain(family.names(theme), look, region).into()).clone()
    }
}
