//! Keys that no tool has in common, by which whoever writes them means that a page is not for
//! everybody: `internal: true`, `status: draft`, `audience: auditor`.

use crate::diag::{Code, Diagnostic};
use crate::source::publication::{Unclear, canonical, may_name_day, truth};
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

/// Those by which an author may speak of his work, and of no reader.
const OF_WORK: [&str; 13] = [
    "deleted",
    "disabled",
    "enabled",
    "exclude",
    "excluded",
    "hide",
    "ignore",
    "inprogress",
    "ready",
    "show",
    "skip",
    "unfinished",
    "wip",
];

/// Where a page stands on its way to its readers, or who they are, in a word.
const STATES: [&str; 17] = [
    "access",
    "audience",
    "confidentiality",
    "dissemination",
    "distribution",
    "permission",
    "permissions",
    "privacy",
    "publicationstatus",
    "publishstatus",
    "sensitivity",
    "sharing",
    "stage",
    "state",
    "status",
    "taxonomy",
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

/// Those that say how far a page is, and of no reader.
const WORKED_ON: [&str; 5] = ["draft", "inprogress", "inreview", "wip", "workinprogress"];

/// Readers who are nobody in particular, also where a profile is called so.
const EVERYBODY: [&str; 7] = ["all", "any", "anyone", "everybody", "everyone", "public", "world"];

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

/// A key of nobody's by which its page may not be for everybody.
pub(super) struct Intent {
    /// The key, and what is told of it where it holds the page back.
    pub(super) doubt: Unclear,
    /// Whether it may speak of the work on the page, as the state of a decision record does.
    pub(super) of_work: bool,
}

/// What a key of nobody's may mean for its page.
pub(super) fn of_entry(entry: &Entry, profiles: &[String]) -> Option<Intent> {
    let key = canonical(&entry.key);
    let said = truth(&entry.value);
    let is_slip = |known: &str| known.len() >= 6 && key != "interval" && is_slip_of(&key, known);
    let named = |known: &&&str| key == **known || is_slip(known);
    let yes = YES.iter().find(named).filter(|_| said == Some(true));
    let no = NO.iter().find(named).filter(|_| said == Some(false));
    let state = STATES.contains(&&*key).then(|| held_by(&entry.value)).flatten();
    let holds = yes.is_some()
        || no.is_some()
        || state.is_some()
        || (key.starts_with("embargo") && !may_name_day(&key) && is_day(&entry.value))
        || (READERS.contains(&&*key) && names_profiles(&entry.value, profiles));
    let of_work = yes.or(no).is_some_and(|it| OF_WORK.contains(it))
        || state.is_some_and(|it| WORKED_ON.contains(&it));
    let message =
        format!("`{}` says that this is not for everybody: the page is held back", entry.key);
    let help = "write `draft: true`, or leave the page out with `exclude` in pack.yaml; remove the \
                key where it means something else";
    let doubt = Unclear { key: entry.key.clone(), message, span: entry.key_span, help };
    holds.then_some(Intent { doubt, of_work })
}

/// The word of a value, or of one in a list, that says that a page is not ready, or not for everybody.
fn held_by(value: &Node) -> Option<&'static str> {
    let of_word = |node: &Node| {
        let word = canonical(node.as_text()?);
        HELD.into_iter().find(|held| *held == word)
    };
    match &value.value {
        Value::List(items) => items.iter().find_map(of_word),
        _ => of_word(value),
    }
}

impl Intent {
    /// What is told where nobody decides who gets what, and the key may speak of the work alone.
    pub(super) fn ignored(self) -> Diagnostic {
        let message = format!("`{}` keeps this page from nobody", self.doubt.key);
        let help =
            "write `draft: true` to hold it back, or leave it out with `exclude` in pack.yaml";
        Diagnostic::warning(Code::HeldBack, message).at(self.doubt.span).help(help)
    }
}

fn is_day(value: &Node) -> bool {
    value.as_text().is_some_and(|text| Day::parse(text.trim()).is_some())
}

/// Whether a value names profiles of the pack, and nothing else.
fn names_profiles(value: &Node, profiles: &[String]) -> bool {
    let is_profile = |name: &str| {
        let name = canonical(name);
        !EVERYBODY.contains(&&*name) && profiles.iter().any(|profile| canonical(profile) == name)
    };
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

    fn intent(text: &str) -> Option<Intent> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let node = yaml::parse(&Excerpt::whole(file, &sources)).unwrap();
        let profiles = ["auditor", "guest", "public"].map(str::to_owned);
        of_entry(&node.entries()[0], &profiles)
    }

    fn held(text: &str) -> bool {
        intent(text).is_some()
    }

    #[test]
    fn the_state_of_the_work_is_told_from_who_may_read() {
        for (text, of_work) in [
            ("status: draft", true),
            ("hide: true", true),
            ("ready: false", true),
            ("status: confidential", false),
            ("internal: true", false),
            ("secret: yes", false),
            ("public: false", false),
            ("visibility: private", false),
        ] {
            assert_eq!(intent(text).map(|it| it.of_work), Some(of_work), "{text}");
        }
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
            "taxonomy: internal",
            "visibility: [Internal, guest]",
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
            "visibility: public",
            "audience: [everyone, public]",
            "taxonomy: [tea, cups]",
        ] {
            assert!(!held(text), "{text}");
        }
    }
}
