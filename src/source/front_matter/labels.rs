//! The tags and categories of a page, in every way in which they may be meant.
//!
//! A rule that leaves pages out takes a page wherever one of its labels may be the one that is named.
//! A rule that takes pages goes by what is beyond doubt, which stands among the page's other values.

use std::collections::BTreeSet;

use super::holding;
use crate::source::publication::Unclear;
use crate::span::Span;
use crate::text::composed;
use crate::yaml::{self, Entry, Node, Value};

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::source) enum LabelKind {
    /// One of many.
    Tag,
    /// The one that a page is filed under.
    Category,
}

impl LabelKind {
    /// The keys it stands under, in the front matter of every tool.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Tag => &["tags", "tag", "keywords", "keyword", "labels", "topics"],
            Self::Category => &["category", "categories"],
        }
    }

    /// Both.
    pub(in crate::source) const ALL: [Self; 2] = [Self::Tag, Self::Category];
}

/// The labels of a page.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Labels {
    tags: Side,
    categories: Side,
}

/// The labels of one kind.
#[derive(Clone, Debug, Default)]
struct Side {
    /// What they may be, [`folded`](folded_label).
    possible: BTreeSet<String>,
    /// What cannot be read of them.
    unread: Option<Unclear>,
}

impl Labels {
    /// The labels in front matter. `lost` is the first word of what could not be read of it that
    /// may be a key of theirs.
    pub(super) fn of(node: &Node, lost: Option<(&str, Span)>) -> Self {
        let mut labels = Self::default();
        labels.add(node.entries());
        for entry in node.entries() {
            let Some(kind) = kind_of(&entry.key).filter(|_| !is_plain(&entry.value)) else {
                continue;
            };
            labels.side_mut(kind).unread.get_or_insert_with(|| unread(entry));
        }
        if let Some((key, span)) = lost {
            labels.lose(key, span);
        }
        labels
    }

    /// Labels may stand where nothing can be read.
    pub(super) fn lose(&mut self, key: &str, span: Span) {
        if let Some(kind) = kind_of(key) {
            self.side_mut(kind).unread.get_or_insert_with(|| Unclear::unread(key, span));
        }
    }

    /// All that they may be, [`folded`](folded_label).
    pub(in crate::source) fn possible(&self, kind: LabelKind) -> impl Iterator<Item = &str> {
        self.side(kind).possible.iter().map(String::as_str)
    }

    /// What cannot be read of them.
    pub(in crate::source) fn unread(&self, kind: LabelKind) -> Option<&Unclear> {
        self.side(kind).unread.as_ref()
    }

    /// Adds the tags among the words of a note, `#internal`, as Obsidian has them. Those in code count
    /// too: a rule that leaves pages out takes all that it may be meant for.
    ///
    /// <https://help.obsidian.md/tags>
    pub(in crate::source) fn add_tags_among(&mut self, text: &str) {
        for (at, _) in text.match_indices('#') {
            let is_part = |letter: char| letter.is_alphanumeric() || "-_/".contains(letter);
            let rest = &text[at + 1..];
            let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
            if !text[..at].ends_with(|before| is_part(before) || before == '#') {
                cut(&rest[..end], &mut self.tags.possible);
            }
        }
    }

    fn side(&self, kind: LabelKind) -> &Side {
        match kind {
            LabelKind::Tag => &self.tags,
            LabelKind::Category => &self.categories,
        }
    }

    fn side_mut(&mut self, kind: LabelKind) -> &mut Side {
        match kind {
            LabelKind::Tag => &mut self.tags,
            LabelKind::Category => &mut self.categories,
        }
    }

    /// Adds the labels among some keys, also within groups such as `taxonomies`. Nesting is bounded
    /// by the parsers.
    pub(in crate::source) fn add(&mut self, entries: &[Entry]) {
        for Entry { key, value, .. } in entries {
            match kind_near(key) {
                Some(kind) => words(value, &mut self.side_mut(kind).possible),
                None => self.add(value.entries()),
            }
        }
    }
}

/// Whether a key holds labels.
pub(in crate::source) fn is_label_key(key: &str) -> bool {
    kind_of(key).is_some()
}

/// The kind of label that a key holds.
pub(super) fn kind_of(key: &str) -> Option<LabelKind> {
    let same = |kind: &LabelKind| kind.keys().iter().any(|known| yaml::same_name(key, known));
    LabelKind::ALL.into_iter().find(same)
}

/// The same for a key that may be misspelt.
fn kind_near(key: &str) -> Option<LabelKind> {
    let near = |kind: &LabelKind| yaml::nearest(key, kind.keys().iter().copied()).is_some();
    kind_of(key).or_else(|| LabelKind::ALL.into_iter().find(near))
}

/// Whether a value is a text, a list of texts, or nothing.
fn is_plain(node: &Node) -> bool {
    match &node.value {
        Value::Scalar(_) => true,
        Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Scalar(_))),
        Value::Map(_) => false,
    }
}

fn unread(Entry { key, key_span, value }: &Entry) -> Unclear {
    let message = format!(
        "`{key}` is {}, and a rule of the pack asks for it: the page is held back",
        value.describe()
    );
    let help = "write it as a list of texts";
    Unclear { key: key.clone(), message, span: *key_span, help }
}

/// Signs that may stand between two labels in one text.
const BETWEEN: [char; 14] =
    [',', ';', '|', '/', '\\', ':', '+', '&', '·', '•', '、', '，', '；', '\n'];

/// Every label that a text may hold: the whole, what stands between signs, and between blanks as
/// Jekyll has it; and of a label within another, `internal/finance`, the outer one too.
fn cut(text: &str, found: &mut BTreeSet<String>) {
    let is_sign = |letter: char| BETWEEN.contains(&letter);
    let parts = text.split(is_sign);
    let words = text.split(move |letter: char| {
        letter.is_whitespace() || is_sign(letter) || "#.".contains(letter)
    });
    for label in std::iter::once(text).chain(parts).chain(words) {
        let label = folded_label(label);
        found.extend(label.match_indices('/').map(|(end, _)| label[..end].to_owned()));
        found.insert(label);
    }
}

/// Every label of a value.
fn words(node: &Node, found: &mut BTreeSet<String>) {
    match &node.value {
        Value::Scalar(scalar) => cut(&scalar.text, found),
        Value::List(items) => items.iter().for_each(|item| words(item, found)),
        Value::Map(entries) => {
            for Entry { key, value, .. } in entries {
                found.insert(folded_label(key));
                words(value, found);
            }
        }
    }
}

/// A label without what people and tools write differently: its case, accents of their own, the
/// sign before it, and letters that nobody sees.
pub(in crate::source) fn folded_label(label: &str) -> String {
    let unseen = |letter: &char| matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let seen: String = label.chars().filter(|letter| !unseen(letter)).collect();
    composed(
        &seen
            .trim_matches(|letter: char| letter.is_whitespace() || "#\"'[],".contains(letter))
            .to_lowercase(),
    )
}

/// The first word of an unread text that may be a key of labels.
pub(super) fn mentioned(text: &str) -> Option<&str> {
    holding::word(text, |word, _| kind_of(word).is_some())
}
