//! What a check finds.

use indexmap::IndexMap;

use super::session::{Typeset, gathered};
use super::{Prepared, Request, Session, finish};
use crate::check;
use crate::diag::{self, Code, Diagnostic, Severity, Sink, Warned};
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

impl Session<'_> {
    /// Finds all that an export of these requests would report, and all that an editor would. What
    /// is found more than once is reported once. The files of the formats that are asked for are
    /// made for it, and forgotten.
    pub fn check(&mut self, requests: &[Request]) -> Checked {
        let mut order: IndexMap<FileId, usize> = IndexMap::new();
        let (mut diagnostics, mut prepared) = (Vec::new(), Vec::new());
        for request in requests {
            let looked_at = self.look_at(request);
            for page in looked_at.pages {
                let place = order.len();
                order.entry(page).or_insert(place);
            }
            diagnostics.extend(looked_at.found);
            prepared.push(looked_at.prepared);
        }
        let mut diagnostics = diag::once_by(diagnostics, finding);
        sort(&mut diagnostics, &order);
        let mut diagnostics = diag::gather(diagnostics);
        let exports = finish::finish_all(requests, prepared, self.watch).into_iter();
        let of_exports = exports.flat_map(|export| export.diagnostics);
        // What is counted has been, with what an export does not look for.
        diagnostics.extend(of_exports.filter(|it| !it.code.is_counted()));
        let mut diagnostics = diag::once_by(diagnostics, finding);
        sort(&mut diagnostics, &order);
        let pages = order.keys().map(|&page| self.sources.get(page).path.clone()).collect();
        Checked { pages, diagnostics, sources: self.sources.clone() }
    }

    /// Prepares what one request gives, and looks closer at what each stage leaves.
    fn look_at(&mut self, request: &Request) -> LookedAt {
        let (mut found, mut sink) = (Sink::default(), Sink::default());
        let draft = self.draft(request);
        found.extend(draft.diagnostics.iter().cloned());
        let draft = sink.absorb(draft);
        let pages = draft.raw.pages.iter().map(|page| page.file).collect();
        found.extend(check::pages(&draft.raw, &draft.composed.pack, &self.sources));

        let typeset = self.typeset(request, draft);
        found.extend(typeset.diagnostics.iter().cloned());
        let typeset = sink.absorb(typeset);
        let Typeset { raw, document, theme, fonts, inputs, .. } = &typeset;
        found.extend(check::document(document, theme));
        found.extend(fonts.missing().iter().cloned());
        // Of a folder from which one page is taken, the rest may be anything.
        if request.wanted.selection == Selection::Folder {
            found.extend(check::unused(raw, &self.sources, self.files, inputs));
        }

        let mut found = typeset.policy.apply(found.finish(()).diagnostics);
        check::suggest_templates(&mut found, &self.sources);
        let prepared = sink.absorb(self.decide(request, typeset));
        LookedAt { pages, found, prepared: gathered(sink.finish(prepared)) }
    }
}

/// What a closer look at one request gives.
struct LookedAt {
    pages: Vec<FileId>,
    found: Vec<Diagnostic>,
    prepared: Warned<Prepared>,
}

/// What two findings that are the same have in common, whatever is proposed to do about them.
fn finding(diagnostic: &Diagnostic) -> (Code, Severity, Option<Span>, String) {
    let Diagnostic { code, severity, span, message, .. } = diagnostic;
    (*code, *severity, *span, message.clone())
}

/// Puts diagnostics in reading order; those of other files come behind, those of none last.
fn sort(diagnostics: &mut [Diagnostic], order: &IndexMap<FileId, usize>) {
    diagnostics.sort_by_key(|diagnostic| {
        let page = |span: Span| order.get(&span.file).copied().unwrap_or(order.len());
        let at = diagnostic.span.map(|span| (page(span), span.file, span.start));
        (at.is_none(), at)
    });
}
