//! The fonts a document can be set in, with their metrics and coverage.

mod cff;
mod demand;
mod emoji;
mod face;
mod families;
mod load;
mod maths;
mod missing;
mod plain;
mod region;
mod renumber;
mod sfnt;
mod subset;
mod system;
mod wide;
mod woff2;

use std::sync::{Arc, OnceLock};

pub use emoji::{EmojiInk, Presentation};
pub use face::{Face, FontData, Metrics, Rule};
pub use families::Wish;
pub use load::Supply;
pub(crate) use maths::{Constants, Corner, Growth, MathFont, Part};
pub use plain::Kind;
pub use region::Region;
pub(crate) use subset::{Container, subset};

use rustc_hash::FxHashSet;
use unicode_script::Script;

use crate::diag::Diagnostic;

/// A face in the [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub(crate) u16);

/// Families, faces and fallbacks.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Arc<Face>>,
    /// How many of them are shipped or the pack's own; the others are the system's.
    brought: usize,
    /// The face that formulas are set in.
    maths: Option<FontId>,
    missing: Vec<Diagnostic>,
}

/// From this weight on letters are bold.
pub(crate) const BOLD: u16 = 600;

/// What a run of text asks of a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// Whether it is italic.
    pub italic: bool,
}

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        [$(include_bytes!(concat!("../../fonts/", $name)).as_slice()),+]
    };
}

/// The font files that are compiled in. Families no theme names serve as the last resort.
static SHIPPED: [&[u8]; 17] = shipped![
    "SourceSerif4-Regular.ttf",
    "SourceSerif4-It.ttf",
    "SourceSerif4-Bold.ttf",
    "SourceSerif4-BoldIt.ttf",
    "SourceSans3-Regular.ttf",
    "SourceSans3-It.ttf",
    "SourceSans3-Semibold.ttf",
    "SourceSans3-SemiboldIt.ttf",
    "SourceSans3-Bold.ttf",
    "SourceSans3-BoldIt.ttf",
    "SourceCodePro-Regular.ttf",
    "SourceCodePro-It.ttf",
    "SourceCodePro-Bold.ttf",
    "SourceCodePro-BoldIt.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoEmoji-Regular.ttf",
    "STIXTwoMath-Regular.ttf",
];

impl FontBook {
    /// The shipped fonts, which are read once.
    pub fn shipped() -> Self {
        static SHELF: OnceLock<(Vec<Arc<Face>>, Option<FontId>)> = OnceLock::new();
        let (faces, maths) = SHELF.get_or_init(|| {
            let mut book = Self::default();
            for bytes in SHIPPED {
                book.add(Arc::new(bytes));
            }
            book.choose_maths(0);
            (book.faces, book.maths)
        });
        Self { faces: faces.clone(), brought: faces.len(), maths: *maths, missing: Vec::new() }
    }

    /// Adds every face of a font file. Returns how many it has; none where it is no font.
    pub fn add(&mut self, data: FontData) -> usize {
        let count = faces_in((*data).as_ref());
        let faces = (0..count).filter_map(|index| Face::parse(data.clone(), index));
        let before = self.faces.len();
        self.faces.extend(faces.map(Arc::new).take(usize::from(u16::MAX) - before));
        self.faces.len() - before
    }

    /// Sets formulas in the last face that can do so, of those from an index on.
    fn choose_maths(&mut self, from: usize) {
        let faces = self.iter().skip(from);
        let able = faces.filter(|(_, face)| maths::sets_formulas(face));
        self.maths = able.last().map(|(id, _)| id).or(self.maths);
    }

    /// The face behind an id.
    ///
    /// # Panics
    /// When the id comes from another book.
    pub fn face(&self, id: FontId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// All faces with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0..).map(FontId).zip(self.faces.iter().map(|face| &**face))
    }

    /// The face of a family that comes nearest to a look. `serif`, `sans-serif` and `monospace` mean
    /// the shipped families of these kinds.
    pub fn find(&self, family: &str, look: Look) -> Option<FontId> {
        let family = families::meant(family);
        self.iter()
            .filter(|(_, face)| face.family.eq_ignore_ascii_case(family))
            .min_by_key(|(_, face)| distance(face, look))
            .map(|(id, _)| id)
    }

    /// The characters of some words that no face has, and where a font is found that does; none where
    /// all can be printed.
    pub(crate) fn unprintable(&self, words: &str, lang: &str) -> Option<(String, String)> {
        let is_shown = |c: &char| !c.is_whitespace() && !is_invisible(*c);
        let lacks = |c: &char| !self.has(*c);
        let characters: String = words.chars().filter(is_shown).filter(lacks).collect();
        let help = missing::help(characters.chars().next()?, lang);
        Some((characters, help))
    }

    /// The faces to try for each character, from the most wanted to the last resort: those of
    /// the families, of which one that is drawn for the region goes before those that are for
    /// others, then one of every other family: those of the system last, and among equals those of
    /// the region and of the first family's kind first. Never empty unless the book is.
    pub fn chain(&self, families: &[String], look: Look, region: Option<Region>) -> Vec<FontId> {
        let mut names = by_region(families, region);
        let first = names.iter().find_map(|family| self.find(family, look));
        let kind = first.map(|id| self.face(id).kind);
        let mut rest: Vec<(usize, &Face)> =
            self.faces.iter().map(|face| &**face).enumerate().collect();
        rest.sort_by_key(|(index, face)| {
            let suits = region.is_some_and(|region| region.suits(&face.family));
            let is_of_kind = kind.is_some_and(|kind| kind == face.kind);
            (*index >= self.brought, !suits, *index >= self.brought && !is_of_kind)
        });
        names.extend(rest.iter().map(|(_, face)| face.family.as_str()));
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        names.retain(|family| seen.insert(family));
        names.into_iter().filter_map(|family| self.find(family, look)).collect()
    }

    /// Whether any face is of a family.
    fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.family.eq_ignore_ascii_case(family))
    }
}

/// Families in their order, but that of those drawn for a region of East Asia the one for this
/// region stands where the first of them does.
fn by_region(families: &[String], region: Option<Region>) -> Vec<&str> {
    let mut names: Vec<&str> = families.iter().map(String::as_str).collect();
    let suiting = region.and_then(|region| names.iter().position(|name| region.suits(name)));
    let first = names.iter().position(|name| Region::is_of_any(name));
    if let (Some(suiting), Some(first)) = (suiting, first) {
        names[first..=suiting].rotate_right(1);
    }
    names
}

/// Whether a script is none of its own: that of characters that several scripts share.
pub(crate) fn is_shared(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// Whether a character shows nothing of its own, so that no font needs to have it.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// How far a face is from a look: posture counts most, then weight; of two weights equally far,
/// the heavier one serves a heavy look and the lighter one a light look (as in CSS Fonts 4, 5.2).
fn distance(face: &Face, look: Look) -> (bool, u16, bool) {
    let wrong_side = (face.weight > look.weight) == (look.weight < 500);
    (face.italic != look.italic, face.weight.abs_diff(look.weight), wrong_side)
}

/// How many faces a font file has.
fn faces_in(bytes: &[u8]) -> u32 {
    use skrifa::raw::FileRef;
    match FileRef::new(bytes) {
        Ok(FileRef::Font(_)) => 1,
        Ok(FileRef::Collection(collection)) => collection.len(),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_font_is_read() {
        let book = FontBook::shipped();
        let names: Vec<String> = book.faces.iter().map(|face| format!("{face:?}")).collect();
        assert_eq!(names.len(), SHIPPED.len(), "{names:?}");
        assert_eq!(names[3], "Face(Source Serif 4 700 italic)");
        assert_eq!(names[6], "Face(Source Sans 3 600)");
    }

    #[test]
    fn a_look_finds_the_nearest_face_of_a_family() {
        let book = FontBook::shipped();
        let find = |weight, italic| {
            let id = book.find("source sans 3", Look { weight, italic }).unwrap();
            format!("{:?}", book.face(id))
        };
        assert_eq!(find(300, false), "Face(Source Sans 3 400)");
        assert_eq!(find(620, true), "Face(Source Sans 3 600 italic)");
        assert_eq!(find(900, false), "Face(Source Sans 3 700)");
    }

    #[test]
    fn a_chain_reaches_every_family_once() {
        let book = FontBook::shipped();
        let look = Look { weight: 400, italic: false };
        let chain =
            book.chain(&["Source Code Pro".to_owned(), "Unheard of".to_owned()], look, None);
        let families: Vec<&str> = chain.iter().map(|&id| book.face(id).family.as_str()).collect();
        assert_eq!(
            families,
            [
                "Source Code Pro",
                "Source Serif 4",
                "Source Sans 3",
                "Noto Sans Symbols 2",
                "Noto Emoji",
                "STIX Two Math"
            ]
        );
    }

    #[test]
    fn a_chain_prefers_families_of_the_region() {
        let mut book = FontBook::default();
        for family in ["Ming JP", "Ming SC", "Ming TC"] {
            let mut face = Face::parse(Arc::new(SHIPPED[0]), 0).unwrap();
            family.clone_into(&mut face.family);
            book.faces.push(Arc::new(face));
        }
        let look = Look { weight: 400, italic: false };
        let first = |lang| book.chain(&[], look, Region::of(lang))[0];
        assert_eq!([first("en"), first("zh"), first("zh-TW")], [0, 1, 2].map(FontId));
    }

    #[test]
    fn of_several_families_the_one_of_the_region_comes_first() {
        let families = ["Text", "Song SC", "Round", "Ming TC", "Ming JP"].map(str::to_owned);
        let named = |lang| by_region(&families, Region::of(lang));
        assert_eq!(named("ja"), ["Text", "Ming JP", "Song SC", "Round", "Ming TC"]);
        assert_eq!(named("zh-TW"), ["Text", "Ming TC", "Song SC", "Round", "Ming JP"]);
        assert_eq!([named("zh"), named("en")], [families.each_ref(); 2]);
    }

    #[test]
    fn a_font_for_formulas_is_none_for_text() {
        let book = FontBook::shipped();
        let maths = book.face(book.maths.unwrap());
        assert!(maths.has('の') && !maths.serves('の') && maths.serves('∮') && maths.serves('λ'));
        assert!(!book.has('の') && book.unprintable("の", "ja").is_some());
    }

    #[test]
    fn coverage_is_what_the_face_has() {
        let book = FontBook::shipped();
        let serif = book.face(FontId(0));
        assert!("aÄжλ—“".chars().all(|character| serif.has(character)));
        assert!(!serif.has('漢') && !serif.has('\u{10ffff}'));
    }
}
