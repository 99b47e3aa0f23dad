//! Pages that nobody will find.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{RawPack, Reason};
use crate::span::{Sources, Span};

/// Pages that are taken into the pack and have no place in its order.
///
/// An order of a profile's own is a choice of pages, and what it does not name is meant to be out.
pub(super) fn unplaced(raw: &RawPack, sources: &Sources, sink: &mut Sink) {
    if raw.audience.profile.is_some() {
        return;
    }
    for page in raw.left_out.iter().filter(|page| matches!(page.reason, Reason::NotListed(_))) {
        let file = sources.iter().find(|(_, file)| file.path == page.path.as_str());
        let Some((file, source)) = file else { continue };
        let first = source.text.lines().next().unwrap_or_default();
        sink.push(
            Diagnostic::warning(
                Code::UnplacedPage,
                "the order of the pack does not name this page",
            )
            .at(Span::new(file, 0..first.len()))
            .help("give it a place there, or leave it out with `exclude` in pack.yaml"),
        );
    }
}
