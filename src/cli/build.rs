//! `recto build`.

use recto::backend::{BACKENDS, Backend};
use recto::diag::{Code, Diagnostic};
use recto::source::LeftOut;
use recto::{Export, Request};

use super::progress::Progress;
use super::report::{Report, artifact_line};
use super::write::{file_stem, write_whole};
use super::{Build, Outcome, Place, Subject, fails, misused, print};

/// Makes and writes the files, tells what was found.
pub(super) fn build(build: &Build) -> Outcome {
    let place = match Place::of(&build.input.path) {
        Ok(place) => place,
        Err(words) => return misused(&words),
    };
    let wanted = |backend: &&Backend| {
        build.to.is_empty() || build.to.iter().any(|to| to.name == backend.name)
    };
    let formats = BACKENDS.iter().filter(wanted).collect();
    let progress = Progress::new(build.input.quiet);
    let pdf_standard = build.pdf_standard;
    let layout_report = build.report == Some(Subject::Layout);
    let request = match place.request(&build.input, formats) {
        Ok(request) => Request { pdf_standard, layout_report, ..request },
        Err(words) => return misused(&words),
    };
    let mut export = recto::export(&request, &place.files, &progress);
    progress.clear();

    let refused = build.input.strict && fails(true, export.worst());
    let mut lines = if refused { String::new() } else { write(build, &mut export, &progress) };
    Report::new(&build.input, &place).tell(&export.diagnostics, &export.sources);
    if build.verbose {
        lines += &left_out_lines(&export.left_out);
    }
    if let Some(report) = &export.layout_report {
        lines += &report.to_string();
    }
    let failed = fails(build.input.strict, export.worst());
    let printed = if build.input.quiet { Outcome::Fine } else { print(lines.as_bytes()) };
    if failed { Outcome::Faulty } else { printed }
}

/// A line for each page that stays out.
fn left_out_lines(left_out: &[LeftOut]) -> String {
    let line = |page: &LeftOut| format!("left out: {} ({})\n", page.path, page.reason);
    left_out.iter().map(line).collect()
}

/// Writes every file and returns a line for each. One that cannot be written is a diagnostic.
fn write(build: &Build, export: &mut Export, progress: &Progress) -> String {
    let stem = file_stem(&export.slug);
    let mut lines = String::new();
    for made in &export.made {
        let name = format!("{stem}.{}", made.backend.name);
        match write_whole(&build.output, &name, &made.artifact.bytes) {
            Ok(path) => lines += &artifact_line(&path, made, progress.time(made.backend)),
            Err(error) => {
                let path = build.output.join(&name);
                let message = format!("cannot write {}: {error}", path.display());
                export.diagnostics.push(Diagnostic::error(Code::Output, message));
            }
        }
    }
    lines
}
