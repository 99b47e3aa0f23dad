//! Footnotes: set when a line first refers to them, placed at the foot of that line's page.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::flow::{Flow, line_box};
use super::set_blocks;
use crate::layout::geom::Column;
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{NoteBody, VBox};
use crate::theme::Label;
use crate::tree::{Anchor, Inline, InlineKind, Linked, Note, Target};

/// The footnotes of a page of the pack that are still to be set.
#[derive(Debug)]
pub(crate) struct Notes<'d> {
    all: &'d [Note<Linked>],
    /// Where each of them stands among all.
    by_anchor: FxHashMap<&'d Anchor, usize>,
    set: Vec<bool>,
    /// Those that are referred to and wait for their turn.
    waiting: VecDeque<Anchor>,
    /// Whether one is being set.
    busy: bool,
    /// The language of the page, which they are in wherever they are referred to.
    lang: Arc<str>,
    /// The section they hang below in the structure.
    pub(crate) section: Option<NodeId>,
    /// The width of running text.
    pub(crate) width: f32,
}

impl<'d> Notes<'d> {
    /// No notes, to be set as wide as running text.
    pub(crate) fn new(width: f32) -> Self {
        let (set, waiting) = (Vec::new(), VecDeque::new());
        let by_anchor = FxHashMap::default();
        Self {
            all: &[],
            by_anchor,
            set,
            waiting,
            busy: false,
            lang: Arc::from(""),
            section: None,
            width,
        }
    }

    /// Goes on to the notes of another page of the pack, which is in a language.
    pub(crate) fn start(&mut self, notes: &'d [Note<Linked>], lang: Arc<str>, section: NodeId) {
        (self.all, self.lang, self.section) = (notes, lang, Some(section));
        self.set = vec![false; notes.len()];
        self.by_anchor = notes.iter().zip(0..).map(|(note, at)| (&note.label.anchor, at)).collect();
    }

    /// Takes the note at a place, unless it was taken before.
    fn take(&mut self, anchor: &Anchor) -> Option<&'d Note<Linked>> {
        let index = *self.by_anchor.get(anchor)?;
        let done = std::mem::replace(&mut self.set[index], true);
        (!done).then(|| &self.all[index])
    }
}

/// Sets the notes at some places that are still to be set, and those that they refer to in turn.
pub(super) fn set_notes(flow: &mut Flow<'_, '_>, anchors: &[Anchor]) -> Vec<NoteBody> {
    flow.notes.waiting.extend(anchors.iter().cloned());
    let mut bodies = Vec::new();
    // What a note refers to waits until it is set: a chain of notes may be long.
    if std::mem::replace(&mut flow.notes.busy, true) {
        return bodies;
    }
    let (lang, direction) = (flow.context.lang.clone(), flow.context.direction);
    flow.speak(flow.notes.lang.clone());
    while let Some(anchor) = flow.notes.waiting.pop_front() {
        bodies.extend(set_note(flow, &anchor));
    }
    flow.context.lang = lang;
    flow.turn(direction);
    flow.notes.busy = false;
    bodies
}

/// Sets the note at a place, if it is still to be set.
fn set_note(flow: &mut Flow<'_, '_>, anchor: &Anchor) -> Option<NoteBody> {
    let note = flow.notes.take(anchor)?;
    let node = flow.context.structure.add(flow.notes.section, Role::Note);
    flow.context.structure.get_mut(node).anchor = Some(note.label.anchor.clone());
    let style = flow.styles.note.clone();
    let label = label(flow, note, &style, node);
    let indent = style.size * 1.6;
    let width = flow.notes.width;
    let outer = std::mem::replace(&mut flow.text, style);
    let list = flow.nested(width, |flow| {
        flow.place(&note.label.anchor);
        let x = flow.column.at_start(label.frame.size.width).x;
        let column = flow.column.inset(indent, 0.0);
        flow.within(column, |flow| {
            flow.hang(VBox { x, ..label });
            set_blocks(flow, &note.blocks, node);
        });
    });
    flow.text = outer;
    let column = Column::new(width, flow.context.direction);
    Some(NoteBody { column, ..list.into_lines(width) })
}

/// The number, which leads back to the mark in the text.
fn label(
    flow: &mut Flow<'_, '_>,
    note: &Note<Linked>,
    style: &ParagraphStyle,
    node: NodeId,
) -> VBox {
    let label = flow.context.structure.add(Some(node), Role::ListLabel);
    let words = vec![Inline::text(format!("{}", note.label.number), note.span)];
    let content = match note.label.marks.first() {
        Some(mark) => {
            let target = Target::place(mark.clone());
            let title = Some(flow.label(Label::BackToText).to_owned());
            vec![Inline::new(InlineKind::Link { target, title, content: words }, note.span)]
        }
        None => words,
    };
    let style = ParagraphStyle { align: Align::Start, hyphenate: false, ..style.clone() };
    let numbers = flow.context.page_numbers.take();
    let paragraph = Paragraph::prepare(&content, &style, label, flow.context);
    flow.context.page_numbers = numbers;
    let line = paragraph.lines(style.size * 4.0).into_iter().next();
    line.map_or_else(VBox::default, |line| VBox { lines: Vec::new(), ..line_box(line, 0, 1) })
}
