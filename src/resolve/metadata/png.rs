//! PNG: chunks with names (W3C PNG, third edition, 11).

use flate2::Crc;

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

/// A colour profile's chunk under a name that says nothing: its own may say anything.
fn profile(content: &[u8]) -> Option<Vec<u8>> {
    let end = content.iter().position(|byte| *byte == 0)?;
    let content = [b"iCCPicc".as_slice(), &content[end..]].concat();
    let mut sum = Crc::new();
    sum.update(&content);
    let length = u32::try_from(content.len() - 4).ok()?;
    Some([&length.to_be_bytes(), &*content, &sum.sum().to_be_bytes()].concat())
}
