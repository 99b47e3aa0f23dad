//! From collected text to atoms: words, spaces and objects, shaped.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::Level;
use unicode_normalization::UnicodeNormalization;
use unicode_script::Script;
use unicode_segmentation::UnicodeSegmentation;

use super::content::{Content, LINE_END, Object, Piece, TextStyle, Wrap};
use super::shared;
use super::wide::{self, Room, Side};
use crate::fonts::{Face, FontBook, FontId, Presentation, is_invisible};
use crate::layout::shaper::{Shaped, ShapedGlyph, Shaper, Shaping};

/// The smallest part of a paragraph that is shaped as one.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// The bytes of the text it shows.
    pub(super) range: Range<usize>,
    /// The piece it is from: an index into [`Content::pieces`].
    pub(super) piece: usize,
    /// The embedding level (UAX 9).
    pub(super) level: Level,
    pub(super) kind: AtomKind,
    /// What stands between it and the next atom where a line does not end there.
    pub(super) behind: Room,
}

#[derive(Clone, Debug)]
pub(super) enum AtomKind {
    /// Letters without a space between them, or one character of Chinese or Japanese.
    Word(Shaping, Arc<Shaped>),
    /// A space; justified lines stretch it unless it is rigid.
    Space(Shaping, Arc<Shaped>, /* rigid */ bool),
    /// Something that is no text.
    Object(Object),
    /// A line's end that the author asked for.
    LineEnd,
}

/// Cuts the text wherever style, direction, script or font change, at spaces, and around each
/// character of Chinese and Japanese. `levels` has the embedding level of each byte; none where all
/// of them are 0.
pub(super) fn itemize(
    content: &Content,
    levels: Option<&[Level]>,
    fonts: &FontBook,
    shaper: &Shaper,
) -> Vec<Atom> {
    let has_wide = content.text.chars().any(wide::is_wide);
    let mut itemizer = Itemizer { content, fonts, shaper, levels, has_wide, atoms: Vec::new() };
    for (index, piece) in content.pieces.iter().enumerate() {
        itemizer.piece(index, piece);
    }
    if has_wide {
        itemizer.set_apart();
    }
    itemizer.atoms
}

struct Itemizer<'i> {
    content: &'i Content,
    fonts: &'i FontBook,
    shaper: &'i Shaper,
    levels: Option<&'i [Level]>,
    /// Whether there is any Chinese or Japanese.
    has_wide: bool,
    atoms: Vec<Atom>,
}

/// What a run of characters has in common.
#[derive(Clone, Copy, PartialEq)]
struct Common {
    font: FontId,
    script: Script,
    level: Level,
}

impl Itemizer<'_> {
    fn piece(&mut self, index: usize, piece: &Piece) {
        if let Some(object) = &piece.object {
            let level = self.level(piece.range.start);
            let kind = AtomKind::Object(object.clone());
            self.push(piece.range.clone(), index, level, kind);
            return;
        }
        let style = &self.content.styles[piece.style];
        if let Some(common) = self.plain(&self.content.text[piece.range.clone()], style) {
            self.run(index, style, common, piece.range.clone());
            return;
        }
        let mut run: Option<(Common, usize)> = None;
        for (offset, cluster) in self.content.text[piece.range.clone()].grapheme_indices(true) {
            let at = piece.range.start + offset;
            let common = self.common(at, cluster, style, run.map(|(common, _)| common));
            if let Some((last, start)) = run.filter(|(last, _)| *last != common) {
                self.run(index, style, last, start..at);
                run = None;
            }
            run.get_or_insert((common, at));
        }
        if let Some((last, start)) = run {
            self.run(index, style, last, start..piece.range.end);
        }
    }

    /// What all characters have in common where they are printable ASCII and from left to right, as
    /// nearly all are: then nothing needs to be looked up.
    fn plain(&self, text: &str, style: &TextStyle) -> Option<Common> {
        let font = *style.faces.first()?;
        let is_plain = self.levels.is_none()
            && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
            && self.fonts.face(font).has_ascii();
        is_plain.then_some(Common { font, script: Script::Latin, level: Level::ltr() })
    }

    fn level(&self, at: usize) -> Level {
        self.levels.map_or(Level::ltr(), |levels| levels[at])
    }

    fn common(&self, at: usize, cluster: &str, style: &TextStyle, last: Option<Common>) -> Common {
        let level = self.level(at);
        let last = last.map(|last| last.script);
        let script = shared::script_of(&self.content.text, at, cluster, last, &style.lang);
        let font = self.wide_mark_font(cluster, script, style);
        let font = font.unwrap_or_else(|| self.font(cluster, script, style));
        Common { font, script, level }
    }

    /// For a mark in Chinese and Japanese that Latin text has too, the first face that has it and
    /// writes the characters around it.
    fn wide_mark_font(&self, cluster: &str, script: Script, style: &TextStyle) -> Option<FontId> {
        if script != Script::Han || !cluster.chars().all(wide::is_wide_mark) {
            return None;
        }
        let writes = |face: &Face| face.has('\u{4e00}') && cluster.chars().all(|it| face.has(it));
        style.faces.iter().copied().find(|&font| writes(self.fonts.face(font)))
    }

    /// The first face that has all of a cluster's characters, else the first that has its first.
    /// Emoji are looked for among faces made for them, and text among the others, before all.
    fn font(&self, cluster: &str, script: Script, style: &TextStyle) -> FontId {
        if let ([b' '..=b'~'], Some(&first)) = (cluster.as_bytes(), style.faces.first())
            && self.fonts.face(first).has_ascii()
        {
            return first;
        }
        let wanted = Presentation::of(cluster);
        // Signs such as that of degrees have the shape and width of the characters around them.
        let is_plain = |face: &Face| script != Script::Han || !face.is_maths;
        let has = |font: FontId, character: char| {
            let face = self.fonts.face(font);
            face.serves(character) && is_plain(face)
        };
        let mut faces = style.faces.iter().copied();
        let composed = composed(cluster);
        let whole = |&font: &FontId| {
            let has = |it: char| is_invisible(it) || has(font, it);
            cluster.chars().all(has) || composed.is_some_and(has)
        };
        let of_rank = |rank| {
            let mut faces = faces.clone();
            faces.find(|font| wanted.rank(self.fonts.face(*font).emoji) == rank && whole(font))
        };
        let whole = Presentation::RANKS.into_iter().find_map(of_rank);
        let first = || faces.find(|&font| cluster.chars().next().is_some_and(|c| has(font, c)));
        whole.or_else(first).unwrap_or_else(|| style.faces.first().copied().unwrap_or(FontId(0)))
    }

    /// Cuts a run into words, spaces and line ends.
    fn run(&mut self, piece: usize, style: &TextStyle, common: Common, range: Range<usize>) {
        let how = Shaping {
            font: common.font,
            script: common.script,
            rtl: common.level.is_rtl(),
            lang: style.shaping_lang,
            features: style.features,
            tracking: style.tracking,
        };
        let text = &self.content.text[range.clone()];
        let mut word_start = 0;
        let word = |itemizer: &mut Self, part: Range<usize>| {
            for inner in shapeable(&text[part.clone()]) {
                let shaped =
                    itemizer.shaper.shape(itemizer.fonts, &text[part.start..][inner.clone()], how);
                let start = range.start + part.start;
                let range = start + inner.start..start + inner.end;
                itemizer.push(range, piece, common.level, AtomKind::Word(how, shaped));
            }
        };
        for (at, character) in text.char_indices() {
            if self.has_wide && starts_anew(&text[..at], character, common.script) {
                word(self, word_start..at);
                word_start = at;
            }
            if !is_space(character) && character != LINE_END {
                continue;
            }
            let end = at + character.len_utf8();
            word(self, word_start..at);
            word_start = end;
            let kind = if character == LINE_END {
                AtomKind::LineEnd
            } else {
                let shaped = self.shaper.shape(self.fonts, &text[at..end], how);
                AtomKind::Space(how, shaped, style.wrap == Wrap::Code)
            };
            let range = range.start + at..range.start + end;
            self.push(range, piece, common.level, kind);
        }
        word(self, word_start..text.len());
    }

    fn push(&mut self, range: Range<usize>, piece: usize, level: Level, kind: AtomKind) {
        self.atoms.push(Atom { range, piece, level, kind, behind: Room::default() });
    }

    /// Finds the room around the characters of Chinese and Japanese.
    fn set_apart(&mut self) {
        for index in 1..self.atoms.len() {
            let (one, other) = (&self.atoms[index - 1], &self.atoms[index]);
            let behind = self.between(one, other);
            self.atoms[index - 1].behind = behind;
        }
    }

    fn between(&self, one: &Atom, other: &Atom) -> Room {
        let (AtomKind::Word(_, shaped), AtomKind::Word(_, next)) = (&one.kind, &other.kind) else {
            return Room::default();
        };
        let text = |atom: &Atom| &self.content.text[atom.range.clone()];
        let last = text(one).chars().rfind(|&character| !wide::continues(character));
        let (Some(last), Some(first)) = (last, text(other).chars().next()) else {
            return Room::default();
        };
        let style = &self.content.styles[self.content.pieces[one.piece].style];
        if style.wrap == Wrap::Code || one.level != other.level {
            return Room::default();
        }
        let one = Side { character: last, width: shaped.width };
        let other = Side { character: first, width: next.width };
        wide::between(one, other, &style.lang)
    }
}

/// More bytes than these are not shaped as one. A line that ends within a word has its part of it
/// shaped anew, for each end that is tried; in a word of thousands of letters, such as a key or a
/// picture written as text, that would take minutes.
const LONGEST_SHAPED: usize = 512;

/// The pieces that a word is shaped in: nearly always one.
fn shapeable(word: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let left = &word[start..];
        let length = if left.len() > LONGEST_SHAPED {
            let ends = left.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
            let (first, others) =
                (ends.clone().next(), ends.take_while(|end| *end <= LONGEST_SHAPED));
            others.last().or(first).unwrap_or(left.len())
        } else {
            left.len()
        };
        let piece = start..start + length;
        start = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Whether a word ends and another starts before a character: a character of Chinese or Japanese
/// is a word of its own.
fn starts_anew(before: &str, character: char, script: Script) -> bool {
    let is_square = |it: char| wide::is_wide(it) || (script == Script::Han && wide::is_quote(it));
    let last = before.chars().rfind(|&character| !wide::continues(character));
    !wide::continues(character) && last.is_some_and(|last| is_square(last) || is_square(character))
}

/// The one character that a letter with its marks is the same as, where there is one: shaping finds
/// its glyph too.
fn composed(cluster: &str) -> Option<char> {
    let mut composed = cluster.nfc();
    composed.next().filter(|_| composed.next().is_none())
}

/// Whether a justified line may stretch a character.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}')
}

/// A part of a shaped word. Cut glyphs where that is safe, shaped anew where it is not.
pub(super) fn part<'w>(
    how: Shaping,
    whole: &'w Arc<Shaped>,
    word: &str,
    part: Range<usize>,
    fonts: &FontBook,
    shaper: &Shaper,
) -> Cow<'w, Arc<Shaped>> {
    if part == (0..word.len()) {
        return Cow::Borrowed(whole);
    }
    let cut = |at: usize| cut_at(&whole.glyphs, word.len(), at);
    let cut_out = match (how.rtl, cut(part.start), cut(part.end)) {
        (false, Some(start), Some(end)) => {
            let glyph = |glyph: &ShapedGlyph| ShapedGlyph {
                cluster: glyph.cluster - part.start as u32,
                ..*glyph
            };
            Arc::new(Shaped::new(whole.glyphs[start..end].iter().map(glyph).collect()))
        }
        _ => shaper.shape(fonts, &word[part], how),
    };
    Cow::Owned(cut_out)
}

/// The index of the glyph before which a word from left to right can be cut at a byte.
fn cut_at(glyphs: &[ShapedGlyph], length: usize, at: usize) -> Option<usize> {
    if at == length {
        return Some(glyphs.len());
    }
    let index = glyphs.partition_point(|glyph| (glyph.cluster as usize) < at);
    let glyph = glyphs.get(index)?;
    (glyph.cluster as usize == at && glyph.cuttable).then_some(index)
}
