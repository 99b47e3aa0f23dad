//! The proof of finished files: what is looked for in them, and what is said in any case.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Made, Prepared, Request, Unwatched, prepare};
use crate::backend::{Job, Options};
use crate::compose::Words;
use crate::diag::{Sink, Warned};
use crate::files::{MemoryFiles, PackPath};
use crate::proof::{self, Drawn, Needles, Proof};
use crate::resolve::{Format, Resolved};
use crate::source::{RawPack, Selection, Wanted};
use crate::span::{FileId, Sources};
use crate::theme::Label;
use crate::yaml::{self, Excerpt};

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
attach: [1.csv]
";

/// Adds the words that drawings show, which stand beside those of the text, and what else they hold.
pub(super) fn add_drawings(document: &Resolved, kept: &mut Words) {
    for (_, asset) in document.assets.iter().filter(|(_, asset)| asset.format == Format::Svg) {
        let Drawn { shown, hidden } = proof::drawn_in(&asset.bytes);
        kept.add_beside(shown);
        kept.add_drawn(hidden);
    }
}

/// Looks for no page that was left out for nobody in particular and that is attached as a file:
/// it is meant to be there.
pub(super) fn forget_attached(
    removed: &mut Words,
    raw: &RawPack,
    document: &Resolved,
    sources: &Sources,
) {
    let taken: BTreeSet<FileId> = raw.pages.iter().map(|page| page.file).collect();
    let attached: BTreeSet<&str> =
        document.assets.attached.iter().map(|file| file.source.as_str()).collect();
    removed
        .retain_files(|file| taken.contains(&file) || !attached.contains(&*sources.get(file).path));
}

/// The files of which only a part is for this reader, or that say who else gets what.
pub(super) fn in_part(removed: &Words, raw: &RawPack, sources: &Sources) -> BTreeSet<PackPath> {
    let of_removed = removed.passages().map(|passage| passage.span.file).collect::<BTreeSet<_>>();
    let of_removed = of_removed.into_iter().map(|file| &*sources.get(file).path);
    let settings = (!raw.audience.profiles.is_empty()).then_some("pack.yaml");
    of_removed.chain(settings).filter_map(|path| PackPath::new(path).ok()).collect()
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
        unread.push((made.backend.name, proof.unread));
        if proof.leaks.is_empty() {
            kept.push(made);
        }
        sink.extend(proof.leaks);
    }
    sink.extend(proof::unread(&unread));
    if prepared.manifest {
        sink.extend(proof::check_values(&needles, "manifest", &set_by_hand(request)));
    }
    sink.finish(kept)
}

fn read_back(needles: &Needles, made: &[Made]) -> Vec<Proof> {
    let check = |Made { backend, artifact }: &Made| proof::check(needles, backend.name, artifact);
    made.par_iter().map(check).collect()
}

/// The values of variables that a manifest holds. All else in it is the reader's own, or proved.
fn set_by_hand(request: &Request) -> Vec<String> {
    let Wanted { variables, variable_files, .. } = &request.wanted;
    let mut values: Vec<String> = variables.iter().map(|set| set.value.clone()).collect();
    for file in variable_files {
        let mut sources = Sources::default();
        let file = sources.add(&*file.path, &*file.text);
        let read = yaml::parse(&Excerpt::whole(file, &sources));
        let entries = read.iter().flat_map(|node| node.entries().to_vec());
        values.extend(entries.map(|entry| sources.excerpt(entry.value.span).to_owned()));
    }
    values
}

/// The words that the same outputs hold where there is no content: what Recto, the theme and the
/// formats say of themselves.
fn said_anyway(prepared: &Prepared, made: &[Made]) -> BTreeSet<String> {
    let meta = &prepared.document.pack.meta;
    let date = meta.date.as_ref().map(|date| format!("date: {date}\n"));
    let settings = format!("{SETTINGS}lang: {}\n{}", meta.lang, date.unwrap_or_default());
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("1.md", SPECIMEN)
        .with("2.md", SPECIMEN)
        .with("1.svg", PICTURE)
        .with("1.csv", "1,1\n");
    let blank = prepare(&Selection::Folder.into(), &files, &Unwatched).value;
    let options = Options { limits: BTreeMap::default(), ..prepared.options.clone() };
    let job = Job::new(&blank.document, &prepared.theme, &blank.fonts, &options);
    let rendered = made.par_iter().filter_map(|made| (made.backend.render)(&job).value);
    let rendered: Vec<_> = rendered.map(|artifact| proof::words_of(&artifact)).collect();
    let labels = Label::ALL.iter().map(|&label| prepared.theme.label(&meta.lang, label));
    rendered.into_iter().flatten().chain(labels.flat_map(proof::words)).collect()
}
