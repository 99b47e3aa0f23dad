//! Bleed and crop marks: a page on the larger sheet it is cut out of.

use super::sheet::Sheet;
use crate::layout::frame::{Frame, Geometry, Shape, Stroke, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::theme::Color;

/// How long a crop mark is, in points.
const MARK: f32 = 14.0;

/// Puts a page on its sheet. Returns the sheet and where the page lies on it.
pub(crate) fn on_sheet(page: Frame, sheet: Sheet) -> (Frame, Rect) {
    let size = page.size;
    let origin = Point::new(sheet.slug, sheet.slug);
    let trim = Rect { origin, size };
    if sheet.slug <= 0.0 {
        return (page, trim);
    }
    let around = 2.0 * sheet.slug;
    let mut frame = Frame::new(Size::new(size.width + around, size.height + around));
    frame.place(origin, page);
    if sheet.crop_marks {
        for (at, to) in crop_marks(trim, sheet.bleed) {
            let stroke = Some(Stroke { color: Color::rgb(0, 0, 0), width: 0.25, dash: None });
            let shape = Shape { geometry: Geometry::Line(to), fill: None, stroke };
            frame.items.extend(decoration(at, shape));
        }
    }
    (frame, trim)
}

/// Two lines at each corner that stay clear of the bleed: where each starts and how it runs.
fn crop_marks(trim: Rect, bleed: f32) -> Vec<(Point, Point)> {
    let gap = bleed.max(4.0);
    let mut marks = Vec::new();
    for (x, outward) in [(trim.origin.x, -1.0), (trim.origin.x + trim.size.width, 1.0)] {
        for (y, upward) in [(trim.origin.y, -1.0), (trim.origin.y + trim.size.height, 1.0)] {
            marks.push((Point::new(x + outward * gap, y), Point::new(outward * MARK, 0.0)));
            marks.push((Point::new(x, y + upward * gap), Point::new(0.0, upward * MARK)));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Direction;
    use crate::theme::{Length, Theme};

    #[test]
    fn a_page_lies_within_its_bleed_and_marks_stay_outside() {
        let mut theme = Theme::shipped();
        theme.tokens.page.bleed = Length::pt(10.0);
        theme.tokens.page.crop_marks = true;
        let sheet = Sheet::new(&theme, Direction::LeftToRight);
        let (frame, trim) = on_sheet(Frame::new(Size::new(100.0, 200.0)), sheet);
        assert_eq!(trim.origin, Point::new(30.0, 30.0));
        assert_eq!(frame.size, Size::new(160.0, 260.0));
        for (at, to) in crop_marks(trim, 10.0) {
            for point in [at, at + to] {
                let inside =
                    |value: f32, low: f32, length: f32| value > low && value < low + length;
                assert!(
                    !(inside(point.x, 20.0, 120.0) && inside(point.y, 20.0, 220.0)),
                    "{point:?}"
                );
                assert!((0.0..=160.0).contains(&point.x) && (0.0..=260.0).contains(&point.y));
            }
        }
    }
}
