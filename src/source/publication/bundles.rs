//! Hugo's bundles: folders that are one page.

use std::collections::BTreeSet;

use crate::files::PackPath;
use crate::source::paths::within;

/// The folders that have a page of their own, `index.md`: what else lies in them belongs to it.
/// The top is none.
pub(super) fn bundles(roots: &[&str], listing: &[PackPath]) -> BTreeSet<String> {
    let is_below = |path: &PackPath| {
        roots.iter().any(|root| path.folder() != *root && within(root, path.as_str()).is_some())
    };
    let leaf = |path: &&PackPath| is_leaf(path) && is_below(path);
    listing.iter().filter(leaf).map(|path| path.folder().to_owned()).collect()
}

fn is_leaf(path: &PackPath) -> bool {
    let markdown = path.extension().is_some_and(|ending| ending.starts_with(['m', 'M']));
    markdown && path.stem().split('.').next() == Some("index")
}

/// Whether a file lies in a bundle and is not its page.
pub(super) fn is_bundled(folders: &BTreeSet<String>, path: &PackPath) -> bool {
    let own = usize::from(is_leaf(path));
    path.folders().skip(own).any(|folder| folders.contains(folder))
}
