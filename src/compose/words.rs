//! The words of a part of the document: all that a reader could come to see, hear or find of it.

use percent_encoding::percent_decode_str;

use crate::span::Span;
use crate::tree::walk::{Leaf, walk_blocks, walk_content};
use crate::tree::{Attr, Authored, Block, Cited, Image, Inline, InlineKind, Lead, Pack, Page};
use crate::tree::{plain_text, walk};

/// Words with the place they were written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words, without markup.
    pub text: String,
    /// Where they were written.
    pub span: Span,
    /// What they are.
    pub kind: PassageKind,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// Sentences, in which names stand out by their capitals.
    Prose,
    /// Code or a formula, or words with some among them.
    Code,
    /// An id, a class, the name of a page.
    Label,
    /// Where a link leads, or where a picture is.
    Address,
}

/// The words of a part of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Each paragraph, heading, cell, alternative text and the like. Of what is left out also ids,
    /// classes, addresses and names of files, which may tell something all the same.
    passages: Vec<Passage>,
    /// Of what is kept: ids, classes, addresses and names of files. Nobody reads them, so nobody
    /// would see there what is not to be seen.
    labels: Vec<String>,
    /// What stands beside the text: descriptions, keywords and other metadata, which only machines
    /// read, and the words of drawings.
    beside: Vec<String>,
    /// What kept pages say of themselves in their front matter, which only machines read, too.
    about: Vec<String>,
    /// What kept drawings hold beside the words that they show: ids, classes, styles, names of layers.
    /// A name is written in lower case there, too.
    drawn: Vec<String>,
    /// The addresses of pictures, with where they are shown.
    pictures: Vec<(String, Span)>,
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
            words.about.extend(page.meta.texts());
        }
        words.set_labels_apart();
        words
    }

    /// Adds other words.
    pub(super) fn extend(&mut self, other: Self) {
        self.passages.extend(other.passages);
        self.labels.extend(other.labels);
        self.beside.extend(other.beside);
        self.about.extend(other.about);
        self.drawn.extend(other.drawn);
        self.pictures.extend(other.pictures);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// All passages.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter()
    }

    /// Ids, classes, addresses and names of files of what is kept.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(String::as_str)
    }

    /// What stands beside the text: descriptions, keywords and other metadata, which only machines
    /// read, and the words of drawings.
    pub fn beside(&self) -> impl Iterator<Item = &str> {
        self.beside.iter().chain(&self.about).map(String::as_str)
    }

    /// What kept pages say of themselves in their front matter. It is part of
    /// [`beside`](Self::beside).
    pub fn about(&self) -> impl Iterator<Item = &str> {
        self.about.iter().map(String::as_str)
    }

    /// What kept drawings hold beside the words that they show.
    pub fn drawn(&self) -> impl Iterator<Item = &str> {
        self.drawn.iter().map(String::as_str)
    }

    /// The addresses of pictures as they are written, with where they are shown.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, Span)> {
        self.pictures.iter().map(|(address, span)| (&**address, *span))
    }

    /// Adds words of what is shown at a place.
    pub(crate) fn add_shown(&mut self, texts: &[String], span: Span) {
        for text in texts {
            self.add_text(text, span);
        }
    }

    /// Adds the path of a file that reaches its reader.
    pub(crate) fn add_path(&mut self, path: &str) {
        self.labels.push(path.to_owned());
    }

    /// Adds what stands beside the text.
    pub(crate) fn add_beside(&mut self, texts: Vec<String>) {
        self.beside.extend(texts);
    }

    /// Adds what drawings hold beside the words that they show.
    pub(crate) fn add_drawn(&mut self, texts: Vec<String>) {
        self.drawn.extend(texts);
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
        self.add_label(&page.key, top);
        self.add_label(page.anchor.as_deref().unwrap_or_default(), top);
        self.add_blocks(&page.blocks);
        for note in &page.notes {
            self.add_label(&note.label, note.span);
            self.add_blocks(&note.blocks);
        }
    }

    /// The words of a page that stays out as a whole, with what its front matter says.
    pub(super) fn add_withheld(&mut self, page: &Page<Authored>) {
        self.add_page(page);
        let top = Span::new(page.file, 0..0);
        for text in page.meta.texts() {
            self.add_text(&text, top);
        }
    }

    pub(super) fn add_blocks(&mut self, blocks: &[Block<Authored>]) {
        walk_blocks(blocks, &mut |block| {
            for content in block.kind.contents() {
                self.add_content(content, block.span);
            }
            self.add_attr(&block.attr, block.span);
            match block.kind.leaf() {
                Some(Leaf::Anchor(anchor)) => {
                    self.add_label(anchor.as_deref().unwrap_or_default(), block.span);
                }
                Some(Leaf::Code { text, language }) => {
                    self.add_code(text, block.span);
                    self.add_label(language.as_deref().unwrap_or_default(), block.span);
                }
                Some(Leaf::Math(tex)) => self.add_code(tex, block.span),
                Some(Leaf::Image(image)) => self.add_image(image, block.span),
                Some(Leaf::Media(media)) => {
                    self.add_text(media.title.as_deref().unwrap_or_default(), block.span);
                    self.add_address(&media.source, block.span);
                    self.add_address(media.poster.as_deref().unwrap_or_default(), block.span);
                }
                None => {}
            }
        });
    }

    pub(super) fn add_content(&mut self, content: &[Inline<Authored>], around: Span) {
        let own = content.first().zip(content.last());
        let span = own.map_or(around, |(first, last)| first.span.join(last.span));
        let is_code = |inline: &Inline<_>| {
            matches!(inline.kind, InlineKind::Code { .. } | InlineKind::Math { .. })
        };
        let kind = if content.iter().any(is_code) { PassageKind::Code } else { PassageKind::Prose };
        self.add(&plain_text(content), span, kind);
        walk_content(content, &mut |inline| {
            self.add_attr(&inline.attr, inline.span);
            match &inline.kind {
                InlineKind::Link { target, title, .. } => {
                    self.add_text(title.as_deref().unwrap_or_default(), inline.span);
                    self.add_address(target, inline.span);
                }
                InlineKind::Image { image } => self.add_image(image, inline.span),
                InlineKind::NoteMark { mark } => self.add_label(mark, inline.span),
                InlineKind::CrossReference { reference } => {
                    for Cited { id, lead } in &reference.cited {
                        self.add_label(id, inline.span);
                        if let Lead::Words(words) = lead {
                            self.add_text(words, inline.span);
                        }
                    }
                }
                // All that these say is in their plain text.
                InlineKind::Text { .. }
                | InlineKind::SoftBreak
                | InlineKind::HardBreak
                | InlineKind::Emphasis { .. }
                | InlineKind::Strong { .. }
                | InlineKind::Strike { .. }
                | InlineKind::Underline { .. }
                | InlineKind::Mark { .. }
                | InlineKind::Subscript { .. }
                | InlineKind::Superscript { .. }
                | InlineKind::Small { .. }
                | InlineKind::Keyboard { .. }
                | InlineKind::Quoted { .. }
                | InlineKind::Ruby { .. }
                | InlineKind::Reading { .. }
                | InlineKind::Code { .. }
                | InlineKind::Math { .. }
                | InlineKind::Span { .. } => {}
            }
        });
    }

    fn add_image(&mut self, image: &Image<Authored>, span: Span) {
        self.add_text(&image.alt, span);
        self.add_text(image.title.as_deref().unwrap_or_default(), span);
        self.add_address(&image.picture, span);
        self.pictures.push((image.picture.clone(), span));
    }

    fn add_attr(&mut self, attr: &Attr, span: Span) {
        self.add_label(attr.id().unwrap_or_default(), span);
        attr.classes().iter().for_each(|class| self.add_label(class, span));
        for (key, value) in attr.keys() {
            match key {
                // Sizes, styles and names of profiles say nothing of what is meant.
                "style" | "width" | "height" | "align" | "lang" | "dir" | "only" | "except" => {}
                "title" | "alt" | "caption" => self.add_text(value, span),
                _ => self.add_label(value, span),
            }
        }
    }

    fn add_text(&mut self, text: &str, span: Span) {
        self.add(text, span, PassageKind::Prose);
    }

    fn add_code(&mut self, text: &str, span: Span) {
        self.add(text, span, PassageKind::Code);
    }

    fn add_label(&mut self, text: &str, span: Span) {
        self.add(text, span, PassageKind::Label);
    }

    /// An address without its scheme and the ending of its file: those say what kind it is of.
    pub(super) fn add_address(&mut self, address: &str, span: Span) {
        let scheme = |(scheme, _): &(&str, &str)| {
            scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
        };
        let rest = address.split_once(':').filter(scheme).map_or(address, |(_, rest)| rest);
        let rest = rest.trim_start_matches("//");
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (path, behind) = rest.split_at(end);
        let stem = path.rsplit_once('.').filter(|(stem, ending)| {
            stem.contains('/') == rest.contains('/') && !ending.contains('/')
        });
        let path = stem.map_or(path, |(stem, _)| stem);
        // A place on a page is no part of the page's name.
        for part in [path, behind] {
            self.add(&percent_decode_str(part).decode_utf8_lossy(), span, PassageKind::Address);
        }
    }

    fn add(&mut self, text: &str, span: Span, kind: PassageKind) {
        if !text.trim().is_empty() {
            self.passages.push(Passage { text: text.to_owned(), span, kind });
        }
    }

    /// Takes the labels out of the passages.
    fn set_labels_apart(&mut self) {
        let is_label = |kind| matches!(kind, PassageKind::Label | PassageKind::Address);
        let labels = self.passages.extract_if(.., |passage| is_label(passage.kind));
        self.labels.extend(labels.map(|passage| passage.text));
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
