//! Where boxes are.

use crate::layout::geom::{Column, Point, Rect, Size};
use crate::layout::pages::sheet::{PageAt, Sheet};
use crate::layout::vlist::Orientation;
use crate::text::language::Direction;
use crate::theme::{BoxAlign, Measure, Outline, PageBox, Within};

/// What places of boxes are seen from.
#[derive(Clone, Copy)]
pub(in super::super) struct Places {
    /// The page as it is when it is cut.
    pub(in super::super) paper: Size,
    /// The page with what is cut off around it.
    pub(in super::super) page: Rect,
    margins: Rect,
    pub(in super::super) direction: Direction,
    /// The size of the text.
    em: f32,
}

impl Places {
    /// Those of a cover.
    pub(in super::super) fn of_cover(sheet: Sheet, direction: Direction, em: f32) -> Self {
        let margins = sheet.area(0, Orientation::Upright);
        Self::new(sheet, Orientation::Upright, margins, direction, em)
    }

    /// Those of the page with an index. Its boxes start at the spine where margins are mirrored.
    pub(in super::super) fn of_page(at: PageAt, direction: Direction, em: f32) -> Self {
        let PageAt { index, turn, sheet } = at;
        let direction = if sheet.swaps(index) { direction.opposite() } else { direction };
        Self::new(sheet, turn, sheet.area(index, turn), direction, em)
    }

    fn new(sheet: Sheet, turn: Orientation, margins: Rect, direction: Direction, em: f32) -> Self {
        let paper = sheet.size(turn);
        let bleed = sheet.bleed;
        let size = Size::new(paper.width + 2.0 * bleed, paper.height + 2.0 * bleed);
        let page = Rect { origin: Point::new(-bleed, -bleed), size };
        Self { paper, page, margins, direction, em }
    }

    /// The room that a box has, which may stand below another one.
    pub(super) fn room(self, look: &PageBox, above: Option<Rect>) -> Room<'_> {
        let around = match look.within {
            Within::Page => self.page,
            Within::Margins => self.margins,
        };
        let Size { width, height } = around.size;
        let across = |it: Option<Measure>| it.map(|it| it.to_pt(width, self.em));
        let down = |it: Option<Measure>| it.map(|it| it.to_pt(height, self.em));
        let gap = down(look.gap).unwrap_or(0.0);
        let least = above.map(|it| it.origin.y + it.size.height + gap - around.origin.y);
        let top = match (down(look.top), least) {
            (Some(top), Some(least)) => Some(top.max(least)),
            (top, least) => top.or(least),
        };
        Room {
            look,
            around,
            direction: self.direction,
            start: across(look.start),
            end: across(look.end),
            top,
            bottom: down(look.bottom),
            width: across(look.width),
            height: down(look.height),
        }
    }
}

/// The room that a box has, in points.
pub(super) struct Room<'l> {
    look: &'l PageBox,
    around: Rect,
    direction: Direction,
    start: Option<f32>,
    end: Option<f32>,
    top: Option<f32>,
    bottom: Option<f32>,
    width: Option<f32>,
    height: Option<f32>,
}

/// How large a box wants to be.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) size: Size,
    /// What its height cannot go below, whatever the theme says.
    pub(super) least: Size,
}

impl Room<'_> {
    /// The largest that what stands in it can be.
    pub(super) fn most(&self) -> Size {
        let Size { width, height } = self.around.size;
        let (start, end) = (self.start.unwrap_or(0.0), self.end.unwrap_or(0.0));
        let (top, bottom) = (self.top.unwrap_or(0.0), self.bottom.unwrap_or(0.0));
        Size::new(
            self.width.unwrap_or(width - start - end).max(1.0),
            self.height.unwrap_or(height - top - bottom).max(1.0),
        )
    }

    /// All of it.
    pub(super) fn whole(&self) -> Rect {
        self.fitted(Wanted { size: self.most(), least: Size::default() })
    }

    /// Where something of a size stands: at the sides that the theme names, else where its lines
    /// stand, and at the top.
    pub(super) fn fitted(&self, wanted: Wanted) -> Rect {
        let most = self.most();
        let words = wanted.least.height > 0.0;
        let height = match self.height {
            Some(height) if words => height.max(wanted.least.height),
            _ => wanted.size.height,
        };
        let width = wanted.size.width.min(most.width);
        let spare = most.width - width;
        let inset = match self.look.align {
            BoxAlign::Start => 0.0,
            BoxAlign::Center => spare / 2.0,
            BoxAlign::End => spare,
        };
        let line = Column { x: 0.0, width: self.around.size.width, direction: self.direction };
        let from = match (self.start, self.end) {
            (Some(start), _) => start + inset,
            (None, Some(end)) => self.around.size.width - end - width,
            (None, None) => inset,
        };
        let x = line.part(from, width).x;
        let y = match (self.top, self.bottom) {
            (None, Some(bottom)) => self.around.size.height - bottom - height,
            (top, _) => top.unwrap_or(0.0),
        };
        let origin = self.around.origin + Point::new(x, y);
        Rect { origin, size: Size::new(width, height) }
    }
}

/// The corner that a picture stands in, and gets smaller towards.
#[derive(Clone, Copy)]
pub(in super::super) struct Corner {
    right: bool,
    low: bool,
}

impl Corner {
    pub(in super::super) fn of(look: &PageBox, direction: Direction) -> Self {
        let at_end = look.end.is_some() && look.start.is_none();
        let right = at_end == (direction == Direction::LeftToRight);
        Self { right, low: look.bottom.is_some() && look.top.is_none() }
    }

    /// A rectangle at a share of its size, with the same corner.
    pub(super) fn scaled(self, rect: Rect, share: f32) -> Rect {
        let Size { width, height } = rect.size;
        let (gone_across, gone_down) = (width * (1.0 - share), height * (1.0 - share));
        let lead = Point::new(
            if self.right { gone_across } else { 0.0 },
            if self.low { gone_down } else { 0.0 },
        );
        Rect { origin: rect.origin + lead, size: Size::new(width * share, height * share) }
    }

    /// The largest share of its size at which a picture is clear of what is taken.
    pub(super) fn clear_share(
        self,
        rect: Rect,
        outline: Outline,
        taken: &[Rect],
        clearance: f32,
    ) -> f32 {
        let shares = (0..50_u8).map(|step| 1.0 - f32::from(step) * 0.02);
        let is_clear = |share: &f32| {
            let smaller = self.scaled(rect, *share);
            taken.iter().all(|it| match outline {
                Outline::Box => !around(smaller, clearance).meets(*it),
                Outline::Corner => self.distance(smaller, *it) > reach(smaller) + clearance,
            })
        };
        shares.into_iter().find(is_clear).unwrap_or(0.0)
    }

    /// How far something is from the corner.
    fn distance(self, picture: Rect, other: Rect) -> f32 {
        let Size { width, height } = picture.size;
        let inside =
            Point::new(if self.right { width } else { 0.0 }, if self.low { height } else { 0.0 });
        let centre = picture.origin + inside;
        let away = |at: f32, from: f32, length: f32| (from - at).max(at - from - length).max(0.0);
        let Rect { origin, size } = other;
        away(centre.x, origin.x, size.width).hypot(away(centre.y, origin.y, size.height))
    }
}

/// How far a quarter of a circle reaches from its corner.
fn reach(picture: Rect) -> f32 {
    picture.size.width.max(picture.size.height)
}

/// A rectangle with a rim.
fn around(rect: Rect, rim: f32) -> Rect {
    let Size { width, height } = rect.size;
    Rect {
        origin: rect.origin + Point::new(-rim, -rim),
        size: Size::new(width + 2.0 * rim, height + 2.0 * rim),
    }
}
