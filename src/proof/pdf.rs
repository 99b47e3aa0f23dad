//! The words of a PDF: its pages as they are painted, and every text in its objects, which are the
//! metadata, the outline, the tags, notes on links, names of places and attached files.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_svg::hayro_interpret::font::Glyph;
use hayro_svg::hayro_interpret::hayro_cmap::BfString;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::hayro_syntax::content::ops::TypedInstruction;
use hayro_svg::hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};
use hayro_svg::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect};
use unicode_bidi::{BidiClass, bidi_class};

use super::file::{place, read_within};
use super::text::Text;

/// How deep objects may lie in one another.
const MAX_DEPTH: usize = 64;
/// Units of a glyph's own space to an em.
const EM: f64 = 1000.0;

/// Every text of a PDF.
pub(super) fn read(name: &str, bytes: &[u8], depth: usize) -> Vec<Text> {
    // Attached files come from anywhere; a fault of the reader must not end the export.
    let read = catch_unwind(AssertUnwindSafe(|| read_all(name, bytes, depth)));
    read.unwrap_or_default()
}

fn read_all(name: &str, bytes: &[u8], depth: usize) -> Vec<Text> {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return Vec::new() };
    let cache = InterpreterCache::new();
    let mut texts = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let place = place(name, &format!("page {}", index + 1));
        texts.push(painted(page, &cache, place.clone()));
        texts.extend(spoken(page).into_iter().map(|text| Text::whole(place.clone(), &text)));
    }
    let mut objects = Objects { name, depth, texts };
    for object in pdf.objects() {
        objects.read("an object", object, 0);
    }
    objects.texts
}

/// What is painted on a page.
fn painted<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>, place: String) -> Text {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, area, cache, page.xref(), settings);
    let mut glyphs = Glyphs { text: Text::new(place), pen: None, turned: Turned::default() };
    interpret_page(page, &mut context, &mut glyphs);
    glyphs.turned.flush(&mut glyphs.text);
    glyphs.text
}

/// What marked content says in place of what is painted: `ActualText`, `Alt`, `E`.
fn spoken(page: &Page<'_>) -> Vec<String> {
    let mut spoken = Vec::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        let TypedInstruction::BeginMarkedContentWithProperties(marked) = operation else {
            continue;
        };
        let Some(properties) = marked.1.clone().into_dict() else { continue };
        for (_, value) in properties.entries() {
            if let MaybeRef::NotRef(Object::String(text)) = value {
                spoken.push(decode(text.as_bytes()));
            }
        }
    }
    spoken
}

/// Gathers glyphs as text. Where one does not stand where the last one ended, a line ends.
struct Glyphs {
    text: Text,
    /// Where the next glyph stands if it goes on, and the length of an em there.
    pen: Option<(Point, f64)>,
    /// What is read the other way round than it is painted.
    turned: Turned,
}

impl Glyphs {
    fn add(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let (words, advance) = match glyph {
            Glyph::Outline(outline) => (outline.as_unicode(), outline.advance_width()),
            Glyph::Type3(drawn) => (drawn.as_unicode(), None),
        };
        let start = transform * Point::ORIGIN;
        let em = (transform * Point::new(EM, 0.0) - start).hypot();
        let goes_on = self.pen.is_none_or(|(pen, last)| (start - pen).hypot() < 0.2 * em.max(last));
        if !goes_on {
            self.turned.flush(&mut self.text);
            self.text.end_line();
        }
        match words {
            Some(BfString::Char(char)) => self.push(char.encode_utf8(&mut [0; 4])),
            Some(BfString::String(words)) => self.push(&words),
            None => {}
        }
        let advance = f64::from(advance.unwrap_or_default());
        self.pen = Some((transform * Point::new(advance, 0.0), em));
    }

    /// Adds what a glyph shows.
    fn push(&mut self, words: &str) {
        if !self.turned.takes(words) {
            self.turned.flush(&mut self.text);
            self.text.push(words);
        }
    }
}

/// What glyphs show of a script that is written from right to left. They are painted from left to
/// right, so the last one is the first to be read.
#[derive(Default)]
struct Turned(Vec<String>);

impl Turned {
    /// Takes what a glyph shows, if it is written from right to left or stands among what is.
    fn takes(&mut self, words: &str) -> bool {
        let upright =
            |char| matches!(bidi_class(char), BidiClass::L | BidiClass::EN | BidiClass::AN);
        let takes =
            words.chars().any(is_turned) || !self.0.is_empty() && !words.chars().any(upright);
        if takes {
            self.0.push(words.to_owned());
        }
        takes
    }

    /// Hands on what it took, in the order it is read.
    fn flush(&mut self, text: &mut Text) {
        let turned = |words: &String| words.chars().any(is_turned);
        let behind = self.0.split_off(self.0.iter().rposition(turned).map_or(0, |last| last + 1));
        let read = std::mem::take(&mut self.0).into_iter().rev().chain(behind);
        read.for_each(|words| text.push(&words));
    }
}

/// Whether a character is written from right to left.
fn is_turned(char: char) -> bool {
    matches!(bidi_class(char), BidiClass::R | BidiClass::AL)
}

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.add(glyph, transform * glyph_transform);
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Reads the texts of objects.
struct Objects<'n> {
    name: &'n str,
    depth: usize,
    texts: Vec<Text>,
}

impl Objects<'_> {
    /// `key` is the name that the dictionary around gives the object.
    fn read(&mut self, key: &str, object: Object<'_>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match object {
            // A file's identifier and its language are no words.
            Object::String(text) if !matches!(key, "ID" | "Lang" | "CheckSum") => {
                let place = place(self.name, &format!("`{key}`"));
                self.texts.push(Text::whole(place, &decode(text.as_bytes())));
            }
            Object::Array(array) => self.array(key, &array, depth),
            Object::Dict(dict) => self.dict(&dict, depth),
            Object::Stream(stream) => self.stream(&stream, depth),
            _ => {}
        }
    }

    fn array(&mut self, key: &str, array: &Array<'_>, depth: usize) {
        for item in array.raw_iter() {
            if let MaybeRef::NotRef(object) = item {
                self.read(key, object, depth + 1);
            }
        }
    }

    /// What a dictionary refers to is an object of its own, and is read as such.
    fn dict(&mut self, dict: &Dict<'_>, depth: usize) {
        for (key, value) in dict.entries() {
            if let MaybeRef::NotRef(object) = value {
                self.read(&String::from_utf8_lossy(&key), object, depth + 1);
            }
        }
    }

    fn stream(&mut self, stream: &Stream<'_>, depth: usize) {
        self.dict(stream.dict(), depth);
        let kind = stream.dict().get::<Object<'_>>("Type").and_then(Object::into_name);
        let name = match kind.as_deref() {
            Some(b"EmbeddedFile") => place(self.name, "an attached file"),
            Some(b"Metadata") => place(self.name, "its metadata"),
            _ => return,
        };
        if let Ok(bytes) = stream.decoded() {
            self.texts.extend(read_within(&name, &bytes, self.depth + 1));
        }
    }
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with their marks, else nearly Latin 1.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_right_to_left_are_read_as_they_are_written() {
        let mut glyphs = Glyphs { text: Text::new("x"), pen: None, turned: Turned::default() };
        for shown in ["a", " ", "ב", "א", " ", "לא", "ם", " ", "z"] {
            glyphs.push(shown);
        }
        assert_eq!(glyphs.text.into_words(), "a םלא אב z");
    }
}
