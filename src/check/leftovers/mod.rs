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
use kinds::{KINDS, Kind, Markup};
use written::Written;

/// How far into a place is looked for words that no closer place is known of, in bytes.
const SIGHT: usize = 1 << 14;

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
                    let words = &written.text[start..start + length];
                    let own = |span| own_place(span, words, sources);
                    let span = written.place(start, length);
                    let span =
                        span.and_then(|span| if kind.is_value() { Some(span) } else { own(span) });
                    if let Some(span) = span {
                        sink.push(told(kind.markup, span));
                    }
                });
            }
        });
        view.blocks(&mut |block| {
            if let Some(markup) = blocks::leftover(block, sources) {
                sink.push(told(markup, block.span));
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
    let name = source.strip_prefix('<').filter(|rest| rest.ends_with('>'));
    name.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
        && !source.contains("</")
}

/// Where in a place these words were written: none where a template, a variable or an attribute has
/// given them, which is told where that is.
fn own_place(span: Span, words: &str, sources: &Sources) -> Option<Span> {
    let source = sources.excerpt(span);
    let source = &source[..source.floor_char_boundary(SIGHT.min(source.len()))];
    if is_tag(source) {
        return None;
    }
    if !source.contains("{{") {
        return Some(span);
    }
    // Braces are followed once, up to each place of the words in turn: whether the last ones that
    // opened before it have closed.
    let mut marks = source.match_indices(['{', '}']).map(|(at, _)| at).peekable();
    let mut is_open = false;
    let mut is_own = |at: &usize| {
        while let Some(mark) = marks.next_if(|mark| mark + 2 <= *at) {
            let rest = &source[mark..];
            if rest.starts_with("{{") {
                is_open = true;
            } else if rest.starts_with("}}") {
                is_open = false;
            }
        }
        !is_open
    };
    let start = source.match_indices(words).map(|(at, _)| at).find(|at| is_own(at))?;
    let start = span.range().start + start;
    Some(Span::new(span.file, start..start + words.len()))
}

fn told(markup: Markup, span: Span) -> Diagnostic {
    let Markup { sign, is, instead } = markup;
    let message = format!("`{sign}`, {is}, is printed as it is written");
    Diagnostic::warning(Code::LeftoverMarkup, message).at(span).help(instead)
}
