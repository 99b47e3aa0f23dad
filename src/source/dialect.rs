//! The tool that a folder was written for.

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
}
