//! What the lists of several tools that name their pages have in common.

use crate::diag::{Code, Diagnostic};
use crate::source::config::ContentsEntry;
use crate::span::Span;

/// How deep the entries of a tool's list, or the folders that make one, may nest. What is deeper in a
/// list stands at this level; what lies deeper is not listed.
pub(super) const DEEPEST: usize = 20;

/// What is told of an entry of a list of pages that leads to the web.
pub(super) fn leads_away(place: Option<Span>) -> Diagnostic {
    let note = Diagnostic::note(Code::PageOrder, "this entry leads to the web and is left out");
    note.help("link to it from a page").at(place)
}

/// What gives the order of a site whose settings may have a sidebar, which gives `contents`.
pub(super) fn sidebar_or_folders(contents: &[ContentsEntry]) -> &'static str {
    if contents.is_empty() { "its folders give the order" } else { "its `sidebar` gives the order" }
}

/// Whether sections at the top are parts of the whole: what follows a part seems to belong to it, so
/// that nothing may follow but others.
pub(super) fn are_parts<T>(items: &[T], is_section: impl Fn(&T) -> bool) -> bool {
    items.iter().skip_while(|item| !is_section(item)).all(&is_section)
}
