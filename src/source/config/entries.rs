//! Values of `pack.yaml` that can be written in more than one way.

use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::span::Span;
use crate::tree::{Relationship, TocDepth};
use crate::yaml::Located;

/// What pages are taken or left out by.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Rule {
    /// A glob of paths.
    Path(Located<String>),
    /// The same with more about it, or what the page says about itself.
    Described(Located<DescribedRule>),
}

/// Pages by one of a path, a tag and a category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribedRule {
    /// A glob of paths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Located<String>>,
    /// One of the page's tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Located<String>>,
    /// The page's category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Located<String>>,
    /// Whether there may be no such page. Without it a rule that speaks of no page is an error.
    #[serde(default)]
    pub optional: bool,
}

/// An entry of the contents: a page by its path, or a page, title or part with pages below it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ContentsEntry {
    /// A page: its path with or without its ending, or its file's stem where that is unique; with
    /// `#id` behind it the section below that heading alone.
    Page(Located<String>),
    /// A page or part with what belongs to it.
    Group(ContentsGroup),
}

/// A page, title or part with pages below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentsGroup {
    /// The title of a part; its pages are top-level pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Located<String>>,
    /// A page that stands above others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Located<String>>,
    /// A title that stands above others as a page without words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Located<String>>,
    /// What the navigation of the folder's tool calls the page; a pack's own pages say it.
    #[serde(skip)]
    pub name: Option<String>,
    /// Whether the title is a link, which the page then holds: a list of another tool's leads there.
    #[serde(skip)]
    pub leads_away: bool,
    /// What the page of the title says, where the folder's tool makes one.
    #[serde(skip)]
    pub index: Option<GeneratedIndex>,
    /// The pages of the part, or below the page or title.
    #[serde(default)]
    pub pages: Vec<ContentsEntry>,
}

/// The page that a tool makes for a category: its title, a description, and links to its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeneratedIndex {
    /// Its title, where it is not what menus call it.
    pub title: Option<String>,
    /// Where its description is written, which is Markdown.
    pub description: Option<Span>,
    /// Its address on the site.
    pub slug: String,
}

/// A file that the PDF carries inside of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum AttachEntry {
    /// Its path.
    Path(Located<String>),
    /// Its path with more about it.
    File(AttachedFile),
}

/// A file that the PDF carries inside of it, with what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    /// Its path, seen from the page or pack that names it.
    pub path: Located<String>,
    /// What it is, in a few words. Without it: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is to the document.
    #[serde(default)]
    pub relationship: Relationship,
    /// Its IANA media type. Without it: what the ending of its name stands for.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The date it is from, as `YYYY-MM-DD`. Without it: the pack's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Located<String>>,
    /// Whether it is meant that its readers get what acts in it: script, macros, programs, files.
    /// Without it a note says what does.
    #[serde(default)]
    pub allow: bool,
}

impl<'de> Deserialize<'de> for AttachEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, span } = Located::<TextOr<AttachedFile>>::deserialize(deserializer)?;
        Ok(match value {
            TextOr::Text(value) => Self::Path(Located { value, span }),
            TextOr::Other(file) => Self::File(file),
        })
    }
}

impl<'de> Deserialize<'de> for ContentsEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, span } = Located::<TextOr<ContentsGroup>>::deserialize(deserializer)?;
        Ok(match value {
            TextOr::Text(value) => Self::Page(Located { value, span }),
            TextOr::Other(group) => Self::Group(group),
        })
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, span } = Located::<TextOr<DescribedRule>>::deserialize(deserializer)?;
        Ok(match value {
            TextOr::Text(value) => Self::Path(Located { value, span }),
            TextOr::Other(rule) => Self::Described(Located { value: rule, span }),
        })
    }
}

/// A text, or else a group of keys.
pub(super) enum TextOr<T> {
    Text(String),
    Other(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrVisitor(PhantomData))
    }
}

struct TextOrVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TextOrVisitor<T> {
    type Value = TextOr<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a text or a group of keys")
    }

    fn visit_str<E>(self, text: &str) -> Result<TextOr<T>, E> {
        Ok(TextOr::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TextOr<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(TextOr::Other)
    }
}

/// A list of texts, or one text that stands for a list of one.
pub(super) fn one_or_more<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    struct OneOrMore;

    impl<'de> Visitor<'de> for OneOrMore {
        type Value = Vec<String>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a text or a list of texts")
        }

        fn visit_str<E>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_unit<E>(self) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Vec<String>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(items))
        }
    }

    deserializer.deserialize_any(OneOrMore)
}

/// How many levels contents show. A number beyond what pages have is reported when all is read.
pub(super) fn levels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    struct Levels;

    impl Visitor<'_> for Levels {
        type Value = Option<u8>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "a whole number from 0 to {}", TocDepth::MOST)
        }

        fn visit_unit<E>(self) -> Result<Option<u8>, E> {
            Ok(None)
        }

        fn visit_i64<E: Error>(self, levels: i64) -> Result<Option<u8>, E> {
            let unfit = |_| E::invalid_value(Unexpected::Signed(levels), &self);
            u8::try_from(levels).map(Some).map_err(unfit)
        }
    }

    deserializer.deserialize_any(Levels)
}

pub(super) fn one_or_more_schema(generator: &mut SchemaGenerator) -> Schema {
    let list = Vec::<String>::json_schema(generator);
    json_schema!({ "anyOf": [{ "type": "string" }, list] })
}

/// A text that may look like a number: `version: 1.0`.
pub(super) fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "boolean", "null"] })
}

/// Names with texts, none of which is empty of everything.
pub(super) fn fields_schema(_: &mut SchemaGenerator) -> Schema {
    let value = json_schema!({ "type": ["string", "number", "boolean"] });
    json_schema!({ "type": "object", "additionalProperties": value })
}

/// Names with texts that may look like numbers, or be left open.
pub(super) fn scalars_schema(generator: &mut SchemaGenerator) -> Schema {
    let value = scalar_schema(generator);
    json_schema!({ "type": "object", "additionalProperties": value })
}
