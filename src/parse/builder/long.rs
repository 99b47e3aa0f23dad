//! Paragraphs of megabytes: lines are chosen for a paragraph as a whole, which holds all of it in
//! memory many times over.

use super::element::Node;
use crate::limits::PARAGRAPH;
use crate::tree::{Authored, Inline, InlineKind, plain_text};

/// A paragraph's nodes, in as many parts as it takes for none to say more than one may; a part of
/// one link or emphasis is not divided.
pub(super) fn parts(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let most = PARAGRAPH.size();
    if nodes.iter().map(size).sum::<usize>() <= most {
        return vec![nodes];
    }
    let (mut parts, mut room) = (vec![Vec::new()], most);
    for node in nodes.into_iter().flat_map(divided) {
        let size = size(&node);
        if size > room && room < most {
            parts.push(Vec::new());
            room = most;
        }
        room = room.saturating_sub(size);
        if let Some(part) = parts.last_mut() {
            part.push(node);
        }
    }
    parts
}

/// How many bytes of words it says.
fn size(node: &Node) -> usize {
    match node {
        Node::Inline(Inline { kind: InlineKind::Text { text }, .. }) => text.len(),
        Node::Inline(inline) => plain_text(std::slice::from_ref(inline)).len(),
        _ => 0,
    }
}

/// Words in parts that a paragraph can hold, which end between two words where they can.
fn divided(node: Node) -> Vec<Node> {
    let Node::Inline(Inline { kind: InlineKind::Text { text }, attr, span }) = node else {
        return vec![node];
    };
    let (mut parts, mut rest) = (Vec::new(), text.as_str());
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(end_of_part(rest));
        let kind = InlineKind::Text { text: part.into() };
        parts.push(Node::Inline(Inline::<Authored> { kind, attr: attr.clone(), span }));
        rest = behind;
    }
    parts
}

fn end_of_part(text: &str) -> usize {
    if text.len() <= PARAGRAPH.size() {
        return text.len();
    }
    let end = text.floor_char_boundary(PARAGRAPH.size());
    text[..end].rfind(' ').map_or(end, |space| space + 1)
}
