//! Whether a page may be meant to be held back, where what it says cannot be read for certain.

use std::collections::BTreeMap;

use super::holding::{DAYS, NO, READERS, YES, is_of_readers, near};
use super::intent;
use super::misplaced::last_flag;
use crate::diag::Sink;
use crate::source::context::Readers;
use crate::source::publication::{Unclear, canonical, concerns, is_flag, truth};
use crate::yaml::{self, Entry, Node, Scalar, Value};

/// Groups in which tools keep what they do not know themselves.
const OTHERS: [&str; 5] = ["extra", "metadata", "page", "params", "values"];

/// What holds a page back in doubt, among all that it says. With `readers` keys count that no tool
/// has.
pub(in crate::source) fn ambiguity(
    entries: &[Entry],
    readers: Option<(Readers<'_>, &mut Sink)>,
) -> Option<Unclear> {
    let mut known: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| concerns(&entry.key)) {
        let first = *known.entry(canonical(&entry.key)).or_insert(entry);
        if first.value.to_json() != entry.value.to_json() {
            return Some(Unclear::twice(&entry.key, entry.key_span));
        }
    }
    let within = entries.iter().filter(|entry| OTHERS.contains(&&*entry.key.to_lowercase()));
    let within = within.flat_map(|group| group.value.entries().iter().map(move |it| (group, it)));
    entries
        .iter()
        .find_map(of_entry)
        .or_else(|| within.clone().find_map(|(group, entry)| misplaced(&group.key, entry)))
        .or_else(|| {
            let (Readers { profiles, decided }, sink) = readers?;
            let all = entries.iter().chain(within.map(|(_, entry)| entry));
            let intents = all.filter_map(|entry| intent::of_entry(entry, profiles));
            let (of_work, mut holding): (Vec<_>, Vec<_>) =
                intents.partition(|intent| intent.of_work && !decided);
            sink.extend(of_work.into_iter().map(intent::Intent::ignored));
            (!holding.is_empty()).then(|| holding.swap_remove(0).doubt)
        })
}

/// A flag that would hold the page back, were it not within a group of other keys.
fn misplaced(group: &str, entry: &Entry) -> Option<Unclear> {
    let key = canonical(&entry.key);
    let holding = match &*key {
        "draft" | "unlisted" => true,
        "published" => false,
        _ => return None,
    };
    let message = format!("`{key}` stands within `{group}` here: the page is held back");
    let help = "move it to the start of a line of its own, or remove it";
    let span = entry.key_span;
    (truth(&entry.value) == Some(holding)).then_some(Unclear { key, message, span, help })
}

/// What holds a page back in doubt: a key that says who may read it, or a misspelt one whose value
/// would hold it back.
fn of_entry(entry: &Entry) -> Option<Unclear> {
    let Entry { key, key_span, value } = entry;
    if is_of_readers(key) {
        let message = format!("`{key}` does not choose pages here: the page is held back");
        let help = "remove it, and leave the page out with `exclude` in pack.yaml, under the \
                    profiles that must not have it";
        return Some(Unclear { key: key.clone(), message, span: *key_span, help });
    }
    let flag = is_flag(key);
    if flag && value.is_null() {
        let message = format!("`{key}` says neither yes nor no: the page is held back");
        let help = "write `true` or `false`, or remove it";
        return Some(Unclear { key: key.clone(), message, span: *key_span, help });
    }
    if let Some(group) = group_meant(entry) {
        let message = format!("`{key}` may be meant as `{group}`: the page is held back");
        let help = "correct the key, or remove it";
        return Some(Unclear { key: key.clone(), message, span: *key_span, help });
    }
    // `title: A, draft: true` on one line, and `{draft:true}` without its blank, are one text each.
    let texts = [Some(key.as_str()).filter(|_| value.is_null()), value.as_text()];
    let joined = texts.into_iter().flatten().find_map(last_flag);
    if let Some(joined) = joined {
        let message =
            format!("`{joined}` stands in the value of another key: the page is held back");
        let help = "write each key on a line of its own";
        return Some(Unclear { key: joined.to_owned(), message, span: *key_span, help });
    }
    let meant = near(key)?;
    let is_cascade = meant == "cascade" && matches!(value.value, Value::Map(_) | Value::List(_));
    let truth = truth(value);
    let would = (YES.contains(&meant) && truth == Some(true))
        || (NO.contains(&meant) && truth == Some(false))
        || (DAYS.contains(&meant) && is_day(value))
        || (READERS.contains(&meant) && !value.is_null())
        || is_cascade;
    let message = format!("`{key}` may be meant as `{meant}`: the page is held back");
    let help = "correct the key, or remove it";
    let key = if is_cascade { meant.to_owned() } else { key.clone() };
    would.then_some(Unclear { key, message, span: *key_span, help })
}

/// Groups of keys that hold a page back, with some of theirs.
const GROUPS: [(&str, &[&str]); 2] = [("build", &["list", "render"]), ("sidebar", &["hidden"])];

/// The group that a misspelt one resembles.
fn group_meant(entry: &Entry) -> Option<&'static str> {
    if concerns(&entry.key) {
        return None;
    }
    let holds = |keys: &[&str]| keys.iter().any(|key| entry.value.get(key).is_some());
    let meant = |(group, keys): &&(&'static str, &[&str])| {
        yaml::nearest(&entry.key, [*group]).is_some() && holds(keys)
    };
    GROUPS.iter().find(meant).map(|(group, _)| *group)
}

fn is_day(value: &Node) -> bool {
    let Value::Scalar(Scalar { text, .. }) = &value.value else { return false };
    text.starts_with(|first: char| first.is_ascii_digit())
}
