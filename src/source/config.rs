//! `pack.yaml`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::date;
use super::front_matter::is_language_tag;
use super::{EpubConfig, HtmlConfig, PdfStandard};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::span::{Sources, Span};
use crate::tree::TocDepth;
use crate::yaml::{self, Excerpt, Located};

/// The names a pack's settings may have, the first that is there counts.
pub(super) const NAMES: [&str; 2] = ["pack.yaml", "pack.yml"];

/// What `pack.yaml` says. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "pack.yaml", extend("$id" = "pack.schema.json"))]
pub struct PackConfig {
    /// The title. Without it: the title of the folder's index page, else the folder's name.
    pub title: Option<String>,
    /// A second line below the title.
    pub subtitle: Option<String>,
    /// The name of the output files, without ending. Without it: the folder's name.
    pub slug: Option<Located<String>>,
    /// A title for search engines and browsers' tabs, where it differs.
    pub seo_title: Option<String>,
    /// What the pack is about, in a sentence or two.
    pub description: Option<String>,
    /// The language as a BCP 47 tag, such as `en` or `de-AT`.
    pub lang: Option<Located<String>>,
    /// Who wrote it: a name, or a list of names.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// What readers may do with it.
    pub copyright: Option<String>,
    /// A version, as printed.
    pub version: Option<String>,
    /// Draft, approved and the like, as printed.
    pub status: Option<String>,
    /// Who may see it, as printed.
    pub classification: Option<String>,
    /// The date, as `YYYY-MM-DD`. Without it: the latest date of a page.
    pub date: Option<Located<String>>,
    /// An ISBN, DOI or URN.
    pub identifier: Option<String>,
    /// Words to find the pack by, before the tags of its pages.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub keywords: Vec<String>,
    /// How many levels the contents show, page titles being the first; 0 for none.
    pub toc: Option<u8>,
    /// The theme: the name of a shipped one, or the path of a folder in the pack.
    pub theme: Option<String>,
    /// Where links lead that leave the pack.
    pub links: LinksConfig,
    /// What concerns the PDF alone.
    pub pdf: PdfConfig,
    /// What concerns the EPUB alone.
    pub epub: EpubConfig,
    /// What concerns the HTML file alone.
    pub html: HtmlConfig,
    /// Globs of the pages to take, such as `guide/**`. Without any: every page.
    pub include: Vec<Located<String>>,
    /// Globs of the pages to leave out.
    pub exclude: Vec<Located<String>>,
    /// Pages and parts in reading order. Pages that are not named here are left out.
    pub contents: Vec<ContentsEntry>,
}

/// Where links lead that leave the pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// The address below which pages outside the pack are found.
    pub base: Option<String>,
}

/// What concerns the PDF alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PdfConfig {
    /// What the PDF is to claim and to be held to.
    pub standard: PdfStandard,
}

/// An entry of the contents: a page by its path, or a page or part with pages below it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ContentsEntry {
    /// A page: its path with or without its ending, or its file's stem where that is unique.
    Page(Located<String>),
    /// A page or part with what belongs to it.
    Group(ContentsGroup),
}

/// A page or part with pages below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentsGroup {
    /// The title of a part; its pages are top-level pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Located<String>>,
    /// A page that stands above others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Located<String>>,
    /// The pages of the part, or below the page.
    #[serde(default)]
    pub pages: Vec<ContentsEntry>,
}

impl<'de> Deserialize<'de> for ContentsEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Located::<EntryShape>::deserialize(deserializer).map(|entry| match entry.value {
            EntryShape::Page(value) => Self::Page(Located { value, span: entry.span }),
            EntryShape::Group(group) => Self::Group(group),
        })
    }
}

enum EntryShape {
    Page(String),
    Group(ContentsGroup),
}

impl<'de> Deserialize<'de> for EntryShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = EntryShape;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the path of a page, or `part:` or `page:` with `pages:`")
    }

    fn visit_str<E>(self, path: &str) -> Result<EntryShape, E> {
        Ok(EntryShape::Page(path.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EntryShape, A::Error> {
        ContentsGroup::deserialize(MapAccessDeserializer::new(map)).map(EntryShape::Group)
    }
}

/// A list of texts, or one text that stands for a list of one.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
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

fn one_or_more_schema(generator: &mut SchemaGenerator) -> Schema {
    let list = Vec::<String>::json_schema(generator);
    json_schema!({ "anyOf": [{ "type": "string" }, list] })
}

impl PackConfig {
    /// How deep the contents go.
    pub fn toc_depth(&self) -> TocDepth {
        self.toc.map_or_else(TocDepth::default, TocDepth)
    }
}

/// Reads `pack.yaml`; the defaults where there is none.
///
/// One wrong key does not cost the others: it is reported and left out.
pub(super) fn read(files: &dyn Files, sources: &mut Sources, sink: &mut Sink) -> PackConfig {
    let Some((name, bytes)) = find(files, sink) else { return PackConfig::default() };
    let file = sources.add(name, super::decode::decode(&bytes).text);
    match yaml::parse(&Excerpt::whole(file, sources)) {
        Ok(node) => {
            let (mut config, faults) = yaml::read_lenient::<PackConfig>(node);
            for fault in faults {
                sink.push(fault.diagnostic());
            }
            check(&mut config, sink);
            config
        }
        Err(error) => {
            sink.push(
                Diagnostic::error(Code::InvalidConfig, error.message)
                    .at(error.span)
                    .help(error.help),
            );
            PackConfig::default()
        }
    }
}

fn find(files: &dyn Files, sink: &mut Sink) -> Option<(&'static str, Vec<u8>)> {
    NAMES.into_iter().find_map(|name| {
        let path = PackPath::new(name).ok()?;
        files.size(&path).ok()?;
        match files.read(&path) {
            Ok(bytes) => Some((name, bytes)),
            Err(error) => {
                let message = format!("`{name}` cannot be read: {error}");
                sink.push(Diagnostic::error(Code::UnreadableFile, message));
                None
            }
        }
    })
}

/// What no type can say: dates exist, languages have tags, slugs are names of files.
fn check(config: &mut PackConfig, sink: &mut Sink) {
    refuse(
        &mut config.slug,
        sink,
        "is no name for a file",
        "use letters, digits and `-`",
        |slug| {
            let valid = super::words::slug(slug) == *slug && !slug.is_empty();
            valid.then(|| slug.to_owned())
        },
    );
    refuse(&mut config.date, sink, "is no date", "write it as `2027-03-01`", date::normalize);
    let hint = "write a BCP 47 tag such as `en` or `de-AT`";
    refuse(&mut config.lang, sink, "is no language", hint, |tag| {
        is_language_tag(tag).then(|| tag.to_owned())
    });
    drop_empty_groups(&mut config.contents, None, sink);
}

fn refuse(
    setting: &mut Option<Located<String>>,
    sink: &mut Sink,
    wrong: &str,
    hint: &str,
    normalize: impl Fn(&str) -> Option<String>,
) {
    let Some(located) = setting else { return };
    if let Some(value) = normalize(&located.value) {
        located.value = value;
        return;
    }
    let message = format!("`{}` {wrong}", located.value);
    sink.push(at(Diagnostic::error(Code::InvalidConfig, message).help(hint), located.span));
    *setting = None;
}

/// A group names a part or a page; a part stands at the top.
fn drop_empty_groups(entries: &mut Vec<ContentsEntry>, above: Option<Span>, sink: &mut Sink) {
    entries.retain_mut(|entry| {
        let ContentsEntry::Group(group) = entry else { return true };
        let (message, help, span) = match (&group.part, &group.page) {
            (Some(part), Some(_)) => {
                ("this is a part and a page at once", "keep `part:` or `page:`", part.span)
            }
            (None, None) => {
                let first = first_name(&group.pages);
                ("these pages have neither part nor page", "add `part:` or `page:`", first)
            }
            (Some(part), None) if above.is_some() => {
                ("this part stands within another entry", "move it to the top", part.span)
            }
            (part, page) => {
                let span = part.as_ref().or(page.as_ref()).and_then(|name| name.span);
                drop_empty_groups(&mut group.pages, span, sink);
                return true;
            }
        };
        sink.push(at(Diagnostic::error(Code::InvalidConfig, message).help(help), span));
        false
    });
}

/// Where the first page of some entries is named.
fn first_name(entries: &[ContentsEntry]) -> Option<Span> {
    match entries.first()? {
        ContentsEntry::Page(name) => name.span,
        ContentsEntry::Group(group) => {
            group.part.as_ref().or(group.page.as_ref()).and_then(|name| name.span)
        }
    }
}

/// The diagnostic at a place that may not be known.
pub(super) fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
