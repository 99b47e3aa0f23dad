//! Callouts: a tinted panel with a bar, and a title with a drawn sign.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::frame::{Frame, Geometry, Segment, Shape, Stroke, decoration};
use crate::layout::geom::{Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Container, Glue, VBox};
use crate::theme::{CalloutColors, CalloutLook, Color, Label};
use crate::tree::{Block, CalloutKind, Inline, Linked};

/// Sets a callout; one whose title is empty has none.
pub(super) fn set_callout(
    flow: &mut Flow<'_, '_>,
    kind: CalloutKind,
    title: Option<&[Inline<Linked>]>,
    blocks: &[Block<Linked>],
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::Callout(kind));
    let colors = colors(flow, kind);
    let look = flow.context.theme.tokens.panels.callout;
    let em = flow.text.size;
    let container = Container {
        x: flow.column.x,
        width: flow.column.width,
        fill: (look != CalloutLook::Frame).then_some(colors.background),
        outline: (look == CalloutLook::Frame).then_some(colors.accent),
        bar: (look == CalloutLook::Bar).then(|| (colors.accent, flow.column.at_start(3.0))),
        pad_top: em * 0.8,
        pad_bottom: em * 0.85,
        ..Container::default()
    };
    let gap = flow.styles.block_gap;
    let column = flow.column.inset(em * 1.2, em);
    flow.space(gap);
    flow.container(container, column, |flow| {
        if title.is_none_or(|words| !words.is_empty()) {
            set_title(flow, kind, title, colors.accent, node);
            flow.space(Glue::fixed(em * 0.3));
            flow.bond(Break::Heading);
        }
        let text = flow.text.grounded(flow.context.theme);
        flow.styled(text, |flow| set_blocks(flow, blocks, node));
    });
    flow.space(gap);
}

fn colors(flow: &Flow<'_, '_>, kind: CalloutKind) -> CalloutColors {
    let callouts = &flow.context.theme.tokens.callouts;
    match kind {
        CalloutKind::Note => callouts.note,
        CalloutKind::Tip => callouts.tip,
        CalloutKind::Important => callouts.important,
        CalloutKind::Warning => callouts.warning,
        CalloutKind::Caution => callouts.caution,
    }
}

/// The callout's title, or the name of its kind in the language of the text.
fn set_title(
    flow: &mut Flow<'_, '_>,
    kind: CalloutKind,
    title: Option<&[Inline<Linked>]>,
    accent: Color,
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::Paragraph);
    let style = ParagraphStyle {
        family: Family::Heading,
        weight: 700,
        color: accent,
        align: Align::Start,
        hyphenate: false,
        indent: 0.0,
        ..flow.text.grounded(flow.context.theme)
    };
    let own;
    let words = if let Some(words) = title {
        words
    } else {
        own = [flow.words(flow.label(name(kind)))];
        &own
    };
    let side = style.size * 1.05;
    let paragraph = Paragraph::prepare(words, &style, node, flow.context);
    let x = flow.column.at_start(side).x;
    let column = flow.column.inset(side + style.size * 0.45, 0.0);
    let sign = sign(kind, side, accent);
    flow.within(column, |flow: &mut Flow<'_, '_>| {
        flow.hang(VBox { frame: sign, x, baseline: Some(side * 0.86), ..VBox::default() });
        flow.lines(&paragraph);
    });
}

fn name(kind: CalloutKind) -> Label {
    match kind {
        CalloutKind::Note => Label::Note,
        CalloutKind::Tip => Label::Tip,
        CalloutKind::Important => Label::Important,
        CalloutKind::Warning => Label::Warning,
        CalloutKind::Caution => Label::Caution,
    }
}

/// The sign of a kind, in a square: a circled i, a lamp, a speech mark, a triangle, an octagon.
fn sign(kind: CalloutKind, side: f32, color: Color) -> Frame {
    let pen = Pen { side, color };
    let shapes = match kind {
        CalloutKind::Note => vec![
            pen.outline(circle(0.5, 0.5, 0.44)),
            pen.line(&[(0.5, 0.46), (0.5, 0.73)]),
            pen.filled(circle(0.5, 0.29, 0.065)),
        ],
        CalloutKind::Tip => vec![
            pen.outline(circle(0.5, 0.38, 0.32)),
            pen.line(&[(0.36, 0.80), (0.64, 0.80)]),
            pen.line(&[(0.41, 0.94), (0.59, 0.94)]),
        ],
        CalloutKind::Important => vec![
            pen.outline(polygon(&[
                (0.08, 0.1),
                (0.92, 0.1),
                (0.92, 0.74),
                (0.5, 0.74),
                (0.3, 0.94),
                (0.3, 0.74),
                (0.08, 0.74),
            ])),
            pen.line(&[(0.5, 0.24), (0.5, 0.45)]),
            pen.filled(circle(0.5, 0.59, 0.055)),
        ],
        CalloutKind::Warning => vec![
            pen.outline(polygon(&[(0.5, 0.07), (0.97, 0.9), (0.03, 0.9)])),
            pen.line(&[(0.5, 0.36), (0.5, 0.61)]),
            pen.filled(circle(0.5, 0.75, 0.06)),
        ],
        CalloutKind::Caution => vec![
            pen.outline(polygon(&[
                (0.31, 0.05),
                (0.69, 0.05),
                (0.95, 0.31),
                (0.95, 0.69),
                (0.69, 0.95),
                (0.31, 0.95),
                (0.05, 0.69),
                (0.05, 0.31),
            ])),
            pen.line(&[(0.5, 0.25), (0.5, 0.56)]),
            pen.filled(circle(0.5, 0.73, 0.06)),
        ],
    };
    let mut frame = Frame::new(Size::new(side, side));
    for shape in shapes {
        frame.items.extend(decoration(Point::default(), shape));
    }
    frame
}

/// Draws in shares of a square's side.
struct Pen {
    side: f32,
    color: Color,
}

impl Pen {
    fn outline(&self, path: Vec<Segment>) -> Shape {
        let stroke = Some(Stroke { color: self.color, width: self.side * 0.085, dash: None });
        Shape { geometry: Geometry::Path(self.scaled(path)), fill: None, stroke }
    }

    fn filled(&self, path: Vec<Segment>) -> Shape {
        Shape::filled(Geometry::Path(self.scaled(path)), self.color)
    }

    fn line(&self, points: &[(f32, f32)]) -> Shape {
        let mut path = polygon(points);
        path.pop();
        self.outline(path)
    }

    fn scaled(&self, path: Vec<Segment>) -> Vec<Segment> {
        let scale = |point: Point| Point::new(point.x * self.side, point.y * self.side);
        let segment = |segment| match segment {
            Segment::Move(to) => Segment::Move(scale(to)),
            Segment::Line(to) => Segment::Line(scale(to)),
            Segment::Cubic(a, b, to) => Segment::Cubic(scale(a), scale(b), scale(to)),
            Segment::Close => Segment::Close,
        };
        path.into_iter().map(segment).collect()
    }
}

fn polygon(points: &[(f32, f32)]) -> Vec<Segment> {
    let corner = |(index, (x, y)): (usize, &(f32, f32))| {
        let point = Point::new(*x, *y);
        if index == 0 { Segment::Move(point) } else { Segment::Line(point) }
    };
    points.iter().enumerate().map(corner).chain([Segment::Close]).collect()
}

/// A circle of four Bézier curves; the constant is the usual one for a quarter.
fn circle(x: f32, y: f32, radius: f32) -> Vec<Segment> {
    let pull = radius * 0.552_285;
    let at = |dx: f32, dy: f32| Point::new(x + dx, y + dy);
    vec![
        Segment::Move(at(radius, 0.0)),
        Segment::Cubic(at(radius, pull), at(pull, radius), at(0.0, radius)),
        Segment::Cubic(at(-pull, radius), at(-radius, pull), at(-radius, 0.0)),
        Segment::Cubic(at(-radius, -pull), at(-pull, -radius), at(0.0, -radius)),
        Segment::Cubic(at(pull, -radius), at(radius, -pull), at(radius, 0.0)),
        Segment::Close,
    ]
}
