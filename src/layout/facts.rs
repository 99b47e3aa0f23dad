//! What is printed of a pack beside its title: version, date, status, owner.

use super::context::Context;
use crate::theme::Label;

/// Version, date and status, as far as there are any.
pub(crate) fn facts(context: &Context<'_>) -> Vec<String> {
    let meta = &context.document.pack.meta;
    let word = context.theme.label(&context.lang, Label::Version);
    let version = meta.version.as_deref().map(|version| {
        // `4.2` needs a word before it; `Draft 4` and `v4` have one.
        let bare = version.starts_with(|first: char| first.is_ascii_digit());
        if bare { format!("{word} {version}") } else { version.to_owned() }
    });
    let date = meta.printed_date();
    [version, date, meta.status.clone()].into_iter().flatten().collect()
}

/// Who answers for the pack.
pub(crate) fn owner(context: &Context<'_>) -> Option<String> {
    let word = context.theme.label(&context.lang, Label::Owner);
    // The label keeps to the name; a long name, often with a role, may go on in the next line.
    context.document.pack.meta.owner.as_deref().map(|owner| format!("{word}:\u{A0}{owner}"))
}
