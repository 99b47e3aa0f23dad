//! Whether a page may be meant to be held back, where what it says cannot be read for certain.

use std::collections::BTreeMap;

use super::super::Readers;
use super::super::publication::{self, Unclear};
use super::keys::KNOWN;
use super::{intent, stray};
use crate::diag::Sink;
use crate::span::Span;
use crate::yaml::{self, Entry, Node, Scalar, Value};

/// Why a page is in doubt.
pub(super) type Doubt = Unclear;

/// Keys that say who may read a page. For whole pages that is decided in `pack.yaml`; a page that
/// asks for it itself must not go to everybody.
const READERS: [&str; 4] = ["except", "only", "profile", "profiles"];

/// The same in a phrase, as [`canonical`](publication::canonical) has it.
const PHRASES: [&str; 16] = [
    "exceptfor",
    "exceptprofile",
    "exceptprofiles",
    "excludefor",
    "excludefrom",
    "excludeprofile",
    "excludeprofiles",
    "forprofile",
    "forprofiles",
    "hiddenfrom",
    "hidefor",
    "hidefrom",
    "onlyfor",
    "onlyprofile",
    "onlyprofiles",
    "visibleto",
];

/// Whether a key says who may read its page.
fn is_of_readers(key: &str) -> bool {
    let key = publication::canonical(key);
    READERS.iter().chain(&PHRASES).any(|known| *known == key)
}

/// Yes holds a page back.
const YES: [&str; 8] = [
    "draft",
    "eleventyexcludefromcollections",
    "headless",
    "hidden",
    "navexclude",
    "private",
    "unlisted",
    "unpublished",
];

/// No holds a page back.
const NO: [&str; 3] = ["permalink", "publish", "published"];

/// A day may hold a page back.
const DAYS: [&str; 4] = ["expirydate", "pubdate", "publishdate", "unpublishdate"];

/// How front matter is framed.
const FRAME: &str = "front matter starts in the first line of the file, between two lines `---`; \
                     what is none of it, write in other words";

impl Doubt {
    /// A key that stands where nothing can be read.
    pub(super) fn unread(key: &str, span: Span) -> Self {
        let message = format!("`{key}` may stand here, and cannot be read: the page is held back");
        Self { key: key.to_owned(), message, span, help: "mend these lines" }
    }

    /// A key among settings that are no front matter, since their frame has a slip.
    pub(super) fn unframed(key: &str, span: Span) -> Self {
        let message =
            format!("`{key}` stands here and is not read as front matter: the page is held back");
        Self { key: key.to_owned(), message, span, help: FRAME }
    }

    /// Settings of which none holds the page back, and that would be printed.
    pub(super) fn printed(span: Span) -> Self {
        let message =
            "this looks like front matter, and is not read as such: the page is held back";
        Self { key: "front matter".to_owned(), message: message.to_owned(), span, help: FRAME }
    }

    /// A key with two values.
    pub(super) fn twice(key: &str, span: Span) -> Self {
        let message =
            format!("the key `{key}` stands twice with two values: the page is held back");
        Self { key: key.to_owned(), message, span, help: "keep one of the two" }
    }
}

/// Whether a key decides whether a page is published, and for whom.
pub(super) fn holds(key: &str) -> bool {
    publication::concerns(key) || is_of_readers(key) || near(key).is_some()
}

/// Keys that resemble one of ours by chance, or say its opposite.
const OWN: [&str; 3] = ["excerpt", "excerpts", "listed"];

/// Groups in which tools keep what they do not know themselves.
const OTHERS: [&str; 5] = ["extra", "metadata", "page", "params", "values"];

/// The key that a misspelt one resembles; a name with a meaning of its own resembles none.
fn near(key: &str) -> Option<&'static str> {
    if KNOWN.contains(&key) || OWN.contains(&&*key.to_lowercase()) || publication::concerns(key) {
        return None;
    }
    let mut names = YES.iter().chain(&NO).chain(&DAYS).chain(&READERS).chain(&["cascade"]).copied();
    yaml::nearest(key, names.by_ref())
}

/// Whether a key, as it is written, is a yes or no that may hold a page back.
pub(super) fn is_flag(key: &str) -> bool {
    YES.contains(&key) || NO.contains(&key)
}

/// Whether a key with a word as its value holds a page back; `loosely` also where the word is no yes
/// and no no.
pub(super) fn flags(key: &str, value: &str, loosely: bool) -> bool {
    let name = publication::canonical(key);
    let is = |names: &[&str]| {
        names.contains(&&*name) || near(&name).is_some_and(|near| names.contains(&near))
    };
    let (truth, is_date) =
        (publication::truth_of(value), value.starts_with(|it: char| it.is_ascii_digit()));
    let unclear = loosely && truth.is_none() && !is_date;
    (is(&YES) && (truth == Some(true) || unclear)) || (is(&NO) && (truth == Some(false) || unclear))
}

/// Whether a key with a value keeps a page for some readers, or for some days.
pub(super) fn limits(key: &str, value: &str) -> bool {
    let name = publication::canonical(key);
    let is = |names: &[&str]| {
        names.contains(&&*name) || near(&name).is_some_and(|near| names.contains(&near))
    };
    is(&READERS)
        || is_of_readers(key)
        || name == "cascade"
        || ((is(&DAYS) || publication::may_name_day(key))
            && value.starts_with(|it: char| it.is_ascii_digit()))
}

/// What holds a page back in doubt, among all that it says. With `readers` keys count that no tool
/// has.
pub(in crate::source) fn of_entries(
    entries: &[Entry],
    readers: Option<(Readers<'_>, &mut Sink)>,
) -> Option<Doubt> {
    let mut known: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| publication::concerns(&entry.key)) {
        let first = *known.entry(publication::canonical(&entry.key)).or_insert(entry);
        if first.value.to_json() != entry.value.to_json() {
            return Some(Doubt::twice(&entry.key, entry.key_span));
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
fn misplaced(group: &str, entry: &Entry) -> Option<Doubt> {
    let key = publication::canonical(&entry.key);
    let holding = match &*key {
        "draft" | "unlisted" => true,
        "published" => false,
        _ => return None,
    };
    let message = format!("`{key}` stands within `{group}` here: the page is held back");
    let help = "move it to the start of a line of its own, or remove it";
    let span = entry.key_span;
    (publication::truth(&entry.value) == Some(holding)).then_some(Doubt {
        key,
        message,
        span,
        help,
    })
}

/// What holds a page back in doubt: a key that says who may read it, or a misspelt one whose value
/// would hold it back.
fn of_entry(entry: &Entry) -> Option<Doubt> {
    let Entry { key, key_span, value } = entry;
    if is_of_readers(key) {
        let message = format!("`{key}` does not choose pages here: the page is held back");
        let help = "remove it, and leave the page out with `exclude` in pack.yaml, under the \
                    profiles that must not have it";
        return Some(Doubt { key: key.clone(), message, span: *key_span, help });
    }
    let flag = publication::is_flag(key);
    if flag && value.is_null() {
        let message = format!("`{key}` says neither yes nor no: the page is held back");
        let help = "write `true` or `false`, or remove it";
        return Some(Doubt { key: key.clone(), message, span: *key_span, help });
    }
    if let Some(group) = group_meant(entry) {
        let message = format!("`{key}` may be meant as `{group}`: the page is held back");
        let help = "correct the key, or remove it";
        return Some(Doubt { key: key.clone(), message, span: *key_span, help });
    }
    // `title: A, draft: true` on one line, and `{draft:true}` without its blank, are one text each.
    let texts = [Some(key.as_str()).filter(|_| value.is_null()), value.as_text()];
    let joined = texts.into_iter().flatten().find_map(stray::last_flag);
    if let Some(joined) = joined {
        let message =
            format!("`{joined}` stands in the value of another key: the page is held back");
        let help = "write each key on a line of its own";
        return Some(Doubt { key: joined.to_owned(), message, span: *key_span, help });
    }
    let meant = near(key)?;
    let is_cascade = meant == "cascade" && matches!(value.value, Value::Map(_) | Value::List(_));
    let truth = publication::truth(value);
    let would = (YES.contains(&meant) && truth == Some(true))
        || (NO.contains(&meant) && truth == Some(false))
        || (DAYS.contains(&meant) && is_day(value))
        || (READERS.contains(&meant) && !value.is_null())
        || is_cascade;
    let message = format!("`{key}` may be meant as `{meant}`: the page is held back");
    let help = "correct the key, or remove it";
    let key = if is_cascade { meant.to_owned() } else { key.clone() };
    would.then_some(Doubt { key, message, span: *key_span, help })
}

/// Groups of keys that hold a page back, with some of theirs.
const GROUPS: [(&str, &[&str]); 2] = [("build", &["list", "render"]), ("sidebar", &["hidden"])];

/// The group that a misspelt one resembles.
fn group_meant(entry: &Entry) -> Option<&'static str> {
    if publication::concerns(&entry.key) {
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

/// The first word of an unread text that may be such a key: it starts a line, or `:` or `=` follows.
pub(super) fn mentioned(text: &str) -> Option<&str> {
    word(text, |word, _| holds(word))
}

/// The first word of an unread text that may be a key of some kind, of which it is also asked
/// whether a sign follows.
pub(super) fn word(text: &str, is_key: impl Fn(&str, bool) -> bool) -> Option<&str> {
    text.lines().find_map(|line| {
        let mut fresh = true;
        let mut rest = line;
        while let Some(start) = rest.find(is_letter) {
            let length =
                rest[start..].find(|letter| !is_letter(letter)).unwrap_or(rest.len() - start);
            let (word, behind) = rest[start..].split_at(length);
            let sign =
                behind.trim_start_matches(['"', '\'', ' ', '\t']).starts_with([':', '=', '：']);
            if (fresh || sign) && is_key(word, sign) {
                return Some(word);
            }
            (fresh, rest) = (false, behind);
        }
        None
    })
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_')
}
