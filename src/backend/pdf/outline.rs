//! The outline: the nested list of headings beside the pages.

use krilla::destination::XyzDestination;
use krilla::outline::{Outline, OutlineNode};

use super::links;
use crate::layout::Paged;
use crate::resolve::OutlineEntry;
use crate::theme::OutlineTokens;

/// The outline of a document, as deep as the theme says. What tables of contents leave out, it
/// leaves out too.
pub(super) fn outline(entries: &[OutlineEntry], paged: &Paged, tokens: &OutlineTokens) -> Outline {
    let mut outline = Outline::new();
    let builder = Builder { paged, tokens };
    builder.nodes(entries, 1).for_each(|node| outline.push_child(node));
    outline
}

struct Builder<'a> {
    paged: &'a Paged,
    tokens: &'a OutlineTokens,
}

impl Builder<'_> {
    /// The nodes of entries that stand `depth` levels deep in the outline, from 1.
    fn nodes(&self, entries: &[OutlineEntry], depth: u8) -> impl Iterator<Item = OutlineNode> {
        let deepest = self.tokens.depth.max(1);
        let shown = move |entry: &&OutlineEntry| entry.listed && entry.level <= deepest;
        entries.iter().filter(shown).filter_map(move |entry| self.node(entry, depth))
    }

    fn node(&self, entry: &OutlineEntry, depth: u8) -> Option<OutlineNode> {
        let to = destination(entry, self.paged)?;
        let mut node =
            OutlineNode::new(entry.title.clone(), to).with_open(depth < self.tokens.open);
        for child in self.nodes(&entry.children, depth.saturating_add(1)) {
            node.push_child(child);
        }
        Some(node)
    }
}

/// Where an entry leads: to its own place, else to the first place below it.
fn destination(entry: &OutlineEntry, paged: &Paged) -> Option<XyzDestination> {
    let own = entry.anchor.as_ref().and_then(|anchor| links::destination(anchor, paged));
    own.or_else(|| entry.children.iter().find_map(|child| destination(child, paged)))
}
