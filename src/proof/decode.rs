//! From bytes to text, in whatever encoding they are.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3,
    ISO_8859_4, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13,
    ISO_8859_14, ISO_8859_15, ISO_8859_16, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_16BE,
    UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// Encodings that text without a mark may be in, if it is no UTF-8.
const LEGACY: &[&Encoding] = &[
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
    KOI8_R,
    KOI8_U,
    IBM866,
    MACINTOSH,
    X_MAC_CYRILLIC,
    SHIFT_JIS,
    EUC_JP,
    ISO_2022_JP,
    GB18030,
    BIG5,
    EUC_KR,
    UTF_16LE,
    UTF_16BE,
];

/// The letters of the DOS code pages 437 and 850 from 0x80 on, as far as they agree.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº";

/// How many bytes are looked at to tell text from other bytes.
const SAMPLE: usize = 1 << 16;

/// The encodings beside Windows-1252 in which some words may be written. Words of ASCII alone are
/// the same in all.
pub(super) fn encodings_of<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'static Encoding> {
    let mut open: Vec<&'static Encoding> = LEGACY[1..].to_vec();
    let mut found = Vec::new();
    for word in words.filter(|word| !word.is_ascii()) {
        open.retain(|encoding| {
            let writes = !encoding.encode(word).2;
            if writes {
                found.push(*encoding);
            }
            !writes
        });
        if open.is_empty() {
            break;
        }
    }
    found.sort_unstable_by_key(|encoding| encoding.name());
    found
}

/// The readings of a text: one where it says what it is written in, else one for each encoding it
/// may be in. None where the bytes are no text.
pub(super) fn texts(bytes: &[u8], encodings: &[&'static Encoding]) -> Option<Vec<String>> {
    if let Some(text) = marked(bytes).or_else(|| unmarked_wide(bytes)) {
        return Some(vec![text]);
    }
    if is_binary(bytes) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut texts = vec![text.to_owned()];
        if bytes.windows(2).any(|pair| pair == b"\x1b$") {
            texts.push(ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned());
        }
        return Some(texts);
    }
    if is_ebcdic(bytes) {
        return None;
    }
    let decoded =
        |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0.into_owned();
    let legacy = encodings.iter().map(|encoding| decoded(encoding));
    Some([mixed(bytes), decoded(WINDOWS_1252), dos(bytes)].into_iter().chain(legacy).collect())
}

/// What can be read of bytes that are no text.
pub(super) fn strings(bytes: &[u8]) -> Vec<String> {
    let wide = |encoding: &'static Encoding, from: usize| {
        let bytes = bytes.get(from..).unwrap_or_default();
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    };
    let wide = [(UTF_16LE, 0), (UTF_16LE, 1), (UTF_16BE, 0), (UTF_16BE, 1)]
        .map(|(encoding, from)| wide(encoding, from));
    std::iter::once(mixed(bytes)).chain(wide).collect()
}

/// Text with a byte order mark.
fn marked(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => Some(utf_32(rest, u32::from_le_bytes)),
        [0, 0, 0xFE, 0xFF, rest @ ..] => Some(utf_32(rest, u32::from_be_bytes)),
        [0xFF, 0xFE, rest @ ..] => Some(UTF_16LE.decode_without_bom_handling(rest).0.into_owned()),
        [0xFE, 0xFF, rest @ ..] => Some(UTF_16BE.decode_without_bom_handling(rest).0.into_owned()),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some(mixed(rest)),
        _ => None,
    }
}

/// UTF-16 and UTF-32 without a mark: the zeros in them are all at the same places, and what is read
/// is text.
fn unmarked_wide(bytes: &[u8]) -> Option<String> {
    let is_text = |text: &String| !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    wide_by_zeros(bytes).filter(is_text)
}

fn wide_by_zeros(bytes: &[u8]) -> Option<String> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut zeros = [0_usize; 4];
    for (at, _) in sample.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        zeros[at % 4] += 1;
    }
    let quarter = sample.len() / 4;
    if quarter == 0 {
        return None;
    }
    let most = |count: usize| count * 4 >= quarter;
    let all = |count: usize| count == quarter;
    match zeros {
        [0, _, second, third] if bytes.len().is_multiple_of(4) && all(third) && most(second) => {
            Some(utf_32(bytes, u32::from_le_bytes))
        }
        [first, second, _, 0] if bytes.len().is_multiple_of(4) && all(first) && most(second) => {
            Some(utf_32(bytes, u32::from_be_bytes))
        }
        [0, odd, 0, odd_too] if most(odd.max(odd_too)) => {
            Some(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned())
        }
        [even, 0, even_too, 0] if most(even.max(even_too)) => {
            Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned())
        }
        _ => None,
    }
}

fn utf_32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let chars = bytes.chunks_exact(4).map(|four| number([four[0], four[1], four[2], four[3]]));
    chars.map(|code| char::from_u32(code).unwrap_or('\u{FFFD}')).collect()
}

/// UTF-8, with what is none taken for Windows-1252.
pub(super) fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// The code pages of DOS, which spreadsheets still write.
fn dos(bytes: &[u8]) -> String {
    let letters: Vec<char> = DOS.chars().collect();
    let letter = |byte: &u8| match byte {
        0..0x80 => char::from(*byte),
        0xE1 => 'ß',
        byte => letters.get(usize::from(byte - 0x80)).copied().unwrap_or(' '),
    };
    bytes.iter().map(letter).collect()
}

/// Whether bytes hold what no text does: zeros, or many other control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t'..=b'\r' | 0x1A | 0x1B);
    bytes.contains(&0) || sample.iter().filter(control).count() * 50 > sample.len()
}

/// Whether bytes are words of a mainframe's: letters, digits and spaces stand elsewhere there, at
/// the same places in all of its code pages (IBM's code page 37 and its kin).
fn is_ebcdic(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let count = |is: fn(u8) -> bool| sample.iter().filter(|byte| is(**byte)).count();
    let spaces = count(|byte| byte == 0x40);
    let known = count(|byte| {
        // Letters, digits; the space, signs of a sentence, ends of lines.
        let low = byte & 0x0F;
        let letter = match byte & 0xF0 {
            0x80 | 0x90 | 0xC0 | 0xD0 => (1..=9).contains(&low),
            0xA0 | 0xE0 => (2..=9).contains(&low),
            0xF0 => low <= 9,
            _ => false,
        };
        letter || matches!(byte, 0x40 | 0x4B | 0x6B | 0x60 | 0x7A | 0x7D | 0x15 | 0x25 | 0x0D)
    });
    // In Shift JIS 0x40 is half of many a sign too, and fewer of the other bytes stand there.
    spaces * 25 >= sample.len() && known * 20 >= sample.len() * 17
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_any_encoding() {
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(order).collect::<Vec<_>>()
        };
        let wider = |text: &str, order: fn(u32) -> [u8; 4]| {
            text.chars().flat_map(|char| order(char.into())).collect::<Vec<_>>()
        };
        let words = "Müller, Kestrelwing";
        for bytes in [
            words.as_bytes().to_vec(),
            wide(words, u16::to_le_bytes),
            wide(words, u16::to_be_bytes),
            wide(&format!("\u{FEFF}{words}"), u16::to_le_bytes),
            wider(words, u32::to_le_bytes),
            wider(words, u32::to_be_bytes),
            wider(&format!("\u{FEFF}{words}"), u32::to_be_bytes),
            WINDOWS_1252.encode(words).0.into_owned(),
            MACINTOSH.encode(words).0.into_owned(),
            b"M\x81ller, Kestrelwing".to_vec(),
        ] {
            let read = texts(&bytes, &encodings_of([words].into_iter())).unwrap();
            assert!(read.iter().any(|text| text == words), "{bytes:x?}: {read:?}");
        }
        for (words, encoding) in [
            ("Пустельга", KOI8_R),
            ("Пустельга", IBM866),
            ("Κιρκινέζι", ISO_8859_7),
            ("紅隼会社", SHIFT_JIS),
            ("紅隼会社", EUC_JP),
            ("紅隼会社", ISO_2022_JP),
            ("红隼公司", GB18030),
            ("紅隼公司", BIG5),
            ("황조롱이", EUC_KR),
        ] {
            let bytes = encoding.encode(words).0;
            let read = texts(&bytes, &encodings_of([words].into_iter())).unwrap();
            assert!(read.iter().any(|text| text == words), "{}: {read:?}", encoding.name());
        }
    }

    #[test]
    fn other_bytes_are_no_text() {
        assert_eq!(texts(b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe Kestrel", &[]), None);
        assert!(strings(b"\x01\x01\0K\0e\0s").iter().any(|text| text.contains("Kes")));
        assert!(strings(b"\0\0Kestrel\0").iter().any(|text| text.contains("Kestrel")));
    }
}
