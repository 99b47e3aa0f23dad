//! What is set off from the text around it: callouts and quotations.

use super::Markup;
use super::dom::{Element, Node};
use crate::theme::QuoteLook;
use crate::tree::{Block, CalloutKind, Inline, Linked, Quotation};

impl Markup<'_> {
    pub(super) fn callout(
        &self,
        kind: CalloutKind,
        title: Option<&[Inline<Linked>]>,
        blocks: &[Block<Linked>],
    ) -> Element {
        let words = match title {
            Some(words) => self.inlines(words),
            None => vec![self.label(kind.into()).into()],
        };
        let title = Element::new("p").class("callout-title").child(sign(kind)).children(words);
        let title = (title.children.len() > 1).then_some(title);
        Element::new("div")
            .class("callout")
            .class(match kind {
                CalloutKind::Note => "note",
                CalloutKind::Tip => "tip",
                CalloutKind::Important => "important",
                CalloutKind::Warning => "warning",
                CalloutKind::Caution => "caution",
            })
            .attr("role", "note")
            .children(title)
            .children(self.blocks(blocks))
    }

    /// A quotation: large where the theme has it so and it is short, with who said it apart.
    pub(super) fn quote(&self, blocks: &[Block<Linked>]) -> Element {
        let quotation = Quotation::of(blocks);
        let pulls = self.theme.tokens.panels.quote == QuoteLook::Pull;
        let quote = Element::new("blockquote");
        let quote = if pulls && quotation.is_short() { quote.class("pull") } else { quote };
        let mut source = quotation.source.map(|it| self.blocks(std::slice::from_ref(it)));
        let last = source.iter_mut().flatten().rev().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        if let Some(element) = last {
            *element = std::mem::replace(element, Element::new("p")).class("quote-source");
        }
        quote.children(self.blocks(quotation.said)).children(source.into_iter().flatten())
    }
}

/// The sign of a kind, which says no more than the title beside it: a circled i, a lamp, a speech
/// mark, a triangle, an octagon.
fn sign(kind: CalloutKind) -> Element {
    let outline = match kind {
        CalloutKind::Note => "M18 10a8 8 0 1 1-16 0a8 8 0 0 1 16 0M10 9v5M10 6v.01",
        CalloutKind::Tip => {
            "M7.5 15h5M8.5 18h3M7.5 15c0-2-2.5-3-2.5-6.5a5 5 0 0 1 10 0c0 3.5-2.5 4.5-2.5 6.5"
        }
        CalloutKind::Important => "M3 3h14v11h-7l-4 4v-4h-3zM10 6v3M10 11.5v.01",
        CalloutKind::Warning => "M10 2.5l8 14.5h-16zM10 8v4M10 14.5v.01",
        CalloutKind::Caution => "M6.5 2h7l4.5 4.5v7l-4.5 4.5h-7l-4.5-4.5v-7zM10 6v4.5M10 13.5v.01",
    };
    Element::new("svg")
        .class("callout-sign")
        .attr("viewBox", "0 0 20 20")
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .child(Element::new("path").attr("d", outline))
}
