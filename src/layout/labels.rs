//! Words of the interface that pages show.

use super::context::Context;

/// The words there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Contents,
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    Video,
    Audio,
    MissingImage,
}

/// A word in the language at hand.
pub(crate) fn label<'a>(context: &Context<'a>, key: Key) -> &'a str {
    let (name, word) = match key {
        Key::Contents => ("contents", "Contents"),
        Key::Note => ("note", "Note"),
        Key::Tip => ("tip", "Tip"),
        Key::Important => ("important", "Important"),
        Key::Warning => ("warning", "Warning"),
        Key::Caution => ("caution", "Caution"),
        Key::Video => ("video", "Video"),
        Key::Audio => ("audio", "Audio"),
        Key::MissingImage => ("missing-image", "Image not available"),
    };
    let own = context.theme.tokens.labels.get(&*context.lang).and_then(|words| words.get(name));
    own.map_or(word, String::as_str)
}
