//! The standards a PDF can claim, in krilla's terms.

use krilla::configure::validate::Validator;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::error::KrillaError;

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{PdfArchival, PdfStandard};

/// What krilla is to validate. None where the standards exclude each other, which is reported.
pub(super) fn configure(standard: PdfStandard, sink: &mut Sink) -> Option<Configuration> {
    let mut builder = ConfigurationBuilder::new();
    if standard.accessible {
        builder = builder.with_accessibility_validator(Accessibility::UA1);
    }
    if let Some(level) = standard.archival {
        builder = builder.with_archival_validator(archival(level));
    }
    let configuration = builder.finish().ok();
    if configuration.is_none() {
        let message = format!("no PDF can claim {standard} at once");
        sink.push(Diagnostic::error(Code::PdfStandard, message).help(
            "PDF/A-4 is made of PDF 2.0 and PDF/UA-1 of PDF 1.7: name one of them, or a-2a and ua-1",
        ));
    }
    configuration
}

/// What of a standard nobody asked for can still be claimed, the most first, once a document has
/// broken it; none where something else kept the document from being written.
pub(super) fn left_by(error: &KrillaError, standard: PdfStandard) -> Vec<PdfStandard> {
    let KrillaError::Validation(violations) = error else { return Vec::new() };
    let broken = || violations.iter().flat_map(|(_, validators)| *validators);
    let accessible =
        standard.accessible && !broken().any(|validator| matches!(validator, Validator::Ua(_)));
    let archival = standard.archival.filter(|_| !broken().any(|it| matches!(it, Validator::A(_))));
    let rest = PdfStandard { archival, accessible };
    // What is wrong for those who listen may be right for those who see.
    let seen = standard.archival.map(PdfArchival::untagged);
    let seen = PdfStandard { archival: seen, accessible: false };
    let first = if rest == PdfStandard::NONE { seen } else { rest };
    let mut left = vec![first, PdfStandard::NONE];
    left.dedup();
    left.retain(|it| *it != standard);
    left
}

/// What is reported of a PDF that claims less than Recto aims for, and why.
pub(super) fn claims_less(
    aim: PdfStandard,
    claimed: PdfStandard,
    reasons: &[String],
) -> Diagnostic {
    let claimed = match claimed {
        PdfStandard::NONE => "no standard".to_owned(),
        less => less.to_string(),
    };
    let message =
        format!("the PDF claims {claimed} rather than {aim}, since {}", reasons.join(", and "));
    // Nobody asked for it: the document is all there, and so is what it claims.
    Diagnostic::warning(Code::PdfStandard, message)
        .help("mend what breaks it, or ask for less with `pdf.standard` in pack.yaml")
}

fn archival(level: PdfArchival) -> Archival {
    match level {
        PdfArchival::A1a => Archival::A1_A,
        PdfArchival::A1b => Archival::A1_B,
        PdfArchival::A2a => Archival::A2_A,
        PdfArchival::A2b => Archival::A2_B,
        PdfArchival::A2u => Archival::A2_U,
        PdfArchival::A3a => Archival::A3_A,
        PdfArchival::A3b => Archival::A3_B,
        PdfArchival::A3u => Archival::A3_U,
        PdfArchival::A4 => Archival::A4,
        PdfArchival::A4e => Archival::A4E,
        PdfArchival::A4f => Archival::A4F,
    }
}
