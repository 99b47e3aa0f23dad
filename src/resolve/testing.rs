//! Trees made by hand, for this stage's tests.

use crate::source::PackConfig;
use crate::span::{FileId, Sources, Span};
use crate::tree::{
    Attr, Authored, Block, BlockKind, Bounds, Image, Inline, InlineKind, Note, Pack, PackMeta,
    Page, PageMeta,
};

/// A pack under construction. Every line of its only source file is one thing that was written.
pub(super) struct Draft {
    pub(super) sources: Sources,
    pub(super) config: PackConfig,
    file: FileId,
    pages: Vec<Page<Authored>>,
}

impl Draft {
    pub(super) fn new() -> Self {
        let mut sources = Sources::default();
        let file = sources.add("page.md", "words");
        Self { sources, config: PackConfig::default(), file, pages: Vec::new() }
    }

    /// The same pack with one more page.
    pub(super) fn page(mut self, key: &str, blocks: Vec<Block<Authored>>) -> Self {
        let span = Span::new(self.file, 0..0);
        let name = key.rsplit('/').next().unwrap_or_default().to_owned();
        self.pages.push(Page {
            file: self.file,
            key: key.to_owned(),
            anchor: None,
            meta: PageMeta { title: name.clone(), ..PageMeta::default() },
            depth: 0,
            part: None,
            title: vec![Inline::text(name, span)],
            headed: false,
            named: true,
            blocks,
            notes: Vec::new(),
        });
        self
    }

    /// The same pack with footnotes on its last page.
    pub(super) fn notes(mut self, notes: Vec<(&str, Vec<Block<Authored>>)>) -> Self {
        let span = Span::new(self.file, 0..0);
        let notes = notes.into_iter();
        if let Some(page) = self.pages.last_mut() {
            page.notes = notes
                .map(|(label, blocks)| Note { label: label.to_owned(), blocks, span })
                .collect();
        }
        self
    }

    /// The same pack with the last page changed.
    pub(super) fn with(mut self, change: impl FnMut(&mut Page<Authored>)) -> Self {
        self.pages.last_mut().into_iter().for_each(change);
        self
    }

    /// The pack.
    pub(super) fn pack(&self) -> Pack<Authored> {
        Pack { meta: PackMeta::default(), pages: self.pages.clone() }
    }
}

fn span() -> Span {
    Span::new(Sources::default().add("", ""), 0..0)
}

pub(super) fn paragraph(kind: InlineKind<Authored>) -> Block<Authored> {
    Block::new(BlockKind::Paragraph { content: vec![Inline::new(kind, span())] }, span())
}

pub(super) fn heading(level: u8, words: &str, id: Option<&str>) -> Block<Authored> {
    let content = vec![Inline::text(words, span())];
    let anchor = id.map(ToOwned::to_owned);
    Block::new(BlockKind::Heading { level, anchor, content }, span())
}

pub(super) fn image(picture: &str, alt: &str) -> Block<Authored> {
    let image = Image {
        picture: picture.to_owned(),
        alt: alt.to_owned(),
        decorative: false,
        title: None,
        width: None,
        bounds: Bounds::default(),
    };
    Block::new(BlockKind::Image { image }, span())
}

pub(super) fn link(target: &str) -> Block<Authored> {
    let content = vec![Inline::text("words", span())];
    paragraph(InlineKind::Link { target: target.to_owned(), title: None, content })
}

pub(super) fn note_mark(label: &str) -> Block<Authored> {
    paragraph(InlineKind::NoteMark { mark: label.to_owned() })
}

/// An empty span with an id: `<a id="x">`.
pub(super) fn place(id: &str) -> Block<Authored> {
    let mut attr = Attr::none();
    attr.set_id(Some(id.to_owned()));
    let kind = InlineKind::Span { content: Vec::new() };
    let inline = Inline { kind, attr, span: span() };
    Block::new(BlockKind::Paragraph { content: vec![inline] }, span())
}
