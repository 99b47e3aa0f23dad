//! Rectangles, lines and paths.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;

use crate::layout::frame::{Geometry, Segment, Shape};
use crate::layout::{self, Point, Size};
use crate::theme::Color;

/// Paints a shape. One without outline, fill and stroke is nothing to paint.
pub(super) fn paint(surface: &mut Surface<'_>, at: Point, shape: &Shape) {
    let Some(path) = path(at, &shape.geometry) else { return };
    if shape.fill.is_none() && shape.stroke.is_none() {
        return;
    }
    surface.set_fill(shape.fill.map(fill));
    surface.set_stroke(shape.stroke.as_ref().map(stroke));
    surface.draw_path(&path);
}

pub(super) fn fill(color: Color) -> Fill {
    Fill { paint: paint_of(color).into(), ..Fill::default() }
}

pub(super) fn stroke(stroke: &layout::frame::Stroke) -> Stroke {
    Stroke {
        paint: paint_of(stroke.color).into(),
        width: stroke.width,
        dash: stroke.dash.map(|(dash, gap)| StrokeDash { array: vec![dash, gap], offset: 0.0 }),
        ..Stroke::default()
    }
}

fn paint_of(color: Color) -> rgb::Color {
    rgb::Color::new(color.red, color.green, color.blue)
}

/// The outline of a rectangle; none where it is inside out or not finite.
pub(super) fn outline(rect: layout::Rect) -> Option<Path> {
    path(rect.origin, &Geometry::Rect { size: rect.size, radius: 0.0 })
}

/// The outline; none where it is empty or not finite.
fn path(at: Point, geometry: &Geometry) -> Option<Path> {
    let mut path = PathBuilder::new();
    match geometry {
        Geometry::Line(to) => {
            let to = at + *to;
            path.move_to(at.x, at.y);
            path.line_to(to.x, to.y);
        }
        Geometry::Rect { size, radius } if *radius > 0.0 => rounded(&mut path, at, *size, *radius),
        Geometry::Rect { size, .. } => {
            path.push_rect(Rect::from_xywh(at.x, at.y, size.width, size.height)?);
        }
        Geometry::Path(segments) => segments.iter().for_each(|step| follow(&mut path, at, *step)),
    }
    path.finish()
}

fn follow(path: &mut PathBuilder, at: Point, step: Segment) {
    match step {
        Segment::Move(to) => {
            let to = at + to;
            path.move_to(to.x, to.y);
        }
        Segment::Line(to) => {
            let to = at + to;
            path.line_to(to.x, to.y);
        }
        Segment::Cubic(one, two, to) => {
            let (one, two, to) = (at + one, at + two, at + to);
            path.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y);
        }
        Segment::Close => path.close(),
    }
}

/// How far a control point lies from a quarter circle's end, as a share of the radius, so that the
/// cubic curve comes nearest to the circle.
const QUARTER: f32 = 0.552_285;

fn rounded(path: &mut PathBuilder, at: Point, size: Size, radius: f32) {
    let radius = radius.min(size.width / 2.0).min(size.height / 2.0);
    let handle = radius * (1.0 - QUARTER);
    let (left, top) = (at.x, at.y);
    let (right, bottom) = (left + size.width, top + size.height);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - handle, top, right, top + handle, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + handle, bottom, left, bottom - handle, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + handle, left + handle, top, left + radius, top);
    path.close();
}
