//! The vertical list: what a chapter is before it is cut into pages.
//!
//! After Knuth's model (The `TeXbook`, chapter 15): boxes of fixed height, glue that stretches and
//! shrinks, and the places where a page may end, each with what ending there would cost. Two items
//! are added to it: containers, whose background, bar or repeated head is drawn on every page that
//! shows a part of them, and marks, which take no room.

pub(crate) mod stack;

use std::ops::Range;
use std::sync::Arc;

use crate::layout::frame::{Frame, FrameItem, Geometry, Shape};
use crate::layout::geom::{Column, Point};
use crate::layout::paragraph_style::Rank;
use crate::layout::quality::LineQuality;
use crate::layout::source_position::SourcePosition;
use crate::theme::Color;
use crate::tree::Anchor;

/// The least share of its natural size that a picture is shown at so that it fits on its page.
pub(crate) const SMALLEST: f32 = 0.75;

/// A chapter's boxes from top to bottom, and the footnotes that its boxes refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct VList {
    /// The items in order.
    pub(crate) items: Vec<VItem>,
    /// The footnotes, in order of first reference.
    pub(crate) notes: Vec<NoteBody>,
}

impl VList {
    /// Where the first of some items that says so was written.
    pub(crate) fn source_of(items: &[VItem]) -> Option<SourcePosition> {
        items.iter().find_map(|item| match item {
            VItem::Box(content) => content.source,
            _ => None,
        })
    }

    /// The height of all items with their natural space, footnotes left out.
    pub(crate) fn natural_height(&self) -> f32 {
        Self::height_of(&self.items)
    }

    /// The height of some items with their natural space, but for space at their ends.
    pub(crate) fn height_of(items: &[VItem]) -> f32 {
        let (mut solid, mut all) = (0.0, 0.0);
        let mut feet = Vec::new();
        let mut begun = false;
        for item in items {
            match item {
                VItem::Box(content) => {
                    all += content.height();
                    solid = all;
                    begun = true;
                }
                VItem::Glue(_) if !begun => {}
                VItem::Glue(glue) => all += glue.natural,
                VItem::Open(container) => {
                    all += container.pad_top;
                    feet.push(container.pad_bottom);
                }
                VItem::Close => {
                    solid += feet.pop().unwrap_or(0.0);
                    all = solid;
                }
                VItem::Break(_) | VItem::Mark(_) => {}
            }
        }
        solid
    }
}

/// One item of a [`VList`].
#[derive(Clone, Debug)]
pub(crate) enum VItem {
    /// Something of fixed height.
    Box(VBox),
    /// Space, dropped at the top and the foot of a page.
    Glue(Glue),
    /// A place where a page may end.
    Break(Break),
    /// Opens a container.
    Open(Container),
    /// Closes the innermost container.
    Close,
    /// Something that goes with the next box and takes no room.
    Mark(Mark),
}

impl VItem {
    /// Puts what it shows so far to the right.
    pub(crate) fn shift(&mut self, by: f32) {
        match self {
            Self::Box(content) => content.x += by,
            Self::Open(container) => {
                container.x += by;
                if let Some((_, bar)) = &mut container.bar {
                    bar.x += by;
                }
                if let Some(head) = &mut container.repeat {
                    Arc::make_mut(head).x += by;
                }
            }
            Self::Glue(_) | Self::Break(_) | Self::Close | Self::Mark(_) => {}
        }
    }
}

/// Something of fixed height that is never cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct VBox {
    /// What is in it; its size is the box's.
    pub(crate) frame: Frame,
    /// How far it stands from the left edge of the type area.
    pub(crate) x: f32,
    /// Where its first line's baseline lies below its top, if it holds text.
    pub(crate) baseline: Option<f32>,
    /// Where what is in it was written.
    pub(crate) source: Option<SourcePosition>,
    /// The footnotes first referred to in it, in [`VList::notes`].
    pub(crate) notes: Range<usize>,
    /// The lines in it, for the report on the layout's quality.
    pub(crate) lines: Vec<LineQuality>,
    /// Where spaces of justified text stand in its line, if it is one.
    pub(crate) gaps: Vec<Range<f32>>,
    /// Whether it is a picture that may be shown a little smaller, so that it fits on its page.
    pub(crate) scales: bool,
}

impl VBox {
    /// The height in points.
    pub(crate) fn height(&self) -> f32 {
        self.frame.size.height
    }

    /// What its picture can give up without getting too small, in points.
    pub(crate) fn give(&self) -> f32 {
        if self.scales { self.height() * (1.0 - SMALLEST) } else { 0.0 }
    }

    /// The box with its picture, and the line around it, scaled about its middle; as wide as before.
    pub(crate) fn scaled(mut self, scale: f32) -> Self {
        let middle = self.frame.size.width / 2.0;
        self.frame.size.height *= scale;
        for (at, item) in &mut self.frame.items {
            *at = Point::new(middle + (at.x - middle) * scale, at.y * scale);
            match item {
                FrameItem::Image(image) => image.size = image.size.scaled(scale),
                FrameItem::Shape(Shape { geometry: Geometry::Rect { size, .. }, .. }) => {
                    *size = size.scaled(scale);
                }
                _ => {}
            }
        }
        self
    }

    /// The box with space above its content.
    pub(crate) fn lowered(mut self, space: f32) -> Self {
        let mut frame = Frame::new(self.frame.size);
        frame.size.height += space;
        frame.place(Point::new(0.0, space), self.frame);
        self.frame = frame;
        self.baseline = self.baseline.map(|baseline| baseline + space);
        self
    }
}

/// Space in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Glue {
    /// What it is by itself.
    pub(crate) natural: f32,
    /// What it may grow by where a page must be filled.
    pub(crate) stretch: f32,
    /// What it may give up where a page would overflow.
    pub(crate) shrink: f32,
}

impl Glue {
    /// Space that neither stretches nor shrinks.
    pub(crate) const fn fixed(natural: f32) -> Self {
        Self { natural, stretch: 0.0, shrink: 0.0 }
    }

    /// Space between blocks, which gives a little both ways.
    pub(crate) fn soft(natural: f32) -> Self {
        Self { natural, stretch: natural * 0.5, shrink: natural * 0.25 }
    }

    /// The larger of two.
    pub(crate) fn max(self, other: Self) -> Self {
        if other.natural > self.natural { other } else { self }
    }

    /// Its size on a page whose glue is set with `ratio`.
    pub(crate) fn set(self, ratio: f32) -> f32 {
        let give = if ratio < 0.0 { self.shrink } else { self.stretch };
        self.natural + give * ratio
    }
}

/// What a page that ends here would tear apart. From the best place to end to the worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Before a chapter that stands below the one before only where all of it fits there.
    Chapter,
    /// A new section starts: a good place.
    Section,
    /// Between two blocks.
    #[default]
    Block,
    /// Between two lines or rows, of which enough stand on either side.
    Line,
    /// A short item or row from its neighbours.
    Tight,
    /// The rows of a small table, of which enough stand on either side, or the lines of a small
    /// panel.
    Small,
    /// The two parts of a word.
    Hyphen,
    /// A table's first or last rows, too few to stand alone, from the others.
    Row,
    /// The first line of a paragraph from the others.
    Orphan,
    /// The last line of a paragraph from the others.
    Widow,
    /// A short paragraph that opens a section from the table or figure that is all it announces.
    Opening,
    /// A line that introduces something from what it introduces.
    LeadIn,
    /// A heading from its section.
    Heading,
    /// What belongs together at any price: a picture and its caption, a short paragraph's lines.
    Together,
    /// The page has to end here.
    Forced(Orientation),
}

/// How the page behind a forced break is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Orientation {
    /// Upright, as the paper is.
    #[default]
    Upright,
    /// Turned by a quarter, for what is too wide.
    Sideways,
}

impl Break {
    /// What ending a page here costs. What is below [`Break::Row`] is ordinary. A small table or
    /// panel is broken rather than that more than about a quarter of the page before it stays
    /// empty, and a row stands alone rather than behind a page that is nearly empty; what is above
    /// is torn only where nothing else fits.
    pub(crate) fn cost(self) -> f64 {
        match self {
            Self::Section => -60.0,
            Self::Chapter | Self::Block | Self::Forced(_) => 0.0,
            Self::Line => 40.0,
            Self::Tight => 370.0,
            Self::Small => 430.0,
            Self::Hyphen => 500.0,
            Self::Row => 8000.0,
            Self::Orphan | Self::Widow => 1e6,
            Self::Opening | Self::LeadIn => 2e6,
            Self::Heading => 4e6,
            Self::Together => 8e6,
        }
    }

    /// Whether a chapter ends here, or all that may stand on a page.
    pub(crate) fn ends_chapter(self) -> bool {
        self == Self::Chapter || self.forced().is_some()
    }

    /// Whether the page must end here.
    pub(crate) fn forced(self) -> Option<Orientation> {
        match self {
            Self::Forced(turn) => Some(turn),
            _ => None,
        }
    }
}

/// What is drawn around items on each page that shows some of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Container {
    /// Its left edge.
    pub(crate) x: f32,
    /// Its width.
    pub(crate) width: f32,
    /// What fills it.
    pub(crate) fill: Option<Color>,
    /// A thin line around it.
    pub(crate) outline: Option<Color>,
    /// A bar from its upper to its lower edge: its colour, and where it stands.
    pub(crate) bar: Option<(Color, Column)>,
    /// The radius of its corners.
    pub(crate) radius: f32,
    /// Space between its upper edge and its first box on a page, also on following pages.
    pub(crate) pad_top: f32,
    /// Space between its last box on a page and its lower edge.
    pub(crate) pad_bottom: f32,
    /// Whether it may move on to the head of the next page while text of its section fills its own,
    /// and the space that then stays between the texts before and behind it.
    pub(crate) floats: Option<Glue>,
    /// What is shown again at the top of each following page, with its distance from the left
    /// edge of the type area.
    pub(crate) repeat: Option<Arc<VBox>>,
}

impl Container {
    /// The room it needs at the top of a page that begins within it.
    pub(crate) fn head_height(&self) -> f32 {
        self.pad_top + self.repeat.as_ref().map_or(0.0, |head| head.height())
    }
}

/// What goes with a box and takes no room.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// A place that can be linked to.
    Place(Anchor),
    /// A heading, for running heads.
    Heading(RunningHeading),
    /// The name of a part that begins here.
    Part(Arc<str>),
    /// A table that has a column that is narrower than its longest word, for the report.
    Crowded,
}

/// What running heads take note of a heading.
#[derive(Clone, Debug)]
pub(crate) struct RunningHeading {
    /// 1 for a chapter's title.
    pub(crate) level: u8,
    /// What it heads.
    pub(crate) rank: Rank,
    /// Its words.
    pub(crate) title: Arc<str>,
    /// What it counts as, where it is a chapter's title.
    pub(crate) number: Option<Arc<str>>,
    /// Whether it opens a part.
    pub(crate) opens_part: bool,
}

/// A footnote: its lines, which may be spread over pages where they must.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoteBody {
    /// Its lines, from top to bottom.
    pub(crate) lines: Vec<VBox>,
    /// Places in it, by the index of the line that they stand at.
    pub(crate) places: Vec<(usize, Anchor)>,
    /// The column they are set in, from the left edge of an upright page's type area.
    pub(crate) column: Column,
}

impl NoteBody {
    /// The height of all its lines.
    pub(crate) fn height(&self) -> f32 {
        self.lines.iter().map(VBox::height).sum()
    }
}
