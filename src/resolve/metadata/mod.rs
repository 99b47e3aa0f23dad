//! What a picture says beside what it shows: where and when it was taken, by whom, with what. It is
//! taken out without touching a pixel; what colours need stays, which is numbers alone.

mod gif;
mod icc;
mod jpeg;
mod png;
mod webp;

use super::Format;

/// A picture's file without its metadata. Its parts are copied as they are, or not at all; what lies
/// behind its end is gone. `bytes` have been decoded before, so they start as the format wants it.
pub(super) fn strip(bytes: &[u8], format: Format) -> Vec<u8> {
    match format {
        Format::Png => png::strip(bytes),
        Format::Jpeg => jpeg::strip(bytes),
        Format::Gif => gif::strip(bytes),
        Format::Webp => webp::strip(bytes),
        Format::Svg | Format::Mp4 | Format::Webm | Format::Mp3 => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _, Write as _};

    use flate2::Compression;
    use flate2::read::ZlibDecoder;
    use flate2::write::ZlibEncoder;
    use image::{DynamicImage, ImageFormat};

    use super::*;

    const WORD: &[u8] = b"Hedwig";

    fn picture(format: ImageFormat) -> Vec<u8> {
        let pixels = image::RgbImage::from_fn(9, 7, |x, y| image::Rgb([x as u8 * 20, y as u8, 9]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn inserted(bytes: &[u8], at: usize, part: &[u8]) -> Vec<u8> {
        [&bytes[..at], part, &bytes[at..]].concat()
    }

    fn bare(planted: &[u8], format: Format) {
        assert!(planted.windows(WORD.len()).any(|it| it == WORD));
        let stripped = strip(planted, format);
        assert!(!stripped.windows(WORD.len()).any(|it| it == WORD), "{format:?}");
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
        assert_eq!(pixels(planted), pixels(&stripped));
        // Files that end anywhere are no danger.
        for end in 0..planted.len() {
            strip(&planted[..end], format);
        }
    }

    #[test]
    fn a_jpeg_says_nothing_beside_its_pixels() {
        let bytes = picture(ImageFormat::Jpeg);
        for marker in [0xe0, 0xe1, 0xe2, 0xed, 0xef, 0xfe] {
            let segment = [&[0xff, marker, 0, 8], WORD].concat();
            bare(&inserted(&bytes, 2, &segment), Format::Jpeg);
        }
        bare(&[&bytes, WORD].concat(), Format::Jpeg);
    }

    #[test]
    fn a_png_says_nothing_beside_its_pixels() {
        let bytes = picture(ImageFormat::Png);
        for name in [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"] {
            let mut sum = flate2::Crc::new();
            sum.update(name);
            sum.update(WORD);
            let chunk = [&[0, 0, 0, 6], &name[..], WORD, &sum.sum().to_be_bytes()].concat();
            bare(&inserted(&bytes, 33, &chunk), Format::Png);
        }
        bare(&[&bytes, WORD].concat(), Format::Png);
    }

    /// The profile of a screen that says whose it is.
    fn screen() -> Vec<u8> {
        icc::tests::profile(&[(b"desc", b"mluc", WORD), (b"dmnd", b"text", WORD)])
    }

    #[test]
    fn a_profile_says_nothing_beside_its_colours() {
        let profile = screen();
        let parts = profile.chunks(profile.len().div_ceil(2)).zip(1..);
        let segments = parts.map(|(part, number)| {
            let length = (part.len() as u16 + 16).to_be_bytes();
            [&[0xff, 0xe2], &length[..], b"ICC_PROFILE\0", &[number, 2], part].concat()
        });
        let jpeg = picture(ImageFormat::Jpeg);
        let planted = inserted(&jpeg, 2, &segments.collect::<Vec<_>>().concat());
        bare(&planted, Format::Jpeg);
        assert!(strip(&planted, Format::Jpeg).windows(4).any(|it| it == b"acsp"));

        let mut planted = picture(ImageFormat::WebP);
        planted.extend([b"ICCP", &(profile.len() as u32).to_le_bytes()[..], &profile].concat());
        planted.extend(vec![0; profile.len() % 2]);
        let size = (planted.len() - 8) as u32;
        planted[4..8].copy_from_slice(&size.to_le_bytes());
        bare(&planted, Format::Webp);

        let mut packed = ZlibEncoder::new(b"iCCPname\0\0".to_vec(), Compression::default());
        packed.write_all(&profile).unwrap();
        let content = packed.finish().unwrap();
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        let length = (content.len() as u32 - 4).to_be_bytes();
        let chunk = [&length[..], &content, &sum.sum().to_be_bytes()].concat();
        let stripped = strip(&inserted(&picture(ImageFormat::Png), 33, &chunk), Format::Png);
        let at = stripped.windows(4).position(|it| it == b"iCCP").unwrap();
        let mut unpacked = Vec::new();
        ZlibDecoder::new(&stripped[at + 9..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(Some(unpacked), icc::blank(&profile));
    }

    #[test]
    fn a_gif_says_nothing_beside_its_pixels_and_how_often_it_runs() {
        let bytes = picture(ImageFormat::Gif);
        let head = 13 + if bytes[10] & 0x80 == 0 { 0 } else { 3 << ((bytes[10] & 7) + 1) };
        let comment = [&b"\x21\xfe\x06"[..], WORD, b"\0"].concat();
        let application = [&b"\x21\xff\x0bXMP DataXMP\x06"[..], WORD, b"\0"].concat();
        for part in [comment, application] {
            bare(&inserted(&bytes, head, &part), Format::Gif);
        }
        bare(&[&bytes, WORD].concat(), Format::Gif);
        let looping = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
        let film = inserted(&bytes, head, looping);
        assert!(strip(&film, Format::Gif).windows(11).any(|it| it == b"NETSCAPE2.0"));
    }

    #[test]
    fn a_webp_says_nothing_beside_its_pixels() {
        let bytes = picture(ImageFormat::WebP);
        for name in [b"EXIF", b"XMP ", b"prvt"] {
            let mut planted = [&bytes[..], &name[..], &[6, 0, 0, 0], WORD].concat();
            let size = (planted.len() - 8) as u32;
            planted[4..8].copy_from_slice(&size.to_le_bytes());
            bare(&planted, Format::Webp);
        }
        bare(&[&bytes, WORD].concat(), Format::Webp);
    }
}
