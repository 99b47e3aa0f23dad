//! From the mixed content of an open element to the blocks or inlines it was meant to hold.
//!
//! HTML lets anything stand in anything. Here nothing is lost: what stands where it cannot stay
//! is unwrapped, and its words keep their order.

use std::cell::Cell;

use super::element::Node;
use super::{condition, siblings};
use crate::span::Span;
use crate::tree::walk::walk_contents_mut;
use crate::tree::{Attr, Authored, Block, BlockKind, Inline, InlineKind, ListItem};

/// What words become that stand among blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// A paragraph of their own.
    Paragraph,
    /// Plain words, as in a tight list or a table's cell.
    Plain,
}

/// Blocks, with runs of words made into `words` and items without a list made into one.
pub(super) fn into_blocks(nodes: Vec<Node>, words: Words) -> Vec<Block<Authored>> {
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    let mut items = Vec::new();
    for node in nodes {
        match node {
            Node::Item(item) => {
                end_run(&mut run, words, &mut blocks);
                items.push(item);
            }
            // The space between two items is none of their words.
            node if !items.is_empty() && node.is_blank() => {}
            Node::Inline(inline) => {
                end_items(&mut items, &mut blocks);
                run.push(inline);
            }
            node => {
                end_run(&mut run, words, &mut blocks);
                end_items(&mut items, &mut blocks);
                unwrap_part(node, &mut blocks);
            }
        }
    }
    end_run(&mut run, words, &mut blocks);
    end_items(&mut items, &mut blocks);
    siblings::join(blocks)
}

/// A bulleted list of items that have none, as browsers show them.
fn end_items(items: &mut Vec<ListItem<Authored>>, blocks: &mut Vec<Block<Authored>>) {
    let items = std::mem::take(items);
    if let (Some(first), Some(last)) = (items.first(), items.last()) {
        let span = first.span.join(last.span);
        blocks.push(Block::new(list_of(None, items), span));
    }
}

/// A list of items; it is loose if one of them holds a paragraph.
pub(super) fn list_of(start: Option<u64>, items: Vec<ListItem<Authored>>) -> BlockKind<Authored> {
    let loose = |item: &ListItem<Authored>| {
        item.blocks.iter().any(|block| matches!(block.kind, BlockKind::Paragraph { .. }))
    };
    BlockKind::List { start, tight: !items.iter().any(loose), items }
}

fn end_run(run: &mut Vec<Inline<Authored>>, words: Words, blocks: &mut Vec<Block<Authored>>) {
    let content = trimmed(std::mem::take(run));
    if let Some(span) = span_of(&content) {
        let kind = match words {
            Words::Paragraph => BlockKind::Paragraph { content },
            Words::Plain => BlockKind::Plain { content },
        };
        blocks.push(Block::new(kind, span));
    }
}

/// Hands out the blocks of a part that stands outside the element it belongs to.
fn unwrap_part(node: Node, blocks: &mut Vec<Block<Authored>>) {
    match node {
        Node::Block(block) => blocks.push(block),
        Node::Item(item) => blocks.extend(item.blocks),
        Node::Meaning(meaning, _) => blocks.extend(meaning),
        Node::Cell(cell) => blocks.extend(cell.blocks),
        Node::Row(row) => blocks.extend(row.cells.into_iter().flat_map(|cell| cell.blocks)),
        Node::Rows { rows, .. } => {
            let cells = rows.into_iter().flat_map(|row| row.cells);
            blocks.extend(cells.flat_map(|cell| cell.blocks));
        }
        Node::Term(mut content, _) | Node::Caption(mut content) | Node::Summary(mut content) => {
            end_run(&mut content, Words::Paragraph, blocks);
        }
        Node::Inline(inline) => end_run(&mut vec![inline], Words::Paragraph, blocks),
    }
}

/// Inlines, with the words of blocks laid one behind the other.
pub(super) fn into_inlines(nodes: Vec<Node>) -> Vec<Inline<Authored>> {
    if nodes.iter().all(|node| matches!(node, Node::Inline(_))) {
        return nodes.into_iter().filter_map(Node::inline).collect();
    }
    let mut inlines = Vec::new();
    for node in nodes {
        if let Node::Inline(inline) = node {
            inlines.push(inline);
            continue;
        }
        let mut blocks = Vec::new();
        unwrap_part(node, &mut blocks);
        for block in blocks {
            let span = block.span;
            if !ends_in_space(&inlines) {
                inlines.push(Inline::new(InlineKind::SoftBreak, Span { end: span.start, ..span }));
            }
            inlines.extend(words_of(block));
        }
    }
    trimmed(inlines)
}

/// The words of a block as one run.
fn words_of(mut block: Block<Authored>) -> Vec<Inline<Authored>> {
    let Block { kind, attr, span } = &mut block;
    let leaf = match kind {
        BlockKind::Code { text, .. } => InlineKind::Code { text: std::mem::take(text) },
        BlockKind::Math { tex } => InlineKind::Math { tex: std::mem::take(tex) },
        BlockKind::Image { image } => InlineKind::Image { image: image.clone() },
        BlockKind::Media { media } => {
            let words = media.title.clone().unwrap_or_else(|| media.source.clone());
            let content = vec![Inline::text(words, *span)];
            InlineKind::Link { target: media.source.clone(), title: None, content }
        }
        _ => {
            let mut words = Vec::new();
            for content in kind.contents_mut() {
                push_run(&mut words, std::mem::take(content));
            }
            for children in kind.children_mut() {
                for child in children {
                    let hollow = Block::new(BlockKind::Rule, child.span);
                    push_run(&mut words, words_of(std::mem::replace(child, hollow)));
                }
            }
            let condition = attr.take_condition();
            return match condition {
                Some(condition) => condition::on_words(words, &condition, *span),
                None => words,
            };
        }
    };
    vec![Inline { kind: leaf, attr: std::mem::take(attr), span: *span }]
}

fn push_run(words: &mut Vec<Inline<Authored>>, run: Vec<Inline<Authored>>) {
    if let (false, Some(first)) = (ends_in_space(words), run.first()) {
        let at = Span { end: first.span.start, ..first.span };
        words.push(Inline::new(InlineKind::SoftBreak, at));
    }
    words.extend(run);
}

/// Puts an inline around every run of words. Blocks among them stay blocks, and the inline goes
/// around the words in them instead. Its id is that of the first run alone.
pub(super) fn wrap(
    nodes: Vec<Node>,
    attr: &Attr,
    span: Span,
    around: &dyn Fn(Vec<Inline<Authored>>) -> InlineKind<Authored>,
) -> Vec<Node> {
    if nodes.iter().all(|node| matches!(node, Node::Inline(_))) {
        let content = nodes.into_iter().filter_map(Node::inline).collect();
        return vec![Node::Inline(Inline { kind: around(content), attr: attr.clone(), span })];
    }
    let with_id = Cell::new(true);
    let wrapped = |content: Vec<Inline<Authored>>| {
        let span = span_of(&content).unwrap_or(span);
        let mut attr = attr.clone();
        if !with_id.replace(false) {
            attr.set_id(None);
        }
        Inline { kind: around(content), attr, span }
    };
    let mut out = Vec::new();
    let mut run = Vec::new();
    let end_run = |run: &mut Vec<Inline<Authored>>, out: &mut Vec<Node>| {
        let content = std::mem::take(run);
        if !is_blank(&content) {
            out.push(Node::Inline(wrapped(content)));
        }
    };
    for node in nodes {
        match node {
            Node::Inline(inline) => run.push(inline),
            node => {
                end_run(&mut run, &mut out);
                let mut blocks = Vec::new();
                unwrap_part(node, &mut blocks);
                walk_contents_mut(&mut blocks, &mut |content| {
                    if !is_blank(content) {
                        *content = vec![wrapped(std::mem::take(content))];
                    }
                });
                out.extend(blocks.into_iter().map(Node::Block));
            }
        }
    }
    end_run(&mut run, &mut out);
    out
}

/// Settles every run of nodes between parts of lists and tables, which stay as they are.
pub(super) fn between_parts(
    nodes: Vec<Node>,
    mut join: impl FnMut(Vec<Node>) -> Vec<Node>,
) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    for node in nodes {
        if node.is_part() {
            out.append(&mut join(std::mem::take(&mut run)));
            out.push(node);
        } else {
            run.push(node);
        }
    }
    out.append(&mut join(run));
    out
}

impl Node {
    /// The inline that this is.
    pub(super) fn inline(self) -> Option<Inline<Authored>> {
        if let Self::Inline(inline) = self { Some(inline) } else { None }
    }

    /// Whether it is a part of a list, a table or the like.
    pub(super) fn is_part(&self) -> bool {
        !matches!(self, Self::Block(_) | Self::Inline(_))
    }

    /// Whether it is nothing but space between elements.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Inline(inline) if is_space(inline))
    }
}

/// Whether there is nothing but space.
fn is_blank(content: &[Inline<Authored>]) -> bool {
    content.iter().all(is_space)
}

/// Whether nothing stands before what comes next in a run, or a space does.
fn ends_in_space(run: &[Inline<Authored>]) -> bool {
    run.last().is_none_or(|last| match &last.kind {
        InlineKind::Text { text } => text.ends_with(' '),
        kind => kind.is_break(),
    })
}

fn is_space(inline: &Inline<Authored>) -> bool {
    match &inline.kind {
        InlineKind::Text { text } => text.bytes().all(|byte| byte.is_ascii_whitespace()),
        InlineKind::SoftBreak => true,
        _ => false,
    }
}

/// A run without the space at its ends.
pub(super) fn trimmed(mut content: Vec<Inline<Authored>>) -> Vec<Inline<Authored>> {
    while content.last().is_some_and(is_space) {
        content.pop();
    }
    let lead = content.iter().take_while(|inline| is_space(inline)).count();
    content.drain(..lead);
    content
}

/// The span that a run covers.
pub(super) fn span_of(content: &[Inline<Authored>]) -> Option<Span> {
    Some(content.first()?.span.join(content.last()?.span))
}
