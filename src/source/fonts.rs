//! Where a document's fonts may come from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a document's fonts may come from, beside the shipped ones and the pack's folder `fonts`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FontsConfig {
    /// Whether characters that none of those has may be set in fonts of the system, which makes the
    /// documents depend on the machine; they may where nothing is said.
    pub system: Option<bool>,
}

impl FontsConfig {
    /// Whether fonts of the system may be used.
    pub(crate) fn allow_system(&self) -> bool {
        self.system.unwrap_or(true)
    }
}
