//! Blocks become boxes of the vertical list: one file for each kind.

mod callout;
mod code;
mod definitions;
mod details;
mod figure;
pub(crate) mod flow;
mod heading;
mod list;
mod math;
mod media;
pub(crate) mod notes;
mod paragraph;
mod quote;
mod rule;
mod section;
mod table;

use std::sync::Arc;

use super::inline::Align;
use super::pages::vlist::{Break, Turn};
use super::structure::{NodeId, Role};
use crate::tree::{Anchor, Block, BlockKind, Inline, InlineKind, Linked};
use flow::Flow;

pub(crate) use figure::shown_size;
pub(crate) use section::set_pages;

/// How deep blocks may nest before they are set without a container of their own; parsing stops
/// far earlier, so this only guards the stack.
const DEEPEST: usize = 200;

/// Sets blocks below each other. Their structure hangs below `parent`.
pub(crate) fn set_blocks(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], parent: NodeId) {
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &blocks[before]);
        set_block(flow, block, before, parent);
        if blocks.get(index + 1).is_some_and(|next| introduces(block, next)) {
            flow.bond(Break::LeadIn);
        }
    }
}

/// Sets one block.
fn set_block(
    flow: &mut Flow<'_, '_>,
    block: &Block<Linked>,
    before: Option<&Block<Linked>>,
    parent: NodeId,
) {
    if flow.depth >= DEEPEST {
        return;
    }
    flow.depth += 1;
    let known = flow.context.structure.len();
    let parent = language_node(flow, block, parent);
    if let Some(id) = block.attr.id().filter(|_| !matches!(block.kind, BlockKind::Heading { .. })) {
        flow.place(&Anchor::new(id));
    }
    let (outer, outer_lang) = (flow.text.clone(), flow.context.lang.clone());
    if let Some(lang) = block.attr.get("lang") {
        flow.context.lang = Arc::from(lang);
    }
    if block.attr.has_class("center") {
        flow.text.align = Align::Center;
    }
    set_kind(flow, block, before, parent);
    flow.context.structure.locate(known, block.span);
    flow.text = outer;
    flow.context.lang = outer_lang;
    flow.depth -= 1;
}

fn set_kind(
    flow: &mut Flow<'_, '_>,
    block: &Block<Linked>,
    before: Option<&Block<Linked>>,
    parent: NodeId,
) {
    match &block.kind {
        BlockKind::Heading { level, anchor, content } => {
            heading::set_heading(flow, heading::Heading { level: *level, anchor, content }, parent);
        }
        BlockKind::Paragraph { content } => {
            let follows = before.is_some_and(|b| matches!(b.kind, BlockKind::Paragraph { .. }));
            paragraph::set_paragraph(flow, content, follows, parent);
        }
        BlockKind::Plain { content } => paragraph::set_plain(flow, content, parent),
        BlockKind::List { start, tight, items } => {
            list::set_list(flow, list::List { start: *start, tight: *tight, items }, parent);
        }
        BlockKind::Definitions { entries } => definitions::set_definitions(flow, entries, parent),
        BlockKind::Quote { blocks } => quote::set_quote(flow, blocks, parent),
        BlockKind::Callout { kind, title, blocks } => {
            callout::set_callout(flow, *kind, title.as_deref(), blocks, parent);
        }
        BlockKind::Code { language, text } => {
            code::set_code(flow, language.as_deref(), text, parent);
        }
        BlockKind::Math { tex } => math::set_math(flow, tex, block.span, parent),
        BlockKind::Table { table } => table::set_table(flow, table, block.span, parent),
        BlockKind::Figure { blocks, caption } => {
            figure::set_figure(flow, blocks, caption, parent);
        }
        BlockKind::Image { image } => figure::set_image(flow, image, parent),
        BlockKind::Media { media } => media::set_media(flow, media, parent),
        BlockKind::Details { summary, blocks, .. } => {
            details::set_details(flow, summary, blocks, parent);
        }
        BlockKind::Rule => rule::set_rule(flow),
        BlockKind::PageBreak => flow.new_page(Break::Forced(Turn::Upright)),
        BlockKind::Div { blocks } => {
            let node = flow.context.structure.add(Some(parent), Role::Group);
            set_blocks(flow, blocks, node);
        }
    }
}

/// A node that says which language a block is in, where it has its own.
fn language_node(flow: &mut Flow<'_, '_>, block: &Block<Linked>, parent: NodeId) -> NodeId {
    let Some(lang) = block.attr.get("lang") else { return parent };
    let node = flow.context.structure.add(Some(parent), Role::Group);
    flow.context.structure.get_mut(node).lang = Some(Arc::from(lang));
    node
}

/// Whether a paragraph ends in a colon and what it speaks of follows.
fn introduces(block: &Block<Linked>, next: &Block<Linked>) -> bool {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &block.kind else {
        return false;
    };
    let something = matches!(
        next.kind,
        BlockKind::List { .. }
            | BlockKind::Definitions { .. }
            | BlockKind::Quote { .. }
            | BlockKind::Code { .. }
            | BlockKind::Math { .. }
            | BlockKind::Table { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Image { .. }
            | BlockKind::Media { .. }
            | BlockKind::Div { .. }
    );
    something && ends_in_colon(content)
}

fn ends_in_colon(content: &[Inline<Linked>]) -> bool {
    for inline in content.iter().rev() {
        match &inline.kind {
            InlineKind::Text { text } if text.trim().is_empty() => {}
            InlineKind::Text { text } => return text.trim_end().ends_with([':', '：']),
            InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::NoteMark { .. } => {}
            kind => return kind.content().is_some_and(ends_in_colon),
        }
    }
    false
}
