//! Definitions that stand where this reader does not get them, and are used where he does: the
//! address of a link, the words of a footnote, what an abbreviation stands for.
//!
//! Markdown has them work for the whole page, wherever they stand.

use super::mapped::Mapped;
use super::markdown::{self, is_within};
use super::reader::Reader;
use super::shortcode::reach;
use crate::diag::{Code, Diagnostic, Sink};

/// Tells of the links, pictures and footnotes that this reader gets without what defines them.
pub(super) fn tell(text: &Mapped, reader: &Reader<'_>, sink: &mut Sink) {
    // Who the reader is matters only where something is defined at all.
    if !text.text().contains("]:") {
        return;
    }
    let hidden = reach::hidden(text.text(), reader);
    if hidden.is_empty() {
        return;
    }
    for (used, defined) in markdown::defined_elsewhere(text.text()) {
        if is_within(&hidden, defined) && !is_within(&hidden, used.start) {
            let message = "what this refers to is defined within a condition, which this reader \
                           does not meet";
            sink.push(Diagnostic::error(Code::Condition, message).at(text.span(used)).help(
                "define it above the headings and outside the tags that have conditions, or put \
                 the same condition on what refers to it",
            ));
        }
    }
}
