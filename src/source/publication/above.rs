//! What pages and settings say for the pages below them.

use globset::{GlobBuilder, GlobMatcher};

use super::faults::{NOT_KNOWN, misshapen};
use super::keys::{canonical, concerns};
use super::languages::is_for_if_read;
use super::unclear::Unclear;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::front_matter::{ambiguity, is_label_key};
use crate::source::paths::within;
use crate::text::names::is_slip_of;
use crate::yaml::{Entry, Node, Value};

/// What is said for pages by something above them.
#[derive(Clone, Debug)]
pub(in crate::source) struct Above {
    /// The pages it speaks of.
    scope: Scope,
    /// What it says of them, as they would themselves; nothing but keys that can hold a page back, and
    /// the pattern of their addresses.
    pub(super) entries: Vec<Entry>,
    /// The labels that it gives them.
    pub(super) labels: Vec<Entry>,
    /// The file that says so.
    pub(super) by: String,
    /// Why it cannot be understood: it may hold its pages back.
    pub(super) unclear: Option<Unclear>,
}

#[derive(Clone, Debug)]
enum Scope {
    /// Hugo's: all below a folder, where each of the globs takes the page's path or kind.
    Cascade { folder: String, path: Option<GlobMatcher>, kind: Option<GlobMatcher> },
    /// Jekyll's: what starts with a path, or the glob takes; of one kind alone, by its folder.
    Default { root: String, path: String, glob: Option<GlobMatcher>, folder: Option<Kind> },
}

/// The pages that Jekyll calls of one type.
#[derive(Clone, Debug)]
enum Kind {
    /// Those in no collection.
    Pages,
    /// Those in a folder of this name.
    In(String),
}

impl Above {
    /// Whether it speaks of a page, whose key as seen from the site's folder is `local`.
    pub(in crate::source) fn speaks_of(&self, path: &PackPath, local: &str) -> bool {
        match &self.scope {
            Scope::Cascade { folder, path, kind } => {
                if within(folder, local).is_none() {
                    return false;
                }
                let (address, own) = hugo_page(local);
                path.as_ref().is_none_or(|glob| glob.is_match(&address))
                    && kind.as_ref().is_none_or(|glob| glob.is_match(own))
            }
            Scope::Default { root, path: start, glob, folder } => {
                let Some(text) = within(root, path.as_str()) else { return false };
                let named = match glob {
                    Some(glob) => glob.is_match(text),
                    None => text.starts_with(start),
                };
                let mut folders = path.folder().split('/');
                named
                    && match folder {
                        None => true,
                        Some(Kind::Pages) => !folders.any(|folder| folder.starts_with('_')),
                        Some(Kind::In(name)) => folders.any(|folder| folder == name),
                    }
            }
        }
    }

    /// What it says under a key.
    pub(in crate::source) fn text(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.key == key)?.value.as_text()
    }

    /// What Hugo's `cascade` says, of a page or in the settings: a group of keys, or a list of
    /// them, each with the pages it is for. What is only for another language or another
    /// environment than that of a finished site is for nobody here.
    ///
    /// <https://gohugo.io/content-management/front-matter/#cascade-1>
    pub(in crate::source) fn cascade(node: &Node, folder: &str, by: &str, lang: &str) -> Vec<Self> {
        let groups = match &node.value {
            Value::List(groups) => groups.as_slice(),
            Value::Scalar(_) | Value::Map(_) => std::slice::from_ref(node),
        };
        let group = |group: &Node| matches!(group.value, Value::Map(_)) || group.is_null();
        if !groups.iter().all(group) {
            return vec![Self::in_doubt(Unclear::of_cascade(node), folder, by)];
        }
        let one = |group: &Node| {
            if let Some(unclear) = doubt_of_target(group) {
                return Some(Self::in_doubt(unclear, folder, by));
            }
            let target = group.get("target").or_else(|| group.get("_target"));
            let of = |key: &str| target.and_then(|target| target.get(key)).and_then(Node::as_text);
            let meant = |key, here: &str| of(key).and_then(glob).is_none_or(|it| it.is_match(here));
            let lang = lang.to_lowercase();
            let own = of("lang").map(str::to_lowercase);
            let of_language = own.as_deref().and_then(glob).is_none_or(|it| it.is_match(&lang));
            let by_sites = target.filter(|_| own.is_none());
            let Some(of_sites) = by_sites.map_or(Some(true), |it| is_for_if_read(it, &lang)) else {
                return Some(Self::in_doubt(Unclear::of_cascade(node), folder, by));
            };
            let here = of_language && of_sites && meant("environment", "production");
            let scope = Scope::Cascade {
                folder: folder.to_owned(),
                path: of("path").map(str::to_lowercase).as_deref().and_then(glob),
                kind: of("kind").and_then(glob),
            };
            let unclear = ambiguity(group.entries(), None).map(Unclear::below);
            let (entries, labels, by) = (holding(group), labels(group), by.to_owned());
            here.then_some(Self { scope, entries, labels, by, unclear })
        };
        groups.iter().filter_map(one).collect()
    }

    /// What a section says that is a draft, for all pages below a folder.
    pub(super) fn draft(entry: &Entry, folder: &str, by: &str) -> Self {
        let scope = Scope::Cascade { folder: folder.to_owned(), path: None, kind: None };
        let (entries, by) = (vec![entry.clone()], by.to_owned());
        Self { scope, entries, labels: Vec::new(), by, unclear: None }
    }

    /// What cannot be understood, and may be meant for all pages below a folder.
    pub(super) fn in_doubt(unclear: Unclear, folder: &str, by: &str) -> Self {
        let scope = Scope::Cascade { folder: folder.to_owned(), path: None, kind: None };
        let (entries, labels, by) = (Vec::new(), Vec::new(), by.to_owned());
        Self { scope, entries, labels, by, unclear: Some(unclear) }
    }

    /// What Jekyll's `defaults` say; the longer a path, the more it counts, and one with a type
    /// more than one without.
    ///
    /// <https://jekyllrb.com/docs/configuration/front-matter-defaults/>
    pub(super) fn defaults(
        node: Option<&Node>,
        by: &str,
        root: &str,
        say: &mut dyn FnMut(Diagnostic),
    ) -> Vec<Self> {
        let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
        let is_group = |node: &Node| matches!(node.value, Value::Map(_)) || node.is_null();
        let scope_of =
            |default: &Node, key| default.get("scope").and_then(|it| it.get(key)).cloned();
        let is_default = |default: &Node| {
            let parts = ["scope", "values"].map(|key| default.get(key).is_none_or(is_group));
            let texts = ["path", "type"].map(|key| {
                scope_of(default, key).is_none_or(|it| matches!(it.value, Value::Scalar(_)))
            });
            is_group(default) && parts == [true; 2] && texts == [true; 2]
        };
        if !matches!(node.value, Value::List(_)) || !node.items().iter().all(is_default) {
            say(misshapen("defaults", node, "a list of `scope` and `values`"));
        }
        let mut weighed = Vec::new();
        for default in node.items() {
            doubts_of_default(default).into_iter().for_each(&mut *say);
            let Some(values) = default.get("values") else { continue };
            let of = |key| default.get("scope").and_then(|scope| scope.get(key)?.as_text());
            let path = of("path").unwrap_or_default().trim_start_matches('/').to_owned();
            let folder = of("type").map(|name| match name {
                "pages" => Kind::Pages,
                name => Kind::In(format!("_{name}")),
            });
            let weight = (path.len(), folder.is_some());
            let glob = path.contains('*').then(|| glob(&format!("{path}{{,/**}}"))).flatten();
            let scope = Scope::Default { root: root.to_owned(), path, glob, folder };
            let (entries, labels, by) = (holding(values), labels(values), by.to_owned());
            weighed.push((weight, Self { scope, entries, labels, by, unclear: None }));
        }
        weighed.sort_by_key(|(weight, _)| *weight);
        weighed.into_iter().map(|(_, default)| default).collect()
    }
}

/// Why it is not known for which pages a group of Hugo's `cascade` speaks, where it may hold them
/// back.
fn doubt_of_target(group: &Node) -> Option<Unclear> {
    const KEYS: [&str; 5] = ["environment", "kind", "lang", "path", "sites"];
    const KINDS: [&str; 5] = ["home", "page", "section", "taxonomy", "term"];
    const ENVIRONMENTS: [&str; 4] = ["development", "production", "staging", "test"];
    if holding(group).is_empty() {
        return None;
    }
    let unclear = |entry: &Entry, message: String| Unclear {
        key: "cascade".to_owned(),
        message: format!("{message}: the pages below are held back"),
        span: entry.key_span,
        help: "correct it, or remove it",
    };
    let is_target = |entry: &Entry| ["target", "_target"].contains(&&*entry.key);
    let slip = |entry: &&Entry| !is_target(entry) && is_slip_of(&entry.key, "target");
    if let Some(entry) = group.entries().iter().find(slip) {
        return Some(unclear(entry, format!("`{}` may be meant as `target`", entry.key)));
    }
    let target = group.entries().iter().find(|entry| is_target(entry))?;
    target.value.entries().iter().find_map(|entry| {
        let Some(text) = entry.value.as_text().filter(|_| KEYS.contains(&&*entry.key)) else {
            let known =
                KEYS.contains(&&*entry.key) && entry.value.is_null() || entry.key == "sites";
            let message = format!("`{}` within `{}` is not understood", entry.key, target.key);
            return (!known).then(|| unclear(entry, message));
        };
        let listed =
            |known: &[&str]| text.contains(['*', '{', '?', '[', '!']) || known.contains(&text);
        let known = match &*entry.key {
            "kind" => listed(&KINDS),
            "environment" => listed(&ENVIRONMENTS),
            // Hugo sees every path from the folder of pages, with a slash before it.
            "path" => text.starts_with(['/', '*', '{', '!', '[']),
            _ => true,
        };
        let message = format!("`{}: {text}` within `{}` names no pages", entry.key, target.key);
        (!known).then(|| unclear(entry, message))
    })
}

/// What is wrong with one of Jekyll's `defaults` that may hold pages back.
fn doubts_of_default(default: &Node) -> Vec<Diagnostic> {
    const TYPES: [&str; 3] = ["drafts", "pages", "posts"];
    let error = |message: String, span| {
        Diagnostic::error(Code::InvalidConfig, message).at(span).help(NOT_KNOWN)
    };
    let mut doubts = Vec::new();
    let mut unknown = |node: &Node, keys: &[&str], within: &str| {
        let entries = node.entries().iter().filter(|entry| !keys.contains(&&*entry.key));
        doubts.extend(entries.map(|entry| {
            let message = format!("`{within}` has no key `{}`: it has {}", entry.key, named(keys));
            error(message, entry.key_span)
        }));
    };
    unknown(default, &["scope", "values"], "defaults");
    let scope = default.get("scope");
    let values = default.get("values");
    let holds = values.is_some_and(|values| !holding(values).is_empty());
    if let Some(scope) = scope {
        unknown(scope, &["path", "type"], "scope");
    }
    let kind = scope.and_then(|scope| scope.get("type"));
    if let Some((node, name)) = kind.and_then(|node| Some((node, node.as_text()?)))
        && holds
        && let Some(meant) = TYPES.iter().find(|meant| **meant != name && is_slip_of(name, meant))
    {
        doubts.push(error(format!("the type `{name}` may be meant as `{meant}`"), node.span));
    }
    let unclear = values.and_then(|values| ambiguity(values.entries(), None));
    doubts.extend(unclear.map(|unclear| error(unclear.clone().below().message, unclear.span)));
    doubts
}

fn named(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
}

/// The entries of a group that can hold a page back, or give it an address.
fn holding(node: &Node) -> Vec<Entry> {
    let asked = |entry: &&Entry| concerns(&entry.key) || entry.key == "permalink";
    let held = node.entries().iter().filter(asked);
    held.filter(|entry| canonical(&entry.key) != "cascade").cloned().collect()
}

/// The entries of a group that are labels.
fn labels(node: &Node) -> Vec<Entry> {
    let labels = node.entries().iter().filter(|entry| is_label_key(&entry.key));
    labels.cloned().collect()
}

/// A page's address and kind, as Hugo's targets name them.
fn hugo_page(local: &str) -> (String, &'static str) {
    let (folder, name) = local.rsplit_once('/').unwrap_or(("", local));
    let (path, kind) = match name {
        "_index" if folder.is_empty() => ("", "home"),
        "_index" => (folder, "section"),
        "index" => (folder, "page"),
        _ => (local, "page"),
    };
    (format!("/{}", path.to_lowercase()), kind)
}

/// A glob, or none where it is none: then nothing is asked, and more is held back.
fn glob(pattern: &str) -> Option<GlobMatcher> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).empty_alternates(true).build();
    glob.ok().map(|glob| glob.compile_matcher())
}
