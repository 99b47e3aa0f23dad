//! Hugo: files that it ignores, other languages, and what belongs to a bundle.
//!
//! <https://gohugo.io/configuration/all/>, <https://gohugo.io/content-management/multilingual/>,
//! <https://gohugo.io/content-management/page-bundles/>

use regex::RegexSet;

use super::above::Above;
use super::bundles::bundles;
use super::faults::{NOT_KNOWN, misshapen, report_slips, texts};
use super::globs::{Globs, Stars};
use super::languages::{is_for, languages_of_sites, patterns};
use super::{Dated, Force, InName, Matches, PathRule, Publishing, Takes};
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::left_out::Reason;
use crate::source::paths::within;
use crate::text::language::is_language_tag;
use crate::text::names::is_slip_of;
use crate::yaml::{Node, Value};

/// The settings of a Hugo site, as far as they say what is published.
pub(in crate::source) struct Settings<'a> {
    /// All of them, with their keys in small letters: Hugo reads them in any.
    pub(in crate::source) main: &'a Node,
    /// Those of its languages.
    pub(in crate::source) languages: Option<&'a Node>,
    /// The language it starts with.
    pub(in crate::source) lang: &'a str,
    /// The file they stand in.
    pub(in crate::source) file: &'a str,
    /// The folder of pages.
    pub(in crate::source) root: &'a str,
    /// That, and others that are mounted there.
    pub(in crate::source) roots: &'a [&'a str],
}

/// What a Hugo site publishes. What cannot be read of its settings is handed to `say`.
pub(in crate::source) fn publishing(
    settings: &Settings<'_>,
    listing: &[PackPath],
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let flag = |key: &str| settings.main.get(key).and_then(Node::as_text) == Some("true");
    let takes = Takes {
        drafts: flag("builddrafts"),
        future: flag("buildfuture"),
        expired: flag("buildexpired"),
        unpublished: false,
    };
    let zola = settings.main.get("base_url").is_some();
    let keys = ["ignorefiles", "cascade", "module", "ignored_content"];
    report_slips(settings.main, &keys, &["modules"], say);
    report_slips_of_mounts(settings.main, say);
    let dated = Dated::All(day_in_name(settings, say));
    let mut rules: Vec<PathRule> = ignored(settings, say).into_iter().collect();
    rules.extend(unmounted(settings, say));
    rules.extend(ignored_by_zola(settings, say));
    rules.extend(translations(settings));
    rules.push(PathRule {
        matches: Matches::Bundled(bundles(settings.roots, listing)),
        force: Force::Held,
        reason: Reason::Tool("it is a resource of the bundle it lies in, and no page".to_owned()),
    });
    let cascade = settings.main.get("cascade");
    let above = cascade.map(|cascade| Above::cascade(cascade, "", settings.file, settings.lang));
    let (above, lang) = (above.unwrap_or_default(), settings.lang.to_owned());
    above.iter().filter_map(|above| above.unclear.as_ref()).for_each(|unclear| {
        say(Diagnostic::error(Code::InvalidConfig, &*unclear.message)
            .at(unclear.span)
            .help(NOT_KNOWN));
    });
    Publishing { rules, above, dated, takes, lang, sections_hold: zola }
}

/// Says where mounts, or what they leave out, stand so that Hugo does not read them.
fn report_slips_of_mounts(settings: &Node, say: &mut dyn FnMut(Diagnostic)) {
    let mut misplaced = |within: &str, node: Option<&Node>, keys: &[&str]| {
        let entries = node.map(Node::entries).unwrap_or_default().iter();
        for entry in entries.filter(|entry| keys.contains(&&*entry.key)) {
            let message = format!("`{}` has no meaning within {within}", entry.key);
            let error = Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span);
            say(error.help(NOT_KNOWN));
        }
    };
    misplaced("these settings", Some(settings), &["mounts", "mount", "excludefiles"]);
    misplaced("`params`", settings.get("params"), &["ignorefiles", "cascade"]);
    let module = settings.get("module");
    misplaced("`module`", module, &["ignorefiles", "excludefiles"]);
    let Some(module) = module else { return };
    report_slips(module, &["mounts"], &[], say);
    let mounts = module.get("mounts").filter(|mounts| !mounts.is_null());
    if let Some(mounts) = mounts.filter(|it| !matches!(it.value, Value::List(_))) {
        say(misshapen("mounts", mounts, "a list"));
    }
    for mount in mounts.map(Node::items).unwrap_or_default() {
        let keys = ["excludefiles", "includefiles", "files", "target"];
        report_slips(mount, &keys, &["source", "lang", "sites"], say);
        let sites = languages_of_sites(mount).filter(|node| match &node.value {
            Value::List(items) => patterns(node).len() < items.len(),
            Value::Scalar(_) => false,
            Value::Map(_) => true,
        });
        if let Some(node) = sites {
            say(misshapen("languages", node, "a list of texts"));
        }
        let target = mount.get("target").and_then(|node| Some((node, node.as_text()?)));
        if let Some((node, name)) =
            target.filter(|(_, it)| *it != "content" && is_slip_of(it, "content"))
        {
            let message = format!("the target `{name}` may be meant as `content`");
            say(Diagnostic::error(Code::InvalidConfig, message).at(node.span).help(NOT_KNOWN));
        }
    }
}

/// What Zola ignores, whose folders look the same.
///
/// <https://www.getzola.org/documentation/getting-started/configuration/>
fn ignored_by_zola(settings: &Settings<'_>, say: &mut dyn FnMut(Diagnostic)) -> Option<PathRule> {
    let node = settings.main.get("ignored_content")?;
    let patterns = texts("ignored_content", Some(node), true, say);
    // A path is matched as a whole, and a star goes over folders.
    let anywhere = patterns.iter().map(|pattern| format!("*/{pattern}"));
    let patterns: Vec<String> =
        patterns.iter().map(|pattern| (*pattern).to_owned()).chain(anywhere).collect();
    let patterns = patterns.iter().map(String::as_str);
    let globs = Globs::new(settings.root, patterns, Stars::Over, node.span, say);
    let reason = Reason::Tool(format!("`ignored_content` in `{}` leaves it out", settings.file));
    Some(PathRule { matches: Matches::Globs(globs), force: Force::Held, reason })
}

/// The names from which Hugo takes dates where its settings name no others.
const DATES: [&str; 8] = [
    "date",
    "publishdate",
    "pubdate",
    "published",
    "expirydate",
    "unpublishdate",
    "lastmod",
    "modified",
];

/// Whether a page's name says when it is published. Refuses settings by which keys of the site's own
/// do: those are not read here.
///
/// <https://gohugo.io/configuration/front-matter/#dates>
fn day_in_name(settings: &Settings<'_>, say: &mut dyn FnMut(Diagnostic)) -> InName {
    let mut in_name = InName::Ignored;
    let Some(dates) = settings.main.get("frontmatter") else { return in_name };
    for key in ["date", "publishdate", "expirydate"] {
        let sources = dates.get(key).map(Node::items).unwrap_or_default();
        let known = |name: &str| {
            DATES.contains(&name) || matches!(name, ":default" | ":git" | ":filemodtime")
        };
        for (at, source) in sources.iter().enumerate() {
            let name = source.as_text().unwrap_or_default().to_lowercase();
            if name == ":filename" && key == "date" {
                in_name = if at == 0 { InName::First } else { InName::Last };
            } else if !known(&name) {
                let message =
                    format!("`frontmatter.{key}` names `{name}`, which is not read as a date here");
                say(Diagnostic::error(Code::InvalidConfig, message)
                    .at(source.span)
                    .help(NOT_KNOWN));
            }
        }
    }
    in_name
}

/// `ignoreFiles`: regular expressions that are looked for in a file's path.
fn ignored(settings: &Settings<'_>, say: &mut dyn FnMut(Diagnostic)) -> Option<PathRule> {
    let node = settings.main.get("ignorefiles")?;
    let patterns = texts("ignoreFiles", Some(node), true, say);
    let Ok(expressions) = RegexSet::new(patterns) else {
        let message = "an entry of `ignoreFiles` is no regular expression";
        say(Diagnostic::error(Code::InvalidConfig, message).at(node.span).help(NOT_KNOWN));
        return None;
    };
    let reason = Reason::Tool(format!("`ignoreFiles` in `{}` leaves it out", settings.file));
    let matches = Matches::Expressions(String::new(), expressions);
    Some(PathRule { matches, force: Force::Held, reason })
}

/// The mounts of the folder of pages.
pub(in crate::source) fn mounts(settings: &Node) -> impl Iterator<Item = &Node> {
    let mounts = settings.get("module").and_then(|module| module.get("mounts"));
    let mounts = mounts.map(Node::items).unwrap_or_default().iter();
    mounts.filter(|mount| {
        let target = mount.get("target").and_then(Node::as_text).unwrap_or_default();
        within("content", target.trim_matches('/')).is_some() || target == "content"
    })
}

/// What mounts leave out: `excludeFiles` and `includeFiles`, and `files`, which has both.
///
/// <https://gohugo.io/configuration/module/#mounts>
fn unmounted(settings: &Settings<'_>, say: &mut dyn FnMut(Diagnostic)) -> Vec<PathRule> {
    let mut rules = Vec::new();
    for mount in mounts(settings.main) {
        let source = mount.get("source").and_then(Node::as_text).unwrap_or_default();
        let root = PackPath::new(source).map_or_else(|_| String::new(), |it| it.to_string());
        let mut listed = |key| texts(key, mount.get(&key.to_lowercase()), true, say);
        let (mut excluded, mut included) = (listed("excludeFiles"), listed("includeFiles"));
        for pattern in listed("files") {
            match pattern.strip_prefix('!') {
                Some(pattern) => excluded.push(pattern.trim()),
                None => included.push(pattern),
            }
        }
        let mut add = |patterns: Vec<&str>, keep: bool| {
            if patterns.is_empty() {
                return;
            }
            let globs = Globs::new(&root, patterns, Stars::Within, mount.span, &mut *say);
            let globs = if keep { globs.keeping() } else { globs };
            let cause = format!("the mount of `{root}` in `{}` leaves it out", settings.file);
            let matches = Matches::Globs(globs);
            rules.push(PathRule { matches, force: Force::Held, reason: Reason::Tool(cause) });
        };
        add(excluded, false);
        add(included, true);
    }
    rules
}

/// Pages in other languages than the one the site starts with, by the names of files and by the
/// folders that languages have of their own.
fn translations(settings: &Settings<'_>) -> Vec<PathRule> {
    let languages = settings.languages.map(Node::entries).unwrap_or_default();
    let mut rules = Vec::new();
    for language in languages.iter().filter(|language| language.key != settings.lang.to_lowercase())
    {
        let reason = Reason::Translation(Some(language.key.clone()));
        let mut add = |matches| {
            let reason = reason.clone();
            rules.push(PathRule { matches, force: Force::Elsewhere, reason });
        };
        add(Matches::Suffix(format!(".{}", language.key)));
        let folder = language.value.get("contentdir").and_then(Node::as_text);
        let folder = folder.and_then(|folder| PackPath::new(folder).ok());
        if let Some(folder) = folder.filter(|folder| folder.as_str() != settings.root) {
            add(Matches::Folder(folder.as_str().to_owned()));
        }
    }
    for mount in mounts(settings.main).filter(|mount| !is_for(mount, settings.lang)) {
        let sites = languages_of_sites(mount).map(patterns).unwrap_or_default();
        let own = mount.get("lang").and_then(Node::as_text).filter(|own| !own.is_empty());
        let only = sites.first().copied().filter(|it| sites.len() == 1 && is_language_tag(it));
        let lang = own.or(only).map(str::to_owned);
        let source = mount.get("source").and_then(Node::as_text).map(PackPath::new);
        let Some(Ok(source)) = source else { continue };
        // A folder that this language has too is where it falls back to.
        if settings.roots.contains(&source.as_str()) {
            continue;
        }
        let reason = Reason::Translation(lang);
        let matches = Matches::Folder(source.as_str().to_owned());
        rules.push(PathRule { matches, force: Force::Elsewhere, reason });
    }
    rules
}
