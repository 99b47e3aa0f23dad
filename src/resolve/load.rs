//! From bytes to an asset: what they are, by their content, and whether they can be trusted.

use std::sync::Arc;

use super::fault::Fault;
use super::folder::{Folder, Location};
use super::{Asset, Format, pdf, raster, sniff, svg};
use crate::files::Fingerprint;
use crate::limits;
use crate::source::PictureMetadata;
use crate::tree::NaturalSize;

/// The largest file that is loaded.
pub(super) const HEAVIEST: u64 = limits::ATTACHMENT.most;

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
            let mut loaded = loaded(&stem, shown.format, shown.size, shown.bytes, Vec::new());
            loaded.asset.lines = shown.lines.into();
            Ok(Loaded { way: Some(shown.way), ..loaded })
        }
        Location::Repository(path) => {
            let bytes = folder.read_in_repository(path, HEAVIEST)?;
            let loaded = examine(bytes, path.stem(), folder.metadata)?;
            // Nothing but pictures is taken from there.
            if loaded.asset.format.is_picture() { Ok(loaded) } else { Err(Fault::Outside) }
        }
        Location::Inline(address) => {
            let bytes = sniff::data(address).ok_or(Fault::Format(None))?;
            examine(bytes, name(address).unwrap_or("image"), folder.metadata)
        }
    }
}

/// Finds out what bytes are, and whether they can be used.
pub(super) fn examine(
    bytes: Vec<u8>,
    stem: &str,
    metadata: PictureMetadata,
) -> Result<Loaded, Fault> {
    let mut light_edge = false;
    let (format, size, bytes, losses) = match sniff::format(&bytes) {
        Some(Format::Svg) => {
            let clean = svg::clean(&bytes)?;
            (Format::Svg, clean.size, clean.text.into_bytes(), clean.losses)
        }
        Some(format @ (Format::Mp4 | Format::Webm | Format::Mp3)) => {
            (format, NaturalSize::default(), bytes, Vec::new())
        }
        Some(format) => {
            let raster = raster::check(bytes, format, metadata)?;
            light_edge = raster.light_edge;
            (raster.format, raster.size, raster.bytes, Vec::new())
        }
        None => return Err(Fault::Format(raster::other_format(&bytes))),
    };
    let mut loaded = loaded(stem, format, size, bytes, losses);
    loaded.asset.light_edge = light_edge;
    Ok(loaded)
}

fn loaded(
    stem: &str,
    format: Format,
    size: NaturalSize,
    bytes: Vec<u8>,
    losses: Vec<String>,
) -> Loaded {
    let hash = Fingerprint::of(&bytes).sha256;
    let name = format!("{}.{}", archive_stem(stem), format.extension());
    let NaturalSize { width, height } = size;
    let (light_edge, lines, bytes) = (false, Arc::default(), Arc::from(bytes));
    let asset = Asset { name, format, hash, width, height, light_edge, lines, bytes };
    Loaded { asset, losses, way: None }
}

/// A drawing that is mirrored: what lies at its left lies at its right.
pub(super) fn mirrored(drawing: Loaded) -> Loaded {
    let Asset { name, format, width, height, bytes, .. } = drawing.asset;
    let inner = String::from_utf8_lossy(&bytes);
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><g transform=\"matrix(-1 0 0 1 {width} 0)\">{inner}</g></svg>"
    );
    let stem = name.split('.').next().unwrap_or_default();
    loaded(stem, format, NaturalSize { width, height }, text.into_bytes(), drawing.losses)
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
    fn data_addresses_may_name_what_they_hold() {
        assert_eq!(name("data:image/svg+xml;name=chart;base64,aGk="), Some("chart"));
        assert_eq!(name("data:image/png;base64,;name=chart"), None);
    }

    #[test]
    fn names_are_safe_in_archives() {
        assert_eq!(archive_stem("Übersicht (neu) 1"), "bersicht--neu--1");
        assert_eq!(archive_stem("日本"), "image");
    }
}
