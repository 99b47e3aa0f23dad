//! Formulas on lines of their own.

use super::code::set_source;
use super::flow::Flow;
use crate::layout::frame::{Frame, FrameItem, Tag};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::maths::{self, Setting, set_display};
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::{NodeId, Role};
use crate::span::Span;
use crate::tree::{Formula, NodeKey};

/// The share of the type area's height that a formula takes at most.
const LARGEST_SHARE: f32 = 0.9;

/// Sets a formula in the middle of the column. One that is wider than the column, or higher than
/// a page, is set smaller until it fits.
pub(super) fn set_math(flow: &mut Flow<'_, '_>, formula: &Formula, span: Span, parent: NodeId) {
    let node =
        flow.context.structure.add(Some(parent), Role::Formula { alt: formula.as_ref().into() });
    let Some(mut set) = fitted(flow, formula, span, node) else {
        // What is not understood was reported when the pack was resolved.
        return set_source(flow, &formula.source, NodeKey::of(formula), node);
    };
    let gap = flow.styles.block_gap;
    let width = flow.column.width;
    let line = Column::new(width, flow.column.direction);
    let mut frame = Frame::new(Size::new(width, set.height()));
    let room = width - room_of_tags(&set, flow.text.size);
    let before = ((width - set.width) / 2.0).min(room - set.width).max(0.0);
    let at = Point::new(line.part(before, set.width).x, 0.0);
    frame.push(at, FrameItem::TagStart(Tag::Node(node)));
    let (baseline, tags) = (set.ascent, std::mem::take(&mut set.tags));
    frame.place(at, set.into_frame());
    for (height, tag) in tags {
        let at = Point::new(line.at_end(tag.width).x, baseline - height - tag.ascent);
        frame.place(at, tag.into_frame());
    }
    frame.push(at, FrameItem::TagEnd);
    flow.space(gap);
    flow.push_frame(frame);
    flow.space(gap);
}

/// The room at the end of the column that a formula's numbers take, with an em before them.
fn room_of_tags(formula: &maths::Formula, em: f32) -> f32 {
    let widest = formula.tags.iter().map(|(_, tag)| tag.width).reduce(f32::max);
    widest.map_or(0.0, |width| width + em)
}

fn fitted(
    flow: &mut Flow<'_, '_>,
    formula: &Formula,
    span: Span,
    node: NodeId,
) -> Option<maths::Formula> {
    let nodes = formula.nodes.as_ref()?;
    let set = |size: f32, flow: &mut Flow<'_, '_>| {
        let style = ParagraphStyle { size, ..flow.text.clone() };
        set_display(nodes, Setting { style: &style, node, span }, flow.context)
    };
    let size = flow.text.size;
    let formula = set(size, flow)?;
    let width = flow.column.width - room_of_tags(&formula, size);
    let room = Size::new(width, flow.page_height() * LARGEST_SHARE);
    let share = (room.width / formula.width).min(room.height / formula.height());
    if share < 1.0 { set(size * share, flow) } else { Some(formula) }
}
