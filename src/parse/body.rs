//! The bodies of pages, which are kept for exports of the same folder.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::brought::Brought;
use super::markdown::Reading;
use crate::diag::Warned;
use crate::span::FileId;
use crate::tree::{Authored, Block, Note};

/// What a page consists of, beside its title.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block<Authored>>,
    pub(super) notes: Vec<Note<Authored>>,
    /// The files that are brought into it.
    pub(super) brought: BTreeSet<Brought>,
    /// Whether it is another one for each reader.
    pub(super) hangs_on_reader: bool,
}

/// Bodies of pages that were parsed before, for exports of one folder with one theme.
#[derive(Debug, Default)]
pub struct Cache {
    bodies: Mutex<FxHashMap<BodyKey, Arc<Warned<Body>>>>,
}

/// What a body depends on, beside the templates of the theme and the reader. The last is what a page
/// may call by name: the title of the whole, and what its own front matter says.
pub(super) type BodyKey = (FileId, Range<usize>, Reading, String);

impl Cache {
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The body for a key, parsed unless it was before and is the same for every reader.
    pub(super) fn body(
        &self,
        key: BodyKey,
        parse: impl FnOnce() -> Warned<Body>,
    ) -> Arc<Warned<Body>> {
        // A panic elsewhere leaves the map as it is, which is whole at any time.
        let bodies = || self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(body) = bodies().get(&key) {
            return body.clone();
        }
        let body = Arc::new(parse());
        if !body.value.hangs_on_reader {
            bodies().insert(key, body.clone());
        }
        body
    }
}
