//! The text of a paragraph with styles, structure and objects beside it.

use std::ops::Range;
use std::sync::Arc;

use crate::fonts::FontId;
use crate::layout::frame::{Destination, Frame};
use crate::layout::geom::Size;
use crate::layout::maths::Formula;
use crate::layout::shaper::{LangTag, Tracking};
use crate::layout::source_position::SourcePosition;
use crate::layout::structure::NodeId;
use crate::text::language::Direction;
use crate::theme::{Color, FontFeatures};
use crate::tree::{Anchor, AssetId, Dimension, NodeKey};

/// A line's end that the author asked for, in the collected text.
pub(super) const LINE_END: char = '\u{2028}';
/// Stands for an image in the collected text.
pub(super) const OBJECT: char = '\u{fffc}';
/// Stands for a part of a formula in the collected text. As a letter, so that no line ends between
/// a formula and the punctuation or words that it is joined to.
pub(super) const FORMULA: char = '\u{e000}';
/// Stands for the room between two parts of a formula, which falls away where a line ends in it.
pub(super) const FORMULA_GAP: char = '\u{205f}';
/// Stand for gaps before and behind words in the collected text. They are brackets, so that no
/// line ends between a gap and its words, and spaces around both are spaces as usual.
pub(super) const GAPS: [char; 2] = ['\u{2e55}', '\u{2e56}'];

/// The text of a paragraph and what is known of its parts.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The text; gaps, images and line ends have a character each.
    pub(super) text: String,
    /// Consecutive parts of the text, all of it.
    pub(super) pieces: Vec<Piece>,
    pub(super) styles: Vec<TextStyle>,
    pub(super) scopes: Vec<Scope>,
    pub(super) decorations: Vec<Decoration>,
    /// What stands at bytes of the text, in order.
    pub(super) places: Vec<(usize, Place)>,
    /// Where parts of the text were written, in order.
    pub(super) sources: Vec<Source>,
    /// Parts of the text with a direction of their own: that of their first letter where none is
    /// named.
    pub(super) isolates: Vec<(Range<usize>, Option<Direction>)>,
    /// Bytes of the text before which no line may end, in order.
    pub(super) glued: Vec<usize>,
    /// Readings that stand above parts of the text, in order.
    pub(super) readings: Vec<Reading>,
    /// Whether it is a line of a block of code, which is written from left to right.
    pub(super) is_code: bool,
}

/// A part of the text in one style and place of the structure.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    /// An index into [`Content::styles`].
    pub(super) style: usize,
    /// An index into [`Content::scopes`]; none directly below the paragraph's own node.
    pub(super) scope: Option<usize>,
    /// What is there in place of text.
    pub(super) object: Option<Object>,
}

/// Something in a line that is no text.
#[derive(Clone, Debug)]
pub(super) enum Object {
    /// An image; sizes in points, before it is fitted into a line, and the room that it has at most.
    Image { asset: AssetId, width: f32, height: f32, wanted: Option<Dimension>, room: Size },
    /// An empty width in points.
    Gap(f32),
    /// A formula, or a part of one that no line divides.
    Formula(Arc<Formula>),
}

/// Where the text from a byte on was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// The byte.
    pub(super) at: usize,
    /// The inline, or the block of code.
    pub(super) node: NodeKey,
    /// How many bytes of its words stand before.
    pub(super) offset: usize,
}

/// How a piece of text looks and wraps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextStyle {
    /// The faces to try for each character.
    pub(super) faces: Arc<[FontId]>,
    /// The weight that is wanted, from 100 to 900.
    pub(super) weight: u16,
    /// Points per em.
    pub(super) size: f32,
    pub(super) color: Color,
    /// How far the baseline is raised, in points.
    pub(super) rise: f32,
    pub(super) lang: Arc<str>,
    pub(super) shaping_lang: LangTag,
    pub(super) features: FontFeatures,
    pub(super) tracking: Tracking,
    pub(super) wrap: Wrap,
}

/// Where lines may end inside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// At syllables.
    Hyphenate,
    /// Nowhere, but that addresses are broken as code is.
    Words,
    /// After punctuation; spaces keep their width.
    Code,
}

/// How a part of the text is read, which stands above it.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The part.
    pub(super) of: Range<usize>,
    /// What stands above, with its width and the distance from its top to its baseline, in points.
    pub(super) frame: Arc<Frame>,
    pub(super) width: f32,
    pub(super) ascent: f32,
}

/// A node of the structure that pieces belong to.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) node: Option<NodeId>,
    pub(super) parent: Option<usize>,
    pub(super) link: Option<Destination>,
}

/// A line or box drawn along a range of the text.
#[derive(Clone, Debug)]
pub(super) struct Decoration {
    pub(super) range: Range<usize>,
    pub(super) kind: DecorationKind,
    pub(super) color: Color,
}

/// The kinds of decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecorationKind {
    Underline,
    /// The finer line under links.
    LinkLine,
    Strike,
    /// An area behind the words.
    Highlight,
    /// An outline around the words.
    Outline,
    /// A dot above or below each character.
    Dots {
        below: bool,
    },
}

/// What stands at a byte of the text.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// A place that can be linked to.
    Anchor(Anchor),
    /// A reference to a footnote.
    Note(Anchor),
}

impl Object {
    /// Its size in a line of a measure, in points: as wide as its author wants, never wider than
    /// the line.
    pub(super) fn fitted(&self, measure: Option<f32>) -> Size {
        let (width, height, wanted, room) = match *self {
            Self::Gap(width) => return Size::new(width, 0.0),
            Self::Formula(ref formula) => return Size::new(formula.width, formula.height()),
            Self::Image { width, height, wanted, room, .. } => (width, height, wanted, room),
        };
        let wanted = match wanted {
            Some(Dimension::Px(pixels)) => pixels * 0.75,
            Some(Dimension::Pt(points)) => points,
            Some(Dimension::Percent(share)) => measure.map_or(width, |all| all * share / 100.0),
            None => width,
        };
        let most = measure.unwrap_or(f32::INFINITY).min(room.width);
        let fitted = wanted.max(0.0).min(most);
        if width <= 0.0 {
            return Size::new(fitted, height.min(room.height));
        }
        let tall = height * fitted / width;
        let share = if tall > room.height { room.height / tall } else { 1.0 };
        Size::new(fitted * share, tall * share)
    }
}

impl Content {
    /// Whether a byte lies between a gap and the words it belongs to.
    pub(super) fn within_gaps(&self, at: usize) -> bool {
        self.text[..at].ends_with(GAPS[0]) || self.text[at..].starts_with(GAPS[1])
    }

    /// Where the text at a byte was written.
    pub(super) fn source(&self, at: usize) -> Option<SourcePosition> {
        let behind = self.sources.partition_point(|source| source.at <= at);
        let source = self.sources[..behind].last()?;
        Some(SourcePosition::Node { node: source.node, offset: source.offset + at - source.at })
    }

    /// Drops the space at the text's end.
    pub(super) fn trim(&mut self) {
        let end = self.text.trim_end_matches([' ', LINE_END]).len();
        self.text.truncate(end);
        self.pieces.retain(|piece| piece.range.start < end);
        if let Some(last) = self.pieces.last_mut() {
            last.range.end = end;
        }
        for decoration in &mut self.decorations {
            decoration.range.end = decoration.range.end.min(end);
        }
        for (at, _) in &mut self.places {
            *at = (*at).min(end);
        }
    }
}
