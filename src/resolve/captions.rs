//! Figures, tables and listings with a caption: what lists of them and references to them are made
//! from.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::ids::Ids;
use super::note_names::referred;
use super::numbers::HeadingNumbers;
use crate::source::Numbering;
use crate::span::Span;
use crate::theme::{CaptionNumbering, Label, Theme};
use crate::tree::walk::{walk_blocks, walk_blocks_mut};
use crate::tree::{
    Anchor, Authored, Block, BlockKind, Inline, InlineKind, Linked, Pack, Page, Referable, Table,
    title_text,
};

/// Something with a caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Captioned {
    /// What it is.
    pub kind: CaptionedKind,
    /// Its place among those of its kind, from 1.
    pub number: usize,
    /// The number that stands before its caption, `3` or `2.3`; none where things have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_number: Option<String>,
    /// Its place in the document.
    pub anchor: Anchor,
    /// What its caption says, without markup.
    pub caption: String,
}

impl Captioned {
    /// What lists call it: its caption, behind its number where it has one.
    pub fn title(&self) -> String {
        let number = self.printed_number.as_deref().unwrap_or_default();
        format!("{number} {}", self.caption).trim().to_owned()
    }
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

    /// What stands before its number.
    pub(super) fn label(self) -> Label {
        match self {
            Self::Figure => Label::Figure,
            Self::Table => Label::Table,
            Self::Listing => Label::Listing,
        }
    }

    /// What an id says that a thing is.
    fn of_id(id: &str) -> Option<Self> {
        match Referable::of_id(id)? {
            Referable::Figure => Some(Self::Figure),
            Referable::Table => Some(Self::Table),
            Referable::Listing => Some(Self::Listing),
            Referable::Section => None,
        }
    }
}

/// Finds all that has a caption, in reading order, gives a place to what has none, and puts the
/// numbers before the captions where things are numbered: where `numbering` says so, or where it
/// says nothing, as the theme has it: mostly where an id is there to refer to one of them (`fig-x`).
pub(super) fn number(
    pack: &mut Pack<Authored>,
    ids: &mut Ids,
    chapters: &HeadingNumbers,
    numbering: Option<Numbering>,
    theme: &Theme,
) -> Vec<Captioned> {
    let kinds: FxHashMap<Anchor, CaptionedKind> = ids
        .referable()
        .filter_map(|(name, anchor)| Some((anchor.clone(), CaptionedKind::of_id(name)?)))
        .collect();
    let unsaid = || match theme.tokens.captions.numbering {
        CaptionNumbering::AsReferred if is_any_named(pack, &kinds) => Numbering::Pack,
        CaptionNumbering::AsReferred => Numbering::None,
        CaptionNumbering::Pack => Numbering::Pack,
        CaptionNumbering::Chapter => Numbering::Chapter,
    };
    let numbering = numbering.unwrap_or_else(unsaid);
    let mut counter = Counter {
        ids,
        kinds,
        theme,
        numbering,
        found: Vec::new(),
        counts: Counts::default(),
        in_chapter: Counts::default(),
    };
    let pack_lang = pack.meta.lang.clone();
    let mut chapter = String::new();
    for (index, page) in pack.pages.iter_mut().enumerate() {
        if page.depth == 0 {
            let number = chapters.of(&counter.ids.page(index).anchor);
            chapter = number.unwrap_or_default().to_owned();
            counter.in_chapter = Counts::default();
        }
        let lang = page.meta.lang.clone();
        counter.page(page, lang.as_deref().unwrap_or(&pack_lang), &chapter);
    }
    counter.found
}

/// Whether anything that has a caption has an id to refer to it by.
fn is_any_named(pack: &Pack<Authored>, kinds: &FxHashMap<Anchor, CaptionedKind>) -> bool {
    if kinds.is_empty() {
        return false;
    }
    let mut found = false;
    let mut look = |block: &Block<Authored>| {
        let may_have_caption =
            matches!(block.kind, BlockKind::Figure { .. } | BlockKind::Table { .. });
        found |= may_have_caption
            && block.attr.id().is_some_and(|id| kinds.contains_key(&Anchor::new(id)));
    };
    for page in &pack.pages {
        walk_blocks(&page.blocks, &mut look);
        page.notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut look));
    }
    found
}

/// Brings captions in which references stand up to date, once these have their words.
pub(super) fn fill(captioned: &mut [Captioned], pack: &Pack<Linked>) {
    let mut places: FxHashMap<Anchor, &mut Captioned> = captioned
        .iter_mut()
        .filter(|captioned| captioned.caption.contains('@'))
        .map(|captioned| (captioned.anchor.clone(), captioned))
        .collect();
    if places.is_empty() {
        return;
    }
    let mut fill = |block: &Block<Linked>| {
        let (BlockKind::Figure { caption, .. } | BlockKind::Table { table: Table { caption, .. } }) =
            &block.kind
        else {
            return;
        };
        let place = block.attr.id().and_then(|id| places.get_mut(&Anchor::new(id)));
        if let Some(captioned) = place {
            // The number and the blank behind it.
            let before = if captioned.printed_number.is_some() { 2 } else { 0 };
            captioned.caption = title_text(caption.get(before..).unwrap_or_default());
        }
    };
    for page in &pack.pages {
        walk_blocks(&page.blocks, &mut fill);
        page.notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut fill));
    }
}

/// How many there were of each kind.
type Counts = [usize; CaptionedKind::ALL.len()];

struct Counter<'p> {
    ids: &'p mut Ids,
    /// What has an id that says what it is.
    kinds: FxHashMap<Anchor, CaptionedKind>,
    theme: &'p Theme,
    numbering: Numbering,
    found: Vec<Captioned>,
    counts: Counts,
    in_chapter: Counts,
}

impl Counter<'_> {
    fn page(&mut self, page: &mut Page<Authored>, lang: &str, chapter: &str) {
        walk_blocks_mut(&mut page.blocks, &mut |block| self.block(block, lang, chapter));
        let labels: Vec<String> = referred(page).into_keys().map(str::to_owned).collect();
        let mut places = FxHashMap::default();
        for (place, note) in page.notes.iter().enumerate() {
            places.entry(note.label.clone()).or_insert(place);
        }
        for place in labels.iter().filter_map(|label| places.get(label)) {
            let blocks = &mut page.notes[*place].blocks;
            walk_blocks_mut(blocks, &mut |block| self.block(block, lang, chapter));
        }
    }

    fn block(&mut self, block: &mut Block<Authored>, lang: &str, chapter: &str) {
        let own = block.attr.id().map(Anchor::new);
        let meant = own.as_ref().and_then(|own| self.kinds.get(own)).copied();
        let span = block.span;
        let Some((kind, caption)) = caption(block) else { return };
        let words = title_text(caption);
        if words.is_empty() && meant.is_none() {
            return;
        }
        let kind = meant.unwrap_or(kind);
        let number = self.count(kind);
        let printed_number = self.printed(kind, number, chapter);
        if let Some(number) = &printed_number {
            let label = self.theme.label(lang, kind.label());
            let pattern = self.theme.label(lang, Label::CaptionStart);
            put_number(caption, &format!("{label}\u{a0}{number}"), pattern, span);
        }
        let stem = kind.stem();
        let anchor = own.unwrap_or_else(|| self.ids.claim(&format!("{stem}-{number}")));
        block.attr.set_id(Some(anchor.to_string()));
        self.found.push(Captioned { kind, number, printed_number, anchor, caption: words });
    }

    /// Counts one more of a kind.
    fn count(&mut self, kind: CaptionedKind) -> usize {
        self.in_chapter[kind as usize] += 1;
        self.counts[kind as usize] += 1;
        self.counts[kind as usize]
    }

    /// The number of the last one of a kind as it is printed.
    fn printed(&self, kind: CaptionedKind, number: usize, chapter: &str) -> Option<String> {
        match self.numbering {
            Numbering::None => None,
            Numbering::Pack => Some(number.to_string()),
            Numbering::Chapter => Some(format!("{chapter}.{}", self.in_chapter[kind as usize])),
        }
    }
}

/// Puts "Figure 3:" before a caption; without its colon where there is nothing behind it.
fn put_number(caption: &mut Vec<Inline<Authored>>, name: &str, pattern: &str, span: Span) {
    let start = caption.first().map_or(span, |first| Span { end: first.span.start, ..first.span });
    let words = if caption.is_empty() { name.to_owned() } else { pattern.replace("{name}", name) };
    let number = InlineKind::Strong { content: vec![Inline::text(words, start)] };
    let space = (!caption.is_empty()).then(|| Inline::text(" ", start));
    caption.splice(..0, std::iter::once(Inline::new(number, start)).chain(space));
}

/// What a block is, and its caption, where it is of a kind that has one.
fn caption(block: &mut Block<Authored>) -> Option<(CaptionedKind, &mut Vec<Inline<Authored>>)> {
    match &mut block.kind {
        BlockKind::Table { table } => Some((CaptionedKind::Table, &mut table.caption)),
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
