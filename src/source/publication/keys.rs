//! The keys that can hold a page back, and what their values mean.

use unicode_normalization::UnicodeNormalization;

use crate::yaml::{Node, Scalar, ScalarKind, Value};

/// Every key that can hold a page back, as [`canonical`] has it. `cascade` does so for the pages
/// below.
///
/// * `draft`, `publishDate`, `expiryDate` and their other names, `headless`, `build` and
///   `cascade`: <https://gohugo.io/content-management/front-matter/>
/// * `published`: <https://jekyllrb.com/docs/front-matter/>
/// * `unlisted`: <https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs>
/// * `publish`: <https://help.obsidian.md/publish/publish>
/// * `nav_exclude`: <https://just-the-docs.com/docs/navigation/exclude/>
/// * `sidebar.hidden`: <https://starlight.astro.build/reference/frontmatter/#sidebar>
/// * `private` and `hidden` are keys of themes; whoever writes them means what they say.
/// * `permalink: false` and `eleventyExcludeFromCollections`:
///   <https://www.11ty.dev/docs/permalinks/>, <https://www.11ty.dev/docs/collections/>
/// * `render: false`: <https://www.getzola.org/documentation/content/page/>
///
/// [`FROM`] and [`UNTIL`] are those of nobody's that name a day.
const KEYS: [&str; 20] = [
    "build",
    "cascade",
    "date",
    "draft",
    "eleventyexcludefromcollections",
    "expirydate",
    "headless",
    "hidden",
    "navexclude",
    "permalink",
    "private",
    "pubdate",
    "publish",
    "publishdate",
    "published",
    "render",
    "sidebar",
    "unlisted",
    "unpublishdate",
    "unpublished",
];

/// Keys of nobody's that name the day from which a page is published.
pub(super) const FROM: [&str; 12] = [
    "availablefrom",
    "embargo",
    "embargodate",
    "embargoeduntil",
    "embargountil",
    "golive",
    "publishat",
    "publishedat",
    "publishedon",
    "publishon",
    "releaseat",
    "releaseon",
];

/// Keys of nobody's that name the day from which a page is no longer published.
pub(super) const UNTIL: [&str; 9] = [
    "expirationdate",
    "expire",
    "expires",
    "expiresat",
    "expireson",
    "expiry",
    "unpublishat",
    "unpublishedon",
    "unpublishon",
];

/// Whether a key of front matter can hold its page back.
pub(in crate::source) fn concerns(key: &str) -> bool {
    KEYS.contains(&canonical(key).as_str()) || may_name_day(key)
}

/// Whether a key is one of nobody's under which a day counts, and nothing else.
pub(in crate::source) fn may_name_day(key: &str) -> bool {
    let key = canonical(key);
    FROM.iter().chain(&UNTIL).any(|known| *known == key)
}

/// Whether a key of front matter says yes or no to its page, and nothing else.
pub(in crate::source) fn is_flag(key: &str) -> bool {
    ["draft", "headless", "hidden", "private", "publish", "published", "unlisted"]
        .contains(&canonical(key).as_str())
}

/// A key without what people and tools write differently: `_build`, `publish_date`, `publishDate` and
/// the wide letters of Chinese keyboards are `build` and `publishdate`.
pub(in crate::source) fn canonical(key: &str) -> String {
    key.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A yes or no, however it is written.
pub(in crate::source) fn truth(node: &Node) -> Option<bool> {
    let Value::Scalar(Scalar { kind, text }) = &node.value else { return None };
    if let ScalarKind::Bool(value) = kind {
        return Some(*value);
    }
    truth_of(text)
}

/// A yes or no in a text.
pub(in crate::source) fn truth_of(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}
