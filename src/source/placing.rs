//! Pages are brought into their places.

use super::candidate::Candidate;
use super::left_out::{LeftOut, Reason};
use super::order::Placed;
use super::raw_page::RawPage;

/// The pages that have a place in the pack, and so a say in what is said about it, by their files.
pub(super) fn taken<'a>(pages: &'a [Candidate], placed: &[Placed]) -> Vec<&'a Candidate> {
    let mut places: Vec<usize> = placed.iter().map(|place| place.page).collect();
    places.sort_unstable();
    let pages = places.into_iter().map(|page| &pages[page]);
    pages.filter(|page| !page.titled).collect()
}

/// Brings the pages into their places; those without one are left out.
pub(super) fn place(
    pages: Vec<Candidate>,
    placed: Vec<Placed>,
    listed_by: Option<String>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<RawPage> {
    let mut taken = vec![false; pages.len()];
    let mut raw = Vec::with_capacity(placed.len());
    for place in placed {
        let page = pages[place.page].clone();
        let again = std::mem::replace(&mut taken[place.page], true);
        // Further sections of a page are pages of their own, beside the first one.
        let key = match &place.section {
            Some(section) if again => format!("{}#{}", page.key, section.value),
            _ => page.key,
        };
        raw.push(RawPage {
            file: page.file,
            path: page.path,
            key,
            section: place.section,
            titled: page.titled,
            written_title: page.front.written_title,
            called: place.name.or(page.front.label),
            meta: page.front.meta,
            unread: page.front.unread,
            body: page.front.body,
            depth: place.depth,
            part: place.part,
            part_of: place.part_of,
        });
    }
    let unplaced = pages.into_iter().zip(taken).filter(|(page, taken)| !taken && !page.titled);
    let unplaced = unplaced.map(|(page, _)| page);
    left_out.extend(unplaced.map(|page| {
        let in_no_menu = page.unlisted.map(|cause| Reason::InNoMenu(Box::new(cause)));
        let reason = in_no_menu.unwrap_or_else(|| Reason::NotListed(listed_by.clone()));
        LeftOut::new(page.path, reason)
    }));
    raw
}
