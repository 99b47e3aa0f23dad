//! What a careful editor would find before a reader does.
//!
//! The stages of the pipeline report what harms an output. The rules here go further: they look
//! at what is read well by a program and badly by a person. Each is a function over one page, over
//! the pack, over the loaded document or over the theme; none changes anything. What they may
//! correct by themselves they say in [`Diagnostic::fix`], and [`fix`] applies it.

mod code;
mod contrast;
pub mod fix;
mod front_matter;
mod headings;
mod images;
mod leftovers;
mod links;
mod order;
mod policy;
mod prose;
mod shortcodes;
mod tables;
#[cfg(test)]
mod tests;
mod unused;
mod view;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use front_matter::unread;
pub use leftovers::leftovers;
pub use policy::Policy;
pub use shortcodes::suggest_templates;
pub use unused::unused;

use crate::diag::{Diagnostic, Sink};
use crate::resolve::Resolved;
use crate::source::RawPack;
use crate::span::Sources;
use crate::theme::Theme;
use crate::tree::{Authored, Pack};
use view::View;

/// The rules that look at one page at a time.
const PAGE_RULES: &[fn(&View<'_>, &mut Sink)] = &[
    prose::spaces,
    links::empty,
    links::vague,
    images::weak_alt,
    tables::headless,
    tables::color_alone,
    headings::numbers,
    headings::repeated,
    code::long_lines,
];

/// The rules that look at the pages of a pack together.
const PACK_RULES: &[fn(&RawPack, &Sources, &mut Sink)] = &[
    front_matter::missing_descriptions,
    front_matter::repeated_titles,
    front_matter::repeated_descriptions,
    order::unplaced,
];

/// What there is to say of pages as their authors wrote them. Pages that nobody wrote are made of
/// what pack.yaml says, and nobody could mend their words.
pub fn pages(raw: &RawPack, pack: &Pack<Authored>, sources: &Sources) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    let look = |page| {
        let view = View::new(page, &pack.meta.lang, &raw.config, sources);
        let mut sink = Sink::default();
        for rule in PAGE_RULES {
            rule(&view, &mut sink);
        }
        sink.finish(()).diagnostics
    };
    let written: BTreeSet<_> = raw.pages.iter().map(|page| page.file).collect();
    let pages = pack.pages.par_iter().filter(|page| written.contains(&page.file));
    let found: Vec<_> = pages.map(look).collect();
    sink.extend(found.into_iter().flatten());
    for rule in PACK_RULES {
        rule(raw, sources, &mut sink);
    }
    sink.finish(()).diagnostics
}

/// What there is to say of a theme as soon as it is read: colours that are too close to be read.
pub fn look(theme: &Theme, sources: &Sources) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    contrast::contrast(theme, sources, &mut sink);
    sink.finish(()).diagnostics
}

/// What there is to say of a document whose attachments are loaded.
pub fn document(document: &Resolved, theme: &Theme) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    images::resolution(document, theme, &mut sink);
    sink.finish(()).diagnostics
}
