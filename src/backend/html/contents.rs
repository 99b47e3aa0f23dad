//! The contents beside the text.

use crate::backend::Job;
use crate::markup::dom::Element;
use crate::resolve::{HeadingNumbers, OutlineEntry, Resolved};

/// The contents as nested lists, or nothing where there is only one place to go.
///
/// Every page is in them, and its sections as deep as the pack says.
pub(super) fn list(job: &Job<'_>) -> Option<Element> {
    let pack = &job.document.pack;
    let contents = Contents {
        document: job.document,
        levels: pack.meta.toc.levels(job.theme.tokens.contents.screen_depth),
        numbers: job.document.heading_numbers(job.theme),
    };
    // The title of the only page is the title of the document.
    let entries = match &*job.document.outline {
        [only] if pack.pages.len() == 1 => &only.children,
        entries => entries,
    };
    contents.level(entries)
}

struct Contents<'a> {
    document: &'a Resolved,
    /// How many levels of each page are listed.
    levels: u8,
    numbers: HeadingNumbers,
}

impl Contents<'_> {
    fn level(&self, entries: &[OutlineEntry]) -> Option<Element> {
        let items: Vec<_> = entries.iter().filter_map(|entry| self.item(entry)).collect();
        (!items.is_empty()).then(|| Element::new("ol").children(items))
    }

    fn item(&self, entry: &OutlineEntry) -> Option<Element> {
        let Some(anchor) = &entry.anchor else {
            let pages = self.level(&entry.children)?;
            let label = Element::new("span").child(&*entry.title);
            return Some(Element::new("li").class("of-part").child(label).child(pages));
        };
        if !entry.is_within(self.levels) {
            return None;
        }
        let class = if entry.is_part() {
            "of-page of-part"
        } else if entry.rank == 0 {
            "of-page"
        } else {
            "of-section"
        };
        let title = self.numbers.before(anchor, &entry.title);
        let link = Element::new("a").attr("href", format!("#{anchor}")).child(&*title);
        let link = link.maybe("lang", self.document.other_lang(anchor));
        let below = self.level(&entry.children);
        Some(Element::new("li").class(class).child(link).children(below))
    }
}
