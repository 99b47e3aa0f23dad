//! Builds the tree from elements that open and close.
//!
//! Markdown and raw HTML feed the same stack, so that `<details>` can hold Markdown and a table's
//! cell can hold `<center>`. Markdown's elements always close in order. HTML's may not: whatever
//! its tags do, no word is lost, and they never close what Markdown has opened.

mod close;
mod condition;
mod content;
mod element;
mod extras;
mod figures;
mod lists;
mod long;
mod place;
mod references;
mod siblings;
mod table;

use std::collections::BTreeSet;

pub(super) use element::{CellShape, Element, Paint, Wrapper};
use element::{Node, Open};
pub(super) use extras::address_in;
use figures::Pictures;

use crate::diag::{Code, Diagnostic, Sink};
use crate::parse::pictures;
use crate::span::Span;
use crate::tree::{Attr, Authored, Block, BlockKind, Image, Inline, InlineKind, Note};

/// How many elements may lie in one another. Deeper ones are left out, their words are not.
const MAX_DEPTH: usize = 100;

/// What the elements are called, or start with, that stand for the shortcodes of conditions.
pub(super) const CONDITIONAL: &str = "conditional";

/// Builds one page.
#[derive(Debug)]
pub(super) struct Builder {
    stack: Vec<Open>,
    /// How many of Markdown's elements are open beyond the depth that is followed.
    excess: usize,
    notes: Vec<Note<Authored>>,
    sink: Sink,
    /// What has been said once and need not be said again.
    said: BTreeSet<String>,
    /// Whether the tool of the folder draws icons that have names.
    reads_icons: bool,
    /// Whether a block of comma-separated values is a table; the tools of sites show code.
    reads_values: bool,
    /// Whether pictures for dark pages are left out, since there are others for light ones.
    only_light: bool,
    /// What is shown in the place of the next picture, since it is for light pages.
    for_light: Option<String>,
    /// Where conditions are opened by tags that stand for shortcodes.
    conditions: Vec<Span>,
    pictures: Pictures,
    /// The elements of somebody's own, `<x-y>`, that an end tag closes somewhere in the page.
    closed: BTreeSet<String>,
}

/// What a page consists of, beside its title.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) blocks: Vec<Block<Authored>>,
    pub(super) notes: Vec<Note<Authored>>,
    /// Where conditions are opened by tags that stand for shortcodes.
    pub(super) conditions: Vec<Span>,
    pub(super) sink: Sink,
}

impl Builder {
    /// A builder for the page at `span`.
    pub(super) fn new(span: Span, sink: Sink) -> Self {
        let root = Open {
            element: Element::Root,
            attr: Attr::none(),
            tag: None,
            ended: false,
            nodes: Vec::new(),
            span,
        };
        Self {
            stack: vec![root],
            excess: 0,
            notes: Vec::new(),
            sink,
            said: BTreeSet::new(),
            reads_icons: false,
            reads_values: false,
            only_light: false,
            for_light: None,
            conditions: Vec::new(),
            pictures: Pictures::default(),
            closed: BTreeSet::new(),
        }
    }

    /// Notes which elements of somebody's own a text closes.
    pub(super) fn expect_elements(&mut self, text: &str) {
        let names = text.split("</").skip(1).filter_map(|rest| {
            let name = rest.split(|letter: char| letter == '>' || letter.is_whitespace()).next()?;
            name.contains('-').then(|| name.to_ascii_lowercase())
        });
        self.closed.extend(names);
    }

    /// Whether an element is somebody's own, and the page closes it.
    pub(super) fn is_closed(&self, name: &str) -> bool {
        self.closed.contains(name)
    }

    /// Opens one of Markdown's elements.
    pub(super) fn open(&mut self, element: Element, attr: Attr, span: Span) {
        let is_words = element.is_inline();
        if !is_words && (!matches!(element, Element::Paragraph) || self.top().has_words()) {
            self.end_html_paragraph();
        }
        if self.excess > 0 || self.is_full(span) {
            self.excess += 1;
        } else {
            self.push(element, attr, None, span);
        }
    }

    /// Closes the innermost of Markdown's elements, and all of HTML's in it.
    pub(super) fn close(&mut self) {
        if self.excess > 0 {
            self.excess -= 1;
            return;
        }
        let Some(index) = self.stack.iter().rposition(|open| open.tag.is_none()) else { return };
        if index == 0 {
            return;
        }
        self.close_down_to(index, None);
        while self.top().ended {
            self.close_down_to(self.stack.len() - 1, None);
        }
    }

    /// Opens an element of HTML.
    pub(super) fn open_tag(&mut self, tag: &str, element: Element, attr: Attr, span: Span) {
        self.imply_ends(&element);
        let opens = !(matches!(element, Element::Link { .. }) && self.in_link());
        if opens && !self.is_full(span) {
            if tag.starts_with(CONDITIONAL) {
                self.conditions.push(span);
            }
            self.push(element, attr, Some(tag.to_owned()), span);
        }
    }

    /// Closes the innermost HTML element of this name, where that is possible.
    pub(super) fn close_tag(&mut self, tag: &str, span: Span) {
        let Some(index) = self.reach(tag) else { return };
        if self.stack[index..].iter().all(|open| open.tag.is_some()) {
            self.close_down_to(index, Some(span));
        } else {
            self.stack[index].ended = true;
        }
    }

    /// Whether an end tag of this name closes something.
    pub(super) fn is_within(&self, tag: &str) -> bool {
        self.reach(tag).is_some()
    }

    /// Adds words that start with a sign of which the author says that it is nothing else: `\\@fig-x`.
    /// False where it would be nothing else anyway.
    pub(super) fn literal(&mut self, text: &str, span: Span) -> bool {
        if references::reference_at(text, 0).is_none() {
            return false;
        }
        let sign = Inline::text("@", span);
        self.inline(Inline::new(InlineKind::Span { content: vec![sign] }, span));
        self.text(&text[1..], span);
        true
    }

    /// Adds words. The signs of Unicode that end a line do so.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let mut lines = text.split(['\u{2028}', '\u{2029}']);
        self.words_of_line(lines.next().unwrap_or_default(), span);
        for line in lines {
            if self.keeps_space() {
                self.words_of_line("\n", span);
            } else {
                self.inline(Inline::new(InlineKind::HardBreak, span));
            }
            self.words_of_line(line, span);
        }
    }

    fn words_of_line(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let keeps_space = self.keeps_space();
        if let Some(Node::Inline(last)) = self.top_mut().nodes.last_mut()
            && let InlineKind::Text { text: before } = &mut last.kind
            && last.attr.is_none()
        {
            // What stood between two spaces has been left out.
            let doubled = !keeps_space && before.ends_with(' ');
            before.push_str(if doubled { text.trim_start_matches(' ') } else { text });
            last.span = last.span.join(span);
            return;
        }
        self.inline(Inline::text(text, span));
    }

    /// Adds an inline.
    pub(super) fn inline(&mut self, mut inline: Inline<Authored>) {
        if let InlineKind::Image { mut image } = inline.kind {
            if let Some(address) = self.for_light.take() {
                image.picture = address;
            }
            let Some(image) = self.picture(image) else { return };
            inline.kind = InlineKind::Image { image };
        }
        self.top_mut().nodes.push(Node::Inline(inline));
    }

    /// Adds a block.
    pub(super) fn block(&mut self, kind: BlockKind<Authored>, attr: Attr, span: Span) {
        self.end_html_paragraph();
        self.top_mut().nodes.push(Node::Block(Block { kind, attr, span }));
    }

    /// Adds attributes to the inline that was closed last.
    pub(super) fn amend_inline(&mut self, amend: impl FnOnce(&mut Inline<Authored>)) {
        if let Some(Node::Inline(inline)) = self.top_mut().nodes.last_mut() {
            amend(inline);
        }
    }

    /// Changes the innermost open element that `amend` accepts.
    pub(super) fn amend_open(&mut self, mut amend: impl FnMut(&mut Element) -> bool) {
        for open in self.stack.iter_mut().rev() {
            if amend(&mut open.element) {
                return;
            }
        }
    }

    /// Whether space and line ends are kept as they are.
    pub(super) fn keeps_space(&self) -> bool {
        self.stack.iter().any(|open| open.element.is_verbatim_block())
    }

    /// The HTML element that is being left out with all that is in it.
    pub(super) fn dropping(&self) -> Option<&str> {
        let top = self.top();
        if matches!(top.element, Element::Dropped) { top.tag.as_deref() } else { None }
    }

    /// Says where the video or sound around is found; the first place counts.
    pub(super) fn media_source(&mut self, source: String) {
        self.amend_open(|element| {
            let Element::Media { media, found } = element else { return false };
            if !*found {
                media.source.clone_from(&source);
                *found = true;
            }
            true
        });
    }

    /// The conditions that the open elements around set, from the outermost.
    pub(super) fn conditions_around(&self) -> Vec<Attr> {
        self.stack.iter().filter_map(|open| open.attr.clone().take_condition()).collect()
    }

    /// Shows this picture in the place of the next one, which says what is shown where nothing is
    /// known of the screen.
    pub(super) fn picture_for_light(&mut self, address: Option<String>) {
        self.for_light = address;
    }

    /// Reads the names of icons from here on.
    pub(super) fn read_icons(&mut self) {
        self.reads_icons = true;
    }

    /// Makes tables of blocks of comma-separated values from here on.
    pub(super) fn read_values(&mut self) {
        self.reads_values = true;
    }

    /// Leaves out what is for dark pages from here on.
    pub(super) fn leave_out_dark(&mut self) {
        self.only_light = true;
    }

    /// A picture without what other tools say of it in its address and its alternative text; none
    /// where it is for dark pages and there is another.
    fn picture(&self, mut image: Image<Authored>) -> Option<Image<Authored>> {
        let (address, is_dark) = pictures::unmarked(&image.picture);
        if is_dark && self.only_light {
            return None;
        }
        image.picture.truncate(address.len());
        if let Some((words, width, height)) = pictures::sized(&image.alt) {
            image.width.get_or_insert(width);
            image.bounds.height = image.bounds.height.or(height);
            image.alt.truncate(words.len());
        }
        Some(image)
    }

    /// Tells the user something.
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Tells the user something unless something of this kind has been said of the page.
    pub(super) fn say_once(&mut self, kind: &str, diagnostic: Diagnostic) {
        if self.said.insert(kind.to_owned()) {
            self.sink.push(diagnostic);
        }
    }

    /// Closes everything and hands out the page.
    pub(super) fn finish(mut self) -> Built {
        self.close_down_to(1, None);
        let root = self.stack.pop().map(|root| root.nodes).unwrap_or_default();
        let blocks = content::into_blocks(root, content::Words::Paragraph);
        Built { blocks, notes: self.notes, conditions: self.conditions, sink: self.sink }
    }

    fn push(&mut self, element: Element, attr: Attr, tag: Option<String>, span: Span) {
        self.stack.push(Open { element, attr, tag, ended: false, nodes: Vec::new(), span });
    }

    fn top(&self) -> &Open {
        self.stack.last().expect("the page itself is closed last")
    }

    fn top_mut(&mut self) -> &mut Open {
        self.stack.last_mut().expect("the page itself is closed last")
    }

    fn is_full(&mut self, span: Span) -> bool {
        let full = self.stack.len() >= MAX_DEPTH;
        if full {
            let message = format!("elements lie in one another more than {MAX_DEPTH} levels deep");
            self.say_once(
                "depth",
                Diagnostic::warning(Code::TooDeep, message)
                    .at(span)
                    .help("flatten this part of the page; its words are kept"),
            );
        }
        full
    }

    /// The place of the open HTML element that an end tag of this name closes.
    ///
    /// A cell or a footnote ends the search, as does the list or table that a part belongs to.
    fn reach(&self, tag: &str) -> Option<usize> {
        let part_of_table = matches!(tag, "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        for (index, open) in self.stack.iter().enumerate().rev() {
            if open.tag.as_deref() == Some(tag) && !open.ended {
                return Some(index);
            }
            // What is for some readers ends with its own tag alone.
            if open.attr.has_condition() {
                return None;
            }
            let fence = match open.element {
                Element::Cell(_) => !part_of_table && tag != "table",
                Element::Note { .. } => true,
                Element::List { .. } => tag == "li",
                Element::Definitions => matches!(tag, "dt" | "dd"),
                Element::Table { .. } => part_of_table,
                _ => false,
            };
            if fence {
                return None;
            }
        }
        None
    }

    pub(super) fn in_link(&self) -> bool {
        self.stack.iter().any(|open| matches!(open.element, Element::Link { .. }))
    }

    /// Closes what an element of HTML ends by starting.
    fn imply_ends(&mut self, element: &Element) {
        match element {
            Element::Item { .. } => self.imply_end(&["li"]),
            Element::Term | Element::Meaning => self.imply_end(&["dt", "dd"]),
            Element::Cell(_) => self.imply_end(&["td", "th"]),
            Element::Row { .. } => self.imply_end(&["tr"]),
            Element::TableRows { .. } => self.imply_end(&["thead", "tbody", "tfoot"]),
            element if element.is_inline() => {}
            _ => self.end_html_paragraph(),
        }
    }

    fn imply_end(&mut self, tags: &[&str]) {
        let Some(index) = tags.iter().filter_map(|tag| self.reach(tag)).max() else { return };
        if self.stack[index..].iter().all(|open| open.tag.is_some()) {
            self.close_down_to(index, None);
        }
    }

    /// Closes an open `<p>`, which holds no blocks.
    fn end_html_paragraph(&mut self) {
        let inlines = self.stack.iter().rev().take_while(|open| open.element.is_inline()).count();
        let index = self.stack.len() - 1 - inlines;
        let paragraph = &self.stack[index];
        if matches!(paragraph.element, Element::Paragraph) && paragraph.tag.is_some() {
            self.close_down_to(index, None);
        }
    }

    /// Closes every element from the top of the stack down to the one at `index`.
    fn close_down_to(&mut self, index: usize, end: Option<Span>) {
        while self.stack.len() > index.max(1) {
            let Some(mut open) = self.stack.pop() else { return };
            let ends = open.ended || (end.is_some() && self.stack.len() == index.max(1));
            if !ends && open.is_conditional() {
                self.sink.push(unended(open.span));
            }
            open.ended = ends;
            if let Some(end) = end {
                open.span = open.span.join(end);
            }
            self.complete(open);
        }
    }
}

/// A condition that is not over where the block ends that holds it.
fn unended(span: Span) -> Diagnostic {
    let message = "this condition does not end in the block it starts in";
    Diagnostic::error(Code::Condition, message)
        .at(span)
        .help("close it, and put its tags on lines of their own around whole blocks")
}

impl Open {
    /// Whether it is an element around what is there under a condition, and must be closed.
    fn is_conditional(&self) -> bool {
        let is_around = matches!(self.element, Element::Div | Element::Words(Wrapper::Span));
        is_around && self.tag.is_some() && self.attr.has_condition()
    }

    fn has_words(&self) -> bool {
        self.nodes.iter().any(|node| !node.is_blank())
    }
}
