//! The drawings that parts show which this reader does not get: what they say is looked for in the
//! outputs.

use std::collections::HashSet;

use super::folder::{Folder, Location};
use super::load::HEAVIEST;
use super::{folder_of, sniff};
use crate::files::{Files, PackPath};
use crate::source::PackConfig;
use crate::span::{Sources, Span};
use crate::text::page_path::without_ending;

/// The drawings that some addresses lead to, as pages write them, each once with its first place. One
/// that cannot be read is in no output either.
pub fn drawings<'a>(
    pictures: impl Iterator<Item = (&'a str, Span)>,
    files: &dyn Files,
    config: &PackConfig,
    sources: &Sources,
) -> Vec<(Vec<u8>, Span)> {
    let folder = folder_of(files, config);
    let mut seen = HashSet::new();
    let found = pictures.filter_map(|(address, span)| {
        // Folders of sites know a page by its path without ending.
        let page = PackPath::new(without_ending(&sources.get(span.file).path)).ok()?;
        let location = folder.locate(&page, address).ok()?.location;
        let bytes = seen.insert(location.clone()).then(|| bytes(&folder, &location))??;
        sniff::is_drawing(&bytes).then_some((bytes, span))
    });
    found.collect()
}

fn bytes(folder: &Folder<'_>, location: &Location) -> Option<Vec<u8>> {
    match location {
        Location::File(path) | Location::PdfPage(path, _) => folder.read(path, HEAVIEST).ok(),
        Location::Repository(path) => folder.read_in_repository(path, HEAVIEST).ok(),
        Location::Inline(address) => sniff::data(address),
    }
}
