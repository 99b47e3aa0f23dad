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
    /// Its pictures, the same way.
    pub(super) pictures: &'static [(&'static str, &'static [u8])],
}

/// Every shipped theme; the first one is the base of all others. The build script lists them.
pub(super) const SHIPPED: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The shipped theme of that name.
pub(super) fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|theme| theme.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_theme_is_the_base_of_all_others() {
        assert_eq!(SHIPPED[0].name, "default");
        assert!(SHIPPED[1..].is_sorted_by_key(|theme| theme.name));
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
