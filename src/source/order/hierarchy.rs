//! The order that front matter and folders give, as Hugo's menus and sections do.
//!
//! `parent` names the page above. Without it, a folder's index page stands above the folder's
//! pages; the index of the pack itself opens it and stands above nothing. Siblings are sorted by
//! `menu_order`, then by name; Hugo has dates and titles come before names, posts of Jekyll and of
//! Docusaurus stand by date, the latest first, and Jekyll's other pages by title where any says its
//! place, as just-the-docs has them. `category`, or else a folder without an index, groups top-level
//! pages into parts, where there are two parts or more, or the folder has a label.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::contents::are_parts;
use super::placed::Placed;
use super::site::Folder;
use crate::diag::{Code, Diagnostic, Sink};
use crate::files::PackPath;
use crate::source::candidate::Candidate;
use crate::source::dialect::Dialect;
use crate::source::{date, words};
use crate::text::names::number_before;
use crate::tree::Matter;
use crate::yaml;

/// Places every page.
///
/// `notes` holds what another tool says about folders. Where a page stands for a folder with a label,
/// the label is what menus call it.
pub(super) fn order(
    pages: &[Candidate],
    notes: &BTreeMap<String, Folder>,
    dialect: Dialect,
    sink: &mut Sink,
) -> Vec<Placed> {
    let names = Names::new(pages);
    let mut parents = declared_parents(pages, &names, sink);
    let folders: Vec<Option<usize>> = (0..pages.len()).map(|page| names.above(page)).collect();
    break_cycles(pages, &mut parents, &folders, sink);
    let parents: Vec<Option<usize>> =
        parents.iter().zip(&folders).map(|(declared, folder)| declared.or(*folder)).collect();
    let placed = |page: &Candidate| {
        let meta = &page.front.meta;
        meta.menu_order.is_some() || meta.parent.is_some()
    };
    let by_title = match dialect {
        Dialect::Hugo => true,
        Dialect::Jekyll => pages.iter().any(placed),
        _ => false,
    };
    let ranked = |page| Rank::new(page, notes, dialect, by_title);
    let mut siblings = Siblings::new(pages, &parents, ranked);
    let top = siblings.take(None);
    let (outside, top): (Vec<usize>, Vec<usize>) =
        top.into_iter().partition(|&page| matter(&pages[page]) != Matter::Body);
    let mut top = match dialect {
        // Its categories are titles among pages.
        Dialect::Docusaurus => top.into_iter().map(|page| (page, None)).collect(),
        _ => in_parts(pages, top, notes),
    };
    top.extend(outside.into_iter().map(|page| (page, None)));
    // What stands before and behind the text, in the order of a book; the text stays as it is.
    top.sort_by_key(|&(page, _)| {
        let matter = matter(&pages[page]);
        (matter, pages[page].front.meta.role.filter(|_| matter != Matter::Body))
    });
    let mut placed = walk(top, &mut siblings);
    for place in &mut placed {
        let page = &pages[place.page];
        let note = notes.get(page.folder()).filter(|_| page.is_index());
        // A label that nobody wrote is for folders that no page stands for.
        let label = note.and_then(|note| note.label.as_ref().filter(|it| it.span.is_some()));
        place.name = label.map(|label| label.value.clone());
    }
    if dialect == Dialect::Docusaurus { titles_as_parts(pages, placed) } else { placed }
}

/// Where in a book a page stands.
fn matter(page: &Candidate) -> Matter {
    Matter::of(page.front.meta.role)
}

/// The same order with titles at the top as parts, where nothing follows them that would seem to
/// belong to the last one.
fn titles_as_parts(pages: &[Candidate], placed: Vec<Placed>) -> Vec<Placed> {
    let is_title = |place: &&Placed| place.depth == 0 && pages[place.page].is_bare_title();
    let top: Vec<&Placed> = placed.iter().filter(|place| place.depth == 0).collect();
    if !are_parts(&top, is_title) {
        return placed;
    }
    let mut parted = Vec::with_capacity(placed.len());
    let (mut part, mut in_part) = (None, false);
    for mut place in placed {
        if is_title(&&place) {
            part = Some(pages[place.page].front.meta.title.clone());
            in_part = true;
            continue;
        }
        if in_part {
            place.depth -= 1;
            place.part = part.take();
        }
        parted.push(place);
    }
    parted
}

/// Pages by the names that others may call them.
struct Names<'a> {
    pages: &'a [Candidate],
    by_key: BTreeMap<&'a str, usize>,
    by_stem: BTreeMap<&'a str, Vec<usize>>,
    /// The page that stands for a folder: its index, else the page beside it of the same name.
    by_folder: BTreeMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(pages: &'a [Candidate]) -> Self {
        let mut by_key = BTreeMap::new();
        let mut by_stem: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_folder = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            by_key.insert(page.local_key(), index);
            by_stem.entry(page.path.stem()).or_default().push(index);
            if page.is_index() {
                by_folder.insert(page.folder(), index);
            }
        }
        for (index, page) in pages.iter().enumerate() {
            by_folder.entry(page.local_key()).or_insert(index);
        }
        Self { pages, by_key, by_stem, by_folder }
    }

    /// The page above by folder: the index of the nearest folder that has one and is not the
    /// pack itself.
    fn above(&self, page: usize) -> Option<usize> {
        let mut folder = self.pages[page].folder();
        while !folder.is_empty() {
            match self.by_folder.get(folder) {
                Some(&index) if index != page => return Some(index),
                _ => folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent),
            }
        }
        None
    }

    /// The page that `parent: name` on `page` means.
    fn find(&self, page: usize, name: &str) -> Option<usize> {
        let name = name.strip_suffix(".md").unwrap_or(name).trim_matches('/');
        let beside = PackPath::new(self.pages[page].local_key()).and_then(|key| key.sibling(name));
        let beside = beside.ok();
        let beside = beside.as_ref().map(PackPath::as_str);
        beside
            .and_then(|key| self.by_key.get(key).or_else(|| self.by_folder.get(key)))
            .or_else(|| self.by_key.get(name))
            .or_else(|| self.by_stem.get(name).and_then(|pages| pages.first()))
            .or_else(|| self.by_folder.get(name))
            .copied()
            .or_else(|| self.pages.iter().position(|page| page.front.meta.title == name))
    }
}

/// The parents that pages name. A name without a page is reported.
fn declared_parents(pages: &[Candidate], names: &Names<'_>, sink: &mut Sink) -> Vec<Option<usize>> {
    let mut parents = Vec::with_capacity(pages.len());
    for (index, page) in pages.iter().enumerate() {
        let Some(name) = &page.front.meta.parent else {
            parents.push(None);
            continue;
        };
        let parent = names.find(index, name);
        if parent.is_none() {
            let message = format!("there is no page `{name}` to stand above this one");
            let help = match yaml::nearest(name, names.by_stem.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the page above by its file, without its ending".to_owned(),
            };
            let diagnostic = Diagnostic::warning(Code::PageOrder, message).help(help);
            sink.push(diagnostic.at(page.front.parent_span));
        }
        parents.push(parent);
    }
    parents
}

/// Takes back what pages say about their parents where it leads in a circle. Folders alone never
/// do, so each round takes something back and the rounds end.
fn break_cycles(
    pages: &[Candidate],
    parents: &mut [Option<usize>],
    folders: &[Option<usize>],
    sink: &mut Sink,
) {
    let mut settled = vec![false; pages.len()];
    for start in 0..pages.len() {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut next = Some(start);
        while let Some(page) = next.filter(|&page| !settled[page]) {
            if on_path.insert(page) {
                path.push(page);
                next = parents[page].or(folders[page]);
                continue;
            }
            let entry = path.iter().position(|&member| member == page).unwrap_or_default();
            report_cycle(pages, &path[entry..], parents, sink);
            for &member in &path[entry..] {
                parents[member] = None;
            }
            path.clear();
            on_path.clear();
            next = Some(start);
        }
        for page in path {
            settled[page] = true;
        }
    }
}

fn report_cycle(
    pages: &[Candidate],
    members: &[usize],
    parents: &[Option<usize>],
    sink: &mut Sink,
) {
    let Some(speaker) = members.iter().copied().filter(|&page| parents[page].is_some()).min()
    else {
        return;
    };
    let message = if let [_] = members {
        "this page is its own parent".to_owned()
    } else {
        let mut names: Vec<String> =
            members.iter().map(|&page| format!("`{}`", pages[page].key)).collect();
        names.sort();
        format!("these pages stand above each other in a circle: {}", names.join(", "))
    };
    let diagnostic = Diagnostic::error(Code::PageOrder, message)
        .help("remove `parent` from the page that is to stand on top");
    sink.push(diagnostic.at(pages[speaker].front.parent_span));
}

/// The pages below each page, sorted.
struct Siblings(BTreeMap<Option<usize>, Vec<usize>>);

impl Siblings {
    fn new<'a>(
        pages: &'a [Candidate],
        parents: &[Option<usize>],
        rank: impl Fn(&'a Candidate) -> Rank<'a>,
    ) -> Self {
        let mut below: BTreeMap<Option<usize>, Vec<(Rank<'_>, usize)>> = BTreeMap::new();
        for (page, parent) in parents.iter().enumerate() {
            below.entry(*parent).or_default().push((rank(&pages[page]), page));
        }
        for siblings in below.values_mut() {
            siblings.sort_by(|(left, _), (right, _)| left.compare(right));
        }
        let pages = |siblings: Vec<(Rank<'_>, usize)>| {
            siblings.into_iter().map(|(_, page)| page).collect::<Vec<_>>()
        };
        Self(below.into_iter().map(|(parent, siblings)| (parent, pages(siblings))).collect())
    }

    /// The pages below a page, or the top-level ones; each is taken once.
    fn take(&mut self, parent: Option<usize>) -> Vec<usize> {
        self.0.remove(&parent).unwrap_or_default()
    }
}

/// A page's place among its siblings.
struct Rank<'a> {
    opens_pack: bool,
    /// The position its folder is given, else `menu_order`; infinite without any.
    order: f64,
    /// Its own `menu_order`, which counts among the pages of a folder that has a position.
    within: f64,
    /// Whether it is a post, which stand behind the pages.
    is_post: bool,
    /// Its date, of which the latest comes first, and what a menu calls it; where they count, they do
    /// before its name.
    dated: String,
    called: String,
    /// Its path, or its folder's where it stands for one.
    name: &'a str,
}

impl<'a> Rank<'a> {
    fn new(
        page: &'a Candidate,
        notes: &BTreeMap<String, Folder>,
        dialect: Dialect,
        by_title: bool,
    ) -> Self {
        let called = page.front.label.as_ref().or(page.front.written_title.as_ref());
        let in_collection = dialect == Dialect::Jekyll
            && page.folder().split('/').any(|folder| folder.starts_with('_'));
        let called = called.filter(|_| by_title && !in_collection).map(|it| it.to_lowercase());
        let is_post = is_post(page, dialect);
        let dated = match dialect {
            Dialect::Hugo => page.front.meta.date.clone(),
            _ if is_post => {
                // A folder may stand for a post.
                let name = if page.is_index() { page.folder() } else { page.local_key() };
                let name = name.rsplit('/').next().unwrap_or_default();
                let in_name = || date::before_name(name).map(|(day, _)| day.to_string());
                page.front.meta.date.clone().or_else(in_name)
            }
            _ => None,
        };
        let mut own = page.front.meta.menu_order;
        if dialect == Dialect::Docusaurus {
            own = own.or_else(|| number_before(page.path.stem()));
        }
        let position = |folder| notes.get(folder).and_then(|note: &Folder| note.position);
        let stands_for_folder = page.is_index() && !page.folder().is_empty();
        let mut around = page.folder();
        if stands_for_folder {
            own = position(around).or(own);
            around = around.rsplit_once('/').map_or("", |(above, _)| above);
        }
        Self {
            opens_pack: page.opens_pack(),
            order: position(around).or(own).unwrap_or(f64::INFINITY),
            within: own.unwrap_or(f64::INFINITY),
            is_post,
            dated: dated.unwrap_or_default(),
            called: called.unwrap_or_default(),
            name: if stands_for_folder { page.folder() } else { page.local_key() },
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_place = other.opens_pack.cmp(&self.opens_pack);
        by_place
            .then_with(|| self.order.total_cmp(&other.order))
            .then_with(|| self.within.total_cmp(&other.within))
            .then_with(|| self.is_post.cmp(&other.is_post))
            .then_with(|| other.dated.cmp(&self.dated))
            .then_with(|| self.called.cmp(&other.called))
            .then_with(|| words::natural(self.name, other.name))
    }
}

/// Whether a page is a post of Jekyll, or of a Docusaurus site that has a blog and no docs.
fn is_post(page: &Candidate, dialect: Dialect) -> bool {
    let mut folders = page.folder().split('/');
    match dialect {
        Dialect::Jekyll => folders.any(|folder| folder == "_posts"),
        Dialect::Docusaurus => folders.next() == Some("blog"),
        _ => false,
    }
}

/// Groups the top-level pages into parts, where there are two or more, or one of them is a folder
/// that was given a label. Pages of no part come
/// first, since they would seem to belong to the part before them anywhere else.
fn in_parts(
    pages: &[Candidate],
    top: Vec<usize>,
    notes: &BTreeMap<String, Folder>,
) -> Vec<(usize, Option<String>)> {
    let part = |page: &Candidate| -> Option<String> {
        if page.opens_pack() {
            return None;
        }
        let own_folder = page.is_index().then(|| page.folder());
        let folder = page.folder().split('/').next().filter(|folder| !folder.is_empty());
        let folder = folder.filter(|folder| own_folder != Some(folder)).map(|folder| {
            let label = notes.get(folder).and_then(|note| note.label.as_ref());
            label.map_or_else(|| words::readable(folder), |label| label.value.clone())
        });
        page.front.meta.category.clone().or(folder)
    };
    let mut parts: Vec<(Option<String>, Vec<usize>)> = vec![(None, Vec::new())];
    for &page in &top {
        let title = part(&pages[page]);
        match parts.iter_mut().find(|(known, _)| *known == title) {
            Some((_, members)) => members.push(page),
            None => parts.push((title, vec![page])),
        }
    }
    let labels = || notes.values().filter_map(|note| Some(&note.label.as_ref()?.value));
    let labelled =
        parts.iter().any(|(title, _)| labels().any(|label| Some(label) == title.as_ref()));
    // The first entry stands for no part at all.
    if parts.len() <= 2 && !labelled {
        return top.into_iter().map(|page| (page, None)).collect();
    }
    let mut placed = Vec::with_capacity(top.len());
    for (mut title, members) in parts {
        placed.extend(members.into_iter().map(|page| (page, title.take())));
    }
    placed
}

/// Writes pages down with those below them, without recursion: chains of parents may be long.
fn walk(top: Vec<(usize, Option<String>)>, siblings: &mut Siblings) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut open: Vec<Placed> = top
        .into_iter()
        .rev()
        .map(|(page, part)| Placed { page, part, ..Placed::default() })
        .collect();
    while let Some(next) = open.pop() {
        let depth = next.depth.saturating_add(1);
        let below = siblings.take(Some(next.page));
        let below = below.into_iter().rev();
        open.extend(below.map(|page| Placed { page, depth, ..Placed::default() }));
        placed.push(next);
    }
    placed
}
