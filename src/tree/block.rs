//! What stands on its own lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attr, CodeLines, Image, Inline, Readable, Stage};
use crate::span::Span;
use crate::text::color::Color;

/// A block: a paragraph, a list, a table.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Block<S: Stage> {
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind<S>,
    /// Identifier, classes and keys.
    #[serde(default, skip_serializing_if = "Attr::is_none")]
    pub attr: Attr,
    /// Where it was written.
    pub span: Span,
}

impl<S: Stage> Block<S> {
    /// A block without attributes.
    pub fn new(kind: BlockKind<S>, span: Span) -> Self {
        Self { kind, attr: Attr::none(), span }
    }
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(
    bound(serialize = "", deserialize = "S: Readable"),
    tag = "type",
    rename_all = "kebab-case"
)]
#[schemars(bound = "")]
pub enum BlockKind<S: Stage> {
    /// `## Words {#id}`.
    Heading {
        /// The level as written, 1 to 6 (authored); below the page's title, whose own level is
        /// its depth plus 1, without gaps and without a bound (linked).
        level: u8,
        /// The id.
        anchor: S::Anchor,
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline<S>>,
    },
    /// Words that are no paragraph: in a tight list's item or a table's cell.
    Plain {
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// `* item` or `1. item`.
    List {
        /// The first number of an ordered list; none for a bulleted one.
        start: Option<u64>,
        /// Whether items stand without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem<S>>,
    },
    /// Terms with what they mean.
    Definitions {
        /// The entries.
        entries: Vec<Definition<S>>,
    },
    /// `> quoted`.
    Quote {
        /// What is quoted.
        blocks: Vec<Block<S>>,
    },
    /// `> [!NOTE]` and its kin.
    Callout {
        /// Which kind.
        kind: CalloutKind,
        /// A title in place of the kind's own name.
        title: Option<Vec<Inline<S>>>,
        /// What it says.
        blocks: Vec<Block<S>>,
    },
    /// A fenced or indented code block.
    Code {
        /// The first word of the info string, in lower case.
        language: Option<String>,
        /// The code, without the last line's end.
        text: S::Listing,
        /// How its lines are shown.
        #[serde(default, skip_serializing_if = "CodeLines::is_plain")]
        lines: CodeLines,
    },
    /// `$$ … $$`.
    Math {
        /// The formula.
        tex: S::Formula,
    },
    /// A table.
    Table {
        /// The table.
        table: Table<S>,
    },
    /// Something shown with a caption: an image alone in its paragraph, `<figure>`.
    Figure {
        /// What is shown.
        blocks: Vec<Block<S>>,
        /// What is said of it; may be empty.
        caption: Vec<Inline<S>>,
    },
    /// An image that stands as a block, inside a figure.
    Image {
        /// The image.
        image: Image<S>,
    },
    /// A video or sound.
    Media {
        /// The video or sound.
        media: Media<S>,
    },
    /// `<details>`: shown whole on paper.
    Details {
        /// The line that is always shown.
        summary: Vec<Inline<S>>,
        /// Whether it starts out open.
        open: bool,
        /// What it hides.
        blocks: Vec<Block<S>>,
    },
    /// `---`.
    Rule,
    /// A new printed page from here on.
    PageBreak,
    /// Blocks with attributes and nothing else: `<div>`, `<center>` (class `center`).
    Div {
        /// The blocks.
        blocks: Vec<Block<S>>,
    },
}

impl<S: Stage> BlockKind<S> {
    /// Whether a printed page that starts with it starts among words in it; else the page starts
    /// before it as a whole.
    pub fn starts_in_words(&self) -> bool {
        match self {
            Self::Paragraph { .. } | Self::Plain { .. } | Self::Div { .. } => true,
            Self::Heading { .. }
            | Self::List { .. }
            | Self::Definitions { .. }
            | Self::Quote { .. }
            | Self::Callout { .. }
            | Self::Code { .. }
            | Self::Math { .. }
            | Self::Table { .. }
            | Self::Figure { .. }
            | Self::Image { .. }
            | Self::Media { .. }
            | Self::Details { .. }
            | Self::Rule
            | Self::PageBreak => false,
        }
    }

    /// Holds it to what its type cannot say: how deep headings go, how many columns a table has.
    pub fn hold_to_form(&mut self) {
        match self {
            Self::Heading { level, .. } => *level = (*level).clamp(1, 6),
            Self::Table { table } => {
                let rows = table.head.iter_mut().chain(&mut table.body);
                for cell in rows.flat_map(|row| &mut row.cells) {
                    cell.column_span = cell.column_span.max(1);
                }
                table.fit();
            }
            Self::Paragraph { .. }
            | Self::Plain { .. }
            | Self::List { .. }
            | Self::Definitions { .. }
            | Self::Quote { .. }
            | Self::Callout { .. }
            | Self::Code { .. }
            | Self::Math { .. }
            | Self::Figure { .. }
            | Self::Image { .. }
            | Self::Media { .. }
            | Self::Details { .. }
            | Self::Rule
            | Self::PageBreak
            | Self::Div { .. } => {}
        }
    }
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct ListItem<S: Stage> {
    /// Whether a task is done; none where the item is no task.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block<S>>,
    /// Where it was written.
    pub span: Span,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Definition<S: Stage> {
    /// The term.
    pub term: Vec<Inline<S>>,
    /// Its meanings, one or more, each of blocks.
    pub details: Vec<Vec<Block<S>>>,
    /// Where it was written.
    pub span: Span,
}

/// The kinds of callout, which are GitHub's alerts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CalloutKind {
    /// Useful to know.
    Note,
    /// A better way.
    Tip,
    /// Needed to succeed.
    Important,
    /// Needs care at once.
    Warning,
    /// Has a risk.
    Caution,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Table<S: Stage> {
    /// What is said of it; may be empty.
    pub caption: Vec<Inline<S>>,
    /// How each column is aligned; as many as the table has columns.
    pub columns: Vec<Alignment>,
    /// The rows that are repeated on every page; may be empty.
    pub head: Vec<Row<S>>,
    /// The other rows.
    pub body: Vec<Row<S>>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Row<S: Stage> {
    /// The cells that start in this row. A place that a cell of an earlier row covers has none.
    pub cells: Vec<Cell<S>>,
    /// Where it was written.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"), rename_all = "camelCase")]
#[schemars(bound = "")]
pub struct Cell<S: Stage> {
    /// What it says.
    pub blocks: Vec<Block<S>>,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How it is aligned, where that differs from its column.
    pub alignment: Option<Alignment>,
    /// Its own colours, where the author gave it some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colors: Option<CellColors>,
    /// How many columns it covers, at least 1.
    pub column_span: u16,
    /// How many rows it covers, at least 1.
    pub row_span: u16,
    /// Where it was written.
    pub span: Span,
}

/// The colours of a cell. The words can be read on the background.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
pub struct CellColors {
    /// What is behind the words.
    pub background: Color,
    /// The colour of all its words.
    pub text: Color,
}

/// Where words stand in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// Where the writing starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where the writing ends.
    End,
}

/// A video or sound.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Media<S: Stage> {
    /// Which of the two.
    pub kind: MediaKind,
    /// What is played.
    pub source: S::Media,
    /// What it is called, where the author says.
    pub title: Option<String>,
    /// A picture to show in its place.
    pub poster: Option<S::Picture>,
}

/// Whether something is seen or only heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MediaKind {
    /// Moving pictures.
    Video,
    /// Sound alone.
    Audio,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"))]
#[schemars(bound = "")]
pub struct Note<S: Stage> {
    /// What it is called.
    pub label: S::NoteLabel,
    /// What it says.
    pub blocks: Vec<Block<S>>,
    /// Where it was written.
    pub span: Span,
}
