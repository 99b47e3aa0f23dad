//! Finds the formulas that are not understood.

use super::builder::Built;
use crate::diag::{Code, Diagnostic, Sink};
use crate::maths;
use crate::span::Span;
use crate::tree::walk::{walk_blocks, walk_inlines};
use crate::tree::{Authored, Block, BlockKind, InlineKind};

/// Reports each formula of a page that is not understood: it is shown as its source.
pub(super) fn check(built: &mut Built) {
    let Built { blocks, notes, sink } = built;
    check_blocks(blocks, sink);
    for note in notes {
        check_blocks(&note.blocks, sink);
    }
}

fn check_blocks(blocks: &[Block<Authored>], sink: &mut Sink) {
    walk_blocks(blocks, &mut |block| {
        if let BlockKind::Math { tex } = &block.kind {
            check_formula(tex, block.span, sink);
        }
    });
    walk_inlines(blocks, &mut |inline| {
        if let InlineKind::Math { tex } = &inline.kind {
            check_formula(tex, inline.span, sink);
        }
    });
}

fn check_formula(tex: &str, span: Span, sink: &mut Sink) {
    if let Err(fault) = maths::read(tex) {
        let message = format!("a formula is shown as its source: {}", fault.reason);
        sink.push(Diagnostic::warning(Code::UnknownFormula, message).at(span).help(
            "see `docs/maths.md` for what is understood, or put an image of the formula there",
        ));
    }
}
