//! Chinese and Japanese: characters side by side in squares of an em, without spaces.
//!
//! What justified lines stretch and shrink is the room between the characters, after W3C,
//! "Requirements for Japanese Text Layout" (JLREQ), 3.1 and 3.8.

/// What stands between two characters, in ems.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) stretch: f32,
    pub(super) shrink: f32,
}

/// How far two characters of a justified line can be pulled apart. What is wider is read as a
/// space by those who copy the words.
const STRETCH: f32 = 0.05;
/// The least width of a character that takes a square.
const FULL: f32 = 0.9;
/// Half of a punctuation mark's square is empty.
const HALF: f32 = 0.5;
/// The share of the empty half that a line may take for itself.
const SHRINK: f32 = 0.25;
/// What sets Latin words and numbers apart from the characters around them. A quarter of an em is
/// the custom, but that much would be read as a space by those who copy the words.
const APART: Room = Room { width: 0.09, stretch: 0.05, shrink: 0.05 };

/// Whether a character takes a square of its own.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3000}'..='\u{312f}'
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3220}'..='\u{325f}'
        | '\u{3280}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3ffff}')
}

/// About how wide words are, in ems.
pub(super) fn about_width(words: &str) -> f32 {
    words.chars().map(|character| if is_wide(character) { 1.0 } else { 0.5 }).sum()
}

/// Whether a character belongs to the one before it: marks of voiced sounds, variation selectors.
pub(super) fn continues(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A character at a word's end or start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) character: char,
    /// The width of its word, in ems.
    pub(super) width: f32,
}

impl Side {
    /// Whether it takes a square, of its own or in this face.
    fn is_square(self) -> bool {
        is_wide(self.character) || (is_wide_mark(self.character) && self.width >= FULL)
    }
}

/// The room between two characters that stand side by side.
pub(super) fn between(one: Side, other: Side, lang: &str) -> Room {
    let are_square = one.is_square() && other.is_square();
    let (before, width, after) = (one.character, one.width, other.character);
    if !are_square {
        let apart =
            (is_letter(before) && is_foreign(after)) || (is_foreign(before) && is_letter(after));
        return if apart { APART } else { Room::default() };
    }
    // Faces with marks of their own width have no empty halves.
    if width < FULL {
        return Room { stretch: STRETCH, ..Room::default() };
    }
    let empty_after = is_closing(before, lang);
    let empty_before = is_opening(after);
    // Of two empty halves that meet, or an empty half between two marks, one is too many.
    let doubled = (empty_after && (empty_before || is_closing(after, lang)))
        || (empty_before && is_opening(before));
    let width = if doubled { -HALF } else { 0.0 };
    let halves =
        f32::from(u8::from(empty_after) + u8::from(empty_before)) - f32::from(u8::from(doubled));
    Room { width, stretch: STRETCH, shrink: SHRINK * halves.max(0.0) }
}

/// How far the empty half of a mark reaches into the margin at a line's start, in ems.
pub(super) fn hang_at_start(first: char) -> f32 {
    if is_opening(first) && is_wide(first) { HALF } else { 0.0 }
}

/// How far the empty half of a mark reaches into the margin at a line's end, in ems.
pub(super) fn hang_at_end(last: char, lang: &str) -> f32 {
    if is_closing(last, lang) && is_wide(last) { HALF } else { 0.0 }
}

/// Whether Chinese and Japanese have a mark in a form of their own that Unicode does not tell from
/// that of Latin text.
pub(super) fn is_wide_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '―' | '…' | '‥' | '·')
}

/// Whether a character is a quotation mark that takes a square in Chinese and Japanese text.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’')
}

/// Whether a wide character is part of a word rather than a mark.
fn is_letter(character: char) -> bool {
    is_wide(character) && character.is_alphanumeric()
}

/// Whether a character is part of a word or number of another script.
fn is_foreign(character: char) -> bool {
    !is_wide(character) && character.is_alphanumeric()
}

/// Brackets that open: the left half of their square is empty.
fn is_opening(character: char) -> bool {
    matches!(
        character,
        '（' | '「' | '『' | '《' | '〈' | '【' | '〔' | '〖' | '［' | '｛' | '｟' | '“' | '‘'
    )
}

/// Brackets that close, and stops: the right half of their square is empty. In Taiwan and Hong Kong
/// stops stand in the middle.
fn is_closing(character: char, lang: &str) -> bool {
    match character {
        '）' | '」' | '』' | '》' | '〉' | '】' | '〕' | '〗' | '］' | '｝' | '｠' | '”' | '’' => {
            true
        }
        '、' | '。' | '，' | '．' => !has_centred_stops(lang),
        _ => false,
    }
}

fn has_centred_stops(lang: &str) -> bool {
    use crate::fonts::Region;
    matches!(Region::of(lang), Some(Region::Taiwan | Region::HongKong))
}
