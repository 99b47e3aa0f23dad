//! Starlight: `sidebar` among its options in `astro.config.*`, as far as that program says it
//! outright; else the folders below `src/content/docs`.
//!
//! Form: <https://starlight.astro.build/reference/configuration/#sidebar>.

use std::collections::BTreeMap;

use super::contents::{are_parts, leads_away, sidebar_or_folders};
use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::translations::without_translations;
use crate::files::PackPath;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::literals::{self, Literal};
use crate::source::paths;
use crate::source::program::texts;
use crate::span::Span;
use crate::yaml::Located;

/// The folders in which such a site may lie that is exported whole.
const FOLDERS: [&str; 3] = ["", "docs/", "website/"];

/// Where its pages lie.
pub(super) const PAGES: &str = "src/content/docs";

/// The settings of such a site in some folder, as Astro looks for them.
pub(super) fn settings(folder: &str, door: &Door<'_>) -> Option<PackPath> {
    let endings = ["mjs", "js", "ts", "mts", "cjs", "cts"];
    let names = endings.map(|ending| format!("{folder}astro.config.{ending}"));
    door.first_of(&names).filter(|_| door.has_folder(&format!("{folder}{PAGES}")))
}

/// Reads a Starlight project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let found = |folder: &str| settings(folder, door);
    let (folder, path) = FOLDERS.iter().find_map(|folder| Some((*folder, found(folder)?)))?;
    let program = door.open(&path)?;
    let options = literals::argument(door.text(program), "starlight").unwrap_or_default();
    let pages = format!("{folder}{PAGES}");
    let languages = options.get("locales").map(Literal::entries).unwrap_or_default();
    let start = options.get("defaultLocale").and_then(Literal::text).unwrap_or("root");
    let own = languages.iter().find(|(name, _)| name == start).map(|(_, language)| language);
    let root = match own.filter(|_| start != "root") {
        Some(_) => paths::join(&pages, start),
        None => pages.clone(),
    };
    let mut reader = Reader {
        root: &root,
        places: texts(program, door.text(program)),
        leading_away: Vec::new(),
    };
    let contents = reader.contents(&options);
    for place in reader.leading_away {
        door.say(leads_away(Some(place)));
    }
    let others = languages.iter().map(|(name, _)| &**name);
    let others = others.filter(|name| ![start, "root"].contains(name));
    let publishing = without_translations(&pages, others, program, door);
    let text = |value: Option<&Literal>| value.and_then(Literal::text).map(str::to_owned);
    let title = options.get("title");
    let first = title.and_then(|title| Some(&title.entries().first()?.1));
    let identity = Identity {
        title: text(title).or_else(|| text(first)),
        description: text(options.get("description")),
        lang: text(own.and_then(|own| own.get("lang"))),
        ..Identity::default()
    };
    let order = sidebar_or_folders(&contents);
    let listed_by = Some("`sidebar` of Starlight".to_owned());
    let site = Site { root, identity, contents, publishing, listed_by, ..Site::default() };
    Some(Found { kind: "a site of Starlight", shown_by: (path, order), site })
}

struct Reader<'a> {
    root: &'a str,
    /// Where each text of the program stands first.
    places: BTreeMap<String, Span>,
    leading_away: Vec<Span>,
}

impl Reader<'_> {
    fn contents(&mut self, options: &Literal) -> Vec<ContentsEntry> {
        let items = options.get("sidebar").map(Literal::items).unwrap_or_default();
        let parts = are_parts(items, |item| {
            item.get("items").is_some() || item.get("autogenerate").is_some()
        });
        items.iter().filter_map(|item| self.item(item, parts)).collect()
    }

    /// An item: the address of a page, or what stands below a label. Items nest as deep as the program
    /// that was read, which is bounded.
    fn item(&mut self, item: &Literal, parts: bool) -> Option<ContentsEntry> {
        let text = |key| item.get(key).and_then(Literal::text);
        let address = item.text().or_else(|| text("slug")).or_else(|| text("link"));
        let label = text("label").map(str::to_owned);
        if let Some(address) = address {
            return self.page(address, label);
        }
        let folder = item.get("autogenerate").and_then(|it| it.get("directory")?.text());
        let folder = folder.map(|folder| {
            ContentsEntry::Page(Located {
                value: format!("{}/", paths::join(self.root, folder.trim_matches('/'))),
                span: None,
            })
        });
        let Some(label) = label else { return folder };
        let below = item.get("items").map(Literal::items).unwrap_or_default();
        let pages = below.iter().filter_map(|item| self.item(item, false)).chain(folder).collect();
        let title = Some(Located { value: label, span: None });
        let (part, title) = if parts { (title, None) } else { (None, title) };
        Some(ContentsEntry::Group(ContentsGroup { part, title, pages, ..ContentsGroup::default() }))
    }

    fn page(&mut self, address: &str, name: Option<String>) -> Option<ContentsEntry> {
        let span = self.places.get(address).copied();
        if address.contains("://") {
            self.leading_away.extend(span);
            return None;
        }
        let path = address.split(['#', '?']).next().unwrap_or_default().trim_matches('/');
        let path = if path.is_empty() { "index" } else { path };
        let page = Some(Located { value: paths::join(self.root, path), span });
        Some(ContentsEntry::Group(ContentsGroup { page, name, ..ContentsGroup::default() }))
    }
}
