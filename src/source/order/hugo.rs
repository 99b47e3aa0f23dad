//! Hugo: pages lie in `content/`; `_index.md`, bundles and `weight` order them.
//!
//! Form: <https://gohugo.io/content-management/organization/>. Sections, bundles and weights are
//! what every plain folder is read by too; here only the settings are Hugo's own.

use std::collections::BTreeMap;

use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::values::{add_values, text_of};
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::addresses::{Addressing, Hugo};
use crate::source::dialect::Dialect;
use crate::source::maths::{Formulas, MathDelimiters};
use crate::source::menus::Menus;
use crate::source::publication::{self, HugoSettings};
use crate::source::punctuation::Punctuation;
use crate::text::html;
use crate::text::slug::Slugs;
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
    let lang = text_of(&settings, "defaultcontentlanguage");
    let lang = lang.unwrap_or_else(|| "en".to_owned());
    let (root, mounts) = content(&settings, &lang, door);
    // What lies in `static` is copied to where the site starts; `assets` is looked through too.
    let mut roots = [root.as_str(), "static", "assets"].map(str::to_owned).to_vec();
    roots.extend(mounts.iter().map(|(source, _)| source.clone()).filter(|it| *it != root));
    let identity = identity(&settings, languages.and_then(|languages| languages.get(&lang)), &lang);
    let of_pages = mounts.iter().map(|(source, _)| source.as_str());
    let of_pages: Vec<&str> = [root.as_str()].into_iter().chain(of_pages).collect();
    let hugo = HugoSettings {
        main: &settings,
        languages,
        lang: &lang,
        file: path.as_str(),
        root: &root,
        roots: &of_pages,
    };
    let mut said = Vec::new();
    let publishing = publication::of_hugo(&hugo, door.listing(), &mut |it| said.push(it));
    for diagnostic in said {
        door.say(diagnostic);
    }
    let (dialect, formulas) = (Dialect::Hugo, formulas(&settings));
    let punctuation = Punctuation::of_hugo(&settings);
    let language = languages.and_then(|languages| languages.get(&lang.to_lowercase()));
    let values = params(&settings, language);
    let addressing = Addressing::Hugo(Hugo::read(&settings, &lang));
    let menus = Some(Menus::read(&settings, language));
    let suffix = languages.map(|_| format!(".{}", lang.to_lowercase()));
    let site = Site {
        dialect,
        slugs: slugs(&settings),
        menus,
        formulas,
        punctuation,
        roots,
        root,
        mounts,
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

/// How ids of headings are made, where the settings say it.
///
/// <https://gohugo.io/configuration/markup/#parserautoheadingidtype>
fn slugs(settings: &Node) -> Option<Slugs> {
    let parser = settings.get("markup")?.get("goldmark")?.get("parser")?;
    match parser.get("autoidtype").or_else(|| parser.get("autoheadingidtype"))?.as_text()? {
        "github-ascii" => Some(Slugs::HugoAscii),
        "blackfriday" => Some(Slugs::Blackfriday),
        _ => None,
    }
}

/// All settings: those of the main file, and over them those of the folders that hold what counts
/// always and what counts for the finished site, in whatever folders these lie there. Keys are in
/// small letters, since Hugo reads them in any.
///
/// <https://gohugo.io/configuration/introduction/#configuration-directory>
fn settings(path: &PackPath, door: &mut Door<'_>) -> Option<Node> {
    let mut whole = door.settings(path)?;
    lower_keys(&mut whole);
    for folder in ["config/_default", "config/production"] {
        let files = door.below(folder).iter();
        let is_settings =
            |it: &&PackPath| matches!(it.extension(), Some("toml" | "yaml" | "yml" | "json"));
        let files: Vec<PackPath> = files.filter(is_settings).cloned().collect();
        for own in files.iter().filter(|own| *own != path) {
            let Some(mut node) = door.settings(own) else { continue };
            lower_keys(&mut node);
            whole.merge(under_name(own.stem(), node));
        }
    }
    Some(whole)
}

/// What a file among settings says, under the key that its name is: `params`, and `params.de` for
/// those of a language. The file of the whole has no such key.
fn under_name(stem: &str, node: Node) -> Node {
    let stem = stem.to_lowercase();
    let below = |node: Node, key: &str| {
        let span = node.span;
        let entry = Entry { key: key.to_owned(), key_span: span, value: node };
        Node { span, value: Value::Map(vec![entry]) }
    };
    match stem.split_once('.') {
        _ if ["hugo", "config"].contains(&&*stem) => node,
        None => {
            let node = node.get(&stem).cloned().unwrap_or(node);
            below(node, &stem)
        }
        Some((name @ ("params" | "menu" | "menus"), lang)) => {
            below(below(below(node, name), lang), "languages")
        }
        Some((_, lang)) => below(below(node, lang), "languages"),
    }
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

/// Where the pages lie: in the folder of the language that the site starts with, else in that of the
/// whole; or in what is mounted there, each below a folder of its own.
///
/// <https://gohugo.io/configuration/module/#mounts>
fn content(settings: &Node, lang: &str, door: &mut Door<'_>) -> (String, Vec<(String, String)>) {
    let own = publication::mounts(settings).filter(|mount| publication::is_for(mount, lang));
    let (mut own, outside): (Vec<&Node>, Vec<&Node>) = own.partition(|mount| !leads_out(mount));
    if own.is_empty() {
        // Where all pages lie is not known then.
        own = outside;
    } else {
        for mount in outside {
            door.say(not_mounted(mount));
        }
    }
    let mounted = own.into_iter().map(|mount| {
        let target = text_of(mount, "target").unwrap_or_default();
        let target = target.trim_matches('/').trim_start_matches("content").trim_matches('/');
        (door.folder_of(mount, "source", "content"), target.to_owned())
    });
    let mounts: Vec<(String, String)> = mounted.collect();
    let whole = mounts.iter().find(|(_, target)| target.is_empty()).or(mounts.first());
    let root = match whole {
        Some((source, _)) => source.clone(),
        None => door.folder_of(settings, "contentdir", "content"),
    };
    let language = settings.get("languages").and_then(|it| it.get(&lang.to_lowercase()));
    let root = match language {
        Some(language) if mounts.is_empty() => door.folder_of(language, "contentdir", &root),
        _ => root,
    };
    let is_plain = matches!(&mounts[..], [] | [_]) && whole.is_none_or(|(_, it)| it.is_empty());
    (root, if is_plain { Vec::new() } else { mounts })
}

/// Whether a mount leads out of the exported folder.
fn leads_out(mount: &Node) -> bool {
    mount.get("source").and_then(Node::as_text).is_some_and(|it| PackPath::new(it).is_err())
}

/// Says that pages are missing that the site has from elsewhere.
fn not_mounted(mount: &Node) -> Diagnostic {
    let source = mount.get("source").unwrap_or(mount);
    let message = "what this mount names lies outside of the folder, and its pages are left out";
    let help = "export the folder that holds both, or copy them into this one";
    Diagnostic::warning(Code::PageOrder, message).at(source.span).help(help)
}

/// The values that pages ask for with `{{< param name >}}`, those of the language first. Names in
/// groups have dots.
fn params(settings: &Node, language: Option<&Node>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let said = [language, Some(settings)].into_iter().flatten();
    for params in said.filter_map(|node| node.get("params")) {
        add_values("", params, &mut found);
    }
    found
}

/// What the settings say, those of the language that the site starts with first.
fn identity(settings: &Node, language: Option<&Node>, lang: &str) -> Identity {
    let text =
        |key: &str| language.and_then(|own| text_of(own, key)).or_else(|| text_of(settings, key));
    let params = settings.get("params");
    let author = params.and_then(|params| params.get("author"));
    let author =
        author.and_then(|author| author.as_text().or_else(|| author.get("name")?.as_text()));
    Identity {
        title: text("title"),
        description: params.and_then(|params| text_of(params, "description")),
        authors: author.map(str::to_owned).into_iter().collect(),
        lang: ["locale", "languagecode"].into_iter().find_map(text).or(Some(lang.to_owned())),
        copyright: text("copyright").map(|text| html::said(&text)),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::source::tests::in_folder;

    #[test]
    fn mounts_of_hugo_say_where_pages_lie_and_its_keys_are_read_in_any_case() {
        let site = [
            ("hugo.toml", "title = \"Site\"\n[languages.en]\n[languages.de]\n"),
            (
                "config/_default/module/module.yaml",
                "mounts:\n- {source: text/en, target: content, lang: en}\n\
                 - {source: text/de, target: content, lang: de}\n\
                 - {source: manual, target: content/manual}\n",
            ),
            ("text/en/_index.md", "---\nTitle: Home\n---\n"),
            ("text/en/late.md", "---\nTITLE: Late\nWeight: 9\n---\n"),
            ("text/en/soon.md", "---\ntitle: Soon\nDraft: true\n---\n"),
            ("text/de/late.md", "---\ntitle: Spät\n---\n"),
            ("manual/b.md", "---\ntitle: B\nWeight: 2\n---\n"),
            ("manual/c.md", "---\ntitle: C\nLinkTitle: See C\nWEIGHT: 1\n---\n"),
            ("content/old.md", "---\ntitle: Old\n---\n"),
        ];
        assert_snapshot!(in_folder(&site), @r"
        text/en/_index: Home
        manual/c: C
        manual/b: B
        text/en/late: Late
        - content/old.md: it lies outside the folder of pages
        - text/de/late.md: it is a translation, into `de`
        - text/en/soon.md: it is a draft
        Note: this folder is a Hugo site, as `hugo.toml` shows (its sections and weights give the order)
        ");
    }

    #[test]
    fn mounts_of_hugo_name_the_languages_of_their_sites() {
        let site = [
            (
                "hugo.toml",
                "[languages.en]\n[languages.de]\n[languages.sv]\n\
                 [[module.mounts]]\nsource = \"text/en\"\ntarget = \"content\"\n\
                 [module.mounts.sites.matrix]\nlanguages = [\"e*\"]\n\
                 [[module.mounts]]\nsource = \"text/de\"\ntarget = \"content\"\n\
                 [module.mounts.sites.matrix]\nlanguages = [\"! en\"]\n\
                 [[module.mounts]]\nsource = \"../README.md\"\ntarget = \"content/me.md\"\n\
                 [[module.mounts]]\nsource = \"text/all\"\ntarget = \"content/all\"\n\
                 [module.mounts.sites.matrix]\nlanguages = \"**\"\n",
            ),
            ("text/en/a.md", "---\ntitle: A\n---\n"),
            ("text/de/a.md", "---\ntitle: Ä\n---\n"),
            ("text/all/b.md", "---\ntitle: B\n---\n"),
        ];
        assert_snapshot!(in_folder(&site), @r#"
        text/en/a: A
        text/all/b: B
        - text/de/a.md: it is a translation
        Warning hugo.toml:15 `"../README.md"`: what this mount names lies outside of the folder, and its pages are left out (export the folder that holds both, or copy them into this one)
        Note: this folder is a Hugo site, as `hugo.toml` shows (its sections and weights give the order)
        "#);
        let site = [
            (
                "hugo.toml",
                "[[module.mounts]]\nsource = \"x\"\ntarget = \"content\"\n\
            sites = { matrix = { languages = { en = true } } }\n",
            ),
            ("x/a.md", "# A\n"),
        ];
        assert_snapshot!(in_folder(&site), @r"
        x/a: A
        Error hugo.toml:4 `{ en = true }`: `languages` is a group of keys, and should be a list of texts (which pages it keeps back is not known; mend it)
        Note: this folder is a Hugo site, as `hugo.toml` shows (its sections and weights give the order)
        ");
    }

    #[test]
    fn a_mount_that_another_language_falls_back_to_holds_nothing_back() {
        let site = [
            (
                "hugo.toml",
                "[languages.en]\n[languages.sv]\n[[module.mounts]]\nsource = \"content/en\"\n\
                 target = \"content\"\nlang = \"en\"\n[[module.mounts]]\n\
                 source = \"content/sv\"\ntarget = \"content\"\nlang = \"sv\"\n\
                 [[module.mounts]]\nsource = \"content/en\"\ntarget = \"content\"\nlang = \"sv\"\n",
            ),
            ("content/en/a.md", "---\ntitle: A\n---\n"),
            ("content/sv/a.md", "---\ntitle: Å\n---\n"),
        ];
        assert_snapshot!(in_folder(&site), @r"
        content/en/a: A
        - content/sv/a.md: it is a translation, into `sv`
        Note: this folder is a Hugo site, as `hugo.toml` shows (its sections and weights give the order)
        ");
    }
}
