//! Files that hold files: ZIP with all that is made of it, gzip and tar.

use std::io::{Cursor, Read};

use flate2::bufread::GzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::decode;
use super::file::{place, read, strings};
use super::reader::{Reader, Why};

/// The size of a tar's records, in bytes.
const RECORD: usize = 512;

/// Whether a file is a ZIP archive, also an empty one.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads every file of an archive, their names and what is said of them.
pub(super) fn zip(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return strings(reader, name, bytes, Why::Broken);
    };
    say_bytes(reader, &place(name, "its comment"), archive.comment());
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else {
            reader.miss(name, bytes, Why::Broken);
            continue;
        };
        let path = file.name().to_owned();
        let path = if name.is_empty() { path } else { format!("{name}/{path}") };
        say_bytes(reader, &place(&path, "its name"), file.name_raw());
        reader.say_formal(place(&path, "its name"), file.name());
        say_bytes(reader, &place(&path, "its comment"), file.comment().as_bytes());
        let locked = file.encrypted();
        drop(file);
        if locked {
            reader.miss(&path, path.as_bytes(), Why::Encrypted);
            continue;
        }
        let room = reader.room();
        match unpacked(&mut archive, index, room) {
            Ok(unpacked) => read(reader, &path, &unpacked, depth + 1),
            Err(why) => reader.miss(&path, path.as_bytes(), why),
        }
    }
}

/// A file of an archive, where it is no larger than `room`.
fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    room: u64,
) -> Result<Vec<u8>, Why> {
    let file = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(_) => Why::Form,
        _ => Why::Broken,
    })?;
    within(file, room)
}

/// All that comes out of a reader, where it is no more than `room`.
fn within(source: impl Read, room: u64) -> Result<Vec<u8>, Why> {
    let mut unpacked = Vec::new();
    let read = source.take(room.saturating_add(1)).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > room {
        return Err(Why::TooLarge);
    }
    read.map(|_| unpacked).map_err(|_| Why::Broken)
}

/// Reads what a gzip file holds.
pub(super) fn gzip(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let inner = place(name, "unpacked");
    // One file may be several, one behind the other, each with what is said of it.
    let mut rest = bytes;
    while rest.starts_with(b"\x1F\x8B") {
        let mut decoder = GzDecoder::new(rest);
        let unpacked = within(&mut decoder, reader.room());
        if let Some(header) = decoder.header() {
            let said = [header.filename(), header.comment(), header.extra()];
            said.into_iter().flatten().for_each(|bytes| {
                say_bytes(reader, &place(name, "its head"), bytes);
            });
        }
        rest = decoder.into_inner();
        match unpacked {
            Ok(unpacked) => read(reader, &inner, &unpacked, depth + 1),
            Err(why) => return reader.miss(name, bytes, why),
        }
    }
    say_bytes(reader, &place(name, "behind its end"), rest);
}

/// Whether a file is a tar archive (POSIX.1-1988, ustar, and all that came of it).
pub(super) fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

/// Reads every file of a tar, and the heads that stand before them.
pub(super) fn tar(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let mut rest = bytes;
    while let Some((head, behind)) = rest.split_at_checked(RECORD) {
        rest = behind;
        if head.iter().all(|&byte| byte == 0) {
            continue;
        }
        let digits = String::from_utf8_lossy(&head[124..136]);
        let size = usize::from_str_radix(digits.trim_matches(['\0', ' ']), 8);
        let Some((content, _)) = size.ok().and_then(|size| rest.split_at_checked(size)) else {
            return strings(reader, name, bytes, Why::Broken);
        };
        let text = |range: std::ops::Range<usize>| {
            let field = &head[range];
            let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
            String::from_utf8_lossy(&field[..end]).into_owned()
        };
        let path = format!("{name}/{}", text(0..100));
        // Name, the link's aim, owner, group and the folder.
        for range in [0..100, 157..257, 265..297, 297..329, 345..500] {
            say_bytes(reader, &place(&path, "its head"), text(range).as_bytes());
        }
        read(reader, &path, content, depth + 1);
        rest = &rest[content.len().next_multiple_of(RECORD).min(rest.len())..];
    }
}

/// Hands on a few bytes as text in every encoding.
fn say_bytes(reader: &mut Reader<'_>, place: &str, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let texts = decode::texts(bytes, reader.encodings).unwrap_or_else(|| decode::strings(bytes));
    for text in &texts {
        reader.say_formal(place.to_owned(), text);
    }
}
