//! Ids: one for every page, heading and marked place, unique in the pack, valid in every output.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::text::composed;
use crate::text::nearest::NameIndex;
use crate::text::slug::{Numbered, Slugs, is_mark, with_names_of_emoji};
use crate::tree::walk::{walk_blocks_mut, walk_contents_mut};
use crate::tree::{
    Anchor, Attr, Authored, Block, BlockKind, Inline, InlineKind, Pack, Page, Referable, plain_text,
};

/// The ids of a pack, by the names authors know them by.
#[derive(Debug)]
pub(super) struct Ids {
    pages: Vec<PageIds>,
    used: Used,
    /// The first page that has each name.
    first_with: OnceLock<FxHashMap<String, usize>>,
}

/// The ids of one page.
#[derive(Debug)]
pub(super) struct PageIds {
    /// The page as a whole.
    pub(super) anchor: Anchor,
    /// Places in the page, by the id an author gave or the words of a heading give.
    places: FxHashMap<String, Anchor>,
    /// The same names in reading order.
    names: Vec<String>,
    /// The same, to be looked through.
    known: OnceLock<NameIndex>,
    /// Their places, by what GitHub makes of them.
    alike: OnceLock<FxHashMap<String, usize>>,
    /// The headings by the names that other tools give them; nothing where several have one.
    by_other_tools: FxHashMap<String, Option<Anchor>>,
    /// Ids that an author gave, in reading order.
    given: Vec<String>,
    /// Those that were given to several places.
    doubled: Vec<String>,
    /// Names that are no author's but given by the words of headings, with how many have them.
    headings: FxHashMap<String, usize>,
}

impl Ids {
    /// The ids of a page.
    pub(super) fn page(&self, page: usize) -> &PageIds {
        &self.pages[page]
    }

    /// The ids of every page, so that places can get further names.
    pub(super) fn pages_mut(&mut self) -> &mut [PageIds] {
        &mut self.pages
    }

    /// The ids that an author gave to several places of one page.
    pub(super) fn doubled(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().flat_map(|page| page.doubled.iter().map(String::as_str))
    }

    /// Every id that an author gave for references to name, page by page, with its place.
    pub(super) fn referable(&self) -> impl Iterator<Item = (&str, &Anchor)> {
        let places = self.pages.iter().flat_map(|page| {
            page.given.iter().filter_map(|name| Some((name.as_str(), page.places.get(name)?)))
        });
        places.filter(|(name, _)| Referable::of_id(name).is_some())
    }

    /// A place of its own for what has none, as wanted where that is free.
    pub(super) fn claim(&mut self, wanted: &str) -> Anchor {
        self.used.claim(wanted)
    }

    /// The first page that has a name.
    pub(super) fn first_with(&self, name: &str) -> Option<usize> {
        let first = self.first_with.get_or_init(|| {
            let mut first = FxHashMap::default();
            for (at, page) in self.pages.iter().enumerate() {
                for name in &page.names {
                    first.entry(name.clone()).or_insert(at);
                }
            }
            first
        });
        first.get(name).copied()
    }
}

impl PageIds {
    /// The place with this name.
    pub(super) fn get(&self, name: &str) -> Option<&Anchor> {
        self.places.get(name)
    }

    /// How many headings a name may mean, where its words alone give it and they are several.
    pub(super) fn headings(&self, name: &str) -> Option<usize> {
        self.headings.get(name).copied().filter(|count| *count > 1)
    }

    /// The only heading that has this name with some other tool.
    pub(super) fn by_other_tools(&self, name: &str) -> Option<&Anchor> {
        self.by_other_tools.get(name)?.as_ref()
    }

    /// Every name, in reading order.
    #[cfg(test)]
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The first name that is the same on GitHub.
    pub(super) fn alike(&self, name: &str) -> Option<&str> {
        let alike = self.alike.get_or_init(|| {
            let mut alike = FxHashMap::default();
            for (at, name) in self.names.iter().enumerate() {
                alike.entry(Slugs::GitHub.of(name)).or_insert(at);
            }
            alike
        });
        alike.get(&Slugs::GitHub.of(name)).map(|&at| self.names[at].as_str())
    }

    /// The name that was probably meant by one that the page has not.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        let known =
            self.known.get_or_init(|| NameIndex::new(self.names.iter().map(String::as_str)));
        known.nearest(name, |_| true).map(|at| self.names[at].as_str())
    }

    /// Gives a place one more name. The first place of a name keeps it.
    pub(super) fn name(&mut self, name: &str, anchor: &Anchor) -> bool {
        let new = !self.places.contains_key(name);
        if new {
            self.places.insert(name.to_owned(), anchor.clone());
            self.names.push(name.to_owned());
        }
        new
    }
}

/// Gives every page, heading and marked place its final id, which replaces the author's.
///
/// Ids that authors gave are settled before those that words of headings give, so that a heading
/// never takes a name away that somebody links to.
pub(super) fn assign(pack: &mut Pack<Authored>, slugs: Slugs, sink: &mut Sink) -> Ids {
    let mut used = Used::default();
    let names = page_names(pack);
    let several = pack.pages.len() > 1;
    let mut pages: Vec<_> = names
        .iter()
        .map(|name| PageIds {
            anchor: used.claim(name),
            places: FxHashMap::default(),
            names: Vec::new(),
            known: OnceLock::new(),
            alike: OnceLock::new(),
            by_other_tools: FxHashMap::default(),
            given: Vec::new(),
            doubled: Vec::new(),
            headings: FxHashMap::default(),
        })
        .collect();
    let mut scopes: Vec<_> = pages.iter_mut().map(|ids| Scope { ids, several }).collect();
    for (page, scope) in pack.pages.iter_mut().zip(&mut scopes) {
        assign_given(page, scope, &mut used, sink);
    }
    for (page, scope) in pack.pages.iter_mut().zip(&mut scopes) {
        assign_by_words(page, slugs, scope, &mut used);
    }
    Ids { pages, used, first_with: OnceLock::new() }
}

/// The ids a page's places get.
struct Scope<'a> {
    ids: &'a mut PageIds,
    several: bool,
}

impl Scope<'_> {
    /// The id a place asks for: in a pack of several pages its page's comes first.
    fn wanted(&self, id: &str) -> String {
        let page = &self.ids.anchor;
        if self.several {
            return format!("{page}--{}", name_chars(id));
        }
        // Footnotes have ids that start with their page's and a dot: see `notes`.
        let id = valid(id);
        match id.strip_prefix(page.as_str()).and_then(|rest| rest.strip_prefix('.')) {
            Some(rest) => format!("{page}-{rest}"),
            None => id,
        }
    }
}

/// Ids that are taken.
#[derive(Debug, Default)]
struct Used(FxHashMap<String, u32>);

impl Used {
    /// The id as wanted, with a number behind it where it is taken.
    fn claim(&mut self, wanted: &str) -> Anchor {
        let mut id = wanted.to_owned();
        if let Some(mut number) = self.0.get(wanted).copied() {
            // Every number up to the last one that was given is taken.
            while self.0.contains_key(&id) {
                number += 1;
                id = format!("{wanted}-{number}");
            }
            self.0.insert(wanted.to_owned(), number);
        }
        self.0.insert(id.clone(), 1);
        Anchor::new(id)
    }
}

/// What each page is called: the last name of its key, the whole key where that is not unique.
fn page_names(pack: &Pack<Authored>) -> Vec<String> {
    let last: Vec<_> = pack
        .pages
        .iter()
        .map(|page| {
            let name = page.key.rsplit('/').next().unwrap_or_default();
            // A section of a page that is a page of its own: `security#keys`.
            file_slug(&composed(name).trim_matches('_').replace(['#', '/'], "-"))
        })
        .collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for name in &last {
        *counts.entry(name).or_default() += 1;
    }
    let name = |(page, last): (&Page<Authored>, &String)| {
        let name = if counts[last.as_str()] == 1 {
            last
        } else {
            &file_slug(&composed(&page.key).replace("/_", "/").replace(['#', '/'], "-"))
        };
        valid(if name.is_empty() { "page" } else { name })
    };
    pack.pages.iter().zip(&last).map(name).collect()
}

/// Settles the ids that authors gave.
fn assign_given(
    page: &mut Page<Authored>,
    scope: &mut Scope<'_>,
    used: &mut Used,
    sink: &mut Sink,
) {
    let mut given = Given { scope, used, sink };
    given.inlines(&mut page.title);
    given.blocks(&mut page.blocks);
    for note in &mut page.notes {
        given.blocks(&mut note.blocks);
    }
    let ids = &mut *scope.ids;
    let title = ids.anchor.clone();
    if let Some(id) = &page.anchor
        && ids.name(id, &title)
    {
        ids.given.push(id.clone());
    }
}

struct Given<'a, 's> {
    scope: &'a mut Scope<'s>,
    used: &'a mut Used,
    sink: &'a mut Sink,
}

impl Given<'_, '_> {
    fn blocks(&mut self, blocks: &mut [Block<Authored>]) {
        walk_blocks_mut(blocks, &mut |block| self.block(block));
        walk_contents_mut(blocks, &mut |content| self.inlines(content));
    }

    fn block(&mut self, block: &mut Block<Authored>) {
        if let BlockKind::Heading { anchor, .. } = &mut block.kind {
            let own = block.attr.id().map(ToOwned::to_owned);
            block.attr.set_id(None);
            *anchor = anchor.take().or(own).map(|id| self.unique(&id, block.span));
        } else {
            self.attr(&mut block.attr, block.span);
        }
    }

    fn inlines(&mut self, content: &mut [Inline<Authored>]) {
        for inline in content {
            self.attr(&mut inline.attr, inline.span);
            if let Some(content) = inline.kind.content_mut() {
                self.inlines(content);
            }
        }
    }

    fn attr(&mut self, attr: &mut Attr, span: Span) {
        if let Some(id) = attr.id().map(ToOwned::to_owned) {
            attr.set_id(Some(self.unique(&id, span)));
        }
    }

    fn unique(&mut self, id: &str, span: Span) -> String {
        let anchor = self.used.claim(&self.scope.wanted(id));
        if self.scope.ids.name(id, &anchor) {
            self.scope.ids.given.push(id.to_owned());
        } else {
            self.scope.ids.doubled.push(id.to_owned());
            let message = format!("the id `{id}` is used twice in this page");
            let help = "links go to the first place; give this one an id of its own";
            self.sink.push(Diagnostic::warning(Code::DuplicateId, message).at(span).help(help));
        }
        anchor.as_str().to_owned()
    }
}

/// Settles the ids of headings that have none from their authors: by their words, as the folder's
/// tool does. A heading whose id is given takes no such name from another; where its words' name is
/// free in the end, it has that too.
fn assign_by_words(
    page: &mut Page<Authored>,
    slugs: Slugs,
    scope: &mut Scope<'_>,
    used: &mut Used,
) {
    let mut named = Named::new(slugs, scope.ids);
    let title = scope.ids.anchor.clone();
    let mut given = Vec::new();
    let notes = page.notes.iter_mut().flat_map(|note| &mut note.blocks);
    for block in page.blocks.iter_mut().chain(notes) {
        walk_blocks_mut(std::slice::from_mut(block), &mut |block| {
            if let BlockKind::Heading { anchor, content, .. } = &mut block.kind {
                let words = plain_text(content);
                if let Some(id) = anchor {
                    given.push((words, Anchor::new(id.clone())));
                    return;
                }
                named.count(&words, scope.ids);
                let name = named.own.next(&words);
                let id = used.claim(&scope.wanted(or_section(&name)));
                *anchor = Some(id.as_str().to_owned());
                named.heading(&words, name, &id, scope.ids);
            }
        });
    }
    given.retain(|(words, _)| scope.ids.get(or_section(&slugs.of(words))).is_none());
    for (words, place) in given {
        named.count(&words, scope.ids);
        named.heading(&words, slugs.of(&words), &place, scope.ids);
    }
    let words = plain_text(&page.title);
    named.heading(&words, slugs.of(&words), &title, scope.ids);
    if slugs.is_hugos() {
        name_terms(page, &mut named.own, scope, used);
    }
}

/// Gives the terms that are explained in a page ids by their words, as Hugo does where its settings
/// ask for it. They come behind all headings, whose ids are the same without that.
///
/// <https://gohugo.io/configuration/markup/#parserautodefinitiontermid>
fn name_terms(
    page: &mut Page<Authored>,
    names: &mut Numbered,
    scope: &mut Scope<'_>,
    used: &mut Used,
) {
    walk_blocks_mut(&mut page.blocks, &mut |block| {
        let BlockKind::Definitions { entries } = &mut block.kind else { return };
        for entry in entries {
            let name = names.next(&plain_text(&entry.term));
            if name.is_empty() || scope.ids.get(&name).is_some() {
                continue;
            }
            let id = used.claim(&scope.wanted(&name));
            scope.ids.name(&name, &id);
            let mut attr = Attr::default();
            attr.set_id(Some(id.as_str().to_owned()));
            let content = std::mem::take(&mut entry.term);
            entry.term.push(Inline { kind: InlineKind::Span { content }, attr, span: entry.span });
        }
    });
}

/// The name of a heading without letters.
fn or_section(name: &str) -> &str {
    if name.is_empty() { "section" } else { name }
}

/// The names that the headings of a page have, with the folder's tool and with others.
struct Named {
    slugs: Slugs,
    own: Numbered,
    others: Vec<Numbered>,
}

impl Named {
    fn new(slugs: Slugs, ids: &PageIds) -> Self {
        let given = || ids.names.iter().map(String::as_str);
        let others = Slugs::ALL.into_iter().filter(|&other| other != slugs);
        let others = others.map(|other| Numbered::new(other, given())).collect();
        Self { slugs, own: Numbered::new(slugs, given()), others }
    }

    /// Counts one more heading of a name that no author gave.
    fn count(&self, words: &str, ids: &mut PageIds) {
        let name = self.slugs.of(words);
        if ids.get(&name).is_none() || ids.headings.contains_key(&name) {
            *ids.headings.entry(name).or_default() += 1;
        }
    }

    /// Gives the place of a heading its names.
    fn heading(&mut self, words: &str, name: String, place: &Anchor, ids: &mut PageIds) {
        ids.name(or_section(&name), place);
        for words in with_names_of_emoji(words) {
            ids.name(&self.slugs.of(&words), place);
        }
        for other in &mut self.others {
            let mut name = |name: String| {
                let known = ids.by_other_tools.entry(name).or_insert_with(|| Some(place.clone()));
                if known.as_ref().is_some_and(|known| known != place) {
                    *known = None;
                }
            };
            name(other.next(words));
            for words in &with_names_of_emoji(words) {
                name(other.slugs().of(words));
            }
        }
    }
}

/// What stands for a page's file in ids.
fn file_slug(name: &str) -> String {
    Slugs::GitHub.of(name)
}

/// An id with every character that an XML name cannot hold replaced.
fn name_chars(id: &str) -> String {
    id.chars().map(|c| if is_name_char(c) { c } else { '-' }).collect()
}

/// An id as an XML name without a colon that starts with a letter.
fn valid(id: &str) -> String {
    let id = name_chars(id);
    if id.starts_with(|c| is_name_start(c) && c != '_') { id } else { format!("s-{id}") }
}

/// Whether an XML name without a colon can hold this behind its start (XML 1.0, production 4a).
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9') || is_mark(c)
}

/// Whether an XML name without a colon can start with this (XML 1.0, production 4; letters and
/// digits of the planes above are narrowed to what is in use).
pub(super) fn is_name_start(c: char) -> bool {
    match c {
        'A'..='Z' | 'a'..='z' | '_' => true,
        '\u{C0}'.. => {
            c.is_alphanumeric()
                && matches!(c, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
                    | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{2C00}'..='\u{2FEF}'
                    | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
                    | '\u{10000}'..='\u{EFFFF}')
        }
        _ => false,
    }
}
