//! What `pack.yaml` says that concerns the EPUB alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::MediaPlace;
use crate::text::size::ByteSize;
use crate::yaml::Located;

/// What concerns the EPUB alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EpubConfig {
    /// What becomes of videos and sounds.
    pub media: MediaPlace,
    /// Whether the theme's fonts are put into the book, with the characters it uses. Where nothing is
    /// said they are while they take less than 150 kB. Without them reading systems use their own.
    pub fonts: Option<bool>,
    /// How large the book may be, as `10MB`: its pictures are made smaller until it fits.
    #[serde(rename = "max-size")]
    pub max_size: Option<Located<ByteSize>>,
    /// The series that the book is part of.
    pub series: Option<Series>,
    /// Who else had a part in it, beside the authors.
    pub contributors: Vec<Contributor>,
    /// Who vouches for the book's accessibility.
    pub accessibility: AccessibilityConfig,
}

/// A series of books.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Which of its books this one is.
    pub number: Option<u32>,
}

/// Somebody who had a part in a book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contributor {
    /// The name.
    pub name: String,
    /// The part.
    pub role: ContributorRole,
}

/// The parts that people have in a book (MARC code list for relators).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ContributorRole {
    Editor,
    Translator,
    Illustrator,
    Designer,
    Reviewer,
    Contributor,
}

impl ContributorRole {
    /// The MARC code.
    pub fn marc(self) -> &'static str {
        match self {
            Self::Editor => "edt",
            Self::Translator => "trl",
            Self::Illustrator => "ill",
            Self::Designer => "bkd",
            Self::Reviewer => "rev",
            Self::Contributor => "ctb",
        }
    }
}

/// Who vouches for the book's accessibility (EPUB Accessibility 1.1, 3.5).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccessibilityConfig {
    /// Who checked the book.
    pub certifier: Option<String>,
    /// What entitles them to.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<Located<String>>,
    /// What readers should know, in a sentence or two; it goes before what Recto finds out.
    pub summary: Option<String>,
}
