//! How well a page is set.

use std::fmt;

/// The share of a page that must be empty for it to end with a hole.
const HOLE: f32 = 0.25;
/// The share of a chapter's last page below which it holds next to nothing.
pub(crate) const NEXT_TO_NOTHING: f32 = 0.2;

/// What can be said of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageQuality {
    /// The share of the type area's height that is filled.
    pub fill: f32,
    /// The lines of paragraphs on it, from top to bottom.
    pub lines: Vec<LineQuality>,
    /// What its end tears apart, if it does.
    pub torn: Option<Torn>,
    /// Why it ends.
    pub end: PageEnd,
    /// Whether the page has to end where it does: the chapter ends, the author or a wide table
    /// breaks it, or what follows does not fit up to the next place where a break tears nothing
    /// apart.
    pub must_end: bool,
    /// How far its content is higher than the type area, in points.
    pub overfull: f32,
    /// How many pictures reach beyond the type area.
    pub outside: usize,
    /// How many pictures have fewer dots to the inch than print asks for.
    pub coarse: usize,
    /// How many tables on it have a column that is narrower than its longest word.
    pub crowded: usize,
}

impl PageQuality {
    /// Whether more than a quarter of it is empty although its chapter goes on.
    pub fn ends_with_a_hole(&self) -> bool {
        self.end == PageEnd::Full && self.fill < 1.0 - HOLE
    }

    /// Whether next to nothing is left for it of its chapter.
    pub fn is_nearly_empty(&self) -> bool {
        self.end == PageEnd::Chapter && self.fill < NEXT_TO_NOTHING
    }
}

/// Why a page ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageEnd {
    /// It is full, or what follows does not fit.
    #[default]
    Full,
    /// The pages of its chapter end with it.
    Chapter,
    /// It would whatever is on it: the author or a wide table asks for a new page, or it is one by
    /// itself, as a cover or a chapter of one page is.
    Asked,
}

/// A line's part in its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineQuality {
    /// Its place among the paragraph's lines, from 0.
    pub index: usize,
    /// How many lines the paragraph has.
    pub count: usize,
    /// How far its spaces are stretched (above 0) or shrunk (below 0), 1 being all they can give.
    pub ratio: f32,
    /// Whether it ends within a word.
    pub hyphenated: bool,
    /// Whether it is the last of several lines of running text and holds a single word.
    pub runt: bool,
    /// How far it is wider than it may be, in points.
    pub overfull: f32,
    /// How many rivers have run down to it and become long enough to be seen in it: white through
    /// four lines of justified text or more, from each space between words to one that lies below
    /// it by at least half of the narrower one's width.
    pub rivers: usize,
}

/// What should not be torn apart by a page's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Torn {
    /// A paragraph's first line from the others.
    Orphan,
    /// A paragraph's last line from the others.
    Widow,
    /// A heading from its section.
    Heading,
    /// A line that introduces something from what it introduces.
    LeadIn,
    /// What belongs together at any price.
    Together,
}

impl fmt::Display for Torn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Orphan => "ends with an orphan",
            Self::Widow => "leaves a widow",
            Self::Heading => "ends with a heading",
            Self::LeadIn => "ends with a lead-in",
            Self::Together => "tears apart what belongs together",
        })
    }
}
