//! Lists: marks in a gutter of their own, on the baseline of their item's first line.

use super::flow::{Flow, line_box};
use super::set_blocks;
use crate::layout::frame::{Frame, FrameItem, Geometry, Segment, Shape, Stroke, Tag};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::{ListMarks, NodeId, Role};
use crate::layout::vlist::{Break, Glue, VBox};
use crate::text::language::Direction;
use crate::theme::Label;
use crate::tree::{Inline, Linked, ListItem};

/// A list of the tree.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    pub(super) start: Option<u64>,
    pub(super) tight: bool,
    pub(super) items: &'a [ListItem<Linked>],
}

/// The least width of a list's words, in ems: where it is reached, lists indent no more.
const LEAST_MEASURE: f32 = 9.0;

/// Sets a list.
pub(super) fn set_list(flow: &mut Flow<'_, '_>, list: List<'_>, parent: NodeId) {
    let outer_gap = if list.tight && flow.list_depth > 0 {
        Glue::soft(flow.styles.item_gap.natural * 0.5)
    } else {
        flow.styles.list_gap
    };
    let node = flow.context.structure.add(Some(parent), Role::List { marks: marks(list) });
    let labels = labels(flow, list, node);
    let em = flow.text.size;
    let widest = labels.iter().map(|label| label.mark.width).fold(0.0, f32::max);
    let gutter = em * 0.5;
    let indent = (em * flow.context.theme.tokens.text.list_indent).max(widest + gutter);
    let indent = indent.min((flow.column.width - em * LEAST_MEASURE).max(0.0));
    let column = flow.column.inset(indent, 0.0);
    let gap = if list.tight {
        Glue::soft(flow.styles.item_gap.natural * 0.4)
    } else {
        flow.styles.list_gap
    };
    flow.space(outer_gap);
    flow.list_depth += 1;
    let count = list.items.len();
    for (index, (item, label)) in list.items.iter().zip(labels).enumerate() {
        if index > 0 {
            flow.space(gap);
            flow.bond(if index == 1 || index + 1 == count { Break::Tight } else { Break::Line });
        }
        let x = column.before(gutter, label.mark.width).x;
        let body = flow.context.structure.add(Some(label.item), Role::ListBody);
        flow.within(column, |flow| {
            flow.hang(VBox { x, ..label.mark.content });
            set_blocks(flow, &item.blocks, body);
            flow.flush_hanging();
        });
    }
    flow.list_depth -= 1;
    flow.space(outer_gap);
}

fn marks(list: List<'_>) -> ListMarks {
    if list.start.is_some() {
        ListMarks::Numbers
    } else if list.items.iter().any(|item| item.done.is_some()) {
        ListMarks::Own
    } else {
        ListMarks::Bullets
    }
}

/// A mark that is set.
struct Mark {
    content: VBox,
    /// The width of what is seen of it, in points.
    width: f32,
}

/// An item's mark, ready to stand beside its first line.
struct ItemMark {
    item: NodeId,
    mark: Mark,
}

fn labels(flow: &mut Flow<'_, '_>, list: List<'_>, parent: NodeId) -> Vec<ItemMark> {
    let numbers = list.start.map_or(0, |start| start);
    let mut labels = Vec::with_capacity(list.items.len());
    for (number, item) in (numbers..).zip(list.items) {
        let node = flow.context.structure.add(Some(parent), Role::ListItem);
        let label = flow.context.structure.add(Some(node), Role::ListLabel);
        let mark = match (item.done, list.start) {
            (Some(done), None) => task_box(flow, done, label),
            (Some(done), Some(_)) => {
                let number = words(flow, &format!("{number}."), item, label);
                let task_box = task_box(flow, done, label);
                side_by_side(flow, number, task_box)
            }
            (None, Some(_)) => words(flow, &format!("{number}."), item, label),
            (None, None) => words(flow, bullet(flow.list_depth), item, label),
        };
        labels.push(ItemMark { item: node, mark });
    }
    labels
}

/// The bullet of a level: a disc, then a dash, in turns.
fn bullet(depth: usize) -> &'static str {
    if depth.is_multiple_of(2) { "•" } else { "–" }
}

fn words(flow: &mut Flow<'_, '_>, words: &str, item: &ListItem<Linked>, node: NodeId) -> Mark {
    let style =
        ParagraphStyle { align: Align::Start, indent: 0.0, hyphenate: false, ..flow.text.clone() };
    let content = [Inline::text(words, item.span)];
    let paragraph = Paragraph::prepare(&content, &style, node, flow.context);
    let paragraph = paragraph.starting(Direction::LeftToRight);
    let width = paragraph.max_width();
    let line = paragraph.lines(width + 1.0).into_iter().next();
    let content =
        line.map_or_else(VBox::default, |line| VBox { lines: Vec::new(), ..line_box(line, 0, 1) });
    Mark { content, width }
}

/// A number and the box of a task on one baseline, the number where lines start.
fn side_by_side(flow: &Flow<'_, '_>, number: Mark, task: Mark) -> Mark {
    let gap = flow.text.size * 0.4;
    let width = number.width + gap + task.width;
    let column = Column::new(width, flow.column.direction);
    let ascent = |it: &VBox| it.baseline.unwrap_or(it.frame.size.height);
    let (above, below) = (ascent(&number.content), ascent(&task.content));
    let baseline = above.max(below);
    let height = (baseline - above + number.content.frame.size.height)
        .max(baseline - below + task.content.frame.size.height);
    let mut frame = Frame::new(Size::new(width, height));
    let number_at = Point::new(column.at_start(number.width).x, baseline - above);
    frame.place(number_at, number.content.frame);
    let task_at = Point::new(column.at_end(task.width).x, baseline - below);
    frame.place(task_at, task.content.frame);
    Mark { content: VBox { frame, baseline: Some(baseline), ..VBox::default() }, width }
}

/// A box to tick, drawn; ticked for a task that is done.
fn task_box(flow: &mut Flow<'_, '_>, done: bool, label: NodeId) -> Mark {
    let said = flow.label(if done { Label::Done } else { Label::NotDone });
    let role = Role::Span { alt: Some(said.into()) };
    let node = flow.context.structure.add(Some(label), role);
    let colors = &flow.context.theme.tokens.colors;
    let side = flow.text.size * 0.78;
    let (line, tick) = (flow.text.size * 0.07, flow.text.size * 0.11);
    let square = Shape {
        geometry: Geometry::Rect { size: Size::new(side, side), radius: side * 0.16 },
        fill: done.then_some(colors.accent),
        stroke: Some(Stroke {
            color: if done { colors.accent } else { colors.muted },
            width: line,
            dash: None,
        }),
    };
    let mut frame = Frame::new(Size::new(side, side));
    let origin = Point::default();
    frame.push(origin, FrameItem::TagStart(Tag::Node(node)));
    frame.push(origin, FrameItem::Shape(square));
    if done {
        let at = |x: f32, y: f32| Point::new(side * x, side * y);
        let path = vec![
            Segment::Move(at(0.22, 0.52)),
            Segment::Line(at(0.42, 0.72)),
            Segment::Line(at(0.78, 0.28)),
        ];
        let stroke = Some(Stroke { color: colors.background, width: tick, dash: None });
        frame.push(
            origin,
            FrameItem::Shape(Shape { geometry: Geometry::Path(path), fill: None, stroke }),
        );
    }
    frame.push(origin, FrameItem::TagEnd);
    // The square stands on the baseline, a little below it so that it looks centred on the words.
    let baseline = Some(side * 0.9);
    Mark { content: VBox { frame, baseline, ..VBox::default() }, width: side }
}
