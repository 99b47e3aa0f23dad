//! The languages of a MkDocs project: the plugin `i18n`.
//!
//! Form: <https://ultrabug.github.io/mkdocs-static-i18n/getting-started/quick-start/>.

use crate::files::PackPath;
use crate::source::left_out::Reason;
use crate::source::order::values::text_of;
use crate::source::paths;
use crate::source::publication::{self, Force, Matches, PathRule};
use crate::yaml::{Node, Value};

/// The languages that pages are in, and where it shows.
pub(super) struct Languages {
    /// Whether each has a folder, and no ending of its own in names.
    in_folders: bool,
    /// The one that the site starts with.
    pub(super) default: String,
    /// What the settings say for it alone.
    own: Option<Node>,
    others: Vec<String>,
}

impl Languages {
    /// What settings say; none where they say nothing.
    pub(super) fn read(settings: &Node) -> Option<Self> {
        let plugin = publication::plugin(settings, "i18n")?;
        let listed = plugin.get("languages")?;
        let text = |node: &Node, key| text_of(node, key);
        let (mut names, mut own) = (Vec::new(), None);
        let mut default = text(plugin, "default_language");
        for language in listed.items() {
            let Some(name) = text(language, "locale") else { continue };
            if text(language, "default").as_deref() == Some("true") {
                default = Some(name.clone());
                own = Some(language.clone());
            }
            names.push(name);
        }
        // Before version 1 they were keys.
        names.extend(listed.entries().iter().map(|entry| entry.key.clone()));
        names.retain(|name| !matches!(&**name, "default" | "null"));
        let default = default.or_else(|| names.first().cloned())?;
        names.retain(|name| *name != default);
        let in_folders = text(plugin, "docs_structure").as_deref() == Some("folder");
        Some(Self { in_folders, default, own, others: names })
    }

    /// The settings with what they say for the language that the site starts with over them.
    pub(super) fn over(&self, mut settings: Node) -> Node {
        let keys = ["site_name", "site_description", "site_author", "copyright", "nav"];
        let Some(mut own) = self.own.clone() else { return settings };
        if let Value::Map(entries) = &mut own.value {
            entries.retain(|entry| keys.contains(&&*entry.key));
            settings.merge(own);
        }
        settings
    }

    /// The folder of the pages in the language that the site starts with.
    pub(super) fn root(&self, root: String) -> String {
        if self.in_folders { paths::join(&root, &self.default) } else { root }
    }

    /// What names of files may end in to say that language.
    pub(super) fn suffix(&self) -> Option<String> {
        (!self.in_folders).then(|| format!(".{}", self.default))
    }

    /// The pages in other languages, where names tell them.
    pub(super) fn translations(&self) -> Vec<PathRule> {
        let rule = |name: &String| PathRule {
            matches: Matches::Suffix(format!(".{}", name.to_lowercase())),
            force: Force::Elsewhere,
            reason: Reason::Translation(Some(name.clone())),
        };
        self.others.iter().filter(|_| !self.in_folders).map(rule).collect()
    }

    /// The file that stands for another one in the language that the site starts with: `index.en.md` for
    /// `index.md`.
    pub(super) fn localised(&self, path: &str) -> Option<String> {
        let (name, ending) = path.rsplit_once('.').filter(|_| !self.in_folders)?;
        let localised = format!("{name}.{}.{ending}", self.default);
        PackPath::new(&localised).ok().map(|path| path.as_str().to_owned())
    }

    /// Whether a page's name says another language.
    pub(super) fn is_other(&self, path: &str) -> bool {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let ends = |name: &String| stem.ends_with(&format!(".{name}"));
        !self.in_folders && self.others.iter().any(ends)
    }

    /// The titles that the language has for those of the navigation.
    pub(super) fn title(&self, title: &str) -> Option<String> {
        let titles = self.own.as_ref()?.get("nav_translations")?;
        text_of(titles, title)
    }
}
