//! Takes private comments out of what Markdown is read from.

use super::mapped::Mapped;
use crate::diag::Sink;
use crate::source::comments::{CommentForms, comments, unclosed};

/// The text without its comments. One that is not closed is told, and takes what follows along,
/// since that may be private.
pub(super) fn leave_out(text: Mapped, forms: CommentForms, sink: &mut Sink) -> Mapped {
    let found = comments(text.text(), forms);
    if found.is_empty() {
        return text;
    }
    let mut out = Mapped::empty(text.span(0..text.text().len()));
    let mut at = 0;
    for comment in found {
        let span = text.span(comment.range.clone());
        out.push_slice(&text, at..comment.range.start);
        out.push_generated(comment.instead, span);
        at = comment.range.end;
        if let Some(sign) = comment.unclosed {
            let start = comment.range.start;
            sink.push(unclosed(sign, text.span(start..start + 1)));
        }
    }
    out.push_slice(&text, at..text.text().len());
    out
}
