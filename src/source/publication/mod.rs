//! Whether a page is published: by its place, by what it says of itself, by what is said for it
//! from above, and by the day.
//!
//! What a folder's own tool would not publish, or publishes without listing it, is not in the
//! pack. Each tool has a file here with what its documentation says; what a page says of itself
//! counts in every folder, since a part of a site may be exported without its settings.

mod above;
mod docusaurus;
mod globs;
mod hugo;
mod ignored;
mod jekyll;
mod judge;
mod keys;
mod mkdocs;
mod obsidian;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ignore::gitignore::Gitignore;
use regex::RegexSet;

pub(super) use above::Above;
pub(super) use docusaurus::{Patterns, publishing as of_docusaurus};
pub(super) use hugo::{Settings as HugoSettings, mounts, mounts_for, publishing as of_hugo};
pub(super) use ignored::{by_globs, by_lines};
pub(super) use jekyll::{collections, publishing as of_jekyll};
pub(super) use judge::{Published, alone, hand_down_labels, of_itself, opens_section, published};
pub(super) use keys::{Unclear, canonical, concerns, is_flag, may_name_day, truth, truth_of};
pub(super) use mkdocs::{inherited, plugin, publishing as of_mkdocs};
pub(super) use obsidian::{is_template, templates};

use super::left_out::Reason;
use super::order::within;
use crate::diag::{Code, Diagnostic};
use crate::files::PackPath;
use crate::text::day::Day;
use crate::text::names::is_slip_of;
use crate::yaml::{Entry, Node, Value};
use globs::Globs;
use jekyll::EntryFilter;
use keys::Said;

/// What the tool of a folder publishes, beside what its pages say. The default is a plain folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Publishing {
    /// What it does not publish, or not here, by path. The first rule that takes a path counts.
    pub(super) rules: Vec<PathRule>,
    /// What its settings say for pages; later ones count more.
    pub(super) above: Vec<Above>,
    /// Of which pages `date` is the day from which they are published.
    pub(super) dated: Dated,
    /// What it publishes all the same.
    pub(super) takes: Takes,
    /// The language of the site that is made, for what is said of one alone.
    pub(super) lang: String,
    /// Whether a section that is a draft holds back the pages below it, as Zola has it.
    pub(super) sections_hold: bool,
}

/// Pages that stay out by where they lie.
#[derive(Clone, Debug)]
pub(super) struct PathRule {
    /// Which.
    pub(super) matches: Matches,
    /// How strictly.
    pub(super) force: Force,
    /// Why.
    pub(super) reason: Reason,
}

/// How strictly a page stays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    /// It is not published: no rule of a pack takes it.
    Held,
    /// It is published, but elsewhere: it takes an `include` that names it.
    Elsewhere,
    /// It is published and in no menu: it takes an order that names it.
    Unlisted,
}

/// What to do about settings that cannot be understood.
pub(super) const NOT_KNOWN: &str = "which pages it keeps back is not known; mend it";

/// Says that a setting which may keep pages back is not what its tool reads.
pub(super) fn misshapen(key: &str, node: &Node, wanted: &str) -> Diagnostic {
    let message = format!("`{key}` is {}, and should be {wanted}", node.describe());
    Diagnostic::error(Code::InvalidConfig, message).at(node.span).help(NOT_KNOWN)
}

/// Says where a key of settings is a slip away from one that keeps pages back.
fn report_slips(settings: &Node, keys: &[&str], known: &[&str], say: &mut dyn FnMut(Diagnostic)) {
    for entry in settings.entries() {
        let own = keys.iter().chain(known).any(|key| entry.key == *key);
        let meant = keys.iter().find(|key| is_slip_of(&entry.key, key)).filter(|_| !own);
        if let Some(meant) = meant {
            let message = format!("`{}` may be meant as `{meant}`", entry.key);
            let error = Diagnostic::error(Code::InvalidConfig, message).at(entry.key_span);
            say(error.help("correct the key, or remove it"));
        }
    }
}

/// The texts of a setting that is a list of them; where `one` is allowed, also a text alone.
fn texts<'a>(
    key: &str,
    node: Option<&'a Node>,
    one: bool,
    say: &mut dyn FnMut(Diagnostic),
) -> Vec<&'a str> {
    let Some(node) = node.filter(|node| !node.is_null()) else { return Vec::new() };
    let texts: Option<Vec<&str>> = match &node.value {
        Value::List(items) => items.iter().map(Node::as_text).collect(),
        Value::Scalar(_) if one => node.as_text().map(|text| vec![text]),
        Value::Scalar(_) | Value::Map(_) => None,
    };
    texts.unwrap_or_else(|| {
        say(misshapen(key, node, "a list of texts"));
        Vec::new()
    })
}

/// Which paths a rule takes. All are seen from the exported folder.
#[derive(Clone, Debug)]
pub(super) enum Matches {
    /// What patterns in the form of a `.gitignore` take, which are seen from a folder.
    Patterns(String, Box<Gitignore>),
    /// What globs take.
    Globs(Globs),
    /// What one of some regular expressions finds itself in, with a slash before the path as seen
    /// from a folder.
    Expressions(String, RegexSet),
    /// One file.
    File(PackPath),
    /// All below a folder.
    Folder(String),
    /// All below a folder of this name, wherever it is.
    FolderNamed(String),
    /// Files with these words before their ending: `.test` for `a.test.md`.
    Suffix(String),
    /// What lies beside or below the page of a bundle, by the bundles' folders.
    Bundled(BTreeSet<String>),
    /// What Jekyll's filter of entries does not pass.
    Jekyll(Box<EntryFilter>),
    /// Files in a folder of posts whose names hold no day.
    UndatedPost,
}

impl Matches {
    fn takes(&self, path: &PackPath) -> bool {
        match self {
            Self::Patterns(root, patterns) => within(root, path.as_str())
                .is_some_and(|path| patterns.matched_path_or_any_parents(path, false).is_ignore()),
            Self::Globs(globs) => globs.takes(path),
            Self::Expressions(root, set) => {
                within(root, path.as_str()).is_some_and(|local| set.is_match(&format!("/{local}")))
            }
            Self::File(file) => file == path,
            Self::Folder(folder) => !folder.is_empty() && within(folder, path.as_str()).is_some(),
            Self::FolderNamed(name) => path.folder().split('/').any(|folder| folder == name),
            Self::Suffix(suffix) => path.stem().to_lowercase().ends_with(suffix),
            Self::Bundled(folders) => hugo::is_bundled(folders, path),
            Self::Jekyll(filter) => filter.rejects(path),
            Self::UndatedPost => jekyll::is_undated_post(path),
        }
    }
}

/// Of which pages `date` is the day from which they are published.
#[derive(Clone, Debug, Default)]
pub(super) enum Dated {
    /// Of none: it is printed, and that is all.
    #[default]
    None,
    /// Of all that name no other day. A day in a page's name counts where it is asked for.
    All(InName),
    /// Of those below these folders, which may also have it in their names.
    Below(Vec<String>),
}

/// Whether the day in a page's name is its date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum InName {
    /// It is not.
    #[default]
    Ignored,
    /// It is, whatever the page says.
    First,
    /// It is where the page says none.
    Last,
}

/// What a tool is told to publish though it would not.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub(super) struct Takes {
    pub(super) drafts: bool,
    pub(super) future: bool,
    pub(super) expired: bool,
    pub(super) unpublished: bool,
}

/// What became of a page.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    /// Why it is not published.
    pub(super) held: Option<Reason>,
    /// Why it is in no list, where it is published.
    pub(super) unlisted: Option<Reason>,
    /// Whether another day may lead to another judgement.
    pub(super) hangs_on_day: bool,
    /// The day that it names itself, and that has come.
    pub(super) since: Option<Day>,
    /// The day on which it will expire.
    pub(super) until: Option<Day>,
    /// What there is to tell of it.
    pub(super) said: Option<Diagnostic>,
}

impl Publishing {
    /// The rule that keeps a path out.
    pub(super) fn rule(&self, path: &PackPath, force: Force) -> Option<&PathRule> {
        let speaks = |rule: &&PathRule| {
            rule.force == force && !(rule.reason == Reason::Draft && self.takes.drafts)
        };
        self.rules.iter().filter(speaks).find(|rule| rule.matches.takes(path))
    }

    /// Judges a page by what it says, `own`, and by what pages above it say for it.
    pub(super) fn judge(
        &self,
        (path, local): (&PackPath, &str),
        own: &[Entry],
        above: &[Above],
        on: Option<Day>,
    ) -> Judgement {
        let said = Said::new((path, local), own, [&self.above, above]);
        let mut judgement = match said.held(self.takes) {
            Ok(held) => Judgement { held, ..Judgement::default() },
            Err(unclear) => unclear.judgement(),
        };
        if judgement.held.is_none() {
            judgement = self.by_day(&said, path, on);
        }
        judgement.unlisted = said
            .unlisted()
            .or_else(|| self.rule(path, Force::Unlisted).map(|rule| rule.reason.clone()));
        judgement
    }

    /// Judges a page that nothing but its day can hold back.
    fn by_day(&self, said: &Said<'_>, path: &PackPath, on: Option<Day>) -> Judgement {
        let (from, until) = match (self.published_from(said, path), said.expires()) {
            (Ok(from), Ok(until)) => (from, until),
            (Err(unclear), _) | (_, Err(unclear)) => return unclear.judgement(),
        };
        let from = from.filter(|_| !self.takes.future);
        let until = until.filter(|_| !self.takes.expired);
        let held = match (from, until, on) {
            (None, None, _) => None,
            (_, _, None) => Some(Reason::NoDay),
            (Some(from), _, Some(on)) if from > on => Some(Reason::NotYet { from, on }),
            // The day itself starts at midnight, and so does what a page says of it.
            (_, Some(since), Some(on)) if since <= on => Some(Reason::Expired { since, on }),
            _ => None,
        };
        let hangs_on_day = from.is_some() || until.is_some();
        let kept = held.is_none();
        // A date that is also printed is on every page of some tools.
        let named = said.publishes().ok().flatten();
        let since = named.filter(|_| kept && from.is_some());
        let until = until.filter(|_| kept);
        Judgement { held, hangs_on_day, since, until, ..Judgement::default() }
    }

    /// The day from which a page is published, where it says one.
    fn published_from(
        &self,
        said: &Said<'_>,
        path: &PackPath,
    ) -> Result<Option<Day>, keys::Unclear> {
        let named = said.publishes()?;
        match &self.dated {
            Dated::None => Ok(named),
            Dated::All(_) if named.is_some() => Ok(named),
            Dated::All(InName::Ignored) => said.date(),
            Dated::All(InName::First) => Ok(hugo::day_of_name(path).or(said.date()?)),
            Dated::All(InName::Last) => Ok(said.date()?.or_else(|| hugo::day_of_name(path))),
            Dated::Below(folders) => {
                if !folders.iter().any(|folder| within(folder, path.as_str()).is_some()) {
                    return Ok(named);
                }
                let own = said.date()?.or_else(|| jekyll::day_of_name(path));
                Ok(named.max(own))
            }
        }
    }
}
