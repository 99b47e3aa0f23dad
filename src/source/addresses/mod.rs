//! The addresses that pages have on the site they were written for, as its settings make them.
//!
//! What a page alone says of its address is read where links are resolved; here is what hangs on the
//! settings of the site: patterns, the form of addresses, the path that the site lies below, and what
//! led to a page before it moved.

mod hugo;
mod jekyll;
mod mkdocs;
mod pattern;

use std::collections::BTreeMap;

pub(super) use hugo::Hugo;
pub(super) use jekyll::Jekyll;
pub(super) use mkdocs::MkDocs;

use super::RawPage;
use super::order::{Site, join};

/// The addresses of a site's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteAddresses {
    /// What stands before them in links from the site's start: a path, a language, or both. The longest
    /// comes first.
    pub before: Vec<String>,
    /// Those of each page, by its key: first the one that it is shown under, which ends in `/` where it
    /// is a folder to those who link from it; then others that lead there.
    pub pages: BTreeMap<String, Vec<String>>,
    /// Where the site shows the files of folders that it does not show where they lie, and the paths of
    /// these folders.
    pub folders: Vec<(String, String)>,
}

/// How a tool makes addresses; the default is none at all.
#[derive(Clone, Debug, Default)]
pub(super) enum Addressing {
    #[default]
    None,
    /// Those of files, below a path.
    Below(String),
    Hugo(Hugo),
    Jekyll(Jekyll),
    MkDocs(MkDocs),
}

impl SiteAddresses {
    /// An address from the site's start, without what stands before all of them.
    pub fn without_base<'a>(&self, address: &'a str) -> &'a str {
        let below = |before: &String| match address.strip_prefix(before.as_str())? {
            "" => Some(""),
            rest => rest.strip_prefix('/'),
        };
        self.before.iter().find_map(below).unwrap_or(address)
    }

    /// The addresses of pages in their places.
    pub(super) fn of(pages: &[RawPage], site: &Site) -> Self {
        let locals: Vec<_> = pages.iter().filter_map(|page| site.local(&page.key)).collect();
        let sections = hugo::sections(locals.iter().map(|local| &**local));
        let own = |page: &RawPage| {
            let local = site.local(&page.key)?;
            let local = local.strip_suffix(site.suffix()).unwrap_or(&local);
            let found = match &site.addressing {
                Addressing::None | Addressing::Below(_) => return None,
                Addressing::Hugo(hugo) => vec![hugo.address(page, local, &sections)],
                Addressing::Jekyll(jekyll) => jekyll.addresses(page, local, &site.publishing.above),
                Addressing::MkDocs(mkdocs) => mkdocs.addresses(local),
            };
            Some((page.key.clone(), found))
        };
        let pages = pages.iter().filter(|page| !page.titled && page.section.is_none());
        let before = match &site.addressing {
            Addressing::None => Vec::new(),
            Addressing::Below(path) => vec![path.clone()],
            Addressing::Hugo(Hugo { before, .. })
            | Addressing::Jekyll(Jekyll { before, .. })
            | Addressing::MkDocs(MkDocs { before, .. }) => before.clone(),
        };
        let before = before.into_iter().filter(|before| !before.is_empty()).collect();
        let folders = match &site.addressing {
            Addressing::Jekyll(Jekyll { folders, .. }) => folders.as_slice(),
            Addressing::None
            | Addressing::Below(_)
            | Addressing::Hugo(_)
            | Addressing::MkDocs(_) => &[],
        };
        let folders = folders.iter().map(|(shown, own)| (shown.clone(), join(&site.root, own)));
        Self { before, pages: pages.filter_map(own).collect(), folders: folders.collect() }
    }
}

/// The path of an address of the web, without slashes around it: `docs` of `https://a.b/docs/`.
fn path_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.trim_matches('/').to_owned()
}

/// The last name of a path, and the folder before it.
fn last_of(local: &str) -> (&str, &str) {
    local.rsplit_once('/').unwrap_or(("", local))
}
