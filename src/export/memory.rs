//! How much there is of a pack, and how much memory making its documents takes by that count: asked
//! before any of it is taken, so that a machine with little says no early in place of ending in the
//! middle.

use rayon::current_num_threads;

use crate::diag::{Code, Diagnostic};
use crate::limits::{self, Limit};
use crate::resolve::Resolved;
use crate::source::RawPack;
use crate::text::size::ByteSize;
use crate::tree::walk::{Leaf, walk_blocks, walk_content, walk_inlines};
use crate::tree::{Authored, InlineKind, Pack, Page, Stage};

/// Bytes that any run takes: the command itself, the shipped fonts and tables.
const ANY: u64 = 64 << 20;
/// Bytes for each byte of a page's source while it is read and parsed.
const SOURCE: u64 = 12;
/// Bytes for each byte of words, and for each part of the tree: what the tree itself takes, and what
/// each format does that is made at the same time.
const TREE: Cost = Cost { byte: 6, part: 400 };
const FORMAT: Cost = Cost { byte: 24, part: 600 };
/// How often the bytes of pictures are held: as they are, and once in each format.
const PICTURE: u64 = 1;
/// Bytes for each pixel of the pictures that are decoded at a time, one for each thread.
const PIXEL: u64 = 12;

/// What words cost, in bytes.
#[derive(Clone, Copy, Debug)]
struct Cost {
    byte: u64,
    part: u64,
}

/// How much there is of the words of a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Bytes of text.
    text: u64,
    /// Blocks and inlines.
    parts: u64,
}

impl Extent {
    /// Counts a pack after its includes and templates.
    pub(super) fn of<S: Stage>(pack: &Pack<S>) -> Self {
        let mut extent = Self::default();
        pack.pages.iter().for_each(|page| extent.add(page));
        extent
    }

    fn add<S: Stage>(&mut self, page: &Page<S>) {
        let notes = page.notes.iter().map(|note| &note.blocks[..]);
        for blocks in std::iter::once(&page.blocks[..]).chain(notes) {
            walk_blocks(blocks, &mut |block| {
                self.parts += 1;
                if let Some(Leaf::Code { text, .. }) = block.kind.leaf() {
                    self.text += text.as_ref().len() as u64;
                }
            });
            walk_inlines(blocks, &mut |inline| self.inline(&inline.kind));
        }
        walk_content(&page.title, &mut |inline| self.inline(&inline.kind));
    }

    fn inline<S: Stage>(&mut self, kind: &InlineKind<S>) {
        self.parts += 1;
        if let InlineKind::Text { text } | InlineKind::Code { text } = kind {
            self.text += text.len() as u64;
        }
    }

    fn at(self, cost: Cost) -> u64 {
        self.text * cost.byte + self.parts * cost.part
    }
}

/// Reports a pack that says more than any document does.
pub(super) fn too_many_words(pack: &Pack<Authored>) -> Option<Diagnostic> {
    over(limits::PACK_WORDS, Extent::of(pack).text)
}

/// Reports a pack of more pages than any document has.
pub(super) fn too_many_pages(raw: &RawPack) -> Option<Diagnostic> {
    over(limits::PAGES, raw.pages.len() as u64)
}

fn over(limit: &'static Limit, count: u64) -> Option<Diagnostic> {
    let error = || Diagnostic::error(Code::TooLarge, format!("there are {limit}")).help(limit.cure);
    (count > limit.most).then(error)
}

/// Reports pages whose sources alone take more memory than there may be.
pub(super) fn too_much_source(raw: &RawPack, most: Option<ByteSize>) -> Option<Diagnostic> {
    let most = most?;
    let source: u64 = raw.pages.iter().map(|page| page.body.len() as u64).sum();
    beyond(ANY + source * SOURCE, most)
}

/// Reports a document that takes more memory than there may be, when so many formats are made of it
/// at the same time.
pub(super) fn too_much(
    document: &Resolved,
    formats: usize,
    most: Option<ByteSize>,
) -> Option<Diagnostic> {
    let most = most?;
    let extent = Extent::of(&document.pack);
    let formats = formats as u64;
    let sizes = || document.assets.iter().map(|(_, asset)| asset);
    let files: u64 = sizes().map(|asset| asset.bytes.len() as u64).sum();
    let mut pixels: Vec<u64> =
        sizes().map(|asset| (f64::from(asset.width) * f64::from(asset.height)) as u64).collect();
    pixels.sort_unstable_by(|one, other| other.cmp(one));
    let decoded: u64 = pixels.iter().take(current_num_threads()).sum();
    let needed = ANY
        + extent.at(TREE)
        + extent.at(FORMAT) * formats
        + files * (PICTURE + formats)
        + decoded * PIXEL;
    beyond(needed, most)
}

fn beyond(needed: u64, most: ByteSize) -> Option<Diagnostic> {
    if needed <= most.0 {
        return None;
    }
    let message = format!(
        "the documents take some {} of memory by what there is of them, and `--max-memory` allows {most}",
        ByteSize(needed)
    );
    let help = "make one format at a time (`--to`), leave out pages or pictures, or allow more";
    Some(Diagnostic::error(Code::TooLarge, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::backend::BACKENDS;
    use crate::diag::Code;
    use crate::files::MemoryFiles;
    use crate::text::size::ByteSize;
    use crate::{Request, Unwatched, export};

    #[test]
    fn what_takes_more_memory_than_it_may_is_not_made() {
        let words = "Keys never leave the vault, and nobody asks for them. ".repeat(2_000);
        let files = MemoryFiles::new().with("a.md", format!("# A\n\n{words}\n"));
        let made = |most: Option<u64>, formats: usize| {
            let formats = BACKENDS[..formats].to_vec();
            let request = Request { max_memory: most.map(ByteSize), formats, ..Request::default() };
            let export = export(&request, &files, &Unwatched);
            assert_eq!(export.refusal.is_some(), export.made.is_empty());
            let said = export.diagnostics.into_iter().find(|it| it.code == Code::TooLarge);
            (export.made.len(), said.map(|it| it.message))
        };
        assert_eq!(made(None, 1), (1, None));
        assert_eq!(made(Some(500_000_000), 3), (3, None));
        let (count, said) = made(Some(70_000_000), 1);
        let said = said.unwrap();
        assert_eq!(count, 0);
        assert!(said.ends_with("and `--max-memory` allows 70.0 MB"), "{said}");
        // Three formats take more than one, at the same time.
        let three = made(Some(70_000_000), 3).1.unwrap();
        assert_ne!(three, said);
    }
}
