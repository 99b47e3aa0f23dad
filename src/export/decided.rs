//! Decisions that can be held to each other, or to what there is to make them of, before a file is
//! made; and where those are written that only a finished file breaks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::request::Request;
use crate::backend::Backend;
use crate::diag::{Code, Diagnostic, Severity, Warned};
use crate::fonts::FontBook;
use crate::resolve::Resolved;
use crate::source::{PackConfig, PdfStandard, RawPack};
use crate::span::Span;
use crate::text::size::ByteSize;
use crate::yaml::Located;

/// Reports files that are to go along and are kept from the reader: both was decided, and only one
/// can be.
pub(super) fn attached(raw: &RawPack, document: &Resolved) -> Vec<Diagnostic> {
    let contradicts = |(path, span): (_, Span)| {
        let reason = raw.keeps_file(path)?;
        let message = format!(
            "`attach` and what keeps `{path}` from readers contradict each other: {reason}"
        );
        let help = "take it out of one of them; a file that may be shown can lie elsewhere";
        Some(Diagnostic::error(Code::InvalidConfig, message).at(span).help(help))
    };
    let asked = document.assets.attached.iter().filter_map(|it| Some((&it.source, it.asked?)));
    asked.filter_map(contradicts).collect()
}

/// Reports marks that no font can print. Browsers bring their own, so that HTML alone needs none.
pub(super) fn marks(
    request: &Request,
    config: &PackConfig,
    fonts: &FontBook,
    document: &Resolved,
) -> Vec<Diagnostic> {
    if !request.formats.is_empty() && !request.formats.iter().any(|it| it.needs_fonts()) {
        return Vec::new();
    }
    let marks =
        [("classification", &config.classification), ("watermark", &config.watermark)].into_iter();
    let unprintable = marks.filter_map(|(key, mark)| {
        let Located { value, span } = mark.as_ref()?;
        let (characters, help) = fonts.unprintable(value, &document.pack.meta.lang)?;
        let message = format!("`{key}` cannot be honoured: no font has `{characters}`");
        let error = Diagnostic::error(Code::Marking, message).help(help);
        Some(match span {
            Some(span) => error.at(*span),
            None => error,
        })
    });
    unprintable.collect()
}

/// How much it weighs that no font has a character: PDF/A and PDF/UA forbid it, so that what somebody
/// asked for cannot be had.
pub(super) fn weight_of_missing_glyphs(request: &Request, config: &PackConfig) -> Severity {
    match asked_standard(request, config) {
        Some(asked) if asked != PdfStandard::NONE => Severity::Error,
        _ => Severity::Warning,
    }
}

/// What the PDF is to claim, where somebody said it.
pub(super) fn asked_standard(request: &Request, config: &PackConfig) -> Option<PdfStandard> {
    request.pdf_standard.or(config.pdf.standard.as_ref().map(|standard| standard.value))
}

/// How large each file may be.
pub(super) fn limits(request: &Request, config: &PackConfig) -> BTreeMap<String, ByteSize> {
    let limit = |backend: &Arc<dyn Backend>| {
        let of_pack = || backend.size_limit(config).map(|limit| limit.value);
        Some((backend.name().to_owned(), request.max_size.or_else(of_pack)?))
    };
    request.formats.iter().filter_map(limit).collect()
}

/// Where in the settings it stands what a file has to hold to.
#[derive(Debug, Default)]
pub(super) struct Places {
    standard: Option<Span>,
    limits: Vec<(String, Span)>,
}

impl Places {
    /// The places that decide about the files of a request; what the command line says has none.
    pub(super) fn of(request: &Request, config: &PackConfig) -> Self {
        let standard = config.pdf.standard.as_ref().and_then(|standard| standard.span);
        let limit = |backend: &Arc<dyn Backend>| {
            Some((backend.name().to_owned(), backend.size_limit(config)?.span?))
        };
        let limits = request.formats.iter().filter_map(limit);
        Self {
            standard: standard.filter(|_| request.pdf_standard.is_none()),
            limits: limits.filter(|_| request.max_size.is_none()).collect(),
        }
    }

    /// Points what is told of a file at the decision that it breaks, where it has no place of its
    /// own.
    pub(super) fn point<T>(&self, format: &str, made: Warned<T>) -> Warned<T> {
        let limit = self.limits.iter().find(|(name, _)| name == format).map(|(_, span)| *span);
        let place = |code| match code {
            Code::SizeBudget => limit,
            Code::PdfStandard => self.standard,
            _ => None,
        };
        let Warned { value, mut diagnostics } = made;
        for diagnostic in diagnostics.iter_mut().filter(|it| it.span.is_none()) {
            diagnostic.span = place(diagnostic.code);
        }
        Warned { value, diagnostics }
    }
}
