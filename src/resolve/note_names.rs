//! The names of footnotes and their marks with the tool of a folder, by which pages link to them.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::PageIds;
use super::notes::{place_of_mark, place_of_note};
use crate::source::Dialect;
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind, Page};

/// Gives the footnotes of a page, and the marks that refer to them, the names that the folder's tool
/// gives them.
pub(super) fn name(page: &Page<Authored>, dialect: Dialect, ids: &mut PageIds) {
    let anchor = ids.anchor.clone();
    for (at, (label, marks)) in referred(page).into_iter().enumerate() {
        let number = at + 1;
        if let Some(name) = of_note(dialect, label, number) {
            ids.name(&name, &place_of_note(&anchor, number));
        }
        for before in 0..marks {
            if let Some(name) = of_mark(dialect, label, number, before) {
                ids.name(&name, &place_of_mark(&anchor, number, before));
            }
        }
    }
}

/// What a tool calls a note.
fn of_note(dialect: Dialect, label: &str, number: usize) -> Option<String> {
    Some(match dialect {
        // kramdown, and Python-Markdown's `footnotes`.
        Dialect::Jekyll | Dialect::MkDocs => format!("fn:{label}"),
        // goldmark.
        Dialect::Hugo => format!("fn:{number}"),
        // GitHub, and what makes HTML of `remark`'s trees.
        Dialect::Plain | Dialect::Docusaurus => format!("user-content-fn-{label}"),
        Dialect::MdBook => format!("footnote-{label}"),
        Dialect::GitBook | Dialect::Azure | Dialect::Wiki => return None,
    })
}

/// What it calls a mark, by how many refer to the note before it.
fn of_mark(dialect: Dialect, label: &str, number: usize, before: usize) -> Option<String> {
    Some(match (dialect, before) {
        (Dialect::Jekyll | Dialect::MkDocs, 0) => format!("fnref:{label}"),
        (Dialect::Jekyll, _) => format!("fnref:{label}:{before}"),
        (Dialect::MkDocs, _) => format!("fnref{}:{label}", before + 1),
        (Dialect::Hugo, 0) => format!("fnref:{number}"),
        (Dialect::Hugo, _) => format!("fnref{before}:{number}"),
        (Dialect::Plain | Dialect::Docusaurus, 0) => format!("user-content-fnref-{label}"),
        (Dialect::Plain | Dialect::Docusaurus, _) => {
            format!("user-content-fnref-{label}-{}", before + 1)
        }
        (Dialect::MdBook, _) => format!("fr-{label}-{}", before + 1),
        (Dialect::GitBook | Dialect::Azure | Dialect::Wiki, _) => return None,
    })
}

/// The labels of the footnotes that a page refers to, in the order in which they are numbered, with
/// how many marks refer to each: first those in its text, then those in the notes.
pub(super) fn referred(page: &Page<Authored>) -> IndexMap<&str, usize> {
    let mut bodies = FxHashMap::default();
    for note in &page.notes {
        bodies.entry(&*note.label).or_insert(&note.blocks);
    }
    let defined: FxHashSet<&str> = bodies.keys().copied().collect();
    let mut marks = Marks { defined, referred: IndexMap::new() };
    marks.in_words(&page.title);
    marks.in_blocks(&page.blocks);
    let mut read = 0;
    while let Some((&label, _)) = marks.referred.get_index(read) {
        marks.in_blocks(bodies[label]);
        read += 1;
    }
    marks.referred
}

/// The marks of a page, while it is read in the order in which they are numbered.
struct Marks<'a> {
    defined: FxHashSet<&'a str>,
    referred: IndexMap<&'a str, usize>,
}

impl<'a> Marks<'a> {
    fn in_blocks(&mut self, blocks: &'a [Block<Authored>]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Definitions { entries } => {
                    for entry in entries {
                        self.in_words(&entry.term);
                        entry.details.iter().for_each(|blocks| self.in_blocks(blocks));
                    }
                }
                // A caption stands below.
                BlockKind::Figure { blocks, caption } => {
                    self.in_blocks(blocks);
                    self.in_words(caption);
                }
                kind => {
                    kind.contents().into_iter().for_each(|content| self.in_words(content));
                    kind.children().into_iter().for_each(|blocks| self.in_blocks(blocks));
                }
            }
        }
    }

    fn in_words(&mut self, content: &'a [Inline<Authored>]) {
        for inline in content {
            match &inline.kind {
                InlineKind::NoteMark { mark } if self.defined.contains(&**mark) => {
                    *self.referred.entry(mark).or_default() += 1;
                }
                kind => self.in_words(kind.content().unwrap_or_default()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ids;
    use super::super::testing::{Draft, note_mark, paragraph};
    use super::*;
    use crate::diag::Sink;
    use crate::span::{Sources, Span};
    use crate::text::slug::Slugs;

    /// Where names lead in a page whose notes are numbered `b`, `a`.
    fn places(dialect: Dialect, names: &[&str]) -> Vec<Option<String>> {
        let words = |label: &str| match note_mark(label).kind {
            BlockKind::Paragraph { content } => content,
            kind => unreachable!("{kind:?} is no paragraph"),
        };
        let figure = BlockKind::Figure { blocks: vec![note_mark("b")], caption: words("a") };
        let span = Span::new(Sources::default().add("", ""), 0..0);
        let blocks = vec![Block::new(figure, span), note_mark("b"), note_mark("gone")];
        let text = paragraph(InlineKind::Text { text: "Words".to_owned() });
        let notes = vec![("a", vec![text.clone()]), ("b", vec![text])];
        let mut pack = Draft::new().page("p", blocks).notes(notes).pack();
        let mut ids = ids::assign(&mut pack, Slugs::GitHub, &mut Sink::default());
        name(&pack.pages[0], dialect, &mut ids.pages_mut()[0]);
        let place = |name: &&str| ids.page(0).get(name).map(|it| it.as_str().to_owned());
        names.iter().map(place).collect()
    }

    #[test]
    fn notes_and_marks_have_the_names_of_their_tool() {
        let found = ["p.note-1", "p.note-2", "p.mark-1", "p.mark-1-2"];
        for (dialect, names) in [
            (Dialect::Jekyll, ["fn:b", "fn:a", "fnref:b", "fnref:b:1"]),
            (Dialect::MkDocs, ["fn:b", "fn:a", "fnref:b", "fnref2:b"]),
            (Dialect::Hugo, ["fn:1", "fn:2", "fnref:1", "fnref1:1"]),
            (Dialect::MdBook, ["footnote-b", "footnote-a", "fr-b-1", "fr-b-2"]),
            (
                Dialect::Plain,
                [
                    "user-content-fn-b",
                    "user-content-fn-a",
                    "user-content-fnref-b",
                    "user-content-fnref-b-2",
                ],
            ),
        ] {
            let found: Vec<_> = found.map(|it| Some(it.to_owned())).into();
            assert_eq!(places(dialect, &names), found, "{dialect:?}");
        }
        assert_eq!(places(Dialect::Hugo, &["fn:b", "fn:gone", "fnref:3"]), [const { None }; 3]);
    }
}
