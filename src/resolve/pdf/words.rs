//! The words of a page of a PDF: each line with its place.
//!
//! A page is shown as a picture, in which nobody finds a word. Outputs put its lines over the picture
//! or beside it.

use hayro_svg::hayro_interpret::font::Glyph;
use hayro_svg::hayro_interpret::hayro_cmap::BfString;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt as _, interpret_page,
};
use hayro_svg::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Vec2};
use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization as _;

use super::super::assets::PictureLine;
use crate::limits::{self, Meter};

/// Units of a glyph's outline to an em (ISO 32000-1, 9.2.4).
const UNITS: f64 = 1000.0;
/// How far from the end of a line, in ems, a glyph starts that is another word, that is of another
/// line, and how far beside it one may stand: raised signs belong to their line.
const WORD_GAP: f64 = 0.15;
const LINE_GAP: f64 = 2.5;
const BACKWARD: f64 = 0.6;
const BESIDE: f64 = 0.6;
/// The advance of a glyph that says none, in ems.
const ADVANCE: f64 = 0.5;
/// Words drawn once more this close, in ems, are meant to look bold.
const OVERPRINT: f64 = 0.1;

/// The lines of a page in the order in which it draws them, in points from its top left corner.
pub(super) fn lines(page: &Page<'_>) -> Vec<PictureLine> {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, area, &cache, page.xref(), settings);
    let mut reader =
        Reader { area, left: Meter::of(limits::PDF_WORDS), lines: Vec::new(), open: None };
    interpret_page(page, &mut context, &mut reader);
    reader.close();
    reader.lines
}

/// Takes note of glyphs while a page is painted.
struct Reader {
    area: Rect,
    left: Meter,
    lines: Vec<PictureLine>,
    open: Option<Line>,
}

/// A line to which glyphs are added.
struct Line {
    text: String,
    start: Point,
    end: Point,
    /// Where it runs, one long.
    along: Vec2,
    size: f64,
    /// The glyph that was added last, and where it stands.
    last: (String, Point),
}

/// A glyph with the words that it stands for.
struct Placed {
    text: String,
    at: Point,
    along: Vec2,
    advance: f64,
    size: f64,
}

impl Placed {
    /// Where and how large a glyph is that is drawn by a transform from its own units to the page.
    fn new(glyph: &Glyph<'_>, transform: Affine) -> Option<Self> {
        let text = match glyph.as_unicode()? {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        };
        let at = transform * Point::ORIGIN;
        let along = transform * Point::new(1.0, 0.0) - at;
        let upward = transform * Point::new(0.0, 1.0) - at;
        let size = upward.hypot() * UNITS;
        let units = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let advance = along.hypot() * units.unwrap_or(ADVANCE * UNITS);
        let is_plain = [at.x, at.y, size, advance].iter().all(|value| value.is_finite());
        let is_seen = size > f64::EPSILON && along.hypot() > f64::EPSILON;
        (is_plain && is_seen).then(|| Self { text, at, along: along.normalize(), advance, size })
    }
}

impl Reader {
    fn add(&mut self, glyph: Placed) {
        let text: String = glyph.text.chars().filter(|it| is_word(*it)).collect();
        if text.is_empty()
            || !self.area.contains(glyph.at)
            || self.left.count(text.len() as u64).is_err()
        {
            return;
        }
        if self.open.as_ref().is_some_and(|line| line.is_said_again(&text, &glyph)) {
            return;
        }
        match &mut self.open {
            Some(line) if line.goes_on_with(&glyph) => line.push(text, &glyph),
            _ => {
                self.close();
                self.open = Some(Line::of(text, &glyph));
            }
        }
    }

    fn close(&mut self) {
        let Some(line) = self.open.take() else { return };
        let text = logical(line.text.trim_end());
        if text.trim().is_empty() {
            return;
        }
        self.lines.push(PictureLine {
            text,
            x: line.start.x as f32,
            y: line.start.y as f32,
            turn: line.along.atan2().to_degrees() as f32,
            length: (line.end - line.start).hypot() as f32,
            size: line.size as f32,
        });
    }
}

impl Line {
    fn of(text: String, glyph: &Placed) -> Self {
        Self {
            last: (text.clone(), glyph.at),
            text,
            start: glyph.at,
            end: glyph.at + glyph.along * glyph.advance,
            along: glyph.along,
            size: glyph.size,
        }
    }

    fn is_said_again(&self, text: &str, glyph: &Placed) -> bool {
        let (last, at) = &self.last;
        last == text && (glyph.at - *at).hypot() < OVERPRINT * self.size
    }

    fn goes_on_with(&self, glyph: &Placed) -> bool {
        let gap = glyph.at - self.end;
        let (ahead, beside) = (gap.dot(self.along), gap.cross(self.along));
        self.along.dot(glyph.along) > 0.99
            && beside.abs() < BESIDE * self.size
            && (-BACKWARD * self.size..LINE_GAP * self.size).contains(&ahead)
    }

    fn push(&mut self, text: String, glyph: &Placed) {
        let ahead = (glyph.at - self.end).dot(self.along);
        let has_space = self.text.ends_with(' ') || text.starts_with(' ');
        if ahead > WORD_GAP * self.size && !has_space {
            self.text.push(' ');
        }
        self.text.push_str(&text);
        let end = glyph.at + glyph.along * glyph.advance;
        // Raised signs do not tilt their line.
        self.end = self.start + self.along * (end - self.start).dot(self.along);
        self.last = (text, glyph.at);
    }
}

/// Whether a character is one of words; fonts without a table give others.
fn is_word(character: char) -> bool {
    let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    !character.is_control() && !is_private && character != char::REPLACEMENT_CHARACTER
}

/// A line whose glyphs stand in the order of their places, in the order in which it is read, with
/// letters for the ligatures that stand for them.
fn logical(placed: &str) -> String {
    let letters = |character: char| match character {
        '\u{fb00}'..='\u{fb06}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            character.nfkc().collect::<String>()
        }
        '\u{a0}' => " ".to_owned(),
        other => other.to_string(),
    };
    let text: String = placed.chars().map(letters).collect::<String>().nfc().collect();
    let bidi = BidiInfo::new(&text, Some(Level::rtl()));
    let Some(paragraph) = bidi.paragraphs.first() else { return text };
    let is_rtl = BidiInfo::new(&text, None).paragraphs.first().is_some_and(|it| it.level.is_rtl());
    if !is_rtl {
        return text;
    }
    bidi.reorder_line(paragraph, paragraph.range.clone()).into_owned()
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if let Some(placed) = Placed::new(glyph, transform * glyph_transform) {
            self.add(placed);
        }
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::bounded_pdf;

    /// The lines of a page that is drawn by a stream of operators.
    fn read(content: &str) -> Vec<PictureLine> {
        let mut pdf = String::from("%PDF-1.4\n");
        let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R\
             /Resources<</Font<</F 5 0 R>>>>>>",
            &stream,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ];
        for (object, number) in objects.iter().zip(1..) {
            let _ = write!(pdf, "{number} 0 obj\n{object}\nendobj\n");
        }
        pdf += "trailer <</Size 6/Root 1 0 R>>\n%%EOF";
        bounded_pdf::with(pdf.as_bytes(), |pdf| lines(&pdf.pages()[0])).unwrap()
    }

    fn texts(content: &str) -> Vec<String> {
        read(content).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_have_their_words_and_places() {
        let lines = read("BT /F 10 Tf 20 80 Td (Certificate No. 7) Tj 0 -12 Td (valid) Tj ET");
        let [first, second] = &lines[..] else { panic!("{lines:?}") };
        assert_eq!((&*first.text, &*second.text), ("Certificate No. 7", "valid"));
        assert_eq!((first.x, first.y, first.turn, first.size), (20.0, 20.0, 0.0, 10.0));
        assert!((60.0..100.0).contains(&first.length), "{first:?}");
        assert_eq!((second.x, second.y), (20.0, 32.0));
    }

    #[test]
    fn words_that_are_set_apart_are_words_and_columns_are_lines() {
        let apart = "BT /F 10 Tf 20 80 Td [(Two)-300(words) -5000 (column)] TJ ET";
        assert_eq!(texts(apart), ["Two words", "column"]);
        let letters = "BT /F 10 Tf 20 80 Td [(T)20(wo)] TJ 4 Ts (2) Tj ET";
        assert_eq!(texts(letters), ["Two2"]);
    }

    #[test]
    fn what_is_drawn_twice_or_outside_is_said_once_or_not() {
        let bold = "BT /F 10 Tf 20 80 Td (a) Tj ET BT /F 10 Tf 20.2 80 Td (a) Tj ET";
        assert_eq!(texts(bold), ["a"]);
        assert_eq!(texts("BT /F 10 Tf 2 Tr 20 80 Td (all) Tj ET"), ["all"]);
        assert_eq!(
            texts("BT /F 10 Tf 3 Tr 20 80 Td (read by machines) Tj ET"),
            ["read by machines"]
        );
        assert!(texts("BT /F 10 Tf 20 180 Td (outside) Tj ET").is_empty());
    }

    #[test]
    fn lines_that_run_upwards_say_so() {
        let lines = read("BT /F 10 Tf 0 1 -1 0 50 20 Tm (up) Tj ET");
        assert_eq!((&*lines[0].text, lines[0].turn), ("up", -90.0));
    }

    #[test]
    fn lines_are_read_in_their_own_direction_and_letter_by_letter() {
        assert_eq!(logical("םולש 27"), "27 שלום");
        assert_eq!(logical("o\u{fb03}ce"), "office");
        assert_eq!(logical("plain, שלום"), "plain, שלום");
    }
}
