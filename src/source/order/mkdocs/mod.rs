//! MkDocs: `nav` in `mkdocs.yml` is the order; without it the folders are.
//!
//! Form: <https://www.mkdocs.org/user-guide/configuration/#nav>. Two plugins let a folder say its own
//! order: literate-nav in a list of links, awesome-pages in a file `.pages` and its successor
//! awesome-nav in `.nav.yml`.

mod folder;
mod languages;
mod list;
mod nav;
mod settings;

use std::collections::BTreeSet;

use super::door::{Door, Found};
use super::site::{Identity, Site};
use super::values::text_of;
use crate::diag::{Code, Diagnostic};
use crate::source::addresses::{Addressing, MkDocs};
use crate::source::dialect::Dialect;
use crate::source::extensions::Extensions;
use crate::source::paths;
use crate::source::publication::{self, Above};
use crate::source::punctuation::{Punctuation, Runs};
use crate::text::html;
use crate::yaml::Node;
use folder::Folders;
use languages::Languages;
pub(super) use list::bulleted;

/// Reads a MkDocs project.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let path = door.first(&["mkdocs.yml", "mkdocs.yaml"])?;
    let settings = settings::read(&path, door)?;
    let languages = Languages::read(&settings);
    let settings = match &languages {
        Some(languages) => languages.over(settings),
        None => settings,
    };
    if let Some((unsaid, inherits)) = publication::inherited(&settings) {
        let message = format!("these settings inherit others, which may say more under `{unsaid}`");
        let help = format!("write `{unsaid}` here as well, empty where there is nothing to say");
        door.say(Diagnostic::error(Code::InvalidConfig, message).at(inherits.span).help(help));
    }
    let docs = door.folder_of(&settings, "docs_dir", "docs");
    let root = languages.as_ref().map_or_else(|| docs.clone(), |it| it.root(docs.clone()));
    let nav = settings.get("nav").map(Node::items).unwrap_or_default();
    let mut folders = Folders::new(door, &root, &settings, languages.as_ref());
    let items = match nav {
        [] => folders.items("", 0),
        nav => folders.named(nav),
    };
    let contents = nav::contents(items, &root);
    let (order, listed_by) = if nav.is_empty() {
        ("its folders give the order", "the order of its folders".to_owned())
    } else {
        ("its `nav` gives the order", format!("`nav` in `{path}`"))
    };
    let mut roots = vec![root.clone()];
    roots.extend(Some(docs.clone()).filter(|docs| *docs != root));
    let mut identity = identity(&settings);
    identity.lang = languages.as_ref().map(|it| it.default.clone()).or(identity.lang);
    let mut say = |diagnostic| door.say(diagnostic);
    let mut publishing = publication::of_mkdocs(&settings, path.as_str(), &docs, &mut say);
    publishing.rules.extend(languages.iter().flat_map(Languages::translations));
    publishing.above.extend(defaults(&settings, &docs, door));
    let listed_by = Some(listed_by);
    let extensions = Extensions::read(&settings, &docs);
    let dialect = Dialect::MkDocs;
    let site = Site {
        dialect,
        formulas: extensions.formulas(),
        punctuation: Punctuation::english(extensions.names("smarty"), Runs::OfTwoAndThree),
        extensions,
        roots,
        root,
        identity,
        contents,
        publishing,
        suffix: languages.as_ref().and_then(Languages::suffix),
        addressing: Addressing::MkDocs(MkDocs::read(&settings)),
        listed_by,
        ..Site::default()
    };
    Some(Found { kind: "a MkDocs project", shown_by: (path, order), site })
}

/// What a file in a folder says for the pages below it, by the plugin `meta`. Without that plugin it is
/// honoured too: whoever wrote it down meant it.
///
/// <https://squidfunk.github.io/mkdocs-material/plugins/meta/>
fn defaults(settings: &Node, root: &str, door: &mut Door<'_>) -> Vec<Above> {
    let plugin = |name| publication::plugin(settings, name);
    let options = plugin("meta").or_else(|| plugin("material/meta"));
    let name = options.and_then(|options| text_of(options, "meta_file"));
    let name = name.unwrap_or_else(|| ".meta.yml".to_owned());
    let mut folders = BTreeSet::new();
    for path in door.below(root) {
        let mut folder = paths::within(root, path.folder());
        while let Some(it) = folder {
            folders.insert(it.to_owned());
            folder = it.rsplit_once('/').map(|(above, _)| above).or((!it.is_empty()).then_some(""));
        }
    }
    let mut said = Vec::new();
    for folder in folders {
        let path = paths::join(root, &paths::join(&folder, &name));
        let Some(path) = door.first(&[&path]) else { continue };
        let Some(values) = door.settings(&path) else { continue };
        said.extend(Above::cascade(&values, &folder, path.as_str(), ""));
    }
    said
}

fn identity(settings: &Node) -> Identity {
    let said = |key| text_of(settings, key).map(|text| html::said(&text));
    Identity {
        title: said("site_name"),
        description: said("site_description"),
        authors: text_of(settings, "site_author").into_iter().collect(),
        lang: settings.get("theme").and_then(|theme| text_of(theme, "language")),
        copyright: said("copyright"),
    }
}
