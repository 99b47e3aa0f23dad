//! Pictures: raster images as they are, SVG as vectors, each stored once.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};
use krilla::Data;
use krilla::error::KrillaError;
use krilla::geom::{Size, Transform};
use krilla::graphic::Graphic;
use krilla::image::Image;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};
use rustc_hash::FxHashMap;

use crate::backend::drawing::{self, font_database};
use crate::fonts::FontBook;
use crate::resolve::{AssetStore, Format};
use crate::tree::AssetId;

/// The pictures that were painted so far.
pub(super) struct Images<'a> {
    assets: &'a AssetStore,
    fonts: &'a FontBook,
    font_database: Option<Arc<usvg::fontdb::Database>>,
    read: FxHashMap<AssetId, Option<Picture>>,
    /// How many pictures krilla was given since it was waited for.
    given: usize,
    refused: &'a BTreeSet<AssetId>,
}

/// How many pictures krilla may have in hand. Whoever waits for one of them takes up the next one
/// meanwhile, and waits for that in turn: thousands of them do not fit on a stack.
const IN_HAND: usize = 64;

#[derive(Clone)]
enum Picture {
    Raster { image: Image, turn: Orientation },
    Vector { graphic: Graphic, size: usvg::Size },
}

impl<'a> Images<'a> {
    pub(super) fn new(
        assets: &'a AssetStore,
        fonts: &'a FontBook,
        refused: &'a BTreeSet<AssetId>,
    ) -> Self {
        let (font_database, read) = (None, FxHashMap::default());
        Self { assets, fonts, font_database, read, given: 0, refused }
    }

    /// The picture that an error is about.
    pub(super) fn refused_by(&self, error: &KrillaError) -> Option<AssetId> {
        let (KrillaError::Image(broken, ..) | KrillaError::SixteenBitImage(broken, _)) = error
        else {
            return None;
        };
        let painted = self.assets.iter().map(|(id, _)| id);
        painted.into_iter().find(|id| match self.read.get(id) {
            Some(Some(Picture::Raster { image, .. })) => image == broken,
            _ => false,
        })
    }

    /// Paints a picture with its top left corner at the origin. Whether it could be read.
    pub(super) fn paint(&mut self, surface: &mut Surface<'_>, id: AssetId, size: Size) -> bool {
        if !self.read.contains_key(&id) {
            let picture = self.load(surface, id);
            self.read.insert(id, picture);
            self.keep_few_in_hand();
        }
        let Some(Some(picture)) = self.read.get(&id) else { return false };
        match picture.clone() {
            Picture::Raster { image, turn } => paint_raster(surface, image, turn, size),
            Picture::Vector { graphic, size: own } => {
                let scale = (size.width() / own.width(), size.height() / own.height());
                surface.push_transform(&Transform::from_scale(scale.0, scale.1));
                surface.draw_graphic(graphic);
                surface.pop();
            }
        }
        true
    }

    /// Has pictures be encoded now and then, beside the threads that do so all the time.
    fn keep_few_in_hand(&mut self) {
        self.given += 1;
        if self.given >= IN_HAND {
            self.given = 0;
            while rayon::yield_now() == Some(rayon::Yield::Executed) {}
        }
    }

    fn load(&mut self, surface: &mut Surface<'_>, id: AssetId) -> Option<Picture> {
        if self.refused.contains(&id) {
            return None;
        }
        let asset = self.assets.get(id);
        let data =
            || Data::from(Arc::new(asset.bytes.clone()) as Arc<dyn AsRef<[u8]> + Send + Sync>);
        let raster = |image: Result<Image, String>| {
            Some(Picture::Raster { image: image.ok()?, turn: Orientation::NoTransforms })
        };
        match asset.format {
            Format::Png => raster(Image::from_png(data(), false)),
            Format::Gif => raster(Image::from_gif(data(), false)),
            Format::Webp => raster(Image::from_webp(data(), false)),
            Format::Jpeg => load_jpeg(&asset.bytes, data()),
            Format::Svg => self.load_svg(surface, &asset.bytes),
            Format::Mp4 | Format::Webm | Format::Mp3 => None,
        }
    }

    /// Draws an SVG once into a form that pages then refer to.
    fn load_svg(&mut self, surface: &mut Surface<'_>, bytes: &[u8]) -> Option<Picture> {
        let tree = usvg::Tree::from_data(bytes, &self.svg_options()).ok()?;
        let size = tree.size();
        let settings =
            SvgSettings { embed_text: has_all_glyphs(tree.root()), ..SvgSettings::default() };
        let mut stream = surface.stream_builder();
        let mut canvas = stream.surface();
        canvas.draw_svg(&tree, Size::from_wh(size.width(), size.height())?, settings)?;
        canvas.finish();
        // It may hold several pictures, and each of its filters is one.
        self.given = IN_HAND;
        Some(Picture::Vector { graphic: Graphic::new(stream.finish(), false), size })
    }

    fn svg_options(&mut self) -> usvg::Options<'static> {
        let fonts = self.font_database.get_or_insert_with(|| Arc::new(font_database(self.fonts)));
        drawing::options(fonts.clone())
    }
}

/// Whether the fonts have every character of an SVG's text. A text that lacks one is drawn as
/// outlines, since a PDF for archives must not hold the glyph for "no such character".
fn has_all_glyphs(group: &usvg::Group) -> bool {
    group.children().iter().all(|node| match node {
        usvg::Node::Group(group) => has_all_glyphs(group),
        usvg::Node::Text(text) => text
            .layouted()
            .iter()
            .flat_map(|span| &span.positioned_glyphs)
            .all(|glyph| glyph.id.0 != 0),
        usvg::Node::Path(_) | usvg::Node::Image(_) => true,
    })
}

/// A JPEG goes into the PDF byte for byte, and is turned upright where a camera was held askew.
/// One made of inks is converted, since archives allow inks only with a profile of the press.
fn load_jpeg(bytes: &[u8], data: Data) -> Option<Picture> {
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).ok()?;
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = if is_made_of_inks(bytes) {
        let pixels = DynamicImage::from_decoder(decoder).ok()?.into_rgba8();
        let (width, height) = pixels.dimensions();
        Image::from_rgba8(pixels.into_raw(), width, height)
    } else {
        Image::from_jpeg(data, false).ok()?
    };
    Some(Picture::Raster { image, turn })
}

/// Whether a JPEG has four colours: what its frame header says, for decoders only tell what they
/// make of it (ITU-T T.81, B.2.2).
fn is_made_of_inks(bytes: &[u8]) -> bool {
    const TABLES: [u8; 3] = [0xc4, 0xc8, 0xcc];
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, after @ ..] = rest {
        if *marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        let [high, low, ..] = *after else { break };
        if (0xc0..=0xcf).contains(marker) && !TABLES.contains(marker) {
            return after.get(7) == Some(&4);
        }
        rest = after.get(usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default();
    }
    false
}

/// Paints an image so that it stands upright in its box.
fn paint_raster(surface: &mut Surface<'_>, image: Image, turn: Orientation, size: Size) {
    surface.push_transform(&upright(turn, size));
    // The transform maps the unit square to the box.
    if let Some(unit) = Size::from_wh(1.0, 1.0) {
        surface.draw_image(image, unit);
    }
    surface.pop();
}

/// From the unit square, as the image is stored, to its box, as it is seen (Exif 2.32, 4.6.4).
fn upright(turn: Orientation, size: Size) -> Transform {
    let (w, h) = (size.width(), size.height());
    match turn {
        Orientation::NoTransforms => Transform::from_row(w, 0.0, 0.0, h, 0.0, 0.0),
        Orientation::FlipHorizontal => Transform::from_row(-w, 0.0, 0.0, h, w, 0.0),
        Orientation::Rotate180 => Transform::from_row(-w, 0.0, 0.0, -h, w, h),
        Orientation::FlipVertical => Transform::from_row(w, 0.0, 0.0, -h, 0.0, h),
        Orientation::Rotate90FlipH => Transform::from_row(0.0, h, w, 0.0, 0.0, 0.0),
        Orientation::Rotate90 => Transform::from_row(0.0, h, -w, 0.0, w, 0.0),
        Orientation::Rotate270FlipH => Transform::from_row(0.0, -h, -w, 0.0, w, h),
        Orientation::Rotate270 => Transform::from_row(0.0, -h, w, 0.0, 0.0, h),
    }
}
