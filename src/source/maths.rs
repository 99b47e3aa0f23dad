//! Which signs stand around the formulas of a folder's pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dialect::Dialect;

/// The signs that stand around formulas. Each pair but `Off` has `` $`…`$ `` and ```` ```math ````
/// with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MathDelimiters {
    /// None: every dollar sign is one.
    Off,
    /// `$…$` and `$$…$$`.
    Dollars,
    /// `\(…\)` and `\[…\]`, also with two backslashes, and `$$…$$` as `MathJax` has it.
    Brackets,
    /// All of them.
    #[default]
    Both,
}

impl MathDelimiters {
    /// Whether `$` stands around a formula in a line.
    pub(crate) fn has_dollars(self) -> bool {
        matches!(self, Self::Dollars | Self::Both)
    }

    /// Whether `\(` and `\[` open formulas.
    pub(crate) fn has_brackets(self) -> bool {
        matches!(self, Self::Brackets | Self::Both)
    }
}

/// The formulas of a folder's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Formulas {
    /// The signs that stand around them.
    pub delimiters: MathDelimiters,
    /// Whether all that stands between brackets is a formula, since the tool of the folder says so;
    /// else it must read like one.
    pub brackets_are_meant: bool,
}

impl Formulas {
    /// Those that the settings of a folder's tool ask for, else those that the tool reads by itself.
    /// `MkDocs` and mdBook have none then, and GitBook no brackets.
    pub(super) fn of(dialect: Dialect, asked: Option<Self>) -> Self {
        asked.unwrap_or_else(|| match dialect {
            Dialect::MdBook | Dialect::MkDocs => MathDelimiters::Off.into(),
            Dialect::GitBook => MathDelimiters::Dollars.into(),
            Dialect::Plain
            | Dialect::Docusaurus
            | Dialect::Hugo
            | Dialect::Jekyll
            | Dialect::Azure
            | Dialect::Wiki => MathDelimiters::Both.into(),
        })
    }
}

impl From<MathDelimiters> for Formulas {
    fn from(delimiters: MathDelimiters) -> Self {
        Self { delimiters, brackets_are_meant: false }
    }
}
