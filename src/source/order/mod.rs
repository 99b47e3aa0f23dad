//! The order of pages, and which stands above which.
//!
//! `pack.yaml` has the last word; then an order that another tool's settings write down; then the
//! front matter and the folders.

mod azure;
mod beside;
mod contents;
mod data_list;
mod docusaurus;
mod door;
mod explicit;
mod hierarchy;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod placed;
mod recognize;
mod site;
mod starlight;
#[cfg(test)]
mod tests;
mod titled;
mod translations;
mod values;
mod vitepress;
mod wiki;

pub(super) use placed::Placed;
use placed::listed_of;
pub(super) use recognize::recognize;
pub use recognize::{HIDDEN_SETTINGS, is_site};
pub(super) use site::{Identity, Site};
pub use values::LONGEST_VALUE;

use super::addresses::Addressing;
use super::candidate::Candidate;
use super::config::PackConfig;
use super::left_out::LeftOut;
use crate::diag::{Severity, Sink};
use crate::tree::PageRole;

/// Puts the pages in order. Those that are not returned have no place in it; titles that stand
/// above pages and have none are added to them. `left_out` are the pages that cannot have one.
pub(super) fn order(
    pages: &mut Vec<Candidate>,
    config: &PackConfig,
    site: &Site,
    left_out: &[LeftOut],
    sink: &mut Sink,
) -> Vec<Placed> {
    let placed = order_of_lists(pages, config, site, left_out, sink);
    chapters_of_parts(pages, placed)
}

/// The same order, where what stands below a page that opens a part is a chapter.
fn chapters_of_parts(pages: &[Candidate], mut placed: Vec<Placed>) -> Vec<Placed> {
    let mut in_part = false;
    for place in &mut placed {
        if place.depth == 0 {
            in_part = pages[place.page].front.meta.role == Some(PageRole::Part);
        } else if in_part {
            place.depth -= 1;
        }
    }
    placed
}

fn order_of_lists(
    pages: &mut Vec<Candidate>,
    config: &PackConfig,
    site: &Site,
    left_out: &[LeftOut],
    sink: &mut Sink,
) -> Vec<Placed> {
    let known = |severity| explicit::Known {
        left_out,
        severity,
        folders: &site.folders,
        dialect: site.dialect,
    };
    if !config.contents.is_empty() {
        return explicit::order(pages, &config.contents, known(Severity::Error), sink);
    }
    titled::add_folders(pages, site);
    let in_data = match &site.addressing {
        Addressing::Jekyll(jekyll) if site.contents.is_empty() => {
            jekyll::lists::contents(pages, site, jekyll)
        }
        _ => Vec::new(),
    };
    let contents = if in_data.is_empty() { &site.contents } else { &in_data };
    if !contents.is_empty() {
        // A tool leaves out of its menu what it does not publish, and so does this.
        return explicit::order(pages, contents, known(Severity::Note), sink);
    }
    let placed = hierarchy::order(pages, &site.folders, site.dialect, sink);
    let listed = |page: usize| pages[page].unlisted.is_none() || pages[page].opens_pack();
    listed_of(placed, listed)
}

/// The order of pages that are exported alone.
pub(super) fn alone(pages: &[Candidate]) -> Vec<Placed> {
    (0..pages.len()).map(|page| Placed { page, ..Placed::default() }).collect()
}
