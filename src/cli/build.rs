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
use super::write::{Staged, Unreplaced, file_stem};
use super::{Build, Form, InputFolder, Outcome, Subject, fails, misused, say};

/// What the name of a manifest ends in.
const MANIFEST: &str = "manifest.json";

/// Makes and writes the files, tells what was found.
pub(super) fn build(build: &Build) -> Outcome {
    let place = match InputFolder::of(&build.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let programs = place.programs(build.permissions.reach());
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
    let trust_theme = build.permissions.trust_theme;
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
                max_memory: build.max_memory,
                programs,
                trust_theme,
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
    let mut written = Vec::new();
    if nothing.is_none() {
        let manifest = |number: usize, export: &Export| manifest(export, &requests[number], &files);
        let time = |backend: &dyn Backend, number| progress.time(backend, number);
        written = write(build, &mut exports, &manifest, &time);
    }
    let mut written = written.into_iter();
    for export in &mut exports {
        if nothing.is_none() {
            lines += &written.next().unwrap_or_default();
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

/// Writes the files of all exports, all of them or none, and returns the lines about each export's.
fn write(
    build: &Build,
    exports: &mut [Export],
    manifest: &dyn Fn(usize, &Export) -> Option<String>,
    time: &dyn Fn(&dyn Backend, usize) -> Option<Duration>,
) -> Vec<String> {
    if exports.iter().all(|export| export.made.is_empty()) {
        return Vec::new();
    }
    let staged = Staged::in_folder(&build.output).map_err(|error| vec![unopened(build, &error)]);
    let written = staged.and_then(|mut staged| {
        let (mut lines, mut faults) = (Vec::new(), Vec::new());
        for (number, export) in exports.iter().enumerate() {
            let manifest = manifest(number, export);
            let time = |backend: &dyn Backend| time(backend, number);
            lines.push(stage(build, &mut staged, export, manifest, &time, &mut faults));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        staged.replace().map_err(|unreplaced| vec![mixed(&unreplaced)])?;
        Ok(lines)
    });
    written.unwrap_or_else(|faults| {
        for export in exports.iter_mut() {
            export.made.clear();
        }
        if let Some(export) = exports.last_mut() {
            export.diagnostics.extend(faults);
        }
        Vec::new()
    })
}

/// Puts the files of an export beside their places, and returns the lines about them.
fn stage(
    build: &Build,
    staged: &mut Staged,
    export: &Export,
    manifest: Option<String>,
    time: &dyn Fn(&dyn Backend) -> Option<Duration>,
    faults: &mut Vec<Diagnostic>,
) -> String {
    let stem = file_stem(&export.slug);
    let mut lines = String::new();
    for made in &export.made {
        let name = format!("{stem}.{}", made.backend.name());
        match staged.add(&name, &made.artifact.bytes) {
            Ok(path) => {
                lines += &artifact_line(&path, made, time(&*made.backend));
                lines += &weight_lines(&made.artifact.weights, build.input.verbose);
            }
            Err(error) => faults.push(unwritten(build, &name, &error)),
        }
    }
    let Some(manifest) = manifest else { return lines };
    let name = format!("{stem}.{MANIFEST}");
    match staged.add(&name, manifest.as_bytes()) {
        Ok(path) => lines += &(visible(&path.to_string_lossy()).into_owned() + "\n"),
        Err(error) => faults.push(unwritten(build, &name, &error)),
    }
    lines
}

/// The manifest of an export, where one is wanted and there is something to speak of.
fn manifest(
    export: &Export,
    request: &Request,
    files: &Recorded<'_, Fingerprint>,
) -> Option<String> {
    let wanted = export.manifest && !export.made.is_empty();
    wanted.then(|| {
        let parameters = request.parameters(files.source_date_epoch());
        let stem = file_stem(&export.slug);
        export.manifest(&stem, parameters, inputs(files, request, export)).to_json()
    })
}

fn unopened(build: &Build, error: &io::Error) -> Diagnostic {
    let why = reason(error);
    let message = format!("cannot write into {}: {why}", build.output.display());
    let help = match error.kind() {
        io::ErrorKind::InvalidInput => "name with `-o` the folder that it leads to",
        _ => "choose another folder with `-o`",
    };
    Diagnostic::error(Code::Output, message).help(help)
}

fn unwritten(build: &Build, name: &str, error: &io::Error) -> Diagnostic {
    let path = build.output.join(name);
    let message = format!("cannot write {}: {}", path.display(), reason(error));
    Diagnostic::error(Code::Output, message).help(
        "choose another folder with `-o`, or make room for the file there; no file of this run is \
         written",
    )
}

fn mixed(unreplaced: &Unreplaced) -> Diagnostic {
    let Unreplaced { path, error, mixed } = unreplaced;
    let message = format!("cannot write {}: {}", path.display(), reason(error));
    let diagnostic = Diagnostic::error(Code::Output, message);
    if *mixed {
        diagnostic
            .help("make them again: some files there are of this run and some of an earlier one")
    } else {
        diagnostic.help("choose another folder with `-o`")
    }
}
