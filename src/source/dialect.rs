//! The tool that a folder was written for.

use crate::text::slug::Slugs;

/// Whose habits the pages of a folder have, beside plain Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Nobody's in particular.
    #[default]
    Plain,
    /// mdBook's.
    MdBook,
    /// `MkDocs`'.
    MkDocs,
    /// Docusaurus'.
    Docusaurus,
    /// Hugo's.
    Hugo,
    /// Jekyll's.
    Jekyll,
    /// GitBook's.
    GitBook,
    /// That of a wiki of Azure DevOps.
    Azure,
    /// That of a wiki of GitHub or GitLab.
    Wiki,
}

impl Dialect {
    /// How the tool makes ids of headings.
    pub fn slugs(self) -> Slugs {
        match self {
            Self::Plain
            | Self::Docusaurus
            | Self::Jekyll
            | Self::GitBook
            | Self::Azure
            | Self::Wiki => Slugs::GitHub,
            Self::MdBook => Slugs::MdBook,
            Self::MkDocs => Slugs::PythonMarkdown,
            Self::Hugo => Slugs::Hugo,
        }
    }
}
