//! The words of a document tree in reading order, as a screen reader is to find them in an output.

use recto::resolve::Resolved;
use recto::theme::{Label, Theme};
use recto::tree::{
    Block, BlockKind, CalloutKind, Image, Inline, InlineKind, Linked, Note, Page, Table,
};

/// The words of every page, one after the other, single spaces between them. Marks of list items
/// and notes are left out: nobody wrote them.
pub(crate) fn of_document(document: &Resolved, theme: &Theme) -> String {
    let mut words = String::new();
    for page in &document.pack.pages {
        let lang = page.meta.lang.as_deref().unwrap_or(&document.pack.meta.lang);
        let mut reader = Reader { page, theme, lang, told: 0, words: &mut words };
        reader.break_off();
        reader.words.push_str(page.part.as_deref().unwrap_or_default());
        reader.break_off();
        reader.inlines(&page.title);
        reader.blocks(&page.blocks);
        assert_eq!(reader.told, page.notes.len(), "{}: every note is read", page.key);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    page: &'a Page<Linked>,
    theme: &'a Theme,
    lang: &'a str,
    /// How many of the page's notes were read.
    told: usize,
    words: &'a mut String,
}

impl<'a> Reader<'a> {
    fn break_off(&mut self) {
        self.words.push(' ');
    }

    fn label(&mut self, label: Label) {
        self.words.push_str(self.theme.label(self.lang, label));
        self.break_off();
    }

    fn blocks(&mut self, blocks: &'a [Block<Linked>]) {
        for block in blocks {
            self.break_off();
            self.block(&block.kind);
            self.break_off();
        }
    }

    fn block(&mut self, kind: &'a BlockKind<Linked>) {
        match kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph { content }
            | BlockKind::Plain { content } => self.line(content),
            BlockKind::List { items, .. } => {
                for item in items {
                    match item.done {
                        Some(true) => self.label(Label::Done),
                        Some(false) => self.label(Label::NotDone),
                        None => {}
                    }
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    self.line(&entry.term);
                    entry.details.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Quote { blocks } | BlockKind::Div { blocks } => self.blocks(blocks),
            BlockKind::Callout { kind, title, blocks } => {
                match title {
                    Some(title) => self.line(title),
                    None => self.label(name_of(*kind)),
                }
                self.blocks(blocks);
            }
            BlockKind::Code { text, .. } => self.words.push_str(text.as_ref()),
            BlockKind::Math { tex } => self.words.push_str(tex.as_ref().trim()),
            BlockKind::Table { table } => self.table(table),
            BlockKind::Figure { blocks, caption } => {
                self.blocks(blocks);
                self.line(caption);
            }
            BlockKind::Image { image } => self.image(image),
            BlockKind::Media { media } => self.words.push_str(&media.source.name),
            BlockKind::Details { summary, blocks, .. } => {
                self.line(summary);
                self.blocks(blocks);
            }
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    fn table(&mut self, table: &'a Table<Linked>) {
        self.line(&table.caption);
        for row in table.head.iter().chain(&table.body) {
            row.cells.iter().for_each(|cell| self.blocks(&cell.blocks));
        }
    }

    /// Words with the notes that are first referred to in them right behind.
    fn line(&mut self, content: &'a [Inline<Linked>]) {
        self.inlines(content);
        self.break_off();
        while let Some(note) = self.page.notes.get(self.told).filter(|note| refers(content, note)) {
            self.told += 1;
            self.blocks(&note.blocks);
        }
    }

    fn inlines(&mut self, content: &'a [Inline<Linked>]) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text { text } | InlineKind::Code { text } => self.words.push_str(text),
                InlineKind::Math { tex } => self.words.push_str(tex.as_ref()),
                InlineKind::SoftBreak | InlineKind::HardBreak => self.break_off(),
                InlineKind::Image { image } => self.image(image),
                InlineKind::NoteMark { mark } => self.words.push_str(&mark.number.to_string()),
                kind => self.inlines(kind.content().unwrap_or_default()),
            }
        }
    }

    fn image(&mut self, image: &Image<Linked>) {
        if !image.decorative {
            self.break_off();
            self.words.push_str(&image.alt);
            self.break_off();
        }
    }
}

fn refers(content: &[Inline<Linked>], note: &Note<Linked>) -> bool {
    content.iter().any(|inline| match &inline.kind {
        InlineKind::NoteMark { mark } => mark.number == note.label.number,
        kind => kind.content().is_some_and(|content| refers(content, note)),
    })
}

fn name_of(kind: CalloutKind) -> Label {
    match kind {
        CalloutKind::Note => Label::Note,
        CalloutKind::Tip => Label::Tip,
        CalloutKind::Important => Label::Important,
        CalloutKind::Warning => Label::Warning,
        CalloutKind::Caution => Label::Caution,
    }
}
