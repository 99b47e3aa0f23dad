//! Figures, and the pictures that are some.

use super::content::{Words, into_blocks};
use super::element::Node;
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind};

/// `<figure>`: images in it stand as blocks, and what Markdown made a figure is opened up.
pub(super) fn figure(nodes: Vec<Node>) -> BlockKind<Authored> {
    let mut caption = Vec::new();
    let mut shown = Vec::new();
    for node in nodes {
        match node {
            Node::Caption(words) if caption.is_empty() => caption = words,
            node => shown.push(node),
        }
    }
    let mut blocks = Vec::new();
    for block in figures(into_blocks(shown, Words::Paragraph)) {
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
pub(super) fn figures(blocks: Vec<Block<Authored>>) -> Vec<Block<Authored>> {
    blocks.into_iter().map(figure_of_image).collect()
}

fn figure_of_image(mut block: Block<Authored>) -> Block<Authored> {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &mut block.kind else {
        return block;
    };
    let [Inline { kind: InlineKind::Image { image }, attr, span }] = &mut content[..] else {
        return block;
    };
    let span = *span;
    image.describe(&mut block.attr);
    let caption = image.title.take().map(|title| Inline::text(title, span));
    let shown = Block::new(BlockKind::Image { image: image.clone() }, span);
    block.attr.merge(std::mem::take(attr));
    block.kind = BlockKind::Figure { blocks: vec![shown], caption: caption.into_iter().collect() };
    block
}
