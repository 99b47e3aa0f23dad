//! Code blocks: a tinted panel that breaks between lines.

use super::flow::Flow;
use crate::layout::inline::{CodeSetting, code_lines};
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::Container;
use crate::tree::{CodeLines, Listing, NodeKey};

/// Sets a block of code.
pub(super) fn set_code(
    flow: &mut Flow<'_, '_>,
    listing: &Listing,
    shown: &CodeLines,
    block: NodeKey,
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::Code { block: true });
    panel(flow, |flow| {
        set_lines(flow, listing, shown, node, block);
    });
}

/// Sets the source of a formula that cannot be set.
pub(super) fn set_source(flow: &mut Flow<'_, '_>, source: &Listing, block: NodeKey, node: NodeId) {
    panel(flow, |flow| {
        set_lines(flow, source, &CodeLines::default(), node, block);
    });
}

/// A panel in the colour behind code.
fn panel(flow: &mut Flow<'_, '_>, set: impl FnOnce(&mut Flow<'_, '_>)) {
    let pad = flow.text.size * 0.75;
    let container = Container {
        x: flow.column.x,
        width: flow.column.width,
        fill: Some(flow.context.theme.tokens.colors.code_background),
        radius: 3.0,
        pad_top: pad * 0.8,
        pad_bottom: pad * 0.8,
        ..Container::default()
    };
    let gap = flow.styles.block_gap;
    let column = flow.column.inset(pad, pad);
    flow.space(gap);
    flow.container(container, column, |flow| set(flow));
    flow.space(gap);
}

/// Sets the lines of some code of a block, which show a node of the structure.
fn set_lines(
    flow: &mut Flow<'_, '_>,
    listing: &Listing,
    shown: &CodeLines,
    node: NodeId,
    block: NodeKey,
) {
    let tokens = &flow.context.theme.tokens.code;
    let size = flow.text.size * tokens.size;
    let style = ParagraphStyle {
        size,
        leading: size * tokens.leading,
        ..flow.text.grounded(flow.context.theme)
    };
    let setting = CodeSetting { shown, style: &style, measure: flow.column.width, node, block };
    let lines = code_lines(listing, setting, flow.context);
    flow.push_lines(lines);
}
