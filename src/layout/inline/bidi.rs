//! Which way a paragraph and its parts are written (UAX 9).

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction};

use super::content::{Content, Wrap};
use crate::text::language;

/// Opens and closes a part that is written from left to right and leaves its surroundings alone.
const ISOLATE: [&str; 2] = ["\u{2066}", "\u{2069}"];

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
    // No character below Hebrew is written from right to left.
    if !rtl_page && content.text.chars().all(|character| character < '\u{590}') {
        return Directions { levels: None, base: Level::ltr(), starts_right: false };
    }
    let (text, codes) = isolated(content);
    let base = if content.is_code { Level::ltr() } else { base(&text, rtl_page) };
    let levels = BidiInfo::new(&text, Some(base)).levels;
    let levels = Some(without_isolates(&levels, &codes));
    Directions { levels, base, starts_right: rtl_page || base.is_rtl() }
}

/// The direction of the whole. On a page that is written from left to right it is that of the
/// first letter (UAX 9, P2 and P3), since pages often do not say that a paragraph is in another
/// language. In the others, where sentences often start with a foreign name, any letter of the
/// language will do.
fn base(text: &str, rtl_page: bool) -> Level {
    let first = get_base_direction(text);
    let is_native = |c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    let rtl = match first {
        Direction::Rtl => true,
        Direction::Ltr => rtl_page && text.chars().any(is_native),
        Direction::Mixed => rtl_page,
    };
    if rtl { Level::rtl() } else { Level::ltr() }
}

/// The text with each stretch of code isolated, and where these stretches are.
fn isolated(content: &Content) -> (String, Vec<Range<usize>>) {
    let mut codes: Vec<Range<usize>> = Vec::new();
    let is_code = |style: usize| content.styles[style].wrap == Wrap::Code;
    for piece in content.pieces.iter().filter(|piece| is_code(piece.style) && !content.is_code) {
        match codes.last_mut().filter(|last| last.end == piece.range.start) {
            Some(last) => last.end = piece.range.end,
            None => codes.push(piece.range.clone()),
        }
    }
    let mut text = String::with_capacity(content.text.len() + codes.len() * 6);
    let mut at = 0;
    for code in &codes {
        text.push_str(&content.text[at..code.start]);
        text.push_str(ISOLATE[0]);
        text.push_str(&content.text[code.clone()]);
        text.push_str(ISOLATE[1]);
        at = code.end;
    }
    text.push_str(&content.text[at..]);
    (text, codes)
}

/// The levels of the bytes that were there before stretches were isolated.
fn without_isolates(levels: &[Level], codes: &[Range<usize>]) -> Vec<Level> {
    let [open, close] = ISOLATE.map(str::len);
    let mut kept = Vec::with_capacity(levels.len());
    let mut at = 0;
    for code in codes {
        let before = kept.len();
        kept.extend_from_slice(&levels[at..at + code.start - before]);
        at += code.start - before + open;
        kept.extend_from_slice(&levels[at..at + code.len()]);
        at += code.len() + close;
    }
    kept.extend_from_slice(&levels[at..]);
    kept
}
