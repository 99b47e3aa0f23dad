//! `VitePress`: the sidebar of `.vitepress/config.*`, as far as that program says it outright.
//!
//! Form: <https://vitepress.dev/reference/default-theme-sidebar>. `srcExclude` is read in `beside`.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{are_parts, leads_away, sidebar_or_folders};
use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::translations::without_translations;
use crate::files::PackPath;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::literals::{self, Literal};
use crate::source::paths;
use crate::source::program::{source_folder, texts};
use crate::span::{FileId, Span};
use crate::yaml::Located;

/// The folders in which the settings of a site may lie that is exported whole.
pub(super) const FOLDERS: [&str; 4] = ["", "docs/", "src/", "website/"];

/// The settings of a site, of those in some folder.
pub(super) fn settings(folder: &str, door: &Door<'_>) -> Option<PackPath> {
    let mut stems = ["config", "config/index"].into_iter();
    stems.find_map(|stem| door.program(&format!("{folder}.vitepress/{stem}")))
}

/// Reads a `VitePress` project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let found = |folder: &str| settings(folder, door);
    let (folder, path) = FOLDERS.iter().find_map(|folder| Some((*folder, found(folder)?)))?;
    let program = door.open(&path)?;
    let folder = folder.trim_end_matches('/');
    let pages = source_folder(door.text(program), folder).unwrap_or_else(|| folder.to_owned());
    let languages = Languages::read(door.text(program));
    let root = languages.root(&pages);
    let identity = identity(door.text(program));
    let contents = sidebar(&path, program, &pages, &root, door);
    let others = languages.others.iter().map(String::as_str);
    let publishing = without_translations(&pages, others, program, door);
    let order = sidebar_or_folders(&contents);
    let listed_by = Some("`sidebar` in the settings of VitePress".to_owned());
    let site = Site { root, identity, contents, publishing, listed_by, ..Site::default() };
    Some(Found { kind: "a VitePress site", shown_by: (path, order), site })
}

/// The languages of a site.
struct Languages {
    /// The folder of the one that the site starts with, where its pages lie in one.
    own: Option<String>,
    /// The folders of the others.
    others: Vec<String>,
}

impl Languages {
    /// `locales: { root: …, fr: … }`, and `rewrites: { 'en/:rest*': ':rest*' }`.
    fn read(program: &str) -> Self {
        let objects = literals::objects(program);
        let said = |key: &str| objects.iter().find_map(|object| object.with(key)?.get(key));
        let names = said("locales").map(Literal::entries).unwrap_or_default().iter();
        let names = names.map(|(name, _)| name.trim_matches('/').to_owned());
        let rewrites = said("rewrites").map(Literal::entries).unwrap_or_default().iter();
        let own = rewrites.filter(|(_, to)| to.text().is_some_and(|to| to.starts_with(':')));
        let mut own = own.filter_map(|(from, _)| from.split_once("/:")).map(|(name, _)| name);
        let own = own.next().map(str::to_owned);
        let others = names.filter(|name| name != "root" && Some(name) != own.as_ref()).collect();
        Self { own, others }
    }

    fn root(&self, pages: &str) -> String {
        self.own.as_ref().map_or_else(|| pages.to_owned(), |own| paths::join(pages, own))
    }
}

fn identity(program: &str) -> Identity {
    let mut texts = literals::with_key(program, "title");
    let lang = ["lang", "locales.root.lang"].iter().find_map(|key| texts.remove(*key));
    let mut said = |key: &str| texts.remove(key).filter(|text| !text.trim().is_empty());
    let (title, description) = (said("title"), said("description"));
    Identity { title, description, lang, ..Identity::default() }
}

/// The contents that the settings give, which may lie in more than one file: beside the first, and among
/// the pages.
fn sidebar(
    settings: &PackPath,
    program: FileId,
    pages: &str,
    root: &str,
    door: &mut Door<'_>,
) -> Vec<ContentsEntry> {
    let named = |folder: &str, stem: &str| door.program(&paths::join(folder, stem));
    let others = [
        named(root, "config"),
        named(pages, "config"),
        named(settings.folder(), "en"),
        named(settings.folder(), "shared"),
    ];
    let others = others.into_iter().flatten().filter(|path| path != settings);
    let others: Vec<FileId> = others.filter_map(|path| door.open(&path)).collect();
    for file in [program].into_iter().chain(others) {
        let objects = literals::objects(door.text(file));
        let sidebar = objects.iter().find_map(|it| it.with("sidebar")?.get("sidebar"));
        let Some(sidebar) = sidebar else { continue };
        let mut reader = Reader::new(root, texts(file, door.text(file)));
        let contents = reader.contents(sidebar);
        for place in reader.leading_away {
            door.say(leads_away(Some(place)));
        }
        return contents;
    }
    Vec::new()
}

struct Reader<'a> {
    root: &'a str,
    /// Where each text of the program stands first.
    places: BTreeMap<String, Span>,
    leading_away: Vec<Span>,
    /// Where the addresses start for which there are lists; empty for all.
    starts: Vec<&'a str>,
    /// The pages that have a place.
    seen: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn new(root: &'a str, places: BTreeMap<String, Span>) -> Self {
        let (leading_away, starts, seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { root, places, leading_away, starts, seen }
    }

    /// A list of items, or such lists by where the addresses start for which they are shown.
    fn contents(&mut self, sidebar: &'a Literal) -> Vec<ContentsEntry> {
        let lists: Vec<(&str, &Literal)> = match sidebar {
            Literal::Map(entries) => entries.iter().map(|(start, list)| (&**start, list)).collect(),
            list => vec![("", list)],
        };
        self.starts = lists.iter().map(|(start, _)| start.trim_start_matches('/')).collect();
        let mut items = Vec::new();
        for (start, list) in lists {
            let base = list.get("base").and_then(Literal::text).unwrap_or_default();
            let inner = list.get("items").unwrap_or(list).items();
            items.extend(inner.iter().map(|item| (start.trim_start_matches('/'), base, item)));
        }
        // Lists hold links to pages of others, too.
        items.retain(|(start, base, item)| {
            address(item, base).is_none_or(|page| self.is_of(&page, start))
        });
        let parts = are_parts(&items, |(_, _, item)| {
            item.get("items").is_some() && item.get("link").is_none()
        });
        let items = items.into_iter();
        items.filter_map(|(start, base, item)| self.item(item, start, base, parts)).collect()
    }

    /// Whether the list for addresses that start so is the one of a page.
    fn is_of(&self, page: &str, start: &str) -> bool {
        let address = format!("{page}/");
        let fits = |start: &&&str| address.starts_with(**start);
        let own = self.starts.iter().filter(fits).max_by_key(|start| start.len());
        own.is_none_or(|own| *own == start)
    }

    /// An item, seen from where its addresses start. Items nest as deep as the program that was read,
    /// which is bounded.
    fn item(
        &mut self,
        item: &Literal,
        start: &str,
        base: &str,
        parts: bool,
    ) -> Option<ContentsEntry> {
        let text = |key| item.get(key).and_then(Literal::text);
        let base = text("base").unwrap_or(base);
        let below = item.get("items").map(Literal::items).unwrap_or_default();
        let pages = below.iter().filter_map(|item| self.item(item, start, base, false));
        let pages: Vec<_> = pages.collect();
        let label = text("text").map(str::to_owned);
        let Some(link) = text("link") else {
            let title = Some(Located { value: label?, span: None });
            let (part, title) = if parts { (title, None) } else { (None, title) };
            let group = ContentsGroup { part, title, pages, ..ContentsGroup::default() };
            return Some(ContentsEntry::Group(group));
        };
        let span = self.places.get(link).copied();
        let Some(page) = address(item, base) else {
            self.leading_away.extend(span);
            return None;
        };
        let is_new = self.is_of(&page, start) && self.seen.insert(page.clone());
        if !is_new && pages.is_empty() {
            return None;
        }
        let page = Some(Located { value: paths::join(self.root, &page), span });
        let group = ContentsGroup { page, name: label, pages, ..ContentsGroup::default() };
        Some(ContentsEntry::Group(group))
    }
}

/// The path of the page that an item leads to, seen from where the pages lie; none for a place on the
/// web, and for what leads nowhere.
fn address(item: &Literal, base: &str) -> Option<String> {
    let base = item.get("base").and_then(Literal::text).unwrap_or(base);
    let link = item.get("link")?.text().filter(|link| !link.contains("://"))?;
    let address = format!("{base}{link}");
    let address = address.split(['#', '?']).next()?.trim_matches('/');
    let stem = address.strip_suffix(".html").or_else(|| address.strip_suffix(".md"));
    Some(stem.unwrap_or(address).to_owned())
}
