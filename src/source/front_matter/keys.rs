//! The keys of front matter that have a meaning, with every name of each.

macro_rules! keys {
    ($($key:ident = $($name:literal)|+,)+) => {
        /// A key with a meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key {
            $($key,)+
        }

        impl Key {
            /// The key with a name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($($name)|+ => Some(Self::$key),)+
                    _ => None,
                }
            }

            /// Its names, from the one that counts most.
            pub(super) fn names(self) -> &'static [&'static str] {
                match self {
                    $(Self::$key => &[$($name),+],)+
                }
            }
        }

        /// Every name of every key.
        pub(super) const KNOWN: &[&str] = &[$($($name,)+)+];
    };
}

keys! {
    Attach = "attach",
    Title = "title",
    SeoTitle = "seo_title",
    SeoDescription = "seo_description",
    Description = "description",
    Category = "category",
    Parent = "parent",
    Role = "role",
    Order = "menu_order" | "weight" | "nav_order" | "sidebar_position",
    NoContents = "notoc",
    Background = "bg",
    Tags = "tags" | "keywords",
    Draft = "draft",
    Date = "date",
    Authors = "author" | "authors",
    Language = "lang",
    Satisfies = "satisfies",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_names_every_key() {
        let guide = include_str!("../../../docs/front-matter.md");
        let table = guide.lines().filter(|line| line.starts_with("| `"));
        let heads: String = table.filter_map(|line| line.split(" | ").next()).collect();
        for name in KNOWN {
            assert!(heads.contains(&format!("`{name}`")), "docs/front-matter.md lacks `{name}`");
        }
    }
}
