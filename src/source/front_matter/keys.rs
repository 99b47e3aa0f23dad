//! The keys of front matter that have a meaning: every name of each, and what is made of its value.

use super::{Reader, extend_unique};
use crate::yaml::Entry;

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

impl Reader<'_> {
    /// Takes in the value of a key, which is not empty.
    pub(super) fn known(&mut self, key: Key, entry: &Entry) {
        match key {
            Key::Title => self.found.meta.title = self.text(entry).unwrap_or_default(),
            Key::SeoTitle => self.found.meta.seo_title = self.text(entry),
            Key::SeoDescription => self.found.meta.description = self.text(entry),
            Key::Description => {
                let text = self.text(entry);
                self.found.meta.description = self.found.meta.description.take().or(text);
            }
            Key::Category => self.found.meta.category = self.text(entry),
            Key::Parent => {
                self.found.meta.parent = self.text(entry);
                self.found.parent_span = Some(entry.value.span);
            }
            Key::Order => {
                let place = key.names().iter().position(|name| *name == entry.key);
                self.place(place.unwrap_or_default(), entry);
            }
            Key::NoContents => self.found.meta.notoc = self.flag(entry),
            Key::Draft => self.found.meta.draft = self.flag(entry),
            Key::Background => self.found.meta.background = self.text(entry),
            Key::Tags => {
                let words = self.words(entry);
                extend_unique(&mut self.found.meta.tags, words);
            }
            Key::Authors => {
                let names = self.names(entry);
                extend_unique(&mut self.found.meta.authors, names);
            }
            Key::Date => self.found.meta.date = self.date(entry),
            Key::Language => self.found.meta.lang = self.language(entry),
            Key::Satisfies => self.found.meta.satisfies = self.controls(entry),
            // It is read where files are.
            Key::Attach => self.keep(entry),
        }
    }
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
