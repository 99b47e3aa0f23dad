//! Which files are pages of the pack.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::audience::Audience;
use super::candidate::Candidate;
use super::config::{EXCLUDE, Settings};
use super::dialect::Dialect;
use super::front_matter::FrontMatter;
use super::left_out::{LeftOut, Reason};
use super::order::Site;
use super::page_files::{is_error_page, is_page};
use super::publication::Force;
use super::rule_set::{Known, RuleSet, Spoken};
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::{Files, PackPath};
use crate::text::language::has_usual_shape;
use crate::text::names::capitalised;
use crate::text::page_path::IndexKind;

/// The key of the rules that take pages.
const INCLUDE: &str = "include";

/// `include` and `exclude`, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    include: RuleSet,
    exclude: RuleSet,
    /// `exclude` as it stands for each other reader.
    excluded_elsewhere: Vec<RuleSet>,
}

/// The pages of a folder, to be asked where one of them lies.
struct Pages<'a> {
    files: Vec<&'a PackPath>,
    /// The folders that have an index.
    indexed: FxHashSet<&'a str>,
}

impl<'a> Pages<'a> {
    fn of(folder: &'a [PackPath]) -> Self {
        let files: Vec<_> = folder.iter().filter(|path| is_page(path)).collect();
        let is_index = |path: &&&PackPath| IndexKind::of(path.stem()) == Some(IndexKind::Index);
        let indexed = files.iter().filter(is_index).map(|path| path.folder()).collect();
        Self { files, indexed }
    }
}

impl Rules {
    /// Compiles the rules of a pack. A glob that is none is reported.
    pub(super) fn new(settings: &Settings, sink: &mut Sink) -> Self {
        let Settings { config, excluded_elsewhere, .. } = settings;
        let elsewhere = excluded_elsewhere.iter();
        Self {
            include: RuleSet::new(INCLUDE, &config.include, sink),
            exclude: RuleSet::new(EXCLUDE, &config.exclude, sink),
            excluded_elsewhere: elsewhere
                .map(|rules| RuleSet::new(EXCLUDE, rules, &mut Sink::default()))
                .collect(),
        }
    }

    /// Whether `exclude` speaks of a file by where it lies.
    pub(super) fn exclude_path(&self, path: &PackPath) -> bool {
        self.exclude.takes_path(path)
    }

    /// Whether a file that a page brings in is for other readers only: `exclude` leaves it out
    /// here, and not for each of them. What it leaves out for everybody is a part of pages.
    pub(super) fn keep_for_others(&self, path: &PackPath, front: &FrontMatter) -> bool {
        let mut kinds = self.exclude.label_kinds();
        let may_take = self.exclude.takes_file(path, front)
            || kinds.any(|kind| front.labels.unread(kind).is_some());
        may_take && self.excluded_elsewhere.iter().any(|rules| !rules.takes_file(path, front))
    }

    /// The files that may be pages, by their paths alone.
    pub(super) fn by_path(
        &self,
        folder: &[PackPath],
        files: &dyn Files,
        site: &Site,
        left_out: &mut Vec<LeftOut>,
    ) -> Vec<PackPath> {
        let pages = Pages::of(folder);
        let in_order = site.named();
        let mut taken = Vec::with_capacity(pages.files.len());
        for &path in &pages.files {
            // A page by another name is the same page.
            let by_target = || {
                let target = files.link_target(path)?;
                let reason = self.by_place_of(&target, &pages, site, &in_order)?;
                Some(reason).filter(Reason::is_settled)
            };
            match self.by_place_of(path, &pages, site, &in_order).or_else(by_target) {
                Some(reason) => left_out.push(LeftOut::new(path.clone(), reason)),
                None => taken.push(path.clone()),
            }
        }
        taken
    }

    /// The only page that is asked for, if `exclude` does not speak of the file that its name is a link
    /// to. Of what it says itself, the rules are asked once it is read.
    pub(super) fn alone(
        &self,
        path: &PackPath,
        files: &dyn Files,
        left_out: &mut Vec<LeftOut>,
    ) -> Option<PackPath> {
        if files.link_target(path).is_some_and(|target| self.exclude_path(&target)) {
            left_out.push(LeftOut::new(path.clone(), Reason::Excluded));
            return None;
        }
        Some(path.clone())
    }

    /// Why the only one of some pages is left out of its folder by where it lies, for a cause that the
    /// pack's own choice is not.
    pub(super) fn by_place(
        &self,
        alone: &[Candidate],
        folder: &[PackPath],
        site: &Site,
    ) -> Option<Reason> {
        let pages = Pages::of(folder);
        let in_order = site.named();
        let page = &alone.first()?.path;
        let reason = self.by_place_of(page, &pages, site, &in_order).filter(Reason::holds_back);
        // An mdBook publishes what its list names and nothing else.
        let listed = site.dialect != Dialect::MdBook || in_order.is_empty();
        let unlisted = !listed && !in_order.contains(page.as_str());
        let list = || site.listed_by.as_deref().unwrap_or("its list");
        reason.or_else(|| unlisted.then(|| Reason::Tool(format!("{} does not name it", list()))))
    }

    /// Why a page is left out by where it lies.
    fn by_place_of(
        &self,
        path: &PackPath,
        pages: &Pages<'_>,
        site: &Site,
        in_order: &BTreeSet<&str>,
    ) -> Option<Reason> {
        let labels = self.include.label_kinds().next().is_some();
        let by_tool = |force| site.publishing.rule(path, force).map(|rule| rule.reason.clone());
        let named = self.include.takes_path(path);
        if self.exclude.takes_path(path) {
            Some(Reason::Excluded)
        } else if let Some(reason) = by_tool(Force::Held) {
            Some(reason)
        } else if named {
            None
        } else if self.include.is_empty() || labels {
            let elsewhere = by_tool(Force::Elsewhere);
            let unasked = || unasked(path, pages, site);
            elsewhere.or_else(|| unasked().filter(|_| !in_order.contains(path.as_str())))
        } else {
            Some(Reason::NotIncluded)
        }
    }

    /// Notes that nobody in particular is asked for, where a page is in that a profile keeps from its
    /// readers: whoever hands the document on should know.
    pub(super) fn report_everybody(
        &self,
        audience: &Audience,
        pages: &[Candidate],
        sink: &mut Sink,
    ) {
        if audience.profile.is_some() {
            return;
        }
        let kept =
            self.excluded_elsewhere.iter().zip(&audience.profiles).find_map(|(rules, name)| {
                let page = pages.iter().find(|page| rules.takes(page))?;
                Some((page, name))
            });
        if let Some((page, name)) = kept {
            let path = &page.path;
            let message = format!(
                "no profile is asked for, so `{path}` is in, which `exclude` keeps from `{name}`"
            );
            let help = format!("for those readers: `--profile {name}`; for all: `--all-profiles`");
            sink.push(Diagnostic::note(Code::HeldBack, message).help(help));
        }
    }

    /// The pages of the pack, by what they say about themselves.
    pub(super) fn by_label(
        &self,
        pages: Vec<Candidate>,
        left_out: &mut Vec<LeftOut>,
        sink: &mut Sink,
    ) -> Vec<Candidate> {
        let mut taken = Vec::with_capacity(pages.len());
        for page in pages {
            match self.unwanted(&page, sink) {
                Some(reason) => left_out.push(LeftOut::new(page.path, reason)),
                None => taken.push(page),
            }
        }
        taken
    }

    /// Why the rules leave a page out.
    fn unwanted(&self, page: &Candidate, sink: &mut Sink) -> Option<Reason> {
        if self.exclude.takes(page) {
            return Some(Reason::Excluded);
        }
        let included = self.include.is_empty() || self.include.takes(page);
        let including = self.include.label_kinds().filter(|_| !included);
        let mut unread = self.exclude.label_kinds().chain(including);
        if let Some(unclear) = unread.find_map(|kind| page.front.labels.unread(kind)) {
            sink.push(unclear.diagnostic());
            return Some(Reason::Unclear(unclear.key.clone()));
        }
        (!included).then_some(Reason::NotIncluded)
    }

    /// Whether there are none but that of drafts.
    pub(super) fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Reports each rule that speaks of no page of the folder, whatever else may leave that page
    /// out: the page that was meant is taken or left out against its author's will.
    ///
    /// `read` are pages whose front matter is known; `read_rest` reads all others.
    pub(super) fn report_idle(
        &self,
        folder: &[PackPath],
        read: &[Candidate],
        read_rest: impl FnOnce() -> Vec<Candidate>,
        sink: &mut Sink,
    ) {
        let files = || folder.iter().filter(|path| is_page(path));
        let mut spoken = [Spoken::new(&self.include), Spoken::new(&self.exclude)];
        for spoken in &mut spoken {
            files().for_each(|path| spoken.of_path(path));
            for page in read {
                spoken.of_page(page);
            }
        }
        let lacking = spoken.iter().any(Spoken::lacks_labels);
        let rest = if lacking { read_rest() } else { Vec::new() };
        let mut known = Known::new(folder, files(), read.iter().chain(&rest));
        for (spoken, key) in spoken.iter_mut().zip([INCLUDE, EXCLUDE]) {
            for page in &rest {
                spoken.of_page(page);
            }
            spoken.report_idle(key, &mut known, sink);
        }
    }
}

/// Why a page stays out that nobody has asked for by name.
fn unasked(path: &PackPath, pages: &Pages<'_>, site: &Site) -> Option<Reason> {
    let Some(local) = site.local(path.as_str()) else { return Some(Reason::OutsideSite) };
    let folder = local.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = folder.split('/');
    // Packages of a tool, and what an earlier build has put beside its input.
    if folders.clone().any(|folder| folder == "node_modules") || folders.next() == Some("dist") {
        return Some(Reason::ToolFolder);
    }
    let partial = |name: &str| {
        name.starts_with('_')
            && !name.eq_ignore_ascii_case("_index")
            && !site.collections.iter().any(|collection| collection == name)
    };
    let name = path.stem();
    if folder.split('/').any(partial) || partial(name.strip_suffix(site.suffix()).unwrap_or(name)) {
        return Some(Reason::Partial);
    }
    // That of a language lies in its folder; in any other it is a page like all others.
    let at_top = folder.is_empty() || has_usual_shape(folder);
    if site.dialect != Dialect::Plain && at_top && is_error_page(path) {
        return Some(Reason::ErrorPage);
    }
    let readme = IndexKind::of(path.stem()) == Some(IndexKind::Readme);
    let beside = readme && pages.indexed.contains(path.folder());
    beside.then_some(Reason::ReadmeBesideIndex)
}

/// Names pages without a title as the tool of their folder does.
pub(super) fn take_names(pages: &mut [Candidate], site: &Site) {
    if site.dialect != Dialect::MkDocs {
        return;
    }
    for page in pages.iter_mut().filter(|page| page.front.written_title.is_none()) {
        let title = &mut page.front.meta.title;
        let named = name_in_mkdocs(&page.path, site);
        *title = named.unwrap_or_else(|| std::mem::take(title));
    }
}

/// A title from a page's name as `MkDocs` makes it, which takes no numbers away; none for a page that
/// stands for a folder within another.
///
/// <https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data>
fn name_in_mkdocs(path: &PackPath, site: &Site) -> Option<String> {
    let name = path.stem();
    let name = name.strip_suffix(site.suffix()).unwrap_or(name);
    if IndexKind::of(name).is_some() {
        return (path.folder() == site.root).then(|| "Home".to_owned());
    }
    let title = name.replace(['-', '_'], " ");
    let is_lower = title.to_lowercase() == title;
    Some(if is_lower { capitalised(&title) } else { title })
}
