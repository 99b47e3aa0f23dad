//! How a tool makes the addresses of its pages.

use super::hugo::Hugo;
use super::jekyll::Jekyll;
use super::mkdocs::MkDocs;

/// How a tool makes addresses; the default is none at all.
#[derive(Clone, Debug, Default)]
pub(in crate::source) enum Addressing {
    #[default]
    None,
    /// Those of files, below a path.
    Below(String),
    Hugo(Hugo),
    Jekyll(Jekyll),
    MkDocs(MkDocs),
}
