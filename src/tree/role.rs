//! What a page is in a book.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$about:meta])* $role:ident = $name:literal, $place:ident;)+) => {
        /// What a page is in a book, as the Chicago Manual of Style names its parts and EPUB 3 Structural
        /// Semantics 1.1 tells them apart. A page without a role is a chapter, or stands in one.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum PageRole {
            $($(#[$about])* $role,)+
        }

        impl PageRole {
            /// Every role, in the order of a book.
            pub const ALL: &'static [Self] = &[$(Self::$role),+];

            /// Its name in front matter and in EPUB.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)+
                }
            }

            /// Where in a book it stands.
            pub const fn matter(self) -> Matter {
                match self {
                    $(Self::$role => Matter::$place,)+
                }
            }
        }
    };
}

roles! {
    /// Who made and published it: before the contents.
    Imprint = "imprint", Opening;
    /// For whom it is: before the contents.
    Dedication = "dedication", Opening;
    /// Who answers for it and what changed in it, before the first chapter.
    DocumentControl = "document-control", Front;
    /// Words of somebody else, before the first chapter.
    Foreword = "foreword", Front;
    /// Words of the author about it, before the first chapter.
    Preface = "preface", Front;
    /// Opens a part: the pages below it are its chapters.
    Part = "part", Body;
    /// What goes with it, numbered by letters: "Appendix A".
    Appendix = "appendix", Back;
    /// How it was made, at its end.
    Colophon = "colophon", Back;
}

/// Where in a book something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Before the contents.
    Opening,
    /// Between contents and text.
    Front,
    /// The text.
    Body,
    /// Behind the text.
    Back,
}

impl Matter {
    /// Where a page stands: in the text, where it says nothing else.
    pub fn of(role: Option<PageRole>) -> Self {
        role.map_or(Self::Body, PageRole::matter)
    }
}

impl PageRole {
    /// The role with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name().eq_ignore_ascii_case(name))
    }

    /// What EPUB 3 Structural Semantics 1.1 calls it, where it knows such a thing.
    pub fn epub_type(self) -> Option<&'static str> {
        (self != Self::DocumentControl).then(|| self.name())
    }

    /// What DPUB-ARIA 1.1 calls it, where it knows such a thing.
    pub fn aria(self) -> Option<String> {
        (!matches!(self, Self::DocumentControl | Self::Imprint))
            .then(|| format!("doc-{}", self.name()))
    }

    /// Whether it stands outside of parts and chapters, so that what comes before it has ended.
    pub fn is_outside_parts(self) -> bool {
        self.matter() != Matter::Body
    }
}
