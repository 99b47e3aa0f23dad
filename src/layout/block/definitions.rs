//! Definition lists: terms in bold, what they mean below and indented.

use super::flow::Flow;
use super::set_blocks;
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::{ListMarks, NodeId, Role};
use crate::layout::vlist::{Break, Glue};
use crate::tree::{Definition, Linked};

/// Sets a list of definitions.
pub(super) fn set_definitions(
    flow: &mut Flow<'_, '_>,
    entries: &[Definition<Linked>],
    parent: NodeId,
) {
    let node = flow.context.structure.add(Some(parent), Role::List { marks: ListMarks::Own });
    let gap = flow.styles.list_gap;
    let indent = flow.text.size * flow.context.theme.tokens.text.list_indent;
    for entry in entries {
        flow.space(gap);
        let item = flow.context.structure.add(Some(node), Role::ListItem);
        let label = flow.context.structure.add(Some(item), Role::ListLabel);
        let style = ParagraphStyle { weight: 700, align: Align::Start, ..flow.text.clone() };
        let term = Paragraph::prepare(&entry.term, &style, label, flow.context);
        flow.lines(&term);
        let column = flow.column.inset(indent.min(flow.column.width * 0.4), 0.0);
        let small_gap = Glue::fixed(flow.styles.item_gap.natural * 0.3);
        flow.bond(Break::LeadIn);
        flow.within(column, |flow| {
            let body = flow.context.structure.add(Some(item), Role::ListBody);
            for detail in &entry.details {
                flow.space(small_gap);
                set_blocks(flow, detail, body);
            }
        });
    }
    flow.space(gap);
}
