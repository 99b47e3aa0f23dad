//! Reads pages: their text, their front matter and what they are called.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::comments::CommentForms;
use super::decode::{Decoded, decode};
use super::dialect::Dialect;
use super::left_out::{LeftOut, Reason};
use super::order::Candidate;
use super::variables::Variables;
use super::{front_matter, publication, select};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{FileError, Files, PackPath};
use crate::span::{Sources, Span};

/// The size in bytes above which a page is refused; a long book is a hundredth of it.
const LARGEST_PAGE: u64 = 64 << 20;

/// What the words of pages may hold beside words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// What fills in their variables.
    pub(super) variables: &'a Variables,
    /// The private comments that are taken out.
    pub(super) forms: CommentForms,
    /// The profiles of the pack.
    pub(super) profiles: &'a [String],
    /// Whether the pack decides who gets what, by profiles or `exclude`.
    pub(super) decided: bool,
    /// The tool that the pages were written for.
    pub(super) dialect: Dialect,
}

/// The readers that keys of nobody's may speak of.
#[derive(Clone, Copy)]
pub(super) struct Readers<'a> {
    /// The profiles of the pack.
    pub(super) profiles: &'a [String],
    /// Whether the pack decides who gets what.
    pub(super) decided: bool,
}

impl<'a> Words<'a> {
    /// The readers that keys of nobody's may speak of: `status: draft`. None where a tool publishes the
    /// pages whatever such keys say to its theme, and the pack has no readers of its own.
    pub(super) fn readers(&self) -> Option<Readers<'a>> {
        let Self { profiles, decided, .. } = *self;
        let is_published = self.dialect != Dialect::Plain && profiles.is_empty();
        (!is_published).then_some(Readers { profiles, decided })
    }
}

/// Reads pages and their front matter. Files are read at once and registered in order.
pub(super) fn read_pages(
    files: &dyn Files,
    paths: Vec<PackPath>,
    words: Words<'_>,
    sources: &mut Sources,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Candidate> {
    let read: Vec<_> = paths.into_par_iter().map(|path| (read_text(files, &path), path)).collect();
    let mut keys = BTreeSet::new();
    let mut pages = Vec::with_capacity(read.len());
    for (text, path) in read {
        let reason = match text {
            Ok(text) if keys.insert(key_of(&path)) => {
                pages.push(register(path, text, words, sources));
                continue;
            }
            Ok(_) => Reason::SameKey,
            Err(error) => Reason::Unreadable(error.to_string()),
        };
        left_out.push(LeftOut::new(path, reason));
    }
    pages
}

/// The path without its ending.
pub(super) fn key_of(path: &PackPath) -> String {
    match path.as_str().rsplit_once('.') {
        Some((key, _)) if path.extension().is_some() => key.to_owned(),
        _ => path.as_str().to_owned(),
    }
}

pub(super) fn read_text(files: &dyn Files, path: &PackPath) -> Result<Decoded, FileError> {
    let size = files.size(path)?;
    if size > LARGEST_PAGE {
        return Err(FileError::Unreadable(format!("it is {} MB large", size >> 20)));
    }
    files.read(path).map(|bytes| decode(&bytes))
}

/// Registers a page's text, reads its front matter and finds its title.
fn register(
    path: PackPath,
    decoded: Decoded,
    words: Words<'_>,
    sources: &mut Sources,
) -> Candidate {
    let mut sink = Sink::default();
    let file = sources.add(path.as_str(), decoded.text);
    if let Some(guessed) = decoded.guessed {
        sink.push(
            Diagnostic::warning(
                Code::Encoding,
                "this file is not UTF-8; it is read as Windows-1252",
            )
            .at(Span::new(file, guessed))
            .help("save it as UTF-8"),
        );
    }
    let forms = words.forms.in_file(&path);
    let mut front = front_matter::read(file, sources, Words { forms, ..words }, &mut sink);
    // Its heading may say something else, as does the navigation: that is known once it is parsed.
    if front.meta.title.is_empty() {
        front.meta.title = select::name_of(&path);
        front.written_title = None;
    }
    if words.forms.are_of_a_vault() {
        front.labels.add_tags_among(&sources.get(file).text[front.body.clone()]);
    }
    let said = sink.finish(()).diagnostics;
    let template =
        words.variables.is_empty() && publication::is_template(&path, &sources.get(file).text);
    Candidate {
        file,
        key: key_of(&path),
        path,
        local: None,
        front,
        said,
        titled: false,
        template,
        unlisted: None,
    }
}
