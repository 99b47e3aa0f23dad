//! Pages of which nothing is left for this reader.

use std::collections::{BTreeMap, BTreeSet};

use super::words::Words;
use crate::source::RawPage;
use crate::tree::walk::walk_blocks;
use crate::tree::{Authored, Block, BlockKind, Page, plain_text};

/// Whether a page shows anything below its title.
pub(super) fn shows_something(page: &Page<Authored>) -> bool {
    page.blocks.iter().any(shows)
}

fn shows(block: &Block<Authored>) -> bool {
    match &block.kind {
        BlockKind::Rule | BlockKind::PageBreak => false,
        BlockKind::Div { blocks } => blocks.iter().any(shows),
        _ => true,
    }
}

/// Whether the name of a page is for whom a part of it is: it is that of a heading which its
/// conditions took along.
pub(super) fn is_called_by_a_part(page: &Page<Authored>) -> bool {
    let title = plain_text(&page.title);
    let mut found = false;
    walk_blocks(&page.blocks, &mut |block| {
        if let BlockKind::Heading { content, .. } = &block.kind {
            found |= plain_text(content).trim() == title.trim();
        }
    });
    !page.headed && (found || !page.named)
}

/// A page of which nothing is left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Emptied {
    /// Its place among the pages.
    pub(super) index: usize,
    /// Whether its title is not for this reader either.
    pub(super) untitled: bool,
}

/// Takes pages out of which nothing is left, with their words, and titles above nothing but them. One
/// with pages below it that stay is their title, where that is for this reader; else they move up. A
/// part that such a page opens is opened by the next page of it. Returns the keys of those that went.
///
/// `raw` are the same pages as they were read.
pub(super) fn take_out(
    pages: &mut Vec<Page<Authored>>,
    raw: &[RawPage],
    emptied: &[Emptied],
    removed: &mut Words,
) -> BTreeSet<String> {
    if emptied.is_empty() {
        return BTreeSet::new();
    }
    let emptied: BTreeMap<usize, bool> =
        emptied.iter().map(|page| (page.index, page.untitled)).collect();
    let mut gone = vec![false; pages.len()];
    let mut next = None;
    // From the end, so that it is known which pages below one stay.
    for index in (0..pages.len()).rev() {
        let depth = pages[index].depth;
        let below = pages[index + 1..].iter().take_while(|page| page.depth > depth).count();
        let below = index + 1..index + 1 + below;
        let none_stays = below.clone().all(|at| gone[at]);
        let goes = match emptied.get(&index) {
            Some(untitled) => *untitled || none_stays,
            None => raw[index].titled && none_stays && !below.is_empty(),
        };
        if !goes {
            next = Some(index);
            continue;
        }
        gone[index] = true;
        removed.add_withheld(&pages[index]);
        for page in &mut pages[below] {
            page.depth -= 1;
        }
        if let (Some(part), Some(next)) = (pages[index].part.take(), next)
            && raw[next].part_of == raw[index].part_of
        {
            pages[next].part.get_or_insert(part);
        }
    }
    let keys = pages.iter().zip(&gone).filter(|(_, gone)| **gone);
    let keys = keys.map(|(page, _)| page.key.clone()).collect();
    let mut stays = gone.into_iter().map(|gone| !gone);
    pages.retain(|_| stays.next().unwrap_or(true));
    keys
}

#[cfg(test)]
mod tests {
    use crate::export::{Request, Session};
    use crate::files::MemoryFiles;
    use crate::source::{Selection, Wanted};

    /// What `recto list` says to a reader.
    fn listed(profile: &str, pages: &[(&str, &str)]) -> String {
        let settings = "title: Plan\nprofiles:\n  board: {}\n  staff: {}\n";
        listed_of(profile, &[&[("pack.yaml", settings)], pages].concat())
    }

    fn listed_of(profile: &str, files: &[(&str, &str)]) -> String {
        let files =
            files.iter().fold(MemoryFiles::new(), |files, (path, text)| files.with(path, *text));
        let wanted = Wanted { profile: Some(profile.to_owned()), ..Selection::Folder.into() };
        let request = Request { wanted, ..Request::default() };
        Session::new(&files).list(&request).value.listing()
    }

    const FOR_BOARD: &str = "# Merger\n\n:::{only=board}\nWe buy them.\n:::\n\n---\n";

    #[test]
    fn a_page_of_which_nothing_is_left_stays_out() {
        let pages =
            [("a.md", FOR_BOARD), ("b.md", "# Blank\n"), ("c.md", "# Lines\n\nWords.\n\n---\n")];
        let text = listed("staff", &pages);
        assert!(!text.contains("Merger"), "{text}");
        assert!(text.contains("a.md  nothing of it is for this reader"), "{text}");
        assert!(text.contains("  Blank  b.md\n") && text.contains("  Lines  c.md\n"), "{text}");
        let text = listed("board", &pages);
        assert!(text.contains("  Merger  a.md\n") && !text.contains("left out"), "{text}");
    }

    #[test]
    fn titles_and_parts_without_a_page_go_along() {
        let contents = "contents:\n- part: Deals\n  pages: [a, {title: Ours, pages: [b]}]\n- c\n\
                        - part: House\n  pages: [d, e]\n";
        let settings = format!("title: Plan\nprofiles:\n  board: {{}}\n  staff: {{}}\n{contents}");
        let open = "# Parking\n\nBehind the house.\n";
        let texts =
            [("a", FOR_BOARD), ("b", FOR_BOARD), ("c", open), ("d", FOR_BOARD), ("e", open)];
        let names = texts.map(|(name, text)| (format!("{name}.md"), text));
        let pages = names.iter().map(|(name, text)| (&**name, *text));
        let pages: Vec<_> = [("pack.yaml", &*settings)].into_iter().chain(pages).collect();
        let text = listed_of("staff", &pages);
        let expected =
            "Plan (profile staff)\n  Parking  c.md\nHouse:\n  Parking  e.md\nleft out:\n";
        assert!(text.starts_with(expected), "{text}");
    }

    #[test]
    fn one_above_pages_that_stay_is_their_title_where_that_is_for_all() {
        let below = ("m/x.md", "# Parking\n\nBehind the house.\n");
        let text = listed("staff", &[("m/index.md", FOR_BOARD), below]);
        assert!(text.contains("  Merger     m/index.md\n    Parking  m/x.md\n"), "{text}");
        let hidden =
            "{{< only profile=\"board\" >}}\n\n# Merger\n\nWe buy them.\n\n{{< /only >}}\n";
        let named = format!("---\ntitle: Merger\n---\n{hidden}");
        for index in [hidden, &*named] {
            let text = listed("staff", &[("m/index.md", index), below]);
            assert!(!text.contains("Merger"), "{text}");
            assert!(text.contains("\n  Parking  m/x.md\n"), "{text}");
        }
        let text = listed("staff", &[("m/index.md", FOR_BOARD), ("m/x.md", FOR_BOARD)]);
        assert!(!text.contains("  Merger"), "{text}");
    }
}
