//! What is printed of a pack beside its title: version, date, status, owner.

use super::context::Context;
use crate::theme::{Field, Label};

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

/// What a field of a theme's words stands for, as far as the pack says it: nothing for what is
/// of one page.
pub(crate) fn pack_field(context: &Context<'_>, field: Field) -> String {
    let meta = &context.document.pack.meta;
    let word = |value: &Option<String>| value.clone().unwrap_or_default();
    let joined = |words: &[String], between: &str| {
        words.iter().map(|it| together(it)).collect::<Vec<_>>().join(between)
    };
    match field {
        Field::Title => meta.title.clone(),
        Field::Subtitle => word(&meta.subtitle),
        Field::Description => word(&meta.description),
        Field::Authors => joined(&meta.authors, ", "),
        Field::Publisher => word(&meta.publisher),
        Field::Version => word(&meta.version),
        Field::Date => meta.printed_date().unwrap_or_default(),
        Field::Status => word(&meta.status),
        Field::Facts => joined(&facts(context), "  ·  "),
        Field::Owner => owner(context).unwrap_or_default(),
        Field::Classification => word(&meta.classification),
        Field::Copyright => word(&meta.copyright),
        Field::Watermark => word(&meta.watermark),
        Field::Part
        | Field::PartNumber
        | Field::Number
        | Field::Chapter
        | Field::Section
        | Field::PageTitle
        | Field::Above
        | Field::Page
        | Field::Pages => String::new(),
    }
}

/// Words that hold together on a line, unless they are too many for one.
fn together(words: &str) -> String {
    const MOST_LETTERS: usize = 32;
    if words.chars().count() > MOST_LETTERS {
        words.to_owned()
    } else {
        words.replace(' ', "\u{a0}")
    }
}
