//! Jekyll: which entries of a folder it reads, and which it writes.
//!
//! <https://jekyllrb.com/docs/configuration/options/>, <https://jekyllrb.com/docs/collections/>,
//! <https://jekyllrb.com/docs/posts/>

use globset::{GlobBuilder, GlobMatcher};

use super::above::Above;
use super::{Dated, Force, Matches, PathRule, Publishing, Takes, by_globs, report_slips, texts};
use crate::diag::Diagnostic;
use crate::files::PackPath;
use crate::source::date;
use crate::source::left_out::Reason;
use crate::source::order::within;
use crate::text::day::Day;
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

/// What a Jekyll site publishes, by the settings in `file`.
///
/// What cannot be read of them is handed to `say`.
pub(in crate::source) fn publishing(
    settings: &Node,
    (file, root): (&str, &str),
    say: &mut dyn FnMut(Diagnostic),
) -> Publishing {
    let flag = |key: &str| settings.get(key).and_then(Node::as_text) == Some("true");
    let takes = Takes {
        drafts: flag("show_drafts"),
        future: flag("future"),
        expired: false,
        unpublished: flag("unpublished"),
    };
    let default = settings.get("default");
    let own = default.is_none_or(|it| it.items().iter().all(|item| item.get("scope").is_none()));
    let others: &[&str] = if own { &["default"] } else { &[] };
    report_slips(settings, &["exclude", "defaults", "collections"], others, say);
    for collection in settings.get("collections").map(Node::entries).unwrap_or_default() {
        report_slips(&collection.value, &["output"], &[], say);
    }
    let held = |matches, reason| PathRule { matches, force: Force::Held, reason };
    let filter = Matches::Jekyll(Box::new(EntryFilter::new(settings, root, say)));
    let mut rules = vec![
        held(filter, Reason::Tool("Jekyll's `exclude` leaves it out".to_owned())),
        held(Matches::UndatedPost, Reason::Tool("the name of a post starts with its day".into())),
    ];
    // Jupyter Book has settings of the same name.
    if let Some(node) = settings.get("exclude_patterns") {
        let patterns = texts("exclude_patterns", Some(node), true, say);
        let cause = format!("`exclude_patterns` in `{file}` leaves it out");
        rules.push(by_globs(root, patterns, (false, cause), (node.span, &mut *say)));
    }
    rules.push(held(Matches::FolderNamed("_drafts".to_owned()), Reason::Draft));
    let mut dated = vec!["_posts".to_owned()];
    for (name, output) in collections(settings) {
        let folder = format!("_{name}");
        if !output {
            let cause = format!("the collection `{name}` has no `output: true` in `{file}`");
            rules.push(held(Matches::FolderNamed(folder.clone()), Reason::Tool(cause)));
        }
        dated.push(folder);
    }
    let above = Above::defaults(settings.get("defaults"), (file, root), say);
    Publishing { rules, above, dated: Dated::Below(dated), takes, ..Publishing::default() }
}

/// The collections that settings name, and whether their pages are written. Posts always are,
/// unless they are named and said not to be.
pub(in crate::source) fn collections(settings: &Node) -> Vec<(String, bool)> {
    let node = settings.get("collections");
    let named = node.map(Node::entries).unwrap_or_default().iter().map(|entry| {
        let output = entry.value.get("output").and_then(Node::as_text);
        (entry.key.clone(), output.map_or(entry.key == "posts", |output| output == "true"))
    });
    let listed = node.map(Node::items).unwrap_or_default().iter().filter_map(Node::as_text);
    named.chain(listed.map(|name| (name.to_owned(), name == "posts"))).collect()
}

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
    fn new(settings: &Node, root: &str, say: &mut dyn FnMut(Diagnostic)) -> Self {
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

/// The day in the name of a post.
pub(super) fn day_of_name(path: &PackPath) -> Option<Day> {
    let (day, name) = date::before_name(path.stem())?;
    (!name.is_empty()).then_some(day)
}

/// Whether a file lies in a folder of posts and is none by its name.
pub(super) fn is_undated_post(path: &PackPath) -> bool {
    path.folder().split('/').any(|folder| folder == "_posts") && day_of_name(path).is_none()
}
