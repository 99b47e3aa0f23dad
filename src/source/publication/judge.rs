//! All pages of a folder judged, and what there is to tell of the day.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::said::Place;
use super::unclear::Unclear;
use super::{Above, Judgement, Publishing, Takes, keys};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::source::candidate::Candidate;
use crate::source::front_matter::FrontMatter;
use crate::source::left_out::{LeftOut, Reason};
use crate::source::order::Site;
use crate::text::day::Day;

/// How many pages a note names.
const SHOWN: usize = 3;

/// The pages that are published.
pub(in crate::source) struct Published {
    /// These pages.
    pub(in crate::source) pages: Vec<Candidate>,
    /// The day that the choice hangs on, where it does.
    pub(in crate::source) on: Option<Day>,
}

/// Keeps the pages that are published. `sections` are all pages that speak for those below them, also
/// where they have been left out already.
pub(in crate::source) fn published(
    pages: Vec<Candidate>,
    sections: &[Candidate],
    site: &Site,
    on: Option<Day>,
    left_out: &mut Vec<LeftOut>,
    sink: &mut Sink,
) -> Published {
    let above = cascades(sections, site);
    let mut kept = Vec::with_capacity(pages.len());
    let (mut held, mut let_in, mut ending) = (Vec::new(), Vec::new(), Vec::new());
    let (mut hangs, mut told) = (false, BTreeSet::new());
    for mut page in pages {
        let judgement = judged(&page, &above, site, on);
        hangs |= judgement.hangs_on_day;
        // What a page says for many below it is reported once.
        let new = judgement.said.filter(|it| told.insert(it.span));
        sink.extend(new);
        let_in.extend(judgement.since.map(|day| format!("`{}` from {day}", page.path)));
        ending.extend(judgement.until.map(|day| format!("`{}` on {day}", page.path)));
        if let Some(reason) = judgement.held {
            // Of a page that stays out, only how it says so is worth a word.
            let of_choice = |it: &Diagnostic| {
                page.front.publication.iter().any(|entry| it.span == Some(entry.key_span))
            };
            sink.extend(page.said.drain(..).filter(of_choice));
            held.push(LeftOut::new(page.path, reason));
        } else {
            page.unlisted = judgement.unlisted;
            kept.push(page);
        }
    }
    tell(&held, &let_in, &ending, on, sink);
    left_out.extend(held);
    Published { pages: kept, on: on.filter(|_| hangs) }
}

/// Gives pages the labels that settings and sections give those below them.
pub(in crate::source) fn hand_down_labels(
    pages: &mut [Candidate],
    sections: &[Candidate],
    site: &Site,
) {
    let below = cascades(sections, site);
    let above = site.publishing.above.iter().chain(&below);
    let above: Vec<&Above> = above.filter(|above| !above.labels.is_empty()).collect();
    for page in pages {
        let local = local_key(&page.key, site).into_owned();
        for above in above.iter().filter(|above| above.speaks_of(&page.path, &local)) {
            page.front.labels.add(&above.labels);
        }
    }
}

/// Keeps a page that is exported alone, since its name was given by hand, and says where its folder
/// leaves it out: `by_place`, or by what is said of it as in the whole folder. One of which that
/// cannot be understood is not kept.
pub(in crate::source) fn alone(
    pages: Vec<Candidate>,
    sections: &[Candidate],
    site: &Site,
    on: Option<Day>,
    by_place: Option<&Reason>,
    left_out: &mut Vec<LeftOut>,
    sink: &mut Sink,
) -> Published {
    let above = cascades(sections, site);
    let mut kept = Vec::with_capacity(pages.len());
    for page in pages {
        let judgement = judged(&page, &above, site, on);
        let unclear = judgement.said.is_some();
        judgement.said.into_iter().for_each(|diagnostic| sink.push(diagnostic));
        match judgement.held.or_else(|| by_place.cloned()).or(judgement.unlisted) {
            Some(reason) if unclear => left_out.push(LeftOut::new(page.path, reason)),
            reason => {
                sink.extend(reason.map(|reason| exported_alone(&page.path, &reason)));
                kept.push(page);
            }
        }
    }
    Published { pages: kept, on: None }
}

/// Why a text is to be read by nobody yet, by what it says itself.
pub(in crate::source) fn of_itself(
    front: &FrontMatter,
    path: &PackPath,
    on: Option<Day>,
    drafts: bool,
) -> Option<Reason> {
    let takes = Takes { drafts, ..Takes::default() };
    let publishing = Publishing { takes, ..Publishing::default() };
    let judgement: Judgement = match front.unclear.clone() {
        Some(unclear) => unclear.into(),
        None => publishing.judge(Place { path, local: path.as_str() }, &front.publication, &[], on),
    };
    let whole = ["published: false", "publish: false", "private: true"];
    judgement.held.filter(|reason| match reason {
        Reason::Says { what, .. } => whole.contains(&&**what),
        _ => true,
    })
}

fn exported_alone(path: &PackPath, reason: &Reason) -> Diagnostic {
    let message = format!("`{path}` is exported by its name; its folder leaves it out: {reason}");
    Diagnostic::warning(Code::HeldBack, message).help("see that nobody gets it who should not")
}

fn judged(page: &Candidate, above: &[Above], site: &Site, on: Option<Day>) -> Judgement {
    if page.template {
        let held = Some(Reason::Tool("it is a template of Obsidian's".to_owned()));
        return Judgement { held, ..Judgement::default() };
    }
    if let Some(unclear) = page.front.unclear.clone() {
        return unclear.into();
    }
    let local = local_key(&page.key, site);
    let place = Place { path: &page.path, local: &local };
    site.publishing.judge(place, &page.front.publication, above, on)
}

/// What pages say for those below them, the nearer ones last.
fn cascades(sections: &[Candidate], site: &Site) -> Vec<Above> {
    let lang = &site.publishing.lang;
    let mut cascades = Vec::new();
    // Of a page that stands for no section nothing can be handed down.
    for page in sections.iter().filter(|page| opens_section(&page.path)) {
        let entries = page.front.publication.iter();
        let key = local_key(&page.key, site);
        let folder = key.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Of a section whose settings are not read at all, anything may be handed down.
        let cascades_nothing_clear = |unclear: &&Unclear| {
            let key = keys::canonical(&unclear.key);
            key == "cascade" || (key == "draft" && site.publishing.sections_hold)
        };
        if site.publishing.sections_hold {
            let drafts = page.front.publication.iter();
            let drafts = drafts.filter(|entry| keys::canonical(&entry.key) == "draft");
            let said = drafts.map(|draft| Above::draft(draft, folder, page.path.as_str()));
            cascades.extend(said.map(|said| (folder.len(), said)));
        }
        if let Some(unclear) = page.front.unclear.as_ref().filter(cascades_nothing_clear) {
            let doubt = Above::in_doubt(unclear.clone(), folder, page.path.as_str());
            cascades.push((folder.len(), doubt));
        }
        for entry in entries.filter(|entry| keys::canonical(&entry.key) == "cascade") {
            let said = Above::cascade(&entry.value, folder, page.path.as_str(), lang);
            cascades.extend(said.into_iter().map(|said| (folder.len(), said)));
        }
    }
    // Of two folders above one page the nearer has the longer path.
    cascades.sort_by_key(|(depth, _)| *depth);
    cascades.into_iter().map(|(_, said)| said).collect()
}

/// Whether a page stands for a section of Hugo's, also in another language.
pub(in crate::source) fn opens_section(path: &PackPath) -> bool {
    let name = path.stem().split('.').next().unwrap_or_default();
    name.eq_ignore_ascii_case("_index")
}

/// A page's key as seen from the folder of pages.
fn local_key<'a>(key: &'a str, site: &Site) -> Cow<'a, str> {
    site.local(key).unwrap_or(Cow::Borrowed(key))
}

/// Names the day where pages hang on it: those that it keeps out, that it lets in, and that it will
/// keep out.
fn tell(held: &[LeftOut], let_in: &[String], ending: &[String], on: Option<Day>, sink: &mut Sink) {
    let of_day = |page: &LeftOut| {
        let when = match &page.reason {
            Reason::NotYet { from, .. } => format!(" from {from}"),
            Reason::Expired { since, .. } => format!(" until {since}"),
            Reason::NoDay => String::new(),
            _ => return None,
        };
        Some(format!("`{}`{when}", page.path))
    };
    let out: Vec<String> = held.iter().filter_map(of_day).collect();
    if !out.is_empty() {
        let pages = counted(out.len());
        let message = match on {
            Some(on) => format!("{pages} not published on {on}, the day that is asked about"),
            None => format!("{pages} held back: a day decides, and none is given"),
        };
        let help = format!("{}; `--on` names another day", listed(&out));
        sink.push(Diagnostic::note(Code::HeldBack, message).help(help));
    }
    // Where something else names the day there is no more to say of it.
    let told = !(out.is_empty() && ending.is_empty());
    if let (false, Some(on)) = (told || let_in.is_empty(), on) {
        let its = if let_in.len() == 1 { "its" } else { "their" };
        let message = format!("{} published on {on} by {its} day", counted(let_in.len()));
        let help = format!("{}; `--on` names another day", listed(let_in));
        sink.push(Diagnostic::note(Code::HeldBack, message).help(help));
    }
    if let (false, Some(on)) = (ending.is_empty(), on) {
        let message = format!("{} published on {on} that will expire", counted(ending.len()));
        sink.push(Diagnostic::note(Code::HeldBack, message).help(listed(ending)));
    }
}

fn counted(pages: usize) -> String {
    if pages == 1 { "1 page is".to_owned() } else { format!("{pages} pages are") }
}

fn listed(places: &[String]) -> String {
    let shown = places[..places.len().min(SHOWN)].join(", ");
    match places.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
