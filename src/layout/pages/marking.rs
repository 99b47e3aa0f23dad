//! What marks every page: the classification above or below the text, a watermark behind it, the logo.

use crate::layout::context::Context;
use crate::layout::frame::{Artifact, Frame, FrameItem, Geometry, ImageItem, Shape, Tag};
use crate::layout::frame::{as_artifact, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Family, ParagraphStyle};
use crate::layout::structure::Role;
use crate::layout::style::{Styles, mix};
use crate::span::Span;
use crate::text::balanced;
use crate::text::language::Direction;
use crate::theme::{ClassificationBand, Color};
use crate::tree::Inline;

/// How much of a page's diagonal a watermark takes.
const SHARE: f32 = 0.78;
/// How much of a page's width and height it may reach over.
const REACH: f32 = 0.94;
/// The size from which on a watermark grows paler, and its largest, in points.
const SIZES: (f32, f32) = (11.0, 130.0);
/// The most letters on a line of a watermark that has several words: more would be small.
const MOST_LETTERS: usize = 36;
/// The most lines of a classification.
const MOST_LINES: usize = 3;
/// How far the lines of a mark stand from one another, as a part of their size.
const LEADING: f32 = 1.25;
/// How far a watermark's colour lies from the words' towards the paper's, at the smallest and at
/// the largest size: large letters are seen when they are paler.
const PALENESS: (f32, f32) = (0.9, 0.968);

/// The colours that a watermark is mixed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    /// That of words on the page.
    pub(crate) words: Color,
    /// That of the page.
    pub(crate) paper: Color,
}

/// The pack's watermark along the diagonal of a page, or of the part of it that is free, to be
/// painted before anything else: so it hides nothing.
pub(crate) fn watermark(
    context: &mut Context<'_>,
    styles: &Styles,
    page: Size,
    ground: Ground,
    span: Span,
) -> Frame {
    let mut frame = Frame::new(page);
    let Some(words) = context.document.pack.meta.watermark.clone() else { return frame };
    let (least, most) = SIZES;
    let strength = context.theme.tokens.running.watermark;
    let style = |size: f32| {
        let share = ((size - least) / (most - least)).max(0.0);
        let usual = PALENESS.0 + (PALENESS.1 - PALENESS.0) * share;
        let paleness = 1.0 - (1.0 - usual) * strength;
        ParagraphStyle {
            family: Family::Heading,
            weight: 400,
            size,
            leading: size,
            color: mix(ground.words, ground.paper, paleness),
            hyphenate: false,
            ..styles.label.clone()
        }
    };
    let lines = balanced(&words, MOST_LETTERS);
    let widest = |context: &mut Context<'_>, size: f32| {
        let widths = lines.iter().filter_map(|line| set_line(context, line, &style(size), span));
        widths.map(|line| line.width).fold(0.0, f32::max)
    };
    let width = widest(context, most);
    if width <= 0.0 {
        return frame;
    }
    let diagonal = page.width.hypot(page.height);
    let (along, up) = (page.width / diagonal, page.height / diagonal);
    let height = most * ((lines.len() - 1) as f32 * LEADING + 1.0);
    // The corners of several lines reach further than the ends of one.
    let across = page.width / (width * along + height * up);
    let down = page.height / (width * up + height * along);
    let room = (diagonal * SHARE / width).min(across * REACH).min(down * REACH);
    let size = (most * room).min(most);
    let centre = Point::new(page.width / 2.0, page.height / 2.0);
    frame.push(Point::default(), FrameItem::TagStart(Tag::Artifact(Artifact::Watermark)));
    for (number, words) in lines.iter().enumerate() {
        let Some(line) = set_line(context, words, &style(size), span) else { continue };
        // Words stand on their baseline, and seem to be centred when half their capitals lie below.
        let middle = (lines.len() - 1) as f32 / 2.0;
        let below = size * (0.34 + (number as f32 - middle) * LEADING);
        for (at, item) in line.frame.items {
            let FrameItem::Text(run) = item else { continue };
            let from = at.x - line.width / 2.0;
            let place = Point::new(from * along + below * up, below * along - from * up);
            let degrees = up.atan2(along).to_degrees();
            frame.push(centre + place, FrameItem::Turned(run, degrees));
        }
    }
    frame.push(Point::default(), FrameItem::TagEnd);
    frame
}

/// How far the middle of the classification's band stands from the edge of a page, as a share of the
/// margin: a head or foot stands between it and the text, a logo's height away, and office printers
/// print nothing within 5 mm of the edge.
const BAND_IN_MARGIN: f32 = 0.31;

/// The classification in a band in the middle of a page's upper or lower margin, or of both.
pub(crate) fn bands(
    context: &mut Context<'_>,
    styles: &Styles,
    page: Size,
    area: Rect,
    span: Span,
) -> Frame {
    let place = context.theme.tokens.running.classification;
    let below = page.height - area.origin.y - area.size.height;
    let head = area.origin.y * BAND_IN_MARGIN;
    let foot = page.height - below * BAND_IN_MARGIN;
    let mut frame = Frame::default();
    if place != ClassificationBand::Foot {
        frame.place(Point::default(), band(context, styles, area, head, Artifact::Header, span));
    }
    if place != ClassificationBand::Head {
        frame.place(Point::default(), band(context, styles, area, foot, Artifact::Footer, span));
    }
    frame
}

/// The classification in a band around a height of a page.
fn band(
    context: &mut Context<'_>,
    styles: &Styles,
    area: Rect,
    middle: f32,
    kind: Artifact,
    span: Span,
) -> Frame {
    let mut frame = Frame::default();
    let Some(words) = context.document.pack.meta.classification.clone() else { return frame };
    let colors = &context.theme.tokens.colors;
    let (ground, color) = (colors.surface, colors.heading);
    let style = ParagraphStyle { weight: 600, color, ..styles.label.clone() };
    let lines = fitted(context, &words, &style, area.size.width, span);
    let Some(size) = lines.first().map(|line| line.size) else { return frame };
    let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
    let leading = size * LEADING;
    let height = leading * (lines.len() - 1) as f32 + size * 1.8;
    let width = (widest + size * 2.0).min(area.size.width);
    let top = (middle - height / 2.0).max(0.0);
    let left = area.origin.x + (area.size.width - width) / 2.0;
    let geometry = Geometry::Rect { size: Size::new(width, height), radius: size * 0.9 };
    let band = Shape::filled(geometry, ground);
    frame.items.extend(decoration(Point::new(left, top), band));
    let mut baseline = top + size * (0.9 + 0.34);
    let mut words = Frame::default();
    for line in lines {
        let at = Point::new(left + (width - line.width) / 2.0, baseline - line.ascent);
        words.place(at, line.frame);
        baseline += leading;
    }
    frame.place(Point::default(), as_artifact(words, kind));
    frame
}

/// Words on as few lines as they need to be no smaller than others of their kind; where three are
/// too few for that, on those on which they are the largest.
fn fitted(
    context: &mut Context<'_>,
    words: &str,
    style: &ParagraphStyle,
    room: f32,
    span: Span,
) -> Vec<Line> {
    let letters = words.chars().count();
    let mut best: Vec<Line> = Vec::new();
    for count in 1..=MOST_LINES {
        let parts = balanced(words, letters.div_ceil(count));
        let set = |context: &mut Context<'_>, size: f32| {
            let style = ParagraphStyle { size, leading: size, ..style.clone() };
            let lines = parts.iter().filter_map(|words| set_line(context, words, &style, span));
            lines.collect::<Vec<Line>>()
        };
        let lines = set(context, style.size);
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        // The band ends in half circles.
        let size = (room / (widest / style.size + 2.0)).min(style.size);
        if best.first().is_none_or(|line| line.size < size) {
            best = set(context, size);
        }
        if size >= style.size {
            break;
        }
    }
    best
}

/// The pack's logo, no larger than a box.
pub(crate) fn logo(context: &Context<'_>, most: Size) -> Option<ImageItem> {
    let asset = context.document.assets.logo?;
    let picture = context.document.assets.get(asset);
    if picture.width <= 0.0 || picture.height <= 0.0 {
        return None;
    }
    let scale = (most.width / picture.width).min(most.height / picture.height);
    Some(ImageItem {
        asset,
        size: Size::new(picture.width * scale, picture.height * scale),
        window: None,
    })
}

/// A picture that is no part of the document.
pub(crate) fn ornament(at: Point, picture: ImageItem, kind: Artifact) -> [(Point, FrameItem); 3] {
    let tag = FrameItem::TagStart(Tag::Artifact(kind));
    [(at, tag), (at, FrameItem::Image(picture)), (at, FrameItem::TagEnd)]
}

/// A line of words as wide as it gets.
struct Line {
    frame: Frame,
    ascent: f32,
    width: f32,
    size: f32,
}

fn set_line(
    context: &mut Context<'_>,
    words: &str,
    style: &ParagraphStyle,
    span: Span,
) -> Option<Line> {
    let kept = std::mem::take(&mut context.structure);
    let node = context.structure.add(None, Role::Group);
    let content = [Inline::text(words, span)];
    let paragraph = Paragraph::prepare(&content, style, node, context);
    // Wherever the line is put, its words are to be at its left edge.
    let paragraph = paragraph.starting(Direction::LeftToRight);
    context.structure = kept;
    let width = paragraph.max_width();
    let line = paragraph.lines(width + style.size).into_iter().next()?;
    Some(Line { frame: line.frame, ascent: line.ascent, width, size: style.size })
}
