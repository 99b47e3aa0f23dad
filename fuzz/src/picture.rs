//! Pictures that are small enough to be decoded often.

use std::io::Cursor;

use image::ImageReader;

/// The area of a picture that is worth its time, in pixels. The bounds of Recto are far above it, and
/// have tests of their own.
const AREA: u64 = 1 << 20;

/// Whether a file is no picture, or one of few pixels.
pub fn is_small(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_none_or(|(width, height)| u64::from(width) * u64::from(height) <= AREA)
}
