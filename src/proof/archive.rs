//! Files that hold files: ZIP with all that is made of it, gzip and tar.

use std::io::{Cursor, Read};
use std::ops::Range;

use flate2::bufread::GzDecoder;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::decode;
use super::file::{place, raw, read, strings};
use super::reader::{Reader, Why};

/// The size of a tar's records, in bytes.
const RECORD: usize = 512;
/// How the end of a ZIP's list of files starts (APPNOTE, 4.3.16), and its size without a comment.
const LIST_END: &[u8] = b"PK\x05\x06";
const LIST_END_SIZE: usize = 22;
/// The largest size of what may stand behind a file of a ZIP (APPNOTE, 4.3.9).
const DESCRIPTOR: usize = 24;

/// Whether a file is a ZIP archive, also an empty one.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a file is packed with gzip.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B")
}

/// Reads every file of an archive, their names and what is said of them.
pub(super) fn zip(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return strings(reader, name, bytes, Why::Broken);
    };
    say_bytes(reader, &place(name, "its comment"), archive.comment());
    between(reader, name, &mut archive, bytes, depth);
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else {
            reader.miss(name, bytes, Why::Broken);
            continue;
        };
        // Where the form of its letters is not known, its bytes say what they do as UTF-8.
        let own = file.name().unwrap_or_else(|_| String::from_utf8_lossy(file.name_raw()));
        let own = own.into_owned();
        let path = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        say_bytes(reader, &place(&path, "its name"), file.name_raw());
        reader.say_formal(place(&path, "its name"), &own);
        say_bytes(reader, &place(&path, "its comment"), file.comment().as_bytes());
        let shut = match file.compression() {
            _ if file.encrypted() => Some(Why::Encrypted),
            CompressionMethod::Stored | CompressionMethod::Deflated => None,
            _ => Some(Why::Method),
        };
        drop(file);
        if let Some(why) = shut {
            reader.miss(&path, path.as_bytes(), why);
            continue;
        }
        let room = reader.room();
        match unpacked(&mut archive, index, room) {
            Ok(unpacked) => read(reader, &path, &unpacked, depth + 1),
            Err(why) => reader.miss(&path, path.as_bytes(), why),
        }
    }
}

/// Reads what lies in an archive and belongs to none of its files: what they say where they start,
/// which may be another thing than the list of them says, what stands before and between them, and
/// what stands behind the list.
fn between(
    reader: &mut Reader<'_>,
    name: &str,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    bytes: &[u8],
    depth: usize,
) {
    let list = usize::try_from(archive.central_directory_start()).unwrap_or(usize::MAX);
    let mut files: Vec<Range<u64>> = Vec::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else { continue };
        let start = file.header_start();
        let Some(data) = file.data_start() else {
            reader.miss(name, bytes, Why::Broken);
            continue;
        };
        raw(reader, &place(name, "between its files"), slice(bytes, start..data));
        files.push(start..data.saturating_add(file.compressed_size()));
    }
    files.sort_unstable_by_key(|file| file.start);
    let mut last = 0;
    let mut gaps = Vec::new();
    for file in files {
        gaps.push(slice(bytes, last..file.start));
        last = last.max(file.end);
    }
    gaps.push(slice(bytes, last..list as u64));
    let rest = bytes.get(list..).unwrap_or_default();
    let end = rest.windows(LIST_END.len()).position(|window| window == LIST_END);
    let end = end.map_or(rest.len(), |end| end + LIST_END_SIZE + archive.comment().len());
    gaps.push(rest.get(end..).unwrap_or_default());
    for gap in gaps.into_iter().filter(|gap| gap.iter().any(|&byte| byte != 0)) {
        // Behind a file its size and sum may stand.
        if gap.len() <= DESCRIPTOR {
            raw(reader, &place(name, "between its files"), gap);
        } else {
            read(reader, &place(name, "between its files"), gap, depth + 1);
        }
    }
}

/// Some of the bytes, as far as there are any.
fn slice(bytes: &[u8], range: Range<u64>) -> &[u8] {
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(bytes.len());
    bytes.get(at(range.start)..at(range.end)).unwrap_or_default()
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
    // What tells its size is not unpacked to find out.
    if file.size() > room { Err(Why::TooLarge) } else { within(file, room) }
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
    while is_gzip(rest) {
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

/// What bytes unpack to that are packed without the head of an archive (RFC 1951, RFC 1950). Where
/// that is no text, they were never packed.
pub(super) fn inflated(bytes: &[u8], room: u64) -> Result<Vec<u8>, Why> {
    let unpacked = match within(DeflateDecoder::new(bytes), room) {
        Err(Why::Broken) => within(ZlibDecoder::new(bytes), room)?,
        unpacked => unpacked?,
    };
    let texts = decode::texts(&unpacked, &[]).unwrap_or_default();
    if unpacked.is_empty() || texts.len() != 1 { Err(Why::Form) } else { Ok(unpacked) }
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
        let text = |range: Range<usize>| {
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
