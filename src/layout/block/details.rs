//! `<details>`: paper cannot fold, so all of it is shown, the summary as its head.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Container, Glue};
use crate::tree::{Block, Inline, Linked};

/// Sets a disclosure with what it holds.
pub(super) fn set_details(
    flow: &mut Flow<'_, '_>,
    summary: &[Inline<Linked>],
    blocks: &[Block<Linked>],
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::Group);
    let colors = &flow.context.theme.tokens.colors;
    let pad = flow.text.size * 0.8;
    let container = Container {
        x: flow.column.x,
        width: flow.column.width,
        outline: Some(colors.rule),
        radius: 3.0,
        pad_top: pad * 0.8,
        pad_bottom: pad * 0.8,
        ..Container::default()
    };
    let style = ParagraphStyle {
        family: Family::Heading,
        weight: 700,
        align: Align::Start,
        hyphenate: false,
        color: flow.text.tinted(colors.heading),
        ..flow.text.clone()
    };
    let gap = flow.styles.block_gap;
    let column = flow.column.inset(pad, pad);
    flow.space(gap);
    flow.container(container, column, |flow| {
        let head = flow.context.structure.add(Some(node), Role::Paragraph);
        let words = Paragraph::prepare(summary, &style, head, flow.context);
        flow.lines(&words);
        flow.bond(Break::Heading);
        flow.space(Glue::soft(style.size * 0.4));
        set_blocks(flow, blocks, node);
    });
    flow.space(gap);
}
