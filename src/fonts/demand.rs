//! Which characters a document shows, how often, and where each one first stands.

use indexmap::IndexMap;

use super::is_invisible;
use crate::diag::PLACES;
use crate::resolve::{AssetStore, Format, Resolved, labels_of_drawing};
use crate::span::Span;
use crate::tree::walk::{Leaf, walk_blocks, walk_content, walk_inlines};
use crate::tree::{Block, Inline, InlineKind, Linked, PackMeta, Picture};

/// Characters that no font has so far, with how they are shown.
pub(super) type Lacking = IndexMap<char, Demanded>;

/// How a character is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Demanded {
    /// How often.
    pub(super) count: usize,
    /// Its first places, with their numbers in reading order; titles and authors of the pack stand
    /// nowhere in a page.
    pub(super) places: Vec<(usize, Span)>,
}

/// The characters of a document beyond ASCII, with those of the words that outputs add to it.
pub(super) fn demand(document: &Resolved, added: &[&str]) -> IndexMap<char, Demanded> {
    let mut demand = Demand::of(&document.assets);
    demand.meta(&document.pack.meta);
    for words in added {
        demand.text(words, None);
    }
    for page in &document.pack.pages {
        demand.text(page.part.as_deref().unwrap_or_default(), None);
        walk_content(&page.title, &mut |inline| demand.inline(inline));
        demand.blocks(&page.blocks);
        page.notes.iter().for_each(|note| demand.blocks(&note.blocks));
    }
    demand.characters
}

struct Demand<'a> {
    assets: &'a AssetStore,
    characters: IndexMap<char, Demanded>,
    /// How many texts have been read.
    texts: usize,
}

impl<'a> Demand<'a> {
    fn of(assets: &'a AssetStore) -> Self {
        Self { assets, characters: IndexMap::new(), texts: 0 }
    }

    fn meta(&mut self, meta: &PackMeta) {
        meta.printed().for_each(|words| self.text(&words, None));
        self.text(meta.description.as_deref().unwrap_or_default(), None);
    }

    fn blocks(&mut self, blocks: &[Block<Linked>]) {
        walk_blocks(blocks, &mut |block| match block.kind.leaf() {
            Some(Leaf::Code { text, .. }) => self.text(&text.text, Some(block.span)),
            Some(Leaf::Math(tex)) => self.text(tex.as_ref(), Some(block.span)),
            Some(Leaf::Media(media)) => self.text(&media.source.name, Some(block.span)),
            Some(Leaf::Image(image)) => self.picture(&image.picture, block.span),
            Some(Leaf::Anchor(_)) | None => {}
        });
        walk_inlines(blocks, &mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline<Linked>) {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text } => {
                self.text(text, Some(inline.span));
            }
            InlineKind::Math { tex } => self.text(tex.as_ref(), Some(inline.span)),
            InlineKind::Image { image } => self.picture(&image.picture, inline.span),
            InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Emphasis { .. }
            | InlineKind::Strong { .. }
            | InlineKind::Strike { .. }
            | InlineKind::Underline { .. }
            | InlineKind::Mark { .. }
            | InlineKind::Subscript { .. }
            | InlineKind::Superscript { .. }
            | InlineKind::Small { .. }
            | InlineKind::Keyboard { .. }
            | InlineKind::Quoted { .. }
            | InlineKind::Ruby { .. }
            | InlineKind::Reading { .. }
            | InlineKind::Link { .. }
            | InlineKind::NoteMark { .. }
            | InlineKind::CrossReference { .. }
            | InlineKind::Span { .. } => {}
        }
    }

    fn picture(&mut self, picture: &Picture, span: Span) {
        match picture {
            Picture::Missing { name } => self.text(name, Some(span)),
            Picture::Asset { asset } => {
                let asset = self.assets.get(*asset);
                if asset.format == Format::Svg {
                    for label in labels_of_drawing(&asset.bytes) {
                        self.text(&label, Some(span));
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str, span: Option<Span>) {
        let shown = |c: &char| !c.is_ascii() && !c.is_control() && !is_invisible(*c);
        self.texts += 1;
        for character in text.chars().filter(shown) {
            let demanded = self.characters.entry(character).or_default();
            demanded.count += 1;
            let is_new = |span: &Span| demanded.places.last().is_none_or(|(_, last)| last != span);
            if demanded.places.len() < PLACES {
                demanded.places.extend(span.filter(is_new).map(|span| (self.texts, span)));
            }
        }
    }
}
