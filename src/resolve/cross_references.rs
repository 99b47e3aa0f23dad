//! What references to figures, tables, listings and sections say: "Figure 3", "Tables 1 and 2".

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::captions::{Captioned, CaptionedKind};
use super::ids::Ids;
use super::numbers::HeadingNumbers;
use super::outline::{OutlineEntry, flat};
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::text::nearest::NameIndex;
use crate::theme::{Label, Theme};
use crate::tree::{
    Anchor, Cited, CrossReference, Inline, InlineKind, Lead, Linked, PageRole, Referable, Target,
};

/// All that references of a pack can name.
pub(super) struct CrossReferences<'a> {
    theme: &'a Theme,
    referents: FxHashMap<&'a str, Referent<'a>>,
    /// Ids of what has neither a caption nor a place in the outline.
    nameless: FxHashSet<&'a str>,
    /// Ids that name several things.
    doubled: FxHashSet<&'a str>,
    /// Every id, to find the one that was meant.
    names: Vec<&'a str>,
    /// The kinds that these ids are of.
    kinds: FxHashSet<Referable>,
    nearest: OnceLock<NameIndex>,
}

/// What a reference can name.
#[derive(Clone, Copy)]
struct Referent<'a> {
    kind: Kind,
    /// Its number as it is printed.
    number: Option<&'a str>,
    /// What it is called where it has no number.
    title: &'a str,
    anchor: &'a Anchor,
}

/// The kinds of what is referred to. Several of one kind share their word: "Figures 1 and 2".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Captioned(CaptionedKind),
    Section,
    Appendix,
}

impl Kind {
    fn label(self, several: bool) -> Label {
        match (self, several) {
            (Self::Captioned(kind), false) => kind.label(),
            (Self::Captioned(CaptionedKind::Figure), true) => Label::Figures,
            (Self::Captioned(CaptionedKind::Table), true) => Label::Tables,
            (Self::Captioned(CaptionedKind::Listing), true) => Label::Listings,
            (Self::Section, false) => Label::Section,
            (Self::Section, true) => Label::Sections,
            (Self::Appendix, false) => Label::Appendix,
            (Self::Appendix, true) => Label::Appendices,
        }
    }
}

impl<'a> CrossReferences<'a> {
    /// Gathers what references can name: what has a caption and the headings of the outline, by the
    /// ids that authors gave. Sections have a number where `sections` has one for them.
    pub(super) fn new(
        ids: &'a Ids,
        captioned: &'a [Captioned],
        outline: &'a [OutlineEntry],
        sections: &'a HeadingNumbers,
        theme: &'a Theme,
    ) -> Self {
        let by_anchor: FxHashMap<&Anchor, Referent<'a>> = captioned
            .iter()
            .map(of_captioned)
            .chain(flat(outline).filter_map(|entry| of_section(entry, sections)))
            .map(|referent| (referent.anchor, referent))
            .collect();
        let mut all = Self {
            theme,
            referents: FxHashMap::default(),
            nameless: FxHashSet::default(),
            doubled: ids.doubled().collect(),
            names: Vec::new(),
            kinds: FxHashSet::default(),
            nearest: OnceLock::new(),
        };
        for (name, anchor) in ids.referable() {
            let Some(referent) = by_anchor.get(anchor) else {
                all.nameless.insert(name);
                continue;
            };
            all.names.push(name);
            all.kinds.extend(Referable::of_id(name));
            if all.referents.insert(name, *referent).is_some() {
                all.doubled.insert(name);
            }
        }
        all
    }

    /// The words and links that a reference is shown as, in a language. What it names wrongly is
    /// reported, and stays as it was written.
    pub(super) fn words(
        &self,
        reference: &CrossReference,
        lang: &str,
        span: Span,
        sink: &mut Sink,
    ) -> Option<Vec<Inline<Linked>>> {
        let mut found = Vec::new();
        for cited in &reference.cited {
            match self.find(&cited.id) {
                Ok(referent) => found.push((referent, cited)),
                Err(fault) => sink.push(fault.at(span)),
            }
        }
        if found.len() < reference.cited.len() {
            return None;
        }
        let writer = Writer { theme: self.theme, lang, span };
        let is_alike = |(a, one): &(Referent<'_>, &Cited), (b, next): &(Referent<'_>, &Cited)| {
            a.kind == b.kind && one.lead == Lead::Kind && next.lead == Lead::Kind
        };
        let groups: Vec<_> = found.chunk_by(is_alike).map(|group| writer.group(group)).collect();
        Some(writer.list(groups))
    }

    /// What an id names.
    fn find(&self, id: &str) -> Result<Referent<'a>, Diagnostic> {
        let error = |message| Diagnostic::error(Code::UnknownReference, message);
        if self.doubled.contains(id) {
            let message = format!("`{id}` is the id of several things");
            return Err(error(message).help("give the one that is meant an id of its own"));
        }
        if let Some(referent) = self.referents.get(id) {
            return Ok(*referent);
        }
        if self.nameless.contains(id) {
            let message = format!("what has the id `{id}` is neither a section nor has a caption");
            let help = "give the id to a heading, to a table, or to a picture or code of its own";
            return Err(error(message).help(help));
        }
        let nearest = self.nearest.get_or_init(|| NameIndex::new(self.names.iter().copied()));
        let help = if let Some(near) = nearest.nearest(id, |_| true) {
            format!("write `@{}`", self.names[near])
        } else {
            let shown = Referable::of_id(id).map_or("a heading", example);
            format!("give what is meant this id, as in {shown}; it may be left out for this reader")
        };
        let message = format!("nothing in this document has the id `{id}`");
        // Where nothing has such an id, it may be somebody's name.
        let is_used = Referable::of_id(id).is_some_and(|kind| self.kinds.contains(&kind));
        let fault = if is_used {
            error(message)
        } else {
            Diagnostic::warning(Code::UnknownReference, message)
        };
        Err(fault.help(help))
    }
}

/// How a thing of a kind is given an id.
fn example(kind: Referable) -> &'static str {
    match kind {
        Referable::Figure => "`![caption](picture.svg){#fig-name}`",
        Referable::Table => "`: caption {#tbl-name}` below the table",
        Referable::Listing => "```` ```sh {#lst-name caption=\"…\"} ````",
        Referable::Section => "`## Heading {#sec-name}`",
    }
}

fn of_captioned(captioned: &Captioned) -> Referent<'_> {
    Referent {
        kind: Kind::Captioned(captioned.kind),
        number: captioned.printed_number.as_deref(),
        title: &captioned.caption,
        anchor: &captioned.anchor,
    }
}

fn of_section<'a>(entry: &'a OutlineEntry, numbers: &'a HeadingNumbers) -> Option<Referent<'a>> {
    let anchor = entry.anchor.as_ref()?;
    let kind = match entry.role {
        Some(PageRole::Appendix) if numbers.of(anchor).is_some() => Kind::Appendix,
        _ => Kind::Section,
    };
    Some(Referent { kind, number: numbers.of(anchor), title: &entry.title, anchor })
}

/// Writes references in a language.
#[derive(Clone, Copy)]
struct Writer<'a> {
    theme: &'a Theme,
    lang: &'a str,
    span: Span,
}

impl Writer<'_> {
    /// Things that share a word, or one with a word of its own.
    fn group(self, group: &[(Referent<'_>, &Cited)]) -> Vec<Inline<Linked>> {
        if let [(referent, cited)] = group {
            return vec![self.link(&self.one(referent, &cited.lead), referent.anchor)];
        }
        let numbered = group.iter().all(|(referent, _)| referent.number.is_some());
        let items = group.iter().map(|(referent, _)| {
            let words =
                referent.number.map_or_else(|| self.one(referent, &Lead::Kind), str::to_owned);
            vec![self.link(&words, referent.anchor)]
        });
        let list = self.list(items.collect());
        let Some((first, _)) = group.first().filter(|_| numbered) else { return list };
        let lead = format!("{}\u{a0}", self.theme.label(self.lang, first.kind.label(true)));
        std::iter::once(Inline::text(lead, self.span)).chain(list).collect()
    }

    /// What one thing is called: "Figure 3", or by its title where it has no number.
    fn one(self, referent: &Referent<'_>, lead: &Lead) -> String {
        let label = self.theme.label(self.lang, referent.kind.label(false));
        match (referent.number, lead) {
            (Some(number), Lead::Kind) => format!("{label}\u{a0}{number}"),
            (Some(number), Lead::Nothing) => number.to_owned(),
            (Some(number), Lead::Words(words)) => format!("{words}\u{a0}{number}"),
            (None, Lead::Words(words)) => format!("{words} {}", referent.title),
            (None, _) if referent.title.is_empty() => label.to_owned(),
            (None, _) => referent.title.to_owned(),
        }
    }

    /// Items with commas between them and the language's "and" before the last.
    fn list(self, items: Vec<Vec<Inline<Linked>>>) -> Vec<Inline<Linked>> {
        let last = items.len().saturating_sub(1);
        let mut out = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                let and = format!(" {} ", self.theme.label(self.lang, Label::And));
                let between = if index == last { and } else { ", ".to_owned() };
                out.push(Inline::text(between, self.span));
            }
            out.extend(item);
        }
        out
    }

    fn link(self, words: &str, anchor: &Anchor) -> Inline<Linked> {
        let target = Target::Internal { anchor: anchor.clone(), with_page: true };
        let content = vec![Inline::text(words, self.span)];
        Inline::new(InlineKind::Link { target, title: None, content }, self.span)
    }
}
