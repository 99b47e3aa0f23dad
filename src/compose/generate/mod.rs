//! Pages that nobody wrote: made from what `pack.yaml` says, as an author would have written them.
//!
//! They are ordinary pages of the authored tree, so that no later stage knows of them. Their words
//! stand at the place in `pack.yaml` that they come from, and so do the diagnostics about them.

mod claims;
mod control;
mod maker;
mod matrix;
mod register;

use crate::diag::{Sink, Warned};
use crate::parse;
use crate::source::{GeneratedPage, PackConfig, Punctuation};
use crate::span::Sources;
use crate::text::day::Day;
use crate::theme::{Label, Theme};
use crate::tree::{Authored, Matter, Pack, Page};

/// What pages are generated from.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// What `pack.yaml` says.
    pub config: &'a PackConfig,
    /// Gives the words of the interface.
    pub theme: &'a Theme,
    /// The files that spans point into.
    pub sources: &'a Sources,
    /// What becomes of quotation marks and apostrophes.
    pub punctuation: &'a Punctuation,
    /// The day on which certificates and reviews are judged. Where there is none, nothing is
    /// judged.
    pub on: Option<Day>,
}

impl Setup<'_> {
    /// Whether the pack wants a page of this kind.
    fn wants(&self, page: GeneratedPage) -> bool {
        self.config.generate.as_ref().is_none_or(|wanted| wanted.contains(&page))
    }
}

/// Adds the generated pages: document control in front, the register of certificates and the
/// evidence matrix as appendices.
///
/// What is said of certificates and controls is checked whether the pages are wanted or not.
pub fn generate(mut pack: Pack<Authored>, setup: Setup<'_>) -> Warned<Pack<Authored>> {
    let mut sink = Sink::default();
    let control = control::page(&pack, setup, &mut sink);
    let register = register::page(&mut pack, setup, &mut sink);
    let matrix = matrix::page(&pack, setup, &mut sink);

    let lang = &pack.meta.lang;
    let wanted = |kind, page: Option<Page<Authored>>| {
        let mut page = page.filter(|_| setup.wants(kind))?;
        parse::set_signs(&mut page, lang, setup.punctuation);
        Some(page)
    };
    let front = wanted(GeneratedPage::DocumentControl, control);
    let appendices = [
        wanted(GeneratedPage::CertificateRegister, register),
        wanted(GeneratedPage::EvidenceMatrix, matrix),
    ];
    append(&mut pack, appendices.into_iter().flatten(), setup.theme);
    // Behind what stands before the contents, and that is of a book's first pages.
    let is_opening =
        |page: &&Page<Authored>| page.depth > 0 || Matter::of(page.meta.role) == Matter::Opening;
    let at = pack.pages.iter().take_while(is_opening).count();
    pack.pages.splice(at..at, front);
    sink.finish(pack)
}

/// Puts pages behind all others; in a pack of parts they make one of their own.
fn append(pack: &mut Pack<Authored>, pages: impl Iterator<Item = Page<Authored>>, theme: &Theme) {
    let in_parts = pack.pages.iter().any(|page| page.part.is_some());
    let title = theme.label(&pack.meta.lang, Label::Appendices).to_owned();
    let mut part = in_parts.then_some(title);
    for page in pages {
        pack.pages.push(Page { part: part.take(), ..page });
    }
}
