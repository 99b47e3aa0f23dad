//! PNG: chunks with names (W3C PNG, third edition, 11).

use std::io::{Read as _, Write as _};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::icc;

/// The chunks that pixels, colours and movement need.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The file with the chunks that are needed to show it.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let (signature, mut rest) = bytes.split_at(bytes.len().min(8));
    let mut out = signature.to_vec();
    while let Some((length, _)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some(chunk) = length.checked_add(12).and_then(|whole| rest.get(..whole)) else { break };
        let name = &chunk[4..8];
        if name == b"iCCP" {
            out.extend(profile(&chunk[8..8 + length]).unwrap_or_default());
        } else if KEPT.iter().any(|kept| name == *kept) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            break;
        }
        rest = &rest[chunk.len()..];
    }
    out
}

/// The largest colour profile that is kept, in bytes: those of printing machines take four million.
const LARGEST_PROFILE: u64 = 16 << 20;

/// A colour profile's chunk that says nothing, also not by its name.
fn profile(content: &[u8]) -> Option<Vec<u8>> {
    let name = content.iter().position(|byte| *byte == 0)?;
    // Behind the name stands how it is packed, of which there is one way.
    let mut profile = Vec::new();
    let packed = ZlibDecoder::new(content.get(name + 2..)?);
    packed.take(LARGEST_PROFILE).read_to_end(&mut profile).ok()?;
    let mut packed = ZlibEncoder::new(b"iCCPicc\0\0".to_vec(), Compression::default());
    packed.write_all(&icc::blank(&profile)?).ok()?;
    let content = packed.finish().ok()?;
    let mut sum = Crc::new();
    sum.update(&content);
    let length = u32::try_from(content.len() - 4).ok()?;
    Some([&length.to_be_bytes(), &*content, &sum.sum().to_be_bytes()].concat())
}
