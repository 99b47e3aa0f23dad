//! Draws a frame as a picture.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader};
use resvg::tiny_skia::{
    ColorU8, FillRule, FilterQuality, LineCap, Mask, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    Rect, Stroke as Pen, StrokeDash, Transform,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use crate::backend::drawing;
use crate::fonts::FontBook;
use crate::layout::frame::{Geometry, ImageItem, Segment, Shape, TextRun};
use crate::layout::{self, Frame, FrameItem, Point, Rect as Window};
use crate::resolve::{Asset, AssetStore, Format};
use crate::theme::Color;

/// Draws a frame as a PNG of a size in pixels.
pub(super) fn draw(
    frame: &Frame,
    assets: &AssetStore,
    fonts: &FontBook,
    width: u32,
    height: u32,
) -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(width, height)?;
    let page =
        Transform::from_scale(width as f32 / frame.size.width, height as f32 / frame.size.height);
    for (at, item) in &frame.items {
        let place = page.pre_translate(at.x, at.y);
        match item {
            FrameItem::Text(run) => draw_text(run, fonts, place, &mut picture),
            FrameItem::Turned(run, degrees) => {
                let turned = place.pre_concat(Transform::from_rotate(-degrees));
                draw_text(run, fonts, turned, &mut picture);
            }
            FrameItem::Shape(shape) => draw_shape(shape, place, &mut picture),
            FrameItem::Image(image) => {
                // A picture that turns out to be broken leaves its place; the PDF reports it.
                let _ = draw_image(image, assets.get(image.asset), fonts, place, &mut picture);
            }
            FrameItem::Link(_) | FrameItem::TagStart(_) | FrameItem::TagEnd => {}
        }
    }
    encode(&picture)
}

fn draw_text(run: &TextRun, fonts: &FontBook, place: Transform, picture: &mut Pixmap) {
    let outlines = fonts.face(run.font).tables();
    let outlines = outlines.outline_glyphs();
    let mut x = 0.0;
    for glyph in &run.glyphs {
        let mut pen = Outline(PathBuilder::new());
        if let Some(outline) = outlines.get(GlyphId::from(glyph.id)) {
            let settings = DrawSettings::unhinted(Size::new(run.size), LocationRef::default());
            // A glyph that cannot be drawn leaves its space.
            if outline.draw(settings, &mut pen).is_ok()
                && let Some(path) = pen.0.finish()
            {
                let (x, y) = (x + glyph.x_offset * run.size, -glyph.y_offset * run.size);
                let place = place.pre_translate(x, y);
                fill(&path, run.fill, place, picture);
                if run.embolden > 0.0 {
                    let along = Pen { width: run.embolden * run.size, ..Pen::default() };
                    picture.stroke_path(&path, &paint(run.fill), &along, place, None);
                }
            }
        }
        x += glyph.advance * run.size;
    }
}

/// Draws a picture at its size, as much of it as is seen. None where it cannot be read.
fn draw_image(
    item: &ImageItem,
    asset: &Asset,
    fonts: &FontBook,
    place: Transform,
    picture: &mut Pixmap,
) -> Option<()> {
    let Some(window) = item.window else {
        return draw_whole(item, asset, fonts, place, picture);
    };
    let Window { origin, size } = window;
    let seen =
        PathBuilder::from_rect(Rect::from_xywh(origin.x, origin.y, size.width, size.height)?);
    let mut mask = Mask::new(picture.width(), picture.height())?;
    mask.fill_path(&seen, FillRule::Winding, true, place);
    let mut whole = Pixmap::new(picture.width(), picture.height())?;
    draw_whole(item, asset, fonts, place, &mut whole)?;
    let (paint, still) = (PixmapPaint::default(), Transform::identity());
    picture.draw_pixmap(0, 0, whole.as_ref(), &paint, still, Some(&mask));
    Some(())
}

/// Draws all of a picture at its size. None where it cannot be read.
fn draw_whole(
    item: &ImageItem,
    asset: &Asset,
    fonts: &FontBook,
    place: Transform,
    picture: &mut Pixmap,
) -> Option<()> {
    let scaled = |width: f32, height: f32| {
        place.pre_scale(item.size.width / width, item.size.height / height)
    };
    if asset.format == Format::Svg {
        let options = drawing::options(Arc::new(drawing::font_database(fonts)));
        let tree = usvg::Tree::from_data(&asset.bytes, &options).ok()?;
        let size = tree.size();
        resvg::render(&tree, scaled(size.width(), size.height()), &mut picture.as_mut());
        return Some(());
    }
    let reader = ImageReader::new(Cursor::new(&asset.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    let mut pixels = Pixmap::new(image.width(), image.height())?;
    for (to, from) in pixels.pixels_mut().iter_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0;
        *to = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
    }
    let place = scaled(pixels.width() as f32, pixels.height() as f32);
    let smooth = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
    picture.draw_pixmap(0, 0, pixels.as_ref(), &smooth, place, None);
    Some(())
}

/// Collects a glyph's outline. Fonts count upwards, pictures downwards.
struct Outline(PathBuilder);

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, -cy, x, -y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, -cy0, cx1, -cy1, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

fn draw_shape(shape: &Shape, place: Transform, picture: &mut Pixmap) {
    let Some(path) = outline(&shape.geometry) else { return };
    if let Some(color) = shape.fill {
        fill(&path, color, place, picture);
    }
    if let Some(stroke) = &shape.stroke {
        let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![on, off], 0.0));
        let pen = Pen { width: stroke.width, line_cap: LineCap::Butt, dash, ..Pen::default() };
        picture.stroke_path(&path, &paint(stroke.color), &pen, place, None);
    }
}

fn outline(geometry: &Geometry) -> Option<Path> {
    let mut path = PathBuilder::new();
    match geometry {
        Geometry::Line(Point { x, y }) => {
            path.move_to(0.0, 0.0);
            path.line_to(*x, *y);
        }
        Geometry::Rect { size, radius } if *radius > 0.0 => rounded(&mut path, *size, *radius),
        Geometry::Rect { size, .. } => {
            path.push_rect(Rect::from_xywh(0.0, 0.0, size.width, size.height)?);
        }
        Geometry::Path(segments) => {
            for segment in segments {
                match *segment {
                    Segment::Move(to) => path.move_to(to.x, to.y),
                    Segment::Line(to) => path.line_to(to.x, to.y),
                    Segment::Cubic(a, b, to) => path.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y),
                    Segment::Close => path.close(),
                }
            }
        }
    }
    path.finish()
}

/// A rectangle with round corners.
fn rounded(path: &mut PathBuilder, size: layout::Size, radius: f32) {
    let layout::Size { width, height } = size;
    let radius = radius.min(width / 2.0).min(height / 2.0);
    path.move_to(radius, 0.0);
    path.line_to(width - radius, 0.0);
    path.quad_to(width, 0.0, width, radius);
    path.line_to(width, height - radius);
    path.quad_to(width, height, width - radius, height);
    path.line_to(radius, height);
    path.quad_to(0.0, height, 0.0, height - radius);
    path.line_to(0.0, radius);
    path.quad_to(0.0, 0.0, radius, 0.0);
    path.close();
}

fn fill(path: &Path, color: Color, place: Transform, picture: &mut Pixmap) {
    picture.fill_path(path, &paint(color), FillRule::Winding, place, None);
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.red, color.green, color.blue, 255);
    paint.anti_alias = true;
    paint
}

/// Encodes a picture that covers its ground wholly: without transparency it is smaller.
fn encode(picture: &Pixmap) -> Option<Vec<u8>> {
    let rgb: Vec<u8> = picture
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue()]
        })
        .collect();
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    let (width, height) = (picture.width(), picture.height());
    encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8).ok()?;
    Some(bytes)
}
