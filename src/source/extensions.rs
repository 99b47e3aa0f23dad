//! What the settings of a `MkDocs` folder say of the Markdown that its pages are written in.
//!
//! Form: <https://www.mkdocs.org/user-guide/configuration/#markdown_extensions>.

use std::collections::BTreeSet;

use super::maths::Formulas;
use crate::yaml::{Node, Value};

/// The extensions of Python-Markdown that read the pages of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// Their names; none where the settings do not say which, and all are read that are known.
    named: Option<BTreeSet<String>>,
    /// What `pymdownx.snippets` is told.
    pub snippets: Snippets,
    /// What `pymdownx.critic` makes of changes.
    pub changes: Changes,
    /// Whether content tabs have ids made of their labels: `slugify` of `pymdownx.tabbed`.
    pub tabs_have_ids: bool,
    /// The names that `pymdownx.blocks.admonition` knows beside its own.
    pub callouts: BTreeSet<String>,
    /// The languages of code that a program of the folder makes something else of: `custom_fences`
    /// of `pymdownx.superfences`.
    pub drawn: BTreeSet<String>,
    /// Whether the settings inherit others, which may name more of each.
    pub inherits: bool,
}

/// Where snippets are looked for, and which are brought into every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippets {
    /// Folders below the exported one, empty for itself, or files.
    pub bases: Vec<String>,
    /// The snippets at the end of every page.
    pub appended: Vec<String>,
}

impl Default for Snippets {
    fn default() -> Self {
        Self { bases: vec![String::new()], appended: Vec::new() }
    }
}

/// What becomes of changes that are written with critic's marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// They are shown as changes.
    #[default]
    Shown,
    /// They are made.
    Accepted,
    /// They are not made.
    Rejected,
}

/// Extensions that stand for others.
const BUNDLES: &[(&str, &[&str])] = &[
    ("extra", &["abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables"]),
    ("pymdownx.extra", &["attr_list", "def_list", "footnotes", "md_in_html", "tables"]),
];

impl Extensions {
    /// What settings say; `root` is the folder of the pages. Settings that inherit others may say
    /// less than there is.
    pub(super) fn read(settings: &Node, root: &str) -> Self {
        let listed = settings.get("markdown_extensions").filter(|listed| !listed.is_null());
        let inherits = settings.get("INHERIT").is_some_and(|above| !above.is_null());
        let Some(listed) = listed else { return Self { inherits, ..Self::default() } };
        let options = |name: &str| option(listed, name);
        let mode = options("pymdownx.critic").and_then(|it| it.get("mode")).and_then(Node::as_text);
        let slugify = options("pymdownx.tabbed").and_then(|it| it.get("slugify"));
        let callouts = options("pymdownx.blocks.admonition").and_then(|it| it.get("types"));
        let callouts = callouts.map(Node::items).unwrap_or_default().iter();
        let callouts = callouts.filter_map(|it| it.get("name").unwrap_or(it).as_text());
        let fences = options("pymdownx.superfences").and_then(|it| it.get("custom_fences"));
        let fences = fences.map(Node::items).unwrap_or_default().iter();
        let drawn = fences.filter_map(|it| it.get("name").and_then(Node::as_text));
        Self {
            named: (!inherits).then(|| names(listed)),
            snippets: options("pymdownx.snippets").map_or_else(Snippets::default, |options| {
                let appended = texts(options.get("auto_append"));
                Snippets { bases: bases(options.get("base_path"), root), appended }
            }),
            changes: match mode {
                Some("accept") => Changes::Accepted,
                Some("reject") => Changes::Rejected,
                _ => Changes::Shown,
            },
            tabs_have_ids: slugify.is_some_and(|it| !it.is_null() && it.as_text() != Some("false")),
            callouts: callouts.map(str::to_owned).collect(),
            drawn: drawn.map(str::to_lowercase).collect(),
            inherits,
        }
    }

    /// Whether the pages are read with an extension of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.named.as_ref().is_none_or(|named| named.contains(name))
    }

    /// Whether a program of the folder may make something else of code in a language.
    #[must_use]
    pub fn may_draw(&self, language: &str) -> bool {
        self.inherits || self.drawn.contains(language)
    }

    /// Whether the settings name an extension, which is read nowhere else: it changes what may be
    /// meant as it is written.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        self.named.as_ref().is_some_and(|named| named.contains(name))
    }

    /// The formulas that are read: one of the extensions for them is named, or nothing is known.
    pub(super) fn formulas(&self) -> Option<Formulas> {
        let signs = ["arithmatex", "math", "katex"];
        let is_for_formulas = |name: &String| signs.iter().any(|sign| name.contains(sign));
        let Some(named) = &self.named else { return Some(Formulas::default()) };
        let asked = named.iter().any(is_for_formulas);
        asked.then_some(Formulas { brackets_are_meant: true, ..Formulas::default() })
    }
}

/// The names of the extensions in a list, or in a map with their options.
fn names(listed: &Node) -> BTreeSet<String> {
    let in_map = listed.entries().iter().map(|entry| &*entry.key);
    let in_list = listed
        .items()
        .iter()
        .flat_map(|item| item.entries().iter().map(|entry| &*entry.key).chain(item.as_text()));
    let mut names = BTreeSet::new();
    for name in in_map.chain(in_list) {
        let name = name.strip_prefix("markdown.extensions.").unwrap_or(name);
        names.insert(name.to_owned());
        let bundled = BUNDLES.iter().filter(|(bundle, _)| *bundle == name);
        names.extend(bundled.flat_map(|(_, names)| *names).map(|name| (*name).to_owned()));
    }
    names
}

/// The options of an extension.
fn option<'a>(listed: &'a Node, name: &str) -> Option<&'a Node> {
    listed.get(name).or_else(|| listed.items().iter().find_map(|item| item.get(name)))
}

/// One text, or several.
fn texts(node: Option<&Node>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    let items = if matches!(node.value, Value::List(_)) {
        node.items()
    } else {
        std::slice::from_ref(node)
    };
    items.iter().filter_map(Node::as_text).map(str::to_owned).collect()
}

/// The places where snippets are looked for, seen from the folder of the settings. MkDocs' own tag
/// `!relative` names the folder of the pages, or one by a name with a dollar sign.
fn bases(node: Option<&Node>, root: &str) -> Vec<String> {
    let Some(node) = node else { return Snippets::default().bases };
    let written = texts(Some(node));
    if written.is_empty() {
        return vec![root.to_owned(), String::new()];
    }
    let written = written.into_iter().map(|base| {
        let base = base.replace("$config_dir", ".").replace("$docs_dir", root);
        base.split('/').filter(|name| !matches!(*name, "" | ".")).collect::<Vec<_>>().join("/")
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;
    use crate::yaml::{self, Excerpt};

    fn read(settings: &str) -> Extensions {
        let mut sources = Sources::default();
        let file = sources.add("mkdocs.yml", settings.to_owned());
        let node = yaml::parse(&Excerpt::whole(file, &sources)).unwrap();
        Extensions::read(&node, "docs")
    }

    #[test]
    fn all_are_read_where_nothing_says_which() {
        assert!(read("site_name: A\n").has("pymdownx.keys"));
        assert!(read("INHERIT: b.yml\nmarkdown_extensions: [abbr]\n").has("pymdownx.keys"));
    }

    #[test]
    fn code_that_a_program_draws_is_known() {
        let settings = "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n        \
                        - name: Shot\n          class: shot\n  - abbr\n";
        assert!(read(settings).may_draw("shot") && !read(settings).may_draw("js"));
        assert!(read("INHERIT: base.yml\n").may_draw("shot"));
    }

    #[test]
    fn those_are_read_that_are_named() {
        let list =
            read("markdown_extensions:\n  - extra\n  - pymdownx.keys:\n      camel_case: true\n");
        let map =
            read("markdown_extensions:\n  markdown.extensions.extra: {}\n  pymdownx.keys: {}\n");
        for read in [list, map] {
            assert!(read.has("abbr") && read.has("pymdownx.keys") && read.has("md_in_html"));
            assert!(!read.has("pymdownx.critic") && read.formulas().is_none());
        }
        let formulas = |settings| read(settings).formulas();
        let asked = formulas("markdown_extensions: [pymdownx.arithmatex]\n").unwrap();
        assert!(asked.brackets_are_meant && asked.delimiters.has_dollars());
        assert!(!formulas("site_name: A\n").unwrap().brackets_are_meant);
    }

    #[test]
    fn options_say_where_snippets_lie_and_what_becomes_of_changes() {
        let read = read(
            "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [./inc/, $docs_dir/parts, '.']\n      \
             auto_append: terms.md\n  - pymdownx.critic: {mode: reject}\n  - pymdownx.tabbed:\n      \
             slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n",
        );
        assert_eq!(read.snippets.bases, ["inc", "docs/parts", ""]);
        assert_eq!(read.snippets.appended, ["terms.md"]);
        assert_eq!(read.changes, Changes::Rejected);
        assert!(read.tabs_have_ids);
    }
}
