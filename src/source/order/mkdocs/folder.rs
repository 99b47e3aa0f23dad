//! What the folders of a MkDocs project hold, in their order.
//!
//! Forms: <https://oprypin.github.io/mkdocs-literate-nav/reference.html>,
//! <https://github.com/lukasgeiter/mkdocs-awesome-pages-plugin>.

use std::collections::BTreeSet;

use super::list;
use super::nav::Item;
use crate::files::PackPath;
use crate::source::order::site::{self, DEEPEST, Door, within};
use crate::source::{publication, select};
use crate::text::names::capitalised;
use crate::yaml::{Located, Node, Value};

/// What stands for all that an order does not name.
const REST: &str = "...";

/// The folders below the one that holds the pages.
pub(super) struct Folders<'d, 'f> {
    door: &'d mut Door<'f>,
    root: &'d str,
    /// The file in which a folder lists its pages, where the plugin for that is on.
    list: Option<String>,
    /// Whether an index opens a folder that does not list it.
    index_first: bool,
}

impl<'d, 'f> Folders<'d, 'f> {
    /// The folders of a project with these settings.
    pub(super) fn new(door: &'d mut Door<'f>, root: &'d str, settings: &Node) -> Self {
        let plugin = publication::plugin(settings, "literate-nav");
        let said = |key| plugin?.get(key)?.as_text();
        let list = plugin.map(|_| said("nav_file").unwrap_or("SUMMARY.md").to_owned());
        let index_first = said("implicit_index") == Some("true");
        Self { door, root, list, index_first }
    }

    /// The entries that a `nav` names.
    pub(super) fn named(&mut self, nav: &[Node]) -> Vec<Item> {
        nav.iter().flat_map(|node| self.entry(node, "", 0)).collect()
    }

    /// What a folder holds, as it says itself, else as MkDocs finds it.
    pub(super) fn items(&mut self, folder: &str, depth: usize) -> Vec<Item> {
        if depth > DEEPEST {
            return Vec::new();
        }
        if let Some(items) = self.listed(folder, depth) {
            return items;
        }
        match self.settings_of(folder) {
            Some(settings) => self.ordered(&settings, folder, depth),
            None => self.rest(folder, &BTreeSet::new(), depth),
        }
    }

    /// An entry of a `nav`, seen from a folder: `page.md`, `folder/`, `Title: page.md`,
    /// `Title: folder/` or `Title: [...]`. An address on the web is no page.
    fn entry(&mut self, node: &Node, folder: &str, depth: usize) -> Vec<Item> {
        let (name, node) = match node.entries() {
            [entry] => (
                Some(Located { value: entry.key.clone(), span: Some(entry.key_span) }),
                &entry.value,
            ),
            _ => (None, node),
        };
        if let (Some(title), Value::List(nodes)) = (&name, &node.value) {
            let items = nodes.iter().flat_map(|node| self.entry(node, folder, depth)).collect();
            return vec![Item::Section { title: title.clone(), items }];
        }
        if node.as_text().is_some_and(|text| text.contains("://")) {
            self.door.say(site::leads_away(Some(node.span)));
            return Vec::new();
        }
        let written = node.as_text().filter(|text| !text.starts_with('/'));
        let Some(written) = written else { return Vec::new() };
        let path = Located { value: written.to_owned(), span: Some(node.span) };
        self.target(path, name, folder, depth)
    }

    /// The page or folder at a path that is seen from a folder.
    fn target(
        &mut self,
        path: Located<String>,
        name: Option<Located<String>>,
        folder: &str,
        depth: usize,
    ) -> Vec<Item> {
        let Located { value: written, span } = path;
        let value = site::join(folder, written.trim_end_matches('/'));
        let value = PackPath::new(&value).map_or(value, |path| path.as_str().to_owned());
        let below = site::join(self.root, &value);
        if !self.door.has_folder(&below) || self.door.first(&[&below]).is_some() {
            let name = name.map(|name| name.value);
            return vec![Item::Page { path: Located { value, span }, name }];
        }
        // A folder that holds itself would have no end.
        if !folder.is_empty() && within(folder, &value).is_none() {
            return Vec::new();
        }
        let items = self.items(&value, depth + 1);
        if items.is_empty() {
            return items;
        }
        vec![Item::Section { title: name.unwrap_or_else(|| self.title_of(&value)), items }]
    }

    /// What a folder lists in the file that the plugin literate-nav reads.
    fn listed(&mut self, folder: &str, depth: usize) -> Option<Vec<Item>> {
        let name = site::join(folder, self.list.as_ref()?);
        let path = self.door.first(&[&site::join(self.root, &name)])?;
        let file = self.door.open(&path)?;
        let entries = list::entries(self.door.text(file), file)?;
        let mut items = self.linked(entries, folder, depth);
        let index = self.pages(folder).into_iter().next().filter(|name| is_index(name));
        let listed = |name: &str| {
            items.iter().any(|it| matches!(it, Item::Page { path, .. } if path.value == name))
        };
        if let Some(index) = index.filter(|index| self.index_first && !listed(index)) {
            items.insert(0, found(index));
        }
        Some(items)
    }

    fn linked(&mut self, entries: Vec<list::Entry>, folder: &str, depth: usize) -> Vec<Item> {
        let mut items = Vec::new();
        for list::Entry { title, target, below } in entries {
            let below = self.linked(below, folder, depth);
            let own = match target {
                Some(target) if below.is_empty() => {
                    let path = Located { value: target, span: title.span };
                    items.extend(self.target(path, Some(title), folder, depth));
                    continue;
                }
                // A page with others below it opens a section.
                Some(target) => {
                    let path = Located { value: target, span: title.span };
                    self.target(path, None, folder, depth)
                }
                None if title.value.contains('*') => {
                    let known = items.iter().flat_map(Item::paths).collect();
                    items.extend(self.rest(folder, &known, depth));
                    continue;
                }
                None => Vec::new(),
            };
            items.push(Item::Section { title, items: own.into_iter().chain(below).collect() });
        }
        items
    }

    /// What a folder says in a file `.pages`, which the plugin awesome-pages reads.
    fn settings_of(&mut self, folder: &str) -> Option<Node> {
        let path = PackPath::new(&site::join(self.root, &site::join(folder, ".pages"))).ok()?;
        self.door.names(&path)
    }

    fn ordered(&mut self, settings: &Node, folder: &str, depth: usize) -> Vec<Item> {
        let nav = settings.get("nav").or_else(|| settings.get("arrange"));
        let nodes = nav.map(Node::items).unwrap_or_default();
        let named = nodes.iter().map(|node| match node.entries() {
            [entry] => &entry.value,
            _ => node,
        });
        let named = named.filter_map(Node::as_text).map(|name| site::join(folder, name));
        let named: BTreeSet<String> = named.collect();
        let mut items = Vec::new();
        for node in nodes {
            if node.as_text().is_some_and(|text| text.starts_with(REST)) {
                items.extend(self.rest(folder, &named, depth));
            } else {
                items.extend(self.entry(node, folder, depth));
            }
        }
        if nav.is_none() {
            items = self.rest(folder, &named, depth);
            if settings.get("order").and_then(Node::as_text) == Some("desc") {
                items.reverse();
            }
        }
        items
    }

    /// The pages of a folder and then the folders in it, in the order of their names, the index
    /// first; without those that are named.
    fn rest(&mut self, folder: &str, named: &BTreeSet<String>, depth: usize) -> Vec<Item> {
        let pages = self.pages(folder).into_iter().filter(|name| !named.contains(name));
        let mut items: Vec<Item> = pages.map(found).collect();
        for below in self.folders(folder) {
            let hidden = self.settings_of(&below).is_some_and(|settings| {
                settings.get("hide").and_then(Node::as_text) == Some("true")
            });
            if named.contains(&below) || hidden {
                continue;
            }
            let own = self.items(&below, depth + 1);
            if !own.is_empty() {
                items.push(Item::Section { title: self.title_of(&below), items: own });
            }
        }
        items
    }

    /// The pages that lie in a folder itself; of an index and a README the index alone.
    fn pages(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<&str> = self.below(folder).filter(|name| !name.contains('/')).collect();
        names.retain(|name| PackPath::new(name).is_ok_and(|path| select::is_page(&path)));
        if names.iter().any(|name| name.starts_with("index.")) {
            names.retain(|name| !name.starts_with("README."));
        }
        names.sort_by_key(|name| (!is_index(name), *name));
        names.into_iter().map(|name| site::join(folder, name)).collect()
    }

    /// The folders that lie in a folder, in the order of their names.
    fn folders(&self, folder: &str) -> Vec<String> {
        let names = self.below(folder).filter_map(|name| name.split_once('/'));
        let names: BTreeSet<&str> = names.map(|(name, _)| name).collect();
        names.into_iter().map(|name| site::join(folder, name)).collect()
    }

    /// The files below a folder, seen from there.
    fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let folder = site::join(self.root, folder).trim_end_matches('/').to_owned();
        let files = self.door.below(&folder).iter();
        files.filter_map(move |path| within(&folder, path.as_str()))
    }

    /// What a folder is called: as it says, else by its name.
    fn title_of(&mut self, folder: &str) -> Located<String> {
        let settings = self.settings_of(folder);
        let said = settings.as_ref().and_then(|settings| settings.get("title"));
        if let Some((node, title)) = said.and_then(|node| Some((node, node.as_text()?))) {
            return Located { value: title.to_owned(), span: Some(node.span) };
        }
        let name = folder.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
        let value = if name.to_lowercase() == name { capitalised(&name) } else { name };
        Located { value, span: None }
    }
}

impl Item {
    /// The paths of the pages in it.
    fn paths(&self) -> Vec<String> {
        match self {
            Self::Page { path, .. } => vec![path.value.clone()],
            Self::Section { items, .. } => items.iter().flat_map(Item::paths).collect(),
        }
    }
}

/// A page that nobody named: where it is held back there is nothing to say.
fn found(path: String) -> Item {
    Item::Page { path: Located { value: path, span: None }, name: None }
}

fn is_index(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.starts_with("index.") || name.starts_with("README.")
}
