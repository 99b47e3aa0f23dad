//! From bytes to text.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's bytes were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark, its lines ended by `\n`.
    pub(super) text: String,
    /// Where the text is a guess: the first guessed character's bytes in `text`.
    pub(super) guessed: Option<std::ops::Range<usize>>,
}

/// Reads UTF-8, UTF-16 and UTF-32, with or without a byte order mark. Bytes that are no UTF-8 are taken
/// for Windows-1252, which is what Latin-1 files hold in practice.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some(text) = utf_32(bytes) {
        return Decoded { text: unify_line_ends(text), guessed: None };
    }
    if let Some((encoding, bytes)) = utf_16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Decoded { text: unify_line_ends(text.into_owned()), guessed: None };
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut guessed = None;
    for chunk in bytes.utf8_chunks() {
        text = push_unified(text, chunk.valid());
        if !chunk.invalid().is_empty() {
            let start = text.len();
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            guessed = guessed.or(Some(start..text.len()));
        }
    }
    Decoded { text, guessed }
}

/// The text of UTF-32, which says so by its mark, or shows by the three zeros in each of its first
/// letters. Its little mark starts as that of UTF-16 does.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let (number, bytes): (fn([u8; 4]) -> u32, _) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (u32::from_le_bytes, rest),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (u32::from_be_bytes, rest),
        [1..=255, 0, 0, 0, 1..=255, 0, 0, 0, ..] => (u32::from_le_bytes, bytes),
        [0, 0, 0, 1..=255, 0, 0, 0, 1..=255, ..] => (u32::from_be_bytes, bytes),
        _ => return None,
    };
    let (letters, rest) = bytes.as_chunks::<4>();
    let read = |letter: &[u8; 4]| char::from_u32(number(*letter)).unwrap_or('\u{fffd}');
    let cut = (!rest.is_empty()).then_some('\u{fffd}');
    Some(letters.iter().map(read).chain(cut).collect())
}

/// UTF-16 says so by its mark, or shows by the zero in each of its first letters.
fn utf_16(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, &[u8])> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        [1..=255, 0, 1..=255, 0, ..] => Some((UTF_16LE, bytes)),
        [0, 1..=255, 0, 1..=255, ..] => Some((UTF_16BE, bytes)),
        _ => None,
    }
}

fn push_unified(mut text: String, more: &str) -> String {
    if more.contains('\r') {
        text.push_str(&unify_line_ends(more.to_owned()));
    } else {
        text.push_str(more);
    }
    text
}

/// `\r\n` and a lone `\r` both become `\n`.
fn unify_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text of a file that is no page but is brought into one, in whatever encoding it is.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    decode(bytes).text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).text
    }

    #[test]
    fn unicode_is_read_in_every_coat() {
        let utf_16 = |unit: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
            let words = if mark { "\u{feff}Zwölf\r\n" } else { "Zwölf\r\n" };
            words.encode_utf16().flat_map(unit).collect()
        };
        let utf_32 = |unit: fn(u32) -> [u8; 4], mark: bool| -> Vec<u8> {
            let words = if mark { "\u{feff}Zwölf\r\n" } else { "Zwölf\r\n" };
            words.chars().flat_map(|letter| unit(letter.into())).collect()
        };
        for bytes in [
            utf_32(u32::to_le_bytes, true),
            utf_32(u32::to_be_bytes, true),
            utf_32(u32::to_le_bytes, false),
            utf_32(u32::to_be_bytes, false),
            "Zwölf\n".as_bytes().to_vec(),
            "\u{feff}Zwölf\r\n".as_bytes().to_vec(),
            "Zwölf\r".as_bytes().to_vec(),
            utf_16(u16::to_le_bytes, true),
            utf_16(u16::to_be_bytes, true),
            utf_16(u16::to_le_bytes, false),
            utf_16(u16::to_be_bytes, false),
        ] {
            assert_eq!(decode(&bytes), Decoded { text: "Zwölf\n".to_owned(), guessed: None });
        }
    }

    #[test]
    fn latin_1_is_guessed_and_the_first_guess_is_named() {
        let decoded = decode(b"F\xFCr \x84alle\x93 ... caf\xC3\xA9");
        assert_eq!(decoded.text, "Für „alle“ ... café");
        assert_eq!(decoded.guessed, Some(1..3));
    }

    #[test]
    fn odd_input_is_text_too() {
        assert_eq!(text(b""), "");
        assert_eq!(text(b"\xFF\xFE"), "");
        assert_eq!(text(b"\xFF\xFEa"), "\u{fffd}");
        assert_eq!(text(b"\xFF\xFE\0\0a\0\0\0\xFF\xFF\xFF\xFFb\0"), "a\u{fffd}\u{fffd}");
        assert_eq!(text(b"a\0b"), "a\0b");
    }
}
