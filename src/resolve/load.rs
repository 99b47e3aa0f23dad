//! From bytes to an asset: what they are, by their content, and whether they can be trusted.

use std::sync::Arc;

use base64::Engine as _;
use percent_encoding::percent_decode_str;

use super::fault::Fault;
use super::folder::{Folder, Location};
use super::{Asset, Format, pdf, raster, svg};
use crate::files::Fingerprint;
use crate::source::PictureMetadata;

/// The largest file that is loaded.
const HEAVIEST: u64 = 64 * 1024 * 1024;

/// An attachment that can be used.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// The attachment, named after its file.
    pub(super) asset: Asset,
    /// What had to be taken out of it, in words.
    pub(super) losses: Vec<String>,
    /// How a page of a PDF was made a picture, where it is one.
    pub(super) way: Option<pdf::Way>,
}

/// Loads an attachment and checks it.
pub(super) fn load(folder: &Folder<'_>, location: &Location) -> Result<Loaded, Fault> {
    match location {
        Location::File(path) => examine(folder.read(path, HEAVIEST)?, path.stem(), folder.metadata),
        Location::PdfPage(path, number) => {
            let shown = pdf::show(folder.read(path, HEAVIEST)?, *number)?;
            let stem = format!("{}-{number}", path.stem());
            let loaded = loaded(&stem, shown.format, shown.size, shown.bytes, Vec::new());
            Ok(Loaded { way: Some(shown.way), ..loaded })
        }
        Location::Repository(path) => {
            let bytes = folder.read_in_repository(path, HEAVIEST)?;
            let loaded = examine(bytes, path.stem(), folder.metadata)?;
            // Nothing but pictures is taken from there.
            if loaded.asset.format.is_picture() { Ok(loaded) } else { Err(Fault::Outside) }
        }
        Location::Inline(address) => {
            let bytes = data(address).ok_or(Fault::Format(None))?;
            examine(bytes, name(address).unwrap_or("image"), folder.metadata)
        }
    }
}

fn examine(bytes: Vec<u8>, stem: &str, metadata: PictureMetadata) -> Result<Loaded, Fault> {
    let (format, size, bytes, losses) = match sniff(&bytes) {
        Some(Format::Svg) => {
            let clean = svg::clean(&bytes)?;
            (Format::Svg, clean.size, clean.text.into_bytes(), clean.losses)
        }
        Some(format @ (Format::Mp4 | Format::Webm | Format::Mp3)) => {
            (format, (0.0, 0.0), bytes, Vec::new())
        }
        Some(format) => {
            let raster = raster::check(bytes, format, metadata)?;
            (raster.format, raster.size, raster.bytes, Vec::new())
        }
        None => return Err(Fault::Format(raster::other_format(&bytes))),
    };
    Ok(loaded(stem, format, size, bytes, losses))
}

fn loaded(
    stem: &str,
    format: Format,
    (width, height): (f32, f32),
    bytes: Vec<u8>,
    losses: Vec<String>,
) -> Loaded {
    let hash = Fingerprint::of(&bytes).sha256;
    let name = format!("{}.{}", archive_stem(stem), format.extension());
    let asset = Asset { name, format, hash, width, height, bytes: Arc::from(bytes) };
    Loaded { asset, losses, way: None }
}

/// What bytes are, by how they start.
pub(super) fn sniff(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_video(brand) => Some(Format::Mp4),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some(Format::Webm),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => Some(Format::Mp3),
        _ => svg::looks_like(bytes).then_some(Format::Svg),
    }
}

/// Whether a file of boxes is a video: AVIF and HEIC pictures are made of the same boxes.
fn is_video(brand: &[u8]) -> bool {
    !["avif", "avis", "heic", "heix", "mif1", "msf1"]
        .iter()
        .any(|picture| brand.starts_with(picture.as_bytes()))
}

/// The bytes of a `data:` address (RFC 2397).
pub(super) fn data(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.get("data:".len()..)?.split_once(',')?;
    let body = percent_decode_str(body);
    if head.to_ascii_lowercase().ends_with(";base64") {
        let digits: Vec<u8> = body.filter(|byte| !byte.is_ascii_whitespace()).collect();
        base64::engine::general_purpose::STANDARD_NO_PAD
            .decode(digits.strip_suffix(b"==").or(digits.strip_suffix(b"=")).unwrap_or(&digits))
            .ok()
    } else {
        Some(body.collect())
    }
}

/// The name that a `data:` address gives to what it holds, where it does: `;name=diagram`.
fn name(address: &str) -> Option<&str> {
    let (head, _) = address.split_once(',')?;
    head.split(';').find_map(|parameter| parameter.strip_prefix("name="))
}

/// A file's stem as any archive takes it.
fn archive_stem(stem: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = stem.chars().map(safe).take(64).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "image".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n...."), Some(Format::Png));
        assert_eq!(sniff(b"\0\0\0\x20ftypisom"), Some(Format::Mp4));
        assert_eq!(sniff(b"\0\0\0\x20ftypavif"), None);
        assert_eq!(sniff(b"<?xml version='1.0'?><svg xmlns='x'/>"), Some(Format::Svg));
        assert_eq!(sniff(b"<html><body>svg"), None);
        assert_eq!(sniff(b""), None);
    }

    #[test]
    fn data_addresses_hold_bytes() {
        assert_eq!(data("data:image/png;base64,aGk=").unwrap(), b"hi");
        assert_eq!(data("data:image/svg+xml,%3Csvg/%3E").unwrap(), b"<svg/>");
        assert_eq!(data("data:nothing"), None);
        assert_eq!(name("data:image/svg+xml;name=chart;base64,aGk="), Some("chart"));
        assert_eq!(name("data:image/png;base64,;name=chart"), None);
    }

    #[test]
    fn names_are_safe_in_archives() {
        assert_eq!(archive_stem("Übersicht (neu) 1"), "bersicht--neu--1");
        assert_eq!(archive_stem("日本"), "image");
    }
}
