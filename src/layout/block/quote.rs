//! Quotations: indented, with a thin bar.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::mix;
use crate::layout::vlist::Container;
use crate::theme::QuoteLook;
use crate::tree::{Block, Linked};

/// Sets a quotation.
pub(super) fn set_quote(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::BlockQuote);
    if flow.context.theme.tokens.panels.quote == QuoteLook::Pull {
        return set_pulled(flow, blocks, node);
    }
    let colors = &flow.context.theme.tokens.colors;
    let mut text = flow.text.clone();
    text.color = text.tinted(mix(colors.text, colors.muted, 0.6));
    let indent = (text.size * 1.2).min(flow.column.width * 0.2);
    let container = Container {
        x: flow.column.x,
        width: flow.column.width,
        bar: Some((colors.rule, flow.column.at_start(2.0))),
        ..Container::default()
    };
    let gap = flow.styles.block_gap;
    let column = flow.column.inset(indent, 0.0);
    flow.space(gap);
    flow.container(container, column, |flow| {
        flow.styled(text, |flow| set_blocks(flow, blocks, node));
    });
    flow.space(gap);
}

/// How much larger than the text a quotation is that is to be remembered.
const PULLED: f32 = 1.45;

/// Sets a quotation large, in the accent, beside a bar.
fn set_pulled(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], node: NodeId) {
    let size = flow.text.size * PULLED;
    let accent = flow.context.theme.tokens.colors.accent;
    let text = ParagraphStyle {
        family: Family::Heading,
        size,
        leading: size * 1.35,
        color: flow.text.tinted(accent),
        align: Align::Start,
        hyphenate: false,
        ..flow.text.clone()
    };
    let container = Container {
        x: flow.column.x,
        width: flow.column.width,
        bar: Some((accent, flow.column.at_start(4.0))),
        pad_top: size * 0.15,
        pad_bottom: size * 0.25,
        ..Container::default()
    };
    let gap = flow.styles.block_gap;
    let column = flow.column.inset(size * 1.1, size * 1.1);
    flow.space(gap);
    flow.container(container, column, |flow| {
        flow.styled(text, |flow| set_blocks(flow, blocks, node));
    });
    flow.space(gap);
}
