//! What Markdown says of a block in the line below it or in a paragraph beside it: attributes
//! (`{.wide}`), a table's caption (`Table: …`), a page break (`\newpage`), the place of contents.

use super::place::at_place;
use crate::parse::attributes;
use crate::span::Span;
use crate::tree::{Attr, Authored, Block, BlockKind, Inline, InlineKind, Table, plain_text};

/// Marks a division that is the caption of the block above it. Nobody can write such a name.
pub(super) const CAPTION_OF_BLOCK: &str = "caption of block";

/// The blocks with what is said of them in their place.
pub(super) fn join(blocks: Vec<Block<Authored>>) -> Vec<Block<Authored>> {
    let mut out: Vec<Block<Authored>> = Vec::with_capacity(blocks.len());
    let mut caption = None;
    for mut block in blocks {
        if let Some(before) = out.last_mut()
            && let Some(attr) = lone_attributes(&block)
        {
            give(before, attr);
            continue;
        }
        if block.attr.take(CAPTION_OF_BLOCK).is_some()
            && let Some(words) = words_of_all(&block)
            && let Some(before) = out.last_mut()
        {
            put_caption(before, words, block.attr);
            continue;
        }
        take_trailing_attributes(&mut block);
        if is_page_break(&block) {
            block.kind = BlockKind::PageBreak;
        }
        if let BlockKind::Table { table } = &mut block.kind {
            take_attribute_row(table, &mut block.attr);
            if let Some((words, attr)) = caption.take_if(|_| table.caption.is_empty()) {
                table.caption = words;
                block.attr.merge(attr);
                out.pop();
            }
        }
        if stands_for_contents(&block) {
            continue;
        }
        let below = out.last().is_some_and(lacks_caption);
        caption = table_caption(&block, below);
        if let (Some((words, attr)), Some(before)) = (caption.take_if(|_| below), out.last_mut())
            && let BlockKind::Table { table } = &mut before.kind
        {
            table.caption = words;
            before.attr.merge(attr);
            continue;
        }
        out.push(block);
    }
    out.iter_mut().for_each(take_caption);
    out
}

/// The words of a block that holds nothing but paragraphs.
fn words_of_all(block: &Block<Authored>) -> Option<Vec<Inline<Authored>>> {
    let BlockKind::Div { blocks } = &block.kind else { return None };
    let mut all = Vec::new();
    for inner in blocks {
        if !all.is_empty() {
            all.push(Inline::new(InlineKind::HardBreak, inner.span));
        }
        all.extend_from_slice(words(inner)?);
    }
    Some(all)
}

/// Gives a block a caption. What can have none becomes a figure.
fn put_caption(block: &mut Block<Authored>, words: Vec<Inline<Authored>>, attr: Attr) {
    match &mut block.kind {
        BlockKind::Table { table: Table { caption, .. } } | BlockKind::Figure { caption, .. }
            if caption.is_empty() =>
        {
            *caption = words;
            block.attr.merge(attr);
        }
        _ => {
            let rule = Block::new(BlockKind::Rule, block.span);
            let shown = std::mem::replace(block, rule);
            block.kind = BlockKind::Figure { blocks: vec![shown], caption: words };
            block.attr = attr;
        }
    }
}

/// A table's or figure's caption among its attributes: `{caption="words"}`.
fn take_caption(block: &mut Block<Authored>) {
    let (BlockKind::Table { table: Table { caption, .. } } | BlockKind::Figure { caption, .. }) =
        &mut block.kind
    else {
        return;
    };
    if caption.is_empty()
        && let Some(words) = block.attr.take("caption")
    {
        *caption = vec![Inline::text(words, block.span)];
    }
}

/// `[TOC]`, `[[_TOC_]]` and their like, alone on the lines of a paragraph: the outputs have their own
/// contents. What stands between underscores has become emphasis.
fn stands_for_contents(block: &Block<Authored>) -> bool {
    let BlockKind::Paragraph { content } = &block.kind else { return false };
    content.split(|inline| inline.kind.is_break()).all(|line| {
        let words = plain_text(line);
        let name = words.trim().trim_matches(['[', ']', '_']).to_ascii_lowercase();
        words.trim().starts_with('[') && matches!(&*name, "toc" | "tosp")
    })
}

fn lacks_caption(block: &Block<Authored>) -> bool {
    matches!(&block.kind, BlockKind::Table { table } if table.caption.is_empty())
}

/// Adds attributes to a block; a heading's id is its own, a figure's width that of its image.
fn give(block: &mut Block<Authored>, mut attr: Attr) {
    match &mut block.kind {
        BlockKind::Heading { anchor, .. } => {
            if let Some(id) = attr.id() {
                *anchor = Some(id.to_owned());
                attr.set_id(None);
            }
        }
        // kramdown says so where a list starts.
        BlockKind::List { start: Some(start), .. } => {
            if let Some(number) = attr.take("start").and_then(|number| number.parse().ok()) {
                *start = number;
            }
        }
        BlockKind::Figure { blocks, .. } => {
            for shown in blocks {
                if let BlockKind::Image { image } = &mut shown.kind {
                    image.describe(&mut attr);
                }
            }
        }
        // Jekyll's older pages name the language of code so.
        BlockKind::Code { language: language @ None, .. } => {
            let named = attr.classes().iter().find_map(|class| class.strip_prefix("language-"));
            *language = named.map(str::to_lowercase);
        }
        _ => {}
    }
    block.attr.merge(attr);
}

/// The attributes that a paragraph consists of.
fn lone_attributes(block: &Block<Authored>) -> Option<Attr> {
    match words(block)? {
        [Inline { kind: InlineKind::Text { text }, .. }] => whole(text),
        _ => None,
    }
}

fn whole(text: &str) -> Option<Attr> {
    let text = text.trim();
    let (attr, length) = attributes::braced(text)?;
    (length == text.len()).then_some(attr)
}

fn words(block: &Block<Authored>) -> Option<&[Inline<Authored>]> {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Plain { content } => Some(content),
        _ => None,
    }
}

/// Attributes in the last line of a paragraph are the paragraph's own.
fn take_trailing_attributes(block: &mut Block<Authored>) {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &mut block.kind else {
        return;
    };
    let [.., above, Inline { kind: InlineKind::Text { text }, .. }] = &content[..] else {
        return;
    };
    if !above.kind.is_break() {
        return;
    }
    if let Some(attr) = whole(text) {
        content.truncate(content.len() - 2);
        block.attr.merge(attr);
    }
}

/// Attributes in the line below a table look like its last row.
fn take_attribute_row(table: &mut Table<Authored>, attr: &mut Attr) {
    let Some([first, rest @ ..]) = table.body.last().map(|row| &row.cells[..]) else { return };
    let [block] = &first.blocks[..] else { return };
    if let (Some(read), true) = (lone_attributes(block), rest.iter().all(|it| it.blocks.is_empty()))
    {
        table.body.pop();
        attr.merge(read);
    }
}

/// `Table: words {#id}`, as Pandoc has it; below a table also `: words`.
fn table_caption(block: &Block<Authored>, below: bool) -> Option<(Vec<Inline<Authored>>, Attr)> {
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    let [Inline { kind: InlineKind::Text { text }, .. }, ..] = &content[..] else { return None };
    let short = || text.strip_prefix(": ").filter(|_| below);
    let rest = text.strip_prefix("Table: ").or_else(short)?;
    let mut caption = content.clone();
    if let Some(first) = caption.first_mut() {
        first.span.start += u32::try_from(text.len() - rest.len()).unwrap_or(0);
        first.kind = InlineKind::Text { text: rest.to_owned() };
    }
    let mut attr = take_end(&mut caption).unwrap_or_default();
    // What stands behind the words is said of the table.
    attr.merge(block.attr.clone().take_condition().unwrap_or_default());
    Some((caption, attr))
}

/// Takes the attributes that end a run of words.
fn take_end(content: &mut Vec<Inline<Authored>>) -> Option<Attr> {
    let InlineKind::Text { text } = &mut content.last_mut()?.kind else { return None };
    let start = text.rfind('{')?;
    let attr = whole(&text[start..])?;
    text.truncate(text[..start].trim_end().len());
    content.pop_if(|last| matches!(&last.kind, InlineKind::Text { text } if text.is_empty()));
    Some(attr)
}

/// Takes the attributes that end the words of a cell, as Python-Markdown has them: `words {: #id}`. Of
/// what they say only the id matters here, which a place in the cell has.
pub(super) fn take_from_cell(blocks: &mut [Block<Authored>], span: Span) {
    let Some(BlockKind::Paragraph { content } | BlockKind::Plain { content }) =
        blocks.last_mut().map(|block| &mut block.kind)
    else {
        return;
    };
    let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.last() else { return };
    let is_meant = text
        .rfind(" {:")
        .is_some_and(|at| whole(&text[at..]).is_some_and(|attr| !attr.has_condition()));
    if is_meant && let Some(attr) = take_end(content) {
        *content = at_place(attr.id().map(str::to_owned), std::mem::take(content), span);
    }
}

/// `\newpage` or `\pagebreak` alone in its paragraph.
fn is_page_break(block: &Block<Authored>) -> bool {
    let Some([Inline { kind: InlineKind::Text { text }, .. }]) = words(block) else { return false };
    matches!(text.trim(), "\\newpage" | "\\pagebreak")
}
