//! For which languages of a Hugo site something is.

use globset::Glob;

use crate::yaml::{Node, Value};

/// Whether a mount, or what pages are chosen by, is for a language: for all where it names none.
///
/// <https://gohugo.io/configuration/module/#sites>
pub(in crate::source) fn is_for(node: &Node, lang: &str) -> bool {
    // A pattern that is none takes nothing.
    is_for_if_read(node, lang).unwrap_or(false)
}

/// The same; none where one of its patterns cannot be read.
pub(super) fn is_for_if_read(node: &Node, lang: &str) -> Option<bool> {
    let own = node.get("lang").and_then(Node::as_text).filter(|own| !own.is_empty());
    if let Some(own) = own {
        return Some(own.eq_ignore_ascii_case(lang));
    }
    let lang = lang.to_lowercase();
    let (mut is_kept_out, mut has_names, mut is_named) = (false, false, false);
    for pattern in languages_of_sites(node).map(patterns).unwrap_or_default() {
        let bare = pattern.trim_start_matches(['!', ' ']).to_lowercase();
        let takes = Glob::new(&bare).ok()?.compile_matcher().is_match(&lang);
        if pattern.starts_with('!') {
            is_kept_out |= takes;
        } else {
            has_names = true;
            is_named |= takes;
        }
    }
    Some(!is_kept_out && (is_named || !has_names))
}

/// The languages of the sites that something is for.
pub(super) fn languages_of_sites(node: &Node) -> Option<&Node> {
    node.get("sites")?.get("matrix")?.get("languages").filter(|node| !node.is_null())
}

/// What is written as one text or as a list of them.
pub(super) fn patterns(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(Node::as_text).collect(),
        Value::Scalar(_) | Value::Map(_) => node.as_text().into_iter().collect(),
    }
}
