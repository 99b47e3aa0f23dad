//! Formulas that were read.

use schemars::JsonSchema;
use serde::Serialize;

use super::Listing;
use crate::maths::Node;

/// A formula: its source, and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Formula {
    /// The TeX source, with the pack's macros written out.
    pub source: Listing,
    /// Its parts; none where the source is not understood, and is shown in their place.
    #[serde(skip)]
    pub nodes: Option<Vec<Node>>,
}

impl AsRef<str> for Formula {
    fn as_ref(&self) -> &str {
        &self.source.text
    }
}
