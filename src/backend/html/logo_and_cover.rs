//! What marks the file as the pack's: its logo, the cover's picture, classification and watermark.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::markup::dom::Element;
use crate::resolve::AssetStore;
use crate::text::balanced;
use crate::theme::css::string;
use crate::tree::{AssetId, PackMeta};

/// The most letters on a line of a watermark that has several words.
const MOST_LETTERS: usize = 30;

/// A picture that says nothing beside the title it stands above.
pub(super) fn picture(assets: &AssetStore, id: Option<AssetId>, class: &str) -> Option<Element> {
    let asset = assets.get(id?);
    let mut address = format!("data:{};base64,", asset.format.media_type());
    STANDARD.encode_string(&asset.bytes, &mut address);
    let picture = Element::new("img").class(class).attr("src", address).attr("alt", "");
    let (width, height) = (asset.width.round(), asset.height.round());
    Some(picture.attr("width", width.to_string()).attr("height", height.to_string()))
}

/// The watermark across the window and every printed page, and the classification at the head of
/// every printed page. They are no part of the text, so they are no elements.
///
/// They come last and weigh most: a theme decides how they look, not whether they are there.
pub(super) fn marking_rules(meta: &PackMeta) -> String {
    let watermark = meta.watermark.as_ref().map(|words| {
        let lines = balanced(words, MOST_LETTERS);
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let size = 190.0 / longest.max(4) as f32;
        let words = string(&lines.join("\n"));
        // Not every browser knows words for those who do not see; the first `content` is for them.
        format!(
            "body::after {{ content: {words} !important; content: {words} / \"\" !important; \
             display: grid !important; visibility: visible !important; white-space: pre; \
             text-align: center; font-size: {size:.2}vmin; }}\n"
        )
    });
    let classification = meta.classification.as_ref().map(|words| {
        let words = string(words);
        format!(
            "@media screen {{ .banner {{ display: block !important; visibility: visible \
             !important; }} }}\n\
             @page {{ @top-center {{ content: {words}; font: 600 8pt sans-serif; }} }}\n"
        )
    });
    watermark.into_iter().chain(classification).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_end_the_style_element() {
        let meta = PackMeta {
            watermark: Some("</style> \"so\"".to_owned()),
            classification: Some("A\\B".to_owned()),
            ..PackMeta::default()
        };
        let rules = marking_rules(&meta);
        assert!(rules.contains("content: \"\\3c /style> \\22 so\\22 \" !important;"), "{rules}");
        assert!(rules.contains("@top-center { content: \"A\\5c B\";"), "{rules}");
        assert_eq!(marking_rules(&PackMeta::default()), "");
    }

    #[test]
    fn a_long_watermark_stands_on_lines_of_its_own() {
        let words = "For the board of Fernwick and its auditors alone";
        let meta = PackMeta { watermark: Some(words.to_owned()), ..PackMeta::default() };
        let rules = marking_rules(&meta);
        assert!(rules.contains("For the board of Fernwick\\a and its auditors alone"), "{rules}");
        assert!(rules.contains("font-size: 7.60vmin"), "{rules}");
    }
}
