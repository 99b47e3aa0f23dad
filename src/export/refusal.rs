//! Why nothing is written: a decision that cannot be honoured.

use crate::diag::{Code, Concern, Diagnostic, Severity};
use crate::source::SETTINGS;
use crate::span::Sources;

/// The first decision of an export that cannot be honoured, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is said of the first, with its place where it has one.
    first: String,
    /// How many there are.
    count: usize,
}

impl Refusal {
    /// The refusal that some diagnostics come to; none where every decision is honoured.
    pub(super) fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Option<Self> {
        let mut refused = diagnostics.iter().filter(|diagnostic| refuses(diagnostic, sources));
        let first = refused.next()?;
        let place = first.span.map(|span| {
            let line = sources.line_column(span).line;
            format!(" ({}:{line})", sources.get(span.file).path)
        });
        let first = format!("{}{}", first.message, place.unwrap_or_default());
        Some(Self { first, count: 1 + refused.count() })
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "nothing is written: {}", self.first)?;
        match self.count - 1 {
            0 => Ok(()),
            more => write!(formatter, "; and {more} more"),
        }
    }
}

/// Whether a diagnostic says that a decision about all files cannot be honoured. Those about one
/// file are the backend's: it makes none.
///
/// A file or page that the settings themselves name is a decision, too: somebody wrote down that
/// it goes along. What they say of certificates, controls and versions is content.
fn refuses(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    let in_settings = || {
        let at = diagnostic.span.map(|span| &*sources.get(span.file).path);
        let is_content = matches!(
            diagnostic.code,
            Code::ExpiredCertificate
                | Code::EndingCertificate
                | Code::UncoveredControl
                | Code::DocumentControl
                | Code::BrokenDiagram
        );
        at == Some(SETTINGS) && !is_content
    };
    diagnostic.severity == Severity::Error
        && !diagnostic.code.costs_one_file()
        && (diagnostic.code.concern() == Concern::Decision || in_settings())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn decisions_refuse_and_content_does_not() {
        let mut sources = Sources::default();
        let settings = Span::new(sources.add(SETTINGS, "exclude: [a]\n"), 9..12);
        let page = Span::new(sources.add("a.md", "![](b.png)\n"), 4..9);
        let error = |code, span| Diagnostic::error(code, "it is wrong").at(span);
        let refused = |diagnostics: &[Diagnostic]| {
            Refusal::of(diagnostics, &sources).map(|refusal| refusal.to_string())
        };
        assert_eq!(refused(&[error(Code::MissingAttachment, page)]), None);
        assert_eq!(refused(&[error(Code::ExpiredCertificate, settings)]), None);
        assert_eq!(refused(&[error(Code::SizeBudget, settings)]), None);
        let warning = Diagnostic::warning(Code::InvalidConfig, "it is odd").at(settings);
        assert_eq!(refused(&[warning]), None);
        assert_eq!(
            refused(&[error(Code::MissingAttachment, settings)]).as_deref(),
            Some("nothing is written: it is wrong (pack.yaml:1)")
        );
        assert_eq!(
            refused(&[
                Diagnostic::error(Code::UnknownProfile, "there is no profile `x`"),
                error(Code::Condition, page)
            ])
            .as_deref(),
            Some("nothing is written: there is no profile `x`; and 1 more")
        );
    }
}
