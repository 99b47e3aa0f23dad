//! Images made smaller: no more pixels than a sharp screen shows, in the format that takes less.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader};

use crate::resolve::{Asset, Format};

/// Pixels per CSS pixel that are kept: what phones and good screens show.
const DENSITY: f32 = 2.0;

/// The quality of a JPEG that is written again: losses are not seen at [`DENSITY`].
const JPEG_QUALITY: u8 = 82;

/// The smaller form of an image that is shown at most `width` CSS pixels wide; none where it is
/// small already, or is a drawing or an animation.
///
/// Photographs stay JPEG: the lossless WebP that the encoder writes would be larger.
pub(super) fn compact(asset: &Asset, width: f32) -> Option<(Format, Vec<u8>)> {
    let source = match asset.format {
        Format::Png => image::ImageFormat::Png,
        Format::Jpeg => image::ImageFormat::Jpeg,
        _ => return None,
    };
    let mut decoder =
        ImageReader::with_format(Cursor::new(&*asset.bytes), source).into_decoder().ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let (picture, scaled) = scale(picture, (width * DENSITY).ceil() as u32);
    let (format, bytes) = match asset.format {
        Format::Jpeg if !scaled => return None,
        Format::Jpeg => (Format::Jpeg, write_jpeg(&picture, profile)?),
        _ => (Format::Webp, write_webp(&picture, profile)?),
    };
    (bytes.len() < asset.bytes.len()).then_some((format, bytes))
}

fn scale(picture: DynamicImage, widest: u32) -> (DynamicImage, bool) {
    if picture.width() <= widest.max(1) {
        return (picture, false);
    }
    let height = f64::from(picture.height()) * f64::from(widest) / f64::from(picture.width());
    let height = (height.round() as u32).max(1);
    (picture.resize_exact(widest, height, FilterType::Lanczos3), true)
}

fn write_webp(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    // The format holds 8 bits for each of three or four colours, and nothing else.
    let picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    set_profile(&mut encoder, profile)?;
    picture.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

fn write_jpeg(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    set_profile(&mut encoder, profile)?;
    picture.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

/// Colours mean nothing without their profile, so an encoder that cannot keep it is not used.
fn set_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) -> Option<()> {
    match profile {
        Some(profile) => encoder.set_icc_profile(profile).ok(),
        None => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Asset {
        let picture = DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, 90])
        }));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        Asset {
            name: "a.png".to_owned(),
            format: Format::Png,
            hash: String::new(),
            width: width as f32,
            height: height as f32,
            light_edge: false,
            lines: std::sync::Arc::default(),
            bytes: bytes.into_inner().into(),
        }
    }

    #[test]
    fn no_more_pixels_are_kept_than_are_shown() {
        let (format, bytes) = compact(&png(1200, 600), 300.0).unwrap();
        let small = image::load_from_memory(&bytes).unwrap();
        assert_eq!((format, small.width(), small.height()), (Format::Webp, 600, 300));
    }

    #[test]
    fn small_images_keep_their_pixels() {
        if let Some((_, bytes)) = compact(&png(80, 40), 300.0) {
            assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 80);
        }
    }
}
