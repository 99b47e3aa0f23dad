//! Hugo: pages lie in `content/`; `_index.md`, bundles and `weight` order them.
//!
//! Form: <https://gohugo.io/content-management/organization/>. Sections, bundles and weights are
//! what every plain folder is read by too; here only the settings are Hugo's own.

use super::site::{self, Door, Found, Identity, Site};
use crate::yaml::Node;

/// Reads a Hugo project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let modern = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];
    let old = ["config.toml", "config.yaml", "config.yml", "config.json"];
    let path =
        door.first(&modern).or_else(|| door.first(&old).filter(|_| door.has_folder("content")))?;
    let settings = door.settings(&path)?;
    let root = site::folder_of(&settings, "contentDir", "content");
    let site = Site { root, identity: identity(&settings), ..Site::default() };
    let shown_by = (path, "its sections and weights give the order");
    Some(Found { kind: "a Hugo site", shown_by, site })
}

fn identity(settings: &Node) -> Identity {
    let params = settings.get("params");
    let author = params.and_then(|params| params.get("author"));
    let author =
        author.and_then(|author| author.as_text().or_else(|| author.get("name")?.as_text()));
    let lang = ["locale", "languageCode", "defaultContentLanguage"];
    Identity {
        title: site::text_of(settings, "title"),
        description: params.and_then(|params| site::text_of(params, "description")),
        authors: author.map(str::to_owned).into_iter().collect(),
        lang: lang.iter().find_map(|key| site::text_of(settings, key)),
        copyright: site::text_of(settings, "copyright"),
    }
}
