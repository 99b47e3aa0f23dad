//! `{{< only profile="auditor" >}} … {{< /only >}}` and `{{< except … >}}`: content for some
//! readers.
//!
//! They become elements that no other tag closes, with the condition as an attribute; who gets what
//! is settled when the document is composed.

use super::tag::Arguments;
use super::templates::INNER;
use crate::diag::{Code, Diagnostic};
use crate::source::Audience;
use crate::tree::Attr;

/// Whether a shortcode of this name sets a condition, or was most likely meant to: `onyl`. What is
/// none is an error where conditions are settled.
pub(super) fn is_condition(name: &str) -> bool {
    Attr::condition_meant(name).is_some()
}

/// Whether a shortcode that nobody knows was to say for whom something is.
pub(super) fn names_profiles(arguments: &Arguments) -> bool {
    ["profile", "profiles"].iter().any(|key| arguments.named(key).is_some())
}

/// What is reported of a tag of a condition that cannot be read or closes none: what was to stand
/// between two tags would be for everybody.
pub(super) fn unread(what: &str) -> Diagnostic {
    Diagnostic::error(Code::Condition, what)
        .help("write `{{< only profile=\"…\" >}}` before the words and `{{< /only >}}` behind them")
}

/// The name that an unreadable tag starts with.
pub(super) fn name_in(tag: &str) -> &str {
    let name = tag.trim_start_matches(['{', '<', '%', '/', ' ', '\t', '-']);
    name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
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

/// Whether what stands between a pair of tags is without a doubt for other readers.
pub(super) fn is_for_others(name: &str, arguments: &Arguments, audience: &Audience) -> bool {
    let names = profiles(arguments);
    let names = Audience::names_in(&names);
    Attr::CONDITIONS.contains(&name)
        && audience.faults(name, &names).next().is_none()
        && !audience.meets(name, &names)
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
