//! A page as the rules look at it.

use crate::source::PackConfig;
use crate::span::{Sources, Span};
use crate::tree::walk::{walk_blocks, walk_content};
use crate::tree::{Authored, Block, BlockKind, Image, Inline, InlineKind, Page};

/// A page with what rules need to look at it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) page: &'a Page<Authored>,
    /// The primary language of its words: `de` for `de-AT`.
    pub(super) lang: &'a str,
    /// What pack.yaml says.
    pub(super) config: &'a PackConfig,
    pub(super) sources: &'a Sources,
}

impl<'a> View<'a> {
    /// A page of a pack in this language.
    pub(super) fn new(
        page: &'a Page<Authored>,
        lang: &'a str,
        config: &'a PackConfig,
        sources: &'a Sources,
    ) -> Self {
        let tag = page.meta.lang.as_deref().unwrap_or(lang);
        Self { page, lang: tag.split('-').next().unwrap_or_default(), config, sources }
    }

    /// Visits every block, those of footnotes last.
    pub(super) fn blocks(&self, visit: &mut impl FnMut(&'a Block<Authored>)) {
        walk_blocks(&self.page.blocks, visit);
        for note in &self.page.notes {
            walk_blocks(&note.blocks, visit);
        }
    }

    /// Visits every run of inlines that stands directly in the title or in a block.
    pub(super) fn contents(&self, visit: &mut impl FnMut(&'a [Inline<Authored>])) {
        visit(&self.page.title);
        self.blocks(&mut |block| block.kind.contents().into_iter().for_each(|run| visit(run)));
    }

    /// Visits every inline, each before the inlines in it.
    pub(super) fn inlines(&self, visit: &mut impl FnMut(&'a Inline<Authored>)) {
        self.contents(&mut |run| walk_content(run, visit));
    }

    /// Visits every image with its place.
    pub(super) fn images(&self, visit: &mut impl FnMut(&'a Image<Authored>, Span)) {
        self.blocks(&mut |block| {
            if let BlockKind::Image { image } = &block.kind {
                visit(image, block.span);
            }
        });
        self.inlines(&mut |inline| {
            if let InlineKind::Image { image } = &inline.kind {
                visit(image, inline.span);
            }
        });
    }
}
