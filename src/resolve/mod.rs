//! From the authored tree to the linked one: unique ids, links that lead somewhere, loaded
//! attachments, numbered notes.
//!
//! This is the last stage that reads files and the last that can find fault with content.

mod assets;

use indexmap::IndexMap;

pub use assets::{Asset, AssetId, AssetStore, Format};

use crate::diag::Warned;
use crate::files::Files;
use crate::source::PackConfig;
use crate::tree::{Anchor, Authored, Linked, Pack};

/// A pack whose every reference is settled. All that backends get to see.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The tree.
    pub pack: Pack<Linked>,
    /// The attachments it shows.
    pub assets: AssetStore,
    /// Every place that can be linked to, in reading order.
    pub places: IndexMap<Anchor, Place>,
    /// Pages and their headings, nested: what contents and outlines are made of.
    pub outline: Vec<OutlineEntry>,
}

/// A place that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of its page in [`Pack::pages`].
    pub page: usize,
    /// The words of the heading there; empty for a place that has none.
    pub title: String,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry {
    /// Its words, without markup.
    pub title: String,
    /// Its place; none for a part, which is no page.
    pub anchor: Option<Anchor>,
    /// 0 for a part, the page's depth plus 1 for its title, more for headings below.
    pub level: u8,
    /// Whether tables of contents list it (`notoc` keeps a page's own sections out).
    pub listed: bool,
    /// The headings below it.
    pub children: Vec<OutlineEntry>,
}

/// Settles every reference of a pack.
pub fn resolve(
    authored: Pack<Authored>,
    _config: &PackConfig,
    _files: &dyn Files,
) -> Warned<Resolved> {
    Warned::clean(Resolved {
        pack: Pack { meta: authored.meta, pages: Vec::new() },
        assets: AssetStore::default(),
        places: IndexMap::new(),
        outline: Vec::new(),
    })
}
