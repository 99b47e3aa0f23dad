//! Heading levels: below the page's title, without gaps.

use crate::diag::{Code, Diagnostic, Sink};
use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Authored, Block, BlockKind, Pack};

/// Replaces the levels authors wrote by those the page's place in the pack gives.
pub(super) fn close_gaps(pack: &mut Pack<Authored>, sink: &mut Sink) {
    for page in &mut pack.pages {
        let mut levels = Levels { title: page.depth.saturating_add(1), open: Vec::new() };
        let mut renumber = |block: &mut Block<Authored>| {
            if let BlockKind::Heading { level, .. } = &mut block.kind {
                if let Some(above) = levels.skipped(*level) {
                    sink.push(gap(*level, above).at(block.span));
                }
                *level = levels.without_gap(*level);
            }
        };
        walk_blocks_mut(&mut page.blocks, &mut renumber);
        for note in &mut page.notes {
            walk_blocks_mut(&mut note.blocks, &mut renumber);
        }
    }
}

fn gap(level: u8, above: u8) -> Diagnostic {
    let message = format!("a heading of level {level} stands right below one of level {above}");
    let right = "#".repeat(usize::from(above) + 1);
    let help = format!("write it with `{right}`; the outputs close the gap");
    Diagnostic::note(Code::HeadingLevel, message).help(help)
}

struct Levels {
    title: u8,
    /// The levels as written of the headings that the next one may stand below.
    open: Vec<u8>,
}

impl Levels {
    /// The level of the heading above, where the one written next leaves levels out.
    fn skipped(&self, written: u8) -> Option<u8> {
        self.open.last().copied().filter(|&above| written > above.saturating_add(1))
    }

    /// The level of the next heading.
    fn without_gap(&mut self, written: u8) -> u8 {
        while self.open.last().is_some_and(|&open| open >= written) {
            self.open.pop();
        }
        self.open.push(written);
        let below = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        self.title.saturating_add(below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_no_gaps_whatever_was_written() {
        let mut levels = Levels { title: 2, open: Vec::new() };
        let found: Vec<_> =
            [4, 2, 3, 6, 5, 2, 1, 3].map(|written| levels.without_gap(written)).into();
        assert_eq!(found, [3, 3, 4, 5, 5, 3, 3, 4]);
    }
}
