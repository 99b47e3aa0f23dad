//! The tree as markup: one DOM and one serializer for HTML and EPUB.
//!
//! [`Markup`] turns blocks and inlines into [`dom`] nodes. Where outputs differ (what a place's
//! address is, where pictures lie, what surrounds a table), it asks a [`Medium`].

mod block;
mod code;
pub mod dom;
mod inline;
mod maths;
mod media;
mod notes;
mod panel;
mod table;
mod write;

use std::collections::BTreeSet;
use std::rc::Rc;

pub(crate) use maths::formula_characters;
pub use write::{Syntax, write};

use crate::resolve::{HeadingNumbers, Resolved};
use crate::theme::css::OwnClass;
use crate::theme::{Label, Theme};
use crate::tree::{
    Anchor, AssetId, Attr, Block, Image, Inline, Linked, Media, NodeKey, NoteLabel, NoteMark, Page,
    Table, rank,
};
use dom::{Element, Node};

/// What differs between outputs that are made of markup.
pub trait Medium {
    /// The address of a place in the pack: `#security`, `security.xhtml#keys`.
    fn href(&self, anchor: &Anchor) -> String;

    /// The address of an attachment; one that is not known yet may be empty, since the element says
    /// by itself which attachment it shows.
    fn asset(&self, asset: AssetId) -> String;

    /// The address of a file that the document carries along, by its number. None where this
    /// output leads to the file's entry in the list of such files, or does not hold the file.
    ///
    /// `listed` says whether the link stands in that list: the one place that an output can put
    /// a file into which holds it as an address.
    fn attached(&self, _file: usize, _listed: bool) -> Option<String> {
        None
    }

    /// The level that a heading of level `level` in the tree has in this output, from 1.
    fn heading_level(&self, level: u8) -> u8 {
        level
    }

    /// The marks that stand in a block's or inline's words, each with the bytes of them before it,
    /// in order: where printed pages start.
    fn page_breaks(&self, _node: NodeKey) -> Vec<(usize, Element)> {
        Vec::new()
    }

    /// Whether a video or sound is played inside the document, rather than linked to.
    fn plays(&self, _media: &Media<Linked>) -> bool {
        false
    }

    /// Whether readings of ruby stand in brackets for those who do not know ruby.
    fn brackets_readings(&self) -> bool {
        true
    }

    /// What this output makes of a finished element: attributes it adds, a box it puts around it.
    fn decorate(&self, _part: Part<'_>, element: Element) -> Element {
        element
    }
}

/// The family by which style sheets call the font of formulas that an output brings along, whatever
/// its own name is.
pub(crate) const FORMULAS: &str = "formulas";

/// What an element is, for [`Medium::decorate`].
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// The heading of a section, or a page's title.
    Heading {
        /// Its place.
        anchor: &'a Anchor,
        /// Its words.
        content: &'a [Inline<Linked>],
    },
    /// A block of code.
    Code {
        /// Its language, in lower case.
        language: Option<&'a str>,
    },
    /// A formula on a line of its own, in its box.
    Formula,
    /// A table.
    Table(&'a Table<Linked>),
    /// A figure.
    Figure {
        /// What it shows.
        blocks: &'a [Block<Linked>],
        /// What is said of it.
        caption: &'a [Inline<Linked>],
    },
    /// An image, in a line or in a figure.
    Image(&'a Image<Linked>),
    /// A video or sound.
    Media(&'a Media<Linked>),
    /// A fold: `<details>`.
    Details,
    /// The mark of a footnote: the link itself.
    NoteMark(&'a NoteMark),
    /// A footnote.
    Note(&'a NoteLabel),
    /// The footnotes of a page.
    Notes,
}

/// Turns the tree into markup for one medium.
#[derive(Clone)]
pub struct Markup<'a> {
    document: &'a Resolved,
    theme: &'a Theme,
    medium: &'a dyn Medium,
    numbers: Rc<HeadingNumbers>,
    lang: &'a str,
    /// How many pages stand above the one at hand.
    depth: u8,
}

impl<'a> Markup<'a> {
    /// Markup of a document for a medium.
    pub fn new(document: &'a Resolved, theme: &'a Theme, medium: &'a dyn Medium) -> Self {
        let numbers = Rc::new(document.heading_numbers(theme));
        Self { document, theme, medium, numbers, lang: &document.pack.meta.lang, depth: 0 }
    }

    /// The title of a page as a heading. The page's place is the id of what holds the page, so
    /// the heading has none.
    pub fn title(&self, page: &'a Page<Linked>) -> Element {
        let own = self.within(page);
        let heading = own.ranked(page.depth.saturating_add(1));
        let heading = own.headed(heading, &page.anchor, &page.title);
        let part = Part::Heading { anchor: &page.anchor, content: &page.title };
        self.medium.decorate(part, heading)
    }

    /// The body of a page and its footnotes, without its title.
    pub fn body(&self, page: &'a Page<Linked>) -> Vec<Node> {
        let own = self.within(page);
        let mut nodes = own.blocks(&page.blocks);
        nodes.extend(own.notes(page).map(Node::from));
        nodes
    }

    /// Blocks, one after another.
    pub fn blocks(&self, blocks: &[Block<Linked>]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(blocks.len());
        for block in blocks {
            self.block(block, &mut nodes);
        }
        nodes
    }

    /// Inlines, one after another.
    pub fn inlines(&self, inlines: &[Inline<Linked>]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(inlines.len());
        for inline in inlines {
            self.inline(inline, &mut nodes);
        }
        nodes
    }

    /// The words of the interface in the language of the text.
    fn label(&self, label: Label) -> &'a str {
        self.theme.label(self.lang, label)
    }

    /// What is within a page, in its language.
    fn within(&self, page: &'a Page<Linked>) -> Self {
        let lang = page.meta.lang.as_deref().unwrap_or(self.lang);
        Self { lang, depth: page.depth, ..self.clone() }
    }

    /// A heading of a level in the tree. Within a page that stands below others, the level says
    /// nothing of how it looks: its class names its rank, 1 for the page's title.
    fn ranked(&self, level: u8) -> Element {
        let heading = heading(self.medium.heading_level(level));
        if self.depth == 0 {
            return heading;
        }
        let shown = rank(level, self.depth).saturating_add(1).min(RANKS);
        heading.class(&format!("rank-{shown}"))
    }

    /// A heading with its words, behind its number where it has one.
    fn headed(&self, heading: Element, anchor: &Anchor, content: &[Inline<Linked>]) -> Element {
        let heading = match self.numbers.get(anchor) {
            Some(number) => {
                let number = Element::new("span").class("heading-number").child(number);
                heading.child(number).child(" ")
            }
            None => heading,
        };
        heading.children(self.inlines(content))
    }
}

/// How many ranks of headings style sheets tell apart.
const RANKS: u8 = 5;

/// A heading of a level; HTML has six, deeper ones say their level to assistive technology.
fn heading(level: u8) -> Element {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    match NAMES.get(usize::from(level.max(1)) - 1) {
        Some(name) => Element::new(*name),
        None => Element::new("h6").attr("aria-level", level.to_string()),
    }
}

/// An element with the identifier, classes and harmless keys of a node.
fn with_attr(mut element: Element, attr: &Attr) -> Element {
    if let Some(id) = attr.id() {
        element.set("id", id);
    }
    for class in attr.classes() {
        element = element.class(class);
    }
    for (key, value) in attr.keys() {
        if matches!(key, "lang" | "dir" | "title") {
            element.set(key.to_owned(), value);
        }
    }
    element
}

/// The rules that classes of these nodes ask for, each once.
pub fn class_rules<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> String {
    let mut asking = BTreeSet::new();
    for node in nodes {
        node.visit(&mut |element| {
            asking.extend(element.own_class);
        });
    }
    asking.into_iter().map(OwnClass::rule).collect()
}
