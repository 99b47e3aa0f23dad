//! Jekyll's filter of entries.

use globset::{GlobBuilder, GlobMatcher};

use super::faults::texts;
use crate::diag::Diagnostic;
use crate::files::PackPath;
use crate::source::paths::within;
use crate::yaml::Node;

/// What Jekyll excludes without being told; `include` takes it back.
const EXCLUDED: [&str; 10] = [
    ".sass-cache/",
    ".jekyll-cache/",
    "gemfiles/",
    "Gemfile",
    "Gemfile.lock",
    "node_modules/",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// Jekyll's filter: an entry is passed by where it lies, each folder on the way to it too.
#[derive(Clone, Debug)]
pub(in crate::source) struct EntryFilter {
    /// The folder that the entries are seen from.
    root: String,
    exclude: Vec<Pattern>,
    include: Vec<Pattern>,
}

/// A path, which takes all that starts with it, or a glob.
#[derive(Clone, Debug)]
struct Pattern {
    start: String,
    glob: Option<GlobMatcher>,
}

impl EntryFilter {
    pub(super) fn new(settings: &Node, root: &str, say: &mut dyn FnMut(Diagnostic)) -> Self {
        let mut listed = |key: &str| -> Vec<Pattern> {
            texts(key, settings.get(key), false, say).into_iter().map(Pattern::new).collect()
        };
        let exclude = EXCLUDED.into_iter().map(Pattern::new).chain(listed("exclude")).collect();
        Self { root: root.to_owned(), exclude, include: listed("include") }
    }

    /// Whether the filter does not pass a file, or a folder that it lies in.
    pub(super) fn rejects(&self, path: &PackPath) -> bool {
        let Some(path) = within(&self.root, path.as_str()) else { return false };
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true));
        folders.chain([(path, false)]).any(|(entry, folder)| self.rejects_entry(entry, folder))
    }

    fn rejects_entry(&self, entry: &str, folder: bool) -> bool {
        let name = entry.rsplit('/').next().unwrap_or(entry);
        let takes = |patterns: &[Pattern], entry: &str| {
            patterns.iter().any(|pattern| pattern.takes(entry, folder))
        };
        let included = takes(&self.include, entry) || takes(&self.include, name);
        // Names that start with `_` are parts, collections and drafts: each has its own rule.
        let special = name.starts_with(['#', '~']) || name.ends_with('~');
        !included && (special || takes(&self.exclude, entry))
    }
}

impl Pattern {
    /// A pattern as Ruby's `File.fnmatch` reads it: `*` goes over slashes, and braces are letters.
    fn new(written: &str) -> Self {
        let start = written.trim_start_matches("./").trim_start_matches('/').to_owned();
        let mut translated = String::with_capacity(start.len());
        for letter in start.chars() {
            match letter {
                '*' if translated.ends_with('*') => {}
                '{' | '}' => translated.extend(['[', letter, ']']),
                letter => translated.push(letter),
            }
        }
        let glob = GlobBuilder::new(&translated).literal_separator(false).build();
        Self { start, glob: glob.ok().map(|glob| glob.compile_matcher()) }
    }

    fn takes(&self, entry: &str, folder: bool) -> bool {
        if self.start.is_empty() {
            return false;
        }
        let glob = self.glob.as_ref().is_some_and(|glob| glob.is_match(entry));
        let whole = folder && self.start.strip_suffix('/') == Some(entry);
        glob || whole || entry.starts_with(&self.start)
    }
}
