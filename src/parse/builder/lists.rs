//! Lists and what stands in them.

use super::content::{Words, into_blocks, list_of};
use super::element::Node;
use crate::tree::{Authored, BlockKind, Definition, Inline, InlineKind, ListItem};

/// A list. What stands between its items becomes an item.
pub(super) fn list(start: Option<u64>, nodes: Vec<Node>) -> BlockKind<Authored> {
    let mut items = Vec::new();
    let mut strays = Vec::new();
    for node in nodes {
        if let Node::Item(item) = node {
            stray_item(&mut strays, &mut items);
            items.push(item);
        } else {
            strays.push(node);
        }
    }
    stray_item(&mut strays, &mut items);
    list_of(start, items)
}

fn stray_item(strays: &mut Vec<Node>, items: &mut Vec<ListItem<Authored>>) {
    let blocks = into_blocks(std::mem::take(strays), Words::Plain);
    if let (Some(first), Some(last)) = (blocks.first(), blocks.last()) {
        let span = first.span.join(last.span);
        items.push(ListItem { done: None, blocks, span });
    }
}

/// Terms and what they mean. Several terms in a row share a meaning and become one.
pub(super) fn definitions(nodes: Vec<Node>) -> BlockKind<Authored> {
    let mut entries: Vec<Definition<Authored>> = Vec::new();
    for node in nodes.into_iter().filter(|node| !node.is_blank()) {
        match node {
            Node::Term(term, span) => match entries.last_mut() {
                Some(entry) if entry.details.is_empty() => {
                    entry.term.push(Inline::new(InlineKind::HardBreak, span));
                    entry.term.extend(term);
                    entry.span = entry.span.join(span);
                }
                _ => entries.push(Definition { term, details: Vec::new(), span }),
            },
            node => {
                let (blocks, span) = match node {
                    Node::Meaning(blocks, span) => (blocks, Some(span)),
                    node => (into_blocks(vec![node], Words::Plain), None),
                };
                let Some(span) = span.or_else(|| Some(blocks.first()?.span)) else { continue };
                let lone = || Definition { term: Vec::new(), details: Vec::new(), span };
                if entries.is_empty() {
                    entries.push(lone());
                }
                if let Some(entry) = entries.last_mut() {
                    entry.details.push(blocks);
                    entry.span = entry.span.join(span);
                }
            }
        }
    }
    BlockKind::Definitions { entries }
}
