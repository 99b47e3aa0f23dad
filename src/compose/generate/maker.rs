//! The few kinds of block that generated pages are made of.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::span::Span;
use crate::text::day::Day;
use crate::theme::{Label, Theme};
use crate::tree::{
    Alignment, Attr, Authored, Block, BlockKind, Cell, Inline, InlineKind, Pack, Page, PageMeta,
    Row, Table, WITH_PAGE,
};

/// What a path in a link cannot hold as it is.
const NO_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'\\');

/// Words that stand together, in a cell or a paragraph.
pub(super) type Words = Vec<Inline<Authored>>;

/// Makes blocks in the language and with the labels of a pack.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    theme: &'a Theme,
    lang: &'a str,
    /// Where that which is made comes from.
    span: Span,
}

impl<'a> Maker<'a> {
    pub(super) fn new(theme: &'a Theme, pack: &'a Pack<Authored>, span: Span) -> Self {
        Self { theme, lang: &pack.meta.lang, span }
    }

    pub(super) fn label(&self, label: Label) -> &'a str {
        self.theme.label(self.lang, label)
    }

    /// A day, which no line break takes apart.
    pub(super) fn day(&self, day: Day) -> String {
        day.words(self.lang).replace(' ', "\u{A0}")
    }

    pub(super) fn text(&self, text: impl Into<String>) -> Inline<Authored> {
        Inline::text(text, self.span)
    }

    /// Words as they are; none for nothing.
    pub(super) fn words(&self, text: Option<&str>) -> Words {
        text.filter(|text| !text.is_empty()).map(|text| self.text(text)).into_iter().collect()
    }

    pub(super) fn underlined(&self, text: &str) -> Inline<Authored> {
        Inline::new(InlineKind::Underline { content: vec![self.text(text)] }, self.span)
    }

    pub(super) fn strong(&self, text: &str) -> Inline<Authored> {
        Inline::new(InlineKind::Strong { content: vec![self.text(text)] }, self.span)
    }

    /// A link to a page by its key, and to a place in it where one is named. The words are the
    /// page's title, with its number behind it on paper.
    pub(super) fn link(&self, page: &Page<Authored>, place: Option<&str>) -> Inline<Authored> {
        let path = utf8_percent_encode(&page.key, NO_PATH).to_string();
        let target = match place {
            Some(place) => format!("{path}#{}", utf8_percent_encode(place, NO_PATH)),
            None => path,
        };
        let content = vec![self.text(&page.meta.title)];
        let kind = InlineKind::Link { target, title: None, content };
        let mut attr = Attr::none();
        attr.add_class(WITH_PAGE);
        Inline { kind, attr, span: self.span }
    }

    /// Lines of words, without those that are empty.
    pub(super) fn lines(&self, lines: impl IntoIterator<Item = Words>) -> Words {
        let filled = lines.into_iter().filter(|line| !line.is_empty());
        joined(filled, &Inline::new(InlineKind::HardBreak, self.span))
    }

    /// Words with commas between.
    pub(super) fn listed(&self, items: impl IntoIterator<Item = Inline<Authored>>) -> Words {
        joined(items.into_iter().map(|item| vec![item]), &self.text(", "))
    }

    pub(super) fn block(&self, kind: BlockKind<Authored>) -> Block<Authored> {
        Block::new(kind, self.span)
    }

    pub(super) fn paragraph(&self, content: Words) -> Block<Authored> {
        self.block(BlockKind::Paragraph { content })
    }

    pub(super) fn heading(&self, words: &str) -> Block<Authored> {
        let content = vec![self.text(words)];
        self.block(BlockKind::Heading { level: 2, anchor: None, content })
    }

    /// A table with or without a head; the first cell of each row heads the row.
    pub(super) fn table(&self, head: &[Label], body: Vec<Vec<Words>>) -> Block<Authored> {
        let columns = body.first().map_or(head.len(), Vec::len);
        let headed_by_row = head.is_empty();
        let head = head.iter().map(|label| vec![self.text(self.label(*label))]).collect::<Vec<_>>();
        let head = if headed_by_row { Vec::new() } else { vec![self.row(head, |_| true)] };
        let body = body.into_iter().map(|row| self.row(row, |column| headed_by_row && column == 0));
        let table = Table {
            caption: Words::new(),
            columns: vec![Alignment::Start; columns],
            head,
            body: body.collect(),
        };
        let mut block = self.block(BlockKind::Table { table });
        block.attr.add_class("full-width");
        block
    }

    fn row(&self, cells: Vec<Words>, is_header: impl Fn(usize) -> bool) -> Row<Authored> {
        let cells = cells.into_iter().enumerate().map(|(column, content)| {
            let blocks = vec![self.block(BlockKind::Plain { content })];
            Cell { header: is_header(column), ..Cell::new(blocks, self.span) }
        });
        Row { cells: cells.collect(), span: self.span }
    }

    /// A page at the top of the pack, under a key that no other page has.
    pub(super) fn page(
        &self,
        pack: &Pack<Authored>,
        key: &str,
        title: Label,
        blocks: Vec<Block<Authored>>,
    ) -> Page<Authored> {
        let taken = |key: &String| pack.pages.iter().any(|page| page.key == *key);
        let numbered = (2_u32..).map(|number| format!("{key}-{number}"));
        let key = std::iter::once(key.to_owned())
            .chain(numbered)
            .find(|key| !taken(key))
            .expect("there are more numbers than pages");
        let title = self.label(title).to_owned();
        Page {
            file: self.span.file,
            key,
            anchor: None,
            title: vec![self.text(&title)],
            headed: false,
            named: true,
            meta: PageMeta { title, notoc: true, ..PageMeta::default() },
            depth: 0,
            part: None,
            blocks,
            notes: Vec::new(),
        }
    }
}

/// Runs of words one behind the other, with something between them.
fn joined(runs: impl IntoIterator<Item = Words>, between: &Inline<Authored>) -> Words {
    let mut joined = Words::new();
    for run in runs {
        if !joined.is_empty() {
            joined.push(between.clone());
        }
        joined.extend(run);
    }
    joined
}

/// A block under an id, to be linked to.
pub(super) fn named(mut block: Block<Authored>, id: &str) -> Block<Authored> {
    let mut attr = Attr::none();
    attr.set_id(Some(id.to_owned()));
    block.attr.merge(attr);
    block
}
