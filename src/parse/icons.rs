//! Icons of MkDocs' usual theme: `:material-check:`, `:octicons-arrow-right-24:{ .lg }`.
//!
//! <https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/>. They are drawings of the
//! site. A few say something, and have a sign that fonts have; one that is all of a link, a cell or
//! a heading is named; the others only adorn, and are left out.

/// The sets that icons come from; their names start with these.
const SETS: &[&str] = &["material-", "fontawesome-", "octicons-", "simple-"];

/// What drawings show that a sign shows too, by how their names start.
const SIGNS: &[(&str, &str)] = &[
    ("arrow-down", "↓"),
    ("arrow-left", "←"),
    ("arrow-right", "→"),
    ("arrow-up", "↑"),
    ("cancel", "✗"),
    ("check", "✓"),
    ("circle-check", "✓"),
    ("circle-xmark", "✗"),
    ("close", "✗"),
    ("times", "✗"),
    ("x-", "✗"),
    ("xmark", "✗"),
];

/// What follows the name of a set in that of an icon: how it is drawn.
const STYLES: &[&str] = &["brands-", "regular-", "solid-"];

/// What an icon becomes.
#[derive(Debug, PartialEq)]
pub(super) struct Icon<'a> {
    /// The sign that says the same, if any.
    pub(super) sign: Option<&'static str>,
    /// What it is called: `github`, `arrow right`.
    name: &'a str,
}

impl<'a> Icon<'a> {
    /// The icon of a name that stands between two colons.
    pub(super) fn named(name: &'a str) -> Option<Self> {
        let rest = SETS.iter().find_map(|set| name.strip_prefix(set))?;
        let name = STYLES.iter().find_map(|style| rest.strip_prefix(style)).unwrap_or(rest);
        let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
        (!name.is_empty() && name.chars().all(is_part)).then_some(())?;
        // The last number is the size that it is drawn for.
        let sized = name.rsplit_once('-').filter(|(_, size)| matches!(*size, "12" | "16" | "24"));
        let name = sized.map_or(name, |(name, _)| name);
        let starts = |start: &str| name.starts_with(start) || name == start.trim_end_matches('-');
        let sign = SIGNS.iter().find(|(start, _)| starts(start)).map(|(_, sign)| *sign);
        Some(Self { sign, name })
    }

    /// Its name in words.
    pub(super) fn words(&self) -> String {
        self.name.replace(['-', '_'], " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_icons_have_a_sign_and_all_have_a_name() {
        for (name, sign, words) in [
            ("material-check-circle", Some("✓"), "check circle"),
            ("octicons-arrow-right-24", Some("→"), "arrow right"),
            ("octicons-x-16", Some("✗"), "x"),
            ("fontawesome-brands-github", None, "github"),
            ("simple-python", None, "python"),
            ("material-clock-fast", None, "clock fast"),
        ] {
            let icon = Icon::named(name).unwrap();
            assert_eq!((icon.sign, icon.words().as_str()), (sign, words), "{name}");
        }
        for name in ["smile", "material-", "material-a.b", "immaterial-a"] {
            assert_eq!(Icon::named(name), None, "{name}");
        }
    }
}
