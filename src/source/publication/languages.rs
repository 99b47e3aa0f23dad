//! For which languages of a Hugo site something is.

use globset::Glob;

use crate::yaml::{Node, Value};

/// Whether a mount, or what pages are chosen by, is for a language: for all where it names none.
///
/// <https://gohugo.io/configuration/module/#sites>
pub(in crate::source) fn is_for(node: &Node, lang: &str) -> bool {
    let own = node.get("lang").and_then(Node::as_text).filter(|own| !own.is_empty());
    if let Some(own) = own {
        return own.eq_ignore_ascii_case(lang);
    }
    let lang = lang.to_lowercase();
    let takes = |pattern: &str| {
        Glob::new(&pattern.to_lowercase()).is_ok_and(|it| it.compile_matcher().is_match(&lang))
    };
    let patterns = languages_of_sites(node).map(patterns).unwrap_or_default();
    let (not, named): (Vec<&str>, Vec<&str>) = patterns.iter().partition(|it| it.starts_with('!'));
    let is_kept_out = not.iter().any(|pattern| takes(pattern.trim_start_matches(['!', ' '])));
    !is_kept_out && (named.is_empty() || named.into_iter().any(takes))
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
