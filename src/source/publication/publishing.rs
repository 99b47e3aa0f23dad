//! What the tool of a folder publishes.

use super::above::Above;
use super::day_in_name::{day_of_page, day_of_post};
use super::rules::{Force, PathRule};
use super::said::{Place, Said, Takes};
use super::unclear::Unclear;
use crate::diag::Diagnostic;
use crate::files::PackPath;
use crate::source::left_out::Reason;
use crate::source::paths::within;
use crate::text::day::Day;
use crate::yaml::Entry;

/// What the tool of a folder publishes, beside what its pages say. The default is a plain folder.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Publishing {
    /// What it does not publish, or not here, by path. The first rule that takes a path counts.
    pub(in crate::source) rules: Vec<PathRule>,
    /// What its settings say for pages; later ones count more.
    pub(in crate::source) above: Vec<Above>,
    /// Of which pages `date` is the day from which they are published.
    pub(in crate::source) dated: Dated,
    /// What it publishes all the same.
    pub(in crate::source) takes: Takes,
    /// The language of the site that is made, for what is said of one alone.
    pub(in crate::source) lang: String,
    /// Whether a section that is a draft holds back the pages below it, as Zola has it.
    pub(in crate::source) sections_hold: bool,
}

/// Of which pages `date` is the day from which they are published.
#[derive(Clone, Debug, Default)]
pub(in crate::source) enum Dated {
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
pub(in crate::source) enum InName {
    /// It is not.
    #[default]
    Ignored,
    /// It is, whatever the page says.
    First,
    /// It is where the page says none.
    Last,
}

/// What became of a page.
#[derive(Debug, Default)]
pub(in crate::source) struct Judgement {
    /// Why it is not published.
    pub(in crate::source) held: Option<Reason>,
    /// Why it is in no list, where it is published.
    pub(in crate::source) unlisted: Option<Reason>,
    /// Whether another day may lead to another judgement.
    pub(in crate::source) hangs_on_day: bool,
    /// The day that it names itself, and that has come.
    pub(in crate::source) since: Option<Day>,
    /// The day on which it will expire.
    pub(in crate::source) until: Option<Day>,
    /// What there is to tell of it.
    pub(in crate::source) said: Option<Diagnostic>,
}

impl From<Unclear> for Judgement {
    /// The page is held back, since it may be meant to be.
    fn from(unclear: Unclear) -> Self {
        let said = Some(unclear.diagnostic());
        Self { held: Some(Reason::Unclear(unclear.key)), said, ..Self::default() }
    }
}

impl Publishing {
    /// The rule that keeps a path out.
    pub(in crate::source) fn rule(&self, path: &PackPath, force: Force) -> Option<&PathRule> {
        let speaks = |rule: &&PathRule| {
            rule.force == force && !(rule.reason == Reason::Draft && self.takes.drafts)
        };
        self.rules.iter().filter(speaks).find(|rule| rule.matches.takes(path))
    }

    /// Judges a page by what it says, `own`, and by what pages above it say for it.
    pub(super) fn judge(
        &self,
        place: Place<'_>,
        own: &[Entry],
        above: &[Above],
        on: Option<Day>,
    ) -> Judgement {
        let path = place.path;
        let said = Said::new(place, own, [&self.above, above]);
        let mut judgement = match said.held(self.takes) {
            Ok(held) => Judgement { held, ..Judgement::default() },
            Err(unclear) => unclear.into(),
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
            (Err(unclear), _) | (_, Err(unclear)) => return unclear.into(),
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
    fn published_from(&self, said: &Said<'_>, path: &PackPath) -> Result<Option<Day>, Unclear> {
        let named = said.publishes()?;
        match &self.dated {
            Dated::None => Ok(named),
            Dated::All(_) if named.is_some() => Ok(named),
            Dated::All(InName::Ignored) => said.date(),
            Dated::All(InName::First) => Ok(day_of_page(path).or(said.date()?)),
            Dated::All(InName::Last) => Ok(said.date()?.or_else(|| day_of_page(path))),
            Dated::Below(folders) => {
                if !folders.iter().any(|folder| within(folder, path.as_str()).is_some()) {
                    return Ok(named);
                }
                let own = said.date()?.or_else(|| day_of_post(path));
                Ok(named.max(own))
            }
        }
    }
}
