//! `pack.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `pack.yaml` says beyond the pack's identity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PackConfig {
    /// The theme: the name of a shipped one, or the path of a folder in the pack.
    pub theme: Option<String>,
    /// Where links lead that leave the pack.
    pub links: LinksConfig,
}

/// Where links lead that leave the pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// The address below which pages outside the pack are found.
    pub base: Option<String>,
}
