//! Reads pages: their text, their front matter and what they are called.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::candidate::Candidate;
use super::context::Words;
use super::decode::{Decoded, decode};
use super::left_out::{LeftOut, Reason};
use super::{front_matter, page_files, publication};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{FileError, Files, PackPath};
use crate::limits;
use crate::span::{Sources, Span};

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
            Ok(text) if keys.insert(page_files::key_of(&path)) => {
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

pub(super) fn read_text(files: &dyn Files, path: &PackPath) -> Result<Decoded, FileError> {
    let size = files.size(path)?;
    if size > limits::PAGE.most {
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
        front.meta.title = page_files::name_of(&path);
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
        key: page_files::key_of(&path),
        path,
        local: None,
        front,
        said,
        titled: false,
        template,
        unlisted: None,
    }
}
