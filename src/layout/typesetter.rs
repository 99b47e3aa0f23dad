//! Sets a document's chapters.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::context::Context;
use super::frame::Frame;
use super::page_numbers::PageNumbers;
use super::pages::book::{Book, bind};
use super::pages::chapter::{Galley, SetChapter};
use super::pages::sheet::Sheet;
use super::shaper::Shaper;
use super::style::Styles;
use super::vlist::Orientation;
use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::resolve::Resolved;
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::{ChapterStart, Label, Theme};
use crate::tree::{Linked, Matter, Page, PageRole};

/// How many pages are kept from when they are first set until they are shown. All further ones are
/// set twice, since only the first time tells where everything comes to stand.
const KEPT_PAGES: usize = 256;

/// The chapters whose pages are kept: all of them, or every second, fourth, eighth. So those that
/// are set again are spread over the document, and while kept ones are shown there is always one
/// to be set meanwhile.
struct ChapterCache {
    most_pages: usize,
    /// Only chapters whose number, counted from 1, is a multiple of it are kept.
    stride: usize,
    frames: BTreeMap<usize, Vec<Frame>>,
}

impl ChapterCache {
    fn new(most_pages: usize) -> Self {
        Self { most_pages, stride: 1, frames: BTreeMap::new() }
    }

    /// Keeps a chapter's pages if it is one that is kept, and lets others go where that makes too
    /// many.
    fn put(&mut self, number: usize, frames: Vec<Frame>) {
        let is_kept = |number: usize, stride: usize| (number + 1).is_multiple_of(stride);
        if is_kept(number, self.stride) {
            self.frames.insert(number, frames);
        }
        while self.frames.values().map(Vec::len).sum::<usize>() > self.most_pages {
            self.stride *= 2;
            self.frames.retain(|&number, _| is_kept(number, self.stride));
        }
    }
}

/// All that a document's chapters are set with, and that stays the same from one to the next.
#[derive(Debug)]
pub struct Typesetter<'a> {
    document: &'a Resolved,
    theme: &'a Theme,
    /// What it is set in.
    pub(crate) fonts: &'a FontBook,
    /// Shapes words and remembers them.
    pub(crate) shaper: Shaper,
    /// How each kind of text is set.
    pub(crate) styles: Styles,
    /// The paper.
    pub(crate) sheet: Sheet,
    /// What generated words are said to come from: the first page.
    pub(crate) span: Span,
    /// The printed numbers of places' pages, where links print them; none where they do not.
    pub(crate) page_numbers: Option<Arc<PageNumbers>>,
    /// How many pages are kept from when they are first set.
    pub(crate) kept_pages: usize,
    chapters: Vec<&'a [Page<Linked>]>,
}

impl<'a> Typesetter<'a> {
    /// A typesetter for a document; none for one without pages.
    pub fn new(document: &'a Resolved, theme: &'a Theme, fonts: &'a FontBook) -> Option<Self> {
        let pages = &document.pack.pages;
        let first = pages.first()?;
        let sheet = Sheet::new(theme, Direction::of_language(&document.pack.meta.lang));
        Some(Self {
            document,
            theme,
            fonts,
            shaper: Shaper::default(),
            styles: Styles::new(theme, sheet.area_size(Orientation::Upright).height, document),
            sheet,
            span: Span::new(first.file, 0..0),
            // At first no number is known.
            page_numbers: (theme.tokens.text.page_references || document.cites_pages)
                .then(Arc::default),
            kept_pages: KEPT_PAGES,
            chapters: chapters(pages, theme.tokens.page.chapters),
        })
    }

    /// A word of the interface, in the language of the pack.
    pub(crate) fn label(&self, label: Label) -> &str {
        self.theme.label(&self.document.pack.meta.lang, label)
    }

    /// A context for a part of the document, without structure.
    pub(crate) fn context(&self) -> Context<'_> {
        let mut context = Context::new(self.document, self.theme, self.fonts, &self.shaper);
        context.page_numbers.clone_from(&self.page_numbers);
        context.heading_numbers = self.styles.numbers.clone();
        context
    }

    /// Sets chapters side by side and binds them in order.
    pub(crate) fn make_book(&self) -> Warned<Book> {
        let cache = Mutex::new(ChapterCache::new(self.kept_pages));
        let set = |number| {
            let mut chapter = self.set_chapter(number);
            let frames = std::mem::take(&mut chapter.frames);
            cache.lock().unwrap_or_else(PoisonError::into_inner).put(number, frames);
            chapter
        };
        let mut chapters: Vec<SetChapter> =
            (0..self.chapters.len()).into_par_iter().map(set).collect();
        for (number, frames) in cache.into_inner().unwrap_or_else(PoisonError::into_inner).frames {
            chapters[number].frames = frames;
        }
        bind(self, chapters)
    }

    /// Sets a chapter.
    pub(crate) fn set_chapter(&self, number: usize) -> SetChapter {
        self.set_galley(number).cut(&self.styles, self.sheet)
    }

    /// How many of the first chapters stand before what is of such a place in a book.
    pub(crate) fn count_until(&self, matter: Matter) -> usize {
        let is_before = |chapter: &&&[Page<Linked>]| Matter::of(chapter[0].meta.role) < matter;
        self.chapters.iter().take_while(is_before).count()
    }

    /// The first chapter that is such a thing in a book.
    pub(crate) fn chapter_of(&self, role: PageRole) -> Option<usize> {
        self.chapters.iter().position(|chapter| chapter[0].meta.role == Some(role))
    }

    /// How many chapters there are.
    pub fn chapter_count(&self) -> usize {
        self.chapters.len()
    }

    /// Sets a chapter as one long strip, the first one being number 0.
    ///
    /// # Panics
    /// When there is no chapter of that number.
    pub fn set_galley(&self, number: usize) -> Galley<'_> {
        Galley::set(self.context(), &self.styles, self.sheet, self.chapters[number])
    }

    /// Cuts a strip into pages. Returns how many.
    pub fn count_pages(&self, galley: Galley<'_>) -> usize {
        galley.cut(&self.styles, self.sheet).frames.len()
    }
}

/// The pages of each chapter: a top-level page with those below it. Where chapters follow each
/// other on the same page, all of them are set as one, but for those with a place of their own in a
/// book, such as a foreword.
fn chapters(pages: &[Page<Linked>], start: ChapterStart) -> Vec<&[Page<Linked>]> {
    let joins = matches!(start, ChapterStart::Continuous | ChapterStart::WhereItFits);
    let mut chapters = Vec::new();
    let (mut from, mut stands_alone) = (0, false);
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.depth == 0) {
        let alone = page.meta.role.is_some();
        if at > from && (!joins || alone || stands_alone) {
            chapters.push(&pages[from..at]);
            from = at;
        }
        stands_alone = alone;
    }
    chapters.extend(pages.get(from..).filter(|rest| !rest.is_empty()));
    chapters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_chapters_are_spread_over_the_document_whoever_comes_first() {
        let kept = |order: &[usize]| {
            let mut cache = ChapterCache::new(8);
            for &number in order {
                cache.put(number, vec![Frame::default(); 2]);
            }
            cache.frames.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(kept(&[0, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(kept(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), [3, 7]);
        assert_eq!(kept(&[9, 7, 5, 3, 1, 8, 6, 4, 2, 0]), [3, 7]);
    }

    #[test]
    fn a_chapter_of_too_many_pages_is_not_kept() {
        let mut cache = ChapterCache::new(8);
        cache.put(0, vec![Frame::default(); 9]);
        assert!(cache.frames.is_empty());
    }
}
