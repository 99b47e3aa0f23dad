//! A face of Chinese, Japanese or Korean with PostScript outlines, cut down to the characters that a
//! document shows: such a face has 65,000 glyphs, and 20 MB.
//!
//! `subsetter` leaves outlines and measures; the table that leads from characters to glyphs is written
//! here. Substitutions go: horizontal text in these scripts needs none but that of another region's
//! shapes, for which there is a face of that region.

use std::collections::BTreeSet;

use skrifa::raw::TableProvider as _;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider as _};
use subsetter::GlyphRemapper;

use super::Face;
use super::sfnt::Table;

use crate::fault::caught;

/// The tables, in the order of their tags; none where the face is not of this kind.
pub(super) fn with_wide_characters(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<Table>> {
    let font = face.tables();
    font.cff().ok().filter(|_| face.has('\u{4e00}'))?;
    let charmap = font.charmap();
    let mut glyphs = GlyphRemapper::new();
    let mut mapped = Vec::new();
    for &character in characters {
        if let Some(glyph) = charmap.map(character) {
            let glyph = glyphs.remap(u16::try_from(glyph.to_u32()).ok()?);
            mapped.push((u32::from(character), glyph));
        }
    }
    // A font of a pack comes from anywhere.
    let whole = (*face.data).as_ref();
    let made = caught(|| subsetter::subset(whole, face.index, &glyphs).ok());
    let made = made.ok().flatten()?;
    let made = FontRef::new(&made).ok()?;
    let data = |font: &FontRef<'_>, tag: &[u8; 4]| {
        Some(font.table_data(Tag::new(tag))?.as_bytes().to_vec())
    };
    let table = |tag: &[u8; 4]| {
        let data = match tag {
            b"cmap" => Some(cmap(&mapped)),
            b"OS/2" | b"post" => data(&font, tag),
            _ => data(&made, tag),
        };
        Some(Table { tag: *tag, data: data? })
    };
    let tags = [b"CFF ", b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post"];
    Some(tags.into_iter().filter_map(table).collect())
}

/// The table that leads from characters to glyphs (OpenType 1.9.1, "cmap", format 12).
fn cmap(mapped: &[(u32, u16)]) -> Vec<u8> {
    let mut table: Vec<u8> = Vec::with_capacity(28 + 12 * mapped.len());
    let count = mapped.len() as u32;
    // One table, for all of Unicode, which starts right behind.
    for half in [0_u16, 1, 3, 10, 0, 12, 12, 0] {
        table.extend(half.to_be_bytes());
    }
    for word in [16 + 12 * count, 0, count] {
        table.extend(word.to_be_bytes());
    }
    for &(character, glyph) in mapped {
        for word in [character, character, u32::from(glyph)] {
            table.extend(word.to_be_bytes());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_lead_to_their_glyphs() {
        use skrifa::raw::FontRead as _;
        use skrifa::raw::tables::cmap::Cmap;
        let table = cmap(&[(0x61, 1), (0x4e00, 7), (0x2_0000, 3)]);
        let cmap = Cmap::read(table.as_slice().into()).unwrap();
        let glyph = |character: u32| cmap.map_codepoint(character).map(skrifa::GlyphId::to_u32);
        assert_eq!([0x61, 0x4e00, 0x2_0000, 0x62].map(glyph), [Some(1), Some(7), Some(3), None]);
    }
}
