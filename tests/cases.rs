//! Cases: folders with a pack and what is expected of it.
//!
//! A case is `tests/cases/NAME/` with `case.yaml`, the pack in `input/`, and one text file for
//! each thing that is compared in `expected/`. Adding a case is adding a folder. With `UPDATE=1`
//! what came out is written there instead of compared; read the difference before you keep it.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/tags.rs"]
#[expect(dead_code, reason = "what is asked of a PDF beside its tags is asked in `tests/pdf.rs`")]
mod tags;
#[path = "support/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use cases::{Case, Compared, all_cases};
use rayon::prelude::*;
use recto::backend::{self, BACKENDS, Job};
use recto::diag::Diagnostic;
use recto::diag::render::plain_lines;
use recto::files::DiskFiles;
use recto::resolve::OutlineEntry;
use recto::tree::dump;
use recto::{Prepared, Request, Session, Unwatched, layout, proof};
use zip::ZipArchive;

#[test]
fn every_case_gives_what_is_expected() {
    let cases = all_cases();
    assert!(cases.len() > 10, "the cases are not where they should be");
    let faults: Vec<String> = cases.par_iter().flat_map_iter(check).collect();
    assert!(faults.is_empty(), "\n{}\nRun with UPDATE=1 to accept.", faults.join("\n"));
}

/// A decision that cannot be honoured makes no document; all else, however broken, makes one.
#[test]
fn no_document_comes_of_what_is_refused_and_one_of_all_else() {
    let html = BACKENDS.iter().filter(|backend| backend.name() == "html");
    let formats: Vec<_> = html.cloned().collect();
    let faults: Vec<String> = all_cases()
        .par_iter()
        .filter_map(|case| {
            let files = DiskFiles::new(&case.input()).expect("every case has an input folder");
            let request = Request { formats: formats.clone(), ..case.request() };
            let export = recto::export(&request, &files, &Unwatched);
            let refused = export.refusal.is_some() && export.made.is_empty();
            let made = export.refusal.is_none() && export.made.len() == 1;
            let expected = if case.refused { refused } else { made };
            (!expected).then(|| format!("{}: {:?}", case.name, export.refusal))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every output holds all that a case says, whoever reads it.
#[test]
fn no_output_loses_a_word() {
    let faults: Vec<String> = all_cases().par_iter().flat_map_iter(lost_words).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The outputs that lack words of a case, and which.
fn lost_words(case: &Case) -> Vec<String> {
    let files = DiskFiles::new(&case.input()).expect("every case has an input folder");
    let prepared = Session::new(&files).prepare(&case.request()).value;
    let meant = words::of_document(&prepared.document, &prepared.theme);
    let meant: BTreeSet<String> = proof::words(&meant).into_iter().collect();
    let job = prepared.job();
    let made = BACKENDS.iter().filter_map(|backend| {
        let artifact = backend.render(&job).value?;
        Some((backend.name(), proof::words_of(&artifact)))
    });
    let faults = made.filter_map(|(name, found)| {
        let lost: Vec<&str> =
            meant.iter().map(String::as_str).filter(|word| !holds(&found, word)).collect();
        (!lost.is_empty()).then(|| format!("{}: {name} lacks {}", case.name, lost.join(", ")))
    });
    faults.collect()
}

/// Whether words hold one more: as it is, within another where a hyphen ended a line, or in parts,
/// where some of its letters stand higher or lower.
fn holds(found: &BTreeSet<String>, word: &str) -> bool {
    found.contains(word)
        || found.iter().any(|longer| longer.contains(word))
        || (1..word.len()).filter(|&at| word.is_char_boundary(at)).any(|at| {
            let (start, rest) = word.split_at(at);
            found.contains(start) && holds(found, rest)
        })
}

/// What is wrong with a case, in words.
fn check(case: &Case) -> Vec<String> {
    let got = run(case);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        update(case, &got);
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (name, text) in &got {
        match fs::read_to_string(case.expected().join(name)) {
            Ok(expected) if expected == *text => {}
            Ok(expected) => faults.push(difference(case, name, &expected, text)),
            Err(_) => faults.push(format!("{}: {name} is missing", case.name)),
        }
    }
    let left = names_in(&case.expected()).into_iter().filter(|name| !got.contains_key(name));
    faults.extend(left.map(|name| format!("{}: nothing gives {name}", case.name)));
    faults
}

/// The first lines that differ, with what stands before them.
fn difference(case: &Case, name: &str, expected: &str, got: &str) -> String {
    const SHOWN: usize = 6;
    let same = expected.lines().zip(got.lines()).take_while(|(expected, got)| expected == got);
    let same = same.count();
    let mut text = format!("{}: {name} differs from line {}\n", case.name, same + 1);
    for (mark, side) in [('-', expected), ('+', got)] {
        for line in side.lines().skip(same).take(SHOWN) {
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {mark} {line}");
        }
    }
    text
}

fn update(case: &Case, got: &BTreeMap<String, String>) {
    fs::create_dir_all(case.expected()).unwrap();
    for name in names_in(&case.expected()) {
        if !got.contains_key(&name) {
            fs::remove_file(case.expected().join(name)).unwrap();
        }
    }
    for (name, text) in got {
        fs::write(case.expected().join(name), text).unwrap();
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Everything that is compared, by the name of its file.
fn run(case: &Case) -> BTreeMap<String, String> {
    let files = DiskFiles::new(&case.input()).expect("every case has an input folder");
    let warned = Session::new(&files).prepare(&case.request());
    let prepared = warned.value;
    let job = prepared.job();
    let mut diagnostics = warned.diagnostics;
    let mut got = BTreeMap::new();
    for compared in &case.compares {
        let (name, text) = match compared {
            Compared::List => ("list.txt", list(case, &files)),
            Compared::Outline => ("outline.txt", outline(&prepared)),
            Compared::Tree => ("tree.txt", tree(&prepared)),
            Compared::Html => {
                let bytes = made(&job, "html", &mut diagnostics);
                ("text.html", articles(&String::from_utf8(bytes).unwrap()))
            }
            Compared::Tags => ("tags.txt", tags::read(&made(&job, "pdf", &mut diagnostics)).dump()),
            Compared::Epub => ("text.xhtml", chapters(made(&job, "epub", &mut diagnostics))),
            Compared::Frames => {
                diagnostics.extend(job.layout().diagnostics.iter().cloned());
                ("frames.txt", frames(&job))
            }
        };
        got.insert(name.to_owned(), text);
    }
    got.insert("diagnostics.txt".to_owned(), plain_lines(&diagnostics, &prepared.sources));
    got
}

/// The file of a format, with what was found while it was made.
fn made(job: &Job<'_>, format: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<u8> {
    let made = backend::named(format).expect("a format").render(job);
    // The layout's findings come with every format that is laid out.
    let new = made.diagnostics.into_iter().filter(|it| !diagnostics.contains(it));
    let new: Vec<_> = new.collect();
    diagnostics.extend(new);
    made.value.map(|artifact| artifact.bytes).unwrap_or_default()
}

/// What is taken in which order, and what is left out and why.
fn list(case: &Case, files: &DiskFiles) -> String {
    Session::new(files).list(&case.request()).value.listing()
}

/// Parts, pages and headings with their ids, and the attachments.
fn outline(prepared: &Prepared) -> String {
    fn add(entries: &[OutlineEntry], depth: usize, text: &mut String) {
        for entry in entries {
            let anchor = entry.anchor.as_ref().map_or("", |anchor| anchor.as_str());
            let hidden = if entry.listed { "" } else { " (not listed)" };
            let indent = "  ".repeat(depth);
            let _ = writeln!(text, "{indent}{} {} #{anchor}{hidden}", entry.level, entry.title);
            add(&entry.children, depth + 1, text);
        }
    }
    let mut text = String::new();
    add(&prepared.document.outline, 0, &mut text);
    for (_, asset) in prepared.document.assets.iter() {
        let _ = writeln!(text, "{} {}×{}", asset.name, asset.width, asset.height);
    }
    text
}

fn tree(prepared: &Prepared) -> String {
    prepared.document.pack.pages.iter().map(dump::dump).collect()
}

/// The pages' markup without the frame around them, with the bytes of pictures left out.
fn articles(html: &str) -> String {
    const END: &str = "</article>";
    let start = html.find("<article").expect("a document has a page");
    let end = html.rfind(END).expect("a page ends") + END.len();
    let mut text = String::new();
    let mut rest = &html[start..end];
    while let Some(at) = rest.find(";base64,") {
        let (before, data) = rest.split_at(at + ";base64,".len());
        text.push_str(before);
        text.push('…');
        rest = data.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "+/=".contains(c));
    }
    text + rest + "\n"
}

/// The bodies of a book's content documents, in the order of the archive.
fn chapters(bytes: Vec<u8>) -> String {
    let mut book = ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let names: Vec<String> =
        book.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    let mut text = String::new();
    for name in
        names.iter().filter(|name| Path::new(name).extension().is_some_and(|it| it == "xhtml"))
    {
        let mut chapter = String::new();
        book.by_name(name).expect("a file").read_to_string(&mut chapter).expect("UTF-8");
        let body = chapter.find("<body").map_or("", |start| &chapter[start..]);
        let _ = writeln!(text, "{name}\n{}", body.trim_end_matches("</html>\n").trim_end());
    }
    text
}

fn frames(job: &Job<'_>) -> String {
    let layout = &job.layout().value;
    let paged = &layout.paged;
    let mut text = String::new();
    layout.for_each_frame(|index, frame| {
        let _ = writeln!(text, "page {:?}", paged.pages[index].label);
        text += &layout::dump::dump(frame, &paged.structure, job.fonts);
    });
    text
}
