//! Markup of other tools that is printed as it is written.
//!
//! Looked for in the tree, when all that is understood has been read: in words, and by their
//! language in blocks of code, so that a sample of such markup in code is none.

mod blocks;
mod forms;
mod kinds;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::RawPack;
use crate::span::{Sources, Span};
use crate::tree::{Authored, Pack};
use kinds::{KINDS, Kind};
use written::Written;

/// What is left of other tools' markup in the pages that a reader gets, each place by itself.
pub fn leftovers(raw: &RawPack, pack: &Pack<Authored>, sources: &Sources) -> Vec<Diagnostic> {
    let kinds: Vec<&Kind> = KINDS.iter().filter(|kind| kind.concerns(raw, sources)).collect();
    let look = |page| {
        let view = View::new(page, &pack.meta.lang, &raw.config, sources);
        let mut sink = Sink::default();
        view.contents(&mut |run| {
            let written = Written::new(run, sources);
            for kind in &kinds {
                kind.form.find(&written, &mut |start, length| {
                    // What a template or a variable gave is told where that is.
                    let own = |span: &Span| {
                        let source = sources.excerpt(*span);
                        !source.contains("{{") && !is_tag(source)
                    };
                    let span = written.place(start, length);
                    if let Some(span) = span.filter(|span| kind.is_value() || own(span)) {
                        sink.push(told((kind.sign, kind.is, kind.instead), span));
                    }
                });
            }
        });
        view.blocks(&mut |block| {
            if let Some(kind) = blocks::leftover(block, sources) {
                sink.push(told(kind, block.span));
            }
        });
        sink.finish(()).diagnostics
    };
    let written: BTreeSet<_> = raw.pages.iter().map(|page| page.file).collect();
    let pages = pack.pages.par_iter().filter(|page| written.contains(&page.file));
    let found: Vec<_> = pages.map(look).collect();
    found.into_iter().flatten().collect()
}

/// Whether words come from an attribute of a tag, where no tool reads Markdown.
fn is_tag(source: &str) -> bool {
    source.starts_with('<') && source.ends_with('>') && !source.contains("</")
}

fn told((sign, is, instead): (&str, &str, &str), span: Span) -> Diagnostic {
    let message = format!("`{sign}`, {is}, is printed as it is written");
    Diagnostic::warning(Code::LeftoverMarkup, message).at(span).help(instead)
}
