//! A face cut down to what a document shows, for HTML and EPUB.
//!
//! The glyphs of text are numbered anew (see `renumber`). Those of formulas keep their numbers, and
//! what is not needed loses its outlines, since nothing else knows the table that formulas are set by.
//! So every table that speaks of glyphs stays right.

use std::collections::BTreeSet;

use skrifa::raw::TableProvider as _;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::cff;
use super::renumber::renumbered;
use super::sfnt::{Table, adjust_checksum, directory, plain};
use super::wide::with_wide_characters;
use super::woff2::woff2;
use super::{Face, MathFont};

/// The tables that a browser needs, in the order of their tags (OpenType 1.9.1, "Font Tables").
const TABLES: [&[u8; 4]; 19] = [
    b"CFF ", b"GDEF", b"GPOS", b"GSUB", b"MATH", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"gasp",
    b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"prep",
];

/// The substitutions that a browser makes unasked (OpenType 1.9.1, "Registered Features"), those of
/// numbers that style sheets ask for, and those of formulas.
const FEATURES: [&[u8; 4]; 44] = [
    b"abvs", b"akhn", b"blwf", b"blws", b"calt", b"ccmp", b"cfar", b"cjct", b"clig", b"fin2",
    b"fin3", b"fina", b"frac", b"half", b"haln", b"init", b"isol", b"liga", b"ljmo", b"lnum",
    b"locl", b"med2", b"medi", b"mset", b"nukt", b"pref", b"pres", b"pstf", b"psts", b"rclt",
    b"rkrf", b"rlig", b"rphf", b"rvrn", b"stch", b"tjmo", b"tnum", b"vatu", b"vjmo", b"dtls",
    b"flac", b"ltra", b"rtlm", b"ssty",
];

/// The form a font file takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Tables as they are, for an archive that packs them.
    Plain,
    /// WOFF 2.0: all tables packed as one.
    Woff2,
}

/// The face with the outlines alone that `characters` may be shown by. None where the font breaks its own
/// format.
pub(crate) fn subset(
    face: &Face,
    characters: &BTreeSet<char>,
    container: Container,
) -> Option<Vec<u8>> {
    let font = face.tables();
    let sets_formulas = font.table_data(Tag::new(b"MATH")).is_some();
    let made =
        (!sets_formulas).then(|| renumbered(&font, characters, &TABLES, &FEATURES)).flatten();
    let mut tables = match made.as_deref().map(FontRef::new) {
        Some(Ok(font)) => tables_of(&font),
        _ => match with_wide_characters(face, characters) {
            Some(tables) => tables,
            None => with_old_numbers(face, characters)?,
        },
    };
    let flavor = font.table_directory().sfnt_version();
    if container == Container::Woff2 {
        // What is packed without loss says so (WOFF 2.0, 5.4: bit 11).
        let head = tables.iter_mut().find(|table| table.tag == *b"head")?;
        *head.data.get_mut(16)? |= 0x08;
    }
    for table in &mut tables {
        match &table.tag {
            // Version 3 has no names of glyphs, which nothing but editors asks for.
            b"post" => {
                table.data.truncate(32);
                table.data.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
            }
            b"head" => table.data.get_mut(8..12)?.fill(0),
            _ => {}
        }
    }
    adjust_checksum(&mut tables, flavor)?;
    match container {
        Container::Plain => plain(&tables, flavor),
        Container::Woff2 => woff2(&tables, flavor, directory(&tables, flavor)?.1),
    }
}

/// The tables of a font that a browser needs.
fn tables_of(font: &FontRef<'_>) -> Vec<Table> {
    let data = |tag: &[u8; 4]| Some(font.table_data(Tag::new(tag))?.as_bytes().to_vec());
    TABLES.iter().filter_map(|tag| Some(Table { tag: **tag, data: data(tag)? })).collect()
}

/// The tables of a face where glyphs keep their numbers, and lose their outlines where no character
/// may be shown by them.
fn with_old_numbers(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<Table>> {
    let font = face.tables();
    let mut tables = tables_of(&font);
    if tables.iter().any(|table| table.tag == *b"glyf") {
        let outlines = Outlines::of(&font)?;
        let needed = outlines.with_parts(glyphs_of(face, characters));
        let (glyf, loca) = outlines.keep(&needed)?;
        let measured = usize::from(font.hhea().ok()?.number_of_h_metrics());
        for table in &mut tables {
            match &table.tag {
                b"hmtx" => forget_metrics(&mut table.data, measured, &needed),
                b"glyf" => table.data.clone_from(&glyf),
                b"loca" => table.data.clone_from(&loca),
                // Offsets are written in their long form.
                b"head" => table.data.get_mut(50..52)?.copy_from_slice(&[0, 1]),
                _ => {}
            }
        }
    }
    let postscript = tables.iter_mut().find(|table| table.tag == *b"CFF ");
    if let Some(table) = postscript {
        let needed = glyphs_of(face, characters).into_iter().map(usize::from).collect();
        // One whose letters are put together from others is taken whole.
        if let Some(emptied) = cff::emptied(&table.data, &needed) {
            table.data = emptied;
        }
    }
    Some(tables)
}

/// Clears the widths of glyphs that are gone: zeros pack well. The last one counts for all behind it.
fn forget_metrics(metrics: &mut [u8], measured: usize, needed: &BTreeSet<usize>) {
    let widths = metrics.chunks_exact_mut(4).take(measured.saturating_sub(1)).enumerate();
    for (_, width) in widths.filter(|(glyph, _)| !needed.contains(glyph)) {
        width.fill(0);
    }
}

/// The glyphs of characters, and those that may stand in for them: substitutes, larger forms for
/// formulas, and what these are put together from.
fn glyphs_of(face: &Face, characters: &BTreeSet<char>) -> BTreeSet<u16> {
    let font = face.tables();
    let charmap = font.charmap();
    let mut glyphs: IntSet<GlyphId> = characters.iter().filter_map(|&c| charmap.map(c)).collect();
    if let Ok(gsub) = font.gsub() {
        let features = FEATURES.iter().map(|tag| Tag::new(tag)).collect();
        let lookups = gsub
            .collect_features(&IntSet::all(), &IntSet::all(), &features)
            .and_then(|features| gsub.collect_lookups(&features));
        // A broken table substitutes nothing in a browser either.
        let _ = lookups.and_then(|lookups| gsub.closure_glyphs(&lookups, &mut glyphs));
    }
    let mut all: BTreeSet<u16> =
        glyphs.iter().filter_map(|glyph| u16::try_from(glyph.to_u32()).ok()).collect();
    if let Some(maths) = MathFont::of_face(face) {
        all = all.into_iter().flat_map(|glyph| maths.forms(glyph)).collect();
    }
    all
}

/// TrueType outlines and where each starts.
struct Outlines<'a> {
    glyf: &'a [u8],
    offsets: Vec<usize>,
}

impl<'a> Outlines<'a> {
    fn of(font: &FontRef<'a>) -> Option<Self> {
        let glyf = font.table_data(Tag::new(b"glyf"))?.as_bytes();
        let loca = font.table_data(Tag::new(b"loca"))?.as_bytes();
        let long = font.head().ok()?.index_to_loc_format() == 1;
        let offsets = if long {
            loca.chunks_exact(4)
                .map(|at| u32::from_be_bytes([at[0], at[1], at[2], at[3]]) as usize)
                .collect()
        } else {
            loca.chunks_exact(2)
                .map(|at| usize::from(u16::from_be_bytes([at[0], at[1]])) * 2)
                .collect()
        };
        Some(Self { glyf, offsets })
    }

    fn outline(&self, glyph: usize) -> Option<&'a [u8]> {
        self.glyf.get(*self.offsets.get(glyph)?..*self.offsets.get(glyph + 1)?)
    }

    /// Glyphs with those that they are put together from.
    fn with_parts(&self, glyphs: BTreeSet<u16>) -> BTreeSet<usize> {
        let mut open: Vec<usize> = glyphs.into_iter().map(usize::from).collect();
        // The first glyph stands for characters that the font does not have.
        open.push(0);
        let mut needed = BTreeSet::new();
        while let Some(glyph) = open.pop() {
            if needed.insert(glyph) {
                open.extend(self.outline(glyph).map(components).unwrap_or_default());
            }
        }
        needed
    }

    /// The tables `glyf` and `loca` with these outlines alone.
    fn keep(&self, needed: &BTreeSet<usize>) -> Option<(Vec<u8>, Vec<u8>)> {
        let (mut glyf, mut loca) = (Vec::new(), Vec::new());
        for glyph in 0..self.offsets.len().checked_sub(1)? {
            loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
            if needed.contains(&glyph) {
                glyf.extend(self.outline(glyph)?);
                glyf.resize(glyf.len().next_multiple_of(4), 0);
            }
        }
        loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
        Some((glyf, loca))
    }
}

/// The glyphs that a composite outline is made of (OpenType 1.9.1, "glyf", composite glyphs).
fn components(outline: &[u8]) -> Vec<usize> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let word = |at: usize| Some(u16::from_be_bytes([*outline.get(at)?, *outline.get(at + 1)?]));
    let mut glyphs = Vec::new();
    // A negative number of contours means a composite.
    if word(0).is_none_or(|contours| contours < 0x8000) {
        return glyphs;
    }
    let mut at = 10;
    while let (Some(flags), Some(glyph)) = (word(at), word(at + 2)) {
        glyphs.push(usize::from(glyph));
        at += if flags & WORDS == 0 { 6 } else { 8 };
        at += match flags {
            flags if flags & SCALE != 0 => 2,
            flags if flags & TWO_SCALES != 0 => 4,
            flags if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    glyphs
}

#[cfg(test)]
mod tests {
    use super::super::sfnt::checksum;
    use super::super::{FontBook, Look};
    use super::*;

    fn shipped(family: &str) -> std::sync::Arc<Face> {
        let book = FontBook::shipped();
        let id = book.find(family, Look { weight: 400, italic: false }).unwrap();
        book.faces[usize::from(id.0)].clone()
    }

    /// The length of a glyph's outline in a font.
    fn outline(font: &FontRef<'_>, glyph: u16) -> usize {
        Outlines::of(font).unwrap().outline(usize::from(glyph)).unwrap().len()
    }

    #[test]
    fn what_is_kept_looks_as_before_and_the_rest_is_gone() {
        let face = shipped("Source Serif 4");
        let bytes = subset(&face, &['ä', 'f', 'i'].into(), Container::Plain).unwrap();
        assert_eq!(checksum(&bytes), 0xb1b0_afba);
        let (small, whole) = (FontRef::new(&bytes).unwrap(), face.tables());
        let glyph = |font: &FontRef<'_>, c| font.charmap().map(c);
        let width =
            |font: &FontRef<'_>, c| font.hmtx().unwrap().advance(glyph(font, c).unwrap()).unwrap();
        assert_eq!(width(&small, 'ä'), width(&whole, 'ä'));
        assert!(glyph(&small, 'Q').is_none());
        // The letters, the dots, what stands for no letter, and a ligature that a browser may make.
        let glyphs = small.maxp().unwrap().num_glyphs();
        assert!((5..40).contains(&glyphs), "{glyphs}");
        assert!(small.gsub().is_ok() && small.gpos().is_ok());
        // Whose it is stays said, and its reserved name does not.
        let names = small.name().unwrap();
        let said: Vec<u16> = names.name_record().iter().map(|it| it.name_id().to_u16()).collect();
        assert!(said.contains(&0) && !said.contains(&1) && !said.contains(&4), "{said:?}");
    }

    /// Marks are set on their letters, and letters joined, as with the whole face.
    #[test]
    fn shaping_is_as_with_the_whole_face() {
        let advances = |data: &[u8], text: &str| {
            let font = harfrust::FontRef::new(data).unwrap();
            let shaped = harfrust::ShaperData::new(&font);
            let shaper = shaped.shaper(&font).build();
            let mut buffer = harfrust::UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.guess_segment_properties();
            let glyphs = shaper.shape(buffer, harfrust::ShapeOptions::new());
            let places = glyphs.glyph_positions().iter();
            places.map(|it| (it.x_advance, it.x_offset, it.y_offset)).collect::<Vec<_>>()
        };
        for family in ["Source Serif 4", "Source Sans 3"] {
            let face = shipped(family);
            for text in ["AVATAR To office fjord", "Ёлка и́ а̂", "x\u{301}\u{323} q\u{308}"]
            {
                let bytes = subset(&face, &text.chars().collect(), Container::Plain).unwrap();
                let whole = advances((*face.data).as_ref(), text);
                assert_eq!(advances(&bytes, text), whole, "{family}: {text}");
            }
        }
    }

    #[test]
    fn brackets_can_still_grow() {
        let face = shipped("STIX Two Math");
        let bytes = subset(&face, &['(', '√'].into(), Container::Plain).unwrap();
        let small = FontRef::new(&bytes).unwrap();
        assert!(small.table_data(Tag::new(b"MATH")).is_some());
        let maths = MathFont::of_face(&face).unwrap();
        for c in ['(', '√'] {
            let forms = maths.forms(maths.glyph(c).unwrap());
            assert!(forms.len() > 5 && forms.iter().all(|&form| outline(&small, form) > 0), "{c}");
        }
    }

    #[test]
    fn a_packed_subset_is_small() {
        for family in ["Source Serif 4", "STIX Two Math"] {
            let face = shipped(family);
            let file = subset(&face, &('a'..='z').collect(), Container::Woff2).unwrap();
            assert_eq!(file, subset(&face, &('a'..='z').collect(), Container::Woff2).unwrap());
            assert_eq!(&file[..4], b"wOF2");
            assert_eq!(u32::from_be_bytes(file[8..12].try_into().unwrap()) as usize, file.len());
            assert!(file.len() * 4 < (*face.data).as_ref().len(), "{family}: {}", file.len());
        }
    }
}
