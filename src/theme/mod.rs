//! Themes: one set of typed tokens that feeds all three outputs, templates and shortcodes.

mod bounds;
mod boxes;
mod cover;
pub mod css;
mod expansion;
mod explain;
mod features;
mod fields;
mod labels;
mod load;
mod looks;
mod media;
mod paper;
mod pattern;
mod pictures;
pub mod schema;
mod shipped;
pub(crate) mod steps;
mod template;
mod tokens;
mod units;
mod unread;
mod words;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::yaml::Node;

pub use crate::text::color::Color;
pub use boxes::{
    BoxAlign, BoxFamily, BoxLine, Fit, Measure, Outline, PageBox, PageKind, Paint, Paints, Within,
};
pub(crate) use boxes::{BoxWords, words};
pub use cover::{CoverPicture, CoverTokens};
pub(crate) use expansion::{endless, nests_too_deep};
pub use explain::Explained;
pub use features::{FontFeature, FontFeatures};
pub use fields::{Field, FieldText};
pub use labels::Label;
pub(crate) use load::SCRIPTS;
pub use looks::{
    CalloutLook, CaptionNumbering, CaptionTokens, FigureTokens, HeadingLook, Ink, LinkTokens,
    PanelTokens, QuoteLook, TableHead, TableLines, TitleAlign, TitleMark, TitleTokens,
};
pub use media::Medium;
pub use paper::PaperSize;
pub use pattern::{Named, Part, Pattern};
pub use pictures::BoxPicture;
pub use template::Templates;
pub(crate) use template::{ENDLESS, TOO_DEEP, unfillable, unreadable};
pub use tokens::{
    Background, CalloutColors, CalloutTokens, ChapterStart, ClassificationBand, CodePalette,
    CodeTokens, ContentsTokens, FeatureTokens, FontTokens, FrontMatter, HeadingTokens,
    OutlineTokens, PageTokens, Palette, RunningLines, RunningTokens, TableTokens, TextTokens,
    Tokens,
};
pub use units::Length;

/// The file that makes a folder a theme.
pub const FILE: &str = "theme.yaml";

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// What it is called.
    pub name: String,
    /// Its tokens, as the PDF has them.
    pub tokens: Tokens,
    /// Handlebars templates by path in the theme: `html/document.hbs`, `epub/page.hbs`,
    /// `shortcodes/youtube.hbs`.
    pub templates: IndexMap<String, String>,
    /// Its pictures by path in the theme: `pictures/rings.svg`.
    pub pictures: IndexMap<String, Arc<[u8]>>,
    /// Its tokens as they are written, with their places.
    node: Node,
    /// The theme as HTML and EPUB have it, where that differs.
    variants: media::Variants,
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = include_str!("../../docs/themes.md");

    #[test]
    fn the_guide_names_every_token() {
        let schema = schemars::schema_for!(Tokens).to_value();
        let groups = schema["properties"].as_object().unwrap();
        for (group, value) in groups {
            assert!(GUIDE.contains(&format!("`{group}`")), "docs/themes.md lacks `{group}`");
            let definition = value["$ref"].as_str().map(|path| path.replace("#/$defs/", ""));
            // Those whose keys have keys of their own are described in words.
            let Some(name) = definition.filter(|name| name != "CalloutTokens") else { continue };
            for key in schema["$defs"][&name]["properties"].as_object().unwrap().keys() {
                let key = if group == "dark" {
                    format!("colors.{key}")
                } else {
                    format!("{group}.{key}")
                };
                assert!(GUIDE.contains(&format!("`{key}`")), "docs/themes.md lacks `{key}`");
            }
        }
    }

    #[test]
    fn the_guide_names_every_label_and_template() {
        let theme = Theme::shipped();
        let templates = theme.templates.keys().filter(|name| !name.starts_with("shortcodes/"));
        let labels = Label::ALL.iter().map(|label| label.as_str());
        for name in labels.chain(templates.map(String::as_str)) {
            assert!(GUIDE.contains(&format!("| `{name}` |")), "docs/themes.md lacks `{name}`");
        }
    }

    #[test]
    fn the_guide_s_example_is_a_theme() {
        let yaml = GUIDE.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
        let files = crate::files::MemoryFiles::new().with("brand/theme.yaml", yaml.unwrap());
        let theme = Theme::load("brand", &files, &mut crate::span::Sources::default(), false);
        assert_eq!(theme.diagnostics, Vec::new());
        assert_eq!(theme.value.label("en", Label::Contents), "In this pack");
    }
}
