//! Pictures made of pixels: bounded before they are decoded, decoded once to be sure of them.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits,
};

use super::Format;
use super::fault::Fault;
use super::metadata::strip;
use crate::limits;
use crate::source::PictureMetadata;
use crate::tree::NaturalSize;

/// The most memory a decoder may take, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// The quality of a JPEG that had to be turned, of 100.
const QUALITY: u8 = 92;

/// A picture that every output can decode.
#[derive(Debug)]
pub(super) struct Raster {
    pub(super) format: Format,
    /// One of its pixels is one of CSS.
    pub(super) size: NaturalSize,
    /// Whether it is light along most of its edges.
    pub(super) light_edge: bool,
    pub(super) bytes: Vec<u8>,
}

/// Decodes a picture once, so that no output finds it broken, and takes out what it says beside what
/// it shows, unless that is to stay.
///
/// A picture that its camera says to turn is turned here: browsers follow what it says, printed
/// pages do not.
pub(super) fn check(
    bytes: Vec<u8>,
    format: Format,
    metadata: PictureMetadata,
) -> Result<Raster, Fault> {
    let broken = |error: ImageError| Fault::Broken { format: name(format), words: words(&error) };
    let mut reader = ImageReader::with_format(Cursor::new(&bytes), image_format(format));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let area = u64::from(width) * u64::from(height);
    if u64::from(width.max(height)) > limits::PICTURE_SIDE.most || area > limits::PICTURE.most {
        return Err(Fault::TooLarge { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let keeps = metadata == PictureMetadata::Keep;
    let beside = Beside {
        profile: decoder.icc_profile().ok().flatten(),
        exif: decoder.exif_metadata().ok().flatten().filter(|_| keeps),
    };
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if orientation == Orientation::NoTransforms {
        let bytes = if keeps { bytes } else { strip(&bytes, format) };
        let light_edge = has_light_edge(&picture);
        return Ok(Raster { format, size: size(width, height), light_edge, bytes });
    }
    picture.apply_orientation(orientation);
    encode(&picture, format, beside).map_err(broken)
}

/// What a picture that is written anew takes along.
struct Beside {
    profile: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
}

impl Beside {
    fn give(self, encoder: &mut impl ImageEncoder) {
        // A decoder gives RGB whatever the file is made of, so only such a profile still fits. One
        // that the format cannot hold is left out.
        if let Some(profile) = self.profile.filter(|profile| profile.get(16..20) == Some(b"RGB ")) {
            let _ = encoder.set_icc_profile(profile);
        }
        if let Some(mut exif) = self.exif {
            let _ = Orientation::remove_from_exif_chunk(&mut exif);
            let _ = encoder.set_exif_metadata(exif);
        }
    }
}

fn encode(picture: &DynamicImage, format: Format, beside: Beside) -> Result<Raster, ImageError> {
    let mut bytes = Vec::new();
    let format = if format == Format::Jpeg { format } else { Format::Png };
    if format == Format::Jpeg {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        beside.give(&mut encoder);
        picture.to_rgb8().write_with_encoder(encoder)?;
    } else {
        let mut encoder = PngEncoder::new(&mut bytes);
        beside.give(&mut encoder);
        picture.write_with_encoder(encoder)?;
    }
    let light_edge = has_light_edge(picture);
    Ok(Raster { format, size: size(picture.width(), picture.height()), light_edge, bytes })
}

/// Whether a picture is light and opaque along most of its edges. One with room around what it
/// shows, such as a logo, mostly has no opaque ground and so no edge of its own.
fn has_light_edge(picture: &DynamicImage) -> bool {
    /// The least of each colour of 255 that is light: white paper hardly differs.
    const LIGHT: u8 = 238;
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 {
        return false;
    }
    let across = (0..width).flat_map(|x| [(x, 0), (x, height - 1)]);
    let down = (0..height).flat_map(|y| [(0, y), (width - 1, y)]);
    let is_light = |&(x, y): &(u32, u32)| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        alpha == 255 && red.min(green).min(blue) >= LIGHT
    };
    let light = across.chain(down).filter(is_light).count();
    light as u64 > u64::from(width) + u64::from(height)
}

fn size(width: u32, height: u32) -> NaturalSize {
    NaturalSize { width: width as f32, height: height as f32 }
}

/// What a picture is that no output can show, where it has a name.
pub(super) fn other_format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("a PDF");
    }
    if bytes.get(4..12).is_some_and(|brand| brand.starts_with(b"ftyphei") || brand == b"ftypmif1") {
        return Some("a HEIC picture");
    }
    match image::guess_format(bytes).ok()? {
        ImageFormat::Tiff => Some("a TIFF"),
        ImageFormat::Bmp => Some("a BMP"),
        ImageFormat::Ico => Some("an icon"),
        ImageFormat::Avif => Some("an AVIF"),
        ImageFormat::Hdr | ImageFormat::OpenExr => Some("a picture of high dynamic range"),
        _ => None,
    }
}

fn image_format(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Gif => ImageFormat::Gif,
        Format::Webp => ImageFormat::WebP,
        _ => ImageFormat::Png,
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Gif => "GIF",
        Format::Webp => "WebP",
        _ => "PNG",
    }
}

/// The decoder's words on one line.
fn words(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "it needs too much memory".to_owned(),
        ImageError::Decoding(inner) => {
            std::error::Error::source(inner).map_or_else(|| inner.to_string(), ToString::to_string)
        }
        other => other.to_string(),
    }
    .replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(bytes: Vec<u8>, format: Format) -> Result<Raster, Fault> {
        check(bytes, format, PictureMetadata::Strip)
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::new_rgb8(width, height);
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_whole_picture_passes_as_it_is() {
        let bytes = png(3, 2);
        let raster = stripped(bytes.clone(), Format::Png).unwrap();
        assert_eq!((raster.size, raster.bytes), (size(3, 2), bytes));
    }

    #[test]
    fn an_edge_is_light_where_most_of_it_is_white_and_opaque() {
        let edge = |paint: fn(u32, u32) -> [u8; 4]| {
            let pixels = image::RgbaImage::from_fn(40, 20, |x, y| image::Rgba(paint(x, y)));
            has_light_edge(&pixels.into())
        };
        assert!(edge(|_, _| [255; 4]));
        assert!(edge(|_, y| if y == 0 { [0, 0, 0, 255] } else { [250, 250, 250, 255] }));
        assert!(!edge(|x, _| if x < 30 { [90, 90, 90, 255] } else { [255; 4] }));
        assert!(!edge(|_, _| [255, 255, 255, 0]), "what is seen through is the page");
    }

    #[test]
    fn a_torn_picture_is_broken() {
        let mut bytes = png(40, 40);
        bytes.truncate(60);
        assert!(matches!(stripped(bytes, Format::Png), Err(Fault::Broken { format: "PNG", .. })));
    }

    /// A header may claim any size; memory for it is never asked for.
    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_by_its_header() {
        let mut bytes = png(1, 1);
        bytes[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        let fault = stripped(bytes, Format::Png).unwrap_err();
        assert_eq!(fault, Fault::TooLarge { width: 30_000, height: 30_000 });
    }

    /// The checksum of a PNG's chunk (PNG, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 }
            })
        })
    }

    #[test]
    fn a_photograph_is_turned_as_its_camera_says() {
        let mut jpeg = Vec::new();
        let picture = DynamicImage::new_rgb8(8, 4);
        picture.write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
        // An Exif segment with one entry: orientation 6, a quarter turn to the right.
        let exif = b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        jpeg.splice(2..2, exif.iter().copied());
        let raster = stripped(jpeg, Format::Jpeg).unwrap();
        assert_eq!(raster.size, size(4, 8));
    }
}
