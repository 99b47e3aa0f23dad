//! What is painted on the pages of a PDF.

use hayro_svg::hayro_interpret::font::Glyph;
use hayro_svg::hayro_interpret::hayro_cmap::BfString;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro_svg::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect};
use unicode_bidi::{BidiClass, bidi_class};

use super::super::text::Text;

/// Units of a glyph's own space to an em.
const EM: f64 = 1000.0;
/// How far glyphs may stand apart, in ems, and surely belong to one word.
const TOUCHING: f64 = 0.05;
/// How far they may stand apart and perhaps do: letters are set apart, spaces are set close.
const NEAR: f64 = 0.3;
/// How many paths on a page without text may be letters.
const MANY_PATHS: usize = 40;

/// What is painted on a page.
pub(super) struct Painted {
    /// Its text.
    pub(super) text: Text,
    /// Whether it may show words that are no text: a picture, or very many shapes.
    pub(super) is_picture: bool,
    /// How many letters nothing is said of.
    pub(super) unknown: usize,
}

/// Paints a page.
pub(super) fn painted<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    place: String,
) -> Painted {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, area, cache, page.xref(), settings);
    let mut glyphs = Glyphs::new(Text::new(place));
    interpret_page(page, &mut context, &mut glyphs);
    glyphs.turned.flush(&mut glyphs.text);
    let is_picture = glyphs.read == 0 && (glyphs.pictures > 0 || glyphs.paths > MANY_PATHS);
    Painted { text: glyphs.text, is_picture, unknown: glyphs.unknown }
}

/// Gathers glyphs as text. Where one does not stand where the last one ended, a line ends.
struct Glyphs {
    text: Text,
    /// Where the next glyph stands if it goes on, and the length of an em there.
    pen: Option<(Point, f64)>,
    /// What is read the other way round than it is painted.
    turned: Turned,
    /// How many letters were read.
    read: usize,
    /// How many letters could not be read.
    unknown: usize,
    pictures: usize,
    paths: usize,
}

impl Glyphs {
    fn new(text: Text) -> Self {
        let (read, unknown, pictures, paths) = (0, 0, 0, 0);
        Self { text, pen: None, turned: Turned::default(), read, unknown, pictures, paths }
    }

    fn add(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let (words, advance) = match glyph {
            Glyph::Outline(outline) => (outline.as_unicode(), outline.advance_width()),
            Glyph::Type3(drawn) => (drawn.as_unicode(), None),
        };
        let start = transform * Point::ORIGIN;
        let em = (transform * Point::new(EM, 0.0) - start).hypot();
        let gap = self.pen.map_or(0.0, |(pen, last)| (start - pen).hypot() / em.max(last));
        if gap > NEAR {
            self.turned.flush(&mut self.text);
            self.text.end_line();
        } else if gap > TOUCHING && self.turned.0.is_empty() {
            self.text.seam();
        }
        self.read += usize::from(words.is_some());
        self.unknown += usize::from(words.is_none());
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
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.paths += 1;
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.pictures += 1;
    }
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_right_to_left_are_read_as_they_are_written() {
        let mut glyphs = Glyphs::new(Text::new("x"));
        for shown in ["a", " ", "ב", "א", " ", "לא", "ם", " ", "z"] {
            glyphs.push(shown);
        }
        assert_eq!(glyphs.text.into_words(), "a םלא אב z");
    }
}
