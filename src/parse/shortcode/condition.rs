//! `{{< only profile="auditor" >}} … {{< /only >}}` and `{{< except … >}}`: content for some
//! readers.
//!
//! They become elements that no other tag closes, with the condition as an attribute; who gets what
//! is settled when the document is composed.

use super::tag::Arguments;
use super::templates::INNER;
use crate::tree::Attr;

/// Whether a shortcode of this name sets a condition.
pub(super) fn is_condition(name: &str) -> bool {
    Attr::CONDITIONS.contains(&name)
}

/// What stands in the place of a pair of tags: a block where each tag has its own line or blank
/// lines lie between them, else words among words.
pub(super) fn around(name: &str, arguments: &Arguments, inner: &str) -> String {
    let profiles = profiles(arguments);
    let blank = |line: &&str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
    let mut lines = inner.split('\n');
    let (first, rest): (_, Vec<&str>) = (lines.next(), lines.collect());
    let own_lines = first.as_ref().is_some_and(blank) && rest.last().is_some_and(blank);
    let paragraphs = rest.iter().rev().skip(1).any(blank);
    if own_lines || paragraphs {
        format!("<conditional {name}=\"{profiles}\">\n\n{INNER}\n\n</conditional>")
    } else {
        format!("<conditional-words {name}=\"{profiles}\">{INNER}</conditional-words>")
    }
}

/// What stands in the place of a tag that nothing closes, which the builder then reports.
pub(super) fn opening(name: &str, arguments: &Arguments) -> String {
    format!("\n\n<conditional {name}=\"{}\">\n\n", profiles(arguments))
}

/// The profiles that a tag names, as the value of an attribute.
fn profiles(arguments: &Arguments) -> String {
    let named = arguments.named("profile").or_else(|| arguments.named("profiles"));
    let names = named.map_or_else(|| arguments.positional.join(","), str::to_owned);
    names.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('\n', " ")
}
