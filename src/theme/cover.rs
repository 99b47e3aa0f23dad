//! The cover as themes describe it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Color, PageBox, PageKind};

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
    /// The whole page by night. Without it a cover of dark words gets dark as pages do, and one of
    /// light words stays as it is.
    #[serde(default)]
    pub dark_background: Option<Color>,
    /// Title and all other words by night.
    #[serde(default)]
    pub dark_text: Option<Color>,
    /// Ornament by night.
    #[serde(default)]
    pub dark_accent: Option<Color>,
    /// Size of the title, as a multiple of the text's.
    pub title_size: f32,
    /// What becomes of the pack's picture for the cover.
    pub picture: CoverPicture,
    /// What stands on it, by names of the theme's own, in the order in which it is painted.
    pub boxes: IndexMap<String, PageBox>,
}

impl CoverTokens {
    /// The kind of cover that a pack has, with a picture of its own or without.
    pub fn kind(&self, has_picture: bool) -> PageKind {
        match self.picture {
            CoverPicture::Band if has_picture => PageKind::Band,
            CoverPicture::Full if has_picture => PageKind::Full,
            CoverPicture::Band | CoverPicture::Full | CoverPicture::None => PageKind::Plain,
        }
    }

    /// Whether it is another one by night.
    pub fn turns_dark(&self) -> bool {
        let light = |color: Color| color.contrast(Color::BLACK);
        light(self.background) > light(self.text)
    }
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
