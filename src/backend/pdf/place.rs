//! From places and sizes in frames to krilla's.

use krilla::geom;

use crate::layout::{Point, Rect, Size};

pub(super) fn point(point: Point) -> geom::Point {
    geom::Point::from_xy(point.x, point.y)
}

/// None for a size without area, which nothing can be painted in.
pub(super) fn size(size: Size) -> Option<geom::Size> {
    geom::Size::from_wh(size.width, size.height)
}

/// None for a rectangle that is inside out or not finite.
pub(super) fn rect(rect: Rect) -> Option<geom::Rect> {
    geom::Rect::from_xywh(rect.origin.x, rect.origin.y, rect.size.width, rect.size.height)
}
