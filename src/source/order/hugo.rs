//! Hugo: pages lie in `content/`; `_index.md`, bundles and `weight` order them.
//!
//! Form: <https://gohugo.io/content-management/organization/>. Sections, bundles and weights are
//! what every plain folder is read by too; here only the settings are Hugo's own.

use std::collections::BTreeMap;

use super::site::{self, Door, Found, Identity, Site};
use crate::files::PackPath;
use crate::source::addresses::{Addressing, Hugo};
use crate::source::dialect::Dialect;
use crate::source::maths::{Formulas, MathDelimiters};
use crate::source::publication::{self, HugoSettings};
use crate::text::html;
use crate::yaml::{Entry, Node, Value};

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
    let settings = settings(&path, door)?;
    let languages = settings.get("languages");
    let lang = site::text_of(&settings, "defaultcontentlanguage");
    let lang = lang.unwrap_or_else(|| "en".to_owned());
    let root = content(&settings, &lang, door);
    // What lies in `static` is copied to where the site starts; `assets` is looked through too.
    let roots = [root.as_str(), "static", "assets"].map(str::to_owned).to_vec();
    let identity = identity(&settings, languages.and_then(|languages| languages.get(&lang)), &lang);
    let hugo =
        HugoSettings { main: &settings, languages, lang: &lang, file: path.as_str(), root: &root };
    let mut said = Vec::new();
    let publishing = publication::of_hugo(&hugo, door.listing(), &mut |it| said.push(it));
    for diagnostic in said {
        door.say(diagnostic);
    }
    let (dialect, formulas) = (Dialect::Hugo, formulas(&settings));
    let language = languages.and_then(|languages| languages.get(&lang.to_lowercase()));
    let values = params(&settings, language);
    let addressing = Addressing::Hugo(Hugo::read(&settings, &lang));
    let suffix = languages.map(|_| format!(".{}", lang.to_lowercase()));
    let site = Site {
        dialect,
        formulas,
        roots,
        root,
        identity,
        publishing,
        suffix,
        addressing,
        values,
        ..Site::default()
    };
    let shown_by = (path, "its sections and weights give the order");
    Some(Found { kind: "a Hugo site", shown_by, site })
}

/// The formulas that pass through to the site, where its settings say between which signs.
///
/// <https://gohugo.io/configuration/markup/#passthrough>
fn formulas(settings: &Node) -> Option<Formulas> {
    let goldmark = settings.get("markup")?.get("goldmark")?;
    let through = goldmark.get("extensions")?.get("passthrough")?;
    if through.get("enable")?.as_text() != Some("true") {
        return None;
    }
    let pairs = through.get("delimiters").map(Node::entries).unwrap_or_default();
    let pairs = pairs.iter().flat_map(|kind| kind.value.items());
    let opening: Vec<&str> = pairs.filter_map(|pair| pair.items().first()?.as_text()).collect();
    let has = |signs: &[&str]| opening.iter().any(|sign| signs.contains(sign));
    let brackets_are_meant = has(&["\\(", "\\["]);
    let delimiters = match (has(&["$"]), brackets_are_meant || has(&["$$"])) {
        (true, _) if brackets_are_meant => MathDelimiters::Both,
        (true, _) => MathDelimiters::Dollars,
        (false, true) => MathDelimiters::Brackets,
        (false, false) => MathDelimiters::Off,
    };
    Some(Formulas { delimiters, brackets_are_meant })
}

/// All settings: those of the main file, and over them those of the folders that hold what counts
/// always and what counts for the finished site, where some keys have files of their own. Keys are
/// in small letters, since Hugo reads them in any.
///
/// <https://gohugo.io/configuration/introduction/#configuration-directory>
fn settings(path: &PackPath, door: &mut Door<'_>) -> Option<Node> {
    let mut whole = door.settings(path)?;
    lower_keys(&mut whole);
    for folder in ["config/_default", "config/production"] {
        let stems = ["hugo", "config", "cascade", "languages", "module", "params", "permalinks"];
        for stem in stems {
            let names = ["toml", "yaml", "yml", "json"];
            let names = names.map(|ending| format!("{folder}/{stem}.{ending}"));
            let found = door.first(&names.each_ref().map(String::as_str));
            let Some(own) = found.filter(|own| own != path) else { continue };
            let Some(mut node) = door.settings(&own) else { continue };
            lower_keys(&mut node);
            let span = node.span;
            if !["hugo", "config"].contains(&stem) {
                let value = node.get(stem).cloned().unwrap_or(node);
                let entry = Entry { key: stem.to_owned(), key_span: span, value };
                node = Node { span, value: Value::Map(vec![entry]) };
            }
            whole.merge(node);
        }
    }
    Some(whole)
}

/// Nesting is bounded by the parsers.
fn lower_keys(node: &mut Node) {
    match &mut node.value {
        Value::Map(entries) => {
            for entry in entries {
                entry.key = entry.key.to_lowercase();
                lower_keys(&mut entry.value);
            }
        }
        Value::List(items) => items.iter_mut().for_each(lower_keys),
        Value::Scalar(_) => {}
    }
}

/// The folder of the pages: that of the first mount for them, and in a site of several languages,
/// that of the one it starts with.
fn content(settings: &Node, lang: &str, door: &mut Door<'_>) -> String {
    let mount = publication::mounts(settings).next();
    let root = match mount {
        Some(mount) => door.folder_of(mount, "source", "content"),
        None => door.folder_of(settings, "contentdir", "content"),
    };
    match settings.get("languages").and_then(|languages| languages.get(&lang.to_lowercase())) {
        Some(language) => door.folder_of(language, "contentdir", &root),
        None => root,
    }
}

/// The values that pages ask for with `{{< param name >}}`, those of the language first. Names in
/// groups have dots.
fn params(settings: &Node, language: Option<&Node>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let said = [language, Some(settings)].into_iter().flatten();
    for params in said.filter_map(|node| node.get("params")) {
        site::add_values("", params, &mut found);
    }
    found
}

/// What the settings say, those of the language that the site starts with first.
fn identity(settings: &Node, language: Option<&Node>, lang: &str) -> Identity {
    let text = |key: &str| {
        language.and_then(|own| site::text_of(own, key)).or_else(|| site::text_of(settings, key))
    };
    let params = settings.get("params");
    let author = params.and_then(|params| params.get("author"));
    let author =
        author.and_then(|author| author.as_text().or_else(|| author.get("name")?.as_text()));
    Identity {
        title: text("title"),
        description: params.and_then(|params| site::text_of(params, "description")),
        authors: author.map(str::to_owned).into_iter().collect(),
        lang: ["locale", "languagecode"].into_iter().find_map(text).or(Some(lang.to_owned())),
        copyright: text("copyright").map(|text| html::said(&text)),
    }
}
