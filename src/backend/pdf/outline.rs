//! The outline: the nested list of headings beside the pages.

use krilla::destination::XyzDestination;
use krilla::outline::{Outline, OutlineNode};

use super::links;
use crate::layout::Paged;
use crate::resolve::OutlineEntry;

/// How many levels are unfolded when the document is opened.
const UNFOLDED: u8 = 2;

/// The outline of a document. What tables of contents leave out, it leaves out too.
pub(super) fn outline(entries: &[OutlineEntry], paged: &Paged) -> Outline {
    let mut outline = Outline::new();
    nodes(entries, paged, 1).for_each(|node| outline.push_child(node));
    outline
}

fn nodes(entries: &[OutlineEntry], paged: &Paged, depth: u8) -> impl Iterator<Item = OutlineNode> {
    entries.iter().filter(|entry| entry.listed).filter_map(move |entry| node(entry, paged, depth))
}

fn node(entry: &OutlineEntry, paged: &Paged, depth: u8) -> Option<OutlineNode> {
    let to = destination(entry, paged)?;
    let mut node = OutlineNode::new(entry.title.clone(), to).with_open(depth < UNFOLDED);
    for child in nodes(&entry.children, paged, depth.saturating_add(1)) {
        node.push_child(child);
    }
    Some(node)
}

/// Where an entry leads: to its own place, else to the first place below it.
fn destination(entry: &OutlineEntry, paged: &Paged) -> Option<XyzDestination> {
    let own = entry.anchor.as_ref().and_then(|anchor| links::destination(anchor, paged));
    own.or_else(|| entry.children.iter().find_map(|child| destination(child, paged)))
}
