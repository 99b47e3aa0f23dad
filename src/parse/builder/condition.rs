//! For whom something is there: `only` and `except`, however they were written.
//!
//! The tree has one form for them: a block or inline whose attributes hold the condition. What has
//! no attributes of its own (an item, a row, a caption) has it on all that is in it.

use super::element::Node;
use crate::parse::attributes;
use crate::span::Span;
use crate::tree::{Attr, Authored, Block, BlockKind, Cell, Inline, InlineKind, Row};

/// Puts a condition on everything that an element became.
pub(super) fn put(nodes: Vec<Node>, condition: &Attr, span: Span) -> Vec<Node> {
    let put = |node| match node {
        Node::Block(block) => Node::Block(on_block(block, condition)),
        Node::Inline(inline) => Node::Inline(on_inline(inline, condition)),
        Node::Item(mut item) => {
            item.blocks = on_blocks(item.blocks, condition, item.span);
            Node::Item(item)
        }
        Node::Meaning(blocks, span) => Node::Meaning(on_blocks(blocks, condition, span), span),
        Node::Cell(cell) => Node::Cell(on_cell(cell, condition)),
        Node::Row(row) => Node::Row(on_row(row, condition)),
        Node::Rows { head, rows } => {
            let rows = rows.into_iter().map(|row| on_row(row, condition)).collect();
            Node::Rows { head, rows }
        }
        Node::Term(words, span) => Node::Term(on_words(words, condition, span), span),
        Node::Caption(words) => Node::Caption(on_words(words, condition, span)),
        Node::Summary(words) => Node::Summary(on_words(words, condition, span)),
    };
    nodes.into_iter().map(put).collect()
}

/// Blocks that are there under a condition.
pub(super) fn on_blocks(
    blocks: Vec<Block<Authored>>,
    condition: &Attr,
    span: Span,
) -> Vec<Block<Authored>> {
    if blocks.is_empty() {
        return blocks;
    }
    vec![Block { kind: BlockKind::Div { blocks }, attr: condition.clone(), span }]
}

/// A block with a condition of its own stays in another block that has this one. So does a
/// heading, whose own condition would be that of its section.
fn on_block(mut block: Block<Authored>, condition: &Attr) -> Block<Authored> {
    if block.attr.has_condition() || matches!(block.kind, BlockKind::Heading { .. }) {
        let span = block.span;
        let kind = BlockKind::Div { blocks: vec![block] };
        return Block { kind, attr: condition.clone(), span };
    }
    block.attr.merge(condition.clone());
    block
}

fn on_inline(mut inline: Inline<Authored>, condition: &Attr) -> Inline<Authored> {
    if inline.attr.has_condition() {
        let span = inline.span;
        let kind = InlineKind::Span { content: vec![inline] };
        return Inline { kind, attr: condition.clone(), span };
    }
    inline.attr.merge(condition.clone());
    inline
}

/// Words that are there under a condition.
pub(super) fn on_words(
    content: Vec<Inline<Authored>>,
    condition: &Attr,
    span: Span,
) -> Vec<Inline<Authored>> {
    if content.is_empty() {
        return content;
    }
    vec![Inline { kind: InlineKind::Span { content }, attr: condition.clone(), span }]
}

/// A cell without words holds nothing that could have the condition; its colours would be for all.
fn on_cell(cell: Cell<Authored>, condition: &Attr) -> Cell<Authored> {
    let colors = cell.colors.filter(|_| !cell.blocks.is_empty());
    let blocks = on_blocks(cell.blocks, condition, cell.span);
    Cell { blocks, colors, ..cell }
}

fn on_row(row: Row<Authored>, condition: &Attr) -> Row<Authored> {
    let cells = row.cells.into_iter().map(|cell| on_cell(cell, condition)).collect();
    Row { cells, ..row }
}

/// Takes the condition that ends the words of a block: `words {only="auditor"}`.
pub(super) fn take_from_block(block: &mut Block<Authored>) -> Option<Attr> {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &mut block.kind else {
        return None;
    };
    let last = content.last_mut()?;
    let InlineKind::Text { text } = &mut last.kind else { return None };
    let (condition, start) = attributes::trailing_condition(text)?;
    text.truncate(text[..start].trim_end().len());
    let left = text.len();
    if left == 0 {
        content.pop();
    }
    Some(condition)
}

/// Takes the condition that ends the first words of an item or meaning and is meant for all of it.
pub(super) fn take_from_first(blocks: &mut [Block<Authored>]) -> Option<Attr> {
    take_from_block(blocks.first_mut()?)
}

/// Whether a block holds a condition and no words of a row: none, or those of a caption.
fn is_condition_alone(block: &Block<Authored>) -> bool {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &block.kind else {
        return false;
    };
    let [Inline { kind: InlineKind::Text { text }, .. }] = &content[..] else { return false };
    let is_caption = text.starts_with(": ");
    attributes::trailing_condition(text)
        .is_some_and(|(_, start)| is_caption || text[..start].trim().is_empty())
}

/// Takes the condition that ends the last words of a row and is meant for the row.
pub(super) fn take_from_row(row: &mut Row<Authored>) -> Option<Attr> {
    let mut cells = row.cells.iter_mut().rev().filter(|cell| !cell.blocks.is_empty());
    let (cell, is_alone) = (cells.next()?, cells.next().is_none());
    // A line below the table that looks like its last row.
    if is_alone && cell.blocks.iter().all(is_condition_alone) {
        return None;
    }
    let condition = take_from_block(cell.blocks.last_mut()?)?;
    cell.blocks
        .retain(|block| !matches!(&block.kind, BlockKind::Plain { content } if content.is_empty()));
    Some(condition)
}

/// The first inline that is there under a condition, at any depth.
pub(super) fn find_in_nodes(nodes: &[Node]) -> Option<Span> {
    let mut found = None;
    for node in nodes {
        if let Node::Inline(inline) = node {
            crate::tree::walk::walk_content(std::slice::from_ref(inline), &mut |inline| {
                if inline.attr.has_condition() {
                    found.get_or_insert(inline.span);
                }
            });
        }
    }
    found
}
