//! `pack.yaml`.

mod alike;
mod check;
mod command;
mod control;
mod controls;
mod entries;
mod evidence;
mod idle;
mod links;
mod marks;
mod pack;
#[cfg(test)]
mod tests;
mod unsaid;

pub use alike::settings_in;
pub use command::Command;
pub use control::{DescribedPerson, DocumentControl, Person, Recipient, VersionEntry};
pub use entries::{
    AttachEntry, AttachedFile, ContentsEntry, ContentsGroup, DescribedRule, GeneratedIndex, Rule,
};
pub use evidence::{Certificate, Controls, GeneratedPage, RegisterConfig, Standard};
pub use links::{LinksConfig, OutsideFiles, WebPictures};
pub(super) use pack::EXCLUDE;
pub use pack::{CheckConfig, MathsConfig, PackConfig, PdfConfig, ProofConfig, SETTINGS};

use super::comments::{self, CommentForms};
use super::decode::{Decoded, decode};
use super::hygiene;
use super::variables::{self, Variables};
use super::{Audience, Wanted, markings};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{FileError, Files, PackPath};
use crate::span::{Sources, Span};
use crate::yaml::{self, Excerpt, FaultKind, Located, Node};
use check::check;

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
    controls::load_controls(&mut config, files, sources, sink);
    // A pack says itself what is in it; a folder without settings shows what its own tool does.
    if !has_settings(files) {
        config.links.outside = Some(OutsideFiles::Repository);
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
