//! Themes: one set of typed tokens that feeds all three outputs, templates and shortcodes.

pub mod css;
mod labels;
mod load;
mod shipped;
mod template;
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
