//! What a document has before its chapters.

use super::chapter::SetChapter;
use super::contents::{Entry, Listing, entries};
use crate::layout::context::Context;
use crate::layout::vlist::Captioned;
use crate::resolve::Resolved;
use crate::theme::{ChapterStart, FrontMatter, Label};
use crate::tree::Anchor;

/// From this many pages on, a pack of a single page has a cover and contents as any other.
const LONG: usize = 5;

/// What the document has before its chapters.
pub(super) struct Plan {
    /// Whether it has a cover.
    pub(super) cover: bool,
    /// Contents and lists of figures and tables.
    pub(super) listings: Vec<Listing>,
    /// Where chapters start.
    pub(super) chapters: ChapterStart,
    /// How the pages before the first chapter are numbered.
    pub(super) numbering: FrontMatter,
}

impl Plan {
    pub(super) fn new(context: &Context<'_>, chapters: &[SetChapter], captions: &Captions) -> Self {
        let tokens = &context.theme.tokens;
        let pack = &context.document.pack;
        let pages: usize = chapters.iter().map(|chapter| chapter.pages.len()).sum();
        let bound = pack.pages.len() > 1 || pages >= LONG;
        let depth = pack.meta.toc.levels(tokens.contents.depth);
        let entries = entries(&context.document.outline, depth);
        let mut listings = Vec::new();
        if bound && tokens.contents.show && entries.len() > 1 {
            listings.push(Listing { title: Label::Contents, entries });
        }
        if tokens.contents.figures {
            listings.extend(captions.listing(Captioned::Figure));
        }
        if tokens.contents.tables {
            listings.extend(captions.listing(Captioned::Table));
        }
        Self {
            cover: bound && tokens.cover.show,
            listings,
            chapters: tokens.page.chapters,
            numbering: tokens.page.front_matter,
        }
    }
}

/// The captions of all chapters, each with a place of its own.
pub(super) struct Captions(Vec<(Captioned, Entry)>);

impl Captions {
    /// Gathers captions in order, and gives each a place that nothing in the document has.
    pub(super) fn gather(chapters: &mut [SetChapter], document: &Resolved) -> Self {
        let mut captions = Vec::new();
        let free = (1..).map(|number: usize| Anchor::new(format!("caption-{number}")));
        let mut free = free.filter(|anchor| !document.places.contains_key(anchor));
        for page in chapters.iter_mut().flat_map(|chapter| &mut chapter.pages) {
            for (kind, words, point) in std::mem::take(&mut page.captions) {
                let Some(anchor) = free.next() else { break };
                page.places.push((anchor.clone(), point));
                let entry = Entry { title: words.to_string(), anchor: Some(anchor), level: 1 };
                captions.push((kind, entry));
            }
        }
        Self(captions)
    }

    /// The list of all captions of a kind, unless there is none.
    pub(super) fn listing(&self, kind: Captioned) -> Option<Listing> {
        let title = match kind {
            Captioned::Figure => Label::ListOfFigures,
            Captioned::Table => Label::ListOfTables,
        };
        let own = self.0.iter().filter(|(other, _)| *other == kind);
        let entries: Vec<Entry> = own.map(|(_, entry)| entry.clone()).collect();
        (!entries.is_empty()).then_some(Listing { title, entries })
    }
}
