//! The contents beside the text.

use std::collections::BTreeSet;

use crate::backend::Job;
use crate::markup::dom::Element;
use crate::resolve::OutlineEntry;
use crate::tree::Anchor;

/// The contents as nested lists, or nothing where there is only one place to go.
///
/// Every page is in them, however deep it lies: they are the only way around. Sections are listed
/// as deep as the pack says.
pub(super) fn list(job: &Job<'_>) -> Option<Element> {
    let pack = &job.document.pack;
    let contents = Contents {
        pages: pack.pages.iter().map(|page| &page.anchor).collect(),
        depth: pack.meta.toc.0,
    };
    // The title of the only page is the title of the document.
    let entries = match &*job.document.outline {
        [only] if pack.pages.len() == 1 => &only.children,
        entries => entries,
    };
    contents.level(entries)
}

struct Contents<'a> {
    pages: BTreeSet<&'a Anchor>,
    depth: u8,
}

impl Contents<'_> {
    fn level(&self, entries: &[OutlineEntry]) -> Option<Element> {
        let mut items = entries.iter().filter(|entry| self.lists(entry)).peekable();
        items.peek()?;
        Some(Element::new("ol").children(items.map(|entry| self.item(entry))))
    }

    fn lists(&self, entry: &OutlineEntry) -> bool {
        match &entry.anchor {
            None => !entry.children.is_empty(),
            Some(anchor) => {
                self.pages.contains(anchor) || entry.listed && entry.level <= self.depth
            }
        }
    }

    fn item(&self, entry: &OutlineEntry) -> Element {
        let (class, label) = match &entry.anchor {
            None => ("of-part", Element::new("span").child(&*entry.title)),
            Some(anchor) => {
                let link = Element::new("a").attr("href", format!("#{anchor}"));
                let class = if self.pages.contains(anchor) { "of-page" } else { "of-section" };
                (class, link.child(&*entry.title))
            }
        };
        let mut item = Element::new("li").class(class).child(label);
        if let Some(children) = self.level(&entry.children) {
            item = item.child(children);
        }
        item
    }
}
