//! The tree as indented text: for snapshots that a person can read in a diff.
//!
//! One line for each node: its kind, what it says, its attributes. Places are left out, and so is
//! all that is as it is by default.

use std::fmt::Write;

use serde::Serialize;

use super::{
    Alignment, Attr, Block, BlockKind, Bounds, Cell, Image, Inline, InlineKind, Media, Page, Row,
    Stage, Table,
};

/// A page as text.
pub fn dump<S: Stage>(page: &Page<S>) -> String {
    let mut dump = Dump { text: String::new(), depth: 0 };
    dump.line(&format!("page {} depth {}", page.key, page.depth));
    dump.inside(|dump| {
        dump.words("title", &page.title);
        dump.blocks(&page.blocks);
        for note in &page.notes {
            dump.line(&format!("note {}", value(&note.label)));
            dump.inside(|dump| dump.blocks(&note.blocks));
        }
    });
    dump.text
}

/// Blocks as text.
pub fn dump_blocks<S: Stage>(blocks: &[Block<S>]) -> String {
    let mut dump = Dump { text: String::new(), depth: 0 };
    dump.blocks(blocks);
    dump.text
}

struct Dump {
    text: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", self.depth * 2);
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn blocks<S: Stage>(&mut self, blocks: &[Block<S>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block<S: Stage>(&mut self, block: &Block<S>) {
        self.line(&format!("{}{}", head(&block.kind), attributes(&block.attr)));
        self.inside(|dump| match &block.kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph { content }
            | BlockKind::Plain { content } => dump.inlines(content),
            BlockKind::List { items, .. } => {
                for item in items {
                    dump.line(match item.done {
                        None => "item",
                        Some(true) => "item done",
                        Some(false) => "item not done",
                    });
                    dump.inside(|dump| dump.blocks(&item.blocks));
                }
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    dump.words("term", &entry.term);
                    for meaning in &entry.details {
                        dump.line("meaning");
                        dump.inside(|dump| dump.blocks(meaning));
                    }
                }
            }
            BlockKind::Callout { title, blocks, .. } => {
                dump.words("title", title.as_deref().unwrap_or_default());
                dump.blocks(blocks);
            }
            BlockKind::Table { table } => dump.table(table),
            BlockKind::Figure { blocks, caption } => {
                dump.blocks(blocks);
                dump.words("caption", caption);
            }
            BlockKind::Details { summary, blocks, .. } => {
                dump.words("summary", summary);
                dump.blocks(blocks);
            }
            BlockKind::Quote { blocks } | BlockKind::Div { blocks } => dump.blocks(blocks),
            BlockKind::Code { text, .. } => dump.verbatim(text.as_ref()),
            BlockKind::Math { tex } => dump.verbatim(tex.as_ref()),
            BlockKind::Image { .. }
            | BlockKind::Media { .. }
            | BlockKind::Rule
            | BlockKind::PageBreak => {}
        });
    }

    fn verbatim(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(&format!("| {line}"));
        }
    }

    fn table<S: Stage>(&mut self, table: &Table<S>) {
        self.words("caption", &table.caption);
        for (name, rows) in [("head", &table.head), ("row", &table.body)] {
            for row in rows {
                self.row(name, row);
            }
        }
    }

    fn row<S: Stage>(&mut self, name: &str, row: &Row<S>) {
        self.line(name);
        self.inside(|dump| {
            for cell in &row.cells {
                dump.line(&cell_head(cell));
                dump.inside(|dump| dump.blocks(&cell.blocks));
            }
        });
    }

    /// Inlines under a name; nothing where there are none.
    fn words<S: Stage>(&mut self, name: &str, content: &[Inline<S>]) {
        if !content.is_empty() {
            self.line(name);
            self.inside(|dump| dump.inlines(content));
        }
    }

    fn inlines<S: Stage>(&mut self, content: &[Inline<S>]) {
        for inline in content {
            self.line(&format!("{}{}", inline_head(&inline.kind), attributes(&inline.attr)));
            self.inside(|dump| dump.inlines(inline.kind.content().unwrap_or_default()));
        }
    }
}

fn head<S: Stage>(kind: &BlockKind<S>) -> String {
    match kind {
        BlockKind::Heading { level, anchor, .. } => match value(anchor) {
            anchor if anchor == "null" => format!("heading {level}"),
            anchor => format!("heading {level} {anchor}"),
        },
        BlockKind::Paragraph { .. } => "paragraph".to_owned(),
        BlockKind::Plain { .. } => "plain".to_owned(),
        BlockKind::List { start, tight, .. } => {
            let start = start.map_or(String::new(), |start| format!(" from {start}"));
            format!("list{start}{}", if *tight { "" } else { " loose" })
        }
        BlockKind::Definitions { .. } => "definitions".to_owned(),
        BlockKind::Quote { .. } => "quote".to_owned(),
        BlockKind::Callout { kind, .. } => format!("callout {}", bare(kind)),
        BlockKind::Code { language, .. } => {
            format!("code {}", language.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
        BlockKind::Math { .. } => "math".to_owned(),
        BlockKind::Table { table } => {
            let columns: Vec<_> = table.columns.iter().map(bare).collect();
            format!("table {}", columns.join(" "))
        }
        BlockKind::Figure { .. } => "figure".to_owned(),
        BlockKind::Image { image } => image_head(image),
        BlockKind::Media { media } => media_head(media),
        BlockKind::Details { open, .. } => format!("details{}", if *open { " open" } else { "" }),
        BlockKind::Rule => "rule".to_owned(),
        BlockKind::PageBreak => "page-break".to_owned(),
        BlockKind::Div { .. } => "div".to_owned(),
    }
}

fn inline_head<S: Stage>(kind: &InlineKind<S>) -> String {
    match kind {
        InlineKind::Text { text } => format!("{text:?}"),
        InlineKind::SoftBreak => "soft-break".to_owned(),
        InlineKind::HardBreak => "hard-break".to_owned(),
        InlineKind::Emphasis { .. } => "emphasis".to_owned(),
        InlineKind::Strong { .. } => "strong".to_owned(),
        InlineKind::Strike { .. } => "strike".to_owned(),
        InlineKind::Underline { .. } => "underline".to_owned(),
        InlineKind::Mark { .. } => "mark".to_owned(),
        InlineKind::Subscript { .. } => "subscript".to_owned(),
        InlineKind::Superscript { .. } => "superscript".to_owned(),
        InlineKind::Small { .. } => "small".to_owned(),
        InlineKind::Keyboard { .. } => "keyboard".to_owned(),
        InlineKind::Quoted { .. } => "quoted".to_owned(),
        InlineKind::Ruby { .. } => "ruby".to_owned(),
        InlineKind::Reading { .. } => "reading".to_owned(),
        InlineKind::Code { text } => format!("code {text:?}"),
        InlineKind::Math { tex } => format!("math {:?}", tex.as_ref()),
        InlineKind::Link { target, title, .. } => {
            format!("link {}{}", value(target), titled(title.as_deref()))
        }
        InlineKind::Image { image } => image_head(image),
        InlineKind::NoteMark { mark } => format!("note-mark {}", value(mark)),
        InlineKind::CrossReference { reference } => format!("cross-reference {}", value(reference)),
        InlineKind::Span { .. } => "span".to_owned(),
    }
}

fn image_head<S: Stage>(image: &Image<S>) -> String {
    let mut head = format!("image {} alt {:?}", value(&image.picture), image.alt);
    if image.decorative {
        head.push_str(" decorative");
    }
    if let Some(width) = &image.width {
        let _ = write!(head, " width {width:?}");
    }
    let Bounds { height, max_width, max_height, zoom } = image.bounds;
    for (name, length) in [("height", height), ("max-width", max_width), ("max-height", max_height)]
    {
        if let Some(length) = length {
            let _ = write!(head, " {name} {length:?}");
        }
    }
    if let Some(zoom) = zoom {
        let _ = write!(head, " zoom {zoom}%");
    }
    head + &titled(image.title.as_deref())
}

fn media_head<S: Stage>(media: &Media<S>) -> String {
    let mut head = format!("{} {}", bare(&media.kind), value(&media.source));
    if let Some(poster) = &media.poster {
        let _ = write!(head, " poster {}", value(poster));
    }
    head + &titled(media.title.as_deref())
}

fn cell_head<S: Stage>(cell: &Cell<S>) -> String {
    let mut head = if cell.header { "header-cell" } else { "cell" }.to_owned();
    if let Some(alignment) = cell.alignment {
        let _ = write!(head, " {}", bare::<Alignment>(&alignment));
    }
    if let Some(colors) = cell.colors {
        let _ = write!(head, " {} on {}", colors.text.to_css(), colors.background.to_css());
    }
    for (name, span) in [("columns", cell.column_span), ("rows", cell.row_span)] {
        if span > 1 {
            let _ = write!(head, " {name} {span}");
        }
    }
    head
}

fn titled(title: Option<&str>) -> String {
    title.map_or(String::new(), |title| format!(" title {title:?}"))
}

fn attributes(attr: &Attr) -> String {
    let mut text = String::new();
    if let Some(id) = attr.id() {
        let _ = write!(text, " #{id}");
    }
    for class in attr.classes() {
        let _ = write!(text, " .{class}");
    }
    for (key, value) in attr.keys() {
        let _ = write!(text, " {key}={value:?}");
    }
    text
}

/// A value that differs between stages, as JSON.
fn value(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value that is one word.
fn bare<T: Serialize>(word: &T) -> String {
    value(word).trim_matches('"').to_owned()
}
