//! What a file says, whatever it is: found out from its first bytes, not from its name.

use super::reader::{Reader, Why};
use super::text::{Nature, Text};
use super::{archive, decode, escapes, formulas, markup, pdf, picture};

/// How a file starts whose kind is known and not read.
const OTHER: &[&[u8]] = &[b"{\\rtf", b"%!PS", b"\xD0\xCF\x11\xE0", b"II*\0", b"MM\0*"];

/// The longest that a word is which only looks like base64, in bytes that it would unpack to.
const LONG: usize = 32;

/// How fonts start.
const FONTS: &[&[u8]] = &[b"OTTO", b"\0\x01\0\0\0", b"true\0", b"ttcf", b"wOFF", b"wOF2"];

/// Reads every text of a file; `depth` is how many files it lies in.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    if bytes.is_empty() || !reader.enter(name, bytes, depth) {
        return;
    }
    if archive::is_zip(bytes) {
        archive::zip(reader, name, bytes, depth);
    } else if archive::is_gzip(bytes) {
        archive::gzip(reader, name, bytes, depth);
    } else if archive::is_tar(bytes) {
        archive::tar(reader, name, bytes, depth);
    } else if pdf::is_pdf(bytes) {
        pdf::read(reader, name, bytes, depth);
    } else if picture::is_picture(bytes) {
        picture::read(reader, name, bytes, depth);
    } else if FONTS.iter().any(|start| bytes.starts_with(start)) && depth <= 1 && is_own(name) {
        // The fonts of the outputs themselves are the theme's, and not of what is reported.
    } else if let Some(texts) = known_text(reader, bytes) {
        for text in &texts {
            read_text(reader, name, text, depth);
        }
    } else {
        strings(reader, name, bytes, Why::Form);
    }
}

/// Whether a file of a book lies where the book's own fonts do.
fn is_own(name: &str) -> bool {
    name.rsplit('/').nth(1) == Some("fonts")
}

/// The readings of a text file.
fn known_text(reader: &Reader<'_>, bytes: &[u8]) -> Option<Vec<String>> {
    let other = OTHER.iter().any(|start| bytes.starts_with(start));
    if other { None } else { decode::texts(bytes, reader.encodings) }
}

/// Names a file that is not read, and reads what stands open in it.
pub(super) fn strings(reader: &mut Reader<'_>, name: &str, bytes: &[u8], why: Why) {
    reader.miss(name, bytes, why);
    raw(reader, name, bytes);
}

/// Reads what stands open in bytes that are no text.
pub(super) fn raw(reader: &mut Reader<'_>, name: &str, bytes: &[u8]) {
    for text in decode::strings(bytes) {
        reader.say(Text::whole(place(name, "its bytes"), &text).of(Nature::Raw));
    }
}

fn read_text(reader: &mut Reader<'_>, name: &str, text: &str, depth: usize) {
    let start = text.trim_start();
    // Programs that write pages are text and markup.
    let is_program =
        start.starts_with("<?") && !start.starts_with("<?xml") || start.starts_with("<%");
    if start.starts_with('<') && !is_program {
        return markup::read(reader, name, text, depth);
    }
    // Drawings of diagrams.net are packed so, and only then packed again.
    if start.starts_with("%3C") {
        return markup::read(reader, name, &escapes::percent(text), depth);
    }
    let own = place(name, "its text");
    reader.say_whole(own.clone(), text);
    for unescaped in escapes::readings(text).into_iter().chain(formulas::in_fields(text)) {
        reader.say_whole(own.clone(), &unescaped);
    }
    if text.contains("</") {
        markup::read(reader, name, text, depth);
    }
    packed(reader, name, text, depth);
}

/// Reads what stands in a text as base64, packed once more or not.
pub(super) fn packed(reader: &mut Reader<'_>, name: &str, text: &str, depth: usize) {
    for bytes in escapes::base64(text) {
        // Long words may look like base64 and be none.
        let own = place(name, "in base64");
        if archive::is_zip(&bytes)
            || archive::is_gzip(&bytes)
            || bytes.starts_with(b"%PDF-")
            || picture::is_picture(&bytes)
            || decode::texts(&bytes, &[]).is_some_and(|texts| texts.len() == 1)
        {
            read(reader, &own, &bytes, depth + 1);
            continue;
        }
        match archive::inflated(&bytes, reader.room()) {
            Ok(unpacked) => read(reader, &own, &unpacked, depth + 1),
            Err(Why::TooLarge) => reader.miss(&own, &bytes, Why::TooLarge),
            Err(_) if bytes.len() > LONG => raw(reader, &own, &bytes),
            Err(_) => {}
        }
    }
}

/// A place within a file, which is named where it lies in another.
pub(super) fn place(name: &str, within: &str) -> String {
    if name.is_empty() { within.to_owned() } else { format!("{name}, {within}") }
}
