//! What shortcodes are expanded with.

use super::library::Library;
use super::templates::Templates;
use crate::files::PackPath;

/// How many shortcodes may lie in one another, files that include files among them.
pub(super) const MAX_DEPTH: usize = 32;

/// What shortcodes are expanded with.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Context<'a> {
    pub(in crate::parse) templates: &'a Templates,
    pub(in crate::parse) library: &'a Library<'a>,
    /// The page or included file that the text comes from.
    pub(in crate::parse) path: &'a PackPath,
    /// The files that are being read: the page, and what is included within.
    pub(in crate::parse) including: &'a [PackPath],
    /// The files of the repository around the folder that are being read, by their paths from the root
    /// there, the last of which the text comes from; none where it comes from the pack.
    pub(in crate::parse) around: &'a [PackPath],
    /// Whether it stands within a condition that takes it away from this reader.
    pub(in crate::parse) for_others: bool,
}

impl Context<'_> {
    /// The files that are being read once another one is brought in.
    pub(in crate::parse) fn including(&self, path: &PackPath) -> Vec<PackPath> {
        [self.including, std::slice::from_ref(path)].concat()
    }
}
