//! The cover as themes describe it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Color, PageBox};

/// The cover.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverTokens {
    /// Whether there is one.
    pub show: bool,
    /// The whole page.
    pub background: Color,
    /// Title and all other words.
    pub text: Color,
    /// Ornament.
    pub accent: Color,
    /// Size of the title, as a multiple of the text's.
    pub title_size: f32,
    /// What becomes of the pack's picture for the cover.
    pub picture: CoverPicture,
    /// What stands on it, by names of the theme's own, in the order in which it is painted.
    pub boxes: IndexMap<String, PageBox>,
}

/// What becomes of the pack's picture for the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverPicture {
    /// It takes a part of the page.
    Band,
    /// It takes the whole page.
    Full,
    /// It is not shown.
    None,
}
