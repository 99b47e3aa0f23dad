//! Pages that stay out though others link to them.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::files::PackPath;
use crate::source::LeftOut;
use crate::text::page_path::{candidates, without_ending};
use crate::tree::walk::walk_inlines;
use crate::tree::{Authored, InlineKind, Pack};

/// Says of every page that stays out which pages link to it, in reading order.
pub fn note_links(pack: &Pack<Authored>, left_out: &mut [LeftOut]) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, page) in left_out.iter().enumerate() {
        known.entry(without_ending(page.path.as_str()).to_owned()).or_insert(index);
    }
    for page in &pack.pages {
        let Ok(path) = PackPath::new(&page.key) else { continue };
        let notes = page.notes.iter().map(|note| &note.blocks);
        for blocks in std::iter::once(&page.blocks).chain(notes) {
            walk_inlines(blocks, &mut |inline| {
                let InlineKind::Link { target, .. } = &inline.kind else { return };
                if let Some(index) = leads_to(&path, target, &known) {
                    let from = &mut left_out[index].linked_from;
                    if !from.contains(&page.key) {
                        from.push(page.key.clone());
                    }
                }
            });
        }
    }
}

/// Which of the known pages a link means: seen from its page, else from the pack's folder.
fn leads_to(page: &PackPath, target: &str, known: &BTreeMap<String, usize>) -> Option<usize> {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || path.contains(':') {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = path.trim_end_matches('/');
    let beside = page.sibling(path).ok();
    let below = PackPath::new(path.trim_start_matches('/')).ok();
    beside.into_iter().chain(below).find_map(|path| {
        let path = path.as_str();
        candidates(path).iter().find_map(|path| known.get(path).copied())
    })
}
