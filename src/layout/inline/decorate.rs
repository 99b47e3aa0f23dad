//! What is drawn along words: underlines, strikes, areas, outlines, and the areas of links.

use std::collections::BTreeMap;

use super::content::{Decoration, DecorationKind, Object, TextStyle};
use super::paragraph::Paragraph;
use super::slice::{Ink, Slice};
use crate::fonts::Rule;
use crate::layout::frame::{FrameItem, Geometry, LinkArea, Shape, Stroke};
use crate::layout::geom::{Point, Size};
use crate::theme::Color;

/// Lines under links are this thin, in points, whatever the size of the words.
const LINK_LINE: f32 = 0.4;

/// The diameter of a dot of emphasis, and how far from the baseline its middle is, in ems.
const DOT: f32 = 0.15;
const DOT_ABOVE: f32 = 0.98;
const DOT_BELOW: f32 = 0.28;

/// How far the area behind words reaches beyond them on each side, in ems.
const AREA_BEYOND: f32 = 0.08;

/// What is painted before the words.
pub(super) fn under(
    paragraph: &Paragraph<'_>,
    slices: &[Slice<'_>],
    ascent: f32,
) -> Vec<(Point, FrameItem)> {
    draw(paragraph, slices, ascent, |kind| kind != DecorationKind::Strike)
}

/// What is painted over them.
pub(super) fn over(
    paragraph: &Paragraph<'_>,
    slices: &[Slice<'_>],
    ascent: f32,
) -> Vec<(Point, FrameItem)> {
    draw(paragraph, slices, ascent, |kind| kind == DecorationKind::Strike)
}

/// The areas of the line that can be clicked.
pub(super) fn links(
    paragraph: &Paragraph<'_>,
    slices: &[Slice<'_>],
    ascent: f32,
) -> Vec<(Point, LinkArea)> {
    let scopes = &paragraph.content.scopes;
    let mut linked: BTreeMap<usize, Vec<&Slice<'_>>> = BTreeMap::new();
    for slice in slices {
        let scope = paragraph.piece(slice.atom).scope;
        let around = std::iter::successors(scope, |&scope| scopes[scope].parent);
        for link in around.filter(|&scope| scopes[scope].link.is_some()) {
            linked.entry(link).or_default().push(slice);
        }
    }
    let mut areas = Vec::new();
    for (index, slices) in linked {
        let scope = &scopes[index];
        let Some(to) = &scope.link else { continue };
        for stretch in stretches(slices) {
            let (above, below) = height(paragraph, &stretch);
            let size = Size::new(stretch.right - stretch.left, above + below);
            let area = LinkArea { size, to: to.clone(), node: scope.node };
            areas.push((Point::new(stretch.left, ascent - above), area));
        }
    }
    areas
}

fn draw(
    paragraph: &Paragraph<'_>,
    slices: &[Slice<'_>],
    ascent: f32,
    wanted: impl Fn(DecorationKind) -> bool,
) -> Vec<(Point, FrameItem)> {
    let starts = slices.iter().map(|slice| slice.range.start);
    let ends = slices.iter().map(|slice| slice.range.end);
    let (Some(start), Some(end)) = (starts.min(), ends.max()) else { return Vec::new() };
    // They come in the order of their ends.
    let all = &paragraph.content.decorations;
    let on_line = &all[all.partition_point(|decoration| decoration.range.end < start)..];
    let on_line = on_line.iter().filter(|decoration| decoration.range.start <= end);
    let mut items = Vec::new();
    for decoration in on_line.filter(|item| wanted(item.kind)) {
        // A picture is its own sign that it can be clicked.
        let is_bare = |slice: &Slice<'_>| {
            decoration.kind == DecorationKind::LinkLine
                && matches!(slice.ink, Ink::Object(Object::Image { .. }, _))
        };
        let is_inside = |slice: &Slice<'_>| {
            let is_covered = decoration.range.contains(&slice.range.start)
                || (slice.range.is_empty() && decoration.range.end == slice.range.start);
            is_covered && !is_bare(slice)
        };
        if let DecorationKind::Dots { below } = decoration.kind {
            for slice in slices.iter().filter(|slice| is_inside(slice)) {
                items.extend(dots(paragraph, slice, decoration.color, below, ascent));
            }
            continue;
        }
        for stretch in stretches(slices.iter().filter(|slice| is_inside(slice)).collect()) {
            let (at, shape) = shape(paragraph, decoration, &stretch);
            items.push((Point::new(stretch.left, ascent) + at, FrameItem::Shape(shape)));
        }
    }
    items
}

/// The dots of a slice, one for each of its letters.
fn dots(
    paragraph: &Paragraph<'_>,
    slice: &Slice<'_>,
    color: Color,
    below: bool,
    ascent: f32,
) -> Vec<(Point, FrameItem)> {
    let Ink::Glyphs(_, shaped) = &slice.ink else { return Vec::new() };
    let style = paragraph.text_style(slice.atom);
    let size = DOT * style.size;
    let y = ascent - style.rise + if below { DOT_BELOW } else { -DOT_ABOVE } * style.size;
    let text = &paragraph.content.text[slice.range.clone()];
    let (mut x, mut items) = (slice.x, Vec::new());
    for glyph in &shaped.glyphs {
        let width = glyph.advance * style.size;
        let letter = text.get(glyph.cluster as usize..).and_then(|rest| rest.chars().next());
        if width > 0.0 && letter.is_some_and(char::is_alphanumeric) {
            let at = Point::new(x + (width - size) / 2.0, y - size / 2.0);
            let geometry = Geometry::Rect { size: Size::new(size, size), radius: size / 2.0 };
            items.push((at, FrameItem::Shape(Shape::filled(geometry, color))));
        }
        x += width;
    }
    items
}

/// Slices that lie side by side.
struct Stretch<'s, 'p> {
    left: f32,
    right: f32,
    first: &'s Slice<'p>,
    /// Whatever on it is tallest, in points; 0 without images.
    image: f32,
}

/// Slices joined where they touch, from left to right.
fn stretches<'s, 'p>(mut inside: Vec<&'s Slice<'p>>) -> Vec<Stretch<'s, 'p>> {
    inside.retain(|slice| slice.width > 0.0);
    inside.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut stretches: Vec<Stretch<'s, 'p>> = Vec::new();
    for slice in inside {
        let right = slice.x + slice.width;
        let image = if let Ink::Object(_, size) = slice.ink { size.height } else { 0.0 };
        match stretches.last_mut() {
            Some(last) if slice.x - last.right < 0.01 => {
                last.right = right;
                last.image = last.image.max(image);
            }
            _ => stretches.push(Stretch { left: slice.x, right, first: slice, image }),
        }
    }
    stretches
}

/// How far words reach above and below the baseline, in points.
fn height(paragraph: &Paragraph<'_>, stretch: &Stretch<'_, '_>) -> (f32, f32) {
    let style = paragraph.text_style(stretch.first.atom);
    let metrics = paragraph.metrics(style);
    // Faces claim more room than their letters take.
    let above = (metrics.cap_height + 0.16) * style.size + style.rise;
    (above.max(stretch.image), 0.24 * style.size - style.rise)
}

/// A decoration along a stretch, relative to where its baseline starts.
fn shape(
    paragraph: &Paragraph<'_>,
    decoration: &Decoration,
    stretch: &Stretch<'_, '_>,
) -> (Point, Shape) {
    let width = stretch.right - stretch.left;
    let style = paragraph.text_style(stretch.first.atom);
    let metrics = paragraph.metrics(style);
    let line = |rule: Rule, thickness: f32| {
        let stroke = Stroke { color: decoration.color, width: thickness, dash: None };
        let geometry = Geometry::Line(Point::new(width, 0.0));
        let at = Point::new(0.0, -rule.offset * style.size - style.rise);
        (at, Shape { geometry, fill: None, stroke: Some(stroke) })
    };
    match decoration.kind {
        DecorationKind::Underline => {
            line(clear(metrics.underline), thickness(metrics.underline, style))
        }
        DecorationKind::LinkLine => line(clear(metrics.underline), LINK_LINE),
        DecorationKind::Strike => line(metrics.strikeout, thickness(metrics.strikeout, style)),
        DecorationKind::Highlight | DecorationKind::Outline | DecorationKind::Dots { .. } => {
            let (above, below) = height(paragraph, stretch);
            let outlined = decoration.kind == DecorationKind::Outline;
            let beyond = if outlined { 0.0 } else { AREA_BEYOND * style.size };
            let size = Size::new(width + 2.0 * beyond, above + below);
            let geometry = Geometry::Rect { size, radius: 0.16 * style.size };
            let stroke = Stroke { color: decoration.color, width: 0.6, dash: None };
            let shape = Shape {
                geometry,
                fill: (!outlined).then_some(decoration.color),
                stroke: outlined.then_some(stroke),
            };
            (Point::new(-beyond, -above), shape)
        }
    }
}

/// Lower than most faces want it, clear of commas and descenders' bowls.
fn clear(rule: Rule) -> Rule {
    Rule { offset: rule.offset.min(-0.15), ..rule }
}

fn thickness(rule: Rule, style: &TextStyle) -> f32 {
    (rule.thickness * style.size).clamp(0.4, 1.2)
}
