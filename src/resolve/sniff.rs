//! What bytes are, by what they start with, whatever the name of their file says.

use base64::Engine as _;
use percent_encoding::percent_decode_str;

use super::Format;

/// What bytes are, by how they start.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_video(brand) => Some(Format::Mp4),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some(Format::Webm),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => Some(Format::Mp3),
        _ => is_drawing(bytes).then_some(Format::Svg),
    }
}

/// Whether a file of boxes is a video: AVIF and HEIC pictures are made of the same boxes.
fn is_video(brand: &[u8]) -> bool {
    !["avif", "avis", "heic", "heix", "mif1", "msf1"]
        .iter()
        .any(|picture| brand.starts_with(picture.as_bytes()))
}

/// Whether bytes are probably an SVG: markup whose first element is `svg`.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    while let Some(markup) = rest.strip_prefix('<') {
        let end = match markup.as_bytes().first() {
            Some(b'?') => markup.find("?>").map(|end| end + 2),
            Some(b'!') if markup.starts_with("!--") => markup.find("-->").map(|end| end + 3),
            Some(b'!') => doctype_end(markup),
            _ => {
                let name = markup.split(|c: char| c.is_whitespace() || "/>".contains(c)).next();
                return name.is_some_and(|name| name == "svg" || name.ends_with(":svg"));
            }
        };
        // What is cut off before its first element is looked at by the parser.
        let Some(end) = end else { return head.contains("svg") };
        rest = markup[end..].trim_start();
    }
    false
}

/// The end of a document type, which may declare entities between brackets.
fn doctype_end(markup: &str) -> Option<usize> {
    let close = markup.find('>')?;
    match markup.find('[') {
        Some(open) if open < close => {
            let inner = open + markup[open..].find(']')?;
            Some(inner + markup[inner..].find('>')? + 1)
        }
        _ => Some(close + 1),
    }
}

/// The bytes of a `data:` address (RFC 2397).
pub(super) fn data(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.get("data:".len()..)?.split_once(',')?;
    let body = percent_decode_str(body);
    if head.to_ascii_lowercase().ends_with(";base64") {
        let digits: Vec<u8> = body.filter(|byte| !byte.is_ascii_whitespace()).collect();
        base64::engine::general_purpose::STANDARD_NO_PAD
            .decode(digits.strip_suffix(b"==").or(digits.strip_suffix(b"=")).unwrap_or(&digits))
            .ok()
    } else {
        Some(body.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format() {
        assert_eq!(format(b"\x89PNG\r\n\x1a\n...."), Some(Format::Png));
        assert_eq!(format(b"\0\0\0\x20ftypisom"), Some(Format::Mp4));
        assert_eq!(format(b"\0\0\0\x20ftypavif"), None);
        assert_eq!(format(b"<?xml version='1.0'?><svg xmlns='x'/>"), Some(Format::Svg));
        assert_eq!(format(b"<html><body>svg"), None);
        assert_eq!(format(b""), None);
    }

    #[test]
    fn data_addresses_hold_bytes() {
        assert_eq!(data("data:image/png;base64,aGk=").unwrap(), b"hi");
        assert_eq!(data("data:image/svg+xml,%3Csvg/%3E").unwrap(), b"<svg/>");
        assert_eq!(data("data:nothing"), None);
    }
}
