//! One face: its bytes, metrics and coverage.

use std::fmt;
use std::sync::{Arc, OnceLock};

use harfrust::ShaperData;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::Metrics as RawMetrics;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};

use unicode_script::{Script, UnicodeScript};

use super::emoji::EmojiInk;
use super::is_shared;
use super::plain::Kind;

/// The bytes of a font file, shared by all who read it.
pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A face of a family.
pub struct Face {
    /// The family's typographic name: `Source Serif 4`.
    pub family: String,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Whether its family has serifs.
    pub kind: Kind,
    /// Whether it is made to set formulas.
    pub is_maths: bool,
    /// The file it is in.
    pub data: FontData,
    /// Which of the file's faces it is; 0 but in collections.
    pub index: u32,
    /// Its measures.
    pub metrics: Metrics,
    /// What it draws emoji in, where it is made for them.
    pub emoji: Option<EmojiInk>,
    shaper: ShaperData,
    coverage: OnceLock<Coverage>,
}

/// Measures of a face, in ems. Distances below the baseline are positive where their name says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// How far the face reaches above the baseline.
    pub ascent: f32,
    /// How far it reaches below.
    pub descent: f32,
    /// The height of capitals.
    pub cap_height: f32,
    /// The height of small letters.
    pub x_height: f32,
    /// Where underlines run.
    pub underline: Rule,
    /// Where struck-through words are struck.
    pub strikeout: Rule,
}

/// A line drawn along words, in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// How far its middle lies above the baseline.
    pub offset: f32,
    /// How thick it is.
    pub thickness: f32,
}

impl Face {
    /// Reads a face; none where the bytes are no font.
    pub fn parse(data: FontData, index: u32) -> Option<Self> {
        let font = FontRef::from_index((*data).as_ref(), index).ok()?;
        let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
        let family =
            name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME))?;
        let attributes = font.attributes();
        let weight = attributes.weight.value() as u16;
        let italic = attributes.style != skrifa::attribute::Style::Normal;
        let metrics = Metrics::of(&font);
        let panose = font.os2().ok().map(|table| table.panose_10());
        let kind = Kind::of(&family, panose);
        let is_maths = font.table_data(Tag::new(b"MATH")).is_some();
        let shaper = ShaperData::new(&font);
        let coverage = OnceLock::new();
        let emoji = EmojiInk::of(&font, &family);
        Some(Self {
            family,
            weight,
            italic,
            kind,
            is_maths,
            data,
            index,
            metrics,
            emoji,
            shaper,
            coverage,
        })
    }

    /// The face's tables.
    ///
    /// # Panics
    /// Never: the same bytes were read once.
    pub fn tables(&self) -> FontRef<'_> {
        FontRef::from_index((*self.data).as_ref(), self.index)
            .expect("the same bytes were read when the face was made")
    }

    /// What the shaper prepared for this face.
    pub fn shaper_data(&self) -> &ShaperData {
        &self.shaper
    }

    /// Whether the face has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.coverage().contains(character)
    }

    /// Whether the face has a glyph for a character and is made for text that it stands in: some
    /// fonts for formulas have a few signs of scripts that they know nothing else of.
    pub fn serves(&self, character: char) -> bool {
        self.has(character) && !(self.is_maths && is_foreign_to_maths(character))
    }

    /// Whether the face has glyphs for all of ASCII that is printed.
    pub fn has_ascii(&self) -> bool {
        self.coverage().contains_all(' ', '~')
    }

    fn coverage(&self) -> &Coverage {
        self.coverage.get_or_init(|| Coverage::of(&self.tables()))
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let italic = if self.italic { " italic" } else { "" };
        write!(formatter, "Face({} {}{italic})", self.family, self.weight)
    }
}

/// Whether a character is a letter of a script that no formula is written in.
fn is_foreign_to_maths(character: char) -> bool {
    let script = character.script();
    !is_shared(script) && !matches!(script, Script::Latin | Script::Greek | Script::Cyrillic)
}

impl Metrics {
    fn of(font: &FontRef<'_>) -> Self {
        let raw = RawMetrics::new(font, Size::unscaled(), LocationRef::default());
        let em = f32::from(raw.units_per_em).max(1.0);
        // What a face does not say of itself is taken from what faces usually are.
        let rule = |given: Option<skrifa::metrics::Decoration>, usual: Rule| {
            given.filter(|rule| rule.thickness > 0.0).map_or(usual, |rule| Rule {
                offset: rule.offset / em,
                thickness: rule.thickness / em,
            })
        };
        Self {
            ascent: raw.ascent / em,
            descent: -raw.descent / em,
            cap_height: raw.cap_height.map_or(0.7, |height| height / em),
            x_height: raw.x_height.map_or(0.5, |height| height / em),
            underline: rule(raw.underline, Rule { offset: -0.1, thickness: 0.05 }),
            strikeout: rule(raw.strikeout, Rule { offset: 0.3, thickness: 0.05 }),
        }
    }
}

/// The characters a face has glyphs for, as sorted ranges with both ends inside.
#[derive(Debug, Default)]
struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    fn of(font: &FontRef<'_>) -> Self {
        let mut points: Vec<u32> = font.charmap().mappings().map(|(point, _)| point).collect();
        points.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for point in points {
            match ranges.last_mut() {
                Some((_, end)) if point <= end.saturating_add(1) => *end = point,
                _ => ranges.push((point, point)),
            }
        }
        Self(ranges)
    }

    fn contains(&self, character: char) -> bool {
        self.contains_all(character, character)
    }

    /// Whether it has all characters from one to another, which lie in one range then.
    fn contains_all(&self, first: char, last: char) -> bool {
        let after = self.0.partition_point(|&(start, _)| start <= u32::from(first));
        after > 0 && self.0[after - 1].1 >= u32::from(last)
    }
}
