//! From raw pages to the document tree. Parsing never fails: what cannot be read is reported.

mod attributes;
mod builder;
mod html;
mod mapped;
mod markdown;

use rayon::prelude::*;

use crate::diag::{Sink, Warned};
use crate::files::Files;
use crate::source::{RawPack, RawPage};
use crate::span::{Sources, Span};
use crate::theme::Theme;
use crate::tree::{Authored, Block, BlockKind, Inline, Pack, Page, plain_text};
use builder::Builder;
use mapped::Mapped;

/// Parses every page of a pack, in parallel.
///
/// The theme gives the shortcodes' templates, `files` what pages include.
pub fn parse(
    raw: &RawPack,
    _theme: &Theme,
    _files: &dyn Files,
    sources: &Sources,
) -> Warned<Pack<Authored>> {
    let pages: Vec<_> = raw.pages.par_iter().map(|page| parse_page(page, sources)).collect();
    let mut sink = Sink::default();
    let pages = pages.into_iter().map(|page| sink.absorb(page)).collect();
    sink.finish(Pack { meta: raw.meta.clone(), pages })
}

fn parse_page(raw: &RawPage, sources: &Sources) -> Warned<Page<Authored>> {
    let source = &sources.get(raw.file).text;
    let body = source.get(raw.body.clone()).unwrap_or_default();
    let text = Mapped::verbatim(body, raw.file, raw.body.start);
    let place = Span::new(raw.file, raw.body.clone());

    let mut builder = Builder::new(place, Sink::default());
    markdown::read(&text, false, &mut builder);
    let mut built = builder.finish();
    let (anchor, title) = title(raw, &mut built.blocks);
    built.sink.finish(Page {
        file: raw.file,
        key: raw.key.clone(),
        anchor,
        meta: raw.meta.clone(),
        depth: raw.depth,
        part: raw.part.clone(),
        title,
        blocks: built.blocks,
        notes: built.notes,
    })
}

/// The title with its markup: that of the first heading where it says the same as the page's own,
/// and which then leaves the body.
fn title(
    raw: &RawPage,
    blocks: &mut Vec<Block<Authored>>,
) -> (Option<String>, Vec<Inline<Authored>>) {
    let first = blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading { .. }));
    if let Some(index) = first
        && let BlockKind::Heading { content, .. } = &blocks[index].kind
        && same_words(&plain_text(content), &raw.meta.title)
        && let BlockKind::Heading { anchor, content, .. } = blocks.remove(index).kind
    {
        return (anchor, content);
    }
    let place = Span::new(raw.file, raw.body.start..raw.body.start);
    (None, vec![Inline::text(&raw.meta.title, place)])
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
