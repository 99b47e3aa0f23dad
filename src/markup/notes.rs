//! Footnotes.

use super::dom::{Element, Node};
use super::{Markup, Part};
use crate::theme::Label;
use crate::tree::{Anchor, Linked, Note, Page};

impl Markup<'_> {
    /// The footnotes of a page, where it has some.
    pub(super) fn notes(&self, page: &Page<Linked>) -> Option<Element> {
        if page.notes.is_empty() {
            return None;
        }
        let list = Element::new("ol").children(page.notes.iter().map(|note| self.note(note)));
        // Several pages may stand in one file: the page's title tells their notes apart.
        let name = format!("{}: {}", self.label(Label::Footnotes), page.meta.title);
        let section = Element::new("section")
            .class("notes")
            .attr("role", "doc-endnotes")
            .attr("aria-label", name)
            .child(list);
        Some(self.medium.decorate(Part::Notes, section))
    }

    fn note(&self, note: &Note<Linked>) -> Element {
        let label = &note.label;
        let mut blocks = self.blocks(&note.blocks);
        self.close_with_ways_back(&mut blocks, &label.marks);
        let item = Element::new("li").attr("id", label.anchor.as_str()).children(blocks);
        self.medium.decorate(Part::Note(label), item)
    }

    /// The ways back stand at the end of the last paragraph, or in one of their own.
    fn close_with_ways_back(&self, blocks: &mut Vec<Node>, marks: &[Anchor]) {
        if !matches!(blocks.last(), Some(Node::Element(last)) if last.name == "p") {
            blocks.push(Element::new("p").into());
        }
        let Some(Node::Element(last)) = blocks.last_mut() else { return };
        for (at, mark) in marks.iter().enumerate() {
            last.children.push(" ".into());
            last.children.push(self.way_back(mark, at).into());
        }
    }

    fn way_back(&self, mark: &Anchor, at: usize) -> Element {
        let words = self.label(Label::BackToText);
        let link = Element::new("a")
            .class("note-back")
            .attr("href", self.medium.href(mark))
            .attr("role", "doc-backlink");
        let name = if at == 0 { words.to_owned() } else { format!("{words} ({})", at + 1) };
        // The sign is asked to be text: phones would show it as a coloured picture.
        link.attr("aria-label", name).child("↩\u{fe0e}")
    }
}
