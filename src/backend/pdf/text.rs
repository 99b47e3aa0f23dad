//! Runs of glyphs, with the words they show.

use std::ops::Range;

use krilla::geom::Point;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::shape;
use crate::layout::frame::{Glyph, Stroke, TextRun};

/// Paints a run from its baseline's start.
///
/// Every glyph is mapped to the words it shows, so that what is copied and read aloud is the
/// text and not its shapes: krilla writes the mapping as `ToUnicode`, and as `ActualText` where one
/// glyph stands for different words in different places (ISO 32000-1, 9.10 and 14.9.4).
pub(super) fn paint(
    surface: &mut Surface<'_>,
    at: Point,
    run: &TextRun,
    font: Font,
    location: Option<Location>,
) {
    let glyphs: Vec<KrillaGlyph> =
        run.glyphs.iter().map(|glyph| to_krilla(glyph, &run.text, location)).collect();
    surface.set_fill(Some(shape::fill(run.fill)));
    let along = Stroke { color: run.fill, width: run.embolden * run.size, dash: None };
    surface.set_stroke((run.embolden > 0.0).then(|| shape::stroke(&along)));
    surface.draw_glyphs(at, &glyphs, font, &run.text, run.size, false);
}

fn to_krilla(glyph: &Glyph, text: &str, location: Option<Location>) -> KrillaGlyph {
    KrillaGlyph::new(
        GlyphId::new(u32::from(glyph.id)),
        glyph.advance,
        glyph.x_offset,
        glyph.y_offset,
        0.0,
        within(&glyph.text, text),
        location,
    )
}

/// The range cut to what the text has, so that slicing with it is safe.
fn within(range: &Range<u32>, text: &str) -> Range<usize> {
    let boundary = |offset: u32| text.floor_char_boundary((offset as usize).min(text.len()));
    let start = boundary(range.start);
    start..boundary(range.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_never_shows_more_than_its_run_says() {
        assert_eq!(within(&(0..2), "fi"), 0..2);
        assert_eq!(within(&(1..9), "zö"), 1..3);
        assert_eq!(within(&(2..3), "zö"), 1..3);
    }
}
