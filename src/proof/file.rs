//! What a file says, whatever it is: found out from its first bytes, not from its name.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::markup;
use super::pdf;
use super::text::Text;

/// How many files may lie in one another: a table in an archive attached to a PDF is the third.
const MAX_DEPTH: usize = 4;
/// How much is unpacked of one file in an archive, in bytes.
const MOST_UNPACKED: u64 = 256 << 20;

/// Every text of a file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Vec<Text> {
    read_within(name, bytes, 0)
}

/// As [`read`], for a file that lies within others.
pub(super) fn read_within(name: &str, bytes: &[u8], depth: usize) -> Vec<Text> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(name, bytes, depth);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf::read(name, bytes, depth);
    }
    let Some(text) = decode(bytes) else { return Vec::new() };
    if text.trim_start().starts_with('<') {
        return markup::read(name, &text, depth);
    }
    vec![Text::whole(place(name, "its text"), &text)]
}

/// A place within a file, which is named where it lies in another.
pub(super) fn place(name: &str, within: &str) -> String {
    if name.is_empty() { within.to_owned() } else { format!("{name}, {within}") }
}

/// Text in UTF-8 or UTF-16; anything else is no text.
fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = |little: bool| {
        let units = bytes[2..].chunks_exact(2).map(|pair| {
            let pair = [pair[0], pair[1]];
            if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
        });
        String::from_utf16_lossy(&units.collect::<Vec<_>>())
    };
    match bytes {
        [0xFF, 0xFE, ..] => Some(utf16(true)),
        [0xFE, 0xFF, ..] => Some(utf16(false)),
        _ => std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .ok()
            .map(str::to_owned),
    }
}

fn archive(name: &str, bytes: &[u8], depth: usize) -> Vec<Text> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        let path = file.name().to_owned();
        let path = if name.is_empty() { path } else { format!("{name}/{path}") };
        texts.push(Text::whole(place(&path, "its name"), &path));
        let mut unpacked = Vec::new();
        if file.take(MOST_UNPACKED).read_to_end(&mut unpacked).is_ok() {
            texts.extend(read_within(&path, &unpacked, depth + 1));
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    #[test]
    fn archives_are_unpacked_within_one_another() {
        let pack = |name: &str, bytes: &[u8]| {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
            archive.finish().unwrap().into_inner()
        };
        let inner = pack("list.csv", b"name,role\nWhitehat,tester\n");
        let found = read("", &pack("more.zip", &inner));
        let found: Vec<_> = found.iter().map(|text| text.place.as_str()).collect();
        assert_eq!(
            found,
            ["more.zip, its name", "more.zip/list.csv, its name", "more.zip/list.csv, its text"]
        );
    }

    #[test]
    fn pictures_say_nothing() {
        assert_eq!(read("", b"\x89PNG\r\n\x1a\n\0\0\0\xffwords"), []);
        assert_eq!(read("", b"\xFE\xFF\0a\0b")[0].readings(), [["ab"]]);
    }
}
