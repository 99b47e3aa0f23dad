//! From raw pages to the document tree. Parsing never fails: what cannot be read is reported.

mod admonition;
mod attributes;
mod builder;
mod csv;
mod html;
mod hygiene;
mod mapped;
mod markdown;
mod shortcode;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::diag::{Sink, Warned};
use crate::files::Files;
use crate::source::{RawPack, RawPage};
use crate::span::{Sources, Span};
use crate::theme::Theme;
use crate::tree::{Authored, Block, BlockKind, Inline, Pack, Page, plain_text};
use builder::Builder;
use mapped::Mapped;
use shortcode::{Library, Templates};
pub use shortcode::{Usage, usage};

/// Parses every page of a pack, in parallel.
///
/// The theme gives the shortcodes' templates, `files` what pages include.
pub fn parse(raw: &RawPack, theme: &Theme, files: &dyn Files, sources: &Sources) -> Warned<Parsed> {
    let mut sink = Sink::default();
    let templates = Templates::load(theme, files, &mut sink);
    let library = Library::new(raw, files, sources);
    let setup = Setup {
        templates: &templates,
        library: &library,
        sources,
        smart_punctuation: raw.config.markdown.smart_punctuation,
    };
    let parse = |page| parse_page(page, setup);
    let pages: Vec<_> = raw.pages.par_iter().map(parse).collect();
    let pages = pages.into_iter().map(|page| sink.absorb(page)).collect();
    // A page that is included into others has been read, and found fault with, more than once.
    sink.dedup();
    let withheld = raw.withheld.par_iter().map(|page| parse(page).value).collect();
    sink.finish(Parsed { pack: Pack { meta: raw.meta.clone(), pages }, withheld })
}

/// A pack as it was written.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The pages that were taken.
    pub pack: Pack<Authored>,
    /// The pages that are kept from the reader; what is wrong with them is not told.
    pub withheld: Vec<Page<Authored>>,
}

/// What every page is parsed with.
#[derive(Clone, Copy)]
struct Setup<'a> {
    templates: &'a Templates,
    library: &'a Library<'a>,
    sources: &'a Sources,
    smart_punctuation: bool,
}

fn parse_page(raw: &RawPage, setup: Setup<'_>) -> Warned<Page<Authored>> {
    let Setup { templates, library, sources, smart_punctuation } = setup;
    let mut sink = Sink::default();
    let body = sources.get(raw.file).text.get(raw.body.clone()).unwrap_or_default();
    let text = Mapped::verbatim(body, raw.file, raw.body.start);
    let including = std::slice::from_ref(&raw.path);
    let text = hygiene::repair(text, &mut sink);
    let context = shortcode::Context { templates, library, path: &raw.path, including };
    let text = shortcode::expand(&text, context, &mut sink);
    let text = admonition::rewrite(text, &mut sink);

    let mut builder = Builder::new(Span::new(raw.file, raw.body.clone()), sink);
    markdown::read(&text, smart_punctuation, &mut builder);
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
        && same_words(&plain_text(content), &raw.written_title)
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
