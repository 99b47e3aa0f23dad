//! Which of the files that pages bring in reach this reader.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::Brought;
use crate::span::{FileId, Span};
use crate::tree::walk::{walk_blocks, walk_content};
use crate::tree::{Authored, Block, Inline, InlineKind, Pack};

/// The files of which something stands in a pack: where a file is brought in, all of it has the place
/// of what brings it in.
pub(super) fn reached(
    pack: &Pack<Authored>,
    brought: impl IntoIterator<Item = Brought>,
) -> BTreeSet<Brought> {
    let mut search = Search::default();
    for brought in brought {
        let Span { file, start, end } = brought.span;
        let (known_end, files) = search.open.entry((file, start)).or_default();
        *known_end = end.max(*known_end);
        files.push(brought);
    }
    for page in &pack.pages {
        search.content(&page.title);
        search.blocks(&page.blocks);
        page.notes.iter().for_each(|note| search.blocks(&note.blocks));
    }
    search.found
}

#[derive(Default)]
struct Search {
    /// What has not been found yet, by where it is brought in, with the end of that place.
    open: BTreeMap<(FileId, u32), (u32, Vec<Brought>)>,
    found: BTreeSet<Brought>,
}

impl Search {
    fn blocks(&mut self, blocks: &[Block<Authored>]) {
        walk_blocks(blocks, &mut |block| {
            let contents = block.kind.contents();
            let is_leaf = contents.is_empty() && block.kind.children().is_empty();
            self.take(block.span, is_leaf);
            for content in contents {
                self.content(content);
            }
        });
    }

    fn content(&mut self, content: &[Inline<Authored>]) {
        walk_content(content, &mut |inline| {
            // An address may be what is brought in.
            let is_link = matches!(inline.kind, InlineKind::Link { .. });
            self.take(inline.span, is_link || inline.kind.content().is_none());
        });
    }

    /// Takes what stands at a place. What only holds other parts may hold one that went, too; where
    /// it starts and ends it is there itself.
    fn take(&mut self, span: Span, as_whole: bool) {
        if as_whole {
            return self.within(span);
        }
        self.within(Span { end: span.end.min(span.start + 1), ..span });
        self.within(Span { start: span.start.max(span.end.saturating_sub(1)), ..span });
    }

    fn within(&mut self, span: Span) {
        // An empty place is one all the same.
        let end = span.end.max(span.start.saturating_add(1));
        while let Some((&key, &(known_end, _))) =
            self.open.range((span.file, 0)..(span.file, end)).next_back()
            && known_end > span.start
        {
            let (_, files) = self.open.remove(&key).unwrap_or_default();
            self.found.extend(files);
        }
    }
}
