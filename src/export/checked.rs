//! What a check finds.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{
    Request, Shared, Unwatched, compose, export_with, load_fonts, load_theme, read,
    weight_of_missing_glyphs,
};
use crate::check::{self, Policy};
use crate::diag::{self, Diagnostic, Sink};
use crate::files::{Files, Recorded};
use crate::parse;
use crate::resolve::{self, Inputs};
use crate::source::Selection;
use crate::span::{FileId, Sources, Span};

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The paths of the pages that were looked at, in reading order.
    pub pages: Vec<String>,
    /// Everything there is to tell, in reading order; what belongs to no page comes last.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics point into.
    pub sources: Sources,
}

/// Finds all that an export would tell of a pack, and all that an editor would. The files of the
/// formats that are asked for are made for it, and forgotten.
pub fn check(request: &Request, files: &dyn Files) -> Checked {
    check_all(std::slice::from_ref(request), files)
}

/// Checks what several requests for one folder give, such as one for each profile. What is found
/// more than once is told once.
pub fn check_all(requests: &[Request], files: &dyn Files) -> Checked {
    let mut shared = Shared::default();
    let mut order: IndexMap<FileId, usize> = IndexMap::new();
    let mut diagnostics = Vec::new();
    for request in requests {
        let (pages, found) = check_one(request, files, &mut shared.sources);
        for page in pages {
            let place = order.len();
            order.entry(page).or_insert(place);
        }
        diagnostics.extend(found);
    }
    let mut diagnostics = told_once(diagnostics);
    sort(&mut diagnostics, &order);
    let mut diagnostics = diag::gather(diagnostics);
    let exports = export_with(&mut shared, requests, files, &Unwatched).into_iter();
    let of_exports = exports.flat_map(|export| export.diagnostics);
    // What is counted has been, with what an export does not look for.
    diagnostics.extend(of_exports.filter(|it| !it.code.is_counted()));
    let mut diagnostics = told_once(diagnostics);
    let sources = shared.sources;
    sort(&mut diagnostics, &order);
    let pages = order.keys().map(|&page| sources.get(page).path.clone()).collect();
    Checked { pages, diagnostics, sources }
}

/// Checks what one request gives; returns its pages and what was found.
fn check_one(
    request: &Request,
    files: &dyn Files,
    sources: &mut Sources,
) -> (Vec<FileId>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let files = Recorded::new(files);

    let mut raw = sink.absorb(read(request, &files, sources, &Unwatched));
    let theme = sink.absorb(load_theme(request, &raw.config, &files, sources));
    let parsed = parse::parse(&raw, &theme, &files, sources, &parse::Kept::default());
    let parsed = sink.absorb(parsed);
    let policy = sink.absorb(Policy::of_pack(&raw, &parsed.pack, sources));
    let composed = sink.absorb(compose(parsed, &raw, (request, &files), (&theme, sources)));
    let authored = composed.pack;
    compose::note_titles(&authored, &mut raw);
    sink.extend(check::unread(&raw, &theme, sources));
    sink.extend(check::leftovers(&raw, &authored, sources));
    sink.extend(check::pages(&raw, &authored, sources));
    let kept = resolve::Kept::default();
    let inputs = Inputs { files: &files, programs: request.programs.as_deref(), sources };
    let document = resolve::resolve(authored, &raw.config, &theme, inputs, &kept);
    let document = sink.absorb(document);
    sink.extend(check::document(&document, &theme, sources));
    let weight = weight_of_missing_glyphs(request, &raw.config);
    let fonts = sink.absorb(load_fonts(&document, &theme, (&files, sources), weight));
    sink.extend(fonts.missing().iter().cloned());
    // Of a folder from which one page is taken, the rest may be anything.
    if request.wanted.selection == Selection::Folder {
        sink.extend(check::unused(&raw, sources, &files));
    }

    let mut diagnostics = policy.apply(sink.finish(()).diagnostics);
    check::suggest_templates(&mut diagnostics, sources);
    (raw.pages.iter().map(|page| page.file).collect(), diagnostics)
}

/// Diagnostics in their order, each once, whatever is advised.
fn told_once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let new = |it: &Diagnostic| told.insert((it.code, it.severity, it.span, it.message.clone()));
    diagnostics.into_iter().filter(new).collect()
}

/// Puts diagnostics in reading order; those of other files come behind, those of none last.
fn sort(diagnostics: &mut [Diagnostic], order: &IndexMap<FileId, usize>) {
    diagnostics.sort_by_key(|diagnostic| {
        let page = |span: Span| order.get(&span.file).copied().unwrap_or(order.len());
        let at = diagnostic.span.map(|span| (page(span), span.file, span.start));
        (at.is_none(), at)
    });
}
