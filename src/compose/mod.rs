//! From what was written to what this reader gets: variables are filled in.
//!
//! It works on the authored tree, between parsing and resolving, so that a value is text and never
//! markup, and so that nothing is filled in code.

mod variables;

use crate::diag::{Sink, Warned};
use crate::source::Variables;
use crate::tree::{Authored, Pack};

/// Makes the document for one reader out of the pages.
pub fn compose(mut pack: Pack<Authored>, variables: &Variables) -> Warned<Pack<Authored>> {
    let mut sink = Sink::default();
    variables::fill(&mut pack, variables, &mut sink);
    sink.finish(pack)
}
