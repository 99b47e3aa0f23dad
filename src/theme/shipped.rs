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
        "html/search.css",
        "html/paper.css",
        "html/comforts.js",
        "html/search.js",
        "html/pictures.js",
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::files::{DiskFiles, Files, PackPath};

    /// A file that is not in the list would be in the folder alone.
    #[test]
    fn every_file_of_a_theme_ships() {
        for theme in SHIPPED {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(theme.name);
            let listing = DiskFiles::new(&folder).unwrap().list().unwrap();
            let files = listing.iter().map(PackPath::as_str);
            let mut files: Vec<_> = files.filter(|path| *path != "theme.yaml").collect();
            let mut shipped: Vec<_> = theme.templates.iter().map(|(path, _)| *path).collect();
            files.sort_unstable();
            shipped.sort_unstable();
            assert_eq!(files, shipped, "{}", theme.path);
        }
    }

    #[test]
    fn the_guide_names_every_shortcode() {
        let guide = include_str!("../../docs/writing.md");
        let names = SHIPPED.iter().flat_map(|theme| theme.templates).filter_map(|(path, _)| {
            path.strip_prefix("shortcodes/").and_then(|name| name.strip_suffix(".hbs"))
        });
        for name in names {
            assert!(guide.contains(&format!("`{name}`")), "docs/writing.md lacks `{name}`");
        }
    }
}
