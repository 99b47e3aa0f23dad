//! Pictures with their captions.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::frame::{
    Artifact, Frame, FrameItem, Geometry, ImageItem, Shape, Stroke, Tag, decoration,
};
use crate::layout::geom::{Point, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Container, Glue, VBox};
use crate::resolve::{Asset, Format};
use crate::theme::Label;
use crate::tree::{AssetId, Block, BlockKind, Dimension, Image, Inline, Linked, Picture};

/// The pixels to the inch that a printed picture has at least, unless its author gave it a width:
/// with fewer its dots are seen.
pub(crate) const FEWEST_PIXELS: f32 = 150.0;
/// Points in a CSS pixel.
const POINTS_PER_PIXEL: f32 = 0.75;
/// The share of the type area's height that a picture takes at most unless its author gave it a
/// width: so that text fits beside it on the page.
const USUAL_SHARE: f32 = 0.62;
/// The share that any picture takes at most: so that its caption fits below it.
const LARGEST_SHARE: f32 = 0.86;

/// The width of the line around a picture that is light at its edges, in points.
const HAIRLINE: f32 = 0.5;
/// How wide a picture is at least that gets one, in points: icons have none.
const LEAST_FRAMED: f32 = 120.0;

/// The space between a caption and what it belongs to, in ems of the caption: less than what stands
/// before and behind both.
const CAPTION_GAP: f32 = 0.4;

/// Sets something shown, with its caption below it.
pub(super) fn set_figure(
    flow: &mut Flow<'_, '_>,
    blocks: &[Block<Linked>],
    caption: &[Inline<Linked>],
    parent: NodeId,
) {
    let gap = flow.styles.block_gap;
    let node = flow.context.structure.add(Some(parent), Role::Group);
    let column = flow.column;
    flow.space(gap);
    let set = |flow: &mut Flow<'_, '_>| {
        set_blocks(flow, blocks, node);
        if !caption.is_empty() {
            flow.bond(Break::Together);
            flow.close_up(caption_gap(flow));
            let align = flow.context.theme.tokens.captions.align;
            set_caption(flow, caption, align.into(), node);
        }
    };
    // In a list or a table's cell it stays where it is, and code stays between what is said of it.
    let is_code = blocks.iter().any(|block| matches!(block.kind, BlockKind::Code { .. }));
    if flow.is_whole() && !is_code {
        let (x, width) = (column.x, column.width);
        let floats = Some(flow.styles.paragraph_gap);
        let container = Container { x, width, floats, ..Container::default() };
        flow.container(container, column, |flow| set(flow));
    } else {
        set(flow);
    }
    flow.space(gap);
}

pub(super) fn caption_gap(flow: &Flow<'_, '_>) -> Glue {
    Glue::fixed(flow.styles.caption.size * CAPTION_GAP)
}

/// Sets a caption.
pub(super) fn set_caption(
    flow: &mut Flow<'_, '_>,
    caption: &[Inline<Linked>],
    align: Align,
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::Caption);
    let style = ParagraphStyle { align, ..flow.styles.caption.clone() }.within(&flow.text);
    let paragraph = Paragraph::prepare(caption, &style, node, flow.context);
    let margin = if align == Align::Center { flow.column.width * 0.06 } else { 0.0 };
    let column = flow.column.inset(margin, margin);
    flow.within(column, |flow| {
        for (index, line) in paragraph.lines(column.width).into_iter().enumerate() {
            if index > 0 {
                flow.bond(Break::Together);
            }
            flow.push_lines(vec![line]);
        }
    });
}

/// Sets an image in the middle of the column.
pub(super) fn set_image(flow: &mut Flow<'_, '_>, image: &Image<Linked>, parent: NodeId) {
    let gap = flow.styles.block_gap;
    flow.space(gap);
    match &image.picture {
        Picture::Asset { asset } => {
            let size = image_size(flow, *asset, image.width);
            let tag = picture_tag(flow, image, parent);
            let item = FrameItem::Image(ImageItem { asset: *asset, size, window: None });
            let is_wide = size.width > flow.column.width;
            let column = if is_wide { flow.widest() } else { flow.column };
            let mut frame = centred(column.width, size, [tag, item, FrameItem::TagEnd]);
            frame.items.extend(hairline(flow, *asset, size, column.width).into_iter().flatten());
            let scales = flow.is_whole() && gives(image.width);
            let content = VBox { frame, x: column.x, scales, ..VBox::default() };
            flow.push(content, Vec::new());
        }
        Picture::Missing { name } => set_placeholder(flow, image, name, parent),
    }
    flow.space(gap);
}

/// Whether a picture of a stated width may be shown a little smaller where it just misses its
/// page. Pixels speak of a screen; who asks for a share of the page or for points means paper.
fn gives(width: Option<Dimension>) -> bool {
    matches!(width, None | Some(Dimension::Px(_)))
}

/// The tag of a picture: an ornament is no part of the document.
fn picture_tag(flow: &mut Flow<'_, '_>, image: &Image<Linked>, parent: NodeId) -> FrameItem {
    if image.decorative {
        return FrameItem::TagStart(Tag::Artifact(Artifact::Decoration));
    }
    let role = Role::Figure { alt: image.alt.as_str().into() };
    let node = flow.context.structure.add(Some(parent), role);
    FrameItem::TagStart(Tag::Node(node))
}

/// The line around a picture in the middle of a width whose edges the paper would not show.
fn hairline(
    flow: &Flow<'_, '_>,
    asset: AssetId,
    size: Size,
    width: f32,
) -> Option<[(Point, FrameItem); 3]> {
    let tokens = &flow.context.theme.tokens;
    let is_light = flow.context.document.assets.get(asset).light_edge;
    if !(is_light && tokens.figures.hairline) || size.width < LEAST_FRAMED {
        return None;
    }
    let stroke = Some(Stroke { color: tokens.colors.rule, width: HAIRLINE, dash: None });
    let inner = Size::new(size.width - HAIRLINE, size.height - HAIRLINE);
    let shape = Shape { geometry: Geometry::Rect { size: inner, radius: 0.0 }, fill: None, stroke };
    let inset = HAIRLINE / 2.0;
    Some(decoration(Point::new((width - size.width) / 2.0 + inset, inset), shape))
}

fn centred(width: f32, size: Size, items: [FrameItem; 3]) -> Frame {
    let mut frame = Frame::new(Size::new(width, size.height));
    let at = Point::new((width - size.width) / 2.0, 0.0);
    frame.items.extend(items.map(|item| (at, item)));
    frame
}

/// The size an image is shown at in the column of a flow.
pub(super) fn image_size(flow: &Flow<'_, '_>, asset: AssetId, width: Option<Dimension>) -> Size {
    let asset = flow.context.document.assets.get(asset);
    let room = room_for_picture(flow, flow.widest().width, flow.text.picture_room);
    shown_size(asset, width, flow.column.width, room)
}

/// The room that an image has in a column whose text gives it so much at most.
pub(super) fn room_for_picture(flow: &Flow<'_, '_>, width: f32, most: Size) -> Size {
    let height = flow.page_height().min(most.height / USUAL_SHARE);
    Size::new(width.min(most.width), height)
}

/// The size an image is shown at: as its author says, in shares of a measure of text; else its own,
/// a drawing's at 96 and a photograph's at 150 pixels to the inch; and never more than a column as
/// wide and a type area as high as `room` hold.
pub(crate) fn shown_size(
    asset: &Asset,
    width: Option<Dimension>,
    measure: f32,
    room: Size,
) -> Size {
    let is_drawing = asset.format == Format::Svg;
    let scale = if is_drawing { POINTS_PER_PIXEL } else { 72.0 / FEWEST_PIXELS };
    let own = Size::new(asset.width.max(1.0) * scale, asset.height.max(1.0) * scale);
    let area = room.height;
    let (wanted, highest) = match width {
        Some(Dimension::Px(pixels)) => (pixels * POINTS_PER_PIXEL, area * LARGEST_SHARE),
        Some(Dimension::Percent(percent)) => (measure * percent / 100.0, area * LARGEST_SHARE),
        Some(Dimension::Pt(points)) => (points, area * LARGEST_SHARE),
        None => (own.width, area * USUAL_SHARE),
    };
    fitted(own, wanted.max(1.0), Size::new(room.width, highest))
}

/// `own` scaled to a width, within bounds.
fn fitted(own: Size, wanted: f32, bounds: Size) -> Size {
    let scale = (wanted / own.width).min(bounds.width / own.width).min(bounds.height / own.height);
    Size::new(own.width * scale, own.height * scale)
}

/// A box in place of a picture that is not there.
fn set_placeholder(flow: &mut Flow<'_, '_>, image: &Image<Linked>, name: &str, parent: NodeId) {
    let label = flow.label(Label::MissingImage);
    let words = if image.alt.is_empty() { name.to_owned() } else { image.alt.clone() };
    let role = Role::Figure { alt: format!("{label}: {words}").into() };
    let node = flow.context.structure.add(Some(parent), role);
    let lines = vec![format!("{label}: {name}"), image.alt.clone()];
    set_panel(flow, node, lines);
}

/// An outlined panel with centred lines of words.
fn set_panel(flow: &mut Flow<'_, '_>, node: NodeId, lines: Vec<String>) {
    let colors = &flow.context.theme.tokens.colors;
    let outline = Stroke { color: colors.rule, width: 0.75, dash: Some((4.0, 3.0)) };
    let fill = colors.surface;
    let style = ParagraphStyle { align: Align::Center, ..flow.styles.label.clone() };
    let pad = style.size * 1.6;
    let width = flow.column.width;
    let list = flow.nested(width - 2.0 * pad, |flow| {
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let content = [flow.words(line)];
            let paragraph = Paragraph::prepare(&content, &style, node, flow.context);
            flow.lines(&paragraph);
        }
    });
    let inner = crate::layout::vlist::stack::stack(list, width - 2.0 * pad).content;
    let size = Size::new(width, inner.height() + 2.0 * pad);
    let geometry = Geometry::Rect { size, radius: 3.0 };
    let shape = Shape { geometry, fill: Some(fill), stroke: Some(outline) };
    let mut frame = Frame::new(size);
    frame.items.extend(decoration(Point::default(), shape));
    frame.place(Point::new(pad, pad), inner.frame);
    flow.push(VBox { frame, x: flow.column.x, lines: inner.lines, ..VBox::default() }, Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_stays_within_its_bounds_and_keeps_its_shape() {
        let bounds = Size::new(400.0, 300.0);
        let large = fitted(Size::new(800.0, 400.0), 800.0, bounds);
        assert_eq!(large, Size::new(400.0, 200.0));
        let high = fitted(Size::new(100.0, 900.0), 100.0, bounds);
        assert!((high.height - 300.0).abs() < 1e-3 && high.width < 34.0);
        let small = fitted(Size::new(40.0, 20.0), 40.0, bounds);
        assert_eq!(small, Size::new(40.0, 20.0));
    }
}
