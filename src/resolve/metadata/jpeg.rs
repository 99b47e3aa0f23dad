//! JPEG: segments between markers (ITU-T T.81, annex B).

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The file with the segments that pixels and colours need.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, START];
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
                if let Some(kept) = kept(marker, content) {
                    out.extend([0xff, marker]);
                    out.extend((kept.len() as u16 + 2).to_be_bytes());
                    out.extend(kept);
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
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => Some(content.to_vec()),
        0xee if content.starts_with(b"Adobe") => Some(content.get(..12)?.to_vec()),
        // Other applications' words, comments, and what no decoder knows.
        0xe0..=0xef | 0xf0..=0xfe | 0x02..=0xbf => None,
        _ => Some(content.to_vec()),
    }
}
