//! The words of colour profiles (ICC.1:2022): what they are called, whose they are, of which device.

use super::decode;
use super::file::place;
use super::reader::Reader;

/// How long the head is, before the table of tags (7.2), and a row of that table (7.3).
const HEAD: usize = 128;
const ROW: usize = 12;
/// How many tags are read.
const MOST: usize = 256;

/// The types of tags that hold words (10).
const WORDS: [&[u8; 4]; 9] =
    [b"desc", b"text", b"mluc", b"dict", b"ncl2", b"pseq", b"psid", b"utf8", b"ZXML"];

/// Whether some bytes are a colour profile.
pub(super) fn is_profile(bytes: &[u8]) -> bool {
    bytes.get(36..40) == Some(b"acsp")
}

/// Hands on the words of a profile. All else in it is numbers.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, profile: &[u8]) {
    let name = place(name, "its colour profile");
    let number = |bytes: &[u8], at: usize| {
        let bytes = bytes.get(at..at + 4)?.first_chunk()?;
        Some(u32::from_be_bytes(*bytes) as usize)
    };
    let count = number(profile, HEAD).unwrap_or_default().min(MOST);
    let rows = profile.get(HEAD + 4..).unwrap_or_default().chunks_exact(ROW).take(count);
    // No more is read than there is, however often a table names it.
    let mut room = profile.len();
    for row in rows.filter(|_| is_profile(profile)) {
        let (Some(start), Some(length)) = (number(row, 4), number(row, 8)) else { continue };
        let content = profile.get(start..start.saturating_add(length)).unwrap_or_default();
        let speaks = content.first_chunk().is_some_and(|kind| WORDS.contains(&kind));
        if !speaks || content.len() > room {
            continue;
        }
        room -= content.len();
        for text in decode::strings(&content[4..]) {
            reader.say_formal(name.clone(), &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::text::Text;

    #[test]
    fn texts_are_read_and_numbers_are_not() {
        let words: Vec<u8> = "Fjord Labs".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let tags: [(&[u8], &[u8]); 3] =
            [(b"text\0\0\0\0", b"A screen"), (b"mluc", &words), (b"curv", b"Noise")];
        let mut profile = vec![0; HEAD];
        profile[36..40].copy_from_slice(b"acsp");
        profile.extend(3_u32.to_be_bytes());
        let mut start = HEAD + 4 + 3 * ROW;
        for (kind, words) in tags {
            let length = kind.len() + words.len();
            profile.extend(
                [&b"desc"[..], &(start as u32).to_be_bytes(), &(length as u32).to_be_bytes()]
                    .concat(),
            );
            start += length;
        }
        for (kind, words) in tags {
            profile.extend_from_slice(kind);
            profile.extend_from_slice(words);
        }
        let mut said = String::new();
        let mut take = |text: Text| said += &text.into_words();
        let mut reader = Reader::new(&[], profile.len(), &mut take);
        read(&mut reader, "a.png", &profile);
        for end in 0..profile.len() {
            read(&mut reader, "a.png", &profile[..end]);
        }
        assert!(said.contains("A screen") && said.contains("Fjord Labs"), "{said}");
        assert!(!said.contains("Noise"), "{said}");
    }
}
