//! The addresses of a site's pages, by their keys.

use std::collections::BTreeMap;

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

impl SiteAddresses {
    /// An address from the site's start, without what stands before all of them.
    pub fn without_base<'a>(&self, address: &'a str) -> &'a str {
        let below = |before: &String| match address.strip_prefix(before.as_str())? {
            "" => Some(""),
            rest => rest.strip_prefix('/'),
        };
        self.before.iter().find_map(below).unwrap_or(address)
    }
}
