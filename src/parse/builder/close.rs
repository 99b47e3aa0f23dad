//! What an open element becomes when it closes.

use super::content::{Words, between_parts, into_blocks, into_inlines, trimmed, wrap};
use super::element::{CellShape, Element, Node, Open, Paint};
use super::extras::Icons;
use super::figures::{Pictures, captioned};
use super::lists::{definitions, list};
use super::place::at_place;
use super::siblings::CAPTION_OF_BLOCK;
use super::{Builder, condition, extras, long, siblings, table};
use crate::diag::{Code, Diagnostic};
use crate::limits::PARAGRAPH;
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
    Inline, InlineKind, ListItem, Media, Note, Referable, plain_text, reading_brackets,
};

/// What is known of an element that closes, beside what stands in it.
struct Closing {
    attr: Attr,
    /// The condition that it stands under.
    condition: Option<Attr>,
    span: Span,
    /// What words become that stand directly in it.
    words: Words,
    /// Whether a tag of HTML opened it.
    is_html: bool,
    /// Whether something closes it.
    ended: bool,
}

impl Builder {
    /// Hands a closed element to the one around it.
    pub(super) fn complete(&mut self, open: Open) {
        let words = self.words();
        let Open { element, mut attr, mut nodes, span, tag, ended } = open;
        let condition = attr.take_condition();
        if !element.is_verbatim() && !self.keeps_space() {
            nodes = self.read_extras(&element, nodes);
        }
        let mut closing = Closing { attr, condition, span, words, is_html: tag.is_some(), ended };
        let finished = self.finished(element, nodes, &mut closing);
        let Closing { attr, condition, .. } = closing;
        self.report_useless(&finished, &attr, span);
        let mut finished = with_attr(finished, attr, span);
        if let Some(condition) = condition {
            finished = condition::put(finished, &condition, span);
        }
        self.top_mut().nodes.extend(finished);
    }

    /// What an element becomes, but for the attributes and the condition that are left to it.
    fn finished(&mut self, element: Element, nodes: Vec<Node>, closing: &mut Closing) -> Vec<Node> {
        let Closing { span, words, ended, .. } = *closing;
        let block = |kind| vec![Node::Block(Block { kind, attr: Attr::none(), span })];
        match element {
            Element::Root | Element::Dropped => Vec::new(),
            Element::Paragraph => self.paragraphs(nodes, closing),
            Element::Heading { level } => heading(level, nodes, closing),
            Element::Quote => block(self.quote(nodes, closing)),
            Element::CaptionOfBlock => block(caption_of_block(nodes, closing)),
            Element::Callout { kind, title } => block(callout(kind, title, nodes, closing)),
            Element::List { start } => block(list(start, nodes)),
            Element::Item { done } => vec![item(done, nodes, closing, &mut self.pictures)],
            Element::Definitions => block(definitions(nodes)),
            Element::Term => vec![term(nodes, closing)],
            Element::Meaning => vec![meaning(nodes, closing)],
            Element::Table { columns } => table::table(columns, nodes, span, &mut self.sink),
            Element::TableRows { head } => table::rows(head, nodes, span),
            Element::Row { .. } => vec![row(nodes, closing)],
            Element::Cell(shape) => vec![Node::Cell(self.cell(shape, nodes, span))],
            Element::Caption => vec![Node::Caption(trimmed(into_inlines(nodes)))],
            Element::Figure => block(self.pictures.figure(nodes)),
            Element::Details { open } => block(details(open, nodes)),
            Element::Summary => vec![Node::Summary(trimmed(into_inlines(nodes)))],
            Element::Div => {
                let nodes = division(nodes, closing, &mut self.pictures);
                under(closing.condition.take(), nodes, words, span)
            }
            Element::Note { label } => {
                self.note(label, nodes, closing.condition.take(), span);
                Vec::new()
            }
            Element::Code { language, lines } => block(self.code(language, lines, nodes, span)),
            Element::Formula => block(self.formula(nodes)),
            Element::Words(wrapper) => {
                let attr = std::mem::take(&mut closing.attr);
                wrap(nodes, &attr, span, &|content| wrapper.around(content))
            }
            Element::Reading => {
                let of_ruby =
                    matches!(self.top_mut().element, Element::Words(super::Wrapper::Ruby));
                reading(nodes, of_ruby, span)
            }
            Element::Link { target, title } => link(target, title, nodes, closing),
            Element::Image(image) => self.image(image, nodes, &mut closing.attr, span),
            Element::Media { media, found } => {
                // Words in it are for browsers that cannot play it; those behind one that is never
                // closed are not.
                let nodes = if ended && found { Vec::new() } else { nodes };
                media_or_words(media, found, nodes, span)
            }
            Element::InlineCode => {
                vec![Node::Inline(Inline::new(self.inline_code(nodes), span))]
            }
        }
    }

    /// A paragraph, or several where it is longer than one may be.
    fn paragraphs(&mut self, nodes: Vec<Node>, closing: &mut Closing) -> Vec<Node> {
        let mut parts = long::parts(nodes);
        if parts.len() == 1 {
            let nodes = parts.pop().unwrap_or_default();
            return whole_paragraph(nodes, closing, &mut self.pictures);
        }
        let message = format!("this paragraph is set as {}: it has {PARAGRAPH}", parts.len());
        let told = Diagnostic::warning(Code::TooDeep, message);
        self.sink.push(told.at(closing.span).help(PARAGRAPH.cure));
        // A condition of one part is that of its words, and not of the others.
        let part = |part| {
            let attr = std::mem::take(&mut closing.attr);
            paragraph(part, attr, closing, &mut self.pictures)
        };
        parts.into_iter().flat_map(part).collect()
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

    /// A quotation, or the callout that one is.
    fn quote(&mut self, nodes: Vec<Node>, closing: &Closing) -> BlockKind<Authored> {
        let (quote, unknown) = quote(into_blocks(nodes, closing.words));
        if let Some(name) = unknown {
            self.say(unknown_callout(&format!("[!{name}]")).at(closing.span));
        }
        quote
    }

    /// A block of code, or the table that its lines of values are.
    fn code(
        &mut self,
        language: Option<String>,
        lines: CodeLines,
        mut nodes: Vec<Node>,
        span: Span,
    ) -> BlockKind<Authored> {
        self.refuse_conditions(&mut nodes, "code");
        let code = code(language, lines, nodes);
        if self.reads_values { code_or_table(code, span) } else { code }
    }

    /// A formula on a line of its own.
    fn formula(&mut self, mut nodes: Vec<Node>) -> BlockKind<Authored> {
        self.refuse_conditions(&mut nodes, "a formula");
        let written = plain_text(&into_inlines(nodes));
        BlockKind::Math { tex: without_comments(&written).trim().to_owned() }
    }

    fn inline_code(&mut self, mut nodes: Vec<Node>) -> InlineKind<Authored> {
        self.refuse_conditions(&mut nodes, "code");
        InlineKind::Code { text: plain_text(&into_inlines(nodes)) }
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
        let words = into_inlines(nodes);
        let image = Image { alt: plain_text(&words), ..image };
        let Some(image) = self.picture(image) else {
            *attr = Attr::none();
            return Vec::new();
        };
        self.pictures.describe(span, words);
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

impl Closing {
    /// Gives the element a condition that stands in it, where it has none.
    fn take_condition(&mut self, find: impl FnOnce() -> Option<Attr>) {
        self.condition = self.condition.take().or_else(find);
    }
}

/// A paragraph that closes; a condition at its end is its own.
fn whole_paragraph(nodes: Vec<Node>, closing: &mut Closing, pictures: &mut Pictures) -> Vec<Node> {
    let attr = std::mem::take(&mut closing.attr);
    let mut nodes = paragraph(nodes, attr, closing, pictures);
    if let [Node::Block(block)] = &mut nodes[..] {
        closing.take_condition(|| condition::take_from_block(block));
    }
    nodes
}

/// A heading, or the places of one that says nothing.
fn heading(level: u8, nodes: Vec<Node>, closing: &mut Closing) -> Vec<Node> {
    let Closing { attr, condition, span, .. } = closing;
    let anchor = attr.id().map(str::to_owned);
    attr.set_id(None);
    // A heading's own condition is that of its section.
    attr.merge(condition.take().unwrap_or_default());
    let content = trimmed(into_inlines(nodes));
    if !says_something(&content) {
        return places(anchor, content, *span);
    }
    let kind = BlockKind::Heading { level, anchor, content };
    vec![Node::Block(Block { kind, attr: Attr::none(), span: *span })]
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

/// An item of a list; a condition at the end of its first words is its own.
fn item(
    done: Option<bool>,
    nodes: Vec<Node>,
    closing: &mut Closing,
    pictures: &mut Pictures,
) -> Node {
    let mut blocks = pictures.figures(into_blocks(nodes, Words::Plain));
    closing.take_condition(|| condition::take_from_first(&mut blocks));
    Node::Item(ListItem { done, blocks, span: closing.span })
}

/// What a term means; a condition at the end of its first words is its own.
fn meaning(nodes: Vec<Node>, closing: &mut Closing) -> Node {
    let mut blocks = into_blocks(nodes, Words::Plain);
    closing.take_condition(|| condition::take_from_first(&mut blocks));
    Node::Meaning(blocks, closing.span)
}

/// A row of a table; a condition behind its last cell is its own.
fn row(nodes: Vec<Node>, closing: &mut Closing) -> Node {
    let mut row = table::row(nodes, closing.span);
    let own = condition::take_from_row(&mut row);
    closing.take_condition(|| own);
    Node::Row(row)
}

/// A term, with its id as a place before its words.
fn term(nodes: Vec<Node>, closing: &Closing) -> Node {
    let id = closing.attr.id().map(str::to_owned);
    Node::Term(at_place(id, into_inlines(nodes), closing.span), closing.span)
}

/// The caption of the block above, which its siblings give to it.
fn caption_of_block(nodes: Vec<Node>, closing: &mut Closing) -> BlockKind<Authored> {
    closing.attr.set(CAPTION_OF_BLOCK, "");
    BlockKind::Div { blocks: into_blocks(nodes, Words::Paragraph) }
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
fn paragraph(
    nodes: Vec<Node>,
    attr: Attr,
    closing: &Closing,
    pictures: &mut Pictures,
) -> Vec<Node> {
    let Closing { span, is_html: html, .. } = *closing;
    if !html && nodes.iter().any(Node::is_part) {
        let run = |run| paragraph(run, Attr::none(), closing, pictures);
        return with_attr(between_parts(nodes, run), attr, span);
    }
    let whole = !html && nodes.iter().all(|node| matches!(node, Node::Inline(_)));
    let mut blocks = pictures.figures(into_blocks(nodes, Words::Paragraph));
    if let ([block], true) = (&mut blocks[..], whole) {
        block.span = span;
    }
    with_attr(blocks.into_iter().map(Node::Block).collect(), attr, span)
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
    closing: &mut Closing,
) -> Vec<Node> {
    let span = closing.span;
    if target.is_empty() && nodes.is_empty() {
        let kind = InlineKind::Span { content: Vec::new() };
        return vec![Node::Inline(Inline::new(kind, span))];
    }
    wrap(nodes, &std::mem::take(&mut closing.attr), span, &|content| InlineKind::Link {
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

/// How a word is read; outside of ruby, in brackets.
fn reading(nodes: Vec<Node>, of_ruby: bool, span: Span) -> Vec<Node> {
    let content = into_inlines(nodes);
    if plain_text(&content).trim().is_empty() {
        return Vec::new();
    }
    if of_ruby {
        return vec![Node::Inline(Inline::new(InlineKind::Reading { content }, span))];
    }
    let [open, close] = reading_brackets(&content);
    let bracket = |sign| Node::Inline(Inline::text(sign, span));
    let inner = content.into_iter().map(Node::Inline);
    [bracket(open)].into_iter().chain(inner).chain([bracket(close)]).collect()
}

fn is_callout_name(name: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    name.len() > 1 && name.starts_with(char::is_alphabetic) && name.chars().all(is_part)
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
fn division(nodes: Vec<Node>, closing: &mut Closing, pictures: &mut Pictures) -> Vec<Node> {
    let Closing { attr, span, words, .. } = closing;
    let (span, words) = (*span, *words);
    let mut blocks = into_blocks(nodes, words);
    if words == Words::Paragraph {
        blocks = pictures.figures(blocks);
    }
    if let Some(width) = attr.take("width").as_deref().and_then(Dimension::parse) {
        walk_images_mut(&mut blocks, &mut |image| {
            image.width.get_or_insert(width);
        });
    }
    let break_after = attr.take("break-after").is_some();
    let kind = attr.id().and_then(Referable::of_id);
    let mut nodes: Vec<_> = if let Some(kind) = kind.filter(|_| !blocks.is_empty()) {
        captioned(kind, blocks, std::mem::take(attr), span).into_iter().map(Node::Block).collect()
    } else if attr.is_none() || blocks.is_empty() {
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
fn code(language: Option<String>, lines: CodeLines, nodes: Vec<Node>) -> BlockKind<Authored> {
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
    nodes: Vec<Node>,
    closing: &Closing,
) -> BlockKind<Authored> {
    let (summary, nodes) = summary(nodes);
    let given = |title: String| {
        if title.is_empty() { Vec::new() } else { vec![Inline::text(title, closing.span)] }
    };
    let title = summary.or_else(|| title.map(given));
    BlockKind::Callout { kind, title, blocks: into_blocks(nodes, closing.words) }
}

/// A video or sound; where no place is known to play it from, the words that stand for it.
fn media_or_words(media: Media<Authored>, found: bool, nodes: Vec<Node>, span: Span) -> Vec<Node> {
    let shown = found.then(|| Block::new(BlockKind::Media { media }, span));
    shown.into_iter().map(Node::Block).chain(nodes).collect()
}
