//! `{{< only profile="auditor" >}} … {{< /only >}}` and `{{< except … >}}`: content for some
//! readers.
//!
//! They become elements that no other tag closes, with the condition as an attribute; who gets what
//! is settled when the document is composed.

use std::collections::BTreeMap;

use super::tag::Arguments;
use super::templates::INNER;
use crate::diag::{Code, Diagnostic, Sink};
use crate::parse::builder::CONDITIONAL;
use crate::parse::mapped::Mapped;
use crate::source::Audience;
use crate::span::Span;
use crate::tree::Attr;

/// Whether a shortcode of this name sets a condition, or was most likely meant to: `onyl`. What is
/// none is an error where conditions are settled.
pub(super) fn is_condition(name: &str) -> bool {
    Attr::condition_meant(name).is_some()
}

/// Whether a shortcode that nobody knows asks for profiles, whatever they are.
pub(super) fn names_profiles(arguments: &Arguments) -> bool {
    ["profile", "profiles"].iter().any(|key| arguments.named(key).is_some())
}

/// The argument of a shortcode that is no condition by which it was to say for whom something is,
/// where its template does not ask for it.
pub(super) fn among<'a>(
    arguments: &'a Arguments,
    profiles: &[String],
    asked: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let is_exact = |key: &str| Attr::condition_meant(key).is_some();
    let meant = |(key, value): &&(String, String)| {
        let names = Attr::profiles_in(value);
        let for_profiles = names.iter().any(|name| profiles.iter().any(|it| it == name));
        !asked(key) && (is_exact(key) || (Attr::is_condition(key) && for_profiles))
    };
    let keys = arguments.named.iter().find(meant).map(|(key, _)| &**key);
    let mut bare = arguments.positional.iter().filter_map(|it| it.split_once(['=', ':']));
    keys.or_else(|| bare.find(|(key, _)| is_exact(key.trim())).map(|(key, _)| key))
}

/// Whether a shortcode that nobody knows says by its name that it is for some: `only-for`.
pub(super) fn speaks_in_name(name: &str) -> bool {
    let mut parts = name.split(['-', '_', '/', '.']).chain([name.trim_end_matches("for")]);
    parts.any(|part| Attr::condition_meant(part).is_some())
}

/// What is wrong with a condition that says more than once for whom it is, or something else.
pub(super) fn fault(name: &str, arguments: &Arguments) -> Option<String> {
    let is_named = |(key, _): &&(String, String)| matches!(&**key, "profile" | "profiles");
    let said = arguments.named.iter().filter(is_named).count();
    let twice = said + usize::from(!arguments.positional.is_empty()) > 1;
    let mut other = arguments.named.iter().filter(|named| !is_named(named));
    let unknown = |(key, _): &(String, String)| format!("`{name}` does not know `{key}`");
    let twice = twice.then(|| format!("`{name}` says more than once for whom it is"));
    twice.or_else(|| other.next().map(unknown))
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

/// Whether this reader gets what stands between a pair of tags, without a doubt.
pub(super) fn is_met(name: &str, arguments: &Arguments, audience: &Audience) -> bool {
    let names = profiles(arguments);
    let names = Audience::names_in(&names);
    Attr::CONDITIONS.contains(&name)
        && audience.faults(name, &names).next().is_none()
        && audience.meets(name, &names)
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

/// Where the conditions were written that now stand in a text as tags.
pub(in crate::parse) fn conditions(text: &Mapped) -> Vec<Span> {
    let tag = format!("<{CONDITIONAL}");
    let places = text.text().match_indices(&tag).map(|(at, _)| text.span(at..at + 1));
    // What somebody wrote so himself maps to its own byte.
    places.filter(|place| place.range().len() > 1).collect()
}

/// Tells of the conditions whose tags no element was opened for: they stand in a formula, in the
/// attribute of a tag, in the title of a link.
pub(in crate::parse) fn report_unopened(conditions: Vec<Span>, opened: &[Span], sink: &mut Sink) {
    let mut left = BTreeMap::<_, usize>::new();
    let key = |span: &Span| (span.file, span.start);
    for span in opened {
        *left.entry(key(span)).or_default() += 1;
    }
    for condition in conditions {
        match left.get_mut(&key(&condition)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => sink.push(
                Diagnostic::error(Code::Condition, "no condition is read at this place")
                    .at(condition)
                    .help(
                        "put it around the whole formula, tag, link or block; an example of how it \
                         is written stands in code",
                    ),
            ),
        }
    }
}
