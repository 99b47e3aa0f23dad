//! From the resolved tree to pages of frames. Knows nothing of PDF.

mod block;
pub mod context;
pub mod dump;
mod facts;
pub mod frame;
pub mod geom;
pub mod inline;
mod maths;
mod page_numbers;
mod paged;
mod pages;
pub mod paragraph_style;
mod quality;
pub mod report;
mod rivers;
pub mod shaper;
mod source_position;
pub mod structure;
mod style;
#[cfg(test)]
mod tests;
mod typesetter;
mod vlist;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

pub use context::Context;
pub use frame::{Frame, FrameItem};
pub use geom::{Point, Rect, Size};
pub use page_numbers::PageNumbers;
pub use paged::{PagePlace, Paged, PagedPage};
pub use pages::chapter::Galley;
pub use quality::{LineQuality, PageEnd, PageQuality, Torn};
pub use source_position::SourcePosition;
pub use structure::{NodeId, Role, Structure};
pub use typesetter::Typesetter;

use crate::diag::Warned;
use crate::fonts::FontBook;
use crate::resolve::{Asset, Resolved};
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::Theme;
use crate::tree::Dimension;
use pages::book::{Book, BoundChapter};
use pages::cover::set_cover;
use pages::sheet::Sheet;
use style::Styles;
use vlist::Orientation;

/// A document that is laid out. Of most of its pages it knows all but what is on them: that is set
/// again, chapter by chapter, when it is [shown](Layout::for_each_frame), so that a document of
/// thousands of pages never lies in memory as a whole.
#[derive(Debug, Default)]
pub struct Layout<'a> {
    /// The pages and what is where on them.
    pub paged: Paged,
    /// The pages up to the end of the contents.
    front: Vec<Frame>,
    /// Which of these are pages of the pack.
    opening: Range<usize>,
    chapters: Vec<BoundChapter>,
    /// Sets chapters again; none where there are no chapters.
    typesetter: Option<Typesetter<'a>>,
}

/// How many chapters each thread sets ahead of those that are shown: so many that none waits for
/// one that is longer.
const CHAPTERS_AHEAD: usize = 2;

/// How often a document is laid out until the page numbers that it prints are right.
const MOST_ROUNDS: usize = 5;

/// Lays a document out. Where links print the page they lead to, that is done again until the
/// numbers stay as they are.
pub fn lay_out<'a>(
    document: &'a Resolved,
    theme: &'a Theme,
    fonts: &'a FontBook,
) -> Warned<Layout<'a>> {
    let typesetter = Typesetter::new(document, theme, fonts);
    typesetter.map_or_else(|| Warned::clean(Layout::default()), lay_out_with)
}

fn lay_out_with(mut typesetter: Typesetter<'_>) -> Warned<Layout<'_>> {
    let Warned { mut value, mut diagnostics } = typesetter.make_book();
    if let Some(mut known) = typesetter.page_numbers.clone() {
        for _ in 1..MOST_ROUNDS {
            let numbers = Arc::new(PageNumbers::after(&known, &value.paged));
            if known == numbers {
                break;
            }
            typesetter.page_numbers = Some(numbers.clone());
            known = numbers;
            Warned { value, diagnostics } = typesetter.make_book();
        }
        value.paged.places.retain(|place, _| page_numbers::cited(place).is_none());
    }
    diagnostics.extend_from_slice(typesetter.fonts.missing());
    let Book { paged, front, opening, chapters } = value;
    Warned {
        value: Layout { paged, front, opening, chapters, typesetter: Some(typesetter) },
        diagnostics,
    }
}

impl Layout<'_> {
    /// A layout of pages that are set already.
    pub fn of_frames(paged: Paged, frames: Vec<Frame>) -> Self {
        Self { paged, front: frames, ..Self::default() }
    }

    /// What is on the pages up to the end of the contents.
    pub fn front(&self) -> &[Frame] {
        &self.front
    }

    /// Whether a page shows a page of the pack, and no cover or contents.
    pub fn is_of_pack(&self, index: usize) -> bool {
        index >= self.front.len() || self.opening.contains(&index)
    }

    /// Shows what is on each page, in order, with the page's index. While some chapters are shown,
    /// the next ones are set on other threads.
    pub fn for_each_frame(&self, mut show: impl FnMut(usize, &Frame)) {
        let mut index = 0;
        let mut show_all = |frames: &[Frame]| {
            for frame in frames {
                show(index, frame);
                index += 1;
            }
        };
        show_all(&self.front);
        let mut windows = self.chapters.chunks(CHAPTERS_AHEAD * rayon::current_num_threads());
        let mut ready = windows.next().map(|window| self.set_window(window));
        while let Some(window) = ready {
            let mut next = None;
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| next = windows.next().map(|window| self.set_window(window)));
                for frames in &window {
                    show_all(frames);
                }
            });
            ready = next;
        }
    }

    /// The pages of some chapters.
    fn set_window<'l>(&'l self, window: &'l [BoundChapter]) -> Vec<Cow<'l, [Frame]>> {
        let Some(typesetter) = &self.typesetter else { return Vec::new() };
        window.par_iter().map(|chapter| chapter.frames(typesetter)).collect()
    }

    /// The share of words, from 0 to 1, that did not have to be shaped anew.
    pub fn word_hit_rate(&self) -> f64 {
        self.typesetter.as_ref().map_or(0.0, |typesetter| typesetter.shaper.hit_rate())
    }
}

/// Sets the cover alone, on the theme's page; none for a document without pages.
pub fn lay_out_cover(
    document: &Resolved,
    theme: &Theme,
    fonts: &FontBook,
) -> Warned<Option<Frame>> {
    let Some(first) = document.pack.pages.first() else { return Warned::clean(None) };
    let direction = Direction::of_language(&document.pack.meta.lang);
    let sheet = Sheet::new(theme, direction);
    let styles = Styles::new(theme, sheet.area_size(Orientation::Upright).height, document);
    let shaper = shaper::Shaper::default();
    let mut context = Context::new(document, theme, fonts, &shaper);
    let frame = set_cover(&mut context, &styles, sheet, Span::new(first.file, 0..0));
    context.sink.finish(Some(frame))
}

/// The size in points at which a picture is printed that stands in the whole type area, not in a
/// list or a table's cell.
pub fn printed_size(asset: &Asset, width: Option<Dimension>, theme: &Theme) -> Size {
    let sheet = Sheet::new(theme, Direction::LeftToRight);
    block::shown_size(asset, width, sheet.text_width(), sheet.area_size(Orientation::Upright))
}
