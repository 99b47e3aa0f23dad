//! The contents beside the text.

use std::collections::BTreeSet;

use crate::backend::Job;
use crate::markup::dom::Element;
use crate::markup::heading_numbers;
use crate::resolve::{HeadingNumbers, OutlineEntry};
use crate::tree::Anchor;

/// The contents as nested lists, or nothing where there is only one place to go.
///
/// Every page is in them, however deep it lies: they are the only way around. Below each page,
/// sections are listed as deep as the pack says.
pub(super) fn list(job: &Job<'_>) -> Option<Element> {
    let pack = &job.document.pack;
    let contents = Contents {
        pages: pack.pages.iter().map(|page| &page.anchor).collect(),
        depth: pack.meta.toc.levels(job.theme.tokens.contents.depth).saturating_sub(1),
        numbers: heading_numbers(job.document, job.theme),
    };
    // The title of the only page is the title of the document.
    let entries = match &*job.document.outline {
        [only] if pack.pages.len() == 1 => &only.children,
        entries => entries,
    };
    contents.level(entries, contents.depth)
}

struct Contents<'a> {
    pages: BTreeSet<&'a Anchor>,
    /// How many levels of sections are listed below a page.
    depth: u8,
    numbers: HeadingNumbers,
}

impl Contents<'_> {
    /// `depth` is how many levels of sections are still listed here.
    fn level(&self, entries: &[OutlineEntry], depth: u8) -> Option<Element> {
        let items: Vec<_> = entries.iter().filter_map(|entry| self.item(entry, depth)).collect();
        (!items.is_empty()).then(|| Element::new("ol").children(items))
    }

    fn item(&self, entry: &OutlineEntry, depth: u8) -> Option<Element> {
        let Some(anchor) = &entry.anchor else {
            let pages = self.level(&entry.children, self.depth)?;
            let label = Element::new("span").child(&*entry.title);
            return Some(Element::new("li").class("of-part").child(label).child(pages));
        };
        let (class, depth) = if self.pages.contains(anchor) {
            ("of-page", self.depth)
        } else if entry.listed && depth > 0 {
            ("of-section", depth - 1)
        } else {
            return None;
        };
        let title = self.numbers.before(anchor, &entry.title);
        let link = Element::new("a").attr("href", format!("#{anchor}")).child(&*title);
        let below = self.level(&entry.children, depth);
        Some(Element::new("li").class(class).child(link).children(below))
    }
}
