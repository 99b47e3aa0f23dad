//! The cover: the title on a coloured page, with an ornament of arcs.

use super::marking::{self, Ground, logo, watermark};
use super::sheet::Sheet;
use crate::layout::block::flow::Flow;
use crate::layout::block::notes::Notes;
use crate::layout::context::Context;
use crate::layout::facts::{facts, owner};
use crate::layout::frame::{
    Artifact, Frame, Geometry, ImageItem, Segment, Shape, Stroke, decoration,
};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::{Styles, mix};
use crate::layout::vlist::stack::stack;
use crate::layout::vlist::{Glue, Orientation, VList};
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::CoverTokens;

/// Sets the cover. The frame's origin is the page's corner.
pub(crate) fn set_cover(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    span: Span,
) -> Frame {
    let (paper, area) = (sheet.size(Orientation::Upright), sheet.area(0, Orientation::Upright));
    let column = Column::new(area.size.width, context.direction);
    let tokens = context.theme.tokens.cover.clone();
    let section = context.structure.add(None, Role::Section);
    let mut frame = Frame::new(paper);
    let bled = Size::new(paper.width + 2.0 * sheet.bleed, paper.height + 2.0 * sheet.bleed);
    let geometry = Geometry::Rect { size: bled, radius: 0.0 };
    let ground = Shape { geometry, fill: Some(tokens.background), stroke: None };
    frame.items.extend(decoration(Point::new(-sheet.bleed, -sheet.bleed), ground));
    let below = picture(context, &mut frame, sheet);
    let ground = Ground { words: tokens.text, paper: tokens.background };
    // Behind a picture half of its words would be lost: it has what is free.
    let free = Size::new(paper.width, paper.height - below);
    frame.place(Point::new(0.0, below), watermark(context, styles, free, ground, span));
    if below == 0.0 {
        ornament(&mut frame, sheet, column.direction, &tokens);
    }
    let most = Size::new(area.size.width * 0.36, styles.text.size * 4.0);
    if let Some(logo) = logo(context, most) {
        // Over a picture it would be lost: there it stands where the ornament would.
        let width = logo.size.width;
        let at = if below > 0.0 {
            Point::new(column.at_end(width).x, area.size.height - logo.size.height)
        } else {
            Point::new(column.at_start(width).x, 0.0)
        };
        frame.items.extend(marking::ornament(area.origin + at, logo, Artifact::Decoration));
    }

    let mut notes = Notes::new(area.size.width);
    let mut flow = Flow::new(context, &mut notes, styles, column.width, span);
    flow.text = ParagraphStyle {
        family: Family::Heading,
        color: tokens.text,
        align: Align::Start,
        hyphenate: false,
        hanging: false,
        ..styles.text.clone()
    };
    // The ornament has the other half of the foot.
    let rooms = [0.92, 0.46].map(|share| column.at_start(column.width * share));
    let head = head(&mut flow, &tokens, section, rooms[0].width);
    let foot = foot(&mut flow, &tokens, section, rooms[1].width);

    let head = stack(head, rooms[0].width).content;
    let foot = stack(foot, rooms[1].width).content;
    let lowest = (area.size.height - head.height()).max(0.0);
    let top = (paper.height * 0.3).max(below + styles.text.size * 4.0).min(lowest);
    let bar = Size::new(styles.text.size * 5.0, 4.0);
    let geometry = Geometry::Rect { size: bar, radius: 0.0 };
    let shape = Shape { geometry, fill: Some(tokens.accent), stroke: None };
    let place = |x: f32, y: f32| Point::new(area.origin.x + x, y);
    let above = place(column.at_start(bar.width).x, top - styles.text.size * 2.0);
    frame.items.extend(decoration(above, shape));
    frame.place(place(rooms[0].x, top), head.frame);
    let bottom = area.origin.y + area.size.height - foot.height();
    frame.place(place(rooms[1].x, bottom), foot.frame);
    frame
}

/// The pack's picture at the top, across the paper where it is wide enough. Returns how far down
/// it reaches.
fn picture(context: &Context<'_>, frame: &mut Frame, sheet: Sheet) -> f32 {
    let assets = &context.document.assets;
    let Some(asset) = assets.cover else { return 0.0 };
    let (width, height) = (assets.get(asset).width, assets.get(asset).height);
    if width <= 0.0 || height <= 0.0 {
        return 0.0;
    }
    let paper = sheet.size(Orientation::Upright);
    let bled = paper.width + 2.0 * sheet.bleed;
    let scale = (bled / width).min((paper.height * 0.5 + sheet.bleed) / height);
    let size = Size::new(width * scale, height * scale);
    let at = Point::new((paper.width - size.width) / 2.0, -sheet.bleed);
    let item = ImageItem { asset, size };
    frame.items.extend(marking::ornament(at, item, Artifact::Decoration));
    at.y + size.height
}

/// Title, subtitle and authors.
fn head(flow: &mut Flow<'_, '_>, tokens: &CoverTokens, section: NodeId, width: f32) -> VList {
    let meta = &flow.context.document.pack.meta;
    let size = flow.text.size * tokens.title_size;
    let plain = flow.text.clone();
    let title = ParagraphStyle { size, leading: size * 1.12, weight: 700, ..plain.clone() };
    let subtitle = ParagraphStyle {
        size: plain.size * 1.6,
        leading: plain.size * 2.1,
        color: mix(tokens.text, tokens.background, 0.12),
        ..plain.clone()
    };
    let authors = ParagraphStyle { color: mix(tokens.text, tokens.background, 0.2), ..plain };
    flow.nested(width, |flow| {
        line(flow, &meta.title, &title, section, Role::Title);
        flow.space(Glue::fixed(size * 0.4));
        line(
            flow,
            meta.subtitle.as_deref().unwrap_or_default(),
            &subtitle,
            section,
            Role::Paragraph,
        );
        flow.space(Glue::fixed(size * 0.6));
        line(flow, &meta.authors.join(", "), &authors, section, Role::Paragraph);
    })
}

/// Publisher, then version, date and status, then classification.
fn foot(flow: &mut Flow<'_, '_>, tokens: &CoverTokens, section: NodeId, width: f32) -> VList {
    let meta = &flow.context.document.pack.meta;
    let plain = flow.text.clone();
    let strong = ParagraphStyle {
        weight: 600,
        size: plain.size * 1.1,
        leading: plain.size * 1.6,
        ..plain.clone()
    };
    let quiet = ParagraphStyle { color: mix(tokens.text, tokens.background, 0.22), ..plain };
    let facts = facts(flow.context).join("  ·  ");
    let owner = owner(flow.context);
    flow.nested(width, |flow| {
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        line(flow, &words(&meta.publisher), &strong, section, Role::Paragraph);
        line(flow, &facts, &quiet, section, Role::Paragraph);
        line(flow, &words(&owner), &quiet, section, Role::Paragraph);
        line(flow, &words(&meta.classification), &quiet, section, Role::Paragraph);
        flow.space(Glue::fixed(quiet.size * 0.5));
        let small =
            ParagraphStyle { size: quiet.size * 0.82, leading: quiet.size * 1.2, ..quiet.clone() };
        line(flow, &words(&meta.copyright), &small, section, Role::Paragraph);
    })
}

fn line(flow: &mut Flow<'_, '_>, words: &str, style: &ParagraphStyle, section: NodeId, role: Role) {
    if words.is_empty() {
        return;
    }
    let node = flow.context.structure.add(Some(section), role);
    let content = [flow.words(words)];
    let paragraph = Paragraph::prepare(&content, style, node, flow.context);
    flow.lines(&paragraph);
}

/// Quarter circles around the lower corner where lines end, each a little fainter than the one
/// inside it.
fn ornament(frame: &mut Frame, sheet: Sheet, direction: Direction, tokens: &CoverTokens) {
    let paper = sheet.size(Orientation::Upright);
    let across = Column::new(paper.width, direction);
    let at = |x: f32, y: f32| Point::new(across.part(paper.width - x, 0.0).x, paper.height - y);
    let unit = paper.width * 0.105;
    for ring in 0_u8..6 {
        let ring = f32::from(ring);
        let color = mix(tokens.accent, tokens.background, 0.35 + ring * 0.105);
        let width = unit * (0.34 - ring * 0.045);
        let shape = Shape {
            geometry: Geometry::Path(quarter(at, unit * (1.0 + ring), sheet.bleed)),
            fill: None,
            stroke: Some(Stroke { color, width, dash: None }),
        };
        frame.items.extend(decoration(Point::default(), shape));
    }
}

/// A quarter of a circle, from the point beside its centre to the one above it, with a straight
/// end into the bleed on either side. `at` gives the point so far inwards from the centre and above
/// it.
fn quarter(at: impl Fn(f32, f32) -> Point, radius: f32, bleed: f32) -> Vec<Segment> {
    let pull = radius * 0.552_285;
    vec![
        Segment::Move(at(radius, -bleed)),
        Segment::Line(at(radius, 0.0)),
        Segment::Cubic(at(radius, pull), at(pull, radius), at(0.0, radius)),
        Segment::Line(at(-bleed, radius)),
    ]
}
