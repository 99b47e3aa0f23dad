//! The order of pages, and which stands above which.
//!
//! `pack.yaml` has the last word; then an order that another tool's settings write down; then the
//! front matter and the folders.

mod azure;
mod beside;
mod docusaurus;
mod explicit;
mod hierarchy;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod site;
mod starlight;
#[cfg(test)]
mod tests;
mod titled;
mod vitepress;
mod wiki;

pub use site::{HIDDEN_SETTINGS, LONGEST_VALUE, is_site};
pub(super) use site::{Identity, Site, join, recognize, within};

use std::borrow::Cow;

use serde_json::Value;

use super::config::PackConfig;
use super::front_matter::FrontMatter;
use super::left_out::{LeftOut, Reason};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::files::PackPath;
use crate::span::FileId;
use crate::text::page_path::IndexKind;
use crate::yaml::Located;

/// A page that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its file.
    pub(super) file: FileId,
    /// Where it lies.
    pub(super) path: PackPath,
    /// Path without its ending.
    pub(super) key: String,
    /// The key as seen from the folder of pages, without a language, once the site is known.
    pub(super) local: Option<String>,
    /// What it says about itself.
    pub(super) front: FrontMatter,
    /// What was noticed while reading it; told only if the page is taken.
    pub(super) said: Vec<Diagnostic>,
    /// Whether it is a title that stands above pages and has no file of its own.
    pub(super) titled: bool,
    /// Whether notes are made of it, and it is none itself.
    pub(super) template: bool,
    /// Why it is in no list that nobody wrote down.
    pub(super) unlisted: Option<Reason>,
}

impl Candidate {
    /// Whether the page stands for its folder.
    fn is_index(&self) -> bool {
        let local = self.local_key();
        let name = local.rsplit_once('/').map_or(local, |(_, name)| name);
        IndexKind::of(name).is_some()
    }

    /// Says in which site it lies: which folder holds the pages, and what their names may end in.
    pub(super) fn place_below(&mut self, site: &Site) {
        let local = site.local(&self.key).unwrap_or(Cow::Borrowed(&self.key));
        self.local = Some(local.strip_suffix(site.suffix()).unwrap_or(&local).to_owned());
    }

    /// The key as seen from the folder that holds the pages, without a language.
    pub(super) fn local_key(&self) -> &str {
        self.local.as_deref().unwrap_or(&self.key)
    }

    /// The page's folder as seen from the folder that holds the pages; empty for that one.
    pub(super) fn folder(&self) -> &str {
        self.local_key().rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether a path ends with the id that the page gives itself in its folder.
    fn calls_itself(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let id = self.front.meta.other.get("id").and_then(Value::as_str);
        id == Some(name) && [self.path.folder(), self.folder()].contains(&folder)
    }

    /// Whether the page is the index of the pack itself.
    pub(super) fn opens_pack(&self) -> bool {
        self.is_index() && self.folder().is_empty()
    }
}

/// A page's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    /// The index of the candidate.
    pub(super) page: usize,
    /// How many pages stand above it.
    pub(super) depth: u8,
    /// The title of the part that opens with it.
    pub(super) part: Option<String>,
    /// The part that it belongs to, by a number; 0 where no list says so.
    pub(super) part_of: usize,
    /// The section that is taken alone.
    pub(super) section: Option<Located<String>>,
    /// What the list that gives the order calls it.
    pub(super) name: Option<String>,
}

/// Puts the pages in order. Those that are not returned have no place in it; titles that stand
/// above pages and have none are added to them. `left_out` are the pages that cannot have one.
pub(super) fn order(
    pages: &mut Vec<Candidate>,
    config: &PackConfig,
    site: &Site,
    left_out: &[LeftOut],
    sink: &mut Sink,
) -> Vec<Placed> {
    if !config.contents.is_empty() {
        let known = ((left_out, Severity::Error), (&site.folders, site.dialect));
        return explicit::order(pages, &config.contents, known, sink);
    }
    if !site.contents.is_empty() {
        // A tool leaves out of its menu what it does not publish, and so does this.
        titled::add_folders(pages, site);
        let known = ((left_out, Severity::Note), (&site.folders, site.dialect));
        return explicit::order(pages, &site.contents, known, sink);
    }
    titled::add_folders(pages, site);
    let placed = hierarchy::order(pages, (&site.folders, site.dialect), sink);
    let listed = |page: usize| pages[page].unlisted.is_none() || pages[page].opens_pack();
    listed_of(placed, listed)
}

/// The pages that are listed; the title of a part goes on to the first of them.
fn listed_of(placed: Vec<Placed>, is_listed: impl Fn(usize) -> bool) -> Vec<Placed> {
    let mut part = None;
    let listed = placed.into_iter().filter_map(|mut place| {
        place.part = place.part.or_else(|| part.take());
        if is_listed(place.page) {
            return Some(place);
        }
        part = place.part;
        None
    });
    listed.collect()
}

/// The order of pages that are exported alone.
pub(super) fn alone(pages: &[Candidate]) -> Vec<Placed> {
    (0..pages.len()).map(|page| Placed { page, ..Placed::default() }).collect()
}
