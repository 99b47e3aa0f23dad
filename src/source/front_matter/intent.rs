//! Keys that no tool has in common, by which whoever writes them means that a page is not for
//! everybody: `internal: true`, `status: draft`, `audience: auditor`.

use super::doubt::Doubt;
use crate::source::publication::{canonical, may_name_day, truth};
use crate::text::day::Day;
use crate::text::names::is_slip_of;
use crate::yaml::{Entry, Node, Value};

/// Yes keeps the page from somebody.
const YES: [&str; 27] = [
    "confidential",
    "deleted",
    "disabled",
    "donotexport",
    "donotpublish",
    "embargo",
    "embargoed",
    "exclude",
    "excluded",
    "hide",
    "ignore",
    "inprogress",
    "internal",
    "internalonly",
    "isdraft",
    "isinternal",
    "isprivate",
    "noexport",
    "nopublish",
    "redacted",
    "restricted",
    "secret",
    "skip",
    "unfinished",
    "unpublished",
    "withheld",
    "wip",
];

/// No keeps the page from everybody.
const NO: [&str; 12] = [
    "dgpublish",
    "enabled",
    "export",
    "ispublic",
    "ispublished",
    "listed",
    "public",
    "publishing",
    "ready",
    "share",
    "show",
    "visible",
];

/// Where a page stands on its way to its readers, or who they are, in a word.
const STATES: [&str; 12] = [
    "access",
    "audience",
    "confidentiality",
    "permission",
    "permissions",
    "publicationstatus",
    "publishstatus",
    "sharing",
    "stage",
    "state",
    "status",
    "visibility",
];

/// Words for a page that is not ready, or not for everybody.
const HELD: [&str; 16] = [
    "confidential",
    "draft",
    "hidden",
    "inprogress",
    "inreview",
    "internal",
    "nobody",
    "none",
    "private",
    "restricted",
    "secret",
    "staff",
    "unlisted",
    "unpublished",
    "wip",
    "workinprogress",
];

/// Keys whose values are readers.
const READERS: [&str; 12] = [
    "access",
    "audience",
    "audiences",
    "for",
    "group",
    "groups",
    "permissions",
    "reader",
    "readers",
    "role",
    "roles",
    "visibility",
];

/// What holds a page back in doubt, in a key of nobody's.
pub(super) fn of_entry(entry: &Entry, profiles: &[String]) -> Option<Doubt> {
    let key = canonical(&entry.key);
    let said = truth(&entry.value);
    let is_slip = |known: &str| known.len() >= 6 && key != "interval" && is_slip_of(&key, known);
    let named = |known: &str| key == known || is_slip(known);
    let word = entry.value.as_text().map(canonical).unwrap_or_default();
    let holds = (said == Some(true) && YES.iter().any(|known| named(known)))
        || (said == Some(false) && NO.iter().any(|known| named(known)))
        || (STATES.contains(&&*key) && HELD.contains(&&*word))
        || (key.starts_with("embargo") && !may_name_day(&key) && is_day(&entry.value))
        || (READERS.contains(&&*key) && names_profiles(&entry.value, profiles));
    let message =
        format!("`{}` says that this is not for everybody: the page is held back", entry.key);
    let help = "write `draft: true`, or leave the page out with `exclude` in pack.yaml; remove the \
                key where it means something else";
    holds.then(|| Doubt { key: entry.key.clone(), message, span: entry.key_span, help })
}

fn is_day(value: &Node) -> bool {
    value.as_text().is_some_and(|text| Day::parse(text.trim()).is_some())
}

/// Whether a value names profiles of the pack, and nothing else.
fn names_profiles(value: &Node, profiles: &[String]) -> bool {
    let is_profile =
        |name: &str| profiles.iter().any(|profile| canonical(profile) == canonical(name));
    match &value.value {
        Value::Scalar(scalar) => {
            let mut names =
                scalar.text.split([',', ' ', ';']).filter(|name| !name.is_empty()).peekable();
            names.peek().is_some() && names.all(is_profile)
        }
        Value::List(items) => {
            !items.is_empty() && items.iter().all(|item| names_profiles(item, profiles))
        }
        Value::Map(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;
    use crate::yaml::{self, Excerpt};

    fn held(text: &str) -> bool {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let node = yaml::parse(&Excerpt::whole(file, &sources)).unwrap();
        let profiles = ["auditor".to_owned(), "guest".to_owned()];
        of_entry(&node.entries()[0], &profiles).is_some()
    }

    #[test]
    fn what_is_meant_to_keep_a_page_from_somebody_is_heard() {
        for text in [
            "internal: true",
            "Confidential: yes",
            "confidental: true",
            "exclude: on",
            "do_not_publish: true",
            "public: false",
            "status: Draft",
            "status: in review",
            "visibility: private",
            "embargo: true",
            "embargo-end: 2099-01-01",
            "listed: false",
            "audience: auditor",
            "roles: [guest, Auditor]",
        ] {
            assert!(held(text), "{text}");
        }
    }

    #[test]
    fn other_things_said_of_a_page_hold_nothing_back() {
        for text in [
            "internal: false",
            "hide: [navigation, toc]",
            "exclude: [a.md]",
            "public: true",
            "listed: true",
            "embargo-until: 2099-01-01",
            "status: deprecated",
            "status: new",
            "classification: internal",
            "audience: [developers, auditor]",
            "role: reference",
            "interval: true",
            "noindex: true",
            "search: false",
        ] {
            assert!(!held(text), "{text}");
        }
    }
}
