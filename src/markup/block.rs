//! What stands on its own lines.

use super::dom::{Element, Node};
use super::{Markup, Part, with_attr};
use crate::resolve::PictureLine;
use crate::text::language::change_of_direction;
use crate::theme::Label;
use crate::tree::{
    Anchor, Block, BlockKind, Definition, Image, Inline, Linked, ListItem, NodeKey, Picture,
    plain_text,
};

impl Markup<'_> {
    /// One block, put at the end of `out` behind the marks of pages that start with it. Only words
    /// that are no paragraph make more than one node.
    pub(super) fn block(&self, block: &Block<Linked>, out: &mut Vec<Node>) {
        let mut breaks = if block.kind.starts_in_words() {
            Vec::new()
        } else {
            self.medium.page_breaks(NodeKey::of(block))
        };
        let within = breaks.split_off(breaks.partition_point(|(at, _)| *at == 0));
        out.extend(breaks.into_iter().map(|(_, mark)| Node::from(mark)));
        let Some(lang) = block.attr.get("lang") else {
            return self.block_here(block, within, out);
        };
        let first = out.len();
        Markup { lang, ..self.clone() }.block_here(block, within, out);
        if let (Some(dir), None) = (change_of_direction(self.lang, lang), block.attr.get("dir"))
            && let Some(Node::Element(element)) = out.get_mut(first)
        {
            element.set("dir", dir);
        }
    }

    /// One block in the language at hand. `breaks` stand in code of its own.
    fn block_here(
        &self,
        block: &Block<Linked>,
        breaks: Vec<(usize, Element)>,
        out: &mut Vec<Node>,
    ) {
        let element = match &block.kind {
            BlockKind::Plain { content } if block.attr.is_none() => {
                return self.plain(content, out);
            }
            BlockKind::Plain { content } => Element::new("span").children(self.inlines(content)),
            BlockKind::Heading { level, anchor, content } => self.heading(*level, anchor, content),
            BlockKind::Paragraph { content } => Element::new("p").children(self.inlines(content)),
            BlockKind::List { start, items, .. } => self.list(*start, items),
            BlockKind::Definitions { entries } => self.definitions(entries),
            BlockKind::Quote { blocks } => self.quote(blocks),
            BlockKind::Callout { kind, title, blocks } => {
                self.callout(*kind, title.as_deref(), blocks)
            }
            BlockKind::Code { language, text, lines } => {
                self.code(language.as_deref(), text, lines, breaks)
            }
            BlockKind::Math { tex } => self.display_formula(tex),
            BlockKind::Table { table } => {
                self.table(table, block.attr.column_widths(table.columns.len()).as_deref())
            }
            BlockKind::Figure { blocks, caption } => {
                out.push(with_attr(self.figure(blocks, caption), &block.attr).into());
                out.extend(self.text_version(blocks).map(Node::from));
                return;
            }
            BlockKind::Image { image } => self.image(image),
            BlockKind::Media { media } => self.media(media),
            BlockKind::Details { summary, open, blocks } => self.details(summary, *open, blocks),
            BlockKind::Rule => Element::new("hr"),
            BlockKind::PageBreak => Element::new("div").class("page-break"),
            BlockKind::Div { blocks } => Element::new("div").children(self.blocks(blocks)),
        };
        out.push(with_attr(element, &block.attr).into());
    }

    fn plain(&self, content: &[Inline<Linked>], out: &mut Vec<Node>) {
        if matches!(out.last(), Some(Node::Text(_))) {
            out.push(Node::from("\n"));
        }
        out.extend(self.inlines(content));
    }

    fn heading(&self, level: u8, anchor: &Anchor, content: &[Inline<Linked>]) -> Element {
        let element = self.ranked(level).attr("id", anchor.as_str());
        let element = self.headed(element, anchor, content);
        self.medium.decorate(Part::Heading { anchor, content }, element)
    }

    fn list(&self, start: Option<u64>, items: &[ListItem<Linked>]) -> Element {
        let mut list = match start {
            None => Element::new("ul"),
            Some(1) => Element::new("ol"),
            Some(start) => Element::new("ol").attr("start", start.to_string()),
        };
        // Where the order counts, numbers stand before the boxes.
        if start.is_none() && items.iter().any(|item| item.done.is_some()) {
            list = list.class("tasks");
        }
        list.children(items.iter().map(|item| self.item(item)))
    }

    fn item(&self, item: &ListItem<Linked>) -> Element {
        let blocks = self.blocks(&item.blocks);
        let Some(done) = item.done else {
            return Element::new("li").children(blocks);
        };
        let (sign, label) = if done { ("☑", Label::Done) } else { ("☐", Label::NotDone) };
        let task_box = Element::new("span")
            .class("task-box")
            .attr("role", "img")
            .attr("aria-label", self.label(label))
            .child(sign);
        let item = Element::new("li").class("task").class(if done { "done" } else { "open" });
        item.children(led_by([task_box.into(), " ".into()], blocks))
    }

    /// Terms and what they mean. A term that has no meaning has an empty one, which HTML asks for.
    fn definitions(&self, entries: &[Definition<Linked>]) -> Element {
        let mut list = Element::new("dl");
        for entry in entries {
            let meanings = entry.details.iter().map(|it| self.blocks(it));
            let lacking = entry.details.is_empty().then(Vec::new);
            let meanings = meanings.chain(lacking).map(|it| Element::new("dd").children(it));
            list = list.child(Element::new("dt").children(self.inlines(&entry.term)));
            list = list.children(meanings);
        }
        list
    }

    fn figure(&self, blocks: &[Block<Linked>], caption: &[Inline<Linked>]) -> Element {
        let mut figure = Element::new("figure").children(self.blocks(blocks));
        if !plain_text(caption).trim().is_empty() {
            figure = figure.child(Element::new("figcaption").children(self.inlines(caption)));
        }
        self.medium.decorate(Part::Figure { blocks, caption }, figure)
    }

    /// A fold with the words of the pages that a figure shows; none where it shows none.
    fn text_version(&self, blocks: &[Block<Linked>]) -> Option<Element> {
        let pictures = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Image { image: Image { picture: Picture::Asset { asset }, .. } } => {
                Some(*asset)
            }
            _ => None,
        });
        let pages = pictures.map(|asset| paragraphs(&self.document.assets.get(asset).lines));
        let paragraphs: Vec<_> = pages.flatten().collect();
        if paragraphs.is_empty() {
            return None;
        }
        let summary = Element::new("summary").child(self.label(Label::TextVersion));
        Some(Element::new("details").class("text-version").child(summary).children(paragraphs))
    }

    fn details(&self, summary: &[Inline<Linked>], open: bool, blocks: &[Block<Linked>]) -> Element {
        let details = Element::new("details")
            .maybe("open", open.then_some(""))
            .child(Element::new("summary").children(self.inlines(summary)))
            .children(self.blocks(blocks));
        self.medium.decorate(Part::Details, details)
    }
}

/// Lines of a picture as paragraphs: those that follow one another closely are of one.
fn paragraphs(lines: &[PictureLine]) -> Vec<Element> {
    /// How far below a line, in ems, the next of its paragraph may stand.
    const CLOSE: f32 = 1.8;
    let belongs = |above: &PictureLine, below: &PictureLine| {
        let apart = below.y - above.y;
        (above.turn - below.turn).abs() < 1.0
            && (0.0..CLOSE * above.size.max(below.size)).contains(&apart)
    };
    let paragraphs = lines.chunk_by(belongs).map(|lines| {
        let mut paragraph = Element::new("p");
        for (index, line) in lines.iter().enumerate() {
            let next = lines.get(index + 1);
            if let Some(start) = next.and_then(|next| divided(&line.text, &next.text)) {
                paragraph = paragraph.child(format!("{start}\u{ad}"));
                continue;
            }
            paragraph = paragraph.child(&*line.text);
            paragraph = paragraph.children(next.map(|_| Element::new("br")));
        }
        paragraph
    });
    paragraphs.collect()
}

/// A line without the hyphen at its end, where that divides a word which the next line goes on with.
fn divided<'a>(line: &'a str, next: &str) -> Option<&'a str> {
    let start = line.strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
    let is_word = start.ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase);
    is_word.then_some(start)
}

/// Puts nodes before the first words of `blocks`: inside their first paragraph where they start
/// with one.
fn led_by(lead: [Node; 2], mut blocks: Vec<Node>) -> Vec<Node> {
    match blocks.first_mut() {
        Some(Node::Element(first)) if first.name == "p" => {
            first.children.splice(0..0, lead);
        }
        _ => {
            blocks.splice(0..0, lead);
        }
    }
    blocks
}
