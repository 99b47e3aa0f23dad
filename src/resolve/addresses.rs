//! The addresses that pages have on the site they were written for, beside that of their file.
//!
//! Docusaurus has `slug` and `id` and takes numbers off names, Hugo `url`, `slug` and `aliases`,
//! Jekyll `permalink` and `redirect_from`; a wiki of Azure DevOps has spaces for the hyphens of names.
//! Each may be what a link in the pack says.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::links::strip_page_ending;
use crate::source::Dialect;
use crate::text::composed;
use crate::text::language::is_language_tag;
use crate::text::names::unnumbered;
use crate::tree::{Authored, Pack, Page};

/// The names of pages that stand for their folders.
const INDICES: [&str; 4] = ["index", "_index", "README", "readme"];

/// Pages by their addresses; an address that several pages claim is none.
#[derive(Debug)]
pub(super) struct Addresses<'a> {
    pages: FxHashMap<String, Option<usize>>,
    site: Site<'a>,
}

/// What is taken off an address.
#[derive(Clone, Copy, Debug)]
struct Site<'a> {
    /// The folders that the addresses start from.
    roots: &'a [String],
    /// Whether the tool takes numbers off names.
    unnumbers: bool,
    /// Whether a space in an address is a hyphen in the file's name, and a hyphen there is encoded.
    hyphenates: bool,
}

impl<'a> Addresses<'a> {
    /// The addresses of a pack's pages, which lie in one of these folders.
    pub(super) fn new(pack: &Pack<Authored>, roots: &'a [String], dialect: Dialect) -> Self {
        let (unnumbers, hyphenates) = (dialect == Dialect::Docusaurus, dialect == Dialect::Azure);
        let site = Site { roots, unnumbers, hyphenates };
        let mut found = Self { pages: FxHashMap::default(), site };
        for (index, page) in pack.pages.iter().enumerate() {
            for address in addresses(page, site) {
                let known = found.pages.entry(site.form(&address)).or_insert(Some(index));
                if known.is_some_and(|known| known != index) {
                    *known = None;
                }
            }
        }
        found
    }

    /// The only page of an address.
    pub(super) fn find(&self, address: &str) -> Option<usize> {
        let form = self.site.form(address);
        let page = |form: &str| self.pages.get(form).copied().flatten();
        page(&form).or_else(|| {
            // A site of several languages starts its addresses with one.
            let (language, rest) = form.split_once('/')?;
            let below =
                self.site.roots.iter().any(|root| root.rsplit('/').next() == Some(language));
            page(rest).filter(|_| below && is_language_tag(language))
        })
    }
}

fn addresses(page: &Page<Authored>, site: Site<'_>) -> Vec<String> {
    let local = site.form(&page.key);
    // A page that stands for a folder is named in the one above.
    let folder = local.rsplit_once('/').map_or("", |(folder, _)| folder);
    let below = |name: &str| match name.strip_prefix('/') {
        // The page that opens the site.
        Some("") => "/".to_owned(),
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => name.to_owned(),
        None => format!("{folder}/{name}"),
    };
    let said = |key: &str| match page.meta.other.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let mut found: Vec<String> = ["slug", "id", "aliases", "redirect_from"]
        .into_iter()
        .flat_map(said)
        .map(|name| below(&name))
        .collect();
    found.extend(["url", "permalink"].into_iter().flat_map(said));
    if site.unnumbers || site.hyphenates {
        found.push(local);
    }
    found.retain(|address| !address.is_empty());
    found
}

impl Site<'_> {
    /// An address as addresses are compared: below the folder of the pages, without the ending of a
    /// page, the name of an index and, where the tool does so, the numbers of names.
    fn form(self, address: &str) -> String {
        let mut address = composed(address.trim_matches('/'));
        if self.hyphenates {
            address = address.replace("%2D", "-").replace(' ', "-");
        }
        let within = |root: &String| {
            let below = address.strip_prefix(root.as_str()).filter(|_| !root.is_empty())?;
            if below.is_empty() { Some(below) } else { below.strip_prefix('/') }
        };
        let local = self.roots.iter().find_map(within).unwrap_or(&address);
        let plain = |name| if self.unnumbers { unnumbered(name) } else { name };
        let mut names: Vec<&str> = strip_page_ending(local).split('/').map(plain).collect();
        if names.last().is_some_and(|name| INDICES.contains(name)) {
            names.pop();
        }
        names.join("/")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::Draft;
    use super::*;

    #[test]
    fn pages_are_found_by_what_their_sites_call_them() {
        let draft = Draft::new()
            .page("docs/01-basics/02-brew.v2", Vec::new())
            .page("docs/01-basics/03-pour", Vec::new())
            .with(|page| {
                page.meta.other.insert("slug".to_owned(), json!("/serve"));
                page.meta.other.insert("id".to_owned(), json!("pouring"));
            })
            .page("docs/cups/index", Vec::new())
            .with(|page| {
                page.meta.other.insert("slug".to_owned(), json!("mugs"));
                page.meta.other.insert("aliases".to_owned(), json!(["/old/cups/", "/beakers"]));
            })
            .page("docs/start", Vec::new())
            .with(|page| {
                page.meta.other.insert("slug".to_owned(), json!("/"));
            })
            .page("docs/twice/a", Vec::new())
            .with(|page| {
                page.meta.other.insert("permalink".to_owned(), json!("/serve/"));
            });
        let roots = ["docs/en".to_owned(), "docs".to_owned()];
        let addresses = Addresses::new(&draft.pack(), &roots, Dialect::Docusaurus);
        for (address, page) in [
            ("docs/basics/03-pour", Some(1)),
            ("basics/brew.v2", Some(0)),
            ("basics/pouring/", Some(1)),
            ("mugs", Some(2)),
            ("old/cups", Some(2)),
            ("beakers.html", Some(2)),
            ("en/cups/", Some(2)),
            ("docs/", Some(3)),
            ("/", Some(3)),
            // Two pages claim it.
            ("serve", None),
            ("fr/cups", None),
        ] {
            assert_eq!(addresses.find(address), page, "{address}");
        }
    }
}
