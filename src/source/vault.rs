//! Obsidian's vaults, in which a link names a file wherever it lies; wikis of GitHub and GitLab are read
//! by the same means.

use std::collections::BTreeMap;

use super::dialect::Dialect;
use crate::files::{Files, PackPath};
use crate::text::composed;
use crate::text::page_path::without_ending;

/// The folder by which a vault is known; hidden ones are in no listing.
const FOLDER: &str = ".obsidian";

/// Files in it, by which it is known where folders cannot be asked for.
const SETTINGS: [&str; 4] = ["app.json", "appearance.json", "core-plugins.json", "workspace.json"];

/// Whether a folder is a vault.
pub(super) fn is_vault(files: &dyn Files) -> bool {
    let has = |path: PackPath| files.size(&path).is_ok();
    PackPath::new(FOLDER).is_ok_and(has)
        || SETTINGS.iter().any(|name| settings(name).is_some_and(has))
}

fn settings(name: &str) -> Option<PackPath> {
    PackPath::new(&format!("{FOLDER}/{name}")).ok()
}

/// The files of a vault by their names.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// The paths of every name, which is in small letters and without the ending of a note.
    by_name: BTreeMap<String, Vec<PackPath>>,
    /// Whether the end of a line within a paragraph is none that readers see.
    joins_lines: bool,
    /// Whether it is a wiki, in whose links the words stand first, and spaces are hyphens.
    is_wiki: bool,
}

impl Vault {
    /// The vault of a folder that holds these files; none where it is no vault.
    pub(super) fn open(files: &dyn Files, folder: &[PackPath], dialect: Dialect) -> Option<Self> {
        let is_wiki = dialect == Dialect::Wiki;
        if !is_wiki && !is_vault(files) {
            return None;
        }
        let joins_lines = is_wiki || joins_lines(files);
        let mut vault = Self { by_name: BTreeMap::new(), joins_lines, is_wiki };
        for path in folder {
            let name = vault.plain(path.file_name());
            vault.by_name.entry(name).or_default().push(path.clone());
        }
        Some(vault)
    }

    /// Whether it is a wiki, in whose links the words may stand first.
    #[must_use]
    pub fn is_wiki(&self) -> bool {
        self.is_wiki
    }

    /// A path as it is compared.
    fn plain(&self, path: &str) -> String {
        if self.is_wiki {
            return wiki_name(path);
        }
        let path = composed(path).to_lowercase();
        path.strip_suffix(".md").map(str::to_owned).unwrap_or(path)
    }

    /// Whether the end of a line within a paragraph is none that readers see: the setting "strict
    /// line breaks".
    #[must_use]
    pub fn joins_lines(&self) -> bool {
        self.joins_lines
    }

    /// The file that a link of the page `from` means by a name or by the end of a path: the one at
    /// just this path, else one below the page's folder, else the one with the shortest path.
    #[must_use]
    pub fn find(&self, from: &PackPath, written: &str) -> Option<&PackPath> {
        let seen_from_page = written.starts_with("./") || written.starts_with("../");
        let path = if seen_from_page {
            from.sibling(written).ok()?
        } else {
            PackPath::new(written.trim_start_matches('/')).ok()?
        };
        let wanted = self.plain(path.as_str());
        let named = self.by_name.get(&self.plain(path.file_name()))?;
        let is_at = |found: &&PackPath| self.plain(found.as_str()) == wanted;
        if let Some(found) = named.iter().find(is_at) {
            return Some(found);
        }
        if seen_from_page || written.starts_with('/') {
            return None;
        }
        let end = format!("/{wanted}");
        let ends = named.iter().filter(|found| self.plain(found.as_str()).ends_with(&end));
        let is_near = |found: &PackPath| {
            !from.folder().is_empty() && found.as_str().starts_with(from.folder())
        };
        ends.min_by_key(|found| (!is_near(found), found.as_str().len(), found.as_str()))
    }
}

/// The path of a page of a wiki as links name it: without its ending, with hyphens for spaces.
pub(super) fn wiki_name(path: &str) -> String {
    let path = composed(path).to_lowercase();
    without_ending(&path).replace(' ', "-")
}

/// <https://help.obsidian.md/settings>, "Strict line breaks".
fn joins_lines(files: &dyn Files) -> bool {
    let read = || {
        let settings = files.read(&settings("app.json")?).ok()?;
        serde_json::from_slice::<serde_json::Value>(&settings)
            .ok()?
            .get("strictLineBreaks")?
            .as_bool()
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    fn path(path: &str) -> PackPath {
        PackPath::new(path).unwrap()
    }

    #[test]
    fn files_are_found_by_their_names() {
        let all = ["a/Tea.md", "b/deep/Tea.md", "b/Cup of tea.md", "img/cup.png", "Tea.canvas"];
        let folder = all.map(path);
        let files = MemoryFiles::new();
        assert!(Vault::open(&files, &folder, Dialect::Plain).is_none());
        let files = files.with(".obsidian/app.json", "{\"strictLineBreaks\": true}");
        let vault = Vault::open(&files, &folder, Dialect::Plain).unwrap();
        assert!(vault.joins_lines());
        let find = |from: &str, name: &str| vault.find(&path(from), name).map(PackPath::as_str);
        assert_eq!(find("x.md", "cup of TEA"), Some("b/Cup of tea.md"));
        assert_eq!(find("x.md", "tea"), Some("a/Tea.md"));
        assert_eq!(find("b/x.md", "Tea"), Some("b/deep/Tea.md"));
        assert_eq!(find("b/x.md", "a/Tea.md"), Some("a/Tea.md"));
        assert_eq!(find("b/x.md", "../a/Tea"), Some("a/Tea.md"));
        assert_eq!(find("a/x.md", "cup.png"), Some("img/cup.png"));
        assert_eq!(find("a/x.md", "Tea.canvas"), Some("Tea.canvas"));
        for none in ["ea", "/Tea", "cup", "./cup.png", "../../x", ""] {
            assert_eq!(find("a/x.md", none), None, "{none}");
        }
    }
}
