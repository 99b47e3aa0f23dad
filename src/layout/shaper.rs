//! Shaping: from words to glyphs, each word once.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use harfrust::{
    BufferClusterLevel, Direction, Feature, Language, Script, ShapeOptions, UnicodeBuffer,
};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use rustc_hash::{FxHashMap, FxHasher};

use crate::fonts::{FontBook, FontId};
use crate::theme::{FontFeature, FontFeatures};

/// What a word is shaped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shaping {
    pub(super) font: FontId,
    pub(super) script: unicode_script::Script,
    pub(super) rtl: bool,
    pub(super) lang: LangTag,
    pub(super) features: FontFeatures,
    pub(super) tracking: Tracking,
}

/// Space between letters, in thousandths of an em.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tracking(i16);

impl Tracking {
    /// That of a style, in ems.
    pub(super) fn new(ems: f32) -> Self {
        Self((ems * 1000.0).round() as i16)
    }

    /// That of a script: letters that are joined stay so.
    fn within(self, script: unicode_script::Script) -> Self {
        use unicode_script::Script::{
            Armenian, Common, Cyrillic, Georgian, Greek, Han, Hangul, Hebrew, Hiragana, Inherited,
            Katakana, Latin, Unknown,
        };
        match script {
            Latin | Greek | Cyrillic | Armenian | Georgian | Hebrew | Han | Hangul | Hiragana
            | Katakana | Common | Inherited | Unknown => self,
            _ => Self::default(),
        }
    }

    fn ems(self) -> f32 {
        f32::from(self.0) / 1000.0
    }
}

/// The start of a BCP 47 tag, which is all that shaping asks of a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct LangTag([u8; 8]);

impl LangTag {
    pub(super) fn new(tag: &str) -> Self {
        let mut start = [0; 8];
        for (to, from) in start.iter_mut().zip(tag.bytes().filter(u8::is_ascii)) {
            *to = from.to_ascii_lowercase();
        }
        Self(start)
    }

    fn language(self) -> Option<Language> {
        let length = self.0.iter().position(|&byte| byte == 0).unwrap_or(self.0.len());
        // A tag cut within a subtag says nothing certain there.
        let tag = std::str::from_utf8(&self.0[..length]).ok()?;
        let whole = if length == self.0.len() { tag.rsplit_once('-')?.0 } else { tag };
        whole.parse().ok()
    }
}

/// A shaped word. Measures are in ems.
#[derive(Debug, Default)]
pub(super) struct Shaped {
    /// The glyphs, from left to right.
    pub(super) glyphs: Vec<ShapedGlyph>,
    /// The sum of their advances.
    pub(super) width: f32,
    /// For glyphs in the order of the text, the byte that each starts at and the width before it;
    /// worked out when first asked for.
    starts: OnceLock<Vec<(u32, f32)>>,
}

/// A glyph of a shaped word. Measures are in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ShapedGlyph {
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) x_offset: f32,
    pub(super) y_offset: f32,
    /// The byte of the word where the characters it shows start.
    pub(super) cluster: u32,
    /// Whether the word can be cut before it without shaping it anew.
    pub(super) cuttable: bool,
}

impl Shaped {
    pub(super) fn new(glyphs: Vec<ShapedGlyph>) -> Self {
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        Self { glyphs, width, starts: OnceLock::new() }
    }

    /// About how wide the part between two bytes is: that of its glyphs in the whole word, which may
    /// be others, or nearer to each other, where it stands alone.
    pub(super) fn width_between(&self, part: Range<usize>) -> f32 {
        let starts = self.starts.get_or_init(|| self.in_order_of_text());
        let before = |at: usize| {
            let index = starts.partition_point(|(start, _)| (*start as usize) < at);
            starts.get(index).map_or(self.width, |(_, before)| *before)
        };
        before(part.end) - before(part.start)
    }

    fn in_order_of_text(&self) -> Vec<(u32, f32)> {
        let is_reversed =
            self.glyphs.first().map(|it| it.cluster) > self.glyphs.last().map(|it| it.cluster);
        let mut before = 0.0;
        let start = |glyph: &ShapedGlyph| {
            let start = (glyph.cluster, before);
            before += glyph.advance;
            start
        };
        if is_reversed {
            self.glyphs.iter().rev().map(start).collect()
        } else {
            self.glyphs.iter().map(start).collect()
        }
    }
}

const SHARDS: usize = 16;
/// Longer words hardly ever come twice.
const LONGEST_KEPT: usize = 48;

type Shard = FxHashMap<Shaping, FxHashMap<Box<str>, Arc<Shaped>>>;

/// Shapes words and remembers them; finds where lines may end by Unicode's rules. Shared by all
/// chapters: what it gives does not depend on who asked first.
#[derive(Debug)]
pub struct Shaper {
    shards: [Mutex<Shard>; SHARDS],
    segmenter: LineSegmenterBorrowed<'static>,
    asked: AtomicU64,
    shaped: AtomicU64,
}

impl Default for Shaper {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            segmenter: LineSegmenter::new_auto(LineBreakOptions::default()),
            asked: AtomicU64::new(0),
            shaped: AtomicU64::new(0),
        }
    }
}

impl Shaper {
    /// The share of words, from 0 to 1, that did not have to be shaped anew.
    pub fn hit_rate(&self) -> f64 {
        let asked = self.asked.load(Ordering::Relaxed).max(1);
        1.0 - self.shaped.load(Ordering::Relaxed) as f64 / asked as f64
    }

    pub(super) fn segmenter(&self) -> LineSegmenterBorrowed<'static> {
        self.segmenter
    }

    /// The glyphs of a word that has one font, script, direction and language.
    pub(super) fn shape(&self, fonts: &FontBook, word: &str, how: Shaping) -> Arc<Shaped> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if word.len() > LONGEST_KEPT {
            return self.shape_anew(fonts, word, how);
        }
        let shard = &self.shards[shard_of(word)];
        let known = |shard: &Shard| shard.get(&how).and_then(|words| words.get(word)).cloned();
        if let Some(shaped) = known(&shard.lock().unwrap_or_else(PoisonError::into_inner)) {
            return shaped;
        }
        let shaped = self.shape_anew(fonts, word, how);
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        shard.entry(how).or_default().insert(word.into(), shaped.clone());
        shaped
    }

    fn shape_anew(&self, fonts: &FontBook, word: &str, how: Shaping) -> Arc<Shaped> {
        self.shaped.fetch_add(1, Ordering::Relaxed);
        let face = fonts.face(how.font);
        let tables = face.tables();
        let shaper = face.shaper_data().shaper(&tables).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_direction(if how.rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        if let Some(script) = open_type_script(how.script) {
            buffer.set_script(script);
        }
        if let Some(language) = how.lang.language() {
            buffer.set_language(language);
        }
        let em = shaper.units_per_em().max(1) as f32;
        let tracking = how.tracking.within(how.script);
        let mut features: Vec<Feature> = how.features.iter().map(open_type_feature).collect();
        // Letters that stand apart are no ligature.
        if tracking != Tracking::default() {
            let off = [b"liga", b"clig"].map(|tag| Feature::new(harfrust::Tag::new(tag), 0, ..));
            features.extend(off);
        }
        let output = shaper.shape(buffer, ShapeOptions::new().features(&features));
        let glyphs = output.glyph_infos().iter().zip(output.glyph_positions());
        let glyphs = glyphs.map(|(info, position)| ShapedGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            // Marks on a letter have no advance, and stay on it.
            advance: match position.x_advance {
                0 => 0.0,
                advance => advance as f32 / em + tracking.ems(),
            },
            x_offset: position.x_offset as f32 / em,
            y_offset: position.y_offset as f32 / em,
            cluster: info.cluster,
            cuttable: !info.unsafe_to_break(),
        });
        Arc::new(Shaped::new(glyphs.collect()))
    }
}

fn open_type_feature(feature: FontFeature) -> Feature {
    Feature::new(harfrust::Tag::new(&feature.tag), u32::from(feature.value), ..)
}

fn shard_of(word: &str) -> usize {
    use std::hash::{Hash, Hasher};
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish() as usize >> 7 & (SHARDS - 1)
}

fn open_type_script(script: unicode_script::Script) -> Option<Script> {
    let name: [u8; 4] = script.short_name().as_bytes().try_into().ok()?;
    Script::from_iso15924_tag(harfrust::Tag::new(&name))
}
