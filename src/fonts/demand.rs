//! Which characters a document shows, how often, and where each one first stands.

use indexmap::IndexMap;

use super::is_invisible;
use crate::resolve::Resolved;
use crate::span::Span;
use crate::tree::walk::{walk_blocks, walk_content, walk_inlines};
use crate::tree::{Block, BlockKind, Inline, InlineKind, Linked, PackMeta, Picture};

/// How a character is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Demanded {
    /// How often.
    pub(super) count: usize,
    /// Where it first stands; titles and authors stand nowhere in a page.
    pub(super) first: Option<Span>,
}

/// The characters of a document beyond ASCII.
pub(super) fn demand(document: &Resolved) -> IndexMap<char, Demanded> {
    let mut demand = Demand::default();
    demand.meta(&document.pack.meta);
    for page in &document.pack.pages {
        demand.text(page.part.as_deref().unwrap_or_default(), None);
        walk_content(&page.title, &mut |inline| demand.inline(inline));
        demand.blocks(&page.blocks);
        page.notes.iter().for_each(|note| demand.blocks(&note.blocks));
    }
    demand.0
}

#[derive(Default)]
struct Demand(IndexMap<char, Demanded>);

impl Demand {
    fn meta(&mut self, meta: &PackMeta) {
        meta.printed().for_each(|words| self.text(&words, None));
        self.text(meta.description.as_deref().unwrap_or_default(), None);
    }

    fn blocks(&mut self, blocks: &[Block<Linked>]) {
        walk_blocks(blocks, &mut |block| match &block.kind {
            BlockKind::Code { text, .. } => self.text(text, Some(block.span)),
            BlockKind::Math { tex } => self.text(tex, Some(block.span)),
            BlockKind::Media { media } => self.text(&media.source.name, Some(block.span)),
            BlockKind::Image { image } => self.picture(&image.picture, block.span),
            _ => {}
        });
        walk_inlines(blocks, &mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline<Linked>) {
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text } => {
                self.text(text, Some(inline.span));
            }
            InlineKind::Math { tex } => self.text(tex, Some(inline.span)),
            InlineKind::Image { image } => self.picture(&image.picture, inline.span),
            _ => {}
        }
    }

    fn picture(&mut self, picture: &Picture, span: Span) {
        if let Picture::Missing { name } = picture {
            self.text(name, Some(span));
        }
    }

    fn text(&mut self, text: &str, span: Option<Span>) {
        let shown = |c: &char| !c.is_ascii() && !c.is_control() && !is_invisible(*c);
        for character in text.chars().filter(shown) {
            let demanded = self.0.entry(character).or_default();
            demanded.count += 1;
            demanded.first = demanded.first.or(span);
        }
    }
}
