//! Translations that lie in folders below the pages.

use super::door::Door;
use crate::source::left_out::Reason;
use crate::source::publication::{Publishing, by_globs};
use crate::span::{FileId, Span};

/// What a site publishes that has translations in folders of these names below its pages, as a program
/// says: they are none of it.
pub(super) fn without_translations<'a>(
    pages: &str,
    names: impl Iterator<Item = &'a str>,
    program: FileId,
    door: &mut Door<'_>,
) -> Publishing {
    let span = Span::new(program, 0..0);
    let say = &mut |it| door.say(it);
    let rules = names.map(|name| {
        let (below, cause) = (format!("{name}/**"), Reason::Translation(Some(name.to_owned())));
        by_globs(pages, [&*below], cause, span, say)
    });
    Publishing { rules: rules.collect(), ..Publishing::default() }
}
