//! How figures, tables and listings are numbered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How figures, tables and listings with a caption are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Numbering {
    /// Not at all. References to them say what their captions say.
    None,
    /// Through the whole pack: `3`.
    Pack,
    /// Anew in each chapter, behind its number: `2.3`.
    Chapter,
}
