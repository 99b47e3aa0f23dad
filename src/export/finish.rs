//! The last stage: what was prepared becomes files, which are proved, or nothing is made.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Export, Made, Prepared, Refusal, Request, Step, Watch, prove, watched};
use crate::backend::{Artifact, Backend};
use crate::budget::Budget;
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::fault;
use crate::layout::report::Report as LayoutReport;
use crate::span::Sources;

/// Makes all that was prepared into files, or nothing where a decision cannot be honoured, which
/// may come out before the files are made or by what is in them.
pub(super) fn finish_all(
    requests: &[Request],
    mut prepared: Vec<Warned<Prepared>>,
    watch: &dyn Watch,
) -> Vec<Export> {
    let clashes = clashes(requests, &prepared);
    for prepared in &mut prepared {
        prepared.diagnostics.extend(clashes.iter().cloned());
    }
    let of_prepared = |it: &Warned<Prepared>| Refusal::of(&it.diagnostics, &it.value.sources);
    let refusal = prepared.iter().find_map(of_prepared);
    let work = requests.par_iter().zip(prepared).enumerate();
    let finish = |(number, (request, prepared))| match &refusal {
        None => finish(request, prepared, number, watch),
        Some(_) => unmade(prepared),
    };
    let mut exports: Vec<Export> = work.map(finish).collect();
    let of_export = |it: &Export| Refusal::of(&it.diagnostics, &it.sources);
    if let Some(refusal) = refusal.or_else(|| exports.iter().find_map(of_export)) {
        for export in &mut exports {
            export.made.clear();
            export.refusal = Some(refusal.clone());
        }
    }
    exports
}

/// What is known of an export of which no file is made.
fn unmade(prepared: Warned<Prepared>) -> Export {
    let Warned { value: prepared, diagnostics } = prepared;
    let Prepared {
        slug,
        manifest,
        document,
        filtered_by,
        on,
        variable_files,
        left_out,
        inputs,
        in_part,
        sources,
        ..
    } = prepared;
    Export {
        slug,
        made: Vec::new(),
        manifest,
        drawn_by: document.drawn_by,
        filtered_by,
        inputs_in_repository: document.assets.files_in_repository,
        on,
        variable_files,
        layout_report: None,
        left_out,
        inputs,
        in_part,
        refusal: None,
        diagnostics,
        sources,
    }
}

/// Makes what was prepared into files, and proves them.
fn finish(
    request: &Request,
    prepared: Warned<Prepared>,
    number: usize,
    watch: &dyn Watch,
) -> Export {
    let mut sink = Sink::default();
    let prepared = sink.absorb(prepared);
    let (made, layout_report) = sink.absorb(render(request, &prepared, number, watch));
    let made = sink.absorb(prove::prove(request, &prepared, made));
    let diagnostics = prepared.policy.apply(sink.finish(()).diagnostics);
    let unmade = unmade(Warned { value: prepared, diagnostics });
    Export { made, layout_report, ..unmade }
}

/// What a backend made, its findings without places that are none: it may be anybody's.
fn placed<T>(made: Warned<T>, sources: &Sources) -> Warned<T> {
    let Warned { value, mut diagnostics } = made;
    for diagnostic in &mut diagnostics {
        diagnostic.span = diagnostic.span.filter(|span| sources.holds(*span));
    }
    Warned { value, diagnostics }
}

/// The exports whose files would have the name of an earlier one's, in whatever case.
fn clashes(requests: &[Request], prepared: &[Warned<Prepared>]) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (request, prepared) in requests.iter().zip(prepared) {
        let profile = request.wanted.profile.as_deref().unwrap_or("the pack without a profile");
        let slug = &prepared.value.slug;
        if let Some(earlier) = taken.insert(slug.to_lowercase(), profile) {
            let message = format!("`{earlier}` and `{profile}` both name their files `{slug}`");
            clashes.push(
                Diagnostic::error(Code::NameClash, message)
                    .help("give one of them a `slug` of its own; nothing is made"),
            );
        }
    }
    clashes
}

/// Makes every format from the same document, side by side. A pack without pages gives none.
fn render(
    request: &Request,
    prepared: &Prepared,
    number: usize,
    watch: &dyn Watch,
) -> Warned<(Vec<Made>, Option<LayoutReport>)> {
    let mut sink = Sink::default();
    if prepared.document.pack.pages.is_empty() {
        return sink.finish((Vec::new(), None));
    }
    let job = prepared.job();
    let rendered: Vec<_> = request
        .formats
        .par_iter()
        .map(|backend| {
            let render = || guarded(&**backend, || backend.render(&job));
            watched(watch, Step::Render(&**backend, number), render)
        })
        .collect();
    let mut budget = Budget::new(&job);
    let made = request.formats.iter().zip(rendered).filter_map(|(backend, rendered)| {
        let fitted = guarded(&**backend, || budget.fit(&**backend, rendered));
        let fitted = prepared.decided.point(backend.name(), fitted);
        sink.absorb(placed(fitted, &prepared.sources))
            .map(|artifact| Made { backend: backend.clone(), artifact })
    });
    let made = made.collect();
    let report = || LayoutReport::new(&job.layout().value);
    // Where the layout fails the formats that need one have said so.
    let report = request.layout_report.then(|| fault::caught(report).ok()).flatten();
    sink.finish((made, report))
}

/// What a backend makes. A fault of Recto in it costs its file, and no other.
fn guarded(
    backend: &dyn Backend,
    make: impl FnOnce() -> Warned<Option<Artifact>>,
) -> Warned<Option<Artifact>> {
    fault::caught(make).unwrap_or_else(|fault| Warned {
        value: None,
        diagnostics: vec![fault.diagnostic(&format!("no {} can be made", backend.name()))],
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::backend::{self, Artifact, Backend, Job};
    use crate::diag::{Severity, Warned};
    use crate::files::MemoryFiles;
    use crate::{Request, Unwatched, export};

    /// A format in whose making Recto fails.
    #[derive(Debug)]
    struct Failing;

    impl Backend for Failing {
        fn name(&self) -> &'static str {
            "sheet"
        }

        fn about(&self) -> &'static str {
            "nothing"
        }

        fn render(&self, _: &Job<'_>) -> Warned<Option<Artifact>> {
            panic!("no sheet has this side")
        }
    }

    #[test]
    fn a_fault_in_one_format_lets_the_others_be_made() {
        let files = MemoryFiles::new().with("a.md", "---\ndate: 2027-03-01\n---\n\n# A\n");
        let html = backend::named("html").unwrap();
        let request = Request { formats: vec![Arc::new(Failing), html], ..Request::default() };
        let export = export(&request, &files, &Unwatched);
        let made: Vec<_> = export.made.iter().map(|made| made.backend.name()).collect();
        assert_eq!((made, export.refusal), (vec!["html"], None));
        let fault = &export.diagnostics[0];
        assert_eq!(fault.severity, Severity::Error);
        let (start, end) = ("no sheet can be made: ", "no sheet has this side");
        assert!(fault.message.starts_with(start) && fault.message.ends_with(end), "{fault:?}");
        assert!(fault.help.as_deref().unwrap().contains("report it"), "{fault:?}");
    }
}
