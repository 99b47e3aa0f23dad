//! Paragraphs: from inlines to lines.
//!
//! [`Paragraph::prepare`] collects the text of all inlines with its styles, cuts it into runs of
//! one direction, script and font, shapes them and finds where lines may end. It is measured and
//! broken as often as needed: a table's cells are measured at several widths.

mod style;

pub use style::{Align, Family, ParagraphStyle};

use super::context::Context;
use super::frame::Frame;
use super::structure::NodeId;
use crate::tree::{Anchor, Inline, Linked};

/// Shapes words and remembers them. Shared by all chapters.
#[derive(Debug, Default)]
pub struct Shaper {}

/// A paragraph that is ready to be broken into lines.
#[derive(Debug)]
pub struct Paragraph {}

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
    /// The footnotes it refers to, in order.
    pub notes: Vec<Anchor>,
    /// The places it holds that can be linked to.
    pub anchors: Vec<Anchor>,
    /// Whether it ends in a hyphen that is not in the source.
    pub hyphenated: bool,
    /// How much its spaces were changed: 1 is all their stretch, -1 all their shrink.
    pub ratio: f32,
    /// By how many points it is wider than the measure; 0 nearly always.
    pub overfull: f32,
}

impl Line {
    /// Its height in points.
    pub fn height(&self) -> f32 {
        self.ascent + self.descent
    }
}

impl Paragraph {
    /// Collects, shapes and finds breaks. Structure for links, emphasis and the like is added
    /// below `parent`, which is the node that every line shows.
    pub fn prepare(
        _content: &[Inline<Linked>],
        _style: &ParagraphStyle,
        _parent: NodeId,
        _context: &mut Context<'_>,
    ) -> Self {
        Self {}
    }

    /// The width in points of the widest part that no line can divide without need.
    pub fn min_width(&self) -> f32 {
        0.0
    }

    /// The width in points that it takes when only its own line breaks are made.
    pub fn max_width(&self) -> f32 {
        0.0
    }

    /// Breaks it into lines of a measure in points. Never empty lines: nothing gives no line.
    pub fn lines(&self, _measure: f32) -> Vec<Line> {
        Vec::new()
    }
}
