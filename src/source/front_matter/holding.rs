//! The keys that may hold a page back, and words that may be such keys.

use super::keys::KNOWN;
use crate::source::publication::{canonical, concerns, may_name_day, truth_of};
use crate::yaml;

/// Keys that say who may read a page. For whole pages that is decided in `pack.yaml`; a page that
/// asks for it itself must not go to everybody.
pub(super) const READERS: [&str; 4] = ["except", "only", "profile", "profiles"];

/// The same in a phrase, as [`canonical`] has it.
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
pub(super) fn is_of_readers(key: &str) -> bool {
    let key = canonical(key);
    READERS.iter().chain(&PHRASES).any(|known| *known == key)
}

/// Yes holds a page back.
pub(super) const YES: [&str; 8] = [
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
pub(super) const NO: [&str; 3] = ["permalink", "publish", "published"];

/// A day may hold a page back.
pub(super) const DAYS: [&str; 4] = ["expirydate", "pubdate", "publishdate", "unpublishdate"];

/// Whether a key decides whether a page is published, and for whom.
pub(super) fn holds(key: &str) -> bool {
    concerns(key) || is_of_readers(key) || near(key).is_some()
}

/// Keys that resemble one of ours by chance, or say its opposite.
const OWN: [&str; 3] = ["excerpt", "excerpts", "listed"];

/// The key that a misspelt one resembles; a name with a meaning of its own resembles none.
pub(super) fn near(key: &str) -> Option<&'static str> {
    if KNOWN.contains(&key) || OWN.contains(&&*key.to_lowercase()) || concerns(key) {
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
    let name = canonical(key);
    let is = |names: &[&str]| {
        names.contains(&&*name) || near(&name).is_some_and(|near| names.contains(&near))
    };
    let (truth, is_date) = (truth_of(value), value.starts_with(|it: char| it.is_ascii_digit()));
    let unclear = loosely && truth.is_none() && !is_date;
    (is(&YES) && (truth == Some(true) || unclear)) || (is(&NO) && (truth == Some(false) || unclear))
}

/// Whether a key with a value keeps a page for some readers, or for some days.
pub(super) fn limits(key: &str, value: &str) -> bool {
    let name = canonical(key);
    let is = |names: &[&str]| {
        names.contains(&&*name) || near(&name).is_some_and(|near| names.contains(&near))
    };
    is(&READERS)
        || is_of_readers(key)
        || name == "cascade"
        || ((is(&DAYS) || may_name_day(key)) && value.starts_with(|it: char| it.is_ascii_digit()))
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
