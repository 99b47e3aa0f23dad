//! WOFF 2.0 (W3C Recommendation of 8 August 2024): all tables in one Brotli stream.
//!
//! Outlines are written as they are, without the transformation that the format offers: of what a
//! document shows they are the smaller part, and a browser undoes nothing.

use std::io::Write as _;

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

use super::sfnt::Table;

/// The tags that have a number of their own (5.1, "Table directory format"), by that number.
const KNOWN: [(&[u8; 4], u8); 18] = [
    (b"cmap", 0),
    (b"head", 1),
    (b"hhea", 2),
    (b"hmtx", 3),
    (b"maxp", 4),
    (b"name", 5),
    (b"OS/2", 6),
    (b"post", 7),
    (b"cvt ", 8),
    (b"fpgm", 9),
    (b"glyf", 10),
    (b"loca", 11),
    (b"prep", 12),
    (b"CFF ", 13),
    (b"gasp", 17),
    (b"GDEF", 26),
    (b"GPOS", 27),
    (b"GSUB", 28),
];

/// Says that the tag itself follows.
const OTHER: u8 = 63;

/// The version of `glyf` and `loca` that is no transformation; that of all other tables is 0.
const AS_IT_IS: u8 = 3 << 6;

/// The font as WOFF 2.0; `total` is its size without packing.
pub(super) fn woff2(tables: &[Table], flavor: u32, total: usize) -> Option<Vec<u8>> {
    let mut directory = Vec::new();
    let mut data = Vec::new();
    for table in tables {
        let number =
            KNOWN.iter().find(|(tag, _)| **tag == table.tag).map_or(OTHER, |known| known.1);
        let untransformed = matches!(&table.tag, b"glyf" | b"loca");
        directory.push(number | if untransformed { AS_IT_IS } else { 0 });
        if number == OTHER {
            directory.extend(table.tag);
        }
        directory.extend(base_128(u32::try_from(table.data.len()).ok()?));
        data.extend(&table.data);
    }
    let packed = packed(&data)?;
    let length = (48 + directory.len() + packed.len()).next_multiple_of(4);
    let mut file = b"wOF2".to_vec();
    file.extend(flavor.to_be_bytes());
    file.extend(u32::try_from(length).ok()?.to_be_bytes());
    file.extend(u16::try_from(tables.len()).ok()?.to_be_bytes());
    file.extend([0, 0]);
    file.extend(u32::try_from(total).ok()?.to_be_bytes());
    file.extend(u32::try_from(packed.len()).ok()?.to_be_bytes());
    // Version 1.0, no metadata and no private data.
    file.extend([0, 1, 0, 0]);
    file.extend([0; 20]);
    file.extend(directory);
    file.extend(packed);
    file.resize(length, 0);
    Some(file)
}

/// A number in as few bytes as it needs, seven bits in each, the highest first (4.1).
fn base_128(value: u32) -> Vec<u8> {
    let groups = (0..5).rev().map(|group| (value >> (7 * group)) as u8 & 0x7f);
    let mut bytes: Vec<u8> = groups.skip_while(|&group| group == 0).collect();
    if bytes.is_empty() {
        bytes.push(0);
    }
    let last = bytes.len() - 1;
    for byte in &mut bytes[..last] {
        *byte |= 0x80;
    }
    bytes
}

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 9,
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        size_hint: data.len(),
        ..BrotliEncoderParams::default()
    };
    let mut writer = CompressorWriter::with_params(Vec::new(), 4096, &parameters);
    writer.write_all(data).ok()?;
    Some(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_bytes_they_need() {
        assert_eq!(base_128(0), [0]);
        assert_eq!(base_128(63), [63]);
        assert_eq!(base_128(128), [0x81, 0]);
        assert_eq!(base_128(u32::MAX), [0x8f, 0xff, 0xff, 0xff, 0x7f]);
    }
}
