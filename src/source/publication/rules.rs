//! Pages that stay out by where they lie.

use std::collections::BTreeSet;

use ignore::gitignore::Gitignore;
use regex::RegexSet;

use super::bundles::is_bundled;
use super::day_in_name::is_undated_post;
use super::entry_filter::EntryFilter;
use super::globs::Globs;
use crate::files::PackPath;
use crate::source::left_out::Reason;
use crate::source::paths::within;

/// Pages that stay out by where they lie.
#[derive(Clone, Debug)]
pub(in crate::source) struct PathRule {
    /// Which.
    pub(in crate::source) matches: Matches,
    /// How strictly.
    pub(in crate::source) force: Force,
    /// Why.
    pub(in crate::source) reason: Reason,
}

/// How strictly a page stays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Force {
    /// It is not published: no rule of a pack takes it.
    Held,
    /// It is published, but elsewhere: it takes an `include` that names it.
    Elsewhere,
    /// It is published and in no menu: it takes an order that names it.
    Unlisted,
}

/// Which paths a rule takes. All are seen from the exported folder.
#[derive(Clone, Debug)]
pub(in crate::source) enum Matches {
    /// What patterns in the form of a `.gitignore` take, which are seen from a folder.
    Patterns(String, Box<Gitignore>),
    /// What globs take.
    Globs(Globs),
    /// What one of some regular expressions finds itself in, with a slash before the path as seen
    /// from a folder.
    Expressions(String, RegexSet),
    /// One file.
    File(PackPath),
    /// All below a folder.
    Folder(String),
    /// All below a folder of this name, wherever it is.
    FolderNamed(String),
    /// Files with these words before their ending: `.test` for `a.test.md`.
    Suffix(String),
    /// What lies beside or below the page of a bundle, by the bundles' folders.
    Bundled(BTreeSet<String>),
    /// What Jekyll's filter of entries does not pass.
    Jekyll(Box<EntryFilter>),
    /// Files in a folder of posts whose names hold no day.
    UndatedPost,
}

impl Matches {
    pub(super) fn takes(&self, path: &PackPath) -> bool {
        match self {
            Self::Patterns(root, patterns) => within(root, path.as_str())
                .is_some_and(|path| patterns.matched_path_or_any_parents(path, false).is_ignore()),
            Self::Globs(globs) => globs.takes(path),
            Self::Expressions(root, set) => {
                within(root, path.as_str()).is_some_and(|local| set.is_match(&format!("/{local}")))
            }
            Self::File(file) => file == path,
            Self::Folder(folder) => !folder.is_empty() && within(folder, path.as_str()).is_some(),
            Self::FolderNamed(name) => path.folder().split('/').any(|folder| folder == name),
            Self::Suffix(suffix) => path.stem().to_lowercase().ends_with(suffix),
            Self::Bundled(folders) => is_bundled(folders, path),
            Self::Jekyll(filter) => filter.rejects(path),
            Self::UndatedPost => is_undated_post(path),
        }
    }
}
