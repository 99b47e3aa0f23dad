//! The themes in `themes/`, compiled in.

/// A theme that comes with Recto.
#[derive(Debug)]
pub(super) struct Shipped {
    /// Its name.
    pub(super) name: &'static str,
    /// The path of its tokens, for messages.
    pub(super) path: &'static str,
    /// Its `theme.yaml`.
    pub(super) tokens: &'static str,
    /// Its templates by path in the theme.
    pub(super) templates: &'static [(&'static str, &'static str)],
}

macro_rules! shipped {
    ($name:literal, [$($template:literal),* $(,)?]) => {
        Shipped {
            name: $name,
            path: concat!("themes/", $name, "/theme.yaml"),
            tokens: include_str!(concat!("../../themes/", $name, "/theme.yaml")),
            templates: &[
                $(($template, include_str!(concat!("../../themes/", $name, "/", $template))),)*
            ],
        }
    };
}

/// Every shipped theme; the first one is the base of all others.
pub(super) const SHIPPED: &[Shipped] = &[shipped!(
    "default",
    [
        "html/document.hbs",
        "html/contents.hbs",
        "html/appearance.hbs",
        "html/opening.hbs",
        "html/facts.hbs",
        "html/page.hbs",
        "html/closing.hbs",
        "html/style.css",
        "html/comforts.js",
        "epub/page.hbs",
        "epub/title.hbs",
        "epub/colors.css",
        "epub/style.css",
        "shared/code.css",
        "shared/colors.css",
        "shortcodes/admonition.hbs",
        "shortcodes/alert.hbs",
        "shortcodes/callout.hbs",
        "shortcodes/caution.hbs",
        "shortcodes/code-toggle.hbs",
        "shortcodes/code.hbs",
        "shortcodes/danger.hbs",
        "shortcodes/details.hbs",
        "shortcodes/figure.hbs",
        "shortcodes/gist.hbs",
        "shortcodes/highlight.hbs",
        "shortcodes/hint.hbs",
        "shortcodes/image_container.hbs",
        "shortcodes/important.hbs",
        "shortcodes/info.hbs",
        "shortcodes/note.hbs",
        "shortcodes/notice.hbs",
        "shortcodes/ref.hbs",
        "shortcodes/relref.hbs",
        "shortcodes/tab.hbs",
        "shortcodes/tabpane.hbs",
        "shortcodes/tabs.hbs",
        "shortcodes/tip.hbs",
        "shortcodes/video.hbs",
        "shortcodes/vimeo.hbs",
        "shortcodes/warning.hbs",
        "shortcodes/youtube.hbs",
    ]
)];

/// The shipped theme of that name.
pub(super) fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|theme| theme.name == name)
}
