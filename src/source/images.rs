//! What `pack.yaml` says of the pictures that pages show.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of the pictures that pages show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImagesConfig {
    /// What becomes of what a picture says beside what it shows: where and when it was taken, by
    /// whom, with what.
    pub metadata: PictureMetadata,
}

/// What becomes of the metadata of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PictureMetadata {
    /// It is taken out. Colours stay as they are, and pictures stand upright.
    #[default]
    Strip,
    /// It stays.
    Keep,
}
