//! How drawings are read by those who paint them.

use std::sync::Arc;

use usvg::fontdb::{Database, Source};

use crate::fonts::FontBook;

/// What an SVG may use: the book's fonts, pictures inside of itself, and nothing else.
pub(super) fn options(fonts: Arc<Database>) -> usvg::Options<'static> {
    usvg::Options {
        resources_dir: None,
        fontdb: fonts,
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_: &str, _: &usvg::Options<'_>| None),
        },
        ..usvg::Options::default()
    }
}

/// The fonts of a book for drawings.
pub(super) fn font_database(fonts: &FontBook) -> Database {
    let mut database = Database::new();
    for (_, face) in fonts.iter().filter(|(_, face)| face.index == 0) {
        database.load_font_source(Source::Binary(face.data.clone()));
    }
    let family =
        |look: &str| fonts.iter().map(|(_, face)| &face.family).find(|name| name.contains(look));
    if let Some(serif) = family("Serif") {
        database.set_serif_family(serif);
    }
    if let Some(sans) = family("Sans") {
        database.set_sans_serif_family(sans);
    }
    if let Some(code) = family("Code") {
        database.set_monospace_family(code);
    }
    database
}
