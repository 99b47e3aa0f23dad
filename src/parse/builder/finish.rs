//! What an open element becomes when it closes.

use super::content::{Words, between_parts, into_blocks, into_inlines, trimmed, wrap};
use super::element::{CellShape, Element, Node, Open, Paint};
use super::extras::Icons;
use super::lists::{definitions, list};
use super::siblings::CAPTION_OF_BLOCK;
use super::{Builder, condition, extras, siblings, table};
use crate::diag::{Code, Diagnostic};
use crate::maths::without_comments;
use crate::parse::admonition::unknown_callout;
use crate::parse::csv;
use crate::parse::effects;
use crate::parse::html::{callout_kind, callout_title};
use crate::span::Span;
use crate::text::color::Color;
use crate::tree::walk::walk_images_mut;
use crate::tree::{
    Attr, Authored, Block, BlockKind, CalloutKind, Cell, CellColors, CodeLines, Dimension, Image,
    Inline, InlineKind, ListItem, Media, Note, plain_text,
};

impl Builder {
    /// Hands a closed element to the one around it.
    pub(super) fn complete(&mut self, open: Open) {
        let words = self.words();
        let Open { element, mut attr, mut nodes, span, tag, ended } = open;
        let mut condition = attr.take_condition();
        if !element.is_verbatim() && !self.keeps_space() {
            nodes = self.read_extras(&element, nodes);
        }
        let block = |kind| vec![Node::Block(Block { kind, attr: Attr::none(), span })];
        let finished = match element {
            Element::Root | Element::Dropped => Vec::new(),
            Element::Paragraph => {
                let mut nodes = paragraph(nodes, std::mem::take(&mut attr), span, tag.is_some());
                if let [Node::Block(block)] = &mut nodes[..] {
                    condition = condition.or_else(|| condition::take_from_block(block));
                }
                nodes
            }
            Element::Heading { level } => {
                let anchor = attr.id().map(str::to_owned);
                attr.set_id(None);
                // A heading's own condition is that of its section.
                attr.merge(condition.take().unwrap_or_default());
                let content = trimmed(into_inlines(nodes));
                if says_something(&content) {
                    block(BlockKind::Heading { level, anchor, content })
                } else {
                    places(anchor, content, span)
                }
            }
            Element::Quote => {
                let (quote, unknown) = quote(into_blocks(nodes, words));
                if let Some(name) = unknown {
                    self.say(unknown_callout(&format!("[!{name}]")).at(span));
                }
                block(quote)
            }
            Element::CaptionOfBlock => {
                attr.set(CAPTION_OF_BLOCK, "");
                block(BlockKind::Div { blocks: into_blocks(nodes, Words::Paragraph) })
            }
            Element::Callout { kind, title } => block(callout(kind, title, (nodes, words), span)),
            Element::List { start } => block(list(start, nodes)),
            Element::Item { done } => vec![item(done, nodes, &mut condition, span)],
            Element::Definitions => block(definitions(nodes)),
            Element::Term => {
                let id = attr.id().map(str::to_owned);
                vec![Node::Term(at_place(id, into_inlines(nodes), span), span)]
            }
            Element::Meaning => vec![meaning(nodes, &mut condition, span)],
            Element::Table { columns } => table::table(columns, nodes, span),
            Element::TableRows { head } => table::rows(head, nodes, span),
            Element::Row { .. } => {
                let mut row = table::row(nodes, span);
                let own = condition::take_from_row(&mut row);
                condition = condition.or(own);
                vec![Node::Row(row)]
            }
            Element::Cell(shape) => vec![Node::Cell(self.cell(shape, nodes, span))],
            Element::Caption => vec![Node::Caption(trimmed(into_inlines(nodes)))],
            Element::Figure => block(figure(nodes)),
            Element::Details { open } => block(details(open, nodes)),
            Element::Summary => vec![Node::Summary(trimmed(into_inlines(nodes)))],
            Element::Div => {
                let nodes = division(nodes, &mut attr, span, words);
                under(condition.take(), nodes, words, span)
            }
            Element::Note { label } => {
                self.note(label, nodes, condition.take(), span);
                Vec::new()
            }
            Element::Code { language, lines } => {
                self.refuse_conditions(&mut nodes, "code");
                let code = code((language, lines), nodes);
                block(if self.reads_values { code_or_table(code, span) } else { code })
            }
            Element::Formula => {
                self.refuse_conditions(&mut nodes, "a formula");
                block(formula(nodes))
            }
            Element::Words(wrapper) => {
                wrap(nodes, &std::mem::take(&mut attr), span, &|content| wrapper.around(content))
            }
            Element::Reading => reading(nodes, span),
            Element::Link { target, title } => link(target, title, nodes, &mut attr, span),
            Element::Image(image) => self.image(image, nodes, &mut attr, span),
            Element::Media { media, found } => media_or_words(media, found, (nodes, ended), span),
            Element::InlineCode => {
                self.refuse_conditions(&mut nodes, "code");
                vec![Node::Inline(Inline::new(inline_code(nodes), span))]
            }
        };
        self.report_useless(&finished, &attr, span);
        let mut finished = with_attr(finished, attr, span);
        if let Some(condition) = condition {
            finished = condition::put(finished, &condition, span);
        }
        self.top_mut().nodes.extend(finished);
    }

    /// Reads what stands among words and is no Markdown of every tool: icons, keys, addresses.
    fn read_extras(&mut self, element: &Element, nodes: Vec<Node>) -> Vec<Node> {
        let in_link = matches!(element, Element::Link { .. }) || self.in_link();
        let place = extras::Place { in_link, icons: self.icons_in(element) };
        let (read, left_out) = extras::read(nodes, place);
        if let Some(place) = left_out {
            self.say(undrawn_icons().at(place));
        }
        read
    }

    /// Reports attributes of a part of a block that have no effect there.
    fn report_useless(&mut self, finished: &[Node], attr: &Attr, span: Span) {
        let is_whole = |node: &Node| matches!(node, Node::Block(_) | Node::Inline(_));
        if finished.is_empty() || finished.iter().any(is_whole) {
            return;
        }
        for told in effects::of_part(attr) {
            self.say(told.at(span));
        }
    }

    fn cell(&mut self, shape: CellShape, nodes: Vec<Node>, span: Span) -> Cell<Authored> {
        let mut blocks = into_blocks(nodes, Words::Plain);
        siblings::take_from_cell(&mut blocks, span);
        Cell {
            blocks,
            header: shape.header,
            alignment: shape.alignment,
            colors: self.cell_colors(shape.paint, span),
            column_span: shape.column_span,
            row_span: shape.row_span,
            span,
        }
    }

    /// The colours of a cell that closes, those of its row among them. Words that could not be read
    /// on their background become black or white.
    fn cell_colors(&mut self, own: Paint, span: Span) -> Option<CellColors> {
        let paint = match self.top().element {
            Element::Row { paint } => own.or(paint),
            _ => own,
        };
        let Some(background) = paint.background else {
            if paint.text.is_some() {
                self.say(effects::colour_alone().at(span));
            }
            return None;
        };
        let readable = |text: &Color| text.contrast(background) >= Color::READABLE;
        let text = paint.text.filter(readable).unwrap_or_else(|| background.opposite());
        if paint.text.is_some_and(|wanted| wanted != text) {
            self.say(effects::unreadable().at(span));
        }
        Some(CellColors { background, text })
    }

    /// A picture with its words, where it is shown at all.
    fn image(
        &mut self,
        image: Image<Authored>,
        mut nodes: Vec<Node>,
        attr: &mut Attr,
        span: Span,
    ) -> Vec<Node> {
        self.refuse_conditions(&mut nodes, "an alternative text");
        let image = Image { alt: plain_text(&into_inlines(nodes)), ..image };
        let Some(image) = self.picture(image) else {
            *attr = Attr::none();
            return Vec::new();
        };
        vec![Node::Inline(Inline::new(InlineKind::Image { image }, span))]
    }

    /// A footnote, under the conditions that it stands in.
    fn note(&mut self, label: String, nodes: Vec<Node>, own: Option<Attr>, span: Span) {
        let mut blocks = into_blocks(nodes, Words::Paragraph);
        for condition in own.into_iter().chain(self.conditions_around()) {
            blocks = condition::on_blocks(blocks, &condition, span);
        }
        self.notes.push(Note { label, blocks, span });
    }

    /// Leaves out what would be there under a condition, where nothing can: words that become one
    /// text would lose it, and be there for everybody.
    fn refuse_conditions(&mut self, nodes: &mut Vec<Node>, place: &str) {
        let Some(span) = condition::find_in_nodes(nodes) else { return };
        nodes.retain(|node| condition::find_in_nodes(std::slice::from_ref(node)).is_none());
        self.sink.push(
            Diagnostic::error(Code::Condition, format!("a condition cannot stand in {place}"))
                .at(span)
                .help("put it around the whole; what is in it is left out"),
        );
    }

    /// What becomes of icons in an element.
    fn icons_in(&self, element: &Element) -> Icons {
        match element {
            _ if !self.reads_icons => Icons::Unknown,
            Element::Link { .. } | Element::Cell(_) | Element::Heading { .. } | Element::Term => {
                Icons::Alone
            }
            _ => Icons::Adorning,
        }
    }

    /// What words become that stand directly in an element that closes now.
    fn words(&self) -> Words {
        let tight = |element: &Element| {
            matches!(element, Element::Item { .. } | Element::Cell(_) | Element::Meaning)
        };
        if self.stack.iter().any(|open| tight(&open.element)) {
            Words::Plain
        } else {
            Words::Paragraph
        }
    }
}

/// Icons that no font has.
fn undrawn_icons() -> Diagnostic {
    let message = "icons that the site draws are left out";
    Diagnostic::note(Code::NoEffect, message).help(
        "arrows, ticks and crosses become signs; write a word where another one says something",
    )
}

/// Whether a heading shows something: words, a picture, a formula.
fn says_something(content: &[Inline<Authored>]) -> bool {
    content.iter().any(|inline| match &inline.kind {
        InlineKind::Text { text } | InlineKind::Code { text } => !text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::HardBreak | InlineKind::NoteMark { .. } => false,
        kind => kind.content().is_none_or(says_something),
    })
}

/// The places that a heading marks which says nothing, and is none: links lead there all the same.
fn places(anchor: Option<String>, content: Vec<Inline<Authored>>, span: Span) -> Vec<Node> {
    let content = at_place(anchor, content, span);
    if content.is_empty() {
        return Vec::new();
    }
    let kind = BlockKind::Paragraph { content };
    vec![Node::Block(Block { kind, attr: Attr::none(), span })]
}

/// Words with a place before them that has an id.
pub(super) fn at_place(
    id: Option<String>,
    mut content: Vec<Inline<Authored>>,
    span: Span,
) -> Vec<Inline<Authored>> {
    if id.is_some() {
        let mut attr = Attr::none();
        attr.set_id(id);
        let kind = InlineKind::Span { content: Vec::new() };
        content.insert(0, Inline { kind, attr, span });
    }
    content
}

/// An item of a list; a condition at the end of its first words is its own.
fn item(done: Option<bool>, nodes: Vec<Node>, condition: &mut Option<Attr>, span: Span) -> Node {
    let mut blocks = figures(into_blocks(nodes, Words::Plain));
    *condition = condition.take().or_else(|| condition::take_from_first(&mut blocks));
    Node::Item(ListItem { done, blocks, span })
}

/// What a term means; a condition at the end of its first words is its own.
fn meaning(nodes: Vec<Node>, condition: &mut Option<Attr>, span: Span) -> Node {
    let mut blocks = into_blocks(nodes, Words::Plain);
    *condition = condition.take().or_else(|| condition::take_from_first(&mut blocks));
    Node::Meaning(blocks, span)
}

/// What stands in an element that has a condition, in one block that has it.
fn under(condition: Option<Attr>, nodes: Vec<Node>, words: Words, span: Span) -> Vec<Node> {
    let Some(condition) = condition else { return nodes };
    let blocks = condition::on_blocks(into_blocks(nodes, words), &condition, span);
    blocks.into_iter().map(Node::Block).collect()
}

/// Puts attributes on what an element became. Parts of lists and tables have theirs already, and
/// where there is nothing there is nothing to mark.
fn with_attr(mut nodes: Vec<Node>, attr: Attr, span: Span) -> Vec<Node> {
    if attr.is_none() {
        return nodes;
    }
    let has_blocks = nodes.iter().any(|node| matches!(node, Node::Block(_)));
    let has_inlines = nodes.iter().any(|node| matches!(node, Node::Inline(_)));
    match &mut nodes[..] {
        [Node::Block(block)] if block.attr.is_none() => block.attr = attr,
        [Node::Inline(inline)] if inline.attr.is_none() => inline.attr = attr,
        _ if has_blocks => {
            let kind = BlockKind::Div { blocks: into_blocks(nodes, Words::Paragraph) };
            return vec![Node::Block(Block { kind, attr, span })];
        }
        _ if has_inlines => {
            let kind = InlineKind::Span { content: into_inlines(nodes) };
            return vec![Node::Inline(Inline { kind, attr, span })];
        }
        _ => {}
    }
    nodes
}

/// A paragraph, in which blocks may have come to stand. Only Markdown knows its exact place. Parts of
/// lists and tables go to what is around it: words of MDX may hold their tags.
fn paragraph(nodes: Vec<Node>, attr: Attr, span: Span, html: bool) -> Vec<Node> {
    if !html && nodes.iter().any(Node::is_part) {
        let run = |run| paragraph(run, Attr::none(), span, html);
        return with_attr(between_parts(nodes, run), attr, span);
    }
    let whole = !html && nodes.iter().all(|node| matches!(node, Node::Inline(_)));
    let mut blocks = figures(into_blocks(nodes, Words::Paragraph));
    if let ([block], true) = (&mut blocks[..], whole) {
        block.span = span;
    }
    with_attr(blocks.into_iter().map(Node::Block).collect(), attr, span)
}

/// Makes figures of paragraphs that hold an image and nothing else.
fn figures(blocks: Vec<Block<Authored>>) -> Vec<Block<Authored>> {
    blocks.into_iter().map(figure_of_image).collect()
}

fn figure_of_image(mut block: Block<Authored>) -> Block<Authored> {
    let (BlockKind::Paragraph { content } | BlockKind::Plain { content }) = &mut block.kind else {
        return block;
    };
    let [Inline { kind: InlineKind::Image { image }, attr, span }] = &mut content[..] else {
        return block;
    };
    let span = *span;
    image.describe(&mut block.attr);
    let caption = image.title.take().map(|title| Inline::text(title, span));
    let shown = Block::new(BlockKind::Image { image: image.clone() }, span);
    block.attr.merge(std::mem::take(attr));
    block.kind = BlockKind::Figure { blocks: vec![shown], caption: caption.into_iter().collect() };
    block
}

/// A quotation; one that starts `[!NOTE] Title` is a callout with a title of its own, as Hugo and
/// Obsidian have it. A name of no kind is one of a note, and handed out.
fn quote(mut blocks: Vec<Block<Authored>>) -> (BlockKind<Authored>, Option<String>) {
    if let Some(Block { kind: BlockKind::Paragraph { content }, .. }) = blocks.first_mut()
        && let Some(Inline { kind: InlineKind::Text { text }, span, .. }) = content.first_mut()
        && let Some((name, rest)) = text.strip_prefix("[!").and_then(|text| text.split_once(']'))
        // Obsidian's themes say behind a bar how it looks.
        && let Some(name) = name.split('|').next().filter(|name| is_callout_name(name))
    {
        let name = name.to_owned();
        let words = rest.trim_start_matches(['+', '-']).trim_start();
        let start = span.start + u32::try_from(text.len() - words.len()).unwrap_or(0);
        let mut title = vec![Inline::text(words, Span { start: start.min(span.end), ..*span })];
        let place = *span;
        let end = content.iter().position(|inline| inline.kind.is_break());
        let rest = content.split_off(end.map_or(content.len(), |end| end + 1));
        title.extend(content.drain(1..end.unwrap_or(content.len())));
        *content = rest;
        if content.is_empty() {
            blocks.remove(0);
        }
        let title = trimmed(title);
        let named = || callout_title(&name).map(|title| vec![Inline::text(title, place)]);
        let title = Some(title).filter(|title| !plain_text(title).is_empty()).or_else(named);
        if let Some(kind) = callout_kind(&name) {
            return (BlockKind::Callout { kind, title, blocks }, None);
        }
        return (BlockKind::Callout { kind: CalloutKind::Note, title, blocks }, Some(name));
    }
    (BlockKind::Quote { blocks }, None)
}

/// A link; `[](){ #id }` marks a place, as Python-Markdown has it.
fn link(
    target: String,
    title: Option<String>,
    nodes: Vec<Node>,
    attr: &mut Attr,
    span: Span,
) -> Vec<Node> {
    if target.is_empty() && nodes.is_empty() {
        let kind = InlineKind::Span { content: Vec::new() };
        return vec![Node::Inline(Inline::new(kind, span))];
    }
    wrap(nodes, &std::mem::take(attr), span, &|content| InlineKind::Link {
        target: target.clone(),
        title: title.clone(),
        content,
    })
}

/// Code, or the table that lines of values are.
fn code_or_table(code: BlockKind<Authored>, span: Span) -> BlockKind<Authored> {
    let table = match &code {
        BlockKind::Code { language: Some(language), text, .. } if language == "csv" => {
            csv::to_table(text, span)
        }
        _ => None,
    };
    table.map_or(code, |table| BlockKind::Table { table })
}

/// A formula on a line of its own.
fn formula(nodes: Vec<Node>) -> BlockKind<Authored> {
    let written = plain_text(&into_inlines(nodes));
    BlockKind::Math { tex: without_comments(&written).trim().to_owned() }
}

fn inline_code(nodes: Vec<Node>) -> InlineKind<Authored> {
    InlineKind::Code { text: plain_text(&into_inlines(nodes)) }
}

/// How a word is read, in brackets: those of its script.
fn reading(nodes: Vec<Node>, span: Span) -> Vec<Node> {
    let content = into_inlines(nodes);
    let words = plain_text(&content);
    if words.trim().is_empty() {
        return Vec::new();
    }
    let (open, close) = if words.is_ascii() { (" (", ")") } else { ("（", "）") };
    let bracket = |sign| Node::Inline(Inline::text(sign, span));
    let inner = content.into_iter().map(Node::Inline);
    [bracket(open)].into_iter().chain(inner).chain([bracket(close)]).collect()
}

fn is_callout_name(name: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    name.len() > 1 && name.starts_with(char::is_alphabetic) && name.chars().all(is_part)
}

/// `<figure>`: images in it stand as blocks, and what Markdown made a figure is opened up.
fn figure(nodes: Vec<Node>) -> BlockKind<Authored> {
    let mut caption = Vec::new();
    let mut shown = Vec::new();
    for node in nodes {
        match node {
            Node::Caption(words) if caption.is_empty() => caption = words,
            node => shown.push(node),
        }
    }
    let mut blocks = Vec::new();
    for block in figures(into_blocks(shown, Words::Paragraph)) {
        match block.kind {
            BlockKind::Figure { blocks: inner, caption: words } => {
                blocks.extend(inner.into_iter().map(|mut shown| {
                    if shown.attr.is_none() {
                        shown.attr = block.attr.clone();
                    }
                    shown
                }));
                if caption.is_empty() {
                    caption = words;
                }
            }
            _ => blocks.push(block),
        }
    }
    BlockKind::Figure { blocks, caption }
}

fn details(open: bool, nodes: Vec<Node>) -> BlockKind<Authored> {
    let (summary, hidden) = summary(nodes);
    let summary = summary.unwrap_or_default();
    BlockKind::Details { summary, open, blocks: into_blocks(hidden, Words::Paragraph) }
}

/// The words that stand above what an element holds, and the rest.
fn summary(nodes: Vec<Node>) -> (Option<Vec<Inline<Authored>>>, Vec<Node>) {
    let mut summary = None;
    let mut rest = Vec::new();
    for node in nodes {
        match node {
            Node::Summary(words) if summary.is_none() && !words.is_empty() => summary = Some(words),
            node => rest.push(node),
        }
    }
    (summary, rest)
}

/// `<div>` and its like. Without attributes there is nothing to say, and its content stands alone.
/// A width is meant for the images in it.
fn division(nodes: Vec<Node>, attr: &mut Attr, span: Span, words: Words) -> Vec<Node> {
    let mut blocks = into_blocks(nodes, words);
    if words == Words::Paragraph {
        blocks = figures(blocks);
    }
    if let Some(width) = attr.take("width").as_deref().and_then(Dimension::parse) {
        walk_images_mut(&mut blocks, &mut |image| {
            image.width.get_or_insert(width);
        });
    }
    let break_after = attr.take("break-after").is_some();
    let mut nodes: Vec<_> = if attr.is_none() || blocks.is_empty() {
        blocks.into_iter().map(Node::Block).collect()
    } else {
        let block = Block { kind: BlockKind::Div { blocks }, attr: std::mem::take(attr), span };
        vec![Node::Block(block)]
    };
    if break_after {
        nodes.push(Node::Block(Block::new(BlockKind::PageBreak, span)));
    }
    nodes
}

/// A code block. The language of `<pre><code class="language-x">` is that of the code in it.
fn code((language, lines): (Option<String>, CodeLines), nodes: Vec<Node>) -> BlockKind<Authored> {
    let named = nodes.iter().find_map(|node| match node {
        Node::Inline(Inline { kind: InlineKind::Code { .. }, attr, .. }) => {
            attr.classes().iter().find_map(|class| class.strip_prefix("language-"))
        }
        _ => None,
    });
    let language = language.or_else(|| named.map(str::to_lowercase));
    let mut text = plain_text(&into_inlines(nodes));
    if text.ends_with('\n') {
        text.pop();
    }
    BlockKind::Code { language, text, lines }
}

/// A callout; its title may stand in it, and an empty one is none.
fn callout(
    kind: CalloutKind,
    title: Option<String>,
    (nodes, words): (Vec<Node>, Words),
    span: Span,
) -> BlockKind<Authored> {
    let (summary, nodes) = summary(nodes);
    let given = |title: String| {
        if title.is_empty() { Vec::new() } else { vec![Inline::text(title, span)] }
    };
    let title = summary.or_else(|| title.map(given));
    BlockKind::Callout { kind, title, blocks: into_blocks(nodes, words) }
}

/// A video or sound; where no place is known to play it from, the words that stand for it. Those
/// in it are for browsers that cannot play it; those behind one that is never closed are not.
fn media_or_words(
    media: Media<Authored>,
    found: bool,
    (nodes, ended): (Vec<Node>, bool),
    span: Span,
) -> Vec<Node> {
    let nodes = if ended && found { Vec::new() } else { nodes };
    let shown = found.then(|| Block::new(BlockKind::Media { media }, span));
    shown.into_iter().map(Node::Block).chain(nodes).collect()
}
