//! From what was written to what this reader gets: variables are filled in, what is for others goes,
//! and pages that Recto makes itself are added.
//!
//! It works on the authored tree, between parsing and resolving, so that a value is text and never
//! markup, so that nothing is filled in code, and so that what is left out is gone before anything
//! can refer to it.

mod conditions;
mod generate;
mod linked;
mod sections;
mod variables;
mod words;

pub use generate::{Setup, generate};
pub use linked::note_links;
pub use words::{Passage, PassageKind, Words};

use crate::diag::{Sink, Warned};
use crate::parse::Parsed;
use crate::source::RawPack;
use crate::span::Sources;
use crate::tree::{Authored, Pack};

/// What one reader gets.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The document.
    pub pack: Pack<Authored>,
    /// The words that this reader does not get: of parts for others, and of whole pages.
    pub removed: Words,
}

/// Makes the document for one reader out of the pages.
pub fn compose(parsed: Parsed, raw: &RawPack, sources: &Sources) -> Warned<Composed> {
    let mut sink = Sink::default();
    let Parsed { mut pack, mut withheld, .. } = parsed;
    let RawPack { variables, audience, .. } = raw;
    variables::fill(&mut pack.pages, variables, sources, &mut sink);
    // What is wrong with these pages is told where they are taken.
    variables::fill(&mut withheld, variables, sources, &mut Sink::default());
    let mut removed = conditions::apply(&mut pack, audience, &mut sink);
    let unlisted = sections::cut(&mut pack.pages, &raw.pages, raw.config.links.slugs, &mut sink);
    // Without a profile what the contents leave out is kept from nobody.
    if audience.profile.is_some() {
        removed.extend(unlisted);
    }
    for page in &withheld {
        removed.add_withheld(page);
    }
    sink.finish(Composed { pack, removed })
}
