//! What can stand open while a page is read.

use crate::span::Span;
use crate::text::color::Color;
use crate::tree::{
    Alignment, Attr, Authored, Block, CalloutKind, Cell, CodeLines, Image, Inline, InlineKind,
    ListItem, Media, Row,
};

/// An element that holds others: where Markdown and HTML mean the same, they share one.
#[derive(Clone, Debug)]
pub(in crate::parse) enum Element {
    /// The page itself.
    Root,
    Paragraph,
    Heading {
        level: u8,
    },
    Quote,
    /// A callout; an empty title says that none is shown.
    Callout {
        kind: CalloutKind,
        title: Option<String>,
    },
    /// The caption of the block above.
    CaptionOfBlock,
    List {
        start: Option<u64>,
    },
    Item {
        done: Option<bool>,
    },
    Definitions,
    Term,
    Meaning,
    Table {
        columns: Vec<Alignment>,
    },
    TableRows {
        head: bool,
    },
    Row {
        paint: Paint,
    },
    Cell(CellShape),
    /// The caption of a table or a figure.
    Caption,
    Figure,
    Details {
        open: bool,
    },
    Summary,
    Div,
    /// A footnote.
    Note {
        label: String,
    },
    /// A code block: everything in it is kept as it is.
    Code {
        language: Option<String>,
        lines: CodeLines,
    },
    /// A formula on a line of its own: its source is kept as it is.
    Formula,
    /// Words in a line.
    Words(Wrapper),
    /// How the word before is read (`<rt>`): it stands above, or, outside of `<ruby>`, follows in
    /// brackets.
    Reading,
    Link {
        target: String,
        title: Option<String>,
    },
    /// An image whose alternative text is being read.
    Image(Image<Authored>),
    /// A video or sound; the words in it are for browsers that cannot play it.
    Media {
        media: Media<Authored>,
        /// Whether a place to play it from is known yet.
        found: bool,
    },
    /// Inline code that may hold markup, which is `<code>`.
    InlineCode,
    /// Something that cannot pass, with all that is in it.
    Dropped,
}

/// How a cell lies in its table.
#[derive(Clone, Copy, Debug)]
pub(in crate::parse) struct CellShape {
    pub(in crate::parse) header: bool,
    pub(in crate::parse) alignment: Option<Alignment>,
    pub(in crate::parse) column_span: u16,
    pub(in crate::parse) row_span: u16,
    pub(in crate::parse) paint: Paint,
}

/// The colours that an author gives to a cell, or to a row for all its cells.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::parse) struct Paint {
    pub(in crate::parse) background: Option<Color>,
    pub(in crate::parse) text: Option<Color>,
}

impl Paint {
    /// The same, with the colours of what is around it where it has none of its own.
    pub(super) fn or(self, around: Self) -> Self {
        Self { background: self.background.or(around.background), text: self.text.or(around.text) }
    }
}

impl Default for CellShape {
    fn default() -> Self {
        Self {
            header: false,
            alignment: None,
            column_span: 1,
            row_span: 1,
            paint: Paint::default(),
        }
    }
}

/// The kinds of inline that only say how their words are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Wrapper {
    Emphasis,
    Strong,
    Strike,
    Underline,
    Mark,
    Subscript,
    Superscript,
    Small,
    Keyboard,
    Quoted,
    Ruby,
    Span,
}

impl Wrapper {
    /// The inline that holds `content`.
    pub(super) fn around(self, content: Vec<Inline<Authored>>) -> InlineKind<Authored> {
        match self {
            Self::Emphasis => InlineKind::Emphasis { content },
            Self::Strong => InlineKind::Strong { content },
            Self::Strike => InlineKind::Strike { content },
            Self::Underline => InlineKind::Underline { content },
            Self::Mark => InlineKind::Mark { content },
            Self::Subscript => InlineKind::Subscript { content },
            Self::Superscript => InlineKind::Superscript { content },
            Self::Small => InlineKind::Small { content },
            Self::Keyboard => InlineKind::Keyboard { content },
            Self::Quoted => InlineKind::Quoted { content },
            Self::Ruby if has_reading(&content) => InlineKind::Ruby { content },
            Self::Ruby | Self::Span => InlineKind::Span { content },
        }
    }
}

fn has_reading(content: &[Inline<Authored>]) -> bool {
    content.iter().any(|inline| matches!(inline.kind, InlineKind::Reading { .. }))
}

impl Element {
    /// Whether it stands in a line and can be opened again behind a block.
    pub(super) fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Words(_) | Self::Reading | Self::Link { .. } | Self::Image(_) | Self::InlineCode
        )
    }

    /// Whether it is a block whose space and line ends are kept as they are.
    pub(super) fn is_verbatim_block(&self) -> bool {
        matches!(self, Self::Code { .. } | Self::Formula)
    }

    /// Whether its words are no prose.
    pub(super) fn is_verbatim(&self) -> bool {
        self.is_verbatim_block() || matches!(self, Self::InlineCode)
    }
}

/// An element that is not closed yet.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) element: Element,
    pub(super) attr: Attr,
    /// The tag that opened it; none where Markdown did.
    pub(super) tag: Option<String>,
    /// Whether its end has been seen; it may lie in Markdown that is not closed yet.
    pub(super) ended: bool,
    pub(super) nodes: Vec<Node>,
    pub(super) span: Span,
}

/// A finished part of an open element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Block(Block<Authored>),
    Inline(Inline<Authored>),
    Item(ListItem<Authored>),
    Rows { head: bool, rows: Vec<Row<Authored>> },
    Row(Row<Authored>),
    Cell(Cell<Authored>),
    Term(Vec<Inline<Authored>>, Span),
    Meaning(Vec<Block<Authored>>, Span),
    Caption(Vec<Inline<Authored>>),
    Summary(Vec<Inline<Authored>>),
}
