//! The two stages a tree goes through, and the types that differ between them.

use std::fmt::Debug;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{AssetId, CrossReference, Formula, Listing, Never};

/// What a reference is at one stage of the pipeline.
///
/// Shapes that do not depend on the stage are shared; what does is an associated type, so that
/// the compiler tells an authored tree from a linked one.
pub trait Stage: Clone + Copy + Debug + PartialEq + JsonSchema + 'static {
    /// The id of a page or heading.
    type Anchor: Value;
    /// Where a link leads.
    type Target: Value;
    /// What an image shows.
    type Picture: Value;
    /// What a video or sound is.
    type Media: Value;
    /// What a footnote mark refers to.
    type NoteMark: Value;
    /// What a footnote is called.
    type NoteLabel: Value;
    /// A reference to a figure, table, listing or section.
    type CrossReference: Value + AsRef<str>;
    /// The words of a block of code.
    type Listing: Value + AsRef<str>;
    /// A formula.
    type Formula: Value + AsRef<str>;
}

/// What every stage-dependent type can do.
pub trait Value: Clone + Debug + PartialEq + Serialize + JsonSchema + Send + Sync {}
impl<T: Clone + Debug + PartialEq + Serialize + JsonSchema + Send + Sync> Value for T {}

/// A stage whose trees can be read from JSON: the authored one, since what a resolver vouches for is
/// not to be had otherwise.
pub trait Readable:
    Stage<
        Anchor: DeserializeOwned,
        Target: DeserializeOwned,
        Picture: DeserializeOwned,
        Media: DeserializeOwned,
        NoteMark: DeserializeOwned,
        NoteLabel: DeserializeOwned,
        CrossReference: DeserializeOwned,
        Listing: DeserializeOwned,
        Formula: DeserializeOwned,
    >
{
}

impl Readable for Authored {}

/// As written: references are the author's own words.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
pub enum Authored {}

impl Stage for Authored {
    /// The id from `{#id}`, where the author gave one.
    type Anchor = Option<String>;
    /// The address as written.
    type Target = String;
    /// The path as written.
    type Picture = String;
    /// The path or address as written.
    type Media = String;
    /// The label between `[^` and `]`.
    type NoteMark = String;
    /// The label between `[^` and `]:`.
    type NoteLabel = String;
    /// What it names, as written.
    type CrossReference = CrossReference;
    /// The code, without the last line's end.
    type Listing = String;
    /// The TeX source, with the pack's macros written out.
    type Formula = String;
}

/// As resolved: every reference leads somewhere, or says that it does not.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
pub enum Linked {}

impl Stage for Linked {
    type Anchor = Anchor;
    type Target = Target;
    type Picture = Picture;
    type Media = LinkedMedia;
    type NoteMark = NoteMark;
    type NoteLabel = NoteLabel;
    type CrossReference = Never;
    type Listing = Listing;
    type Formula = Formula;
}

/// An id that is unique in the pack and valid in every output: an XML name without a colon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Anchor(String);

impl Anchor {
    /// Wraps an id that the resolver has made unique and valid.
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where a link leads. A link that leads nowhere is no link: the resolver leaves its words.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "to", rename_all = "kebab-case")]
pub enum Target {
    /// To a place in the pack.
    Internal {
        /// The place; always one that exists.
        anchor: Anchor,
        /// Whether the number of its page is printed behind the link's words, on paper.
        #[serde(rename = "withPage", skip_serializing_if = "std::ops::Not::not")]
        with_page: bool,
    },
    /// To an address outside: `https`, `http`, `mailto` or `tel`.
    External {
        /// The address, percent-encoded.
        url: String,
    },
    /// To a file that the document carries along.
    Attached {
        /// Its place in the asset store's list of attached files, from 0.
        file: usize,
        /// Where the document lists it. The link at that very place has this id itself.
        entry: Anchor,
    },
}

impl Target {
    /// A place in the pack.
    pub(crate) fn place(anchor: Anchor) -> Self {
        Self::Internal { anchor, with_page: false }
    }
}

/// What an image shows.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Picture {
    /// A loaded and checked image.
    Asset {
        /// Its key in the asset store.
        asset: AssetId,
    },
    /// An image that could not be used: outputs show a box that says so.
    Missing {
        /// The path as written, for the label.
        name: String,
    },
}

/// What a video or sound is. Where neither `asset` nor `url` is there, only the name is shown.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LinkedMedia {
    /// A name to show: its title, or the file's name made readable.
    pub name: String,
    /// The loaded file, for outputs that embed it.
    pub asset: Option<AssetId>,
    /// Where it can be watched or fetched.
    pub url: Option<String>,
}

/// A footnote mark in the text.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NoteMark {
    /// The printed number, from 1 in each page of the pack.
    pub number: u32,
    /// The footnote it refers to.
    pub note: Anchor,
    /// The id of the mark itself, for the way back.
    pub mark: Anchor,
}

/// The head of a footnote.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NoteLabel {
    /// The printed number, from 1 in each page of the pack.
    pub number: u32,
    /// The id of the footnote.
    pub anchor: Anchor,
    /// The marks that refer to it; never empty.
    pub marks: Vec<Anchor>,
}
