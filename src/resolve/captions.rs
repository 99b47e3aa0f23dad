//! Figures, tables and listings with a caption: what lists of them and references to them are made
//! from.

use std::collections::HashSet;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::Place;
use crate::tree::walk::walk_blocks_mut;
use crate::tree::{Anchor, Block, BlockKind, Inline, Linked, Pack, title_text};

/// Something with a caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Captioned {
    /// What it is.
    pub kind: CaptionedKind,
    /// Its place among those of its kind, from 1.
    pub number: usize,
    /// Its place in the document.
    pub anchor: Anchor,
    /// What its caption says, without markup.
    pub caption: String,
}

/// The kinds of what has a caption. Each is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaptionedKind {
    /// A picture, or whatever else is shown.
    Figure,
    /// A table.
    Table,
    /// Code.
    Listing,
}

impl CaptionedKind {
    const ALL: [Self; 3] = [Self::Figure, Self::Table, Self::Listing];

    /// What ids that nobody gave start with.
    fn stem(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Table => "table",
            Self::Listing => "listing",
        }
    }
}

/// Finds all that has a caption, in reading order, and gives a place to what has none. `taken` are
/// the places there are.
pub(super) fn captioned(
    pack: &mut Pack<Linked>,
    taken: &IndexMap<Anchor, Place>,
) -> Vec<Captioned> {
    let given = HashSet::new();
    let mut finder =
        Finder { taken, given, counts: [0; CaptionedKind::ALL.len()], found: Vec::new() };
    for page in &mut pack.pages {
        finder.look_through(&mut page.blocks);
        page.notes.iter_mut().for_each(|note| finder.look_through(&mut note.blocks));
    }
    finder.found
}

struct Finder<'p> {
    taken: &'p IndexMap<Anchor, Place>,
    /// The places given to what had none.
    given: HashSet<Anchor>,
    /// How many there were of each kind.
    counts: [usize; CaptionedKind::ALL.len()],
    found: Vec<Captioned>,
}

impl Finder<'_> {
    fn look_through(&mut self, blocks: &mut [Block<Linked>]) {
        walk_blocks_mut(blocks, &mut |block| {
            if let Some((kind, caption)) = caption(block) {
                let caption = title_text(caption);
                if !caption.is_empty() {
                    self.add(block, kind, caption);
                }
            }
        });
    }

    fn add(&mut self, block: &mut Block<Linked>, kind: CaptionedKind, caption: String) {
        let count = &mut self.counts[kind as usize];
        *count += 1;
        let number = *count;
        let anchor = match block.attr.id() {
            Some(id) => Anchor::new(id),
            None => self.free(kind, number),
        };
        block.attr.set_id(Some(anchor.to_string()));
        self.found.push(Captioned { kind, number, anchor, caption });
    }

    /// A place of its own for what has none.
    fn free(&mut self, kind: CaptionedKind, number: usize) -> Anchor {
        let first = format!("{}-{number}", kind.stem());
        let further = (2..).map(|again: usize| format!("{first}-{again}"));
        let mut all = std::iter::once(first.clone()).chain(further).map(Anchor::new);
        let is_free =
            |anchor: &Anchor| !self.taken.contains_key(anchor) && !self.given.contains(anchor);
        let free = all.find(is_free).expect("numbers never end");
        self.given.insert(free.clone());
        free
    }
}

/// What a block is, and its caption, where it is of a kind that has one.
fn caption(block: &Block<Linked>) -> Option<(CaptionedKind, &[Inline<Linked>])> {
    match &block.kind {
        BlockKind::Table { table } => Some((CaptionedKind::Table, &table.caption)),
        BlockKind::Figure { blocks, caption } => {
            let kind = match blocks.as_slice() {
                [Block { kind: BlockKind::Code { .. }, .. }] => CaptionedKind::Listing,
                [Block { kind: BlockKind::Table { .. }, .. }] => CaptionedKind::Table,
                _ => CaptionedKind::Figure,
            };
            Some((kind, caption))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::resolve::testing::{Draft, image, place};
    use crate::resolve::{Cache, Inputs, resolve};
    use crate::theme::Theme;
    use crate::tree::{Authored, CodeLines, Table};

    fn words(text: &str) -> Vec<Inline<Authored>> {
        vec![Inline::text(text, image("a.svg", "").span)]
    }

    fn figure(shown: Block<Authored>, caption: &str) -> Block<Authored> {
        let span = shown.span;
        Block::new(BlockKind::Figure { blocks: vec![shown], caption: words(caption) }, span)
    }

    #[test]
    fn each_kind_is_counted_by_itself_and_every_one_has_a_place() {
        let picture = || image("gone.svg", "words");
        let (span, lines) = (picture().span, CodeLines::default());
        let code = BlockKind::Code { language: None, text: "x".to_owned(), lines };
        let table = Table {
            caption: words("Rows"),
            columns: Vec::new(),
            head: Vec::new(),
            body: Vec::new(),
        };
        let mut named = figure(picture(), "Named");
        named.attr.set_id(Some("own".to_owned()));
        let blocks = vec![
            place("figure-1"),
            figure(picture(), "First"),
            figure(picture(), ""),
            figure(Block::new(code, span), "main.rs"),
            named,
            Block::new(BlockKind::Table { table }, span),
        ];
        let draft = Draft::new().page("a", blocks);
        let files = MemoryFiles::new();
        let inputs = Inputs { files: &files, programs: None, sources: &draft.sources };
        let (theme, cache) = (Theme::shipped(), Cache::default());
        let resolved = resolve(draft.pack(), &draft.config, &theme, inputs, &cache).value;
        let found: Vec<_> = resolved
            .captioned
            .iter()
            .map(|it| format!("{:?} {} {} {}", it.kind, it.number, it.anchor, it.caption))
            .collect();
        assert_eq!(
            found,
            [
                "Figure 1 figure-1-2 First",
                "Listing 1 listing-1 main.rs",
                "Figure 2 own Named",
                "Table 1 table-1 Rows",
            ]
        );
        assert!(resolved.captioned.iter().all(|it| resolved.places.contains_key(&it.anchor)));
    }
}
