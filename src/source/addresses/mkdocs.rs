//! The addresses of `MkDocs`: every page is a folder, unless `use_directory_urls` says that it is not.
//!
//! <https://www.mkdocs.org/user-guide/configuration/#use_directory_urls>,
//! <https://github.com/mkdocs/mkdocs-redirects>

use std::collections::BTreeMap;

use super::parts::{last_of, path_of};
use crate::source::publication;
use crate::yaml::Node;

/// How a project makes addresses.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct MkDocs {
    /// What stands before addresses.
    pub(super) before: Vec<String>,
    /// Whether pages are files and no folders.
    files: bool,
    /// What led to a page before it moved, by where it lies now; both below the folder of pages, without
    /// their ending.
    moved: BTreeMap<String, Vec<String>>,
}

impl MkDocs {
    /// What settings say.
    pub(in crate::source) fn read(settings: &Node) -> Self {
        let text = |key: &str| settings.get(key).and_then(Node::as_text);
        let mut moved = BTreeMap::<String, Vec<String>>::new();
        let redirects = publication::plugin(settings, "redirects");
        let maps = redirects.and_then(|plugin| plugin.get("redirect_maps"));
        for entry in maps.map(Node::entries).unwrap_or_default() {
            // What moved to the web, or to a place in a page, is no address of a page.
            let Some(to) = entry.value.as_text().filter(|to| !to.contains("://")) else { continue };
            let to = to.split('#').next().unwrap_or_default();
            moved.entry(key_of(to).to_owned()).or_default().push(entry.key.clone());
        }
        let before = vec![path_of(text("site_url").unwrap_or_default())];
        Self { before, files: text("use_directory_urls") == Some("false"), moved }
    }

    /// The addresses of a page, by its key below the folder of pages.
    pub(super) fn addresses(&self, local: &str) -> Vec<String> {
        let old = self.moved.get(local).into_iter().flatten();
        let old = old.map(|path| self.address(key_of(path)));
        std::iter::once(self.address(local)).chain(old).collect()
    }

    fn address(&self, local: &str) -> String {
        let (folder, name) = last_of(local);
        match name {
            "index" | "README" if folder.is_empty() => "/".to_owned(),
            "index" | "README" => format!("/{folder}/"),
            _ if self.files => format!("/{local}.html"),
            _ => format!("/{local}/"),
        }
    }
}

/// A path without the ending of a page.
fn key_of(path: &str) -> &str {
    let path = path.trim_start_matches("./").trim_matches('/');
    path.strip_suffix(".md").unwrap_or(path)
}
