//! References to figures, tables, listings and sections: `@fig-x`, `[@fig-x; @fig-y]`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A reference as an author wrote it. The words it is shown as hang on the numbers of what it names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct CrossReference {
    /// What it names, one or more.
    pub cited: Vec<Cited>,
    /// The words it was written in.
    pub written: String,
}

impl AsRef<str> for CrossReference {
    /// The words it was written in, which stand for it where its numbers are not known.
    fn as_ref(&self) -> &str {
        &self.written
    }
}

/// One thing that a reference names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Cited {
    /// Its id: `fig-x`.
    pub id: String,
    /// What stands before its number.
    #[serde(default, skip_serializing_if = "Lead::is_its_kind")]
    pub lead: Lead,
}

/// What stands before a number in a reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lead {
    /// What the thing is: `@fig-x` is "Figure 3".
    #[default]
    Kind,
    /// Nothing: `[-@fig-x]` is "3".
    Nothing,
    /// Words of the author's: `[drawing @fig-x]` is "drawing 3".
    Words(String),
}

impl Lead {
    fn is_its_kind(&self) -> bool {
        *self == Self::Kind
    }
}

/// The kinds of things that references name, which their ids start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referable {
    /// `fig-x`.
    Figure,
    /// `tbl-x`.
    Table,
    /// `lst-x`.
    Listing,
    /// `sec-x`.
    Section,
}

impl Referable {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Figure, Self::Table, Self::Listing, Self::Section];

    /// What an id starts with, before a hyphen (Quarto) or a colon (pandoc-crossref).
    pub fn stem(self) -> &'static str {
        match self {
            Self::Figure => "fig",
            Self::Table => "tbl",
            Self::Listing => "lst",
            Self::Section => "sec",
        }
    }

    /// The kind of what an id names, where it is one that references name.
    pub fn of_id(id: &str) -> Option<Self> {
        let is_of = |kind: &Self| {
            let behind = id.strip_prefix(kind.stem()).and_then(|id| id.strip_prefix(['-', ':']));
            behind.is_some_and(|name| !name.is_empty())
        };
        Self::ALL.into_iter().find(is_of)
    }
}

/// What is never there: in a linked tree references have become words and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Never {}

impl AsRef<str> for Never {
    fn as_ref(&self) -> &str {
        match *self {}
    }
}

impl JsonSchema for Never {
    fn schema_name() -> Cow<'static, str> {
        "Never".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_what_they_are_of() {
        for (id, kind) in [
            ("fig-x", Some(Referable::Figure)),
            ("fig:x", Some(Referable::Figure)),
            ("tbl-a-b", Some(Referable::Table)),
            ("lst-1", Some(Referable::Listing)),
            ("sec-scope", Some(Referable::Section)),
            ("fig", None),
            ("fig-", None),
            ("figure-1", None),
            ("figx", None),
        ] {
            assert_eq!(Referable::of_id(id), kind, "{id}");
        }
    }
}
