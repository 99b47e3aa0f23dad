//! Paper and the type area on it.

use super::assemble::Area;
use super::breaking::PageHeights;
use crate::layout::geom::{Column, Point, Rect, Size};
use crate::layout::vlist::Orientation;
use crate::text::language::Direction;
use crate::theme::{Theme, TitleAlign};

/// Room for crop marks beyond the bleed.
const CROP_ROOM: f32 = 20.0;

/// The paper with its margins, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    paper: Size,
    top: f32,
    bottom: f32,
    inner: f32,
    outer: f32,
    mirrored: bool,
    /// Which way the pack is written, and so at which side it is bound: where its lines start.
    direction: Direction,
    level: bool,
    /// The most width of running text.
    measure: f32,
    measure_at: TitleAlign,
    /// How far the print reaches beyond the edge the paper is cut at.
    pub(crate) bleed: f32,
    /// Room around the page for bleed and crop marks.
    pub(crate) slug: f32,
    /// Whether there are crop marks.
    pub(crate) crop_marks: bool,
}

/// Which page of the document it is that is set, and on what.
#[derive(Clone, Copy)]
pub(crate) struct PageAt {
    /// Its index, from 0.
    pub(crate) index: usize,
    /// How it is held.
    pub(crate) turn: Orientation,
    /// The paper.
    pub(crate) sheet: Sheet,
}

impl PageAt {
    /// The size of the page.
    pub(crate) fn size(self) -> Size {
        self.sheet.size(self.turn)
    }

    /// The part of its type area that its text stands in.
    pub(crate) fn area(self) -> Rect {
        self.sheet.text_area(self.index, self.turn)
    }
}

impl Sheet {
    /// A theme's paper for a pack that is written in a direction. Margins that leave no room for
    /// text are taken back to a third of it.
    pub(crate) fn new(theme: &Theme, direction: Direction) -> Self {
        let page = &theme.tokens.page;
        let (width, height) = page.size.to_pt();
        let paper = Size::new(width.max(72.0), height.max(72.0));
        let bleed = page.bleed.to_pt().clamp(0.0, 72.0);
        let margin = |length: crate::theme::Length, of: f32| length.to_pt().clamp(0.0, of / 3.0);
        Self {
            paper,
            top: margin(page.margin_top, paper.height),
            bottom: margin(page.margin_bottom, paper.height),
            inner: margin(page.margin_inner, paper.width),
            outer: margin(page.margin_outer, paper.width),
            mirrored: page.mirrored,
            direction,
            level: page.level,
            measure: theme.tokens.text.size.to_pt() * theme.tokens.text.measure,
            measure_at: theme.tokens.text.measure_at,
            bleed,
            slug: if page.crop_marks { bleed + CROP_ROOM } else { bleed },
            crop_marks: page.crop_marks,
        }
    }

    /// The size of a page.
    pub(crate) fn size(self, turn: Orientation) -> Size {
        match turn {
            Orientation::Upright => self.paper,
            Orientation::Sideways => Size::new(self.paper.height, self.paper.width),
        }
    }

    /// The size of a page with the room around it for bleed and crop marks, and where the page lies
    /// in it.
    pub(crate) fn with_slug(self, turn: Orientation) -> (Size, Rect) {
        let size = self.size(turn);
        let around = 2.0 * self.slug;
        let origin = Point::new(self.slug, self.slug);
        (Size::new(size.width + around, size.height + around), Rect { origin, size })
    }

    /// The size of its type area.
    pub(crate) fn area_size(self, turn: Orientation) -> Size {
        let width = self.paper.width - self.inner - self.outer;
        let height = self.paper.height - self.top - self.bottom;
        match turn {
            Orientation::Upright => Size::new(width, height),
            Orientation::Sideways => Size::new(height, width),
        }
    }

    /// The width of running text on an upright page.
    pub(crate) fn text_width(self) -> f32 {
        self.area_size(Orientation::Upright).width.min(self.measure)
    }

    /// The room before and behind the lines of the text, in the type area. Turned pages hold what
    /// needs all of it.
    pub(crate) fn beside_text(self, turn: Orientation) -> (f32, f32) {
        let room = match turn {
            Orientation::Upright => self.area_size(turn).width - self.text_width(),
            Orientation::Sideways => 0.0,
        };
        match self.measure_at {
            TitleAlign::Start => (0.0, room),
            TitleAlign::Center => (room / 2.0, room / 2.0),
        }
    }

    /// The part of a page's type area that its text stands in, between head and foot.
    pub(crate) fn text_area(self, index: usize, turn: Orientation) -> Rect {
        let Rect { origin, size } = self.area(index, turn);
        let (before, behind) = self.beside_text(turn);
        let text = Column::new(size.width, self.direction).inset(before, behind);
        let origin = Point::new(origin.x + text.x, origin.y);
        Rect { origin, size: Size::new(text.width, size.height) }
    }

    /// The type area of a page with an index from 0, the first being bound where lines start: a
    /// right-hand one where that is the left.
    pub(crate) fn area(self, index: usize, turn: Orientation) -> Rect {
        let size = self.area_size(turn);
        let before = if self.swaps(index) { self.outer } else { self.inner };
        let across = Column::new(self.paper.width, self.direction);
        let origin = match turn {
            Orientation::Upright => Point::new(across.part(before, size.width).x, self.top),
            Orientation::Sideways => Point::new(self.top, self.inner),
        };
        Rect { origin, size }
    }

    /// Whether a page is the back of another and its margins are mirrored.
    pub(crate) fn swaps(self, index: usize) -> bool {
        self.mirrored && index % 2 == 1
    }

    /// The heights for page breaking.
    pub(crate) fn heights(self, note_leading: f32) -> PageHeights {
        PageHeights {
            upright: self.area_size(Orientation::Upright).height,
            sideways: self.area_size(Orientation::Sideways).height,
            level: self.level,
            note_gap: note_leading * 1.6,
            note_piece: note_leading * 2.0,
        }
    }

    /// The type area that a page's content is set in.
    pub(crate) fn content_area(
        self,
        turn: Orientation,
        heights: PageHeights,
        theme: &Theme,
    ) -> Area {
        Area {
            size: self.area_size(turn),
            beside_text: self.beside_text(turn),
            note_gap: heights.note_gap,
            rule: theme.tokens.colors.muted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Length, PaperSize};

    #[test]
    fn pages_are_as_large_as_their_paper() {
        let free = PaperSize { width: Length::pt(300.0), height: Length::pt(200.0) };
        let named = ["A4", "A5", "Letter"].map(|name| name.parse::<PaperSize>().unwrap());
        let sizes = named.into_iter().chain([free]).map(|size| {
            let mut theme = Theme::shipped();
            theme.tokens.page.size = size;
            let Size { width, height } =
                Sheet::new(&theme, Direction::LeftToRight).size(Orientation::Upright);
            (width.round(), height.round())
        });
        let expected = [(595.0, 842.0), (420.0, 595.0), (612.0, 792.0), (300.0, 200.0)];
        assert_eq!(sizes.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_inner_margin_is_where_the_pack_is_bound() {
        let mut theme = Theme::shipped();
        let page = &mut theme.tokens.page;
        (page.margin_inner, page.margin_outer) = (Length::pt(90.0), Length::pt(60.0));
        page.size = PaperSize { width: Length::pt(300.0), height: Length::pt(200.0) };
        let left_edges = |(mirrored, direction)| {
            theme.tokens.page.mirrored = mirrored;
            let sheet = Sheet::new(&theme, direction);
            [0, 1, 2].map(|index| sheet.area(index, Orientation::Upright).origin.x)
        };
        let (ltr, rtl) = (Direction::LeftToRight, Direction::RightToLeft);
        let cases = [(true, ltr), (false, ltr), (true, rtl), (false, rtl)];
        let expected = [[90.0, 60.0, 90.0], [90.0; 3], [60.0, 90.0, 60.0], [60.0; 3]];
        assert_eq!(cases.map(left_edges), expected);
    }
}
