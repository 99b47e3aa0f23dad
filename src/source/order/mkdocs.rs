//! MkDocs: `nav` in `mkdocs.yml` is the order; without it the folders are.
//!
//! Form: <https://www.mkdocs.org/user-guide/configuration/#nav>.

use super::site::{self, Door, Found, Identity, Site};
use crate::diag::{Code, Diagnostic};
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::dialect::Dialect;
use crate::source::publication;
use crate::yaml::{Entry, Located, Node, Value};

/// Reads a MkDocs project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let path = door.first(&["mkdocs.yml", "mkdocs.yaml"])?;
    let settings = door.settings(&path)?;
    if let Some((unsaid, inherits)) = publication::inherited(&settings) {
        let message = format!("these settings inherit others, which may say more under `{unsaid}`");
        let help = format!("write `{unsaid}` here as well, empty where there is nothing to say");
        door.say(Diagnostic::error(Code::InvalidConfig, message).at(inherits.span).help(help));
    }
    let root = door.folder_of(&settings, "docs_dir", "docs");
    let nav = settings.get("nav").map(Node::items).unwrap_or_default();
    let contents = top(nav, &root);
    let order = if contents.is_empty() {
        "its folders give the order"
    } else {
        "its `nav` gives the order"
    };
    let (dialect, roots) = (Dialect::MkDocs, vec![root.clone()]);
    let identity = identity(&settings);
    let mut say = |diagnostic| door.say(diagnostic);
    let publishing = publication::of_mkdocs(&settings, path.as_str(), &root, &mut say);
    let listed_by = Some(format!("`nav` in `{path}`"));
    let site =
        Site { dialect, roots, root, identity, contents, publishing, listed_by, ..Site::default() };
    Some(Found { kind: "a MkDocs project", shown_by: (path, order), site })
}

fn identity(settings: &Node) -> Identity {
    Identity {
        title: site::text_of(settings, "site_name"),
        description: site::text_of(settings, "site_description"),
        authors: site::text_of(settings, "site_author").into_iter().collect(),
        lang: settings.get("theme").and_then(|theme| site::text_of(theme, "language")),
        copyright: site::text_of(settings, "copyright"),
    }
}

/// Top-level sections are parts.
fn top(nav: &[Node], root: &str) -> Vec<ContentsEntry> {
    let mut entries = Vec::new();
    for item in nav {
        match section(item) {
            Some((title, items)) => {
                let part = Some(located(title));
                let pages = below(items, root);
                let group = ContentsGroup { part, pages, ..ContentsGroup::default() };
                entries.push(ContentsEntry::Group(group));
            }
            None => entries.extend(page(item, root)),
        }
    }
    entries
}

/// Deeper sections have no page of their own. Where the first of their pages is an index, it
/// stands above the others; else the section's title does.
fn below(nav: &[Node], root: &str) -> Vec<ContentsEntry> {
    let mut entries = Vec::new();
    for item in nav {
        let Some((title, items)) = section(item) else {
            entries.extend(page(item, root));
            continue;
        };
        let mut pages = below(items, root);
        let mut group = ContentsGroup::default();
        match pages.first() {
            Some(ContentsEntry::Group(first)) if first.page.as_ref().is_some_and(is_index) => {
                // It stands for the section, which has the title.
                group.page.clone_from(&first.page);
                group.name = Some(title.key.clone());
                pages.remove(0);
            }
            _ => group.title = Some(located(title)),
        }
        entries.push(ContentsEntry::Group(ContentsGroup { pages, ..group }));
    }
    entries
}

/// `Title: [..]`, as its only entry and the items.
fn section(item: &Node) -> Option<(&Entry, &[Node])> {
    let [entry] = item.entries() else { return None };
    matches!(entry.value.value, Value::List(_)).then(|| (entry, entry.value.items()))
}

fn located(title: &Entry) -> Located<String> {
    Located { value: title.key.clone(), span: Some(title.key_span) }
}

/// A page: `path.md` or `Title: path.md`. An address on the web is no page.
fn page(item: &Node, root: &str) -> Option<ContentsEntry> {
    let (name, path) = match item.entries() {
        [entry] => (Some(entry.key.clone()), &entry.value),
        _ => (None, item),
    };
    let written = path.as_text().filter(|text| !text.contains("://") && !text.starts_with('/'))?;
    let page = Some(Located { value: site::join(root, written), span: Some(path.span) });
    Some(ContentsEntry::Group(ContentsGroup { page, name, ..ContentsGroup::default() }))
}

fn is_index(path: &Located<String>) -> bool {
    let name = path.value.rsplit('/').next().unwrap_or_default();
    ["index.md", "readme.md"].iter().any(|index| name.eq_ignore_ascii_case(index))
}
