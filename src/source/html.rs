//! What `pack.yaml` says that concerns the HTML file alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::MediaPlace;
use crate::text::size::ByteSize;
use crate::yaml::Located;

/// What concerns the HTML file alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HtmlConfig {
    /// What becomes of videos and sounds.
    pub media: MediaPlace,
    /// The largest video or sound that is put into the file, in megabytes. Larger ones stay links.
    pub media_limit: u32,
    /// What becomes of images.
    pub images: HtmlImages,
    /// Whether the theme's fonts are put into the file, with the characters it uses. Where nothing is
    /// said they are while they take less than 150 kB. Without them readers see fonts of their own
    /// system.
    pub fonts: Option<bool>,
    /// How large the file may be, as `10MB`: its pictures are made smaller until it fits.
    #[serde(rename = "max-size")]
    pub max_size: Option<Located<ByteSize>>,
}

impl Default for HtmlConfig {
    fn default() -> Self {
        Self {
            media: MediaPlace::default(),
            media_limit: 16,
            images: HtmlImages::default(),
            fonts: None,
            max_size: None,
        }
    }
}

/// What becomes of images in HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HtmlImages {
    /// They are kept as they are.
    #[default]
    Original,
    /// They are scaled down to twice the size they are shown at, and written as WebP where that
    /// is smaller.
    Compact,
}
