//! `pack.yaml`.

mod alike;
mod check;
mod command;
mod control;
mod entries;
mod evidence;
mod idle;
mod links;
mod marks;
#[cfg(test)]
mod tests;
mod unsaid;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use alike::settings_in;
pub use command::Command;
pub use control::{DescribedPerson, DocumentControl, Person, Recipient, VersionEntry};
pub use entries::{
    AttachEntry, AttachedFile, ContentsEntry, ContentsGroup, DescribedRule, GeneratedIndex, Rule,
};
pub use evidence::{Certificate, Controls, GeneratedPage, RegisterConfig, Standard};
pub use links::{LinksConfig, OutsidePictures, WebPictures};

use super::comments::{self, CommentForms};
use super::decode::{Decoded, decode};
use super::hygiene;
use super::variables::{self, Variables};
use super::{
    Audience, EpubConfig, HtmlConfig, ImagesConfig, MathDelimiters, PdfStandard, Wanted, markings,
};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{FileError, Files, PackPath};
use crate::maths::Macros;
use crate::span::{Sources, Span};
use crate::text::size::ByteSize;
use crate::tree::TocDepth;
use crate::yaml::{self, Excerpt, FaultKind, Located, Node};
use check::check;
use entries::{
    fields_schema, levels, one_or_more, one_or_more_schema, scalar_schema, scalars_schema,
};

/// The file that says what a pack is.
pub const SETTINGS: &str = "pack.yaml";

/// The key of the rules that leave pages out.
pub(super) const EXCLUDE: &str = "exclude";

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
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who may see it: printed on every page.
    pub classification: Option<Located<String>>,
    /// Words across every page, pale and behind the text: `Draft`.
    pub watermark: Option<Located<String>>,
    /// The logo: a picture's path in the pack.
    pub logo: Option<Located<String>>,
    /// The picture on the cover: its path in the pack.
    pub cover: Option<Located<String>>,
    /// The date, as `YYYY-MM-DD`. Without it: the latest date of a page.
    pub date: Option<Located<String>>,
    /// An ISBN, DOI or URN.
    pub identifier: Option<Located<String>>,
    /// Words to find the pack by, before the tags of its pages.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub keywords: Vec<String>,
    /// Further fields for machines, by names of letters, digits, `.`, `-` and `_`.
    #[schemars(schema_with = "fields_schema")]
    pub metadata: IndexMap<String, Located<String>>,
    /// How many levels the contents show, page titles being the first; 0 for none. Without it: what
    /// the theme says.
    #[serde(deserialize_with = "levels")]
    pub toc: Option<u8>,
    /// The theme: the name of a shipped one, or the path of a folder in the pack.
    pub theme: Option<Located<String>>,
    /// Where links lead that leave the pack.
    pub links: LinksConfig,
    /// How pages are read.
    pub markdown: MarkdownConfig,
    /// How formulas are read.
    pub maths: MathsConfig,
    /// The programs that draw diagrams, by the language of their blocks: `dot`, `mermaid`. They run
    /// only where the command line allows it.
    pub diagrams: IndexMap<String, Located<Command>>,
    /// Programs that get all pages and give them back changed, in the order in which they run. They
    /// run only where the command line allows it.
    pub filters: Vec<Located<Command>>,
    /// Files that the PDF carries inside of it.
    pub attach: Vec<AttachEntry>,
    /// How it is proved that a reader gets nothing that is for others.
    pub proof: ProofConfig,
    /// Whether a manifest is written beside the documents: what they were made of, and how.
    pub manifest: bool,
    /// What becomes of the pictures that pages show.
    pub images: ImagesConfig,
    /// What concerns the PDF alone.
    pub pdf: PdfConfig,
    /// What concerns the EPUB alone.
    pub epub: EpubConfig,
    /// What concerns the HTML file alone.
    pub html: HtmlConfig,
    /// Which rules speak, and how loudly.
    pub check: CheckConfig,
    /// Which pages to take: globs such as `guide/**`, tags or categories. Without any: every page.
    pub include: Vec<Rule>,
    /// Which pages to leave out, however they were taken.
    pub exclude: Vec<Rule>,
    /// Whether pages that say `draft: true` are taken too.
    pub drafts: bool,
    /// Pages and parts in reading order. Pages that are not named here are left out.
    pub contents: Vec<ContentsEntry>,
    /// Who answers for the document, what changed in it, and who got it: makes a page of its own.
    #[serde(rename = "document-control")]
    pub document_control: Option<Located<DocumentControl>>,
    /// The certificates that the pack shows: makes a page of its own.
    pub certificates: Vec<Located<Certificate>>,
    /// How the register of certificates is kept.
    pub register: RegisterConfig,
    /// The standards that pages speak of, by the names that `satisfies` in front matter uses. Those
    /// with controls make a page of their own.
    pub standards: IndexMap<String, Located<Standard>>,
    /// Which pages are made from what stands here. Without it: all that there is something for.
    pub generate: Option<Vec<GeneratedPage>>,
    /// Names with values: `{{ name }}` in pages, front matter and here stands for the value.
    #[schemars(schema_with = "scalars_schema")]
    pub variables: IndexMap<String, String>,
    /// Other settings under a name; what a profile says goes over what stands here.
    pub profiles: IndexMap<String, PackConfig>,
}

/// How pages are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkdownConfig {
    /// Whether `"`, `'`, `--` and `...` become curved quotes, dashes and an ellipsis; as the folder's
    /// tool has it where nothing is said.
    pub smart_punctuation: Option<bool>,
    /// The signs that stand around formulas; those of the folder's tool where nothing is said.
    pub maths: Option<MathDelimiters>,
}

/// How formulas are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MathsConfig {
    /// Commands of one's own, by their names without backslashes, with what they stand for: `#1` is
    /// the first argument.
    pub macros: IndexMap<String, Located<String>>,
}

impl MathsConfig {
    /// The commands, to be written out.
    pub(crate) fn macros(&self) -> Macros {
        Macros::new(self.macros.iter().map(|(name, body)| (name.as_str(), body.value.as_str())))
    }
}

/// How it is proved that a reader gets nothing that is for others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProofConfig {
    /// Words that may stand in an output though every passage that holds them was left out.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub allow: Vec<String>,
}

/// What concerns the PDF alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PdfConfig {
    /// What the PDF is to claim and to be held to. Without it `a-2a, ua-1`, as far as the content
    /// goes along.
    pub standard: Option<Located<PdfStandard>>,
    /// How large the PDF may be, as `10MB`: its pictures are made smaller until it fits.
    #[serde(rename = "max-size")]
    pub max_size: Option<Located<ByteSize>>,
}

/// Which rules speak, and how loudly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CheckConfig {
    /// Rules whose notes and warnings are not reported. Errors always are.
    pub allow: Vec<Code>,
    /// Rules whose notes and warnings are errors.
    pub deny: Vec<Code>,
}

impl PackConfig {
    /// Whether `pack.yaml` has a key of this name.
    pub fn has(key: &str) -> bool {
        serde_json::to_value(Self::default()).is_ok_and(|settings| settings.get(key).is_some())
    }

    /// How deep the contents go.
    pub fn toc_depth(&self) -> TocDepth {
        TocDepth(self.toc)
    }
}

/// What `pack.yaml` comes to for one export.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// What it says, with the chosen profile over it.
    pub(super) config: PackConfig,
    /// The variables with their values.
    pub(super) variables: Variables,
    /// The names of variables that the pack itself, or one of its profiles, gives a value.
    pub(super) declared: Vec<Located<String>>,
    /// Those of files that the command line names.
    pub(super) given: Vec<Located<String>>,
    /// `proof.allow` of the pack and of all its profiles.
    pub(super) allowed: Vec<Located<String>>,
    /// Whom the export is for.
    pub(super) audience: Audience,
    /// What sets the files of the chosen profile apart from those of others.
    pub(super) suffix: Option<String>,
    /// `exclude` as it stands for each other reader: the pack itself, and its other profiles.
    pub(super) excluded_elsewhere: Vec<Vec<Rule>>,
}

/// Reads `pack.yaml`; the defaults where there is none. Nothing where the chosen profile is not
/// there: what its reader may see is not known.
///
/// One wrong key does not cost the others: it is reported and left out.
pub(super) fn read(
    files: &dyn Files,
    wanted: &Wanted,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Settings> {
    let mut node = read_node(files, sources, sink);
    let profiles = node.as_mut().and_then(|node| node.remove("profiles"));
    let profiles = profiles.map(|entry| entry.value);
    let declared = declared(node.as_ref(), profiles.as_ref());
    if let Some(profiles) = &profiles {
        unsaid::report_profiles(profiles, sink);
    }
    let of_profiles = profiles.as_ref().map(Node::entries).unwrap_or_default();
    let all = node.iter().chain(of_profiles.iter().map(|profile| &profile.value));
    let mut allowed = Vec::new();
    for settings in all {
        unsaid::report(settings, sink);
        unsaid::report_untitled(settings, sink);
        idle::report(settings, files, sink);
        allowed.extend(idle::texts(settings, "proof", "allow"));
    }
    let names = profiles.as_ref().map(Node::entries).unwrap_or_default();
    let names = names.iter().map(|entry| entry.key.clone()).collect();
    let audience = Audience { profile: wanted.profile.clone(), profiles: names };
    check_others(profiles.as_ref(), wanted.profile.as_deref(), sink);
    let excluded_elsewhere =
        excluded_elsewhere(node.as_ref(), profiles.as_ref(), wanted.profile.as_deref());
    let mut suffix = None;
    if let Some(name) = &wanted.profile {
        let Some(profile) = profiles.as_ref().and_then(|profiles| profiles.get(name)) else {
            sink.push(audience.unknown(name));
            return None;
        };
        suffix = profile.get("slug").is_none().then(|| name.clone());
        let node = node.get_or_insert_with(|| Node::empty_map(profile.span));
        unsaid::report_replaced(node, profile, sink);
        // A profile without a setting is the pack itself.
        if !profile.is_null() {
            node.merge(profile.clone());
        }
    }

    let of_pack = node.as_mut().and_then(|node| node.remove("variables"));
    let of_pack = of_pack.as_ref().map(|entry| &entry.value);
    let (given, set) = (&wanted.variable_files, &wanted.variables);
    let (variables, given) = variables::gather(of_pack, given, set, sources, sink);
    let mut config = node.map_or_else(PackConfig::default, |mut node| {
        marks::report_unset(&node, &variables, sink);
        variables.fill_settings(&mut node, sources, sink);
        markings::report_in_values(&node, &audience.profiles, sink);
        typed(node, sink)
    });
    marks::report(&config, sink);
    evidence::load_controls(&mut config, files, sources, sink);
    // A pack says itself what is in it; a folder without settings shows what its own tool does.
    if !has_settings(files) {
        config.links.outside = Some(OutsidePictures::Repository);
    }
    Some(Settings {
        config,
        variables,
        declared,
        given,
        allowed,
        audience,
        suffix,
        excluded_elsewhere,
    })
}

/// `exclude` as it stands for each reader but the chosen one. What is wrong with it is reported
/// elsewhere.
fn excluded_elsewhere(
    of_pack: Option<&Node>,
    profiles: Option<&Node>,
    chosen: Option<&str>,
) -> Vec<Vec<Rule>> {
    let of_pack = of_pack.and_then(|node| node.get(EXCLUDE));
    let profiles = profiles.map(Node::entries).unwrap_or_default().iter();
    let others = profiles.filter(|entry| Some(entry.key.as_str()) != chosen);
    let others = others.map(|entry| entry.value.get(EXCLUDE).or(of_pack));
    let itself = chosen.map(|_| of_pack);
    let rules = |node: Option<&Node>| {
        let read = node.map(|node| yaml::read_lenient::<Vec<Rule>>(node.clone()).0);
        read.unwrap_or_default()
    };
    others.chain(itself).map(rules).collect()
}

/// The names of variables that settings give a value, in whatever profile.
fn declared(of_pack: Option<&Node>, profiles: Option<&Node>) -> Vec<Located<String>> {
    let of_profiles = profiles.map(Node::entries).unwrap_or_default();
    let settings = of_pack.into_iter().chain(of_profiles.iter().map(|profile| &profile.value));
    let variables = settings.filter_map(|settings| settings.get("variables"));
    variables.flat_map(Node::entries).map(variables::name_of).collect()
}

/// The profiles of a folder, in the order written. What is wrong with its settings is told by
/// whoever reads them.
pub fn profiles(files: &dyn Files) -> Option<Vec<String>> {
    let mut sink = Sink::default();
    let node = read_node(files, &mut Sources::default(), &mut sink);
    let profiles = node.as_ref().and_then(|node| node.get("profiles"));
    let profiles = profiles.map(Node::entries).unwrap_or_default();
    let names = profiles.iter().map(|entry| entry.key.clone());
    (!sink.has_error()).then(|| names.collect())
}

fn read_node(files: &dyn Files, sources: &mut Sources, sink: &mut Sink) -> Option<Node> {
    let Decoded { text, guessed } = decode(&find(files, sink)?);
    let file = sources.add(SETTINGS, text);
    if let Some(guessed) = guessed {
        let message = "this file is not UTF-8, so that its words are not known";
        let fault = Diagnostic::error(Code::InvalidConfig, message).help("save it as UTF-8");
        sink.push(fault.at(Span::new(file, guessed)));
    }
    match yaml::parse(&Excerpt::whole(file, sources)) {
        Ok(mut node) => {
            hygiene::repair(&mut node, sink);
            comments::leave_out(&mut node, CommentForms::default(), sink);
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
        let mut diagnostic = fault.diagnostic();
        diagnostic.help = misplaced(&fault.kind).or(diagnostic.help);
        sink.push(diagnostic);
    }
    check(&mut config, sink);
    config
}

/// Where a key belongs that nobody knows where it stands, and that is known at another level.
fn misplaced(fault: &FaultKind) -> Option<String> {
    let FaultKind::UnknownKey(key, known) = fault else { return None };
    let settings = serde_json::to_value(PackConfig::default()).ok()?;
    let settings = settings.as_object()?;
    if !known.contains(&"profiles") {
        let other = yaml::nearest(key, known.iter().copied()).is_none();
        return (other && settings.contains_key(key))
            .then(|| format!("write `{key}:` at the start of a line, below no other key"));
    }
    let holds = |group: &serde_json::Value| group.get(key).is_some();
    let groups: Vec<String> = settings
        .iter()
        .filter(|(_, group)| holds(group))
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let (last, first) = groups.split_last()?;
    let named =
        if first.is_empty() { last.clone() } else { format!("{} or {last}", first.join(", ")) };
    Some(format!("write it below {named}, indented by two spaces"))
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

/// Whether the folder holds settings, or what may be meant for them. In doubt it does.
fn has_settings(files: &dyn Files) -> bool {
    settings_in(files).map_or(true, |names| !names.is_empty())
}

/// The bytes of the settings. A file that may have been meant for them, and cannot be read as
/// them, is reported: what it decides is not known.
fn find(files: &dyn Files, sink: &mut Sink) -> Option<Vec<u8>> {
    let mut refuse = |message: String, help: &str| {
        sink.push(Diagnostic::error(Code::InvalidConfig, message).help(help));
    };
    let names = settings_in(files).unwrap_or_else(|error| {
        refuse(format!("the folder cannot be listed: {error}"), "allow it to be read");
        Vec::new()
    });
    for name in names.iter().filter(|name| *name != SETTINGS) {
        refuse(
            format!("`{name}` is not read: the settings of a pack stand in a file `{SETTINGS}`"),
            "rename it, or bring what it says into `pack.yaml` and remove it",
        );
    }
    if !names.iter().any(|name| name == SETTINGS) {
        return None;
    }
    let path = PackPath::new(SETTINGS).ok()?;
    let read = files.read(&path);
    read.map_err(|error| {
        let (why, help) = match error {
            FileError::NotFound => ("it is no file, or a link to nothing", "put the file there"),
            FileError::Outside => (
                "it is a link that leads out of the pack",
                "put the file itself there; what it says could be anything",
            ),
            FileError::Unreadable(ref words) => (words.as_str(), "allow it to be read"),
        };
        refuse(format!("`{SETTINGS}` cannot be read: {why}"), help);
    })
    .ok()
}

/// Says which settings are not read, since they lie in a folder below.
pub(super) fn report_nested(listing: &[PackPath], sink: &mut Sink) {
    let nested = |path: &&PackPath| {
        [SETTINGS, "pack.yml"].contains(&path.file_name()) && !path.folder().is_empty()
    };
    let mut nested = listing.iter().filter(nested);
    let Some(first) = nested.next() else { return };
    let message = match nested.count() {
        0 => format!("`{first}` is not read"),
        more => format!("`{first}` and {more} more of its name are not read"),
    };
    let help = "settings of a pack count where its own folder is exported, and not from above";
    sink.push(Diagnostic::warning(Code::InvalidConfig, message).help(help));
}

/// The diagnostic at a place that may not be known.
pub(super) fn at(diagnostic: Diagnostic, span: Option<Span>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
