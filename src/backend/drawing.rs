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
    if let Some(serif) = family_of(fonts, "serif") {
        database.set_serif_family(serif);
    }
    if let Some(sans) = family_of(fonts, "sans-serif") {
        database.set_sans_serif_family(sans);
    }
    if let Some(code) = family_of(fonts, "monospace") {
        database.set_monospace_family(code);
    }
    database
}

/// The family that drawings get for a generic name of style sheets; none for a name that is none.
pub(super) fn family_of<'a>(fonts: &'a FontBook, generic: &str) -> Option<&'a str> {
    let part = match generic {
        "serif" => "Serif",
        "sans-serif" => "Sans",
        "monospace" => "Code",
        _ => return None,
    };
    fonts.iter().map(|(_, face)| &*face.family).find(|name| name.contains(part))
}
