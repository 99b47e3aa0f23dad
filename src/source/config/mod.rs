//! `pack.yaml`.

mod check;
mod entries;
#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use entries::{
    AttachEntry, AttachedFile, ContentsEntry, ContentsGroup, LabelRule, Relationship, Rule,
};

use super::decode::decode;
use super::hygiene;
use super::variables::{self, Variables};
use super::{EpubConfig, HtmlConfig, PdfStandard, Wanted};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::span::{Sources, Span};
use crate::tree::TocDepth;
use crate::yaml::{self, Excerpt, Located, Node};
use check::check;
use entries::{one_or_more, one_or_more_schema, scalar_schema, scalars_schema};

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
    #[schemars(schema_with = "scalar_schema")]
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
    /// How pages are read.
    pub markdown: MarkdownConfig,
    /// Files that the PDF carries inside of it.
    pub attach: Vec<AttachEntry>,
    /// What concerns the PDF alone.
    pub pdf: PdfConfig,
    /// What concerns the EPUB alone.
    pub epub: EpubConfig,
    /// What concerns the HTML file alone.
    pub html: HtmlConfig,
    /// Which pages to take: globs such as `guide/**`, tags or categories. Without any: every page.
    pub include: Vec<Rule>,
    /// Which pages to leave out, however they were taken.
    pub exclude: Vec<Rule>,
    /// Whether pages that say `draft: true` are taken too.
    pub drafts: bool,
    /// Pages and parts in reading order. Pages that are not named here are left out.
    pub contents: Vec<ContentsEntry>,
    /// Names with values: `{{ name }}` in pages, front matter and here stands for the value.
    #[schemars(schema_with = "scalars_schema")]
    pub variables: IndexMap<String, String>,
    /// Other settings under a name; what a profile says goes over what stands here.
    pub profiles: IndexMap<String, PackConfig>,
}

/// Where links lead that leave the pack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// The address below which pages outside the pack are found.
    pub base: Option<String>,
}

/// How pages are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkdownConfig {
    /// Whether `"`, `'`, `--` and `...` become curved quotes, dashes and an ellipsis.
    pub smart_punctuation: bool,
}

/// What concerns the PDF alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PdfConfig {
    /// What the PDF is to claim and to be held to.
    pub standard: PdfStandard,
}

impl PackConfig {
    /// How deep the contents go.
    pub fn toc_depth(&self) -> TocDepth {
        self.toc.map_or_else(TocDepth::default, TocDepth)
    }
}

/// What `pack.yaml` comes to for one export.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// What it says, with the chosen profile over it.
    pub(super) config: PackConfig,
    /// The variables with their values.
    pub(super) variables: Variables,
    /// What sets the files of the chosen profile apart from those of others.
    pub(super) suffix: Option<String>,
}

/// Reads `pack.yaml`; the defaults where there is none.
///
/// One wrong key does not cost the others: it is reported and left out.
pub(super) fn read(
    files: &dyn Files,
    wanted: &Wanted,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Settings {
    let mut node = read_node(files, sources, sink);
    let profiles = node.as_mut().and_then(|node| node.remove("profiles"));
    let profiles = profiles.map(|entry| entry.value);
    check_others(profiles.as_ref(), wanted.profile.as_deref(), sink);
    let suffix = choose(&mut node, profiles.as_ref(), wanted.profile.as_deref(), sink);

    let of_pack = node.as_mut().and_then(|node| node.remove("variables"));
    let of_pack = of_pack.as_ref().map(|entry| &entry.value);
    let (given, set) = (&wanted.variable_files, &wanted.variables);
    let variables = variables::gather(of_pack, given, set, sources, sink);
    let Some(mut node) = node else {
        return Settings { variables, suffix, ..Settings::default() };
    };
    variables.fill_node(&mut node, sink);
    Settings { config: typed(node, sink), variables, suffix }
}

fn read_node(files: &dyn Files, sources: &mut Sources, sink: &mut Sink) -> Option<Node> {
    let (name, bytes) = find(files, sink)?;
    let file = sources.add(name, decode(&bytes).text);
    match yaml::parse(&Excerpt::whole(file, sources)) {
        Ok(mut node) => {
            hygiene::repair(&mut node, sink);
            Some(node)
        }
        Err(error) => {
            let diagnostic = Diagnostic::error(Code::InvalidConfig, error.message);
            sink.push(diagnostic.at(error.span).help(error.help));
            None
        }
    }
}

fn typed(node: Node, sink: &mut Sink) -> PackConfig {
    let (mut config, faults) = yaml::read_lenient::<PackConfig>(node);
    for fault in faults {
        sink.push(fault.diagnostic());
    }
    check(&mut config, sink);
    config
}

/// Reads the profiles that are not chosen, for their faults alone.
fn check_others(profiles: Option<&Node>, chosen: Option<&str>, sink: &mut Sink) {
    let entries = profiles.map(Node::entries).unwrap_or_default();
    for entry in entries.iter().filter(|entry| Some(entry.key.as_str()) != chosen) {
        let mut node = entry.value.clone();
        node.remove("variables");
        typed(node, sink);
    }
}

/// Lays the chosen profile over the settings. Returns what sets its files apart: its name, where
/// it does not name them itself.
fn choose(
    node: &mut Option<Node>,
    profiles: Option<&Node>,
    chosen: Option<&str>,
    sink: &mut Sink,
) -> Option<String> {
    let chosen = chosen?;
    let Some(profile) = profiles.and_then(|profiles| profiles.get(chosen)) else {
        let names = profiles.map(Node::entries).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(|entry| entry.key.as_str()).collect();
        let help = match (yaml::nearest(chosen, names.iter().copied()), &names[..]) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "write it under `profiles:` in pack.yaml".to_owned(),
            (None, names) => format!("the profiles are {}", names.join(", ")),
        };
        let message = format!("there is no profile `{chosen}`");
        sink.push(Diagnostic::error(Code::UnknownProfile, message).help(help));
        return None;
    };
    if let Some(node) = node {
        node.merge(profile.clone());
    }
    profile.get("slug").is_none().then(|| chosen.to_owned())
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

/// The diagnostic at a place that may not be known.
pub(super) fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
