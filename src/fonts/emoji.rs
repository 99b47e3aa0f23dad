//! Emoji: which characters are shown as pictures, and which faces draw them.

use skrifa::raw::TableProvider;
use skrifa::{FontRef, Tag};
use unicode_properties::{EmojiStatus, UnicodeEmoji};

/// What a face that is made for emoji draws them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmojiInk {
    /// In colours of its own: layers, bitmaps or SVG.
    Colors,
    /// In the colour of the text.
    Outlines,
}

impl EmojiInk {
    /// By its tables, or by its name where it has no colours.
    pub(super) fn of(font: &FontRef<'_>, family: &str) -> Option<Self> {
        let tables = [b"COLR", b"CBDT", b"sbix", b"SVG "];
        if tables.iter().any(|table| font.data_for_tag(Tag::new(table)).is_some()) {
            return Some(Self::Colors);
        }
        family.split(' ').any(|word| word == "Emoji").then_some(Self::Outlines)
    }
}

/// How a cluster of characters wants to be shown (UTS 51, 2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// As a picture.
    Emoji,
    /// As a letter or sign.
    Text,
}

impl Presentation {
    /// The presentation that a cluster asks for: by a variation selector, else by what its first
    /// character is usually shown as.
    pub fn of(cluster: &str) -> Self {
        let mut characters = cluster.chars();
        let Some(first) = characters.next().filter(|first| !first.is_ascii() || cluster.len() > 1)
        else {
            return Self::Text;
        };
        match characters.find(|character| matches!(character, '\u{fe0e}' | '\u{fe0f}')) {
            Some('\u{fe0f}') => Self::Emoji,
            None if is_shown_as_emoji(first) => Self::Emoji,
            _ => Self::Text,
        }
    }

    /// The ranks of faces, the best one first.
    pub const RANKS: [u8; 3] = [0, 1, 2];

    /// How well a face suits, by the emoji that it has, as one of [`RANKS`](Self::RANKS): of two
    /// faces, the one with the lower rank does better.
    pub fn rank(self, emoji: Option<EmojiInk>) -> u8 {
        match (self, emoji) {
            (Self::Emoji, Some(EmojiInk::Colors)) | (Self::Text, None) => 0,
            (_, Some(EmojiInk::Outlines)) => 1,
            (Self::Emoji, None) | (Self::Text, Some(EmojiInk::Colors)) => 2,
        }
    }
}

fn is_shown_as_emoji(character: char) -> bool {
    // These are all that `Emoji_Presentation` holds.
    matches!(
        character.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;

    #[test]
    fn a_cluster_tells_how_it_is_shown() {
        for cluster in
            ["🎉", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "🇩🇪", "👨\u{200d}👩\u{200d}👧", "👋🏽"]
        {
            assert_eq!(Presentation::of(cluster), Presentation::Emoji, "{cluster}");
        }
        for cluster in ["a", "1", "#", "❤", "©", "🎉\u{fe0e}", "漢", ""] {
            assert_eq!(Presentation::of(cluster), Presentation::Text, "{cluster}");
        }
    }

    #[test]
    fn pictures_come_from_faces_made_for_them() {
        let book = crate::fonts::FontBook::shipped();
        let inks: Vec<&Face> =
            book.iter().map(|(_, face)| face).filter(|face| face.emoji.is_some()).collect();
        assert_eq!(format!("{inks:?}"), "[Face(Noto Emoji 400)]");
        assert!(
            Presentation::Emoji.rank(inks[0].emoji)
                < Presentation::Emoji.rank(book.face(crate::fonts::FontId(0)).emoji)
        );
        assert!(
            Presentation::Text.rank(inks[0].emoji)
                > Presentation::Text.rank(book.face(crate::fonts::FontId(0)).emoji)
        );
    }
}
