//! What is shown with a caption: an image alone in its paragraph, `<figure>`, a division with the id
//! of a figure, table or listing.

use rustc_hash::FxHashMap;

use super::content::{Words, into_blocks};
use super::element::Node;
use crate::span::Span;
use crate::tree::{Attr, Authored, Block, BlockKind, Inline, InlineKind, Referable, Table};

/// What stood between the brackets of each picture, by its place: the caption of one that has the id
/// of a figure.
#[derive(Debug, Default)]
pub(super) struct Pictures(FxHashMap<Span, Vec<Inline<Authored>>>);

impl Pictures {
    /// Notes the words of a picture.
    pub(super) fn describe(&mut self, picture: Span, words: Vec<Inline<Authored>>) {
        if !words.is_empty() {
            self.0.insert(picture, words);
        }
    }

    /// `<figure>`: images in it stand as blocks, and what Markdown made a figure is opened up.
    pub(super) fn figure(&mut self, nodes: Vec<Node>) -> BlockKind<Authored> {
        let mut caption = Vec::new();
        let mut shown = Vec::new();
        for node in nodes {
            match node {
                Node::Caption(words) if caption.is_empty() => caption = words,
                node => shown.push(node),
            }
        }
        let mut blocks = Vec::new();
        for block in self.figures(into_blocks(shown, Words::Paragraph)) {
            match block.kind {
                BlockKind::Figure { blocks: inner, caption: words } => {
                    blocks.extend(inner.into_iter().map(|mut shown| {
                        if shown.attr.is_none() {
                            shown.attr = block.attr.clone();
                        }
                        shown
                    }));
                    if caption.is_empty() {
                        caption = words;
                    }
                }
                _ => blocks.push(block),
            }
        }
        BlockKind::Figure { blocks, caption }
    }

    /// Makes figures of paragraphs that hold an image and nothing else.
    pub(super) fn figures(&mut self, blocks: Vec<Block<Authored>>) -> Vec<Block<Authored>> {
        blocks.into_iter().map(|block| self.figure_of_image(block)).collect()
    }

    fn figure_of_image(&mut self, mut block: Block<Authored>) -> Block<Authored> {
        let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &mut block.kind
        else {
            return block;
        };
        let [Inline { kind: InlineKind::Image { image }, attr, span }] = &mut content[..] else {
            return block;
        };
        let span = *span;
        image.describe(&mut block.attr);
        block.attr.merge(std::mem::take(attr));
        let title = image.title.take().map(|title| vec![Inline::text(title, span)]);
        let named = block.attr.id().and_then(Referable::of_id);
        let is_named = named.is_some_and(|kind| kind != Referable::Section);
        let words = || self.0.remove(&span).filter(|_| is_named);
        let caption = title.or_else(words).unwrap_or_default();
        let shown = Block::new(BlockKind::Image { image: image.clone() }, span);
        block.kind = BlockKind::Figure { blocks: vec![shown], caption };
        block
    }
}

/// What a division shows whose id can be referred to: its last paragraph is the caption, as Quarto
/// has it. <https://quarto.org/docs/authoring/cross-references.html#cross-reference-divs>
pub(super) fn captioned(
    kind: Referable,
    mut blocks: Vec<Block<Authored>>,
    attr: Attr,
    span: Span,
) -> Vec<Block<Authored>> {
    if kind == Referable::Section || !blocks.iter().any(is_shown) {
        return vec![Block { kind: BlockKind::Div { blocks }, attr, span }];
    }
    let is_caption = |last: &mut Block<_>| matches!(last.kind, BlockKind::Paragraph { .. });
    let last = if blocks.len() > 1 { blocks.pop_if(is_caption) } else { None };
    let caption = last.and_then(|mut last| last.kind.contents_mut().pop().map(std::mem::take));
    let caption = caption.unwrap_or_default();
    blocks.iter_mut().for_each(open_up);
    if let [Block { kind: BlockKind::Table { table: Table { caption: own, .. } }, attr: given, .. }] =
        &mut blocks[..]
        && given.id().is_none()
    {
        if own.is_empty() {
            *own = caption;
        }
        given.merge(attr);
        return blocks;
    }
    vec![Block { kind: BlockKind::Figure { blocks, caption }, attr, span }]
}

/// Whether a block is something that has a caption, and no more than words.
fn is_shown(block: &Block<Authored>) -> bool {
    matches!(
        block.kind,
        BlockKind::Figure { .. }
            | BlockKind::Image { .. }
            | BlockKind::Table { .. }
            | BlockKind::Code { .. }
            | BlockKind::Math { .. }
            | BlockKind::Media { .. }
    )
}

/// An image of which nothing is said by itself needs no figure of its own within another.
fn open_up(block: &mut Block<Authored>) {
    if let BlockKind::Figure { blocks, caption } = &mut block.kind
        && let [image] = &mut blocks[..]
        && caption.is_empty()
        && block.attr.is_none()
    {
        *block = image.clone();
    }
}
