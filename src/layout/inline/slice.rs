//! The parts of a line, before they become glyphs at places.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::Level;

use super::content::Object;
use super::itemize::Atom;
use crate::layout::geom::Size;
use crate::layout::shaper::{Shaped, Shaping};

/// A part of an atom on a line, with its place.
pub(super) struct Slice<'p> {
    pub(super) atom: &'p Atom,
    /// The bytes of the paragraph's text that it shows; empty for an added hyphen.
    pub(super) range: Range<usize>,
    pub(super) level: Level,
    pub(super) ink: Ink,
    /// Its left edge, in points from that of the frame.
    pub(super) x: f32,
    /// In points.
    pub(super) width: f32,
    /// What a justified line may stretch it by, or shrink it by, in points.
    pub(super) flex: (f64, f64),
    /// The part of the width that is empty, behind its last glyph.
    pub(super) behind: f32,
}

/// What a slice shows.
pub(super) enum Ink {
    /// Glyphs in a font.
    Glyphs(Shaping, Arc<Shaped>),
    /// A space as wide as the slice.
    Space(Shaping, Arc<Shaped>),
    /// A hyphen that is not in the source.
    Hyphen(Shaping, Arc<Shaped>),
    /// An image of a size.
    Object(Object, Size),
}
