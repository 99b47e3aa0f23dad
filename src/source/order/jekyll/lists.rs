//! Lists of pages among the data of a Jekyll site, from which its templates make their menus.
//!
//! Form: <https://jekyllrb.com/tutorials/navigation/>. Jekyll itself has none: which file a template
//! reads, and by which keys, is the theme's. So a list is known by its items, most of which are pages of
//! the site, each by its address (`url: /docs/install/`) or its name (`- install`); a section has a title,
//! and a list of its own under whatever key.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::addresses::Jekyll;
use crate::source::candidate::Candidate;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::order::contents::{DEEPEST, are_parts};
use crate::source::order::data_list::{Item, Link, List};
use crate::source::order::door::Door;
use crate::source::order::site::Site;
use crate::source::paths;
use crate::yaml::{Located, Node, Value};

/// What the names of files have in them whose lists are menus; others hold what a site shows else.
const MENUS: [&str; 7] = ["nav", "sidebar", "menu", "toc", "contents", "docs", "tutorials"];

/// The fewest pages that make a list of a site.
const FEWEST: usize = 2;

/// The lists that the data of a site holds, of files whose names say that they are menus.
pub(super) fn read(folder: &str, before: &[String], door: &mut Door<'_>) -> Vec<List> {
    let is_menu = |stem: &str| MENUS.iter().any(|menu| stem.to_lowercase().contains(menu));
    let is_data = |ending: Option<&str>| matches!(ending, Some("yml" | "yaml" | "json" | "toml"));
    let files = door.below(folder).iter();
    let files = files.filter(|path| is_menu(path.stem()) && is_data(path.extension()));
    let files: Vec<_> = files.cloned().collect();
    let mut lists = Vec::new();
    for node in files.iter().filter_map(|path| door.names(path)) {
        lists_in(&node, "", before, 0, &mut lists);
    }
    lists
}

/// The lists that a file holds: itself, or those below its keys.
fn lists_in(node: &Node, key: &str, before: &[String], depth: usize, lists: &mut Vec<List>) {
    match &node.value {
        Value::List(_) => lists.push(List { items: items(node, key, before, depth) }),
        Value::Map(entries) if depth < DEEPEST => {
            for entry in entries {
                lists_in(&entry.value, &entry.key, before, depth + 1, lists);
            }
        }
        Value::Map(_) | Value::Scalar(_) => {}
    }
}

/// The items of a list that stands under a key.
fn items(list: &Node, key: &str, before: &[String], depth: usize) -> Vec<Item> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let item = |node: &Node| {
        if let Some(name) = node.as_text() {
            let own = address(name, before)?;
            let addresses = vec![format!("{key}/{own}"), own];
            let at = Located { value: name.to_owned(), span: Some(node.span) };
            return Some(Item {
                title: None,
                link: Some(Link { addresses, at }),
                items: Vec::new(),
            });
        }
        let said = |keys: &[&str]| {
            let found =
                keys.iter().find_map(|key| node.get(key).filter(|it| it.as_text().is_some()));
            found.and_then(|it| {
                Some(Located { value: it.as_text()?.to_owned(), span: Some(it.span) })
            })
        };
        let title = said(&["title", "name", "label", "text"]);
        let link = said(&["url", "link", "href", "path", "page", "permalink"]).and_then(|at| {
            let addresses = vec![address(&at.value, before)?];
            Some(Link { addresses, at })
        });
        let below = node.entries().iter().find(|entry| !entry.value.items().is_empty());
        let items = below.map(|entry| items(&entry.value, &entry.key, before, depth + 1));
        Some(Item { title, link, items: items.unwrap_or_default() })
    };
    list.items().iter().filter_map(item).collect()
}

/// An address as it is compared: below what the site lies below, and without what says the same with
/// or without. None for a place on the web.
fn address(link: &str, before: &[String]) -> Option<String> {
    let link = link
        .split_once("}}")
        .filter(|(start, _)| start.contains("{{"))
        .map_or(link, |(_, rest)| rest);
    let is_away = link.contains("://") || link.starts_with("mailto:") || link.starts_with("//");
    let path = link.split(['#', '?']).next().filter(|path| !path.is_empty() && !is_away)?;
    let path = path.trim_matches('/');
    let mut before = before.iter().filter(|before| !before.is_empty());
    let below = before.find_map(|before| paths::within(before, path)).unwrap_or(path);
    let stem =
        [".html", ".md"].iter().find_map(|ending| below.strip_suffix(ending)).unwrap_or(below);
    let stem = stem
        .strip_suffix("index")
        .filter(|rest| rest.is_empty() || rest.ends_with('/'))
        .unwrap_or(stem);
    Some(stem.trim_end_matches('/').to_owned())
}

/// The contents that the lists of a site give, with every page that none of them names behind; empty
/// where the pages say themselves where they stand, or no list names some of them.
pub(in crate::source::order) fn contents(
    pages: &[Candidate],
    site: &Site,
    jekyll: &Jekyll,
) -> Vec<ContentsEntry> {
    let says_place =
        |page: &Candidate| page.front.meta.menu_order.is_some() || page.front.meta.parent.is_some();
    if site.lists.is_empty() || pages.iter().any(says_place) {
        return Vec::new();
    }
    let mut reader = Reader { pages: Pages::of(pages, site, jekyll), seen: BTreeSet::new() };
    let mut lists: Vec<(usize, &List)> = Vec::new();
    for list in &site.lists {
        let (links, known) = reader.pages.count(&list.items);
        if known >= FEWEST && known * 2 >= links {
            lists.push((known, list));
        }
    }
    // The longest is of the whole; a menu for the top of a site names some of its pages again.
    lists.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    let items: Vec<&Item> = lists.iter().flat_map(|(_, list)| &list.items).collect();
    let named = reader.pages.named(&items);
    let opening = pages.iter().find(|page| page.opens_pack());
    let opening = opening.map(|page| page.path.as_str()).filter(|path| !named.contains(path));
    // What follows a part seems to belong to it.
    let rest = pages.len() > named.len() + usize::from(opening.is_some());
    let parts = !rest && are_parts(&items, |item| item.link.is_none());
    let listed: Vec<_> = items.iter().filter_map(|item| reader.entry(item, parts)).collect();
    if listed.is_empty() {
        return Vec::new();
    }
    let unwritten =
        |path: &str| ContentsEntry::Page(Located { value: path.to_owned(), span: None });
    let all = unwritten(&format!("{}/", site.root));
    opening.map(unwritten).into_iter().chain(listed).chain([all]).collect()
}

/// The pages of a site by what a list may call them.
struct Pages<'a> {
    by_address: BTreeMap<String, &'a str>,
    /// By the names of their files, where one alone has it.
    by_name: BTreeMap<&'a str, Option<&'a str>>,
}

impl<'a> Pages<'a> {
    fn of(pages: &'a [Candidate], site: &Site, jekyll: &Jekyll) -> Self {
        let (mut by_address, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for page in pages.iter().filter(|page| !page.titled) {
            let (local, path) = (page.local_key(), page.path.as_str());
            let made =
                jekyll.addresses(&page.front.meta, &page.path, local, &site.publishing.above);
            for it in made.iter().map(String::as_str).chain([local]) {
                by_address.entry(address(it, &[]).unwrap_or_default()).or_insert(path);
            }
            let name = by_name.entry(page.path.stem()).or_insert(Some(path));
            *name = name.filter(|known| *known == path);
        }
        Self { by_address, by_name }
    }

    /// The path of the page that a link leads to.
    fn find(&self, link: &Link) -> Option<&'a str> {
        let by_address = link.addresses.iter().find_map(|it| self.by_address.get(it).copied());
        by_address.or_else(|| self.by_name.get(link.addresses.last()?.as_str()).copied().flatten())
    }

    /// How many links there are, and how many of them lead to pages.
    fn count(&self, items: &[Item]) -> (usize, usize) {
        items.iter().fold((0, 0), |(links, known), item| {
            let below = self.count(&item.items);
            let own = item.link.as_ref();
            let is_page = own.is_some_and(|link| self.find(link).is_some());
            (links + usize::from(own.is_some()) + below.0, known + usize::from(is_page) + below.1)
        })
    }

    /// The pages that are named.
    fn named(&self, items: &[&Item]) -> BTreeSet<&'a str> {
        let (mut open, mut named) = (items.to_vec(), BTreeSet::new());
        while let Some(item) = open.pop() {
            named.extend(item.link.as_ref().and_then(|link| self.find(link)));
            open.extend(&item.items);
        }
        named
    }
}

struct Reader<'a> {
    pages: Pages<'a>,
    /// The pages that have their place.
    seen: BTreeSet<&'a str>,
}

impl Reader<'_> {
    /// An item that is a page, or stands above pages. Items nest as deep as the data, which is bounded.
    fn entry(&mut self, item: &Item, parts: bool) -> Option<ContentsEntry> {
        let page = item.link.as_ref().and_then(|link| Some((link, self.pages.find(link)?)));
        let page = page.filter(|(_, path)| self.seen.insert(path));
        let pages: Vec<_> = item.items.iter().filter_map(|item| self.entry(item, false)).collect();
        let title = item.title.clone();
        let mut group = ContentsGroup { pages, ..ContentsGroup::default() };
        match page {
            Some((link, path)) => {
                group.page = Some(Located { value: path.to_owned(), span: link.at.span });
                group.name = title.map(|title| title.value);
            }
            None if group.pages.is_empty() => return None,
            None if parts => group.part = title,
            None => group.title = title,
        }
        Some(ContentsEntry::Group(group))
    }
}
