//! The standards a PDF can claim, in krilla's terms.

use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};

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
