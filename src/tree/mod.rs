//! The document tree: what every page means, free of how it was written or will be shown.
//!
//! The tree is small and owned. [`Block`] and [`Inline`] are different types, one [`Attr`] absorbs
//! the exotic, and every node carries the [`Span`](crate::span::Span) it came from. It is generic over a [`Stage`]:
//! the same shapes hold what an author wrote ([`Authored`]) and what the resolver made of it
//! ([`Linked`]), but a backend cannot be handed an unresolved tree, since it is another type.

mod asset;
mod attr;
mod block;
mod code;
pub mod dump;
mod formula;
mod image;
mod inline;
mod meta;
mod node_key;
mod quotation;
mod reference;
mod role;
mod size;
mod stage;
mod table;
pub mod walk;

pub use asset::{AssetId, Relationship};
pub use attr::Attr;
pub use block::{
    Alignment, Block, BlockKind, CalloutKind, Cell, CellColors, Definition, ListItem, Media,
    MediaKind, Note, Row, Table,
};
pub use code::{CodeLines, CodeWord, Listing, WordKind};
pub use formula::Formula;
pub use image::Image;
pub use inline::{Inline, InlineKind, WITH_PAGE, plain_text, reading_brackets, title_text};
pub use meta::{PackMeta, PageMeta, TocDepth, Typed};
pub use node_key::NodeKey;
pub use quotation::Quotation;
pub use reference::{Cited, CrossReference, Lead, Never, Referable};
pub use role::{Matter, PageRole};
pub use size::{Bounds, Dimension, NaturalSize};
pub use stage::{
    Anchor, Authored, Linked, LinkedMedia, NoteLabel, NoteMark, Picture, Readable, Stage, Target,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::FileId;

/// A pack: ordered pages and what is said about them as a whole.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"), rename_all = "camelCase")]
#[schemars(bound = "")]
pub struct Pack<S: Stage> {
    /// Title, authors, dates and the like.
    pub meta: PackMeta,
    /// The pages in reading order.
    pub pages: Vec<Page<S>>,
}

/// One page: a Markdown file with its place in the pack.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(bound(serialize = "", deserialize = "S: Readable"), rename_all = "camelCase")]
#[schemars(bound = "")]
pub struct Page<S: Stage> {
    /// The file the page was read from.
    pub file: FileId,
    /// Path below the pack without its ending, with `/` between names: `section/security`.
    pub key: String,
    /// The id of the page as a whole.
    pub anchor: S::Anchor,
    /// What its front matter says.
    pub meta: PageMeta,
    /// How many pages stand above it; 0 for a top-level page.
    pub depth: u8,
    /// The title of the part that opens with this page, where one does.
    pub part: Option<String>,
    /// The heading that the page opens with. What the page is called elsewhere, in contents,
    /// outlines, running heads and links to the next page, is `meta.title`.
    pub title: Vec<Inline<S>>,
    /// Whether the title is a heading of the page's own text.
    #[serde(skip)]
    pub headed: bool,
    /// Whether front matter or a navigation says what the page is called; else its title does.
    #[serde(skip)]
    pub named: bool,
    /// The body, without the title.
    pub blocks: Vec<Block<S>>,
    /// The footnotes, in order of definition (authored) or of first reference (linked).
    pub notes: Vec<Note<S>>,
}

/// How many levels a heading stands below the title of its page, by its level in the linked tree and
/// the depth of the page; 0 for the title itself.
pub fn rank(level: u8, depth: u8) -> u8 {
    level.saturating_sub(depth.saturating_add(1))
}

impl<S: Stage> Page<S> {
    /// Calls a page that nobody gave a name by what its title says.
    pub fn take_name_from_title(&mut self) {
        if !self.named {
            self.meta.title = title_text(&self.title);
        }
    }
}
