//! Pages that nobody will find.

use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::source::{LeftOut, RawPack, Reason, is_error_page};
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
        if is_error_page(&page.path) || is_brought_in(&page.path, raw, sources) {
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

/// Whether another page brings a page in as part of itself, or the settings of `MkDocs` put it below
/// every page.
fn is_brought_in(page: &PackPath, raw: &RawPack, sources: &Sources) -> bool {
    let name = page.file_name();
    let snippets = &raw.extensions.snippets;
    let bases = snippets.bases.iter().chain(&raw.config.links.roots).map(String::as_str);
    let bases: Vec<&str> = bases.chain(["", "_includes"]).collect();
    let is_meant = |written: &str, folder: &str| {
        let folders = bases.iter().copied().chain([folder]);
        let mut paths = folders.map(|base| {
            let inside = PackPath::new(format!("{base}/-").trim_start_matches('/'));
            inside.and_then(|inside| inside.sibling(written.trim_start_matches('/')))
        });
        paths.any(|path| path.is_ok_and(|path| path == *page))
    };
    let brings = |line: &str, folder: &str| {
        (line.contains("include") || line.contains("--8<--"))
            && line.match_indices(name).any(|(at, name)| {
                let start = line[..at].rfind(is_around).map_or(0, |end| end + 1);
                is_meant(&line[start..at + name.len()], folder)
            })
    };
    snippets.appended.iter().any(|path| is_meant(path, ""))
        || sources.iter().any(|(_, file)| {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            file.text.contains(name) && file.text.lines().any(|line| brings(line, folder))
        })
}

/// Whether a sign stands around a path in a text.
fn is_around(sign: char) -> bool {
    sign.is_ascii() && !sign.is_ascii_alphanumeric() && !"/._-~+@%".contains(sign)
}
