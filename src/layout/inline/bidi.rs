//! Which way a paragraph and its parts are written (UAX 9).

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction};

use super::content::{Content, GAPS, OBJECT, Wrap};
use crate::text::language;

/// The directions of a paragraph.
#[derive(Debug)]
pub(super) struct Directions {
    /// The embedding level of each byte, or none where all of them are 0.
    pub(super) levels: Option<Vec<Level>>,
    /// The direction of the whole: even from left to right, odd from right to left.
    pub(super) base: Level,
    /// Whether its lines start at the right.
    pub(super) starts_right: bool,
}

/// Finds the directions of a paragraph on a page that is written in one.
pub(super) fn directions(content: &Content, page: language::Direction) -> Directions {
    let rtl_page = page == language::Direction::RightToLeft && !content.is_code;
    let is_turned = |isolate: &(_, _)| isolate.1 == Some(language::Direction::RightToLeft);
    let turns = rtl_page || content.isolates.iter().any(is_turned);
    if !turns && content.text.chars().all(keeps_left_to_right) {
        return Directions { levels: None, base: Level::ltr(), starts_right: false };
    }
    let isolates = if turns || has_native(&content.text) { &*content.isolates } else { &[] };
    let (text, marks) = isolated(content, isolates);
    let base = if content.is_code { Level::ltr() } else { base(&text, rtl_page) };
    let levels = BidiInfo::new(&text, Some(base)).levels;
    let levels = Some(without_marks(&levels, &marks));
    Directions { levels, base, starts_right: rtl_page || base.is_rtl() }
}

/// Whether a character leaves a text without any others at level 0: it stands in no block that has
/// characters from right to left (UAX 9, 3.2), and is no mark of direction.
fn keeps_left_to_right(character: char) -> bool {
    !matches!(character,
        '\u{590}'..='\u{8ff}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The direction of the whole. On a page that is written from left to right it is that of the
/// first letter (UAX 9, P2 and P3), since pages often do not say that a paragraph is in another
/// language. In the others, where sentences often start with a foreign name, any letter of the
/// language will do.
fn base(text: &str, rtl_page: bool) -> Level {
    let first = get_base_direction(text);
    let rtl = match first {
        Direction::Rtl => true,
        Direction::Ltr => rtl_page && has_native(text),
        Direction::Mixed => rtl_page,
    };
    if rtl { Level::rtl() } else { Level::ltr() }
}

/// Whether there are letters that are written from right to left.
fn has_native(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// What opens a part that leaves its surroundings alone: one that is written in a direction, or in
/// that of its first letter. As long as what closes it.
fn opening(direction: Option<language::Direction>) -> char {
    match direction {
        Some(language::Direction::LeftToRight) => '\u{2066}',
        Some(language::Direction::RightToLeft) => '\u{2067}',
        None => '\u{2068}',
    }
}

/// Closes such a part.
const CLOSING: char = '\u{2069}';

/// The text with marks around each stretch of code and each part with a direction of its own, and
/// at which bytes of it these marks are.
///
/// Gaps are no brackets here: brackets would keep keys that are pressed together, `Ctrl+C`, from
/// being read as one.
fn isolated(
    content: &Content,
    isolates: &[(Range<usize>, Option<language::Direction>)],
) -> (String, Vec<usize>) {
    let codes = codes(content).into_iter();
    let codes = codes.map(|range| (range, Some(language::Direction::LeftToRight)));
    let mut marks = Vec::new();
    for (range, direction) in codes.chain(isolates.iter().cloned()) {
        if !range.is_empty() {
            // Where several stand together, those close first that were opened last.
            marks.push((range.start, true, usize::MAX - range.end, opening(direction)));
            marks.push((range.end, false, usize::MAX - range.start, CLOSING));
        }
    }
    marks.sort_unstable();
    let mut text = String::with_capacity(content.text.len() + marks.len() * CLOSING.len_utf8());
    let mut places = Vec::with_capacity(marks.len());
    let mut at = 0;
    for (place, _, _, mark) in marks {
        text.push_str(&content.text[at..place]);
        places.push(text.len());
        text.push(mark);
        at = place;
    }
    text.push_str(&content.text[at..]);
    // Of the same length as what it takes the place of.
    (text.replace(GAPS, OBJECT.encode_utf8(&mut [0; 4])), places)
}

/// The stretches of code in a text that is not all code.
fn codes(content: &Content) -> Vec<Range<usize>> {
    let mut codes: Vec<Range<usize>> = Vec::new();
    let is_code = |style: usize| content.styles[style].wrap == Wrap::Code;
    for piece in content.pieces.iter().filter(|piece| is_code(piece.style) && !content.is_code) {
        match codes.last_mut().filter(|last| last.end == piece.range.start) {
            Some(last) => last.end = piece.range.end,
            None => codes.push(piece.range.clone()),
        }
    }
    codes
}

/// The levels of the bytes that were there before marks were put in.
fn without_marks(levels: &[Level], places: &[usize]) -> Vec<Level> {
    let mut kept = Vec::with_capacity(levels.len());
    let mut at = 0;
    for &place in places {
        kept.extend_from_slice(&levels[at..place]);
        at = place + CLOSING.len_utf8();
    }
    kept.extend_from_slice(&levels[at..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that is passed over alone leaves all levels at 0, as the rules have it.
    #[test]
    fn what_keeps_left_to_right_has_level_0() {
        use BidiClass::{AL, AN, FSI, LRE, LRI, LRO, PDF, PDI, R, RLE, RLI, RLO};
        for character in ('\0'..=char::MAX).filter(|&character| keeps_left_to_right(character)) {
            let class = bidi_class(character);
            let turns = [R, AL, AN, LRE, LRO, LRI, RLE, RLO, RLI, FSI, PDF, PDI].contains(&class);
            assert!(!turns, "{character:?} {class:?}");
        }
    }
}
