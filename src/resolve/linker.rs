//! The authored tree becomes the linked one: the same shapes with every reference settled.

use rayon::prelude::*;

use super::attached::Targets;
use super::attachments::Attachments;
use super::columns;
use super::cross_references::CrossReferences;
use super::links::{Links, Written};
use super::notes::Notes;
use super::{AssetStore, url};
use crate::diag::{Code, Diagnostic, Sink, Warned};
use crate::highlight::listing;
use crate::maths::{self, Macros};
use crate::span::{Sources, Span};
use crate::tree::{
    Anchor, Authored, Block, BlockKind, Bounds, Cell, Definition, Formula, Image, Inline,
    InlineKind, Linked, LinkedMedia, ListItem, Media, NaturalSize, Note, Pack, Page, Picture, Row,
    Table, Target, WITH_PAGE, title_text,
};

/// The class of words that were a link to nowhere.
const BROKEN_LINK: &str = "broken-link";

/// What references are settled by.
pub(super) struct Linker<'a> {
    pub(super) links: &'a Links<'a>,
    pub(super) references: &'a CrossReferences<'a>,
    pub(super) attached: &'a Targets<'a>,
    pub(super) attachments: &'a Attachments,
    pub(super) assets: &'a AssetStore,
    pub(super) sources: &'a Sources,
    /// The language of the pack.
    pub(super) lang: &'a str,
    /// The pack's own commands in formulas.
    pub(super) macros: &'a Macros,
}

impl Linker<'_> {
    /// Settles every reference of a pack.
    pub(super) fn link(&self, pack: Pack<Authored>, sink: &mut Sink) -> Pack<Linked> {
        let pages = pack.pages.into_par_iter().enumerate();
        let pages: Vec<_> = pages.map(|(index, page)| self.page(index, page)).collect();
        Pack { meta: pack.meta, pages: pages.into_iter().map(|page| sink.absorb(page)).collect() }
    }

    fn page(&self, index: usize, page: Page<Authored>) -> Warned<Page<Linked>> {
        let mut sink = Sink::default();
        let anchor = self.links.page_anchor(index).clone();
        let notes = Notes::new(&anchor, page.notes, &mut sink);
        let lang = page.meta.lang.clone().unwrap_or_else(|| self.lang.to_owned());
        let mut linking = Linking { linker: self, page: index, lang, notes, sink: &mut sink };
        let is_named_by_title = title_text(&page.title) == page.meta.title;
        let title = linking.inlines(page.title);
        let blocks = linking.blocks(page.blocks);
        let notes = linking.finish();
        let mut meta = page.meta;
        if is_named_by_title {
            // References in it have their words now.
            meta.title = title_text(&title);
        }
        sink.finish(Page {
            file: page.file,
            key: page.key,
            anchor,
            meta,
            depth: page.depth,
            part: page.part,
            title,
            headed: page.headed,
            named: page.named,
            blocks,
            notes,
        })
    }
}

/// The way through one page, in reading order.
struct Linking<'a> {
    linker: &'a Linker<'a>,
    page: usize,
    /// The language of the page.
    lang: String,
    notes: Notes,
    sink: &'a mut Sink,
}

impl Linking<'_> {
    /// Goes through the footnotes the text refers to, and those that they refer to in turn.
    fn finish(mut self) -> Vec<Note<Linked>> {
        let mut bodies = Vec::new();
        while let Some(note) = self.notes.take(bodies.len()) {
            bodies.push((self.blocks(note.blocks), note.span));
        }
        let labels = self.notes.finish(self.sink);
        let notes = labels.into_iter().zip(bodies);
        notes.map(|(label, (blocks, span))| Note { label, blocks, span }).collect()
    }

    fn blocks(&mut self, blocks: Vec<Block<Authored>>) -> Vec<Block<Linked>> {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: Block<Authored>) -> Block<Linked> {
        let kind = self.block_kind(block.kind, block.span);
        Block { kind, attr: block.attr, span: block.span }
    }

    fn block_kind(&mut self, kind: BlockKind<Authored>, span: Span) -> BlockKind<Linked> {
        match kind {
            BlockKind::Heading { level, anchor, content } => BlockKind::Heading {
                level,
                anchor: Anchor::new(anchor.unwrap_or_default()),
                content: self.inlines(content),
            },
            BlockKind::Paragraph { content } => {
                BlockKind::Paragraph { content: self.inlines(content) }
            }
            BlockKind::Plain { content } => BlockKind::Plain { content: self.inlines(content) },
            BlockKind::List { start, tight, items } => BlockKind::List {
                start,
                tight,
                items: items.into_iter().map(|item| self.item(item)).collect(),
            },
            BlockKind::Definitions { entries } => BlockKind::Definitions {
                entries: entries.into_iter().map(|entry| self.definition(entry)).collect(),
            },
            BlockKind::Quote { blocks } => BlockKind::Quote { blocks: self.blocks(blocks) },
            BlockKind::Callout { kind, title, blocks } => BlockKind::Callout {
                kind,
                title: title.map(|title| self.inlines(title)),
                blocks: self.blocks(blocks),
            },
            BlockKind::Code { language, text, lines } => {
                let text = listing(text, language.as_deref());
                BlockKind::Code { language, text, lines }
            }
            BlockKind::Math { tex } => BlockKind::Math { tex: self.formula(tex, span) },
            BlockKind::Table { table } => BlockKind::Table { table: self.table(table) },
            BlockKind::Figure { blocks, caption } => {
                BlockKind::Figure { blocks: self.blocks(blocks), caption: self.inlines(caption) }
            }
            BlockKind::Image { image } => BlockKind::Image { image: self.image(image, span) },
            BlockKind::Media { media } => BlockKind::Media { media: self.media(media) },
            BlockKind::Details { summary, open, blocks } => BlockKind::Details {
                summary: self.inlines(summary),
                open,
                blocks: self.blocks(blocks),
            },
            BlockKind::Rule => BlockKind::Rule,
            BlockKind::PageBreak => BlockKind::PageBreak,
            BlockKind::Div { blocks } => BlockKind::Div { blocks: self.blocks(blocks) },
        }
    }

    /// Reads a formula. One that is not understood is reported, and shown as its source.
    fn formula(&mut self, tex: String, span: Span) -> Formula {
        let read = maths::read(&tex);
        let nodes = read.map_err(|fault| self.unknown_formula(&tex, fault, span)).ok();
        let language = nodes.is_none().then_some("tex");
        Formula { source: listing(tex, language), nodes }
    }

    fn unknown_formula(&mut self, tex: &str, fault: maths::Fault, span: Span) {
        // Macros that cannot be written out are the reason why their names are not understood.
        let macros = self.linker.macros;
        let of_macros = macros.concern(tex).then(|| macros.expand(tex).err()).flatten();
        let reason = of_macros.unwrap_or(fault).reason;
        let message = format!("a formula is shown as its source: {reason}");
        self.sink.push(Diagnostic::warning(Code::UnknownFormula, message).at(span).help(
            "see `docs/maths.md` for what is understood, or put an image of the formula there",
        ));
    }

    fn item(&mut self, item: ListItem<Authored>) -> ListItem<Linked> {
        ListItem { done: item.done, blocks: self.blocks(item.blocks), span: item.span }
    }

    fn definition(&mut self, entry: Definition<Authored>) -> Definition<Linked> {
        Definition {
            term: self.inlines(entry.term),
            details: entry.details.into_iter().map(|blocks| self.blocks(blocks)).collect(),
            span: entry.span,
        }
    }

    fn table(&mut self, table: Table<Authored>) -> Table<Linked> {
        Table {
            columns: columns::aligned(&table, &self.lang),
            caption: self.inlines(table.caption),
            head: table.head.into_iter().map(|row| self.row(row)).collect(),
            body: table.body.into_iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&mut self, row: Row<Authored>) -> Row<Linked> {
        let cells = row.cells.into_iter().map(|cell| Cell {
            blocks: self.blocks(cell.blocks),
            header: cell.header,
            alignment: cell.alignment,
            colors: cell.colors,
            column_span: cell.column_span,
            row_span: cell.row_span,
            span: cell.span,
        });
        Row { cells: cells.collect(), span: row.span }
    }

    fn inlines(&mut self, content: Vec<Inline<Authored>>) -> Vec<Inline<Linked>> {
        let mut linked: Vec<Inline<Linked>> = Vec::with_capacity(content.len());
        for inline in content {
            let inline = self.inline(inline);
            if is_note_mark(&inline) && linked.last().is_some_and(is_note_mark) {
                linked.push(comma_between_marks(inline.span));
            }
            linked.push(inline);
        }
        linked
    }

    fn inline(&mut self, inline: Inline<Authored>) -> Inline<Linked> {
        let Inline { kind, mut attr, span } = inline;
        let kind = match kind {
            InlineKind::Text { text } => InlineKind::Text { text },
            InlineKind::SoftBreak => InlineKind::SoftBreak,
            InlineKind::HardBreak => InlineKind::HardBreak,
            InlineKind::Emphasis { content } => {
                InlineKind::Emphasis { content: self.inlines(content) }
            }
            InlineKind::Strong { content } => InlineKind::Strong { content: self.inlines(content) },
            InlineKind::Strike { content } => InlineKind::Strike { content: self.inlines(content) },
            InlineKind::Underline { content } => {
                InlineKind::Underline { content: self.inlines(content) }
            }
            InlineKind::Mark { content } => InlineKind::Mark { content: self.inlines(content) },
            InlineKind::Subscript { content } => {
                InlineKind::Subscript { content: self.inlines(content) }
            }
            InlineKind::Superscript { content } => {
                InlineKind::Superscript { content: self.inlines(content) }
            }
            InlineKind::Small { content } => InlineKind::Small { content: self.inlines(content) },
            InlineKind::Keyboard { content } => {
                InlineKind::Keyboard { content: self.inlines(content) }
            }
            InlineKind::Quoted { content } => InlineKind::Quoted { content: self.inlines(content) },
            InlineKind::Ruby { content } => InlineKind::Ruby { content: self.inlines(content) },
            InlineKind::Reading { content } => {
                InlineKind::Reading { content: self.inlines(content) }
            }
            InlineKind::Code { text } => InlineKind::Code { text },
            InlineKind::Math { tex } => InlineKind::Math { tex: self.formula(tex, span) },
            InlineKind::Link { target, title, content } => {
                let listed = attr.id().and_then(|id| self.linker.attached.listed(id));
                let mut kind = match listed {
                    Some(target) => {
                        InlineKind::Link { target, title, content: self.inlines(content) }
                    }
                    None => self.inline_link(&target, title, content, span),
                };
                let is_with_page = attr.take_class(WITH_PAGE);
                match &mut kind {
                    InlineKind::Link { target: Target::Internal { with_page, .. }, .. } => {
                        *with_page = is_with_page;
                    }
                    InlineKind::Span { .. } => attr.add_class(BROKEN_LINK),
                    _ => {}
                }
                kind
            }
            InlineKind::Image { image } => InlineKind::Image { image: self.image(image, span) },
            InlineKind::NoteMark { mark } => match self.notes.mark(&mark, span, self.sink) {
                Some(mark) => InlineKind::NoteMark { mark },
                None => InlineKind::Text { text: format!("[^{mark}]") },
            },
            InlineKind::CrossReference { reference } => {
                let words = self.linker.references.words(&reference, &self.lang, span, self.sink);
                let content = words.unwrap_or_else(|| {
                    attr.add_class(BROKEN_LINK);
                    vec![Inline::text(reference.written, span)]
                });
                InlineKind::Span { content }
            }
            InlineKind::Span { content } => InlineKind::Span { content: self.inlines(content) },
        };
        Inline { kind, attr, span }
    }

    fn inline_link(
        &mut self,
        target: &str,
        title: Option<String>,
        content: Vec<Inline<Authored>>,
        span: Span,
    ) -> InlineKind<Linked> {
        let span = self.linker.sources.find(span, target);
        let pictured = shows_picture(&content);
        let by_words = self.linker.sources.excerpt(span) != target;
        let written = Written { page: self.page, target, span, pictured, by_words };
        let target = self.linker.links.resolve(written, self.sink);
        let content = self.inlines(content);
        match target {
            Some(target) => InlineKind::Link { target, title, content },
            None => InlineKind::Span { content },
        }
    }

    fn image(&mut self, image: Image<Authored>, span: Span) -> Image<Linked> {
        if image.alt.trim().is_empty() && !image.decorative {
            let message = "the image has no alternative text";
            let help = if self.linker.sources.excerpt(span).starts_with("![[") {
                "say in words what it shows: `![[path|words]]`"
            } else {
                "say in words what it shows: `![words](path)`, or mark it `{.decorative}`"
            };
            self.sink.push(Diagnostic::warning(Code::MissingAlt, message).at(span).help(help));
        }
        let picture = self.picture(image.picture);
        let width = match &picture {
            Picture::Asset { asset } => {
                let asset = self.linker.assets.get(*asset);
                let (width, height) = (asset.width.max(1.0), asset.height.max(1.0));
                image.bounds.width(image.width, NaturalSize { width, height })
            }
            Picture::Missing { .. } => image.width,
        };
        Image {
            picture,
            alt: image.alt,
            decorative: image.decorative,
            title: image.title,
            width,
            bounds: Bounds::default(),
        }
    }

    fn picture(&self, written: String) -> Picture {
        match self.linker.attachments.get(self.page, &written) {
            Some(asset) => Picture::Asset { asset },
            None => Picture::Missing { name: written },
        }
    }

    fn media(&self, media: Media<Authored>) -> Media<Linked> {
        let written = media.source;
        let name = media.title.clone().unwrap_or_else(|| readable(&written));
        let source = if url::is_web(&written) {
            LinkedMedia { name, asset: None, url: url::external(&written) }
        } else {
            let asset = self.linker.attachments.get(self.page, &written);
            LinkedMedia { name, asset, url: self.linker.links.address(self.page, &written) }
        };
        // A poster that cannot be shown has been reported; the video's own box stands for it.
        let poster = media
            .poster
            .and_then(|poster| self.linker.attachments.get(self.page, &poster))
            .map(|asset| Picture::Asset { asset });
        Media { kind: media.kind, source, title: media.title, poster }
    }
}

fn is_note_mark(inline: &Inline<Linked>) -> bool {
    matches!(inline.kind, InlineKind::NoteMark { .. })
}

/// What keeps two marks apart that stand side by side: 1 and 2 are not 12.
fn comma_between_marks(span: Span) -> Inline<Linked> {
    Inline::new(InlineKind::Superscript { content: vec![Inline::text(",", span)] }, span)
}

/// Whether there is a picture in some words.
fn shows_picture(content: &[Inline<Authored>]) -> bool {
    content.iter().any(|inline| matches!(inline.kind, InlineKind::Image { .. }))
}

/// A file's name as words: `module_security-2.mp4` is `module security 2`. An address is shown
/// without its scheme.
fn readable(written: &str) -> String {
    if url::is_web(written) {
        let bare = written.trim().split_once("//").map_or(written, |(_, bare)| bare);
        return bare.trim_start_matches("www.").trim_end_matches('/').to_owned();
    }
    let name = written.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ").trim().to_owned()
}
