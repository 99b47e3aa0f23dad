//! Binds chapters into a document: what stands before them, numbers, running heads.
//!
//! Binding needs to know the pages, not to see them. So chapters can be set and forgotten; each is
//! set again when its pages are shown.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;

use super::chapter::SetChapter;
use super::cover::set_cover;
use super::front::set_numbered_contents;
use super::furniture::{Furniture, PageFacts};
use super::order::{Order, roman};
use super::plan::Plan;
use super::sheet::PageAt;
use super::trim::on_sheet;
use crate::diag::Warned;
use crate::layout::context::Context;
use crate::layout::frame::{Frame, FrameItem, Tag};
use crate::layout::geom::{Point, Rect};
use crate::layout::paged::{PagePlace, Paged, PagedPage};
use crate::layout::paragraph_style::Rank;
use crate::layout::quality::{PageEnd, PageQuality, Torn};
use crate::layout::source_position::SourcePosition;
use crate::layout::typesetter::Typesetter;
use crate::layout::vlist::stack::{PageRecord, SetPage};
use crate::layout::vlist::{Break, Orientation};
use crate::theme::Label;
use crate::theme::PageKind;
use crate::tree::Anchor;

/// A bound document.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// What is known of its pages.
    pub(crate) paged: Paged,
    /// The pages up to the end of its contents.
    pub(crate) front: Vec<Frame>,
    /// Which of these are pages of the pack that stand before the contents.
    pub(crate) opening: Range<usize>,
    /// The chapters.
    pub(crate) chapters: Vec<BoundChapter>,
}

/// A chapter in its place in a document.
#[derive(Debug)]
pub(crate) struct BoundChapter {
    /// Which one it is.
    number: usize,
    /// The indices of the pages that are left empty so that it starts on a right-hand one; its own
    /// first page follows.
    blank: Range<usize>,
    /// What the running heads of its pages say.
    facts: Vec<PageFacts>,
    /// What is added to the nodes that its frames' tags name.
    shift: u32,
    /// Its pages, where they are few enough to be kept.
    kept: Option<Vec<Frame>>,
}

/// Binds set chapters.
pub(crate) fn bind(typesetter: &Typesetter<'_>, mut chapters: Vec<SetChapter>) -> Warned<Book> {
    let mut context = typesetter.context();
    let (styles, sheet, span) = (&typesetter.styles, typesetter.sheet, typesetter.span);
    let plan = Plan::new(&context, typesetter, &chapters);
    let opening = plan.opening;
    let cover = plan.cover.then(|| set_cover(&mut context, styles, sheet, span));
    // What stands before the contents is read before them.
    let shifts: Vec<u32> =
        chapters[..opening].iter_mut().map(|it| take_in(&mut context, it)).collect();
    let (contents, order) =
        set_numbered_contents(&mut context, styles, sheet, &plan, &chapters, span);
    let mut binder = Binder::new(typesetter, order);
    binder.cover(cover);
    let opening_at = binder.book.front.len();
    let text = chapters.split_off(opening);
    for ((number, chapter), shift) in chapters.into_iter().enumerate().zip(shifts) {
        binder.opening(number, shift, chapter);
    }
    binder.book.opening = opening_at..binder.book.front.len();
    binder.contents(contents);
    for (number, mut chapter) in (opening..).zip(text) {
        let shift = take_in(&mut context, &mut chapter);
        let bound = binder.chapter(number, shift, chapter, PageKind::Chapter);
        binder.book.chapters.push(bound);
    }
    let mut book = binder.book;
    book.paged.structure = context.structure;
    context.sink.finish(book)
}

/// Puts a chapter's structure and diagnostics behind those that are there. Returns what is added to
/// the nodes that its frames name.
fn take_in(context: &mut Context<'_>, chapter: &mut SetChapter) -> u32 {
    context.sink.absorb(std::mem::take(&mut chapter.sink).finish(()));
    context.structure.append(None, std::mem::take(&mut chapter.structure))
}

impl BoundChapter {
    /// Its pages as they are printed, set again unless they were kept.
    pub(crate) fn frames(&self, typesetter: &Typesetter<'_>) -> Cow<'_, [Frame]> {
        if let Some(kept) = &self.kept {
            return Cow::Borrowed(kept);
        }
        let set = typesetter.set_chapter(self.number);
        Cow::Owned(self.printed(typesetter, &set.pages, set.frames))
    }

    /// Puts what was set within its heads and feet.
    fn printed(
        &self,
        typesetter: &Typesetter<'_>,
        pages: &[PageRecord],
        frames: Vec<Frame>,
    ) -> Vec<Frame> {
        let mut assembler = Assembler { typesetter, context: typesetter.context() };
        let blank = |index| self.facts.first().map(|facts| assembler.blank(facts, index));
        let mut printed: Vec<_> = self.blank.clone().filter_map(blank).collect();
        let pages = pages.iter().zip(frames).zip(&self.facts);
        for (index, ((found, mut frame), facts)) in (self.blank.end..).zip(pages) {
            shift_nodes(&mut frame, self.shift);
            printed.push(assembler.print(frame, facts, index, found.turn));
        }
        printed
    }
}

/// Makes the tags of a chapter refer to the whole document's structure.
fn shift_nodes(frame: &mut Frame, shift: u32) {
    for (_, item) in &mut frame.items {
        match item {
            FrameItem::TagStart(Tag::Node(node)) => *node = node.shifted(shift),
            FrameItem::Link(area) => area.node = area.node.map(|node| node.shifted(shift)),
            _ => {}
        }
    }
}

/// Puts content on paper.
struct Assembler<'t, 'd> {
    typesetter: &'t Typesetter<'d>,
    context: Context<'t>,
}

impl<'t> Assembler<'t, '_> {
    /// A page with its running heads, on its sheet.
    fn print(
        &mut self,
        content: Frame,
        facts: &PageFacts,
        index: usize,
        turn: Orientation,
    ) -> Frame {
        let sheet = self.typesetter.sheet;
        let mut frame = self.furniture().set(facts, PageAt { index, turn, sheet });
        frame.place(sheet.area(index, turn).origin, content);
        on_sheet(frame, sheet).0
    }

    /// A page that is left empty before others that say what stands around them.
    fn blank(&mut self, facts: &PageFacts, index: usize) -> Frame {
        let (sheet, turn) = (self.typesetter.sheet, Orientation::Upright);
        let facts = PageFacts { kind: PageKind::Blank, ..facts.clone() };
        let frame = self.furniture().blank(&facts, PageAt { index, turn, sheet });
        on_sheet(frame, sheet).0
    }

    fn furniture(&mut self) -> Furniture<'_, 't> {
        let Typesetter { styles, span, .. } = self.typesetter;
        Furniture { context: &mut self.context, styles, span: *span }
    }
}

/// Gives every page its place and number.
struct Binder<'t, 'd> {
    typesetter: &'t Typesetter<'d>,
    order: Order,
    book: Book,
    /// The titles of the chapter and the section that the last page ended with.
    chapter: Arc<str>,
    section: Arc<str>,
    /// The part that it stands in, and what the chapter counts as.
    part: Option<Arc<str>>,
    number: Option<Arc<str>>,
    /// How many parts have started.
    parts: usize,
    /// The page of the pack that the last printed page ended with: how many stand above it, and its
    /// title.
    page: Option<(u8, Arc<str>)>,
}

impl<'t, 'd> Binder<'t, 'd> {
    fn new(typesetter: &'t Typesetter<'d>, order: Order) -> Self {
        let none: Arc<str> = Arc::from("");
        let (book, chapter, page) = (Book::default(), none.clone(), None);
        let (part, number) = (None, None);
        Self { typesetter, order, book, chapter, section: none, part, number, parts: 0, page }
    }

    fn cover(&mut self, cover: Option<Frame>) {
        if let Some(cover) = cover {
            let end = PageEnd::Asked;
            let quality = PageQuality { must_end: true, fill: 1.0, end, ..PageQuality::default() };
            self.add(String::new(), quality, Orientation::Upright);
            self.book.front.push(on_sheet(cover, self.typesetter.sheet).0);
        }
    }

    /// Adds a chapter that stands before the contents.
    fn opening(&mut self, number: usize, shift: u32, chapter: SetChapter) {
        let bound = self.chapter(number, shift, chapter, PageKind::Front);
        self.book.front.extend(bound.frames(self.typesetter).into_owned());
    }

    /// Adds the pages of the contents.
    fn contents(&mut self, contents: Vec<SetPage>) {
        let mut assembler =
            Assembler { typesetter: self.typesetter, context: self.typesetter.context() };
        let count = contents.len();
        for index in self.book.paged.pages.len()..self.order.contents {
            self.add_blank();
            let facts = self.facts(&PageRecord::default(), index, PageKind::Blank);
            self.book.front.push(assembler.blank(&facts, index));
        }
        for (place, SetPage { frame, record }) in contents.into_iter().enumerate() {
            let index = self.book.paged.pages.len();
            let facts = self.record(&record, PageKind::Contents, page_end(&record, place, count));
            self.book.front.push(assembler.print(frame, &facts, index, record.turn));
        }
    }

    /// A chapter in its place, with the kind of page that it opens with where it opens no part.
    /// Frames are kept where there are any.
    fn chapter(
        &mut self,
        number: usize,
        shift: u32,
        chapter: SetChapter,
        opens: PageKind,
    ) -> BoundChapter {
        let SetChapter { pages, frames, .. } = chapter;
        let start = self.order.starts.get(number).copied().unwrap_or_default();
        let blank = self.book.paged.pages.len()..start;
        blank.clone().for_each(|_| self.add_blank());
        let record = |(index, page): (usize, &PageRecord)| {
            let opening = index == 0 || pages[index - 1].ending == Break::Chapter;
            let kind = match page.headings.first() {
                _ if !opening => PageKind::Running,
                Some(heading) if heading.opens_part => PageKind::Part,
                _ => opens,
            };
            self.record(page, kind, page_end(page, index, pages.len()))
        };
        let facts = pages.iter().enumerate().map(record).collect();
        let mut chapter = BoundChapter { number, blank, facts, shift, kept: None };
        if frames.len() == pages.len() {
            chapter.kept = Some(chapter.printed(self.typesetter, &pages, frames));
        }
        chapter
    }

    /// Adds a page that is left empty so that the next one is a right-hand one.
    fn add_blank(&mut self) {
        let label = self.order.label(self.book.paged.pages.len());
        let quality = PageQuality { must_end: true, end: PageEnd::Asked, ..PageQuality::default() };
        self.add(label, quality, Orientation::Upright);
    }

    /// Adds a page that was set. Returns what its running heads say.
    fn record(&mut self, page: &PageRecord, kind: PageKind, end: PageEnd) -> PageFacts {
        let index = self.book.paged.pages.len();
        let area = self.typesetter.sheet.area(index, page.turn);
        self.keep_places(page, index, area);
        let facts = self.facts(page, index, kind);
        let quality = quality(page, area.size.height, end);
        self.add(facts.page.clone(), quality, page.turn);
        self.book.paged.pages[index].start = page.start;
        facts
    }

    /// Adds a page without a place in the text.
    fn add(&mut self, label: String, quality: PageQuality, turn: Orientation) {
        let sheet = self.typesetter.sheet;
        let (size, trim) = sheet.with_slug(turn);
        let (bleed, start) = (sheet.bleed, None);
        self.book.paged.pages.push(PagedPage { size, label, start, trim, bleed, quality });
    }

    fn facts(&mut self, page: &PageRecord, index: usize, kind: PageKind) -> PageFacts {
        let of_level = |level| page.headings.iter().filter(move |it| it.level == level);
        if let Some(chapter) = of_level(1).next() {
            self.chapter = chapter.title.clone();
            self.number.clone_from(&chapter.number);
            self.section = Arc::from("");
            if chapter.opens_part {
                self.enter(chapter.title.clone());
            }
        }
        if let Some(part) = &page.part {
            self.enter(part.clone());
        }
        let mut sections = of_level(2);
        let first = sections.next();
        let section = first.map_or(&self.section, |heading| &heading.title).clone();
        if let Some(heading) = sections.next_back().or(first) {
            self.section = heading.title.clone();
        }
        let (depth, page_title) = self.page_at_head(page);
        PageFacts {
            above: (depth > 0).then(|| self.chapter.clone()),
            page_title,
            chapter: self.chapter.clone(),
            section,
            page: self.order.label(index),
            pages: self.order.last_label(index),
            part: self.part.clone(),
            number: self.number.clone(),
            part_number: self.part_number(),
            kind,
            swapped: self.typesetter.sheet.swaps(index),
        }
    }

    /// Goes on in a part, which may be the one at hand.
    fn enter(&mut self, part: Arc<str>) {
        if self.part.as_ref() != Some(&part) {
            self.parts += 1;
            self.part = Some(part);
        }
    }

    /// Which part it is, in the pack's language.
    fn part_number(&self) -> Option<Arc<str>> {
        self.part.as_ref()?;
        let number = roman(self.parts).to_uppercase();
        Some(format!("{} {number}", self.typesetter.label(Label::Part)).into())
    }

    /// The page of the pack that the text at the head of a printed page belongs to: how many stand
    /// above it, and its title.
    fn page_at_head(&mut self, page: &PageRecord) -> (u8, Arc<str>) {
        let titles = page.headings.iter().filter_map(|heading| match heading.rank {
            Rank::Title { depth } => Some((depth, heading.title.clone())),
            Rank::Section(_) => None,
        });
        let titles: Vec<_> = titles.collect();
        let goes_on = matches!(page.start, Some(SourcePosition::Node { .. }));
        let before = self.page.take().filter(|_| goes_on || titles.is_empty());
        let shown = before.or_else(|| titles.first().cloned()).unwrap_or_default();
        self.page = Some(titles.last().cloned().unwrap_or_else(|| shown.clone()));
        shown
    }

    fn keep_places(&mut self, page: &PageRecord, index: usize, area: Rect) {
        let slug = self.typesetter.sheet.slug;
        let origin = area.origin + Point::new(slug, slug);
        let places: &mut IndexMap<Anchor, PagePlace> = &mut self.book.paged.places;
        for (anchor, point) in &page.places {
            let place = PagePlace { page: index, point: origin + *point };
            places.entry(anchor.clone()).or_insert(place);
        }
    }
}

/// Why a page ends, by its place among so many of a chapter.
fn page_end(page: &PageRecord, place: usize, count: usize) -> PageEnd {
    if place + 1 == count && count > 1 || page.ending == Break::Chapter {
        PageEnd::Chapter
    } else if page.ending.forced().is_some() {
        PageEnd::Asked
    } else {
        PageEnd::Full
    }
}

/// What the report says of a page.
fn quality(page: &PageRecord, height: f32, end: PageEnd) -> PageQuality {
    let torn = match page.ending {
        Break::Orphan => Some(Torn::Orphan),
        Break::Widow => Some(Torn::Widow),
        Break::Opening | Break::LeadIn => Some(Torn::LeadIn),
        Break::Heading => Some(Torn::Heading),
        Break::Together => Some(Torn::Together),
        Break::Chapter
        | Break::Section
        | Break::Block
        | Break::Line
        | Break::Tight
        | Break::Hyphen
        | Break::Small
        | Break::Row
        | Break::Forced(_) => None,
    };
    PageQuality {
        fill: page.filled / height,
        lines: page.lines.clone(),
        torn,
        end,
        must_end: page.must_end,
        overfull: page.overfull,
        outside: page.outside,
        coarse: page.coarse,
        crowded: page.crowded,
    }
}
