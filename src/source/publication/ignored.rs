//! What lists of patterns leave out, in whatever file they stand.

use ignore::gitignore::GitignoreBuilder;

use super::globs::{Globs, Stars};
use super::{Force, Matches, NOT_KNOWN, PathRule};
use crate::diag::{Code, Diagnostic};
use crate::source::left_out::Reason;
use crate::span::Span;

/// What the lines of a file in the form of a `.gitignore` leave out, seen from a folder.
pub(in crate::source) fn by_lines(
    root: &str,
    lines: &str,
    cause: String,
    span: Span,
    say: &mut dyn FnMut(Diagnostic),
) -> Option<PathRule> {
    let mut builder = GitignoreBuilder::new("");
    for line in lines.lines() {
        if builder.add_line(None, line).is_err() {
            let message = format!("`{}` is no pattern", line.trim());
            say(Diagnostic::error(Code::InvalidConfig, message).at(span).help(NOT_KNOWN));
        }
    }
    let matches = Matches::Patterns(root.to_owned(), Box::new(builder.build().ok()?));
    Some(PathRule { matches, force: Force::Held, reason: Reason::Tool(cause) })
}

/// What globs leave out, seen from a folder.
pub(in crate::source) fn by_globs<'a>(
    root: &str,
    globs: impl IntoIterator<Item = &'a str>,
    cause: impl Into<Reason>,
    span: Span,
    say: &mut dyn FnMut(Diagnostic),
) -> PathRule {
    held(Globs::new(root, globs, Stars::Within, span, say), cause.into())
}

/// What is left out, since none of some globs takes it, seen from a folder.
pub(in crate::source) fn outside_globs<'a>(
    root: &str,
    globs: impl IntoIterator<Item = &'a str>,
    cause: String,
    span: Span,
    say: &mut dyn FnMut(Diagnostic),
) -> PathRule {
    held(Globs::new(root, globs, Stars::Within, span, say).keeping(), cause.into())
}

fn held(globs: Globs, reason: Reason) -> PathRule {
    PathRule { matches: Matches::Globs(globs), force: Force::Held, reason }
}
