//! Binds chapters into a document: cover and contents before them, numbers, running heads.

use std::sync::Arc;

use indexmap::IndexMap;

use super::assemble::SetPage;
use super::breaking::PageCut;
use super::chapter::SetChapter;
use super::contents::{Entry, Listing, entries, set_contents};
use super::cover::set_cover;
use super::furniture::{Furniture, PageFacts};
use super::sheet::Sheet;
use super::trim::on_sheet;
use super::vlist::{Break, Captioned, Turn};
use crate::diag::Warned;
use crate::layout::context::Context;
use crate::layout::frame::{Frame, FrameItem, Tag};
use crate::layout::geom::{Point, Rect};
use crate::layout::report::Torn;
use crate::layout::style::Styles;
use crate::layout::{PagePlace, PageQuality, Paged, PagedPage};
use crate::resolve::Resolved;
use crate::span::Span;
use crate::theme::{ChapterStart, FrontMatter, Label};
use crate::tree::Anchor;

/// How often contents are set until their page numbers are right. Two rounds do nearly always.
const MOST_ROUNDS: usize = 6;
/// From this many pages on, a pack of a single page has a cover and contents as any other.
const LONG: usize = 5;

/// Binds set chapters.
pub(crate) fn bind(
    mut context: Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    mut chapters: Vec<SetChapter>,
    span: Span,
) -> Warned<Paged> {
    let captions = Captions::gather(&mut chapters, context.document);
    let plan = Plan::new(&context, &chapters, &captions);
    let mut front = Vec::new();
    if plan.cover {
        front.push(set_cover(&mut context, styles, sheet, span));
    }
    let (contents, order) =
        set_numbered_contents(&mut context, styles, sheet, (&plan, &chapters, span));
    front.extend(contents);
    for chapter in &mut chapters {
        adopt(&mut context, chapter);
    }
    let binder = Binder {
        furniture: Furniture { context: &mut context, styles, span },
        sheet,
        order,
        pages: Vec::new(),
        places: IndexMap::new(),
        chapter: Arc::from(""),
        section: Arc::from(""),
    };
    let (pages, places) = binder.bind(front, plan.cover, chapters);
    let paged = Paged { pages, structure: context.structure, places };
    context.sink.finish(paged)
}

/// The captions of all chapters, each with a place of its own.
struct Captions(Vec<(Captioned, Entry)>);

impl Captions {
    /// Gathers captions in order, and gives each a place that nothing in the document has.
    fn gather(chapters: &mut [SetChapter], document: &Resolved) -> Self {
        let mut captions = Vec::new();
        let free = (1..).map(|number: usize| Anchor::new(format!("caption-{number}")));
        let mut free = free.filter(|anchor| !document.places.contains_key(anchor));
        for (_, page) in chapters.iter_mut().flat_map(|chapter| &mut chapter.pages) {
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
    fn listing(&self, kind: Captioned) -> Option<Listing> {
        let title = match kind {
            Captioned::Figure => Label::ListOfFigures,
            Captioned::Table => Label::ListOfTables,
        };
        let own = self.0.iter().filter(|(other, _)| *other == kind);
        let entries: Vec<Entry> = own.map(|(_, entry)| entry.clone()).collect();
        (!entries.is_empty()).then_some(Listing { title, entries })
    }
}

/// What the document has before its chapters.
struct Plan {
    cover: bool,
    listings: Vec<Listing>,
    chapters: ChapterStart,
    numbering: FrontMatter,
}

impl Plan {
    fn new(context: &Context<'_>, chapters: &[SetChapter], captions: &Captions) -> Self {
        let tokens = &context.theme.tokens;
        let pack = &context.document.pack;
        let pages: usize = chapters.iter().map(|chapter| chapter.pages.len()).sum();
        let bound = pack.pages.len() > 1 || pages >= LONG;
        let depth = tokens.contents.depth.min(pack.meta.toc.0);
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

/// Where each page stands in the document, and how it is numbered.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    /// How many pages stand before the first chapter.
    front: usize,
    /// The index of each chapter's first page.
    starts: Vec<usize>,
    /// How many pages there are.
    count: usize,
    numbering: FrontMatter,
}

impl Order {
    fn new(plan: &Plan, contents: usize, chapters: &[SetChapter]) -> Self {
        let mut count = usize::from(plan.cover) + contents;
        if plan.chapters == ChapterStart::RightPage {
            count = count.next_multiple_of(2);
        }
        let front = count;
        let mut starts = Vec::with_capacity(chapters.len());
        for chapter in chapters {
            if plan.chapters == ChapterStart::RightPage {
                count = count.next_multiple_of(2);
            }
            starts.push(count);
            count += chapter.pages.len();
        }
        Self { front, starts, count, numbering: plan.numbering }
    }

    /// The printed number of a page.
    fn label(&self, index: usize) -> String {
        match self.numbering {
            FrontMatter::Counted => (index + 1).to_string(),
            FrontMatter::Roman if index < self.front => roman(index + 1),
            FrontMatter::Roman => (index + 1 - self.front).to_string(),
        }
    }

    /// The last printed number.
    fn last_label(&self) -> String {
        self.label(self.count.saturating_sub(1))
    }

    /// The printed number of the page that holds each place.
    fn labels(&self, chapters: &[SetChapter]) -> IndexMap<Anchor, String> {
        let mut labels = IndexMap::new();
        for (chapter, start) in chapters.iter().zip(&self.starts) {
            for (index, (_, page)) in chapter.pages.iter().enumerate() {
                for (anchor, _) in &page.places {
                    labels.entry(anchor.clone()).or_insert_with(|| self.label(start + index));
                }
            }
        }
        labels
    }
}

/// Sets the contents until they are as long as their own page numbers assume.
fn set_numbered_contents(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    (plan, chapters, span): (&Plan, &[SetChapter], Span),
) -> (Vec<SetPage>, Order) {
    let mut order = Order::new(plan, usize::from(!plan.listings.is_empty()), chapters);
    if plan.listings.is_empty() {
        return (Vec::new(), order);
    }
    let before = context.structure.clone();
    let mut pages = Vec::new();
    for _ in 0..MOST_ROUNDS {
        context.structure = before.clone();
        let labels = order.labels(chapters);
        let number = |anchor: &Anchor| labels.get(anchor).cloned().unwrap_or_default();
        pages = set_contents(context, styles, sheet, (&plan.listings, &number), span);
        let next = Order::new(plan, pages.len(), chapters);
        if next == order {
            break;
        }
        order = next;
    }
    (pages, order)
}

/// Takes over a chapter's structure and what it had to say; its tags then refer to the whole's.
fn adopt(context: &mut Context<'_>, chapter: &mut SetChapter) {
    let structure = std::mem::take(&mut chapter.structure);
    let shift = context.structure.append(None, structure);
    for (_, page) in &mut chapter.pages {
        for (_, item) in &mut page.frame.items {
            match item {
                FrameItem::TagStart(Tag::Node(node)) => *node = node.shifted(shift),
                FrameItem::Link(area) => area.node = area.node.map(|node| node.shifted(shift)),
                _ => {}
            }
        }
    }
    let sink = std::mem::take(&mut chapter.sink);
    context.sink.absorb(sink.finish(()));
}

/// What the report says of a page.
fn quality(page: &SetPage, cut: &PageCut, height: f32) -> PageQuality {
    let torn = match cut.ending {
        Break::Orphan => Some(Torn::Orphan),
        Break::Widow => Some(Torn::Widow),
        Break::LeadIn => Some(Torn::LeadIn),
        Break::Heading => Some(Torn::Heading),
        Break::Together => Some(Torn::Together),
        Break::Section | Break::Block | Break::Line | Break::Tight | Break::Forced(_) => None,
    };
    PageQuality {
        fill: page.filled / height,
        lines: page.lines.clone(),
        torn,
        ends: cut.ending.forced().is_some(),
        overfull: cut.overfull,
    }
}

/// A number in small roman numerals.
fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// Puts pages into the document, with their running heads.
struct Binder<'c, 'd> {
    furniture: Furniture<'c, 'd>,
    sheet: Sheet,
    order: Order,
    pages: Vec<PagedPage>,
    places: IndexMap<Anchor, PagePlace>,
    chapter: Arc<str>,
    section: Arc<str>,
}

impl Binder<'_, '_> {
    fn bind(
        mut self,
        front: Vec<SetPage>,
        cover: bool,
        chapters: Vec<SetChapter>,
    ) -> (Vec<PagedPage>, IndexMap<Anchor, PagePlace>) {
        for (index, page) in front.into_iter().enumerate() {
            if cover && index == 0 {
                self.push(
                    page.frame,
                    String::new(),
                    PageQuality { ends: true, fill: 1.0, ..PageQuality::default() },
                );
            } else {
                self.add(page, &PageCut::whole(), true);
            }
        }
        let starts = self.order.starts.clone();
        for (chapter, start) in chapters.into_iter().zip(starts) {
            while self.pages.len() < start {
                self.add_blank();
            }
            for (index, (cut, page)) in chapter.pages.into_iter().enumerate() {
                self.add(page, &cut, index == 0);
            }
        }
        (self.pages, self.places)
    }

    /// Adds a page that is left empty so that the next one is a right-hand one.
    fn add_blank(&mut self) {
        let label = self.order.label(self.pages.len());
        let quality = PageQuality { ends: true, ..PageQuality::default() };
        let (size, index) = (self.sheet.size(Turn::Upright), self.pages.len());
        let frame = self.furniture.mark(size, self.sheet.area(index, Turn::Upright));
        self.push(frame, label, quality);
    }

    fn add(&mut self, page: SetPage, cut: &PageCut, opening: bool) {
        let turn = cut.turn;
        let index = self.pages.len();
        let area = self.sheet.area(index, turn);
        let label = self.order.label(index);
        let facts = self.facts(&page, index, opening);
        let mut frame = self.furniture.set(&facts, self.sheet.size(turn), area);
        self.keep_places(&page, index, area);
        let quality = quality(&page, cut, area.size.height);
        frame.place(area.origin, page.frame);
        self.push(frame, label, quality);
    }

    /// Puts a page on its sheet.
    fn push(&mut self, frame: Frame, label: String, quality: PageQuality) {
        let (frame, trim) = on_sheet(frame, self.sheet);
        self.pages.push(PagedPage { frame, label, trim, bleed: self.sheet.bleed, quality });
    }

    fn facts(&mut self, page: &SetPage, index: usize, opening: bool) -> PageFacts {
        let chapter = page.headings.iter().find(|(level, ..)| *level == 1);
        if let Some((_, title, _)) = chapter {
            self.chapter = title.clone();
            self.section = Arc::from("");
        }
        let mut sections = page.headings.iter().filter(|(level, ..)| *level == 2);
        let first = sections.next();
        let shown = first.map_or(&self.section, |(_, title, _)| title).clone();
        if let Some((_, title, _)) = sections.next_back().or(first) {
            self.section = title.clone();
        }
        PageFacts {
            chapter: self.chapter.clone(),
            section: shown,
            page: self.order.label(index),
            pages: self.order.last_label(),
            opening,
            swapped: self.sheet.swaps(index),
        }
    }

    fn keep_places(&mut self, page: &SetPage, index: usize, area: Rect) {
        for (anchor, point) in &page.places {
            let slug = Point::new(self.sheet.slug, self.sheet.slug);
            let place = PagePlace { page: index, point: slug + area.origin + *point };
            self.places.entry(anchor.clone()).or_insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_as_printed() {
        let numbers = [1, 4, 9, 14, 40, 1999].map(roman);
        assert_eq!(numbers, ["i", "iv", "ix", "xiv", "xl", "mcmxcix"]);
    }
}
