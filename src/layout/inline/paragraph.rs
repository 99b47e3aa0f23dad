//! A paragraph whose words are shaped, and a line of it.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::Level;

use super::content::{Content, Piece, TextStyle, Wrap};
use super::itemize::Atom;
use crate::fonts::{FontBook, FontId, Metrics};
use crate::layout::frame::{Frame, Tag};
use crate::layout::geom::Size;
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::shaper::Shaper;
use crate::layout::source_position::SourcePosition;
use crate::text::language::Direction;
use crate::tree::Anchor;

/// Differences below this many points are none.
pub(super) const EPSILON: f64 = 0.01;

/// A paragraph that is ready to be broken into lines.
#[derive(Debug)]
pub struct Paragraph<'a> {
    pub(super) content: Content,
    pub(super) atoms: Vec<Atom>,
    /// The direction of the whole: even from left to right, odd from right to left.
    pub(super) base: Level,
    /// Whether its lines start at the right.
    pub(super) starts_right: bool,
    pub(super) style: ParagraphStyle,
    pub(super) lang: Arc<str>,
    /// The paragraph's own face, which its lines' heights come from.
    pub(super) face: FontId,
    /// What every line is part of.
    pub(super) tag: Tag,
    pub(super) pack_lang: Arc<str>,
    pub(super) fonts: &'a FontBook,
    pub(super) shaper: &'a Shaper,
}

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is on it; as wide as the measure it was set to, as high as ascent and descent. Its
    /// items are bracketed by tags, so that it can be placed on any page.
    pub frame: Frame,
    /// The distance in points from its top to its baseline; half of the leading is in it.
    pub ascent: f32,
    /// The distance in points from its baseline to its bottom.
    pub descent: f32,
    /// How wide its words are, in points, without indent.
    pub width: f32,
    /// Where its words were written.
    pub source: Option<SourcePosition>,
    /// The footnotes it refers to, in order.
    pub notes: Vec<Anchor>,
    /// The places it holds that can be linked to.
    pub anchors: Vec<Anchor>,
    /// Whether it ends in a hyphen that is not in the source.
    pub hyphenated: bool,
    /// Whether it is the last of several lines of running text and holds a single word.
    pub runt: bool,
    /// How much its spaces were changed: 1 is all their stretch, -1 all their shrink.
    pub ratio: f32,
    /// By how many points it is wider than the measure; 0 nearly always.
    pub overfull: f32,
    /// Where the spaces between its words stand, in points from its left edge; none where they keep
    /// their natural width because the text is ragged.
    pub gaps: Vec<Range<f32>>,
}

impl Line {
    /// Its height in points.
    pub fn height(&self) -> f32 {
        self.ascent + self.descent
    }
}

impl Paragraph<'_> {
    /// The paragraph with lines that start where texts of a direction do, whatever its own words
    /// are: among others that it is to stand in line with.
    #[must_use]
    pub fn starting(mut self, direction: Direction) -> Self {
        self.starts_right = direction == Direction::RightToLeft;
        self
    }

    /// Whether its words are read from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.base.is_rtl()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty() && self.content.places.is_empty()
    }

    /// A line with nothing on it.
    pub(super) fn blank(&self, measure: f32) -> Line {
        let (ascent, descent) = self.strut();
        Line {
            frame: Frame::new(Size::new(measure, ascent + descent)),
            ascent,
            descent,
            width: 0.0,
            source: None,
            notes: Vec::new(),
            anchors: Vec::new(),
            hyphenated: false,
            runt: false,
            ratio: 0.0,
            overfull: 0.0,
            gaps: Vec::new(),
        }
    }

    pub(super) fn indent(&self, first: bool) -> f32 {
        if first { self.style.indent } else { self.style.turn_indent }
    }

    pub(super) fn piece(&self, atom: &Atom) -> &Piece {
        &self.content.pieces[atom.piece]
    }

    pub(super) fn text_style(&self, atom: &Atom) -> &TextStyle {
        &self.content.styles[self.piece(atom).style]
    }

    pub(super) fn wrap(&self, atom: &Atom) -> Wrap {
        self.text_style(atom).wrap
    }

    /// The measures of a style's first face.
    pub(super) fn metrics(&self, style: &TextStyle) -> Metrics {
        self.fonts.face(style.faces.first().copied().unwrap_or(FontId(0))).metrics
    }

    /// The measures of the paragraph's own face.
    pub(super) fn face_metrics(&self) -> Metrics {
        self.fonts.face(self.face).metrics
    }

    /// What every line has at least above and below its baseline, in points.
    pub(super) fn strut(&self) -> (f32, f32) {
        let metrics = self.face_metrics();
        let (ascent, descent) =
            (metrics.ascent * self.style.size, metrics.descent * self.style.size);
        let half = (self.style.leading - ascent - descent) / 2.0;
        (ascent + half, descent + half)
    }
}
