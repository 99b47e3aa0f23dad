//! The list of attached files, made of blocks as an author would have written it, so that every
//! output shows it without knowing of it.

use super::Loaded;
use crate::span::Span;
use crate::text::{day, size};
use crate::theme::{Label, Theme};
use crate::tree::walk::walk_inlines;
use crate::tree::{
    Alignment, Anchor, Attr, Authored, Block, BlockKind, Cell, Inline, InlineKind, Pack, Page,
    PageMeta, Relationship, Row, Table, plain_text,
};

/// The class of the names in the list.
const ENTRY: &str = "attached-file";

/// The name of the page, and of the section in a pack of one page.
const KEY: &str = "attached-files";

/// Adds the list of attached files to a pack: as its last page, or as the last section of its only
/// one.
pub(in super::super) fn list<'a>(
    pack: &mut Pack<Authored>,
    files: impl Iterator<Item = &'a Loaded> + Clone,
    theme: &Theme,
) {
    let Some(last) = pack.pages.last() else { return };
    if files.clone().next().is_none() {
        return;
    }
    let (file, span) = (last.file, Span::new(last.file, 0..0));
    let lister = Lister { theme, lang: &pack.meta.lang, span };
    let title = lister.words(Label::AttachedFiles);
    let blocks = lister.blocks(files);
    if let [only] = &mut *pack.pages {
        let heading = BlockKind::Heading { level: 2, anchor: Some(KEY.to_owned()), content: title };
        only.blocks.push(Block::new(heading, span));
        only.blocks.extend(blocks);
        return;
    }
    let meta = PageMeta { title: plain_text(&title), ..PageMeta::default() };
    pack.pages.push(Page {
        file,
        key: KEY.to_owned(),
        anchor: None,
        meta,
        depth: 0,
        part: None,
        title,
        headed: false,
        named: true,
        blocks,
        notes: Vec::new(),
    });
}

/// The ids of the entries, in the order of the files, once ids are settled.
pub(super) fn entries(pack: &Pack<Authored>, count: usize) -> Vec<Anchor> {
    let mut found = Vec::new();
    if let Some(page) = pack.pages.last() {
        walk_inlines(&page.blocks, &mut |inline| {
            if inline.attr.has_class(ENTRY) {
                found.extend(inline.attr.id().map(Anchor::new));
            }
        });
    }
    // An author may use the class too, but what is listed stands last.
    found.split_off(found.len().saturating_sub(count))
}

/// Makes the blocks of the list.
struct Lister<'a> {
    theme: &'a Theme,
    lang: &'a str,
    span: Span,
}

/// A column: its title, and what it says of a file.
type Column<'a> = (Label, Alignment, &'a dyn Fn(&Loaded) -> Vec<Inline<Authored>>);

impl Lister<'_> {
    fn blocks<'a>(&self, files: impl Iterator<Item = &'a Loaded> + Clone) -> Vec<Block<Authored>> {
        let lead = self.words(Label::AttachedFilesLead);
        let lead = Block::new(BlockKind::Paragraph { content: lead }, self.span);
        vec![lead, Block::new(BlockKind::Table { table: self.table(files) }, self.span)]
    }

    fn table<'a>(&self, files: impl Iterator<Item = &'a Loaded> + Clone) -> Table<Authored> {
        let text = |words: String| vec![Inline::text(words, self.span)];
        let described = |loaded: &Loaded| loaded.file.description != loaded.file.name;
        let columns: [(bool, Column<'_>); 6] = [
            (true, (Label::File, Alignment::Start, &|it| self.name(it))),
            (
                files.clone().any(described),
                (Label::Description, Alignment::Start, &|it| {
                    if described(it) { text(it.file.description.clone()) } else { Vec::new() }
                }),
            ),
            (true, (Label::Type, Alignment::Start, &|it| text(kind(it)))),
            (
                true,
                (Label::Size, Alignment::End, &|it| {
                    text(size::in_words(it.file.bytes.len(), self.lang))
                }),
            ),
            (
                files.clone().any(|it| it.file.date.is_some()),
                (Label::Date, Alignment::Start, &|it| {
                    let date = it.file.date.as_deref().unwrap_or_default();
                    text(day::printed(date, self.lang))
                }),
            ),
            (true, (Label::Relation, Alignment::Start, &|it| self.words(relation(it)))),
        ];
        let columns: Vec<Column<'_>> =
            columns.into_iter().filter_map(|(shown, column)| shown.then_some(column)).collect();
        let head = columns.iter().map(|(label, ..)| self.cell(self.words(*label), true)).collect();
        let row = |loaded: &Loaded| Row {
            cells: columns.iter().map(|(.., say)| self.cell(say(loaded), false)).collect(),
            span: loaded.span.unwrap_or(self.span),
        };
        Table {
            caption: Vec::new(),
            columns: columns.iter().map(|(_, alignment, _)| *alignment).collect(),
            head: vec![Row { cells: head, span: self.span }],
            body: files.map(row).collect(),
        }
    }

    /// The name, as a link that the file itself will be the target of.
    fn name(&self, loaded: &Loaded) -> Vec<Inline<Authored>> {
        let name = &loaded.file.name;
        let content = vec![Inline::text(name.clone(), self.span)];
        let mut attr = Attr::none();
        attr.set_id(Some(name.clone()));
        attr.add_class(ENTRY);
        let kind = InlineKind::Link { target: name.clone(), title: None, content };
        vec![Inline { kind, attr, span: self.span }]
    }

    fn cell(&self, content: Vec<Inline<Authored>>, header: bool) -> Cell<Authored> {
        let blocks = vec![Block::new(BlockKind::Plain { content }, self.span)];
        Cell { header, ..Cell::new(blocks, self.span) }
    }

    fn words(&self, label: Label) -> Vec<Inline<Authored>> {
        vec![Inline::text(self.theme.label(self.lang, label), self.span)]
    }
}

/// The kind of a file as people call it: the ending of its name.
fn kind(loaded: &Loaded) -> String {
    match loaded.file.name.rsplit_once('.') {
        Some((_, ending)) if !ending.is_empty() => ending.to_uppercase(),
        _ => loaded.file.media_type.clone(),
    }
}

fn relation(loaded: &Loaded) -> Label {
    match loaded.file.relationship {
        Relationship::Source => Label::Source,
        Relationship::Data => Label::Data,
        Relationship::Alternative => Label::Alternative,
        Relationship::Supplement => Label::Supplement,
    }
}
