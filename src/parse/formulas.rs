//! Writes out the pack's macros in formulas. What cannot be written out stays for the resolver,
//! which reads formulas and reports those that it does not understand.

use super::body::Body;
use crate::maths::Macros;
use crate::tree::walk::{walk_blocks_mut, walk_contents_mut};
use crate::tree::{Authored, Block, BlockKind, Inline, InlineKind};

/// Writes out the macros in each formula of a page.
pub(super) fn expand(title: &mut [Inline<Authored>], body: &mut Body, macros: &Macros) {
    inlines(title, macros);
    blocks(&mut body.blocks, macros);
    for note in &mut body.notes {
        blocks(&mut note.blocks, macros);
    }
}

fn blocks(blocks: &mut [Block<Authored>], macros: &Macros) {
    walk_blocks_mut(blocks, &mut |block| {
        if let BlockKind::Math { tex } = &mut block.kind {
            formula(tex, macros);
        }
    });
    walk_contents_mut(blocks, &mut |content| inlines(content, macros));
}

fn inlines(content: &mut [Inline<Authored>], macros: &Macros) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Math { tex } => formula(tex, macros),
            kind => kind.content_mut().into_iter().for_each(|inner| inlines(inner, macros)),
        }
    }
}

fn formula(tex: &mut String, macros: &Macros) {
    if macros.concern(tex)
        && let Ok(expanded) = macros.expand(tex)
    {
        *tex = expanded;
    }
}
