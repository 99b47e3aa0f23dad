//! Quotations: indented, with a thin bar, or large, beside a bar in the accent.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::mix;
use crate::layout::vlist::{Break, Container};
use crate::theme::QuoteLook;
use crate::tree::{Block, Linked, Quotation};

/// Sets a quotation.
pub(super) fn set_quote(flow: &mut Flow<'_, '_>, blocks: &[Block<Linked>], parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::BlockQuote);
    let quotation = Quotation::of(blocks);
    let pulls = flow.context.theme.tokens.panels.quote == QuoteLook::Pull;
    if pulls && quotation.is_short() {
        set_pulled(flow, &quotation, node);
    } else {
        set_barred(flow, &quotation, node);
    }
}

/// Sets one indented, beside a thin bar.
fn set_barred(flow: &mut Flow<'_, '_>, quotation: &Quotation<'_, Linked>, node: NodeId) {
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
    flow.container(container, column, |flow| set_parts(flow, quotation, text, node));
    flow.space(gap);
}

/// Sets what is quoted, and below it, small, who said it.
fn set_parts(
    flow: &mut Flow<'_, '_>,
    quotation: &Quotation<'_, Linked>,
    text: ParagraphStyle,
    node: NodeId,
) {
    let tokens = &flow.context.theme.tokens;
    let size = flow.text.size * tokens.text.small;
    let small = ParagraphStyle {
        size,
        leading: size * tokens.text.leading,
        color: flow.text.tinted(tokens.colors.muted),
        align: Align::Start,
        hyphenate: false,
        ..flow.text.clone()
    };
    flow.styled(text, |flow| set_blocks(flow, quotation.said, node));
    if let Some(source) = quotation.source {
        flow.bond(Break::Together);
        flow.styled(small, |flow| set_blocks(flow, std::slice::from_ref(source), node));
    }
}

/// How much larger than the text a quotation is that is to be remembered.
const PULLED: f32 = 1.45;

/// Sets one large, in the accent, beside a bar.
fn set_pulled(flow: &mut Flow<'_, '_>, quotation: &Quotation<'_, Linked>, node: NodeId) {
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
    flow.container(container, column, |flow| set_parts(flow, quotation, text, node));
    flow.space(gap);
}
