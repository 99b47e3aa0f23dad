//! What marks the file as the pack's: its logo, the cover's picture, classification and watermark.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::markup::dom::Element;
use crate::resolve::AssetStore;
use crate::theme::css::string;
use crate::tree::{AssetId, PackMeta};

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
pub(super) fn marking_rules(meta: &PackMeta) -> String {
    let watermark = meta.watermark.as_ref().map(|words| {
        let length = words.chars().count().max(4);
        let size = 190.0 / length as f32;
        let words = string(words);
        // Not every browser knows words for those who do not see; the first `content` is for them.
        format!(
            "body::after {{ content: {words}; content: {words} / \"\"; font-size: {size:.2}vmin; }}\n"
        )
    });
    let classification = meta.classification.as_ref().map(|words| {
        let words = string(words);
        format!("@page {{ @top-center {{ content: {words}; font: 600 8pt sans-serif; }} }}\n")
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
        assert!(rules.contains("content: \"\\3c /style> \\22 so\\22 \";"), "{rules}");
        assert!(rules.contains("@top-center { content: \"A\\5c B\";"), "{rules}");
        assert_eq!(marking_rules(&PackMeta::default()), "");
    }
}
