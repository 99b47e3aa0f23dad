//! The place of a page.

use crate::yaml::Located;

/// A page's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::source) struct Placed {
    /// The index of the candidate.
    pub(in crate::source) page: usize,
    /// How many pages stand above it.
    pub(in crate::source) depth: u8,
    /// The title of the part that opens with it.
    pub(in crate::source) part: Option<String>,
    /// The part that it belongs to, by a number; 0 where no list says so.
    pub(in crate::source) part_of: usize,
    /// The section that is taken alone.
    pub(in crate::source) section: Option<Located<String>>,
    /// What the list that gives the order calls it.
    pub(in crate::source) name: Option<String>,
}

/// The pages that are listed; the title of a part goes on to the first of them.
pub(super) fn listed_of(placed: Vec<Placed>, is_listed: impl Fn(usize) -> bool) -> Vec<Placed> {
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
