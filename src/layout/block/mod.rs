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

use super::paragraph_style::{Align, Rank};
use super::source_position::SourcePosition;
use super::structure::{NodeId, Role};
use super::vlist::{Break, Orientation};
use crate::text::language::Direction;
use crate::tree::{
    Anchor, Block, BlockKind, Inline, InlineKind, Linked, NodeKey, plain_text, rank,
};
use flow::Flow;
use heading::Heading;

pub(crate) use figure::{FEWEST_PIXELS, shown_size};
pub(crate) use section::set_pages;

/// How deep blocks may nest before they are set without a container of their own; parsing stops
/// far earlier, so this only guards the stack.
const DEEPEST: usize = 200;

/// Sets blocks below each other. Their structure hangs below `parent`.
pub(crate) fn set_blocks(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], parent: NodeId) {
    (0..blocks.len()).for_each(|index| set_among(flow, blocks, index, parent));
}

/// Sets one of several blocks, bound to the next one where it leads in to that.
fn set_among(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], index: usize, parent: NodeId) {
    let block = &blocks[index];
    let before = index.checked_sub(1).map(|before| &blocks[before]);
    set_block(flow, block, before, parent);
    if let Some(bond) = blocks.get(index + 1).and_then(|next| introduces(before, block, next)) {
        flow.bond(bond);
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
    let outer_direction = flow.context.direction;
    if let Some(lang) = block.attr.get("lang") {
        flow.speak(Arc::from(lang));
    }
    if let Some(direction) = block.attr.get("dir").and_then(Direction::named) {
        flow.turn(direction);
    }
    if block.attr.has_class("center") {
        flow.text.align = Align::Center;
    }
    let first = flow.next_item();
    set_kind(flow, block, before, parent);
    if !block.kind.starts_in_words() {
        flow.starts_at(first, SourcePosition::start_of(block));
    }
    flow.context.structure.locate(known, block.span);
    flow.text = outer;
    flow.context.lang = outer_lang;
    flow.turn(outer_direction);
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
            let rank = Rank::Section(rank(*level, flow.page_depth));
            let heading =
                Heading { level: *level, rank, anchor, content, name: None, opens_part: false };
            heading::set_heading(flow, heading, parent);
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
        BlockKind::Code { text, lines, .. } => {
            code::set_code(flow, text, lines, NodeKey::of(block), parent);
        }
        BlockKind::Math { tex } => math::set_math(flow, tex, block.span, parent),
        BlockKind::Table { table } => {
            let wish = table::Wish {
                orientation: asked(block),
                widths: block.attr.column_widths(table.columns.len()),
                full: block.attr.has_class("full-width"),
            };
            table::set_table(flow, table, &wish, block.span, parent);
        }
        BlockKind::Figure { blocks, caption } => {
            figure::set_figure(flow, blocks, caption, parent);
        }
        BlockKind::Image { image } => figure::set_image(flow, image, parent),
        BlockKind::Media { media } => media::set_media(flow, media, parent),
        BlockKind::Details { summary, blocks, .. } => {
            details::set_details(flow, summary, blocks, parent);
        }
        BlockKind::Rule => rule::set_rule(flow),
        BlockKind::PageBreak => flow.new_page(Break::Forced(Orientation::Upright)),
        BlockKind::Div { blocks } => {
            let node = flow.context.structure.add(Some(parent), Role::Group);
            let turns = asked(block) == Some(Orientation::Sideways) && flow.landscape();
            set_blocks(flow, blocks, node);
            if turns {
                flow.portrait();
            }
        }
    }
}

/// How the author wants the page of a block to be held.
fn asked(block: &Block<Linked>) -> Option<Orientation> {
    if block.attr.has_class("landscape") {
        Some(Orientation::Sideways)
    } else if block.attr.has_class("portrait") {
        Some(Orientation::Upright)
    } else {
        None
    }
}

/// A node that says which language a block is in, where it has its own.
fn language_node(flow: &mut Flow<'_, '_>, block: &Block<Linked>, parent: NodeId) -> NodeId {
    let Some(lang) = block.attr.get("lang") else { return parent };
    let node = flow.context.structure.add(Some(parent), Role::Group);
    flow.context.structure.get_mut(node).lang = Some(Arc::from(lang));
    node
}

/// The most letters of a paragraph that, alone between a heading and a table, is a lead-in.
const LEAD_IN: usize = 200;

/// The most letters of a paragraph of about one line.
const LINE: usize = 90;

/// What binds a paragraph to what follows it, where it leads in to that: it ends in a colon, or it
/// is all that stands between a heading and a table or a figure, or a line before a figure. A line
/// behind a heading goes with what follows, too: alone it looks lost at a page's foot. So does one
/// before code or a formula.
fn introduces(
    before: Option<&Block<Linked>>,
    block: &Block<Linked>,
    next: &Block<Linked>,
) -> Option<Break> {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &block.kind else {
        return None;
    };
    let shown = matches!(next.kind, BlockKind::Table { .. } | BlockKind::Figure { .. });
    let opens = before.is_some_and(|before| matches!(before.kind, BlockKind::Heading { .. }));
    let is_figure = matches!(next.kind, BlockKind::Figure { .. } | BlockKind::Image { .. });
    let is_within = |letters| plain_text(content).chars().count() <= letters;
    let ends_page = matches!(next.kind, BlockKind::Rule | BlockKind::PageBreak);
    // A line alone before code or a formula says what that is: a file's name, the rule that it shows.
    let is_named = matches!(next.kind, BlockKind::Code { .. } | BlockKind::Math { .. });
    if ends_in_colon(content) && (is_announced(&next.kind) || !ends_page && is_within(LINE)) {
        Some(Break::LeadIn)
    } else if shown && opens && is_within(LEAD_IN) || (is_figure || is_named) && is_within(LINE) {
        Some(Break::Opening)
    } else if opens && !matches!(next.kind, BlockKind::Heading { .. }) && is_within(LINE) {
        Some(Break::Tight)
    } else {
        None
    }
}

/// Whether words that end in a colon speak of such a block.
fn is_announced(kind: &BlockKind<Linked>) -> bool {
    match kind {
        BlockKind::List { .. }
        | BlockKind::Definitions { .. }
        | BlockKind::Quote { .. }
        | BlockKind::Code { .. }
        | BlockKind::Math { .. }
        | BlockKind::Table { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Image { .. }
        | BlockKind::Media { .. }
        | BlockKind::Div { .. } => true,
        BlockKind::Heading { .. }
        | BlockKind::Paragraph { .. }
        | BlockKind::Plain { .. }
        | BlockKind::Callout { .. }
        | BlockKind::Details { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};
    use crate::tree::{Formula, Listing};

    #[test]
    fn a_short_paragraph_before_a_figure_leads_in_to_it() {
        let span = Span::new(Sources::default().add("page.md", ""), 0..0);
        let words = |text: &str| vec![Inline::text(text, span)];
        let paragraph =
            |text: &str| Block::new(BlockKind::Paragraph { content: words(text) }, span);
        let anchor = Anchor::new("who");
        let heading = BlockKind::Heading { level: 2, anchor, content: words("Who") };
        let heading = Block::new(heading, span);
        let figure = BlockKind::Figure { blocks: Vec::new(), caption: Vec::new() };
        let figure = Block::new(figure, span);
        let (short, long) = (paragraph("It is shared."), paragraph(&"It is shared. ".repeat(20)));
        assert_eq!(introduces(Some(&heading), &short, &figure), Some(Break::Opening));
        assert_eq!(introduces(Some(&heading), &long, &figure), None);
        let middling = paragraph(&"It is shared. ".repeat(10));
        assert_eq!(introduces(Some(&heading), &middling, &figure), Some(Break::Opening));
        assert_eq!(introduces(Some(&short), &middling, &figure), None);
        assert_eq!(introduces(Some(&short), &short, &figure), Some(Break::Opening));
        assert_eq!(introduces(Some(&heading), &short, &long), Some(Break::Tight));
        assert_eq!(introduces(Some(&heading), &short, &heading), None);
        let formula = Formula { source: Listing::default(), nodes: None };
        let formula = Block::new(BlockKind::Math { tex: formula }, span);
        assert_eq!(introduces(Some(&short), &short, &formula), Some(Break::Opening));
        assert_eq!(introduces(Some(&short), &long, &formula), None);
        let announced = paragraph("What each does:");
        assert_eq!(introduces(None, &announced, &heading), Some(Break::LeadIn));
        assert_eq!(introduces(None, &announced, &figure), Some(Break::LeadIn));
    }
}
