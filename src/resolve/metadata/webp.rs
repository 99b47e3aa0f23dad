//! WebP: chunks in a RIFF container (RFC 9649, 2).

use super::icc;

/// The chunks that pixels, colours and movement need.
const KEPT: [&[u8; 4]; 6] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"];
/// The bits of `VP8X` that say that there are Exif and XMP.
const METADATA: u8 = 0b0000_1100;
/// What stands in a frame before its own chunks.
const FRAME_HEAD: usize = 16;

/// The file with the chunks that are needed to show it.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let size =
        bytes.get(4..8).map_or(0, |size| u32::from_le_bytes(size.try_into().unwrap_or_default()));
    let end = bytes.len().min((size as usize).saturating_add(8));
    let mut body = b"WEBP".to_vec();
    for (name, content) in chunks(bytes.get(12..end).unwrap_or_default()) {
        match name {
            b"VP8X" => {
                let mut flags = content.to_vec();
                if let Some(first) = flags.first_mut() {
                    *first &= !METADATA;
                }
                push(&mut body, *b"VP8X", &flags);
            }
            b"ANMF" if content.len() >= FRAME_HEAD => {
                let (head, inner) = content.split_at(FRAME_HEAD);
                let mut frame = head.to_vec();
                for (name, content) in chunks(inner) {
                    if [b"ALPH", b"VP8 ", b"VP8L"].contains(&name) {
                        push(&mut frame, *name, content);
                    }
                }
                push(&mut body, *b"ANMF", &frame);
            }
            b"ICCP" => {
                if let Some(profile) = icc::blank(content) {
                    push(&mut body, *b"ICCP", &profile);
                }
            }
            name if KEPT.contains(&name) => push(&mut body, *name, content),
            _ => {}
        }
    }
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}

/// The chunks of a container, each with its name; those that are cut off end the row.
fn chunks(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (name, after) = bytes.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let content = after.get(..length)?;
        bytes = after.get(length + length % 2..).unwrap_or_default();
        Some((name, content))
    })
}

fn push(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    out.extend(name);
    out.extend((content.len() as u32).to_le_bytes());
    out.extend(content);
    out.extend(vec![0; content.len() % 2]);
}
