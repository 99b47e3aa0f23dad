//! What a document has before its chapters.

use super::chapter::SetChapter;
use super::contents::{Entry, Listing, entries};
use crate::layout::context::Context;
use crate::layout::typesetter::Typesetter;
use crate::resolve::{Captioned, CaptionedKind, Resolved};
use crate::theme::{ChapterStart, FrontMatter, Label};
use crate::tree::{Matter, PageRole};

/// From this many pages on, a pack of a single page has a cover and contents as any other.
const LONG: usize = 5;

/// What the document has before its chapters.
pub(super) struct Plan {
    /// Whether it has a cover.
    pub(super) cover: bool,
    /// How many of the first chapters stand before the contents.
    pub(super) opening: usize,
    /// How many of the first chapters stand before the text, these included.
    pub(super) front: usize,
    /// Which chapter is the imprint.
    pub(super) imprint: Option<usize>,
    /// Contents and lists of figures and tables.
    pub(super) listings: Vec<Listing>,
    /// Where chapters start.
    pub(super) chapters: ChapterStart,
    /// How the pages before the first chapter are numbered.
    pub(super) numbering: FrontMatter,
}

impl Plan {
    pub(super) fn new(
        context: &Context<'_>,
        typesetter: &Typesetter<'_>,
        chapters: &[SetChapter],
    ) -> Self {
        let tokens = &context.theme.tokens;
        let document = context.document;
        let pack = &document.pack;
        let pages: usize = chapters.iter().map(|chapter| chapter.pages.len()).sum();
        let bound = pack.pages.len() > 1 || pages >= LONG;
        // A single page would list nothing but itself.
        let least = if pack.pages.len() == 1 { 2 } else { 0 };
        let levels = pack.meta.toc.levels(tokens.contents.depth.max(least));
        let entries = if levels == 0 { Vec::new() } else { entries(&document.outline, levels) };
        let mut listings = Vec::new();
        if bound && tokens.contents.show && entries.len() > 1 {
            listings.push(Listing { title: Label::Contents, entries });
        }
        if tokens.contents.figures {
            listings.extend(listing(document, CaptionedKind::Figure, Label::ListOfFigures));
        }
        if tokens.contents.tables {
            listings.extend(listing(document, CaptionedKind::Table, Label::ListOfTables));
        }
        if tokens.contents.listings {
            listings.extend(listing(document, CaptionedKind::Listing, Label::ListOfListings));
        }
        Self {
            cover: bound && tokens.cover.show,
            opening: typesetter.count_until(Matter::Front),
            front: typesetter.count_until(Matter::Body),
            imprint: typesetter.chapter_of(PageRole::Imprint),
            listings,
            chapters: tokens.page.chapters,
            numbering: tokens.page.front_matter,
        }
    }
}

/// The list of all captions of a kind, unless there is none.
fn listing(document: &Resolved, kind: CaptionedKind, title: Label) -> Option<Listing> {
    let own = document.captioned.iter().filter(|captioned| captioned.kind == kind);
    let entry = |captioned: &Captioned| Entry {
        title: captioned.title(),
        anchor: Some(captioned.anchor.clone()),
        level: 2,
        ends_part: false,
    };
    let entries: Vec<Entry> = own.map(entry).collect();
    (!entries.is_empty()).then_some(Listing { title, entries })
}
