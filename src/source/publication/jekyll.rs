//! Jekyll: which entries of a folder it reads, and which it writes.
//!
//! <https://jekyllrb.com/docs/configuration/options/>, <https://jekyllrb.com/docs/collections/>,
//! <https://jekyllrb.com/docs/posts/>

use super::above::Above;
use super::entry_filter::EntryFilter;
use super::faults::{report_slips, texts};
use super::{Dated, Force, Matches, PathRule, Publishing, Takes, by_globs};
use crate::diag::Diagnostic;
use crate::source::left_out::Reason;
use crate::yaml::Node;

/// What a Jekyll site publishes, by the settings in `file`.
///
/// What cannot be read of them is handed to `say`.
pub(in crate::source) fn publishing(
    settings: &Node,
    file: &str,
    root: &str,
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
        rules.push(by_globs(root, patterns, cause, node.span, say));
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
    let above = Above::defaults(settings.get("defaults"), file, root, say);
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
