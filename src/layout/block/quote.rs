//! Quotations: indented, with a thin bar.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::mix;
use crate::layout::vlist::Container;
use crate::tree::{Block, Linked};

/// Sets a quotation.
pub(super) fn set_quote(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::BlockQuote);
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
