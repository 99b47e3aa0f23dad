//! The words of a part of the document: all that a reader could come to see, hear or find of it.

use crate::span::Span;
use crate::tree::walk::{walk_blocks, walk_content};
use crate::tree::{Attr, Authored, Block, BlockKind, Image, Inline, InlineKind, Pack, Page};
use crate::tree::{plain_text, walk};

/// Words with the place they were written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words, without markup.
    pub text: String,
    /// Where they were written.
    pub span: Span,
}

/// The words of a part of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Each paragraph, heading, cell, alternative text and the like; also ids and names of files,
    /// which are not read and may tell something all the same.
    pub passages: Vec<Passage>,
    /// Where links lead, as written.
    addresses: Vec<String>,
    /// What stands beside the text: descriptions, keywords and other metadata, which only machines
    /// read, and the words of drawings.
    beside: Vec<String>,
}

impl Words {
    /// The words of a pack: of its pages, and of what is printed about it as a whole. What only
    /// machines read, such as a description, stands apart: nobody would see there what is not to
    /// be seen.
    pub fn of_pack(pack: &Pack<Authored>) -> Self {
        let mut words = Self::default();
        let meta = &pack.meta;
        if let Some(page) = pack.pages.first() {
            let top = Span::new(page.file, 0..0);
            meta.printed().for_each(|text| words.add_text(&text, top));
        }
        let hidden = [&meta.seo_title, &meta.description].into_iter().flatten();
        words.beside.extend(hidden.chain(&meta.keywords).cloned());
        words.beside.extend(meta.metadata.iter().flat_map(|(name, value)| [name, value]).cloned());
        for page in &pack.pages {
            words.add_page(page);
            let hidden = [&page.meta.seo_title, &page.meta.description].into_iter().flatten();
            words.beside.extend(hidden.chain(&page.meta.tags).cloned());
        }
        words
    }

    /// Adds other words.
    pub(super) fn extend(&mut self, other: Self) {
        self.passages.extend(other.passages);
        self.addresses.extend(other.addresses);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// The texts of all passages.
    pub fn passages(&self) -> impl Iterator<Item = &str> {
        self.passages.iter().map(|passage| passage.text.as_str())
    }

    /// Where links lead, as written.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// What stands beside the text: descriptions, keywords and other metadata, which only machines
    /// read, and the words of drawings.
    pub fn beside(&self) -> impl Iterator<Item = &str> {
        self.beside.iter().map(String::as_str)
    }

    /// Adds what stands beside the text.
    pub(crate) fn add_beside(&mut self, texts: Vec<String>) {
        self.beside.extend(texts);
    }

    /// Some texts as passages of one place.
    #[cfg(test)]
    pub(crate) fn of_texts(texts: &[&str], span: Span) -> Self {
        let mut words = Self::default();
        for text in texts {
            words.add_text(text, span);
        }
        words
    }

    /// The words of a page, with those of the part that it opens.
    fn add_page(&mut self, page: &Page<Authored>) {
        let top = page.title.first().map(|inline| inline.span);
        let top = top.unwrap_or(Span::new(page.file, 0..0));
        self.add_content(&page.title, top);
        self.add_text(&page.meta.title, top);
        self.add_text(page.part.as_deref().unwrap_or_default(), top);
        self.add_text(&page.key, top);
        self.add_text(page.anchor.as_deref().unwrap_or_default(), top);
        self.add_blocks(&page.blocks);
        page.notes.iter().for_each(|note| self.add_blocks(&note.blocks));
    }

    /// The words of a page that stays out as a whole, with what its front matter says.
    pub(super) fn add_withheld(&mut self, page: &Page<Authored>) {
        self.add_page(page);
        let top = Span::new(page.file, 0..0);
        let meta = &page.meta;
        for text in [&meta.seo_title, &meta.description].into_iter().flatten().chain(&meta.tags) {
            self.add_text(text, top);
        }
    }

    pub(super) fn add_blocks(&mut self, blocks: &[Block<Authored>]) {
        walk_blocks(blocks, &mut |block| {
            for content in block.kind.contents() {
                self.add_content(content, block.span);
            }
            self.add_attr(&block.attr, block.span);
            match &block.kind {
                BlockKind::Heading { anchor: Some(id), .. } => self.add_text(id, block.span),
                BlockKind::Code { text, .. } | BlockKind::Math { tex: text } => {
                    self.add_text(text, block.span);
                }
                BlockKind::Image { image } => self.add_image(image, block.span),
                BlockKind::Media { media } => {
                    self.add_text(media.title.as_deref().unwrap_or_default(), block.span);
                    self.add_file(&media.source, block.span);
                }
                _ => {}
            }
        });
    }

    pub(super) fn add_content(&mut self, content: &[Inline<Authored>], around: Span) {
        let own = content.first().zip(content.last());
        let span = own.map_or(around, |(first, last)| first.span.join(last.span));
        self.add_text(&plain_text(content), span);
        walk_content(content, &mut |inline| {
            self.add_attr(&inline.attr, inline.span);
            match &inline.kind {
                InlineKind::Link { target, title, .. } => {
                    self.add_text(title.as_deref().unwrap_or_default(), inline.span);
                    self.add_file(target, inline.span);
                }
                InlineKind::Image { image } => self.add_image(image, inline.span),
                _ => {}
            }
        });
    }

    fn add_image(&mut self, image: &Image<Authored>, span: Span) {
        self.add_text(&image.alt, span);
        self.add_text(image.title.as_deref().unwrap_or_default(), span);
        self.add_file(&image.picture, span);
    }

    fn add_attr(&mut self, attr: &Attr, span: Span) {
        self.add_text(attr.id().unwrap_or_default(), span);
        for key in ["title", "caption"] {
            self.add_text(attr.get(key).unwrap_or_default(), span);
        }
    }

    fn add_text(&mut self, text: &str, span: Span) {
        if !text.trim().is_empty() {
            self.passages.push(Passage { text: text.to_owned(), span });
        }
    }

    /// The name of the file that a reference leads to, without its folder.
    fn add_file(&mut self, reference: &str, span: Span) {
        self.addresses.push(reference.to_owned());
        let path = reference.split(['#', '?']).next().unwrap_or_default();
        self.add_text(path.rsplit('/').next().unwrap_or_default(), span);
    }
}

/// The labels of the footnotes that some blocks refer to.
pub(super) fn marks_in(blocks: &[Block<Authored>]) -> Vec<String> {
    let mut labels = Vec::new();
    walk::walk_inlines(blocks, &mut |inline| labels.extend(mark_of(inline)));
    labels
}

/// The labels of the footnotes that some words refer to.
pub(super) fn marks_among(content: &[Inline<Authored>]) -> Vec<String> {
    let mut labels = Vec::new();
    walk_content(content, &mut |inline| labels.extend(mark_of(inline)));
    labels
}

fn mark_of(inline: &Inline<Authored>) -> Option<String> {
    match &inline.kind {
        InlineKind::NoteMark { mark } => Some(mark.clone()),
        _ => None,
    }
}
