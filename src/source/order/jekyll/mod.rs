//! Jekyll: `nav_order` and `parent`, by title, order the pages of its documentation themes.
//!
//! Form: <https://just-the-docs.com/docs/navigation/main/order/>. Both are keys of front matter
//! that every folder may use; here only the settings are Jekyll's own.

pub(super) mod lists;

use std::collections::BTreeMap;

use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::values::{add_values, text_of};
use crate::files::PackPath;
use crate::source::addresses::{Addressing, Jekyll};
use crate::source::config::ContentsEntry;
use crate::source::dialect::Dialect;
use crate::source::page_files;
use crate::source::paths;
use crate::source::publication;
use crate::source::punctuation::Punctuation;
use crate::span::Span;
use crate::yaml::{Located, Node};

/// Where the settings lie: in the exported folder, else in the one from which GitHub publishes the
/// site of a repository.
const SETTINGS: [&str; 6] = [
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "docs/_config.yml",
    "docs/_config.yaml",
    "docs/_config.toml",
];

/// Reads a Jekyll project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let path = door.first(&SETTINGS)?;
    let settings = door.settings(&path)?;
    let root = door.folder_of(&settings, "source", "");
    let root = paths::join(path.folder(), &root).trim_end_matches('/').to_owned();
    let mut values = BTreeMap::new();
    add_values("site", &settings, &mut values);
    let author = settings.get("author");
    let author =
        author.and_then(|author| author.as_text().or_else(|| author.get("name")?.as_text()));
    let identity = Identity {
        title: text_of(&settings, "title"),
        description: text_of(&settings, "description"),
        authors: author.map(str::to_owned).into_iter().collect(),
        lang: ["lang", "locale"].iter().find_map(|key| text_of(&settings, key)),
        copyright: None,
    };
    let named = publication::collections(&settings).into_iter().map(|(name, _)| name);
    let known = ["posts", "drafts"].map(str::to_owned);
    let collections = named.chain(known).map(|name| format!("_{name}")).collect();
    let mut say = |diagnostic| door.say(diagnostic);
    let publishing = publication::of_jekyll(&settings, path.as_str(), &root, &mut say);
    let (dialect, roots) =
        (Dialect::Jekyll, Vec::from_iter((!root.is_empty()).then(|| root.clone())));
    let addresses = Jekyll::read(&settings);
    let contents = header_pages(&settings, &root, door);
    let data = door.folder_of(&settings, "data_dir", "_data");
    let lists = lists::read(&paths::join(&root, &data), &addresses.before, door);
    let order = match (contents.is_empty(), lists.is_empty()) {
        (false, _) => "its `header_pages` come first, then `nav_order` and `parent` give the order",
        (true, false) => "`nav_order` and `parent` give the order, else the lists in its data",
        (true, true) => "`nav_order` and `parent` give the order",
    };
    let site = Site {
        dialect,
        roots,
        root,
        identity,
        contents,
        lists,
        collections,
        punctuation: Punctuation::of_jekyll(&settings),
        publishing,
        addressing: Addressing::Jekyll(addresses),
        values,
        ..Site::default()
    };
    let shown_by = (path, order);
    Some(Found { kind: "a Jekyll site", shown_by, site })
}

/// The pages that the usual theme puts into its menu, in their order, behind the one that opens the site;
/// then all others.
///
/// <https://github.com/jekyll/minima#customize-navigation-links>
fn header_pages(settings: &Node, root: &str, door: &Door<'_>) -> Vec<ContentsEntry> {
    let named = settings.get("header_pages").map(Node::items).unwrap_or_default();
    let named = named.iter().filter_map(|node| Some((node.as_text()?, Some(node.span))));
    let path = |name: &str| paths::join(root, name.trim_start_matches('/'));
    let is_page = |name: &str| PackPath::new(name).is_ok_and(|path| page_files::is_page(&path));
    let there = |(name, span): (&str, Option<Span>)| {
        let value = path(name);
        let known = is_page(&value) && door.first(&[&value]).is_some();
        known.then_some(Located { value, span })
    };
    let pages: Vec<Located<String>> = named.filter_map(there).collect();
    if pages.is_empty() {
        return Vec::new();
    }
    let opening =
        ["index.md", "index.markdown"].map(|name| (name, None)).into_iter().find_map(there);
    let opening = opening.filter(|opening| pages.iter().all(|page| page.value != opening.value));
    let rest = Located { value: format!("{root}/"), span: None };
    opening.into_iter().chain(pages).chain([rest]).map(ContentsEntry::Page).collect()
}
