//! Places that links lead to.

use crate::span::Span;
use crate::tree::{Attr, Authored, Inline, InlineKind};

/// Words with a place before them that has an id.
pub(super) fn at_place(
    id: Option<String>,
    mut content: Vec<Inline<Authored>>,
    span: Span,
) -> Vec<Inline<Authored>> {
    if id.is_some() {
        let mut attr = Attr::none();
        attr.set_id(id);
        let kind = InlineKind::Span { content: Vec::new() };
        content.insert(0, Inline { kind, attr, span });
    }
    content
}
