//! Paragraphs, and words that are none.

use super::flow::Flow;
use crate::layout::inline::Paragraph;
use crate::layout::structure::{NodeId, Role};
use crate::tree::{Inline, InlineKind, Linked};

/// Sets a paragraph. One that follows another starts with the theme's indent.
pub(super) fn set_paragraph(
    flow: &mut Flow<'_, '_>,
    content: &[Inline<Linked>],
    follows: bool,
    parent: NodeId,
) {
    let gap = flow.styles.paragraph_gap;
    flow.space(gap);
    let node = flow.context.structure.add(Some(parent), Role::Paragraph);
    let mut style = flow.text.clone();
    // A picture at the start of a line is no word, and stands where lines do.
    let opens_with_picture =
        content.first().is_some_and(|first| matches!(first.kind, InlineKind::Image { .. }));
    if follows && !opens_with_picture {
        style.indent = style.size * flow.context.theme.tokens.text.indent;
    }
    let paragraph = Paragraph::prepare(content, &style, node, flow.context);
    flow.lines(&paragraph);
    flow.space(gap);
}

/// Sets words that are no paragraph: they belong to the item or cell they stand in.
pub(super) fn set_plain(flow: &mut Flow<'_, '_>, content: &[Inline<Linked>], parent: NodeId) {
    let node = flow.context.structure.add(Some(parent), Role::Paragraph);
    let paragraph = Paragraph::prepare(content, &flow.text, node, flow.context);
    flow.lines(&paragraph);
}
