//! The order of pages, and which stands above which.
//!
//! `pack.yaml` has the last word; then the front matter and the folders decide.

mod explicit;
mod hierarchy;

use super::config::PackConfig;
use super::front_matter::FrontMatter;
use super::select::IndexKind;
use crate::diag::Sink;
use crate::files::PackPath;
use crate::span::FileId;

/// A page that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its file.
    pub(super) file: FileId,
    /// Where it lies.
    pub(super) path: PackPath,
    /// Path without its ending.
    pub(super) key: String,
    /// What it says about itself.
    pub(super) front: FrontMatter,
}

impl Candidate {
    /// Whether the page stands for its folder.
    fn is_index(&self) -> bool {
        IndexKind::of(&self.path).is_some()
    }

    /// Whether the page is the index of the pack itself.
    pub(super) fn opens_pack(&self) -> bool {
        self.is_index() && self.path.folder().is_empty()
    }
}

/// A page's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The index of the candidate.
    pub(super) page: usize,
    /// How many pages stand above it.
    pub(super) depth: u8,
    /// The title of the part that opens with it.
    pub(super) part: Option<String>,
}

/// Puts the pages in order. Those that are not returned have no place in it.
pub(super) fn order(pages: &[Candidate], config: &PackConfig, sink: &mut Sink) -> Vec<Placed> {
    if config.contents.is_empty() {
        hierarchy::order(pages, sink)
    } else {
        explicit::order(pages, &config.contents, sink)
    }
}

/// The order of pages that are exported alone.
pub(super) fn alone(pages: &[Candidate]) -> Vec<Placed> {
    (0..pages.len()).map(|page| Placed { page, depth: 0, part: None }).collect()
}
