//! What every part of layout works with while it sets one chapter.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::inline::{Family, Shaper};
use super::structure::Structure;
use crate::diag::Sink;
use crate::fonts::{FontBook, FontId, Look};
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
    /// The language of the pack, as a BCP 47 tag.
    pub pack_lang: Arc<str>,
    /// The language of the page at hand.
    pub lang: Arc<str>,
    /// The logical structure so far.
    pub structure: Structure,
    /// What there is to say so far.
    pub sink: Sink,
    chains: FxHashMap<(Family, Look), Arc<[FontId]>>,
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
            lang: pack_lang.clone(),
            pack_lang,
            structure: Structure::default(),
            sink: Sink::default(),
            chains: FxHashMap::default(),
        }
    }

    /// The faces to try for each character, from the most wanted to the last resort.
    pub fn chain(&mut self, family: Family, look: Look) -> Arc<[FontId]> {
        let (fonts, theme) = (self.fonts, self.theme);
        let chain = self.chains.entry((family, look));
        chain.or_insert_with(|| fonts.chain(family.names(theme), look).into()).clone()
    }
}
