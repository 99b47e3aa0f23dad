//! Points, sizes and rectangles: in points of 1/72 inch, from the top left, downwards. And columns,
//! the one place that knows at which side a text starts.

use crate::text::language::Direction;

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are the axes' own")]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    /// The place at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

impl std::ops::Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are the measures' own")]
pub struct Size {
    pub width: f32,
    pub height: f32,
}

impl Size {
    /// A size of `width` by `height`.
    pub const fn new(width: f32, height: f32) -> Self {
        Self { width, height }
    }

    /// So many times as large.
    #[must_use]
    pub fn scaled(self, scale: f32) -> Self {
        Self { width: self.width * scale, height: self.height * scale }
    }
}

/// A rectangle: its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Rect {
    pub origin: Point,
    pub size: Size,
}

impl Rect {
    /// The rectangle with some space above and below.
    #[must_use]
    pub fn lengthened(self, space: f32) -> Self {
        let origin = Point::new(self.origin.x, self.origin.y - space);
        let size = Size::new(self.size.width, self.size.height + 2.0 * space);
        Self { origin, size }
    }

    /// Whether it and another one have room in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        let (end, other_end) = (self.origin + self.far_corner(), other.origin + other.far_corner());
        self.origin.x < other_end.x
            && other.origin.x < end.x
            && self.origin.y < other_end.y
            && other.origin.y < end.y
    }

    /// Its lower right corner, seen from its upper left one.
    fn far_corner(self) -> Point {
        Point::new(self.size.width, self.size.height)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let left = self.origin.x.min(other.origin.x);
        let top = self.origin.y.min(other.origin.y);
        let right = (self.origin.x + self.size.width).max(other.origin.x + other.size.width);
        let bottom = (self.origin.y + self.size.height).max(other.origin.y + other.size.height);
        Self { origin: Point::new(left, top), size: Size::new(right - left, bottom - top) }
    }
}

/// Where boxes stand: from where to where across the page, and at which side they start.
///
/// What is set says how far from the column's start or end something stands; that those are the
/// left and the right side, or the other way round, is known here alone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Column {
    /// The left edge.
    pub(crate) x: f32,
    /// The width.
    pub(crate) width: f32,
    /// Which way it is written: it starts at the left or at the right.
    pub(crate) direction: Direction,
}

impl Column {
    /// A column that has its left edge at the origin.
    pub(crate) const fn new(width: f32, direction: Direction) -> Self {
        Self { x: 0.0, width, direction }
    }

    /// One column in place of some that stand side by side.
    pub(crate) fn around(columns: &[Self]) -> Self {
        let first = columns.first().copied().unwrap_or(Self::new(0.0, Direction::LeftToRight));
        let x = columns.iter().map(|column| column.x).fold(first.x, f32::min);
        Self { x, width: columns.iter().map(|column| column.width).sum(), ..first }
    }

    /// The part that is `width` wide and starts `from` behind the column's start.
    pub(crate) fn part(self, from: f32, width: f32) -> Self {
        let x = match self.direction {
            Direction::LeftToRight => self.x + from,
            Direction::RightToLeft => self.x + self.width - from - width,
        };
        Self { x, width, ..self }
    }

    /// What is left of the column without a strip at its start and one at its end; at least a
    /// point wide.
    pub(crate) fn inset(self, start: f32, end: f32) -> Self {
        self.part(start, (self.width - start - end).max(1.0))
    }

    /// The part at the column's start that is `width` wide.
    pub(crate) fn at_start(self, width: f32) -> Self {
        self.part(0.0, width)
    }

    /// The part at the column's end that is `width` wide.
    pub(crate) fn at_end(self, width: f32) -> Self {
        let x = match self.direction {
            Direction::LeftToRight => self.x + self.width - width,
            Direction::RightToLeft => self.x,
        };
        Self { x, width, ..self }
    }

    /// What is `width` wide and ends `gap` before the column's start.
    pub(crate) fn before(self, gap: f32, width: f32) -> Self {
        let x = match self.direction {
            Direction::LeftToRight => self.x - gap - width,
            Direction::RightToLeft => self.x + self.width + gap,
        };
        Self { x, width, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_starts_where_its_text_does() {
        use Direction::{LeftToRight, RightToLeft};
        let seen = |part: fn(Column) -> Column| {
            [LeftToRight, RightToLeft].map(|direction| {
                let part = part(Column { x: 20.0, width: 100.0, direction });
                (part.x, part.width)
            })
        };
        assert_eq!(seen(|column| column.part(10.0, 30.0)), [(30.0, 30.0), (80.0, 30.0)]);
        assert_eq!(seen(|column| column.inset(10.0, 5.0)), [(30.0, 85.0), (25.0, 85.0)]);
        assert_eq!(seen(|column| column.at_start(3.0)), [(20.0, 3.0), (117.0, 3.0)]);
        assert_eq!(seen(|column| column.at_end(3.0)), [(117.0, 3.0), (20.0, 3.0)]);
        assert_eq!(seen(|column| column.before(5.0, 7.0)), [(8.0, 7.0), (125.0, 7.0)]);
    }

    #[test]
    fn columns_side_by_side_become_one() {
        let whole = Column { x: 20.0, width: 100.0, direction: Direction::RightToLeft };
        let parts = [whole.part(10.0, 20.0), whole.part(30.0, 40.0)];
        assert_eq!(Column::around(&parts), whole.part(10.0, 60.0));
    }

    #[test]
    fn what_is_left_of_a_column_is_never_nothing() {
        let column = Column::new(10.0, Direction::RightToLeft);
        assert_eq!(column.inset(8.0, 8.0), Column { x: 1.0, width: 1.0, ..column });
    }
}
