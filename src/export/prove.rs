//! The proof of finished files: what is looked for in them, and what is said in any case.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{InPart, Made, Prepared, Request, Session};
use crate::backend::{self, Job, Options};
use crate::compose::Words;
use crate::diag::{Sink, Warned};
use crate::files::{Files, MemoryFiles, PackPath};
use crate::parse::Brought;
use crate::proof::{self, Drawn, Needles, Proof};
use crate::resolve::{self, Format, Resolved};
use crate::source::{PackConfig, RawPack, Selection};
use crate::span::{FileId, Sources, Span};
use crate::theme::Label;

/// A page of everything that there is, without a word.
const SPECIMEN: &str = include_str!("specimen.md");
/// The picture on it.
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
                       <path d=\"M0 0h9v9z\"/></svg>";
/// The settings of its pack.
const SETTINGS: &str = "\
title: '1'
subtitle: '1'
description: '1'
authors: ['1']
publisher: '1'
copyright: '1'
version: '1'
status: '1'
owner: '1'
classification: '1'
watermark: '1'
keywords: ['1']
logo: 1.svg
cover: 1.svg
";
/// The same where there are attached files, which some standards forbid.
const ATTACHED: &str = "attach: [1.csv]\n";

/// Adds the words that drawings and pages of PDFs show, which stand beside those of the text, and what
/// else they hold.
pub(super) fn add_drawings(document: &Resolved, kept: &mut Words) {
    for (_, asset) in document.assets.iter() {
        kept.add_beside(asset.lines.iter().map(|line| line.text.clone()).collect());
    }
    for (_, asset) in document.assets.iter().filter(|(_, asset)| asset.format == Format::Svg) {
        let Drawn { shown, hidden } = proof::drawn_in(&asset.bytes);
        kept.add_beside(shown);
        kept.add_drawn(hidden);
    }
}

/// Adds what the drawings say that are shown in removed parts alone.
pub(super) fn add_drawings_left_out(
    removed: &mut Words,
    document: &Resolved,
    files: &dyn Files,
    config: &PackConfig,
    sources: &Sources,
) {
    let shown = document.assets.iter().filter(|(_, asset)| asset.format == Format::Svg);
    let shown: BTreeSet<String> =
        shown.flat_map(|(_, asset)| resolve::words_of_drawing(&asset.bytes)).collect();
    for (bytes, span) in resolve::drawings(removed.pictures(), files, config, sources) {
        let mut words = resolve::words_of_drawing(&bytes);
        words.retain(|text| !shown.contains(text));
        removed.add_shown(&words, span);
    }
}

/// The files of which only a part is for this reader, or that say who else gets what.
pub(super) fn in_part(
    removed: &Words,
    brought: &BTreeSet<Brought>,
    raw: &RawPack,
    sources: &Sources,
) -> InPart {
    let spans: BTreeSet<Span> = removed.passages().map(|passage| passage.span).collect();
    let files: BTreeSet<FileId> = spans.iter().map(|span| span.file).collect();
    let of_removed = files.into_iter().map(|file| &*sources.get(file).path);
    let settings = (!raw.audience.profiles.is_empty()).then_some("pack.yaml");
    // What is brought in has the place of what brings it in.
    let parts = brought.iter().filter(|file| spans.contains(&file.span));
    let (around, of_pack): (Vec<_>, Vec<_>) = parts.partition(|file| file.around);
    let paths = of_removed.chain(settings).filter_map(|path| PackPath::new(path).ok());
    InPart {
        of_pack: paths.chain(of_pack.into_iter().map(|file| file.path.clone())).collect(),
        of_repository: around.into_iter().map(|file| file.path.clone()).collect(),
    }
}

/// Reads every file back and keeps those that hold nothing their reader should not get.
pub(super) fn prove(request: &Request, prepared: &Prepared, made: Vec<Made>) -> Warned<Vec<Made>> {
    let mut sink = Sink::default();
    if prepared.needles.is_empty() || made.is_empty() {
        return sink.finish(made);
    }
    let mut proofs = read_back(&prepared.needles, &made);
    let mut needles = Cow::Borrowed(&prepared.needles);
    // A document without content is made only where something was found: it costs as much as all
    // of the proof.
    if proofs.iter().any(|proof| !proof.leaks.is_empty()) {
        needles.to_mut().forget(&said_anyway(prepared, &made));
        proofs = read_back(&needles, &made);
    }
    let (mut kept, mut unread) = (Vec::new(), Vec::new());
    for (made, proof) in made.into_iter().zip(proofs) {
        unread.push((made.backend.name().to_owned(), proof.unread));
        if proof.leaks.is_empty() {
            kept.push(made);
        }
        sink.extend(proof.leaks);
    }
    sink.extend(proof::unread(&unread));
    if prepared.manifest {
        let variables = set_by_hand(request, prepared);
        let place = "a variable that was set by hand";
        sink.extend(proof::check_texts(&needles, "manifest", place, &variables));
        let inputs: Vec<_> = prepared.inputs.iter().map(ToString::to_string).collect();
        sink.extend(proof::check_texts(&needles, "manifest", "the path of an input", &inputs));
    }
    // The reader's own profile, which names files where nothing else does, is no secret to him.
    let profile = request.wanted.profile.as_deref().unwrap_or_default();
    let name = prepared.slug.strip_suffix(profile).unwrap_or(&prepared.slug).to_owned();
    sink.extend(proof::check_texts(&needles, "finished", "its name", &[name]));
    sink.finish(kept)
}

fn read_back(needles: &Needles, made: &[Made]) -> Vec<Proof> {
    let check = |Made { backend, artifact }: &Made| proof::check(needles, backend.name(), artifact);
    made.par_iter().map(check).collect()
}

/// The variables that a manifest holds. All else in it is the reader's own, or proved.
fn set_by_hand(request: &Request, prepared: &Prepared) -> Vec<String> {
    let set = request.wanted.variables.iter().map(|set| set.value.clone());
    set.chain(prepared.variable_files.iter().map(|file| file.text.clone())).collect()
}

/// The words that the same outputs hold where there is no content: what Recto, the theme and the
/// formats say of themselves.
fn said_anyway(prepared: &Prepared, made: &[Made]) -> BTreeSet<String> {
    let meta = &prepared.document.pack.meta;
    let date = meta.date.as_ref().map(|date| format!("date: {date}\n"));
    let attached = &prepared.document.assets.attached;
    let attached = if attached.is_empty() { "" } else { ATTACHED };
    let date = date.unwrap_or_default();
    let settings = format!("{SETTINGS}lang: {}\n{date}{attached}", meta.lang);
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("1.md", SPECIMEN)
        .with("2.md", SPECIMEN)
        .with("1.svg", PICTURE)
        .with("1.csv", "1,1\n");
    let blank = Session::new(&files).prepare(&Selection::Folder.into()).value;
    let options = Options { limits: BTreeMap::default(), ..prepared.options.clone() };
    let job = Job::new(&blank.document, &prepared.theme, &blank.fonts, &options);
    // What a program says without content is no word of the formats: it knows whatever it read.
    let own = made.par_iter().filter(|made| backend::named(made.backend.name()).is_some());
    let rendered = own.filter_map(|made| made.backend.render(&job).value);
    let rendered: Vec<_> = rendered.map(|artifact| proof::words_of(&artifact)).collect();
    let labels = Label::ALL.iter().map(|&label| prepared.theme.label(&meta.lang, label));
    rendered.into_iter().flatten().chain(labels.flat_map(proof::words)).collect()
}
