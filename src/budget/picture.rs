//! One picture on its way down the ladder.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader};

use super::ladder::{CLEAN, LEGIBLE, Rung};
use crate::resolve::{Asset, Format};

/// The share of a picture that one tone fills where it is made of writing or lines: paper.
const PAPER: f32 = 0.4;
/// A form that saves less than this share is not worth its loss.
const WORTH: f32 = 0.95;

/// A picture that could be smaller.
pub(super) struct Picture {
    pixels: DynamicImage,
    /// The profile of its colours, where they are red, green and blue.
    profile: Option<Vec<u8>>,
    /// The width it is printed at, in inches.
    width: f32,
    kind: Kind,
}

/// How a picture may be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Writing or lines, or with parts that are seen through: every pixel as it is.
    Exact,
    /// Writing or lines that came as JPEG: as clean as it came.
    Scan,
    /// Anything else.
    Photograph,
}

/// A smaller form of a picture.
pub(super) struct Smaller {
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    size: (u32, u32),
    /// The quality of a JPEG.
    quality: Option<u8>,
}

impl Picture {
    /// Reads a picture that is printed so many inches wide. None for drawings, videos and
    /// animations, which stay as they are.
    pub(super) fn read(asset: &Asset, width: f32) -> Option<Self> {
        let format = match asset.format {
            Format::Png => ImageFormat::Png,
            Format::Jpeg => ImageFormat::Jpeg,
            Format::Webp if !is_animated(&asset.bytes) => ImageFormat::WebP,
            _ => return None,
        };
        let reader = ImageReader::with_format(Cursor::new(&*asset.bytes), format);
        let mut decoder = reader.into_decoder().ok()?;
        let profile = decoder.icc_profile().ok().flatten().filter(|it| is_rgb(it));
        let pixels = DynamicImage::from_decoder(decoder).ok()?;
        let kind = match asset.format {
            Format::Jpeg if is_paper(&pixels) => Kind::Scan,
            Format::Jpeg => Kind::Photograph,
            _ if has_holes(&pixels) || is_paper(&pixels) && is_flat(&pixels) => Kind::Exact,
            _ => Kind::Photograph,
        };
        Some(Self { pixels, profile, width, kind })
    }

    /// The picture as a rung wants it; none where that saves nothing.
    pub(super) fn smaller(&self, asset: &Asset, rung: Rung) -> Option<Smaller> {
        let (resolution, quality) = match self.kind {
            Kind::Photograph => (rung.resolution, rung.quality),
            Kind::Exact | Kind::Scan => (rung.resolution.max(LEGIBLE), rung.quality.max(CLEAN)),
        };
        let pixels = self.scaled((self.width * f32::from(resolution)).ceil() as u32);
        let size = (pixels.width(), pixels.height());
        let (format, bytes, quality) = match self.kind {
            Kind::Exact => (Format::Png, self.png(&pixels)?, None),
            Kind::Scan | Kind::Photograph => {
                (Format::Jpeg, self.jpeg(&pixels, quality)?, Some(quality))
            }
        };
        let worth = (bytes.len() as f32) < asset.bytes.len() as f32 * WORTH;
        worth.then_some(Smaller { format, bytes, size, quality })
    }

    /// What was done, in words.
    pub(super) fn said(&self, form: &Smaller) -> String {
        let (from, to) = ((self.pixels.width(), self.pixels.height()), form.size);
        let quality = match form.quality {
            Some(quality) => format!("JPEG of quality {quality}"),
            None => "without loss".to_owned(),
        };
        if from == to {
            return format!("{} × {} pixels as before, {quality}", to.0, to.1);
        }
        format!("{} × {} in place of {} × {} pixels, {quality}", to.0, to.1, from.0, from.1)
    }

    fn scaled(&self, widest: u32) -> DynamicImage {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let widest = widest.max(1);
        if width <= widest {
            return self.pixels.clone();
        }
        let height = (f64::from(height) * f64::from(widest) / f64::from(width)).round() as u32;
        self.pixels.resize_exact(widest, height.max(1), FilterType::Lanczos3)
    }

    fn png(&self, pixels: &DynamicImage) -> Option<Vec<u8>> {
        let pixels = if pixels.color().has_alpha() {
            DynamicImage::ImageRgba8(pixels.to_rgba8())
        } else if is_grey(pixels) {
            DynamicImage::ImageLuma8(pixels.to_luma8())
        } else {
            DynamicImage::ImageRgb8(pixels.to_rgb8())
        };
        let mut bytes = Vec::new();
        let (effort, filter) = (CompressionType::Best, PngFilter::Adaptive);
        let mut encoder = PngEncoder::new_with_quality(&mut bytes, effort, filter);
        if let Some(profile) = self.profile.clone().filter(|_| pixels.color().has_color()) {
            encoder.set_icc_profile(profile).ok()?;
        }
        pixels.write_with_encoder(encoder).ok()?;
        Some(bytes)
    }

    fn jpeg(&self, pixels: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        if let Some(profile) = self.profile.clone() {
            encoder.set_icc_profile(profile).ok()?;
        }
        pixels.to_rgb8().write_with_encoder(encoder).ok()?;
        Some(bytes)
    }
}

/// Whether a WebP holds frames (RIFF container, the `ANIM` bit of `VP8X`).
fn is_animated(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
}

/// Whether a colour profile is one of red, green and blue (ICC.1, 7.2.6).
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

/// Whether any part of a picture is seen through.
fn has_holes(pixels: &DynamicImage) -> bool {
    pixels.color().has_alpha() && pixels.to_rgba8().pixels().any(|pixel| pixel[3] < u8::MAX)
}

fn is_grey(pixels: &DynamicImage) -> bool {
    !pixels.color().has_color()
        || pixels.to_rgb8().pixels().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2])
}

/// Whether one tone fills so much of a picture as paper does of a page, or a window of its panes.
fn is_paper(pixels: &DynamicImage) -> bool {
    let mut tones = [0_u32; 32];
    let grey = pixels.to_luma8();
    for pixel in grey.pixels() {
        tones[usize::from(pixel[0] >> 3)] += 1;
    }
    let most = tones.into_iter().max().unwrap_or_default();
    most as f32 >= PAPER * grey.len() as f32
}

/// Whether so many pixels are the very same as the one beside them as no camera makes them.
fn is_flat(pixels: &DynamicImage) -> bool {
    let grey = pixels.to_luma8();
    let rows = grey.as_raw().chunks(grey.width().max(1) as usize);
    let same: usize =
        rows.map(|row| row.windows(2).filter(|pair| pair[0] == pair[1]).count()).sum();
    same as f32 >= PAPER * grey.len() as f32
}

#[cfg(test)]
mod tests {
    use super::super::ladder::LADDER;
    use super::*;

    fn asset(pixels: &DynamicImage, format: ImageFormat) -> Asset {
        let mut bytes = Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, format).unwrap();
        Asset {
            name: "a.png".to_owned(),
            format: if format == ImageFormat::Png { Format::Png } else { Format::Jpeg },
            hash: String::new(),
            width: pixels.width() as f32,
            height: pixels.height() as f32,
            light_edge: false,
            lines: std::sync::Arc::default(),
            bytes: bytes.into_inner().into(),
        }
    }

    /// A picture in which no tone stands out.
    fn photograph() -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(1200, 600, |x, y| {
            let noise = (x * 7919 + y * 104_729) % 31;
            image::Rgb([(x / 5 + noise) as u8, (y / 3 + noise) as u8, ((x + y) / 8) as u8])
        }))
    }

    /// A white page with lines of black signs.
    fn page() -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(1200, 600, |x, y| {
            let ink = y % 20 < 8 && (x * 31 + y * 17) % 7 < 3;
            image::Rgb(if ink { [20; 3] } else { [255; 3] })
        }))
    }

    #[test]
    fn photographs_go_to_the_foot_of_the_ladder_and_writing_does_not() {
        let foot = *LADDER.last().unwrap();
        for (pixels, format, width, expected) in [
            (photograph(), ImageFormat::Png, 384, (Format::Jpeg, Some(foot.quality))),
            (photograph(), ImageFormat::Jpeg, 384, (Format::Jpeg, Some(foot.quality))),
            (page(), ImageFormat::Png, 600, (Format::Png, None)),
            (page(), ImageFormat::Jpeg, 600, (Format::Jpeg, Some(CLEAN))),
        ] {
            let asset = asset(&pixels, format);
            let small = Picture::read(&asset, 4.0).unwrap().smaller(&asset, foot).unwrap();
            assert_eq!((small.format, small.quality), expected);
            assert_eq!(small.size, (width, width / 2));
            assert!(small.bytes.len() < asset.bytes.len());
        }
    }

    #[test]
    fn what_is_seen_through_stays_so() {
        let mut pixels = photograph().to_rgba8();
        pixels.get_pixel_mut(0, 0)[3] = 0;
        let asset = asset(&DynamicImage::ImageRgba8(pixels), ImageFormat::Png);
        let small = Picture::read(&asset, 4.0).unwrap().smaller(&asset, LADDER[0]);
        assert!(small.is_none_or(|small| small.format == Format::Png));
    }

    #[test]
    fn a_picture_that_is_small_already_stays() {
        let asset = asset(&photograph().thumbnail(40, 20), ImageFormat::Jpeg);
        assert!(Picture::read(&asset, 4.0).unwrap().smaller(&asset, LADDER[0]).is_none());
    }
}
