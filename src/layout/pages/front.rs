//! What stands before the chapters: cover, contents, lists of figures and tables.

use super::chapter::SetChapter;
use super::contents::set_contents;
use super::order::Order;
use super::plan::Plan;
use super::sheet::Sheet;
use crate::layout::context::Context;
use crate::layout::style::Styles;
use crate::layout::vlist::stack::SetPage;
use crate::span::Span;
use crate::tree::Anchor;

/// How often contents are set until their page numbers are right. Two rounds do nearly always.
const MOST_ROUNDS: usize = 6;
/// Sets the contents until they are as long as their own page numbers assume.
pub(super) fn set_numbered_contents(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    plan: &Plan,
    chapters: &[SetChapter],
    span: Span,
) -> (Vec<SetPage>, Order) {
    let mut order = Order::new(plan, usize::from(!plan.listings.is_empty()), chapters);
    if plan.listings.is_empty() {
        return (Vec::new(), order);
    }
    let before = context.structure.clone();
    let mut pages = Vec::new();
    for _ in 0..MOST_ROUNDS {
        context.structure = before.clone();
        let labels = order.labels(chapters);
        let number = |anchor: &Anchor| labels.get(anchor).cloned().unwrap_or_default();
        pages = set_contents(context, styles, sheet, &plan.listings, &number, span);
        let next = Order::new(plan, pages.len(), chapters);
        if next == order {
            break;
        }
        order = next;
    }
    (pages, order)
}
