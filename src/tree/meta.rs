//! What is said about a page and about a pack.

use std::borrow::Cow;
use std::iter;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PageRole;
use crate::text::day;

/// A page's front matter, as it was meant.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageMeta {
    /// What the page is called, as plain words: by a navigation, else by `title`, else by its first
    /// heading, else by its file.
    pub title: String,
    /// A title for search engines and browsers' tabs.
    pub seo_title: Option<String>,
    /// A description for search engines: `seo_description`, else `description`.
    pub description: Option<String>,
    /// The part a top-level page belongs to.
    pub category: Option<String>,
    /// The file stem of the page above.
    pub parent: Option<String>,
    /// What the page is in a book, where it is no chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<PageRole>,
    /// The place among siblings: `menu_order` or `weight`; smaller comes first.
    pub menu_order: Option<f64>,
    /// Whether the page's own sections stay out of every table of contents.
    pub notoc: bool,
    /// The named background of the theme that marks this page.
    pub background: Option<String>,
    /// `tags` and `keywords`, without repeats, in the order written.
    pub tags: Vec<String>,
    /// Whether the page is unfinished and stays out of a pack.
    pub draft: bool,
    /// `date`, as `YYYY-MM-DD` with an optional time as ISO 8601 has it.
    pub date: Option<String>,
    /// `author` and `authors`.
    pub authors: Vec<String>,
    /// The language as a BCP 47 tag, where it differs from the pack's.
    pub lang: Option<String>,
    /// The controls that the page says how to meet, by the standard they belong to.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub satisfies: IndexMap<String, Vec<String>>,
    /// Every other key, for templates.
    pub other: IndexMap<String, serde_json::Value>,
}

impl PageMeta {
    /// What it says to people, beside the title.
    ///
    /// A leak is found by it, so a new key has to say here whether it holds words.
    pub fn texts(&self) -> Vec<String> {
        let Self {
            seo_title,
            description,
            category,
            tags,
            authors,
            satisfies,
            other,
            title: _,
            // Switches, and names of what is said elsewhere.
            parent: _,
            role: _,
            menu_order: _,
            notoc: _,
            background: _,
            draft: _,
            date: _,
            lang: _,
        } = self;
        let said = [seo_title, description, category].into_iter().flatten();
        let met =
            satisfies.iter().flat_map(|(standard, controls)| controls.iter().chain([standard]));
        let said = said.chain(tags).chain(authors).chain(met).cloned();
        let named = NAMING.iter().filter_map(|key| other.get(*key)?.as_str()).map(str::to_owned);
        said.chain(named).chain(other.values().flat_map(texts_in)).collect()
    }
}

/// Keys under which a page has a name for addresses: there a single word in lower case is one.
const NAMING: [&str; 5] = ["slug", "url", "permalink", "id", "name"];

/// The texts in a value. A single word in lower case is a switch, not a text.
fn texts_in(value: &serde_json::Value) -> Vec<String> {
    let speaks = |text: &str| text.contains(|char: char| !char.is_lowercase());
    match value {
        serde_json::Value::String(text) if speaks(text) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().flat_map(texts_in).collect(),
        serde_json::Value::Object(entries) => entries.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

/// What is said about a pack: from `pack.yaml`, else from its pages.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PackMeta {
    /// The title.
    pub title: String,
    /// A second line below the title.
    pub subtitle: Option<String>,
    /// The name of the output files, without ending.
    pub slug: String,
    /// A title for search engines and browsers' tabs, where it differs.
    pub seo_title: Option<String>,
    /// What the pack is about, in a sentence or two.
    pub description: Option<String>,
    /// The language as a BCP 47 tag.
    pub lang: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// What readers may do with it.
    pub copyright: Option<String>,
    /// A version, as printed.
    pub version: Option<String>,
    /// Draft, approved and the like, as printed.
    pub status: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who may see it, as printed on every page.
    pub classification: Option<String>,
    /// Words that are printed across every page, behind the text.
    pub watermark: Option<String>,
    /// The date as `YYYY-MM-DD`, with an optional time as ISO 8601 has it.
    pub date: Option<String>,
    /// An ISBN, DOI or URN.
    pub identifier: Option<String>,
    /// Tags of the pack and its pages, without repeats.
    pub keywords: Vec<String>,
    /// Further fields for machines, in the order written. Names are of ASCII letters, digits, `.`,
    /// `-` and `_`, and none has a meaning of its own in HTML.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub metadata: IndexMap<String, String>,
    /// How deep the contents go.
    pub toc: TocDepth,
    /// What was typed otherwise than it is printed: what is made of it stays as it was.
    #[serde(skip)]
    pub typed: Typed,
}

/// Words of a pack as they were typed, where their signs are set otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The title.
    pub title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
}

impl PackMeta {
    /// The title as it was typed, by which the pack is identified.
    pub fn typed_title(&self) -> &str {
        self.typed.title.as_deref().unwrap_or(&self.title)
    }

    /// Who publishes it, the same way.
    pub fn typed_publisher(&self) -> Option<&str> {
        self.typed.publisher.as_deref().or(self.publisher.as_deref())
    }

    /// All that a reader sees of it, on a cover, a title page or beside every page.
    pub fn printed(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let optional = [
            &self.subtitle,
            &self.publisher,
            &self.copyright,
            &self.version,
            &self.status,
            &self.owner,
            &self.classification,
            &self.watermark,
        ];
        let words = iter::once(&self.title).chain(optional.into_iter().flatten());
        let words = words.chain(&self.authors).map(|words| Cow::Borrowed(&**words));
        words.chain(self.printed_date().map(Cow::Owned))
    }

    /// The day of its date in the words of its language.
    pub fn printed_date(&self) -> Option<String> {
        self.date.as_deref().map(|date| day::printed(date, &self.lang))
    }
}

/// How many levels of each page a table of contents shows, its title being the first; 0 for none. Where the
/// pack does not say it, the theme does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct TocDepth(pub Option<u8>);

impl TocDepth {
    /// The most levels of a page that a list of contents has.
    pub const MOST: u8 = 8;

    /// The levels, with what the theme says.
    pub fn levels(self, of_theme: u8) -> u8 {
        self.0.unwrap_or(of_theme)
    }
}
