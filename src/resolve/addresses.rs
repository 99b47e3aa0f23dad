//! The addresses that pages have on the site they were written for, beside that of their file.
//!
//! Docusaurus has `slug` and `id` and takes numbers off names, Hugo `url`, `slug` and `aliases`, Starlight
//! `slug`, Jekyll `permalink` and `redirect_from`; a wiki of Azure DevOps has spaces for the hyphens of names.
//! Each may be what a link in the pack says. Where the settings of the site say more, a link is seen
//! from the address of its page, as a browser sees it.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::source::{Dialect, LinksConfig, SiteAddresses};
use crate::text::composed;
use crate::text::language::is_language_tag;
use crate::text::names::unnumbered;
use crate::text::page_path::{IndexKind, is_markdown, walk, without_ending};
use crate::tree::{Authored, Pack, Page};

/// Pages by their addresses; an address that several pages claim is none.
#[derive(Debug)]
pub(super) struct Addresses<'a> {
    pages: FxHashMap<String, Option<usize>>,
    /// Those by the addresses that the settings of the site give them, without slashes around them, and
    /// the address that each is shown under.
    by_place: FxHashMap<String, Option<usize>>,
    places: Vec<Option<&'a str>>,
    /// Those by their last two names.
    by_tail: FxHashMap<String, Option<usize>>,
    site: Site<'a>,
}

/// What is taken off an address.
#[derive(Clone, Copy, Debug)]
struct Site<'a> {
    /// The folders that the addresses start from.
    roots: &'a [String],
    /// Those that the site itself gives.
    own: &'a SiteAddresses,
    /// Whether the tool takes numbers off names.
    unnumbers: bool,
    /// Whether a space in an address is a hyphen in the file's name, and a hyphen there is encoded.
    hyphenates: bool,
    /// Whether a slug may be seen from the start of the site, as Astro has it.
    starts_slugs: bool,
}

impl<'a> Addresses<'a> {
    /// The addresses of a pack's pages, which lie in one of some folders.
    pub(super) fn new(pack: &Pack<Authored>, links: &'a LinksConfig) -> Self {
        let LinksConfig { roots, dialect, site: own, .. } = links;
        let (unnumbers, hyphenates) =
            (*dialect == Dialect::Docusaurus, matches!(dialect, Dialect::Azure | Dialect::Wiki));
        let starts_slugs = *dialect == Dialect::Plain;
        let site = Site { roots, own, unnumbers, hyphenates, starts_slugs };
        let mut found = Self {
            pages: FxHashMap::default(),
            by_place: FxHashMap::default(),
            places: Vec::with_capacity(pack.pages.len()),
            by_tail: FxHashMap::default(),
            site,
        };
        for (index, page) in pack.pages.iter().enumerate() {
            for address in addresses(page, site) {
                claim(&mut found.pages, site.form(&address), index);
            }
            let own = links.site.pages.get(&page.key).map(Vec::as_slice).unwrap_or_default();
            for address in own {
                claim(&mut found.by_place, place(address), index);
            }
            found.places.push(own.first().map(String::as_str));
            if let Some(tail) = tail(&site.form(&page.key)) {
                claim(&mut found.by_tail, tail.to_owned(), index);
            }
        }
        found
    }

    /// The page that a browser opens by a link of a page, by the addresses of the site. One that names a
    /// file is not meant so.
    pub(super) fn on_site(&self, from: usize, path: &str) -> Option<usize> {
        let here = self.places.get(from).copied().flatten()?;
        if is_markdown(path) {
            return None;
        }
        let page = |address: &str| {
            let there = self.by_place.get(&place(address)).copied().flatten();
            there.or_else(|| self.find(address))
        };
        if !path.starts_with('/') {
            let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
            return page(&walk(folder, path).names.join("/"));
        }
        let path = walk("", path).names.join("/");
        page(self.site.own.without_base(&path))
    }

    /// The only page whose path ends in the last two names of an address.
    pub(super) fn by_tail(&self, address: &str) -> Option<usize> {
        self.by_tail.get(tail(&self.site.form(address))?).copied().flatten()
    }

    /// The only page of an address.
    pub(super) fn find(&self, address: &str) -> Option<usize> {
        let form = self.site.form(address);
        let page = |form: &str| {
            let said = self.pages.get(form).copied().flatten();
            said.or_else(|| self.by_place.get(&place(form)).copied().flatten())
        };
        page(&form).or_else(|| {
            // A site of several languages starts its addresses with one.
            let (language, rest) = form.split_once('/')?;
            let below =
                self.site.roots.iter().any(|root| root.rsplit('/').next() == Some(language));
            page(rest).filter(|_| below && is_language_tag(language))
        })
    }
}

/// The last two names of a path that has as many.
fn tail(path: &str) -> Option<&str> {
    let (folder, _) = path.rsplit_once('/')?;
    Some(folder.rfind('/').map_or(path, |slash| &path[slash + 1..]))
}

/// Gives a page an address; one that several claim is none.
fn claim(pages: &mut FxHashMap<String, Option<usize>>, address: String, page: usize) {
    let known = pages.entry(address).or_insert(Some(page));
    if known.is_some_and(|known| known != page) {
        *known = None;
    }
}

/// An address of a site as it is compared.
fn place(address: &str) -> String {
    let address = composed(address.trim_matches('/')).to_lowercase();
    let plain = address.strip_suffix("index.html").map(|it| it.trim_end_matches('/'));
    plain.unwrap_or_else(|| without_ending(&address)).to_owned()
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
    if site.starts_slugs {
        found.extend(said("slug"));
    }
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
        let mut names: Vec<&str> = without_ending(local).split('/').map(plain).collect();
        if names.last().is_some_and(|name| IndexKind::of(name).is_some()) {
            names.pop();
        }
        // To Docusaurus a page that is called as its folder stands for it.
        if self.unnumbers
            && let [.., folder, name] = names[..]
            && folder.eq_ignore_ascii_case(name)
        {
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
            })
            .page("docs/pots/02-Clay/clay", Vec::new());
        let roots = ["docs/next", "docs/en", "docs"].map(str::to_owned).to_vec();
        let links = LinksConfig { roots, dialect: Dialect::Docusaurus, ..LinksConfig::default() };
        let addresses = Addresses::new(&draft.pack(), &links);
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
            ("docs/pots/Clay/", Some(5)),
            ("pots/Clay/clay", Some(5)),
            ("docs/next/basics/brew.v2", Some(0)),
        ] {
            assert_eq!(addresses.find(address), page, "{address}");
        }
        for (address, page) in [
            ("/other/basics/03-pour", Some(1)),
            ("/other/docs/cups/", None),
            ("/other/twice/a.html", Some(4)),
            ("a", None),
        ] {
            assert_eq!(addresses.by_tail(address), page, "{address}");
        }
    }

    #[test]
    fn a_slug_may_be_seen_from_the_start_of_a_site() {
        let draft = Draft::new().page("src/docs/pots/clay", Vec::new()).with(|page| {
            page.meta.other.insert("slug".to_owned(), json!("earthen/pots"));
        });
        let links = LinksConfig { roots: vec!["src/docs".to_owned()], ..LinksConfig::default() };
        let addresses = Addresses::new(&draft.pack(), &links);
        assert_eq!(addresses.find("earthen/pots/"), Some(0));
        assert_eq!(addresses.find("pots/earthen/pots"), Some(0));
    }

    #[test]
    fn a_link_is_seen_from_the_address_of_its_page() {
        let draft = Draft::new()
            .page("content/_index", Vec::new())
            .page("content/a", Vec::new())
            .page("content/guide/a", Vec::new())
            .page("content/guide/b", Vec::new())
            .page("content/guide/b/a", Vec::new())
            .page("content/news/c", Vec::new());
        let at = |page: &str, addresses: &[&str]| {
            let addresses: Vec<String> = addresses.iter().map(|&it| it.to_owned()).collect();
            (format!("content/{page}"), addresses)
        };
        let pages = [
            at("_index", &["/"]),
            at("a", &["/a/"]),
            at("guide/a", &["/guide/a/"]),
            at("guide/b", &["/guide/b/"]),
            at("guide/b/a", &["/guide/b/a/"]),
            at("news/c", &["/2027/c.html", "/old/c/"]),
        ];
        let before = vec!["sub/en".to_owned(), "sub".to_owned()];
        let site = SiteAddresses { before, pages: pages.into(), ..SiteAddresses::default() };
        let (roots, dialect) = (vec!["content".to_owned()], Dialect::Hugo);
        let links = LinksConfig { roots, dialect, site, ..LinksConfig::default() };
        let addresses = Addresses::new(&draft.pack(), &links);
        for (from, link, page) in [
            (3, "../a/", Some(2)),
            (3, "a", Some(4)),
            (3, "../../a/", Some(1)),
            (3, "../../..", Some(0)),
            (3, "../", None),
            (3, "a.md", None),
            (5, "c.html", Some(5)),
            (5, "../guide/b/index.html", Some(3)),
            (3, "/sub/guide/A/", Some(2)),
            (3, "/sub/en/old/c", Some(5)),
            (3, "/sub", Some(0)),
            (3, "/guide/a/", Some(2)),
        ] {
            assert_eq!(addresses.on_site(from, link), page, "{from}: {link}");
        }
    }
}
