//! The plugins for docs that a site has: that of the preset, which is the first, and others beside it,
//! each with a folder of pages, a list of sidebars and a place among the addresses.
//!
//! Form: <https://docusaurus.io/docs/docs-multi-instance>.

use super::sidebars::Docs;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::literals::{self, Literal};
use crate::source::order::door::Door;
use crate::source::publication::{self, PathRule};
use crate::source::words;
use crate::span::{FileId, Span};
use crate::text::names::is_slip_of;
use crate::yaml::Located;

/// A plugin beside the first.
pub(super) struct Instance {
    options: Literal,
    /// The folder of its pages.
    pub(super) root: String,
    /// What stands before their addresses.
    pub(super) base: String,
    /// What the site's menu calls it.
    label: String,
}

impl Instance {
    /// What its `include` leaves out. One that is no list of texts refuses.
    pub(super) fn included(&self, program: FileId, door: &mut Door<'_>) -> Option<PathRule> {
        let span = Span::new(program, 0..0);
        let plugin = format!("the docs in `{}`", self.root);
        let texts = include_of(&self.options, &plugin, program, door)?;
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let cause = "`include` in the settings of Docusaurus does not take it".to_owned();
        let say = &mut |it| door.say(it);
        Some(publication::outside_globs(&self.root, texts, cause, span, say))
    }
}

/// The options of all plugins: of the preset's first, then of others.
pub(super) fn options(program: &str) -> Vec<Literal> {
    let objects = literals::objects(program);
    let of_preset = objects.iter().find_map(|object| object.with("docs")?.get("docs"));
    let plugins = objects.iter().filter_map(|object| object.get("plugins"));
    let plugins = plugins.flat_map(Literal::items).filter_map(|plugin| {
        let [name, options] = plugin.items() else { return None };
        name.text()?.ends_with("content-docs").then_some(options)
    });
    let options = of_preset.into_iter().chain(plugins);
    options.filter(|it| matches!(it, Literal::Map(_))).cloned().collect()
}

/// The plugins behind the first that show a folder which is there, as the settings `config` say.
pub(super) fn others(
    config: &PackPath,
    program: FileId,
    options: &[Literal],
    door: &mut Door<'_>,
) -> Vec<Instance> {
    let objects = literals::objects(door.text(program));
    let instance = |options: &Literal| {
        let text = |key: &str| options.get(key).and_then(Literal::text);
        let path = path_of(options, "their pages stay out", program, door);
        if path.is_none() && options.get("path").is_some() {
            return None;
        }
        let path = path.as_deref().unwrap_or("docs");
        let Ok(root) = config.sibling(path).map(|root| root.as_str().to_owned()) else {
            let message =
                format!("`{path}` lies outside of the folder, and its pages are left out");
            let help = "export the folder that holds both, or copy them into this one";
            let warning = Diagnostic::warning(Code::PageOrder, message);
            door.say(warning.at(Span::new(program, 0..0)).help(help));
            return None;
        };
        let id = text("id").unwrap_or("default");
        let base = text("routeBasePath").unwrap_or("docs").trim_matches('/').to_owned();
        let items = objects.iter().filter_map(|object| object.with("docsPluginId"));
        let mut items =
            items.filter(|it| it.get("docsPluginId").and_then(Literal::text) == Some(id));
        let label = items.find_map(|it| it.get("label")?.text()).map(str::to_owned);
        let label = label.unwrap_or_else(|| words::readable(id));
        door.has_folder(&root).then(|| Instance { options: options.clone(), root, base, label })
    };
    options.iter().skip(1).filter_map(instance).collect()
}

/// The contents of all plugins, one below the other; `own` are those of the first, which shows the
/// pages of a folder.
pub(super) fn joined(
    own: Vec<ContentsEntry>,
    root: &str,
    others: &[Instance],
    config: &PackPath,
    door: &mut Door<'_>,
) -> Vec<ContentsEntry> {
    if others.is_empty() {
        return own;
    }
    let mut all = or_folder(own, root);
    for Instance { options, root, label, .. } in others {
        let sidebars = sidebars_of(options, config, door).and_then(|path| door.open(&path));
        let said =
            sidebars.map(|file| Docs::new(door.listing(), root, file, door.text(file)).contents());
        let title = Some(Located { value: label.clone(), span: None });
        let pages = or_folder(said.unwrap_or_default(), root);
        all.push(ContentsEntry::Group(ContentsGroup { title, pages, ..ContentsGroup::default() }));
    }
    all
}

/// Some contents, or else all that a folder holds.
fn or_folder(contents: Vec<ContentsEntry>, root: &str) -> Vec<ContentsEntry> {
    if !contents.is_empty() {
        return contents;
    }
    let folder = format!("{}/", root.trim_end_matches('/'));
    vec![ContentsEntry::Page(Located { value: folder, span: None })]
}

/// Where the pages of all plugins stand below those of the first, which lie in `root`.
pub(super) fn mounts(root: &str, others: &[Instance]) -> Vec<(String, String)> {
    let own = (!others.is_empty()).then(|| (root.to_owned(), String::new()));
    own.into_iter().chain(others.iter().map(|it| (it.root.clone(), it.base.clone()))).collect()
}

/// `include` among the options of a plugin. One that is misspelt or no list of texts refuses, since it
/// would take all pages.
pub(super) fn include_of(
    options: &Literal,
    plugin: &str,
    file: FileId,
    door: &mut Door<'_>,
) -> Option<Vec<String>> {
    let Literal::Map(options) = options else { return None };
    let near = |name: &str| name != "exclude" && is_slip_of(name, "include");
    let (name, value) = options.iter().find(|(name, _)| near(name))?;
    let texts = || {
        let Literal::List(items) = value else { return None };
        items.iter().map(|item| item.text().map(str::to_owned)).collect::<Option<Vec<_>>>()
    };
    let texts = texts().filter(|texts| name == "include" && !texts.is_empty());
    if texts.is_none() {
        let message = format!("`{name}` of {plugin} is not understood as the list `include`");
        door.refuse(message, Some(Span::new(file, 0..0)));
    }
    texts
}

/// The folder of pages that the options of a plugin name; none where they name none outright. Where a
/// program computes it, it is not known, and what is done instead is said.
pub(super) fn path_of(
    options: &Literal,
    instead: &str,
    program: FileId,
    door: &mut Door<'_>,
) -> Option<String> {
    let path = options.get("path")?;
    if path.text().is_none() {
        let id = options.get("id").and_then(Literal::text);
        let whose = id.map_or_else(|| "the docs".to_owned(), |id| format!("the docs `{id}`"));
        let message = format!("a program computes the `path` of {whose}, and none is run");
        let warning = Diagnostic::warning(Code::PageOrder, message);
        let help = format!(
            "{instead}; write the path outright, or export the folder itself that holds them"
        );
        door.say(warning.at(Span::new(program, 0..0)).help(help));
    }
    path.text().map(str::to_owned)
}

/// The program of sidebars that the options name.
pub(super) fn sidebars_of(
    options: &Literal,
    settings: &PackPath,
    door: &Door<'_>,
) -> Option<PackPath> {
    let path = settings.sibling(options.get("sidebarPath")?.text()?).ok()?;
    door.first(&[path.as_str()])
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::source::tests::in_folder;

    #[test]
    fn folders_that_a_program_computes_are_said() {
        let site = [
            (
                "docusaurus.config.js",
                "module.exports = { presets: [['classic', { docs: { path: join(here, 'text') } }]], \
                 plugins: [['content-docs', { id: 'api', path: `${here}/api` }]] };\n",
            ),
            ("docs/intro.md", "# Intro\n"),
            ("api/one.md", "# One\n"),
        ];
        assert_snapshot!(in_folder(&site), @r"
        docs/intro: Intro
        - api/one.md: it lies outside the folder of pages
        Warning docusaurus.config.js:1 ``: a program computes the `path` of the docs `api`, and none is run (their pages stay out; write the path outright, or export the folder itself that holds them)
        Warning docusaurus.config.js:1 ``: a program computes the `path` of the docs, and none is run (their pages are taken from `docs`; write the path outright, or export the folder itself that holds them)
        Note: this folder is a Docusaurus project, as `docusaurus.config.js` shows (`sidebar_position` and `_category_.json` give the order)
        ");
    }

    #[test]
    fn several_plugins_for_docs_of_docusaurus_are_one_book() {
        let site = [
            (
                "docusaurus.config.js",
                "module.exports = { title: 'Tea', presets: [['classic', { docs: { sidebarPath: \
                 './sidebars.js' } }]], plugins: [['@docusaurus/plugin-content-docs', { id: 'api', path: \
                 'api', routeBasePath: 'api', exclude: ['**/secret.md'] }], ['content-docs', { id: 'club', \
                 path: 'club', sidebarPath: './club.js', include: ['*.md'] }]], themeConfig: { navbar: { \
                 items: [{ type: 'docSidebar', docsPluginId: 'api', label: 'Reference' }] } } };\n",
            ),
            ("sidebars.js", "module.exports = { main: ['intro'] };\n"),
            ("club.js", "module.exports = { main: ['b', 'a'] };\n"),
            ("docs/intro.md", "# Intro\n"),
            ("api/two.md", "---\nsidebar_position: 2\n---\n# Two\n"),
            ("api/one.md", "---\nsidebar_position: 1\n---\n# One\n"),
            ("api/secret.md", "# Secret\n"),
            ("club/a.md", "# A\n"),
            ("club/b.md", "# B\n"),
            ("club/x.mdx", "# X\n"),
            ("other/c.md", "# C\n"),
        ];
        assert_snapshot!(in_folder(&site), @r"
        docs/intro: Intro
        reference: Reference
          api/one: One
          api/two: Two
        club: Club
          club/b: B
          club/a: A
        - api/secret.md: `exclude` in the settings of Docusaurus leaves it out
        - club/x.mdx: `include` in the settings of Docusaurus does not take it
        - other/c.md: it lies outside the folder of pages
        Note: this folder is a Docusaurus project, as `docusaurus.config.js` shows (its sidebars give the order)
        ");
    }
}
