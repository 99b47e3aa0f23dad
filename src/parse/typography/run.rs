//! A run of inlines as one text: what a sign stands beside does not end where emphasis does.

use crate::tree::{Authored, Inline, InlineKind, plain_text};

/// Stands for what is no words: code, a formula, a picture, an address.
const OBJECT: char = char::REPLACEMENT_CHARACTER;

/// What an inline is to the words around it.
pub(super) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// Something in place of a character.
    Sign(char),
    /// Inlines that belong to the run.
    Inner(&'a [Inline<Authored>]),
    /// Nothing at all.
    Nothing,
}

/// What an inline is to a run of words in a language.
pub(super) fn part(inline: &Inline<Authored>) -> Part<'_> {
    // Words of another language are punctuated by themselves.
    if inline.attr.get("lang").is_some() {
        return Part::Sign(OBJECT);
    }
    match &inline.kind {
        InlineKind::Text { text } => Part::Words(text),
        InlineKind::SoftBreak => Part::Sign(' '),
        InlineKind::HardBreak => Part::Sign('\n'),
        InlineKind::Code { .. }
        | InlineKind::Math { .. }
        | InlineKind::Image { .. }
        | InlineKind::CrossReference { .. } => Part::Sign(OBJECT),
        InlineKind::NoteMark { .. } => Part::Nothing,
        InlineKind::Link { target, content, .. } if is_address(target, content) => {
            Part::Sign(OBJECT)
        }
        kind => kind.content().map_or(Part::Nothing, Part::Inner),
    }
}

/// Whether a link shows its own address.
fn is_address(target: &str, content: &[Inline<Authored>]) -> bool {
    let words = plain_text(content);
    target
        .strip_suffix(&*words)
        .is_some_and(|scheme| matches!(scheme, "" | "http://" | "https://" | "mailto:"))
}
