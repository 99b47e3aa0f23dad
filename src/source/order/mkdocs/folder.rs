//! What the folders of a MkDocs project hold, in their order.
//!
//! Forms: <https://oprypin.github.io/mkdocs-literate-nav/reference.html>,
//! <https://github.com/lukasgeiter/mkdocs-awesome-pages-plugin>,
//! <https://lukasgeiter.github.io/mkdocs-awesome-nav/>.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use globset::GlobBuilder;

use super::languages::Languages;
use super::list;
use super::nav::Item;
use crate::files::PackPath;
use crate::source::order::contents::{DEEPEST, leads_away};
use crate::source::order::door::Door;
use crate::source::page_files;
use crate::source::paths::{self, within};
use crate::source::{publication, words};
use crate::text::html;
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
    /// Whether numbers in names count by their value.
    by_value: bool,
    /// The languages of the project.
    languages: Option<&'d Languages>,
}

impl<'d, 'f> Folders<'d, 'f> {
    /// The folders of a project with these settings.
    pub(super) fn new(
        door: &'d mut Door<'f>,
        root: &'d str,
        settings: &Node,
        languages: Option<&'d Languages>,
    ) -> Self {
        let plugin = publication::plugin(settings, "literate-nav");
        let said = |key| plugin?.get(key)?.as_text();
        let list = plugin.map(|_| said("nav_file").unwrap_or("SUMMARY.md").to_owned());
        let index_first = said("implicit_index") == Some("true");
        let by_value = publication::plugin(settings, "awesome-nav").is_some();
        Self { door, root, list, index_first, by_value, languages }
    }

    /// The entries that a `nav` names.
    pub(super) fn named(&mut self, nav: &[Node]) -> Vec<Item> {
        self.entries(nav, "", 0)
    }

    /// Entries of a list, seen from a folder. Those that name pages by a pattern, or all the rest, take
    /// what no other names.
    fn entries(&mut self, nodes: &[Node], folder: &str, depth: usize) -> Vec<Item> {
        let mut named = BTreeSet::new();
        names_in(nodes, folder, &mut named);
        let mut items = Vec::new();
        for node in nodes {
            let found = match pattern_of(node) {
                Some(pattern) => self.matching(&pattern, folder, &named, depth),
                None => self.entry(node, folder, depth),
            };
            named.extend(found.iter().flat_map(Item::all));
            items.extend(found);
        }
        items
    }

    /// The pages and folders of a folder that a pattern takes, without those that are named.
    fn matching(
        &mut self,
        pattern: &str,
        folder: &str,
        named: &BTreeSet<String>,
        depth: usize,
    ) -> Vec<Item> {
        if pattern.is_empty() {
            return self.rest(folder, named, depth);
        }
        let glob = GlobBuilder::new(&paths::join(folder, pattern)).literal_separator(true).build();
        let Ok(glob) = glob.map(|glob| glob.compile_matcher()) else { return Vec::new() };
        let (above, _) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        if above.contains('*') {
            let deep = self.below(folder).map(|path| paths::join(folder, path));
            let pages = deep.filter(|path| glob.is_match(path) && !named.contains(path));
            let pages =
                pages.filter(|path| PackPath::new(path).is_ok_and(|it| page_files::is_page(&it)));
            return pages.map(found).collect();
        }
        let within = paths::join(folder, above).trim_end_matches('/').to_owned();
        let mut items = self.rest(&within, named, depth);
        items.retain(|item| match item {
            Item::Page { path, .. } => glob.is_match(&path.value),
            Item::Section { .. } => item.folder().is_some_and(|folder| glob.is_match(folder)),
        });
        items
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
            [entry] => {
                let title = self.languages.and_then(|languages| languages.title(&entry.key));
                let value = html::said(title.as_ref().unwrap_or(&entry.key));
                (Some(Located { value, span: Some(entry.key_span) }), &entry.value)
            }
            _ => (None, node),
        };
        if let (Some(title), Value::List(nodes)) = (&name, &node.value) {
            let items = self.entries(nodes, folder, depth);
            return vec![Item::Section { title: title.clone(), items, folder: None }];
        }
        if node.as_text().is_some_and(|text| text.contains("://")) {
            self.door.say(leads_away(Some(node.span)));
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
        let value = paths::join(folder, written.trim_end_matches('/'));
        let value = PackPath::new(&value).map_or(value, |path| path.as_str().to_owned());
        let localised = self.languages.and_then(|languages| languages.localised(&value));
        let is_there = |path: &String| self.door.first(&[&paths::join(self.root, path)]).is_some();
        let value = localised.filter(is_there).unwrap_or(value);
        let below = paths::join(self.root, &value);
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
        let title = name.unwrap_or_else(|| self.title_of(&value));
        vec![Item::Section { title, items, folder: Some(value) }]
    }

    /// What a folder lists in the file that the plugin literate-nav reads.
    fn listed(&mut self, folder: &str, depth: usize) -> Option<Vec<Item>> {
        let name = paths::join(folder, self.list.as_ref()?);
        let path = self.door.first(&[&paths::join(self.root, &name)])?;
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
            let own = own.into_iter().chain(below).collect();
            items.push(Item::Section { title, items: own, folder: None });
        }
        items
    }

    /// What a folder says in a file `.pages` or `.nav.yml`, which the plugins awesome-pages and
    /// awesome-nav read.
    fn settings_of(&mut self, folder: &str) -> Option<Node> {
        [".pages", ".nav.yml"].iter().find_map(|name| {
            let path = paths::join(self.root, &paths::join(folder, name));
            self.door.names(&PackPath::new(&path).ok()?)
        })
    }

    fn ordered(&mut self, settings: &Node, folder: &str, depth: usize) -> Vec<Item> {
        let nav = settings.get("nav").or_else(|| settings.get("arrange"));
        let says = |key: &str, value: &str| {
            settings.get(key).and_then(Node::as_text).is_some_and(|text| text == value)
        };
        if let Some(nav) = nav {
            let mut items = self.entries(nav.items(), folder, depth);
            if says("append_unmatched", "true") {
                let known = items.iter().flat_map(Item::all).collect();
                items.extend(self.rest(folder, &known, depth));
            }
            return items;
        }
        let mut items = self.rest(folder, &BTreeSet::new(), depth);
        let sort = settings.get("sort").and_then(|sort| sort.get("direction")?.as_text());
        if says("order", "desc") || sort == Some("desc") {
            items.reverse();
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
            let own = without(self.items(&below, depth + 1), named);
            if !own.is_empty() {
                let title = self.title_of(&below);
                items.push(Item::Section { title, items: own, folder: Some(below) });
            }
        }
        items
    }

    /// The pages that lie in a folder itself; of an index and a README the index alone.
    fn pages(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<&str> = self.below(folder).filter(|name| !name.contains('/')).collect();
        names.retain(|name| PackPath::new(name).is_ok_and(|path| page_files::is_page(&path)));
        if let Some(languages) = self.languages {
            let localised = |name: &str| languages.localised(name);
            let known: BTreeSet<String> = names.iter().map(|&name| name.to_owned()).collect();
            let is_ousted = |name: &str| localised(name).is_some_and(|it| known.contains(&it));
            names.retain(|name| !languages.is_other(name) && !is_ousted(name));
        }
        if names.iter().any(|name| name.starts_with("index.")) {
            names.retain(|name| !name.starts_with("README."));
        }
        names.sort_by(|left, right| self.compare(left, right));
        names.sort_by_key(|name| !is_index(name));
        names.into_iter().map(|name| paths::join(folder, name)).collect()
    }

    /// The folders that lie in a folder, in the order of their names.
    fn folders(&self, folder: &str) -> Vec<String> {
        let names = self.below(folder).filter_map(|name| name.split_once('/'));
        let names: BTreeSet<&str> = names.map(|(name, _)| name).collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_by(|left, right| self.compare(left, right));
        names.into_iter().map(|name| paths::join(folder, name)).collect()
    }

    fn compare(&self, left: &str, right: &str) -> Ordering {
        if self.by_value { words::natural(left, right) } else { left.cmp(right) }
    }

    /// The files below a folder, seen from there.
    fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let folder = paths::join(self.root, folder).trim_end_matches('/').to_owned();
        let files = self.door.below(&folder).iter();
        files.filter_map(move |path| within(&folder, path.as_str()))
    }

    /// What a folder is called: as it says, else by its name.
    fn title_of(&mut self, folder: &str) -> Located<String> {
        let settings = self.settings_of(folder);
        let said = settings.as_ref().and_then(|settings| settings.get("title"));
        if let Some((node, title)) = said.and_then(|node| Some((node, node.as_text()?))) {
            return Located { value: html::said(title), span: Some(node.span) };
        }
        let name = folder.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
        let value = if name.to_lowercase() == name { capitalised(&name) } else { name };
        Located { value, span: None }
    }
}

/// The pattern by which an entry names pages: empty for all that is left; none where it names one.
fn pattern_of(node: &Node) -> Option<String> {
    // A map of one key is a title with its page, which no pattern names.
    let is_pattern = |glob: &&Node| glob.as_text().is_some_and(|text| text.contains('*'));
    let described = node.get("glob").filter(|glob| node.entries().len() > 1 || is_pattern(glob));
    let text = node.as_text().or_else(|| described?.as_text())?;
    if let Some(rest) = text.strip_prefix(REST) {
        // Behind it stand patterns, and options that change no more than the depth.
        let options = rest.split('|').map(str::trim);
        let mut pattern = options.filter(|it| !it.is_empty() && *it != "flat" && !it.contains('='));
        return Some(pattern.next_back().unwrap_or_default().to_owned());
    }
    (text == "*").then(String::new).or_else(|| text.contains('*').then(|| text.to_owned()))
}

/// Items without the pages that are named elsewhere. Folders nest no deeper than they are listed.
fn without(items: Vec<Item>, named: &BTreeSet<String>) -> Vec<Item> {
    let free = items.into_iter().filter_map(|item| match item {
        Item::Page { path, .. } if named.contains(&path.value) => None,
        Item::Page { .. } => Some(item),
        Item::Section { title, items, folder } => {
            let items = without(items, named);
            (!items.is_empty()).then_some(Item::Section { title, items, folder })
        }
    });
    free.collect()
}

/// The paths that entries of a list name, wherever they stand in it. Nesting is bounded by the parser.
fn names_in(nodes: &[Node], folder: &str, named: &mut BTreeSet<String>) {
    for node in nodes {
        let node = match node.entries() {
            [entry] => &entry.value,
            _ => node,
        };
        if pattern_of(node).is_none()
            && let Some(text) = node.as_text()
        {
            named.insert(paths::join(folder, text.trim_end_matches('/')));
        }
        names_in(node.items(), folder, named);
    }
}

impl Item {
    /// The paths of the pages and folders in it.
    fn all(&self) -> Vec<String> {
        self.paths().into_iter().chain(self.folder().map(str::to_owned)).collect()
    }

    /// The folder that it stands for.
    fn folder(&self) -> Option<&str> {
        match self {
            Self::Page { .. } => None,
            Self::Section { folder, .. } => folder.as_deref(),
        }
    }

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
