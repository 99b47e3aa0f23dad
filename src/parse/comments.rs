//! Takes private comments out of what Markdown is read from.

use super::mapped::Mapped;
use crate::diag::Sink;
use crate::source::comments::{CommentForms, comments, unclosed};

/// The text without its comments. One that is not closed is reported, and takes what follows along,
/// since that may be private.
pub(super) fn leave_out(text: Mapped, forms: CommentForms, sink: &mut Sink) -> Mapped {
    let found = comments(text.text(), forms);
    for comment in &found {
        if let Some(sign) = comment.unclosed {
            let start = comment.range.start;
            sink.push(unclosed(sign, text.span(start..start + 1)));
        }
    }
    text.replaced(found.into_iter().map(|comment| (comment.range, comment.instead)))
}
