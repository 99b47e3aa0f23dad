//! Themes: one set of typed tokens that feeds all three outputs, templates and shortcodes.

mod labels;
mod tokens;
mod units;

use indexmap::IndexMap;

pub use labels::Label;
pub use tokens::{
    Background, CalloutColors, CalloutTokens, ChapterStart, CodePalette, CodeTokens,
    ContentsTokens, CoverTokens, FontTokens, FrontMatter, HeadingTokens, NamedSize, PageTokens,
    Palette, PaperSize, RunningTokens, TableTokens, TextTokens, Tokens,
};
pub use units::{Color, Length};

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// What it is called.
    pub name: String,
    /// Its tokens.
    pub tokens: Tokens,
    /// Handlebars templates by path in the theme: `html/document.hbs`, `epub/page.hbs`,
    /// `shortcodes/youtube.hbs`.
    pub templates: IndexMap<String, String>,
}

const DEFAULT_TOKENS: &str = include_str!("../../themes/default/theme.yaml");

impl Theme {
    /// The shipped theme that every other one starts from.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn shipped() -> Self {
        let tokens = serde_saphyr::from_str(DEFAULT_TOKENS)
            .expect("the shipped theme is valid, as a test checks");
        Self { name: "default".to_owned(), tokens, templates: IndexMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_theme_is_valid() {
        assert_eq!(Theme::shipped().tokens.page.size, PaperSize::Named(NamedSize::A4));
    }
}
