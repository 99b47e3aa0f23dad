//! Code blocks: a tinted panel that breaks between lines.

use super::flow::Flow;
use crate::layout::geom::Column;
use crate::layout::inline::{CodeSetting, Line, code_lines};
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
    set_panel(flow, listing, shown, node, block);
}

/// Sets the source of a formula that cannot be set.
pub(super) fn set_source(flow: &mut Flow<'_, '_>, source: &Listing, block: NodeKey, node: NodeId) {
    set_panel(flow, source, &CodeLines::default(), node, block);
}

/// Sets some code of a block in a panel, which shows a node of the structure. Where lines are wider
/// than running text, the panel takes all there is if that holds them.
fn set_panel(
    flow: &mut Flow<'_, '_>,
    listing: &Listing,
    shown: &CodeLines,
    node: NodeId,
    block: NodeKey,
) {
    let pad = flow.text.size * 0.75;
    let (own, widest) = (flow.column, flow.widest());
    let lines = |flow: &mut Flow<'_, '_>, column: Column| {
        set_lines(flow, listing, shown, column.inset(pad, pad).width, node, block)
    };
    let mut outer = own;
    let mut set = lines(flow, own);
    let count = listing.text.lines().count();
    if own.width < widest.width && set.len() > count {
        let wide = lines(flow, widest);
        // One that turns lines all the same would stand out for nothing.
        if wide.len() <= count {
            (outer, set) = (widest, wide);
        }
    }
    let container = Container {
        x: outer.x,
        width: outer.width,
        fill: Some(flow.context.theme.tokens.colors.code_background),
        radius: 3.0,
        pad_top: pad * 0.8,
        pad_bottom: pad * 0.8,
        ..Container::default()
    };
    let gap = flow.styles.block_gap;
    flow.space(gap);
    flow.container(container, outer.inset(pad, pad), |flow| flow.push_lines(set));
    flow.space(gap);
}

/// The lines of some code, set to a measure.
fn set_lines(
    flow: &mut Flow<'_, '_>,
    listing: &Listing,
    shown: &CodeLines,
    measure: f32,
    node: NodeId,
    block: NodeKey,
) -> Vec<Line> {
    let tokens = &flow.context.theme.tokens.code;
    let size = flow.text.size * tokens.size;
    let style = ParagraphStyle {
        size,
        leading: size * tokens.leading,
        ..flow.text.grounded(flow.context.theme)
    };
    let setting = CodeSetting { shown, style: &style, measure, node, block };
    code_lines(listing, setting, flow.context)
}
