//! The page numbers that links print, as far as an earlier round of the layout knows them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::paged::Paged;
use crate::tree::{Anchor, NodeKey};

/// Stands before and within the name of a citation's place. No anchor holds it.
const SIGN: char = '>';

/// What an earlier round of the layout says of the pages of places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageNumbers {
    /// The printed number of the page that holds a place.
    labels: FxHashMap<Anchor, String>,
    /// The citations that stood on another page than what they cite, in any round: what has once
    /// been printed stays, so that rounds end.
    elsewhere: FxHashSet<Anchor>,
}

impl PageNumbers {
    /// What a round shows, after what rounds before it showed.
    pub(super) fn after(before: &Self, paged: &Paged) -> Self {
        let label = |anchor: &Anchor| {
            let place = paged.places.get(anchor)?;
            Some(paged.pages[place.page].label.as_str())
        };
        let citations = paged.places.keys().filter_map(|place| Some((place, cited(place)?)));
        let page = |anchor: &Anchor| paged.places.get(anchor).map(|place| place.page);
        let apart = citations.filter(|(place, cited)| {
            page(cited).is_some_and(|page_of_cited| page(place) != Some(page_of_cited))
        });
        let elsewhere =
            apart.map(|(place, _)| place.clone()).chain(before.elsewhere.iter().cloned());
        let labels =
            paged.places.keys().filter_map(|place| Some((place.clone(), label(place)?.to_owned())));
        Self { elsewhere: elsewhere.collect(), labels: labels.collect() }
    }

    /// The printed number of the page that holds a place.
    pub(super) fn get(&self, place: &Anchor) -> Option<&str> {
        self.labels.get(place).map(String::as_str)
    }

    /// Whether a citation says on which page stands what it cites: not on that very page.
    pub(super) fn is_elsewhere(&self, citation: &Anchor) -> bool {
        self.elsewhere.contains(citation)
    }
}

/// The place of a citation itself, which is known while the document is laid out.
pub(super) fn citation(link: NodeKey, cited: &Anchor) -> Anchor {
    Anchor::new(format!("{SIGN}{link:x}{SIGN}{cited}"))
}

/// What a citation cites, where a place is one.
pub(super) fn cited(place: &Anchor) -> Option<Anchor> {
    let rest = place.as_str().strip_prefix(SIGN)?;
    rest.split_once(SIGN).map(|(_, cited)| Anchor::new(cited))
}
