//! What pictures hold beside pixels: their metadata, comments, what their colour profiles say, and
//! what stands behind their end.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::file::{self, place};
use super::reader::{Reader, Why};
use super::{decode, markup, profile};

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF";

/// Chunks of a PNG that hold pixels, colours and sizes (PNG, third edition, 11).
const PNG_PIXELS: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"cHRM", b"cICP", b"gAMA", b"mDCV", b"cLLI", b"sBIT",
    b"sRGB", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"tIME",
];

/// Chunks of a WebP that hold pixels and colours.
const WEBP_PIXELS: &[&[u8; 4]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"];

/// How an XMP packet that goes on in another segment starts (XMP, part 3, 1.1.3.1).
const FURTHER_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
/// What stands between that and the packet: a sum, its length, and where this piece belongs.
const FURTHER_XMP_HEAD: usize = 40;

/// How a segment of a JPEG starts that holds a part of a colour profile (ICC.1:2022, B.4); behind
/// that stand its number and how many there are.
const PROFILE: &[u8] = b"ICC_PROFILE\0";

/// Whether a file is a picture whose metadata can be read.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(PNG) || bytes.starts_with(JPEG) || is_gif(bytes) || is_webp(bytes)
}

fn is_gif(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Hands on all that a picture says but pixels.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, bytes: &[u8], depth: usize) {
    let mut picture = Picture { reader, name, depth };
    let behind = match () {
        () if bytes.starts_with(PNG) => picture.png(&bytes[PNG.len()..]),
        () if bytes.starts_with(JPEG) => picture.jpeg(&bytes[2..]),
        () if is_gif(bytes) => picture.gif(bytes),
        () => picture.webp(bytes),
    };
    let Some(behind) = behind else { return file::strings(reader, name, bytes, Why::Broken) };
    if behind.iter().any(|&byte| byte != 0) {
        file::read(picture.reader, &place(name, "behind its end"), behind, depth + 1);
    }
}

struct Picture<'r, 'e, 's> {
    reader: &'r mut Reader<'e>,
    name: &'s str,
    depth: usize,
}

impl Picture<'_, '_, '_> {
    /// Reads the chunks of a PNG, and gives what stands behind the last one.
    fn png<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let mut rest = bytes;
        loop {
            let (head, behind) = rest.split_at_checked(8)?;
            let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
            let (data, behind) = behind.split_at_checked(length)?;
            // A sum stands behind each.
            rest = behind.get(4..)?;
            let kind: &[u8; 4] = head[4..].try_into().ok()?;
            match kind {
                b"IEND" => return Some(rest),
                b"iCCP" => {
                    let end = data.iter().position(|&byte| byte == 0);
                    self.say(&data[..end.unwrap_or(data.len())]);
                    profile::read(self.reader, self.name, &inflated(data));
                }
                kind if PNG_PIXELS.contains(&kind) => {}
                b"zTXt" | b"iTXt" => {
                    self.say(data);
                    self.say(&inflated(data));
                }
                _ => self.say(data),
            }
        }
    }

    /// Reads the segments of a JPEG, and gives what stands behind its end.
    fn jpeg<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let mut rest = bytes;
        let (mut further, mut profile) = (Vec::new(), Vec::new());
        loop {
            // Between segments stand pixels, in which 0xFF has a zero behind it.
            let at = rest.windows(2).position(|pair| {
                pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0x01 | 0xD0..=0xD8)
            })?;
            let marker = rest[at + 1];
            rest = &rest[at + 2..];
            if marker == 0xD9 {
                self.say(&further);
                profile::read(self.reader, self.name, &profile);
                return Some(rest);
            }
            let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
            let data = rest.get(2..length)?;
            rest = &rest[length..];
            match marker {
                0xE1 if data.starts_with(FURTHER_XMP) => {
                    let head = FURTHER_XMP.len() + FURTHER_XMP_HEAD;
                    further.extend_from_slice(data.get(head..).unwrap_or_default());
                }
                0xE2 if data.starts_with(PROFILE) => {
                    profile.extend_from_slice(data.get(PROFILE.len() + 2..).unwrap_or_default());
                }
                0xE0..=0xFE => self.say(data),
                _ => {}
            }
        }
    }

    /// Reads the extensions of a GIF, and gives what stands behind its end.
    fn gif<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
        let mut rest = bytes.get(13 + colours(*bytes.get(10)?)..)?;
        loop {
            let (kind, skip) = match rest.first()? {
                0x3B => return Some(&rest[1..]),
                0x21 => (Some(*rest.get(1)?), 2),
                0x2C => (None, 11 + colours(*rest.get(9)?)),
                _ => return None,
            };
            rest = rest.get(skip..)?;
            let mut data = Vec::new();
            loop {
                let length = usize::from(*rest.first()?);
                data.extend_from_slice(rest.get(1..=length)?);
                rest = &rest[length + 1..];
                if length == 0 {
                    break;
                }
                // Blocks of an XMP packet are none: the lengths are its own characters.
                data.push(length as u8);
            }
            if kind.is_some_and(|kind| kind != 0xF9) {
                self.say(&data);
            }
        }
    }

    /// Reads the chunks of a WebP, and gives what stands behind the last one.
    fn webp<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
        let end = length.checked_add(8)?.min(bytes.len());
        let mut rest = bytes.get(12..end)?;
        while let Some((head, behind)) = rest.split_at_checked(8) {
            let length = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
            let data = behind.get(..length)?;
            if head.starts_with(b"ICCP") {
                profile::read(self.reader, self.name, data);
            } else if !WEBP_PIXELS.contains(&head[..4].try_into().ok()?) {
                self.say(data);
            }
            rest = behind.get(length.next_multiple_of(2)..).unwrap_or_default();
        }
        Some(&bytes[end..])
    }

    /// Hands on metadata: XML as it is meant, and whatever else can be read.
    fn say(&mut self, data: &[u8]) {
        if data.is_empty() {
            return;
        }
        let name = place(self.name, "its metadata");
        for text in decode::strings(data) {
            if let Some(at) = text.find("<x:xmpmeta").or_else(|| text.find("<rdf:RDF")) {
                markup::read(self.reader, &name, &text[at..], self.depth);
            }
            self.reader.say_formal(name.clone(), &text);
        }
    }
}

/// What is packed in a chunk of a PNG, behind names that end with a zero.
fn inflated(data: &[u8]) -> Vec<u8> {
    const MOST: u64 = 16 << 20;
    let starts = (0..data.len().min(1 << 10)).filter(|&at| at > 0 && data[at - 1] == 0);
    let mut unpacked = starts.filter_map(|at| {
        let mut unpacked = Vec::new();
        ZlibDecoder::new(&data[at..]).take(MOST).read_to_end(&mut unpacked).ok()?;
        Some(unpacked).filter(|unpacked| !unpacked.is_empty())
    });
    unpacked.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::text::Text;
    use std::io::Write;

    fn said(bytes: &[u8]) -> String {
        let mut said = String::new();
        let mut take = |text: Text| said += &(text.into_words() + "\n");
        let mut reader = Reader::new(&[], bytes.len(), &mut take);
        read(&mut reader, "", bytes, 0);
        said
    }

    fn png(chunks: &[(&[u8; 4], &[u8])], behind: &[u8]) -> Vec<u8> {
        let mut bytes = PNG.to_vec();
        for (kind, data) in chunks {
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend([*kind, *data, b"sum!"].concat());
        }
        [&bytes, behind].concat()
    }

    #[test]
    fn a_png_says_what_stands_beside_its_pixels() {
        let mut packed =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(b"Packed words").unwrap();
        let packed = [b"Comment\0\0", &*packed.finish().unwrap()].concat();
        let said = said(&png(
            &[
                (b"IHDR", b"Pixels"),
                (b"tEXt", b"Author\0Open words"),
                (b"zTXt", &packed),
                (b"IEND", b""),
            ],
            b"Words behind",
        ));
        for words in ["Open words", "Packed words", "Words behind"] {
            assert!(said.contains(words), "{said}");
        }
        assert!(!said.contains("Pixels"), "{said}");
    }

    #[test]
    fn other_pictures_do_too() {
        let segment = |marker: u8, data: &[u8]| {
            let length = (data.len() as u16 + 2).to_be_bytes();
            [&[0xFF, marker], &length[..], data].concat()
        };
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:title>A t&#105;tle</dc:title></x:xmpmeta>";
        let jpeg = [
            b"\xFF\xD8".to_vec(),
            segment(0xE1, xmp),
            segment(0xFE, b"A comment"),
            segment(0xDA, b"scan"),
            b"\x12\xFF\0\x34\xFF\xD9".to_vec(),
            b"Words behind".to_vec(),
        ]
        .concat();
        let gif = b"GIF89a\x01\0\x01\0\0\0\0\x21\xFE\x09A comment\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x01\0\0;Words behind";
        let mut webp = b"RIFF\x1C\0\0\0WEBPVP8 \x02\0\0\0xxXMP \x06\0\0\0title!".to_vec();
        webp.extend(b"Words behind");
        for (bytes, words) in [
            (&jpeg[..], vec!["A title", "A comment"]),
            (gif, vec!["A comment"]),
            (&webp, vec!["title!"]),
        ] {
            let said = said(bytes);
            for words in words.into_iter().chain(["Words behind"]) {
                assert!(said.contains(words), "{words} of {said}");
            }
        }
    }
}
