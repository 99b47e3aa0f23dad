//! An order somebody wrote down: `contents` in `pack.yaml`, or another tool's settings.

use std::collections::{BTreeMap, BTreeSet};

use super::placed::{Placed, listed_of};
use super::site::Folder;
use super::{hierarchy, titled};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::files::PackPath;
use crate::source::candidate::Candidate;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::dialect::Dialect;
use crate::source::left_out::{LeftOut, Reason};
use crate::source::page_files::key_of;
use crate::source::paths;
use crate::yaml::{self, Located};

/// What is known beside the pages that a list names.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The pages that are not there to be named.
    pub(super) left_out: &'a [LeftOut],
    /// How much it weighs to name one that is held back.
    pub(super) severity: Severity,
    /// What is said about folders.
    pub(super) folders: &'a BTreeMap<String, Folder>,
    /// The tool that says it.
    pub(super) dialect: Dialect,
}

/// Places the pages that the entries name. A name without a page is reported, and so is a page
/// that is named twice; it keeps its first place. One that is held back is reported with the severity
/// of `known`, one that is not there at least as a warning: the tool whose list it is
/// may make such a page, or find it elsewhere.
pub(super) fn order(
    pages: &mut Vec<Candidate>,
    entries: &[ContentsEntry],
    known: Known<'_>,
    sink: &mut Sink,
) -> Vec<Placed> {
    let (files, seen) = (pages.len(), BTreeSet::new());
    let (part, placed) = (None, Vec::new());
    let (parts, part_of) = (0, 0);
    let mut writer = Writer { pages, files, known, sink, seen, part, parts, part_of, placed };
    writer.entries(entries, 0);
    writer.open_part(None);
    writer.placed
}

struct Writer<'a> {
    pages: &'a mut Vec<Candidate>,
    /// How many of the pages are files; the titles added behind them have no name.
    files: usize,
    known: Known<'a>,
    sink: &'a mut Sink,
    /// The pages that have their place, each whole (an empty name) or with one section.
    seen: BTreeSet<(usize, String)>,
    /// The title of a part whose first page is still to come.
    part: Option<Located<String>>,
    /// How many parts there have been, and the one at hand; 0 is none.
    parts: usize,
    part_of: usize,
    placed: Vec<Placed>,
}

impl Writer<'_> {
    /// Entries nest no deeper than the YAML they came from, which is bounded.
    fn entries(&mut self, entries: &[ContentsEntry], depth: u8) {
        for entry in entries {
            match entry {
                // What nobody wrote is what a tool has for all that a folder holds.
                ContentsEntry::Page(Located { value: folder, span: None })
                    if folder.ends_with('/') =>
                {
                    self.folder(folder.trim_end_matches('/'), depth);
                }
                ContentsEntry::Page(name) => {
                    self.page(name, None, depth);
                }
                ContentsEntry::Group(group) => {
                    let around = self.part_of;
                    if let Some(part) = &group.part {
                        self.open_part(Some(part.clone()));
                        self.parts += 1;
                        self.part_of = self.parts;
                    }
                    if let Some(title) = &group.title {
                        self.titled(title, group, depth);
                        self.part_of = around;
                        continue;
                    }
                    let below = match &group.page {
                        Some(name) if self.page(name, group.name.as_deref(), depth) => {
                            depth.saturating_add(1)
                        }
                        _ => depth,
                    };
                    self.entries(&group.pages, below);
                    self.drop_part(group);
                    self.part_of = around;
                }
            }
        }
    }

    /// Opens a part, or ends the last one. One that no page has come to is reported.
    fn open_part(&mut self, part: Option<Located<String>>) {
        if let Some(empty) = std::mem::replace(&mut self.part, part) {
            self.report_empty("part", &empty);
        }
    }

    /// Drops the title of a part of which no page has a place: the next page is none of it.
    fn drop_part(&mut self, group: &ContentsGroup) {
        let Some(part) = group.part.as_ref().filter(|_| !group.pages.is_empty()) else { return };
        if self.part.take_if(|open| open == part).is_some() {
            self.report_empty("part", part);
        }
    }

    /// Says that a part, or a title, of the pack's own contents is not shown.
    fn report_empty(&mut self, what: &str, title: &Located<String>) {
        if self.known.severity == Severity::Error {
            let message =
                format!("no page of the {what} `{}` is there: it is left out", title.value);
            let help = "remove it, or name a page that is taken";
            self.sink.push(Diagnostic::note(Code::PageOrder, message).help(help).at(title.span));
        }
    }

    /// Places a title above its pages; without any that has a place it would stand for nothing, but
    /// for one that leads to the web.
    fn titled(&mut self, title: &Located<String>, group: &ContentsGroup, depth: u8) {
        let ContentsGroup { leads_away, index: says, pages: entries, .. } = group;
        let leads_away = *leads_away;
        let Some(mut page) = titled::of_title(title, self.pages) else { return };
        if let Some(link) = title.span.filter(|_| leads_away) {
            page.front.body = link.range();
        }
        let name = says.as_ref().map(|_| title.value.clone());
        if let Some(says) = says {
            page.describe(says);
        }
        let index = self.pages.len();
        self.pages.push(page);
        let around = self.part.take();
        let (part, part_of) = (around.clone().map(|part| part.value), self.part_of);
        self.placed.push(Placed { page: index, depth, part, part_of, name, ..Placed::default() });
        self.entries(entries, depth.saturating_add(1));
        if !leads_away && self.placed.last().is_some_and(|last| last.page == index) {
            self.placed.pop();
            self.part = around;
            self.pages.truncate(index);
            self.report_empty("title", title);
        }
    }

    /// Places the pages below a folder that have no place yet, in the order that they and their
    /// folders give.
    fn folder(&mut self, folder: &str, depth: u8) {
        // What lists a folder has its own name for it.
        let below = |page: &Candidate| {
            paths::within(folder, page.path.as_str()).is_some()
                && !(page.titled && page.path.folder() == folder)
        };
        let placed: BTreeSet<usize> = self.seen.iter().map(|(page, _)| *page).collect();
        let free = (0..self.files).filter(|page| !placed.contains(page));
        let free: Vec<usize> = free.filter(|&page| below(&self.pages[page])).collect();
        let pages: Vec<Candidate> = free.iter().map(|&page| self.pages[page].clone()).collect();
        let placed = hierarchy::order(&pages, self.known.folders, self.known.dialect, self.sink);
        for place in listed_of(placed, |page| pages[page].unlisted.is_none()) {
            let page = free[place.page];
            self.seen.insert((page, String::new()));
            let depth = depth.saturating_add(place.depth);
            let part = self.part.take().map(|part| part.value).or(place.part);
            self.placed.push(Placed { page, depth, part, part_of: self.part_of, ..place });
        }
    }

    /// The pages that are files.
    fn files(&self) -> &[Candidate] {
        &self.pages[..self.files]
    }

    /// The page of a name, and its section: `security.md#third`. A file's own name may hold `#`.
    fn parts<'n>(&self, name: &'n str) -> (&'n str, &'n str) {
        match name.split_once('#') {
            Some(parts) if find(self.files(), name).is_none() => parts,
            _ => (name, ""),
        }
    }

    /// What is told of a name whose page is held back.
    fn held(&self, name: &str) -> Option<Diagnostic> {
        let name = name.trim_start_matches("./").trim_matches('/');
        let Known { left_out, severity, .. } = self.known;
        let named = |page: &&LeftOut| {
            let path = page.path.as_str();
            path == name || key_of(&page.path) == name
        };
        let held = left_out.iter().filter(|page| page.reason.holds_back());
        let LeftOut { path, reason, .. } = held.clone().find(named).or_else(|| {
            let mut alike = held.filter(|page| page.path.stem() == name);
            alike.next().filter(|_| alike.next().is_none())
        })?;
        let message = format!("`{path}` is named here and held back: {reason}");
        let help = match reason {
            Reason::Draft => "`drafts: true` in pack.yaml takes drafts",
            Reason::NotYet { .. } | Reason::Expired { .. } | Reason::NoDay => {
                "`--on` names another day"
            }
            _ => "take that away first, or take the page out of the contents",
        };
        Some(Diagnostic { severity, ..Diagnostic::error(Code::HeldBack, message) }.help(help))
    }

    /// What is told of a name whose page `include` or `exclude` leaves out: they count more.
    fn chosen_out(&self, name: &str) -> Option<Diagnostic> {
        let name = name.trim_start_matches("./").trim_matches('/');
        let named = |page: &&LeftOut| page.path.as_str() == name || key_of(&page.path) == name;
        let LeftOut { path, reason, .. } = self.known.left_out.iter().find(named)?;
        matches!(reason, Reason::Excluded | Reason::NotIncluded).then(|| {
            let message = format!("`{path}` is named here and stays out: {reason}");
            Diagnostic::note(Code::PageOrder, message).help("remove one of the two")
        })
    }

    /// Places a page, which the list calls so; says whether it has.
    fn page(&mut self, name: &Located<String>, called: Option<&str>, depth: u8) -> bool {
        let (path, section) = self.parts(&name.value);
        let Some(page) = find(self.files(), path) else {
            // What nobody wrote was found in its folder, and is held back for a reason of its own.
            if name.span.is_none() {
                return false;
            }
            if let Some(held) = self.held(path).or_else(|| self.chosen_out(path)) {
                self.sink.push(held.at(name.span));
                return false;
            }
            let keys = self.files().iter().map(|page| page.key.as_str());
            let help = match yaml::nearest(path, keys) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the page's path below the pack, such as `guide/security`".to_owned(),
            };
            let (message, help) = if PackPath::new(path.trim_start_matches('/')).is_err() {
                let help = "export the folder that holds both, or move the page into the pack";
                (format!("`{path}` lies outside the pack, and no page does"), help.to_owned())
            } else {
                (format!("there is no page `{path}`"), help)
            };
            let severity = self.known.severity.max(Severity::Warning);
            let missing = Diagnostic { severity, ..Diagnostic::error(Code::PageOrder, message) };
            self.sink.push(missing.help(help).at(name.span));
            return false;
        };
        if name.span.is_none() && self.pages[page].unlisted.is_some() {
            return false;
        }
        let whole = |other: &str| self.seen.contains(&(page, other.to_owned()));
        let any = self.seen.iter().any(|(seen, _)| *seen == page);
        if whole(section) || whole("") || (section.is_empty() && any) {
            let message = format!("the page `{}` stands here a second time", name.value);
            let diagnostic = Diagnostic::warning(Code::PageOrder, message)
                .help("it keeps its first place; remove this one");
            self.sink.push(diagnostic.at(name.span));
            return false;
        }
        self.seen.insert((page, section.to_owned()));
        let section =
            (!section.is_empty()).then(|| Located { value: section.to_owned(), span: name.span });
        let part = self.part.take().map(|part| part.value);
        let name = called.map(str::to_owned);
        self.placed.push(Placed { page, depth, part, part_of: self.part_of, section, name });
        true
    }
}

/// The page of a name: its path with or without its ending, a folder that has an index page, or
/// a file's stem that only one page has.
fn find(pages: &[Candidate], name: &str) -> Option<usize> {
    let name = name.trim_start_matches("./").trim_matches('/');
    let by = |matches: &dyn Fn(&Candidate) -> bool| pages.iter().position(matches);
    let only = |matches: &dyn Fn(&Candidate) -> bool| {
        let mut found = (0..pages.len()).filter(|&index| matches(&pages[index]));
        found.next().filter(|_| found.next().is_none())
    };
    by(&|page| page.path.as_str() == name)
        .or_else(|| by(&|page| page.key == name || page.local_key() == name))
        .or_else(|| {
            by(&|page| page.is_index() && (page.path.folder() == name || page.folder() == name))
        })
        .or_else(|| only(&|page| page.path.stem() == name || page.path.file_name() == name))
        .or_else(|| only(&|page| page.key.eq_ignore_ascii_case(name)))
        .or_else(|| only(&|page| page.calls_itself(name)))
}
