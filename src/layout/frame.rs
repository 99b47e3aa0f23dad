//! What layout hands to painters: a handful of items at places on a page.
//!
//! This is the whole contract between layout and any paged output. Meaning rides along as
//! [`FrameItem::TagStart`] and [`FrameItem::TagEnd`], which bracket the items that a node of the
//! [`Structure`](super::Structure) is shown by.

use std::sync::Arc;

use super::geom::{Point, Rect, Size};
use super::structure::NodeId;
use crate::fonts::FontId;
use crate::theme::Color;
use crate::tree::{Anchor, AssetId};

/// A page's, or a part of a page's, items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How large it is.
    pub size: Size,
    /// The items with their places relative to the frame's top left, in painting order.
    pub items: Vec<(Point, FrameItem)>,
}

impl Frame {
    /// An empty frame.
    pub fn new(size: Size) -> Self {
        Self { size, items: Vec::new() }
    }

    /// Adds an item.
    pub fn push(&mut self, at: Point, item: FrameItem) {
        self.items.push((at, item));
    }

    /// Adds all items of another frame, which is put at `at`.
    pub fn place(&mut self, at: Point, other: Frame) {
        self.items.extend(other.items.into_iter().map(|(point, item)| (at + point, item)));
    }
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum FrameItem {
    /// A run of glyphs; its place is where its baseline starts.
    Text(TextRun),
    /// A run of glyphs that is turned about its place, anticlockwise by degrees.
    Turned(TextRun, f32),
    /// A rectangle, line or path; its place is its origin.
    Shape(Shape),
    /// An image; its place is its top left corner.
    Image(ImageItem),
    /// An area that can be clicked; its place is its top left corner.
    Link(LinkArea),
    /// What follows belongs to this tag, until the matching [`FrameItem::TagEnd`].
    TagStart(Tag),
    /// The end of the innermost tag.
    TagEnd,
}

/// What a bracketed run of items is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Part of the document: shows this node of the structure.
    Node(NodeId),
    /// No part of the document: running heads, rules, leaders, backgrounds.
    Artifact(Artifact),
}

/// The kinds of what is no part of the document (ISO 32000-1, 14.8.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A running head.
    Header,
    /// A running foot.
    Footer,
    /// A watermark.
    Watermark,
    /// Ornament: rules, backgrounds, leaders, repeated table heads.
    Decoration,
}

/// Glyphs of one font, size and colour in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The font, in the [`FontBook`](crate::fonts::FontBook).
    pub font: FontId,
    /// Points per em.
    pub size: f32,
    /// The colour.
    pub fill: Color,
    /// How wide a line is drawn along the glyphs' outlines, in ems, to make them bold; 0 where their
    /// face is as bold as it is wanted.
    pub embolden: f32,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// The words the glyphs show, for copying and reading aloud.
    pub text: Arc<str>,
    /// The language as a BCP 47 tag, where it differs from the pack's.
    pub lang: Option<Arc<str>>,
    /// Whether the run is written from right to left.
    pub rtl: bool,
}

impl TextRun {
    /// The width in points.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * self.size
    }
}

/// A glyph of a run. Measures are in ems.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its index in the font.
    pub id: u16,
    /// How far the next glyph stands, spacing included.
    pub advance: f32,
    /// How far it is moved to the right.
    pub x_offset: f32,
    /// How far it is moved up.
    pub y_offset: f32,
    /// The bytes of the run's text that it shows.
    pub text: std::ops::Range<u32>,
}

/// A rectangle, line or path.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its outline.
    pub geometry: Geometry,
    /// What it is filled with.
    pub fill: Option<Color>,
    /// What it is drawn with.
    pub stroke: Option<Stroke>,
}

impl Shape {
    /// A shape of a colour, without an outline that is drawn.
    pub fn filled(geometry: Geometry, color: Color) -> Self {
        Self { geometry, fill: Some(color), stroke: None }
    }
}

/// The outline of a shape, relative to its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A line to a point.
    Line(Point),
    /// A rectangle with corners of a radius, in points.
    Rect {
        /// How large it is.
        size: Size,
        /// The corners' radius; 0 for square ones.
        radius: f32,
    },
    /// A path.
    Path(Vec<Segment>),
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Starts a new figure.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Cubic(Point, Point, Point),
    /// Back to where the figure started.
    Close,
}

/// How an outline is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub color: Color,
    /// The width in points.
    pub width: f32,
    /// The lengths in points of a dash and a gap; none for a solid line.
    pub dash: Option<(f32, f32)>,
}

/// An image at a size.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageItem {
    /// Which one.
    pub asset: AssetId,
    /// The size it is shown at.
    pub size: Size,
    /// The part of it that is seen, from its own top left corner; all of it where there is none.
    pub window: Option<Rect>,
}

/// An area that can be clicked.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// How large it is.
    pub size: Size,
    /// Where it leads.
    pub to: Destination,
    /// The structure's node of the link. All areas of a link that is broken over lines share it.
    pub node: Option<NodeId>,
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// To a place in the document.
    Anchor(Anchor),
    /// To an address.
    Url(Arc<str>),
}

impl LinkArea {
    /// The area as a rectangle at `at`.
    pub fn rect(&self, at: Point) -> Rect {
        Rect { origin: at, size: self.size }
    }
}

/// A shape that is no part of the document.
pub(crate) fn decoration(at: Point, shape: Shape) -> [(Point, FrameItem); 3] {
    let tag = FrameItem::TagStart(Tag::Artifact(Artifact::Decoration));
    [(at, tag), (at, FrameItem::Shape(shape)), (at, FrameItem::TagEnd)]
}

/// A frame that shows something again: its tags and links are left out, so that it is no part of
/// the document.
pub(crate) fn as_artifact(frame: Frame, kind: Artifact) -> Frame {
    let shown = |item: &(Point, FrameItem)| {
        !matches!(item.1, FrameItem::TagStart(_) | FrameItem::TagEnd | FrameItem::Link(_))
    };
    let mut artifact = Frame::new(frame.size);
    artifact.push(Point::default(), FrameItem::TagStart(Tag::Artifact(kind)));
    artifact.items.extend(frame.items.into_iter().filter(shown));
    artifact.push(Point::default(), FrameItem::TagEnd);
    artifact
}
