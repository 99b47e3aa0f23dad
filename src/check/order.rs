//! Pages that nobody will find.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{LeftOut, RawPack, Reason};
use crate::span::{Sources, Span};

/// Pages that are taken into the pack and have no place in its order.
///
/// An order of a profile's own is a choice of pages, and what it does not name is meant to be out.
pub(super) fn unplaced(raw: &RawPack, sources: &Sources, sink: &mut Sink) {
    if raw.audience.profile.is_some() {
        return;
    }
    let unlisted = |page: &&LeftOut| matches!(page.reason, Reason::NotListed(_));
    for page in raw.left_out.iter().filter(unlisted) {
        let name = page.path.file_name();
        if is_of_a_site(name) || is_brought_in(name, raw, sources) {
            continue;
        }
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

/// Whether a page is what a site shows where there is none.
fn is_of_a_site(name: &str) -> bool {
    name.split('.').next() == Some("404")
}

/// Whether another page brings a file in as part of itself, or the settings of `MkDocs` put it below
/// every page.
fn is_brought_in(name: &str, raw: &RawPack, sources: &Sources) -> bool {
    let is_it = |path: &String| path.rsplit('/').next() == Some(name);
    let brings =
        |line: &str| line.contains(name) && (line.contains("include") || line.contains("--8<--"));
    raw.extensions.snippets.appended.iter().any(is_it)
        || sources.iter().any(|(_, file)| file.text.contains(name) && file.text.lines().any(brings))
}
