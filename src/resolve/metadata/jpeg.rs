//! JPEG: segments between markers (ITU-T T.81, annex B).

use super::icc;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The segment that a colour profile, or a part of one, stands in (ICC.1:2022, B.4).
const PROFILE: u8 = 0xe2;
/// How it starts; behind that stand the part's number and how many there are.
const PROFILE_HEAD: &[u8] = b"ICC_PROFILE\0";
/// How much of a profile a segment holds.
const PROFILE_PART: usize = 65_519;

/// The file with the segments that pixels and colours need.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, START];
    let mut parts = Vec::new();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, after)) = next_marker(rest) {
        match marker {
            END => {
                out.extend([0xff, END]);
                break;
            }
            // These stand alone.
            0x01 | 0xd0..=0xd8 => rest = after,
            _ => {
                let Some((content, behind)) = segment(after) else { break };
                if marker == SCAN {
                    push_profile(&mut out, std::mem::take(&mut parts));
                }
                match content.strip_prefix(PROFILE_HEAD) {
                    Some(part) if marker == PROFILE => parts.push(part),
                    _ => push_segment(&mut out, marker, kept(marker, content)),
                }
                rest = behind;
                if marker == SCAN {
                    let (pixels, behind) = rest.split_at(scan_length(rest));
                    out.extend(pixels);
                    rest = behind;
                }
            }
        }
    }
    out
}

fn push_segment(out: &mut Vec<u8>, marker: u8, content: Option<Vec<u8>>) {
    if let Some(content) = content {
        out.extend([0xff, marker]);
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(content);
    }
}

/// Puts a profile together of its parts and writes it without its words.
fn push_profile(out: &mut Vec<u8>, mut parts: Vec<&[u8]>) {
    parts.sort_by_key(|part| part.first());
    let whole: Vec<u8> = parts.iter().filter_map(|part| part.get(2..)).flatten().copied().collect();
    let Some(blank) = icc::blank(&whole) else { return };
    let count = blank.len().div_ceil(PROFILE_PART);
    let Ok(count) = u8::try_from(count) else { return };
    for (part, number) in blank.chunks(PROFILE_PART).zip(1..=count) {
        push_segment(out, PROFILE, Some([PROFILE_HEAD, &[number, count], part].concat()));
    }
}

/// The next marker, past whatever stands before it, and what follows.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
    Some((bytes[at + 1], &bytes[at + 2..]))
}

/// What a segment holds, and what follows it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, _) = bytes.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    (2..=bytes.len()).contains(&length).then(|| (&bytes[2..length], &bytes[length..]))
}

/// How far the pixels of a scan go: up to a marker that is no restart.
fn scan_length(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

/// What is kept of a segment: of an application's, only that which colours hang on.
fn kept(marker: u8, content: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // JFIF, without its thumbnail.
        0xe0 if content.starts_with(b"JFIF\0") => {
            let mut header = content.get(..12)?.to_vec();
            header.extend([0, 0]);
            Some(header)
        }
        0xee if content.starts_with(b"Adobe") => Some(content.get(..12)?.to_vec()),
        // Other applications' words, comments, and what no decoder knows.
        0xe0..=0xef | 0xf0..=0xfe | 0x02..=0xbf => None,
        _ => Some(content.to_vec()),
    }
}
