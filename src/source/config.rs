//! `pack.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PdfStandard;

/// What `pack.yaml` says beyond the pack's identity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PackConfig {
    /// The theme: the name of a shipped one, or the path of a folder in the pack.
    pub theme: Option<String>,
    /// Where links lead that leave the pack.
    pub links: LinksConfig,
    /// What concerns the PDF alone.
    pub pdf: PdfConfig,
}

/// Where links lead that leave the pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// The address below which pages outside the pack are found.
    pub base: Option<String>,
}

/// What concerns the PDF alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PdfConfig {
    /// What the PDF is to claim and to be held to.
    pub standard: PdfStandard,
}
