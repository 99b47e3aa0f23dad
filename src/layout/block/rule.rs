//! A thematic break: a short thin line in the middle.

use super::flow::Flow;
use crate::layout::frame::{Frame, Geometry, Shape, Stroke, decoration};
use crate::layout::geom::{Point, Size};

/// Sets a rule.
pub(super) fn set_rule(flow: &mut Flow<'_, '_>) {
    let width = flow.column.width;
    let length = width * 0.3;
    let color = flow.context.theme.tokens.colors.rule;
    let shape = Shape {
        geometry: Geometry::Line(Point::new(length, 0.0)),
        fill: None,
        stroke: Some(Stroke { color, width: 0.75, dash: None }),
    };
    let mut frame = Frame::new(Size::new(width, 0.75));
    frame.items.extend(decoration(Point::new((width - length) / 2.0, 0.375), shape));
    let gap = flow.styles.block_gap;
    flow.space(gap);
    flow.push_frame(frame);
    flow.space(gap);
}
