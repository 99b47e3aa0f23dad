//! Words over a picture that shows them: found and copied there, and not seen, since the picture has
//! them already.

use krilla::geom::{Point, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use skrifa::MetadataProvider as _;
use skrifa::instance::{self, LocationRef};

use super::font::Fonts;
use super::shape;
use crate::fonts::{FontBook, FontId, Look};
use crate::resolve::{Asset, PictureLine};
use crate::text::color::Color;

/// How far a face's letters are stretched or squeezed to the width of those in the picture.
const STRETCH: (f32, f32) = (0.2, 5.0);

/// The faces that words over pictures may be of.
pub(super) struct Words<'a> {
    book: &'a FontBook,
    faces: Vec<FontId>,
}

/// Words of one face.
struct Run {
    font: FontId,
    text: String,
    glyphs: Vec<KrillaGlyph>,
    /// How wide they are, in ems.
    width: f32,
}

impl<'a> Words<'a> {
    pub(super) fn new(book: &'a FontBook, families: &[String]) -> Self {
        let look = Look { weight: 400, italic: false };
        Self { book, faces: book.chain(families, look, None) }
    }

    /// Paints the words of a picture that is shown in a size, its top left corner at the origin.
    pub(super) fn paint(
        &self,
        surface: &mut Surface<'_>,
        picture: &Asset,
        shown: Size,
        fonts: &mut Fonts<'_>,
    ) {
        if picture.lines.is_empty() {
            return;
        }
        surface.set_stroke(None);
        let unseen =
            krilla::paint::Fill { opacity: NormalizedF32::ZERO, ..shape::fill(Color::BLACK) };
        surface.set_fill(Some(unseen));
        let scale = (shown.width() / picture.width, shown.height() / picture.height);
        surface.push_transform(&Transform::from_scale(scale.0, scale.1));
        for line in &*picture.lines {
            surface.push_transform(&Transform::from_translate(line.x, line.y));
            surface.push_transform(&Transform::from_rotate(line.turn));
            self.line(surface, line, fonts);
            surface.pop();
            surface.pop();
        }
        surface.pop();
    }

    /// Paints a line from the origin to the right.
    fn line(&self, surface: &mut Surface<'_>, line: &PictureLine, fonts: &mut Fonts<'_>) {
        let runs = self.runs(&line.text);
        let natural: f32 = runs.iter().map(|run| run.width).sum::<f32>() * line.size;
        let stretch = if natural > 0.0 { line.length / natural } else { 1.0 };
        surface.push_transform(&Transform::from_scale(stretch.clamp(STRETCH.0, STRETCH.1), 1.0));
        let mut x = 0.0;
        for run in runs {
            if let Some(font) = fonts.get(run.font) {
                let start = Point::from_xy(x, 0.0);
                surface.draw_glyphs(start, &run.glyphs, font, &run.text, line.size, false);
            }
            x += run.width * line.size;
        }
        surface.pop();
    }

    /// A text by the faces that have its characters; what none has is left out.
    fn runs(&self, text: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for character in text.chars() {
            let has = |id: &&FontId| self.book.face(**id).has(character);
            let Some(&font) = self.faces.iter().find(has) else { continue };
            let tables = self.book.face(font).tables();
            let Some(glyph) = tables.charmap().map(character) else { continue };
            let metrics = tables.glyph_metrics(instance::Size::new(1.0), LocationRef::default());
            let advance = metrics.advance_width(glyph).unwrap_or_default();
            if runs.last().is_none_or(|run| run.font != font) {
                runs.push(Run { font, text: String::new(), glyphs: Vec::new(), width: 0.0 });
            }
            let Some(run) = runs.last_mut() else { continue };
            let start = run.text.len();
            run.text.push(character);
            let (id, range) = (GlyphId::new(glyph.to_u32()), start..run.text.len());
            run.glyphs.push(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None));
            run.width += advance;
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_set_in_the_faces_that_have_them() {
        let book = FontBook::shipped();
        let words = Words::new(&book, &["Source Serif 4".to_owned()]);
        let runs = words.runs("No. 7 ⏎\u{10ffff}");
        let texts: Vec<_> = runs.iter().map(|run| &*run.text).collect();
        assert_eq!(texts, ["No. 7 ", "⏎"]);
        assert_eq!(runs[0].glyphs.len(), 6);
        assert!((2.0..4.0).contains(&runs[0].width), "{}", runs[0].width);
    }
}
