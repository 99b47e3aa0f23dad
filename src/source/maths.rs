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
    /// Those that the tool of a folder reads where its pages are not said to be read otherwise. An
    /// mdBook and a folder of `MkDocs` have formulas only where their settings ask for them; an
    /// mdBook's `MathJax` knows no single dollar.
    pub(super) fn of(dialect: Dialect, has_formulas: bool) -> Self {
        match dialect {
            Dialect::MdBook if has_formulas => Self::Brackets,
            Dialect::MkDocs if has_formulas => Self::Both,
            Dialect::MdBook | Dialect::MkDocs => Self::Off,
            Dialect::Plain
            | Dialect::Docusaurus
            | Dialect::Hugo
            | Dialect::Jekyll
            | Dialect::GitBook
            | Dialect::Azure => Self::Both,
        }
    }

    /// Whether `$` stands around a formula in a line.
    pub(crate) fn has_dollars(self) -> bool {
        matches!(self, Self::Dollars | Self::Both)
    }

    /// Whether `\(` and `\[` open formulas.
    pub(crate) fn has_brackets(self) -> bool {
        matches!(self, Self::Brackets | Self::Both)
    }
}
