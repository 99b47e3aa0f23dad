//! Makes a font smaller by taking out the outlines of glyphs that a book does not show.
//!
//! Glyphs keep their numbers, so every other table stays as it is: characters, metrics, kerning
//! and ligatures work as in the whole font (OpenType 1.9.1, `glyf`, `loca`).

use std::collections::BTreeSet;

use skrifa::raw::TableProvider;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId};

/// What a reading system needs. Names of glyphs, signatures and the like are left out.
const TABLES: [&[u8; 4]; 17] = [
    b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"gasp", b"glyf", b"head",
    b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"prep",
];

/// How many parts of parts a glyph may be made of.
const DEEPEST: usize = 8;

/// The font with the outlines of these glyphs alone; none where its outlines are of another kind.
pub(super) fn subset(font: &FontRef<'_>, glyphs: &BTreeSet<u16>) -> Option<Vec<u8>> {
    let outlines = Outlines::of(font)?;
    let kept = outlines.with_parts(glyphs);
    let (glyf, loca) = outlines.only(&kept);
    let tables = TABLES.iter().filter_map(|tag| {
        let data = match *tag {
            b"glyf" => glyf.clone(),
            b"loca" => loca.clone(),
            b"head" => head(font)?,
            b"post" => post(font)?,
            tag => font.table_data(Tag::new(tag))?.as_bytes().to_vec(),
        };
        Some((**tag, data))
    });
    Some(assemble(&tables.collect::<Vec<_>>()))
}

/// The outlines of a font.
struct Outlines<'f> {
    /// For each glyph, its bytes.
    glyphs: Vec<&'f [u8]>,
}

impl<'f> Outlines<'f> {
    fn of(font: &FontRef<'f>) -> Option<Self> {
        let glyf = font.table_data(Tag::new(b"glyf"))?.as_bytes();
        let loca = font.loca(None).ok()?;
        let count = u32::from(font.maxp().ok()?.num_glyphs());
        let ends = (0..=count).map(|at| loca.get_raw(at as usize));
        let ends: Vec<u32> = ends.collect::<Option<_>>()?;
        let bytes = |pair: &[u32]| glyf.get(pair[0] as usize..pair[1] as usize);
        Some(Self { glyphs: ends.windows(2).map(bytes).collect::<Option<_>>()? })
    }

    /// The glyphs together with those that they are made of.
    fn with_parts(&self, glyphs: &BTreeSet<u16>) -> BTreeSet<u16> {
        // The first glyph stands for characters that the font does not have.
        let mut kept = BTreeSet::from([0]);
        let mut new: Vec<u16> = glyphs.iter().copied().collect();
        for _ in 0..DEEPEST {
            kept.extend(&new);
            let parts = new.iter().filter_map(|glyph| self.glyphs.get(usize::from(*glyph)));
            new = parts.flat_map(|bytes| parts_of(bytes)).filter(|it| !kept.contains(it)).collect();
        }
        kept
    }

    /// The `glyf` and `loca` tables with nothing but these glyphs.
    fn only(&self, kept: &BTreeSet<u16>) -> (Vec<u8>, Vec<u8>) {
        let (mut glyf, mut loca) = (Vec::new(), Vec::new());
        for (glyph, bytes) in (0..=u16::MAX).zip(&self.glyphs) {
            loca.extend((glyf.len() as u32).to_be_bytes());
            if kept.contains(&glyph) {
                glyf.extend_from_slice(bytes);
                glyf.resize(glyf.len().next_multiple_of(4), 0);
            }
        }
        loca.extend((glyf.len() as u32).to_be_bytes());
        (glyf, loca)
    }
}

/// The glyphs that a composite glyph is made of; none for a simple one.
fn parts_of(glyph: &[u8]) -> Vec<u16> {
    const ARGUMENTS_ARE_WORDS: u16 = 0x1;
    const HAS_SCALE: u16 = 0x8;
    const MORE_COMPONENTS: u16 = 0x20;
    const HAS_TWO_SCALES: u16 = 0x40;
    const HAS_MATRIX: u16 = 0x80;
    let word = |at: usize| Some(u16::from_be_bytes([*glyph.get(at)?, *glyph.get(at + 1)?]));
    let mut parts = Vec::new();
    if word(0).is_none_or(|contours| contours < 0x8000) {
        return parts;
    }
    let mut at = 10;
    while let (Some(flags), Some(part)) = (word(at), word(at + 2)) {
        parts.push(part);
        at += 4 + if flags & ARGUMENTS_ARE_WORDS == 0 { 2 } else { 4 };
        at += match flags {
            _ if flags & HAS_SCALE != 0 => 2,
            _ if flags & HAS_TWO_SCALES != 0 => 4,
            _ if flags & HAS_MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE_COMPONENTS == 0 {
            break;
        }
    }
    parts
}

/// The head with long offsets and no checksum.
fn head(font: &FontRef<'_>) -> Option<Vec<u8>> {
    let mut head = font.table_data(Tag::new(b"head"))?.as_bytes().to_vec();
    head.get_mut(8..12)?.fill(0);
    head.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
    Some(head)
}

/// The table of glyphs' names without the names (version 3).
fn post(font: &FontRef<'_>) -> Option<Vec<u8>> {
    let mut post = font.table_data(Tag::new(b"post"))?.as_bytes().get(..32)?.to_vec();
    post[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
    Some(post)
}

/// Puts tables, which are sorted by their tags, into a font file.
fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.checked_ilog2().unwrap_or(0) as u16;
    let range = (1 << power) * 16;
    let mut file = 0x0001_0000_u32.to_be_bytes().to_vec();
    for word in [count, range, power, count * 16 - range] {
        file.extend(word.to_be_bytes());
    }
    let mut offset = file.len() + tables.len() * 16;
    let mut head_at = None;
    for (tag, data) in tables {
        if tag == b"head" {
            head_at = Some(offset);
        }
        file.extend(tag);
        for word in [checksum(data), offset as u32, data.len() as u32] {
            file.extend(word.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    if let Some(at) = head_at {
        let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
        file[at + 8..at + 12].copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

/// The sum of a table's 32-bit words, the last one filled up with zeros.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0_u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// The glyph of a character, where the font has one.
pub(super) fn glyph_of(font: &FontRef<'_>, character: char) -> Option<u16> {
    use skrifa::MetadataProvider;
    let glyph: GlyphId = font.charmap().map(character)?;
    u16::try_from(glyph.to_u32()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FontBook;

    #[test]
    fn what_is_kept_looks_as_before_and_the_rest_is_gone() {
        let book = FontBook::shipped();
        let (_, face) = book.iter().next().unwrap();
        let whole = face.tables();
        let (kept, gone) = (glyph_of(&whole, 'Ä').unwrap(), glyph_of(&whole, 'Q').unwrap());
        let bytes = subset(&whole, &BTreeSet::from([kept])).unwrap();
        let small = FontRef::new(&bytes).unwrap();
        assert!(bytes.len() < (*face.data).as_ref().len());
        assert_eq!(checksum(&bytes), 0xb1b0_afba);
        assert_eq!(glyph_of(&small, 'Q'), Some(gone));
        let (before, after) = (Outlines::of(&whole).unwrap(), Outlines::of(&small).unwrap());
        for part in before.with_parts(&BTreeSet::from([kept])) {
            let part = usize::from(part);
            assert!(after.glyphs[part].starts_with(before.glyphs[part]));
        }
        assert!(after.glyphs[usize::from(gone)].is_empty());
    }
}
