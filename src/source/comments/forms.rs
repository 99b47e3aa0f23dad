//! The forms of comments that the tools of folders know.

use crate::files::{Files, PackPath};
use crate::source::dialect::Dialect;
use crate::source::vault;

/// The comments that a text may hold beside those of HTML and Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a form that a tool has or has not")]
pub struct CommentForms {
    /// `{/* … */}`
    pub(super) mdx: bool,
    /// `{% comment %} … {% endcomment %}` and `{% # … %}`.
    pub(super) liquid: bool,
    /// `{::comment} … {:/comment}`
    pub(super) kramdown: bool,
    /// `%% … %%`
    pub(super) obsidian: bool,
    /// `{{/* … */}}`
    pub(super) hugo: bool,
    /// `{# … #}`
    pub(super) jinja: bool,
}

impl CommentForms {
    /// Those that the tool of a folder reads; a vault of Obsidian's may be a folder of any.
    pub(in crate::source) fn of(dialect: Dialect, files: &dyn Files) -> Self {
        Self {
            mdx: dialect == Dialect::Docusaurus,
            liquid: dialect == Dialect::Jekyll,
            kramdown: dialect == Dialect::Jekyll,
            obsidian: vault::is_vault(files),
            hugo: dialect == Dialect::Hugo,
            jinja: dialect == Dialect::MkDocs && runs_macros(files),
        }
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            mdx: self.mdx || other.mdx,
            liquid: self.liquid || other.liquid,
            kramdown: self.kramdown || other.kramdown,
            obsidian: self.obsidian || other.obsidian,
            hugo: self.hugo || other.hugo,
            jinja: self.jinja || other.jinja,
        }
    }

    /// Those of one file: its name may say that it is MDX.
    #[must_use]
    pub(crate) fn in_file(self, path: &PackPath) -> Self {
        let mdx = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
        Self { mdx: self.mdx || mdx, ..self }
    }

    /// Whether they are those of a vault of Obsidian's.
    pub(in crate::source) fn are_of_a_vault(self) -> bool {
        self.obsidian
    }

    /// Without those of Liquid, which runs before all else, and whose `raw` keeps them.
    #[must_use]
    pub(crate) fn behind_liquid(self) -> Self {
        Self { liquid: false, ..self }
    }
}

/// Whether the settings of `MkDocs` name the plugin that reads pages as templates of Jinja.
fn runs_macros(files: &dyn Files) -> bool {
    let settings =
        ["mkdocs.yml", "mkdocs.yaml"].into_iter().filter_map(|it| PackPath::new(it).ok());
    let names_plugin = |bytes: &[u8]| bytes.windows(6).any(|word| word == b"macros");
    settings.filter_map(|path| files.read(&path).ok()).any(|bytes| names_plugin(&bytes))
}
