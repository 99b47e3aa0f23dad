//! Jekyll: `nav_order` and `parent`, by title, order the pages of its documentation themes.
//!
//! Form: <https://just-the-docs.com/docs/navigation/main/order/>. Both are keys of front matter
//! that every folder may use; here only the settings are Jekyll's own.

use std::collections::BTreeMap;

use super::site::{self, Door, Found, Identity, Site};
use crate::source::addresses::{Addressing, Jekyll};
use crate::source::dialect::Dialect;
use crate::source::publication;

/// Where the settings lie: in the exported folder, else in the one from which GitHub publishes the
/// site of a repository.
const SETTINGS: [&str; 6] = [
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "docs/_config.yml",
    "docs/_config.yaml",
    "docs/_config.toml",
];

/// Reads a Jekyll project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let path = door.first(&SETTINGS)?;
    let settings = door.settings(&path)?;
    let root = door.folder_of(&settings, "source", "");
    let root = site::join(path.folder(), &root).trim_end_matches('/').to_owned();
    let mut values = BTreeMap::new();
    site::add_values("site", &settings, &mut values);
    let author = settings.get("author");
    let author =
        author.and_then(|author| author.as_text().or_else(|| author.get("name")?.as_text()));
    let identity = Identity {
        title: site::text_of(&settings, "title"),
        description: site::text_of(&settings, "description"),
        authors: author.map(str::to_owned).into_iter().collect(),
        lang: ["lang", "locale"].iter().find_map(|key| site::text_of(&settings, key)),
        copyright: None,
    };
    let named = publication::collections(&settings).into_iter().map(|(name, _)| name);
    let known = ["posts", "drafts"].map(str::to_owned);
    let collections = named.chain(known).map(|name| format!("_{name}")).collect();
    let mut say = |diagnostic| door.say(diagnostic);
    let publishing = publication::of_jekyll(&settings, (path.as_str(), &root), &mut say);
    let (dialect, roots) =
        (Dialect::Jekyll, Vec::from_iter((!root.is_empty()).then(|| root.clone())));
    let addressing = Addressing::Jekyll(Jekyll::read(&settings));
    let site = Site {
        dialect,
        roots,
        root,
        identity,
        collections,
        publishing,
        addressing,
        values,
        ..Site::default()
    };
    let shown_by = (path, "`nav_order` and `parent` give the order");
    Some(Found { kind: "a Jekyll site", shown_by, site })
}
