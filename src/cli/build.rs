//! `recto build`.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use recto::backend::{self, BACKENDS, Backend};
use recto::diag::{Code, Diagnostic, once_by};
use recto::files::{Files as _, Fingerprint, Recorded, reason};
use recto::source::LeftOut;
use recto::text::visible::visible;
use recto::{Export, Request, Session};

use super::formats;
use super::manifest::inputs;
use super::progress::Progress;
use super::report::{Report, artifact_line, weight_lines};
use super::write::{file_stem, write_whole};
use super::{Build, Form, InputFolder, Outcome, Subject, fails, misused, say};

/// What the name of a manifest ends in.
const MANIFEST: &str = "manifest.json";

/// Makes and writes the files, tells what was found.
pub(super) fn build(build: &Build) -> Outcome {
    let place = match InputFolder::of(&build.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let programs = place.programs(build.trust.allow_commands);
    let formats = match formats::asked(&build.to, programs.as_ref()) {
        Ok(formats) => formats,
        Err(words) => return misused(&words),
    };
    if build.pdf_standard.is_some() && formats.iter().all(|backend| !backend.claims_standards()) {
        return misused(
            "`--pdf-standard` is about a PDF, and `--to` names none: add `pdf`, or leave it out",
        );
    }
    let progress = Progress::new(build.input.quiet);
    let (pdf_standard, max_size) = (build.pdf_standard, build.max_size);
    let allow_scripts = build.trust.allow_scripts;
    let layout_report = build.report == Some(Subject::Layout);
    let requests = match place.requests(&build.input, build.all_profiles, formats) {
        Ok(requests) => requests,
        Err(words) => return misused(&words),
    };
    let requests: Vec<_> = requests
        .into_iter()
        .map(|request| {
            let programs = programs.clone();
            Request {
                pdf_standard,
                max_size,
                programs,
                allow_scripts,
                layout_report,
                manifest: build.manifest,
                ..request
            }
        })
        .collect();
    let files = Recorded::remembering(&place.files, Fingerprint::of);
    let mut exports = Session::new(&files).watched_by(&progress).export(&requests);
    progress.clear();

    let nothing = why_nothing(build, &exports);
    let mut lines = String::new();
    for (number, export) in exports.iter_mut().enumerate() {
        if nothing.is_none() {
            lines += &write(build, export, &|backend| progress.time(backend, number));
            lines += &write_manifest(build, export, &requests[number], &files);
            lines += &earlier_lines(build, export);
        }
        if nothing.is_none() || build.input.diagnostics != Form::Human {
            let stale = stale(build, export);
            export.diagnostics.extend(stale);
        }
        if build.input.verbose {
            lines += &left_out_lines(&export.left_out);
        }
        lines += &export.layout_report.as_ref().map(ToString::to_string).unwrap_or_default();
    }
    tell(build, &place, &exports, nothing.as_deref());
    let worst = exports.iter().filter_map(Export::worst).max();
    let failed = fails(build.input.strict, worst);
    let printed = if build.input.quiet { Outcome::Fine } else { say(&lines) };
    if failed { Outcome::Faulty } else { printed }
}

/// Why this run writes nothing: a decision cannot be honoured, or warnings count as errors.
fn why_nothing(build: &Build, exports: &[Export]) -> Option<String> {
    let refusal = exports.iter().find_map(|export| export.refusal.as_ref());
    let found = exports.iter().any(|export| fails(true, export.worst()));
    match refusal {
        Some(refusal) => Some(refusal.to_string()),
        None if build.input.strict && found => {
            Some("nothing is written: by --strict a warning is an error".to_owned())
        }
        None => None,
    }
}

/// Tells what was found in all exports, once where it is the same, and at the end why nothing was
/// written.
fn tell(build: &Build, place: &InputFolder, exports: &[Export], nothing: Option<&str>) {
    // Exports of one run share their files; the last one knows them all.
    let Some(last) = exports.last() else { return };
    let all = exports.iter().flat_map(|export| &export.diagnostics).cloned();
    let diagnostics =
        if exports.len() == 1 { all.collect() } else { once_by(all, Diagnostic::clone) };
    let report = Report::new(&build.input, place);
    report.tell(&diagnostics, &last.sources);
    if let Some(why) = nothing {
        report.report_refusal(why, &files_of_earlier_runs(build, exports));
    }
}

/// The files of an earlier run that have the name of an export's, and what each is: a format, or
/// the manifest. Those that this run made are none.
fn earlier(build: &Build, export: &Export) -> Vec<(String, PathBuf)> {
    let stem = file_stem(&export.slug);
    let is_made = |name: &str| match name {
        MANIFEST => export.manifest && !export.made.is_empty(),
        _ => export.made.iter().any(|made| made.backend.name() == name),
    };
    let own = BACKENDS.iter().map(|backend| backend.name());
    let others = build.to.iter().map(String::as_str).filter(|name| backend::named(name).is_none());
    let earlier = own.chain(others).chain([MANIFEST]).filter(|name| !is_made(name));
    let path = |name: &str| build.output.join(format!("{stem}.{name}"));
    let paths = earlier.map(|name| (name.to_owned(), path(name)));
    paths.filter(|(_, path)| path.exists()).collect()
}

/// Whether a format is to be made.
fn is_asked(build: &Build, name: &str) -> bool {
    if build.to.is_empty() {
        return backend::named(name).is_some();
    }
    build.to.iter().any(|to| to == name)
}

/// An error for each file of an earlier run that stands where one was to be made now and was not.
fn stale(build: &Build, export: &Export) -> Vec<Diagnostic> {
    let asked = earlier(build, export).into_iter().filter(|(name, _)| is_asked(build, name));
    let told = asked.map(|(name, path)| {
        let path = path.display();
        let message = format!("`{path}` is of an earlier run: this one made no {name}");
        let help = "remove it, so that nobody takes it for what was to be made now";
        Diagnostic::error(Code::Output, message).help(help)
    });
    told.collect()
}

/// A line for each file of an earlier run that nobody asked to make anew.
fn earlier_lines(build: &Build, export: &Export) -> String {
    let others = earlier(build, export).into_iter().filter(|(name, _)| !is_asked(build, name));
    let line = |(_, path): (String, PathBuf)| {
        format!("{}  of an earlier run, and left as it was\n", visible(&path.to_string_lossy()))
    };
    others.map(line).collect()
}

/// The files that this run would have replaced, or that stand beside them.
fn files_of_earlier_runs(build: &Build, exports: &[Export]) -> Vec<PathBuf> {
    let paths = exports.iter().flat_map(|export| earlier(build, export));
    paths.map(|(_, path)| path).collect()
}

/// A line for each page that stays out.
fn left_out_lines(left_out: &[LeftOut]) -> String {
    let line = |page: &LeftOut| {
        let named = |how: &str, pages: &[String]| match pages {
            [] => String::new(),
            pages => format!(", {how} {}", pages.join(", ")),
        };
        let from = named("linked from", &page.linked_from);
        let into = named("brought into", &page.brought_into);
        let line = format!("left out: {} ({}){from}{into}", page.path, page.reason);
        visible(&line).into_owned() + "\n"
    };
    left_out.iter().map(line).collect()
}

/// Writes every file and returns a line for each. One that cannot be written is a diagnostic.
fn write(
    build: &Build,
    export: &mut Export,
    time: &dyn Fn(&dyn Backend) -> Option<Duration>,
) -> String {
    let stem = file_stem(&export.slug);
    let mut lines = String::new();
    for made in &export.made {
        let name = format!("{stem}.{}", made.backend.name());
        match write_whole(&build.output, &name, &made.artifact.bytes) {
            Ok(path) => {
                lines += &artifact_line(&path, made, time(&*made.backend));
                lines += &weight_lines(&made.artifact.weights, build.input.verbose);
            }
            Err(error) => export.diagnostics.push(unwritten(build, &name, &error)),
        }
    }
    lines
}

/// Writes the manifest, where one is wanted and there is something to speak of.
fn write_manifest(
    build: &Build,
    export: &mut Export,
    request: &Request,
    files: &Recorded<'_, Fingerprint>,
) -> String {
    if !export.manifest || export.made.is_empty() {
        return String::new();
    }
    let stem = file_stem(&export.slug);
    let parameters = request.parameters(files.source_date_epoch());
    let statement = export.manifest(&stem, parameters, inputs(files, request, export));
    let name = format!("{stem}.{MANIFEST}");
    match write_whole(&build.output, &name, statement.to_json().as_bytes()) {
        Ok(path) => visible(&path.to_string_lossy()).into_owned() + "\n",
        Err(error) => {
            export.diagnostics.push(unwritten(build, &name, &error));
            String::new()
        }
    }
}

fn unwritten(build: &Build, name: &str, error: &io::Error) -> Diagnostic {
    let path = build.output.join(name);
    let why = reason(error);
    Diagnostic::error(Code::Output, format!("cannot write {}: {why}", path.display()))
        .help("choose another folder with `-o`, or make room for the file there")
}
