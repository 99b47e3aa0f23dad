//! Contents, read off the authored tree once it has its ids, and places, read off the linked one.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::ids::Ids;
use crate::tree::walk::{walk_blocks, walk_content, walk_inlines};
use crate::tree::{
    Anchor, Block, BlockKind, Inline, Linked, Pack, Page, PageRole, Stage, rank, title_text,
};

/// A place that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of its page in [`Pack::pages`].
    pub page: usize,
    /// The words of the heading there; empty for a place that has none.
    pub title: String,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OutlineEntry {
    /// Its words, without markup.
    pub title: String,
    /// Its place; none for a part, which is no page.
    pub anchor: Option<Anchor>,
    /// 0 for a part, the page's depth plus 1 for its title, more for headings below.
    pub level: u8,
    /// How many levels below its page's title it stands; 0 for a page and a part.
    pub rank: u8,
    /// What its page is in a book, where it is the page's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<PageRole>,
    /// Whether tables of contents list it (`notoc` keeps a page's own sections out).
    pub listed: bool,
    /// The headings below it.
    pub children: Vec<OutlineEntry>,
}

impl OutlineEntry {
    /// Whether it opens a part: the name of one, or a page of its own.
    pub fn is_part(&self) -> bool {
        self.anchor.is_none() || self.role == Some(PageRole::Part)
    }

    /// Whether contents that show so many levels of each page have it: every page is in them, since
    /// they are the only way around.
    pub fn is_within(&self, levels: u8) -> bool {
        self.rank == 0 || (self.listed && self.rank < levels)
    }
}

/// Every place that can be linked to, in reading order.
pub(super) fn places(pack: &Pack<Linked>) -> IndexMap<Anchor, Place> {
    let mut places = IndexMap::new();
    for (index, page) in pack.pages.iter().enumerate() {
        let mut add = |anchor: Anchor, title| {
            places.entry(anchor).or_insert(Place { page: index, title });
        };
        add(page.anchor.clone(), page.meta.title.clone());
        add_inline_places(&page.title, &mut add);
        add_block_places(&page.blocks, &mut add);
        for note in &page.notes {
            add_block_places(&note.blocks, &mut add);
        }
    }
    places
}

fn add_block_places(blocks: &[Block<Linked>], add: &mut impl FnMut(Anchor, String)) {
    for block in blocks {
        let block = std::slice::from_ref(block);
        walk_blocks(block, &mut |block| {
            if let BlockKind::Heading { anchor, content, .. } = &block.kind {
                add(anchor.clone(), title_text(content));
            } else if let Some(id) = block.attr.id() {
                add(Anchor::new(id), String::new());
            }
        });
        walk_inlines(block, &mut |inline| add_inline_place(inline, add));
    }
}

fn add_inline_places(content: &[Inline<Linked>], add: &mut impl FnMut(Anchor, String)) {
    walk_content(content, &mut |inline| add_inline_place(inline, add));
}

fn add_inline_place(inline: &Inline<Linked>, add: &mut impl FnMut(Anchor, String)) {
    if let Some(id) = inline.attr.id() {
        add(Anchor::new(id), String::new());
    }
}

/// Parts, pages and headings, nested by their levels. What stands outside of parts ends the one before.
///
/// It is made twice: of the authored tree, for the numbers that references say, and of the linked one,
/// whose titles have the words of references.
pub(super) fn outline<S: Stage>(
    pack: &Pack<S>,
    ids: &Ids,
    anchor_of: impl Fn(&S::Anchor) -> Option<Anchor> + Copy,
) -> Vec<OutlineEntry> {
    let mut roots = Vec::new();
    let mut flat = Vec::new();
    for (index, page) in pack.pages.iter().enumerate() {
        let role = page.meta.role;
        if page.depth == 0 && role.is_some_and(PageRole::is_outside_parts) {
            roots.extend(nest(std::mem::take(&mut flat)));
        }
        flat.extend(page.part.as_ref().map(|title| OutlineEntry {
            title: title.clone(),
            anchor: None,
            level: 0,
            rank: 0,
            role: None,
            listed: true,
            children: Vec::new(),
        }));
        flat.push(OutlineEntry {
            title: page.meta.title.clone(),
            anchor: Some(ids.page(index).anchor.clone()),
            level: if role == Some(PageRole::Part) { 0 } else { page.depth.saturating_add(1) },
            rank: 0,
            role,
            listed: true,
            children: Vec::new(),
        });
        add_headings(page, &page.blocks, anchor_of, &mut flat);
    }
    roots.extend(nest(flat));
    roots
}

/// The headings that divide a page. What is quoted, listed or set in a table divides nothing.
fn add_headings<S: Stage>(
    page: &Page<S>,
    blocks: &[Block<S>],
    anchor_of: impl Fn(&S::Anchor) -> Option<Anchor> + Copy,
    flat: &mut Vec<OutlineEntry>,
) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, anchor, content } => flat.push(OutlineEntry {
                title: title_text(content),
                anchor: anchor_of(anchor),
                level: *level,
                rank: rank(*level, page.depth),
                role: None,
                listed: !page.meta.notoc,
                children: Vec::new(),
            }),
            BlockKind::Div { blocks } | BlockKind::Details { blocks, .. } => {
                add_headings(page, blocks, anchor_of, flat);
            }
            _ => {}
        }
    }
}

/// Every entry of an outline, in reading order.
pub(super) fn flat(outline: &[OutlineEntry]) -> impl Iterator<Item = &OutlineEntry> {
    let mut left: Vec<_> = outline.iter().rev().collect();
    std::iter::from_fn(move || {
        let entry = left.pop()?;
        left.extend(entry.children.iter().rev());
        Some(entry)
    })
}

/// Puts each entry below the last one before it that has a smaller level.
fn nest(flat: Vec<OutlineEntry>) -> Vec<OutlineEntry> {
    let mut open: Vec<OutlineEntry> = Vec::new();
    let mut roots = Vec::new();
    for entry in flat {
        close(&mut open, &mut roots, entry.level);
        open.push(entry);
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Closes the open entries that do not stand above one of this level.
fn close(open: &mut Vec<OutlineEntry>, roots: &mut Vec<OutlineEntry>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { break };
        match open.last_mut() {
            Some(above) => above.children.push(done),
            None => roots.push(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(entries: &[OutlineEntry]) -> String {
        let shown = |entry: &OutlineEntry| format!("{}{}", entry.title, shape(&entry.children));
        if entries.is_empty() {
            return String::new();
        }
        format!("({})", entries.iter().map(shown).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn entries_nest_by_level_whatever_is_skipped() {
        let flat = [1, 3, 2, 0, 1, 2, 2, 1].map(|level| OutlineEntry {
            title: level.to_string(),
            anchor: None,
            level,
            rank: 0,
            role: None,
            listed: true,
            children: Vec::new(),
        });
        assert_eq!(shape(&nest(flat.into())), "(1(3 2) 0(1(2 2) 1))");
    }
}
