//! Writes out the pack's macros in formulas, and finds the formulas that are not understood.

use super::Body;
use crate::diag::{Code, Diagnostic, Sink};
use crate::maths::{self, Macros};
use crate::span::Span;
use crate::tree::walk::{walk_blocks_mut, walk_contents_mut};
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind};

/// Settles each formula of a page. One that is not understood is reported, and shown as its source.
pub(super) fn settle(
    title: &mut [Inline<Authored>],
    body: &mut Body,
    macros: &Macros,
    sink: &mut Sink,
) {
    let mut formulas = Formulas { macros, sink };
    formulas.inlines(title);
    formulas.blocks(&mut body.blocks);
    for note in &mut body.notes {
        formulas.blocks(&mut note.blocks);
    }
}

struct Formulas<'a> {
    macros: &'a Macros,
    sink: &'a mut Sink,
}

impl Formulas<'_> {
    fn blocks(&mut self, blocks: &mut [Block<Authored>]) {
        walk_blocks_mut(blocks, &mut |block| {
            if let BlockKind::Math { tex } = &mut block.kind {
                self.formula(tex, block.span);
            }
        });
        walk_contents_mut(blocks, &mut |content| self.inlines(content));
    }

    fn inlines(&mut self, content: &mut [Inline<Authored>]) {
        for inline in content {
            match &mut inline.kind {
                InlineKind::Math { tex } => self.formula(tex, inline.span),
                kind => kind.content_mut().into_iter().for_each(|inner| self.inlines(inner)),
            }
        }
    }

    fn formula(&mut self, tex: &mut String, span: Span) {
        let expanded = self.macros.concern(tex).then(|| self.macros.expand(tex));
        let fault = match expanded {
            Some(Ok(expanded)) => {
                *tex = expanded;
                maths::read(tex).err()
            }
            Some(Err(fault)) => Some(fault),
            None => maths::read(tex).err(),
        };
        if let Some(fault) = fault {
            let message = format!("a formula is shown as its source: {}", fault.reason);
            self.sink.push(Diagnostic::warning(Code::UnknownFormula, message).at(span).help(
                "see `docs/maths.md` for what is understood, or put an image of the formula there",
            ));
        }
    }
}
