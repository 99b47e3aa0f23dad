//! Whom a pack is made for, and whether what was parsed hangs on that.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::source::Audience;

/// The reader of a pack, as one page asks for him: what never asked is the same for every reader.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    audience: &'a Audience,
    asked: AtomicBool,
}

impl<'a> Reader<'a> {
    /// Nothing has asked yet.
    pub(super) fn new(audience: &'a Audience) -> Self {
        Self { audience, asked: AtomicBool::new(false) }
    }

    /// Who the reader is. What comes of it is for him alone.
    pub(super) fn audience(&self) -> &'a Audience {
        self.ask();
        self.audience
    }

    /// The profiles of the pack, which are the same for all.
    pub(super) fn profiles(&self) -> &'a [String] {
        &self.audience.profiles
    }

    /// Marks what is parsed as this reader's, since it holds something that he gets and others may
    /// not.
    pub(super) fn ask(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether anything has asked.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}
