//! From what was written to what this reader gets: variables are filled in, what is for others goes,
//! and pages that Recto makes itself are added.
//!
//! It works on the authored tree, between parsing and resolving, so that a value is text and never
//! markup, so that nothing is filled in code, and so that what is left out is gone before anything
//! can refer to it.

mod brought;
mod conditions;
mod emptied;
mod generate;
mod linked;
mod reached;
mod sections;
mod variables;
mod words;

pub use generate::{Setup, generate};
pub use linked::note_links;
pub use words::{Passage, PassageKind, Words};

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::parse::{Brought, Parsed};
use crate::source::RawPack;
use crate::span::Sources;
use crate::tree::{Authored, Pack, Page};

/// What one reader gets.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The document.
    pub pack: Pack<Authored>,
    /// The words that this reader does not get: of parts for others, and of whole pages.
    pub removed: Words,
    /// The files that are brought into what this reader gets, and where.
    pub brought: BTreeSet<Brought>,
    /// The keys of the pages of which nothing is left for this reader.
    pub emptied: BTreeSet<String>,
}

/// Makes the document for one reader out of the pages.
pub fn compose(parsed: Parsed, raw: &RawPack, sources: &Sources) -> Warned<Composed> {
    let mut sink = Sink::default();
    let Parsed { mut pack, mut withheld, brought } = parsed;
    let RawPack { variables, audience, .. } = raw;
    variables::fill(&mut pack.pages, variables, sources, &mut sink);
    // What is wrong with these pages is told where they are taken.
    variables::fill(&mut withheld, variables, sources, &mut Sink::default());
    let (mut removed, emptied) = conditions::apply(&mut pack, audience, &mut sink);
    pack.pages.iter_mut().chain(&mut withheld).for_each(Page::take_name_from_title);
    entitle(&mut pack, raw);
    let unlisted = sections::cut(&mut pack.pages, &raw.pages, raw.config.links.slugs, &mut sink);
    // Without a profile what the contents leave out is kept from nobody.
    if audience.profile.is_some() {
        removed.extend(unlisted);
    }
    for page in &withheld {
        removed.add_withheld(page);
    }
    let emptied = emptied::take_out(&mut pack.pages, &raw.pages, &emptied, &mut removed);
    // A condition that is wrong says already why.
    if pack.pages.is_empty() && !emptied.is_empty() && !sink.has_error() {
        let help = "look at the conditions of its pages, or ask for another `--profile`";
        let message = "nothing of any page is for this reader";
        sink.push(Diagnostic::error(Code::EmptyPack, message).help(help));
    }
    let brought = keep_brought(&pack, brought, &mut removed);
    sink.extend(brought::report_excluded(&brought, raw));
    sink.finish(Composed { pack, removed, brought, emptied })
}

/// Keeps the files that are brought into what is left. Where something was taken away, the names of
/// the others went with it.
fn keep_brought(
    pack: &Pack<Authored>,
    brought: BTreeSet<Brought>,
    removed: &mut Words,
) -> BTreeSet<Brought> {
    let (for_others, open): (Vec<_>, Vec<_>) = brought.into_iter().partition(|it| it.for_others);
    let kept = if removed.is_empty() {
        open.iter().cloned().collect()
    } else {
        reached::reached(pack, open.iter().cloned())
    };
    for gone in open.iter().filter(|it| !kept.contains(it)).chain(&for_others) {
        removed.add_address(gone.path.as_str(), gone.span);
    }
    kept
}

/// Takes the title of the whole from the page that has it, where that says what it is called.
fn entitle(pack: &mut Pack<Authored>, raw: &RawPack) {
    let speaks = |page: &&Page<Authored>| Some(page.file) == raw.entitled_by;
    let speaker = pack.pages.iter().find(speaks).filter(|page| page.headed || page.named);
    if let Some(page) = speaker {
        pack.meta.title.clone_from(&page.meta.title);
        pack.meta.typed.title = None;
    }
}

/// Notes what is known of pages once they are composed: what they and the pack are called, and which
/// of them stay out since nothing of them is left, or are parts of others.
pub fn note(composed: &Composed, raw: &mut RawPack) {
    let Composed { pack, emptied, brought, .. } = composed;
    raw.leave_out_emptied(emptied);
    brought::note(brought, raw);
    let pages: FxHashMap<&str, &Page<Authored>> =
        pack.pages.iter().map(|page| (&*page.key, page)).collect();
    for raw in &mut raw.pages {
        if let Some(page) = pages.get(&*raw.key) {
            raw.meta.title.clone_from(&page.meta.title);
            raw.part.clone_from(&page.part);
            if !emptied.is_empty() {
                raw.depth = page.depth;
            }
        }
    }
    raw.meta.title.clone_from(&pack.meta.title);
}
