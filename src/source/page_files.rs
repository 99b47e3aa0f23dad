//! What the path of a file says of the page that it may be.

use super::words;
use crate::files::PackPath;
use crate::text::page_path::{self, IndexKind};

/// The path without its ending.
pub(super) fn key_of(path: &PackPath) -> String {
    match path.as_str().rsplit_once('.') {
        Some((key, _)) if path.extension().is_some() => key.to_owned(),
        _ => path.as_str().to_owned(),
    }
}

/// Whether a file is Markdown, by its ending.
pub fn is_markdown(path: &PackPath) -> bool {
    page_path::is_markdown(path.as_str())
}

/// Whether a file is a Markdown page that is not hidden.
pub(super) fn is_page(path: &PackPath) -> bool {
    is_markdown(path) && !path.as_str().split('/').any(|name| name.starts_with('.'))
}

/// Whether a page is what a site shows where there is none, in some language.
pub(crate) fn is_error_page(path: &PackPath) -> bool {
    path.file_name().split('.').next() == Some("404")
}

/// A title from a page's name, or from its folder's where it stands for one.
pub(super) fn name_of(path: &PackPath) -> String {
    let folder = path.folder().rsplit('/').next().filter(|folder| !folder.is_empty());
    let name = folder.filter(|_| IndexKind::of(path.stem()).is_some()).unwrap_or(path.stem());
    words::readable(name)
}
