//! All that is said about whether a page is published.

use super::above::Above;
use super::keys::{FROM, UNTIL, canonical, truth};
use super::unclear::Unclear;
use crate::files::PackPath;
use crate::source::date;
use crate::source::left_out::Reason;
use crate::text::day::Day;
use crate::text::names::is_slip_of;
use crate::yaml::{Entry, Value};

/// What a tool is told to publish though it would not.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub(in crate::source) struct Takes {
    pub(in crate::source) drafts: bool,
    pub(in crate::source) future: bool,
    pub(in crate::source) expired: bool,
    pub(in crate::source) unpublished: bool,
}

/// Where a page lies.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its file.
    pub(super) path: &'a PackPath,
    /// Its key as seen from the folder of pages, without a language.
    pub(super) local: &'a str,
}

/// All that is said about whether a page is published: by itself, and from above.
pub(super) struct Said<'a> {
    own: &'a [Entry],
    /// What is said from above, the nearest first, with the file that says it.
    above: Vec<(&'a Entry, &'a str)>,
    /// What is said from above and cannot be understood.
    unclear: Option<&'a Unclear>,
}

/// One thing that is said, and who says it where it is not the page.
#[derive(Clone, Copy)]
struct Word<'a> {
    entry: &'a Entry,
    by: Option<&'a str>,
}

impl Word<'_> {
    fn reason(&self, what: String) -> Reason {
        Reason::Says { what, by: self.by.map(str::to_owned) }
    }

    fn unclear(&self, wanted: &str, help: &'static str) -> Unclear {
        let Entry { key, value, .. } = self.entry;
        let message = format!(
            "`{key}` is {}, and should be {wanted}: the page is held back",
            value.describe()
        );
        Unclear { key: key.clone(), message, span: value.span, help }
    }
}

impl<'a> Said<'a> {
    /// Gathers what is said for a page; later entries of `above` count more.
    pub(super) fn new(
        Place { path, local }: Place<'_>,
        own: &'a [Entry],
        above: [&'a [Above]; 2],
    ) -> Self {
        let for_page = above.into_iter().flatten().filter(|above| above.speaks_of(path, local));
        let for_page: Vec<&Above> = for_page.collect();
        let unclear = for_page.iter().find_map(|above| above.unclear.as_ref());
        let mut above: Vec<_> = for_page
            .into_iter()
            .flat_map(|above| above.entries.iter().map(|entry| (entry, above.by.as_str())))
            .collect();
        above.reverse();
        Self { own, above, unclear }
    }

    /// What is said under a key; the page itself counts most.
    fn word(&self, key: &str) -> Option<Word<'_>> {
        let named = |entry: &&Entry| canonical(&entry.key) == key && !entry.value.is_null();
        let own = self.own.iter().find(named).map(|entry| Word { entry, by: None });
        let above = || self.above.iter().find(|(entry, _)| named(entry));
        own.or_else(|| above().map(|&(entry, by)| Word { entry, by: Some(by) }))
    }

    /// Why the page is not published, whatever the day.
    pub(super) fn held(&self, takes: Takes) -> Result<Option<Reason>, Unclear> {
        if let Some(unclear) = self.unclear {
            return Err(unclear.clone());
        }
        if self.flag("draft")?.is_some_and(|(draft, _)| draft) && !takes.drafts {
            return Ok(Some(Reason::Draft));
        }
        for key in [
            "unlisted",
            "headless",
            "private",
            "hidden",
            "unpublished",
            "eleventyexcludefromcollections",
        ] {
            if let Some((true, word)) = self.flag(key)? {
                return Ok(Some(word.reason(format!("{}: true", word.entry.key))));
            }
        }
        // Two of them may be an address or a day, too.
        for key in ["publish", "permalink", "render"] {
            if let Some(word) = self.word(key)
                && truth(&word.entry.value) == Some(false)
            {
                return Ok(Some(word.reason(format!("{}: false", word.entry.key))));
            }
        }
        self.flag("navexclude")?;
        self.in_sidebar()?;
        if let Some(word) = self.word("published")
            && truth(&word.entry.value) == Some(false)
            && !takes.unpublished
        {
            return Ok(Some(word.reason("published: false".to_owned())));
        }
        self.word("build").map_or(Ok(None), not_built)
    }

    /// Why the page is in no menu.
    pub(super) fn unlisted(&self) -> Option<Reason> {
        match self.flag("navexclude") {
            Ok(Some((true, word))) => Some(word.reason("nav_exclude: true".to_owned())),
            _ => self.in_sidebar().ok().flatten(),
        }
    }

    /// Why the page is in no sidebar. What else the key may mean, a name or a list, says nothing of it.
    fn in_sidebar(&self) -> Result<Option<Reason>, Unclear> {
        let Some(word) = self.word("sidebar") else { return Ok(None) };
        let value = &word.entry.value;
        let slip = value.entries().iter().find(|it| is_slip(&it.key, &["hidden"]));
        if slip.is_some_and(|slip| truth(&slip.value) != Some(false)) {
            return Err(word.unclear("`hidden` where the page is hidden", "correct the key"));
        }
        let hidden = value.get("hidden").map(truth);
        let unclear = hidden == Some(None)
            || value.as_text().is_some_and(|text| text.trim().eq_ignore_ascii_case("hidden"));
        if unclear {
            return Err(word.unclear("`hidden: true` or `hidden: false`", "write `hidden: true`"));
        }
        let hidden = hidden.flatten() == Some(true);
        Ok(hidden.then(|| word.reason("sidebar.hidden: true".to_owned())))
    }

    /// The day from which the page is published, under the names that mean no other.
    pub(super) fn publishes(&self) -> Result<Option<Day>, Unclear> {
        for key in ["publishdate", "pubdate"] {
            if let Some(word) = self.word(key) {
                return day(word).map(Some);
            }
        }
        let mut also = ["published", "publish"].into_iter().filter_map(|key| self.word(key));
        let said = also.find(|word| truth(&word.entry.value).is_none());
        said.or_else(|| self.dated(&FROM)).map(day).transpose()
    }

    /// What is said under the first of some keys of nobody's whose value may be a day.
    fn dated(&self, keys: &[&str]) -> Option<Word<'_>> {
        let starts = |word: &Word<'_>| {
            let text = word.entry.value.as_text().map(str::trim_start);
            text.is_some_and(|text| text.starts_with(|letter: char| letter.is_ascii_digit()))
        };
        keys.iter().filter_map(|key| self.word(key)).find(starts)
    }

    /// The day under `date`.
    pub(super) fn date(&self) -> Result<Option<Day>, Unclear> {
        self.word("date").map(day).transpose()
    }

    /// The day from which the page is no longer published.
    pub(super) fn expires(&self) -> Result<Option<Day>, Unclear> {
        let word = self.word("expirydate").or_else(|| self.word("unpublishdate"));
        word.or_else(|| self.dated(&UNTIL)).map(day).transpose()
    }

    /// A yes or no that is nothing else.
    fn flag(&self, key: &str) -> Result<Option<(bool, Word<'_>)>, Unclear> {
        let Some(word) = self.word(key) else { return Ok(None) };
        match truth(&word.entry.value) {
            Some(value) => Ok(Some((value, word))),
            None => Err(word.unclear("`true` or `false`", "write `true` or `false`")),
        }
    }
}

/// Whether a key is misspelt, and one of some.
fn is_slip(key: &str, known: &[&str]) -> bool {
    !known.contains(&key) && known.iter().any(|known| is_slip_of(key, known))
}

fn day(word: Word<'_>) -> Result<Day, Unclear> {
    let day = word.entry.value.as_text().and_then(|written| {
        // Tools write more behind the day than is a time; the day is all that counts here.
        date::normalize(written).map_or_else(|| Day::parse(written.trim()), |it| Day::parse(&it))
    });
    day.ok_or_else(|| word.unclear("a date such as `2027-03-01`", "write it as `2027-03-01`"))
}

/// Why a page of Hugo's is not rendered, or in no list. `link` gives a page an address and renders
/// nothing; before there were words for it, both were flags.
///
/// <https://gohugo.io/content-management/build-options/>
fn not_built(word: Word<'_>) -> Result<Option<Reason>, Unclear> {
    const HELP: &str = "see Hugo's build options, or remove it";
    if !matches!(word.entry.value.value, Value::Map(_)) {
        return Err(word.unclear("`render` and `list` with their values", HELP));
    }
    let known = ["render", "list", "publishResources", "publishresources"];
    let unknown = word.entry.value.entries().iter().find(|it| !known.contains(&&*it.key));
    if let Some(entry) = unknown {
        let message =
            format!("`{}` is no key of `build` that Hugo knows: the page is held back", entry.key);
        let key = word.entry.key.clone();
        return Err(Unclear { key, message, span: entry.key_span, help: HELP });
    }
    let says = |key: &str, never: &[&str], always: &[&str]| {
        let Some(node) = word.entry.value.get(key).filter(|node| !node.is_null()) else {
            return Ok(None);
        };
        let text = node.as_text().map(str::to_lowercase);
        let named = |names: &[&str]| text.as_deref().is_some_and(|text| names.contains(&text));
        if truth(node) == Some(false) || named(never) {
            let text = text.unwrap_or_default();
            return Ok(Some(word.reason(format!("build.{key}: {text}"))));
        }
        if truth(node) == Some(true) || named(always) {
            return Ok(None);
        }
        Err(word.unclear(&format!("one that Hugo knows for `{key}`"), HELP))
    };
    match says("render", &["never", "link"], &["always"])? {
        None => says("list", &["never"], &["always", "local"]),
        held => Ok(held),
    }
}
