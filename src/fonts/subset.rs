//! A face cut down to the characters of a document, as a WOFF file for HTML and EPUB.
//!
//! Glyphs keep their numbers: those that are not needed lose their outlines. So every table that
//! speaks of glyphs stays right, and kerning is kept. Substitutions go, since what they lead to
//! would have to be kept as well; ligatures are lost, no letter is.

use std::collections::BTreeSet;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use skrifa::raw::TableProvider as _;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider as _};

use super::Face;

/// The tables that a browser needs, in the order of their tags (OpenType 1.9.1, "Font Tables").
const TABLES: [&[u8; 4]; 17] = [
    b"CFF ", b"GDEF", b"GPOS", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"gasp", b"glyf", b"head",
    b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"prep",
];

struct Table {
    tag: [u8; 4],
    data: Vec<u8>,
}

/// The face with the outlines of `characters` alone, as WOFF 1.0. A face whose outlines are not
/// TrueType's keeps all of them. None where the font breaks its own format.
pub(crate) fn subset(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = face.tables();
    let mut tables: Vec<Table> = TABLES
        .iter()
        .filter_map(|tag| {
            let data = font.table_data(Tag::new(tag))?.as_bytes().to_vec();
            Some(Table { tag: **tag, data })
        })
        .collect();
    if tables.iter().any(|table| table.tag == *b"glyf") {
        let outlines = Outlines::of(&font)?;
        let (glyf, loca) = outlines.keep(&outlines.needed(&font, characters))?;
        for table in &mut tables {
            match &table.tag {
                b"glyf" => table.data.clone_from(&glyf),
                b"loca" => table.data.clone_from(&loca),
                // Offsets are written in their long form.
                b"head" => table.data.get_mut(50..52)?.copy_from_slice(&[0, 1]),
                _ => {}
            }
        }
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
    let flavor = font.table_directory().sfnt_version();
    adjust_checksum(&mut tables, flavor)?;
    woff(&tables, flavor)
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

    /// The glyphs of characters, and those that they are put together from.
    fn needed(&self, font: &FontRef<'_>, characters: &BTreeSet<char>) -> BTreeSet<usize> {
        let charmap = font.charmap();
        let glyphs = characters.iter().filter_map(|&c| charmap.map(c));
        let mut open: Vec<usize> = glyphs.map(|glyph| glyph.to_u32() as usize).collect();
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

/// The sum of a table's 32-bit words, the last one filled up with zeros.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// The bytes of the tables in an uncompressed font: header, directory, padded tables.
fn directory(tables: &[Table], flavor: u32) -> Option<(Vec<u8>, usize)> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16u16 << power;
    let mut head = flavor.to_be_bytes().to_vec();
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        head.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for table in tables {
        head.extend(table.tag);
        for value in [
            checksum(&table.data),
            u32::try_from(offset).ok()?,
            u32::try_from(table.data.len()).ok()?,
        ] {
            head.extend(value.to_be_bytes());
        }
        offset += table.data.len().next_multiple_of(4);
    }
    Some((head, offset))
}

/// Writes into `head` what makes the sum over the whole font right.
fn adjust_checksum(tables: &mut [Table], flavor: u32) -> Option<()> {
    let (directory, _) = directory(tables, flavor)?;
    let sum = tables
        .iter()
        .fold(checksum(&directory), |sum, table| sum.wrapping_add(checksum(&table.data)));
    let head = tables.iter_mut().find(|table| table.tag == *b"head")?;
    head.data.get_mut(8..12)?.copy_from_slice(&0xB1B0_AFBA_u32.wrapping_sub(sum).to_be_bytes());
    Some(())
}

/// The font as WOFF 1.0 (W3C Recommendation of 13 December 2012).
fn woff(tables: &[Table], flavor: u32) -> Option<Vec<u8>> {
    let (_, total) = directory(tables, flavor)?;
    let mut entries = Vec::new();
    let mut body = Vec::new();
    let start = 44 + 20 * tables.len();
    for table in tables {
        let packed = deflate(&table.data)?;
        // What does not become smaller is stored as it is.
        let stored = if packed.len() < table.data.len() { &packed } else { &table.data };
        entries.extend(table.tag);
        // A checksum of `head` is taken as if its own adjustment were zero.
        let sum = match &table.tag {
            b"head" => {
                let mut plain = table.data.clone();
                plain.get_mut(8..12)?.fill(0);
                checksum(&plain)
            }
            _ => checksum(&table.data),
        };
        let lengths = [start + body.len(), stored.len(), table.data.len()];
        for value in lengths {
            entries.extend(u32::try_from(value).ok()?.to_be_bytes());
        }
        entries.extend(sum.to_be_bytes());
        body.extend(stored);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut file = b"wOFF".to_vec();
    file.extend(flavor.to_be_bytes());
    file.extend(u32::try_from(start + body.len()).ok()?.to_be_bytes());
    file.extend(u16::try_from(tables.len()).ok()?.to_be_bytes());
    file.extend([0, 0]);
    file.extend(u32::try_from(total).ok()?.to_be_bytes());
    // Version 1.0, no metadata and no private data.
    file.extend([0, 1, 0, 0]);
    file.extend([0; 20]);
    file.extend(entries);
    file.extend(body);
    Some(file)
}

fn deflate(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{FontBook, Look};
    use super::*;

    #[test]
    fn a_subset_is_small_and_keeps_what_composites_need() {
        let book = FontBook::shipped();
        let look = Look { weight: 400, italic: false };
        let face = book.face(book.find("Source Serif 4", look).unwrap());
        let outlines = Outlines::of(&face.tables()).unwrap();
        let needed = outlines.needed(&face.tables(), &BTreeSet::from(['ä']));
        assert!(needed.len() > 2, "the letter and its dots: {needed:?}");
        let file = subset(face, &BTreeSet::from(['ä'])).unwrap();
        assert_eq!(&file[..4], b"wOFF");
        assert_eq!(u32::from_be_bytes(file[8..12].try_into().unwrap()) as usize, file.len());
        assert!(file.len() * 4 < (*face.data).as_ref().len(), "{} bytes", file.len());
    }
}
