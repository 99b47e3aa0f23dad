//! Footnotes: numbered in each page by the order in which the text refers to them.

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::tree::{Anchor, Authored, Note, NoteLabel, NoteMark};

/// The footnotes of one page, while its text is gone through.
#[derive(Debug)]
pub(super) struct Notes {
    page: Anchor,
    defined: IndexMap<String, Option<Note<Authored>>>,
    /// Those that the text refers to, by their label, in that order.
    referred: IndexMap<String, Referred>,
}

/// A footnote that the text refers to.
#[derive(Debug)]
struct Referred {
    anchor: Anchor,
    marks: Vec<Anchor>,
}

impl Notes {
    /// The footnotes of a page, none of them referred to yet.
    pub(super) fn new(page: &Anchor, notes: Vec<Note<Authored>>, sink: &mut Sink) -> Self {
        let mut defined = IndexMap::new();
        for note in notes {
            if defined.contains_key(&note.label) {
                let message = format!("the footnote `{}` is written twice", note.label);
                let warning = Diagnostic::warning(Code::Footnote, message);
                sink.push(warning.at(note.span).help("the first one counts"));
            } else {
                defined.insert(note.label.clone(), Some(note));
            }
        }
        Self { page: page.clone(), defined, referred: IndexMap::new() }
    }

    /// The mark for a reference; none where there is no such footnote, which is reported.
    pub(super) fn mark(&mut self, label: &str, span: Span, sink: &mut Sink) -> Option<NoteMark> {
        if !self.defined.contains_key(label) {
            let message = format!("there is no footnote `{label}` in this page");
            let help = format!("write it as `[^{label}]: …`");
            sink.push(Diagnostic::warning(Code::Footnote, message).at(span).help(help));
            return None;
        }
        let entry = self.referred.entry(label.to_owned());
        let number = entry.index() + 1;
        let note = entry.or_insert_with(|| Referred {
            anchor: place_of_note(&self.page, number),
            marks: Vec::new(),
        });
        let mark = place_of_mark(&self.page, number, note.marks.len());
        note.marks.push(mark.clone());
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Some(NoteMark { number, note: note.anchor.clone(), mark })
    }

    /// The footnote that is referred to in this place, counted from 0, once.
    ///
    /// Footnotes may refer to others, so there may be more of them after one was gone through.
    pub(super) fn take(&mut self, index: usize) -> Option<Note<Authored>> {
        let (label, _) = self.referred.get_index(index)?;
        self.defined.get_mut(label)?.take()
    }

    /// The labels of the footnotes in order of reference. Those nobody refers to are reported.
    pub(super) fn finish(self, sink: &mut Sink) -> Vec<NoteLabel> {
        for note in self.defined.into_values().flatten() {
            let message = format!("nothing refers to the footnote `{}`", note.label);
            let help = format!("put `[^{}]` where it belongs; it is left out", note.label);
            sink.push(Diagnostic::warning(Code::Footnote, message).at(note.span).help(help));
        }
        let labels = self.referred.into_values().zip(1..);
        labels
            .map(|(note, number)| NoteLabel { number, anchor: note.anchor, marks: note.marks })
            .collect()
    }
}

/// The id of a note by its number. No other id starts with a page's and a dot: see `ids`.
pub(super) fn place_of_note(page: &Anchor, number: usize) -> Anchor {
    Anchor::new(format!("{page}.note-{number}"))
}

/// The id of a mark that refers to a note, by how many do so before it.
pub(super) fn place_of_mark(page: &Anchor, number: usize, before: usize) -> Anchor {
    match before {
        0 => Anchor::new(format!("{page}.mark-{number}")),
        _ => Anchor::new(format!("{page}.mark-{number}-{}", before + 1)),
    }
}
