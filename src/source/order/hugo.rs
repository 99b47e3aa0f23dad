//! Hugo: pages lie in `content/`; `_index.md`, bundles and `weight` order them.
//!
//! Form: <https://gohugo.io/content-management/organization/>. Sections, bundles and weights are
//! what every plain folder is read by too; here only the settings are Hugo's own.

use super::site::{self, Door, Found, Identity, Site};
use crate::files::PackPath;
use crate::source::dialect::Dialect;
use crate::source::publication::{self, HugoSettings};
use crate::yaml::Node;

/// Reads a Hugo project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let modern = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];
    let old = ["config.toml", "config.yaml", "config.yml", "config.json"];
    let split = [&modern[..], &old].concat();
    let split: Vec<String> = split.iter().map(|name| format!("config/_default/{name}")).collect();
    let split: Vec<&str> = split.iter().map(String::as_str).collect();
    let with_content = |path: Option<PackPath>| path.filter(|_| door.has_folder("content"));
    let path = door.first(&modern).or_else(|| with_content(door.first(&old)));
    let path = path.or_else(|| with_content(door.first(&split)))?;
    let settings = door.settings(&path)?;
    let beside = languages_beside(&path, door);
    let languages = settings.get("languages").or(beside.as_ref());
    let lang = site::text_of(&settings, "defaultContentLanguage");
    let lang = lang.unwrap_or_else(|| "en".to_owned());
    let root = content(&settings, languages, &lang);
    // What lies in `static` is copied to where the site starts; `assets` is looked through too.
    let roots = [root.as_str(), "static", "assets"].map(str::to_owned).to_vec();
    let identity = identity(&settings);
    let hugo =
        HugoSettings { main: &settings, languages, lang: &lang, file: path.as_str(), root: &root };
    let mut said = Vec::new();
    let publishing = publication::of_hugo(&hugo, door.listing(), &mut |it| said.push(it));
    for diagnostic in said {
        door.say(diagnostic);
    }
    let dialect = Dialect::Hugo;
    let site = Site { dialect, roots, root, identity, publishing, ..Site::default() };
    let shown_by = (path, "its sections and weights give the order");
    Some(Found { kind: "a Hugo site", shown_by, site })
}

/// The settings of languages in a file of their own, beside the others.
fn languages_beside(path: &PackPath, door: &mut Door<'_>) -> Option<Node> {
    let beside = ["toml", "yaml", "yml", "json"].map(|ending| {
        path.sibling(&format!("languages.{ending}"))
            .map_or_else(|_| String::new(), |path| path.as_str().to_owned())
    });
    let beside = door.first(&beside.each_ref().map(String::as_str))?;
    door.settings(&beside)
}

/// The folder of the pages: in a site of several languages, that of the one it starts with.
fn content(settings: &Node, languages: Option<&Node>, lang: &str) -> String {
    let root = site::folder_of(settings, "contentDir", "content");
    match languages.and_then(|languages| languages.get(lang)) {
        Some(language) => site::folder_of(language, "contentDir", &root),
        None => root,
    }
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
