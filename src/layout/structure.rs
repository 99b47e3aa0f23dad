//! The logical structure of the laid-out document.
//!
//! Built from the document tree in reading order while its blocks are collected, before anything
//! is painted. Frames refer to its nodes; a paged output with tags turns it into its own form.

use std::sync::Arc;

use crate::span::Span;
use crate::tree::{Anchor, CalloutKind};

/// A node of a [`Structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// The logical tree, as an arena. Children stand in reading order.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    nodes: Vec<Node>,
    roots: Vec<NodeId>,
}

/// A node and what hangs below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The language as a BCP 47 tag, where it differs from its surroundings'.
    pub lang: Option<Arc<str>>,
    /// The id of the place, where it has one.
    pub anchor: Option<Anchor>,
    /// Where it was written, so that what is found amiss later can name a line.
    pub span: Option<Span>,
    /// The nodes below it, in reading order.
    pub children: Vec<NodeId>,
}

/// What a node is, in the document's terms (a painter maps them to its format's own).
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A part of the pack, a page, or one of its sections: a heading with what follows it.
    Section,
    /// A heading.
    Heading {
        /// 1 for the highest; without a bound.
        level: u8,
        /// Its words, for outlines.
        title: Arc<str>,
    },
    /// A paragraph.
    Paragraph,
    /// A list.
    List {
        /// How its items are marked.
        marks: ListMarks,
    },
    /// An item of a list.
    ListItem,
    /// The mark or number of an item, or the term of a definition.
    ListLabel,
    /// The rest of an item.
    ListBody,
    /// A table.
    Table {
        /// What a reader is told of it before it is read.
        summary: Option<Arc<str>>,
    },
    /// The rows at a table's head.
    TableHead,
    /// The other rows.
    TableBody,
    /// A row.
    TableRow,
    /// A cell.
    TableCell {
        /// Whether and what it heads.
        header: Option<HeaderScope>,
        /// How many columns it covers.
        column_span: u16,
        /// How many rows it covers.
        row_span: u16,
    },
    /// A picture.
    Figure {
        /// What it shows, in words.
        alt: Arc<str>,
    },
    /// The words that go with a figure or table.
    Caption,
    /// A block or a run of code.
    Code {
        /// Whether it stands on its own lines.
        block: bool,
    },
    /// A quotation on its own lines.
    BlockQuote,
    /// A callout.
    Callout(CalloutKind),
    /// A footnote.
    Note,
    /// A footnote's mark in the text.
    NoteMark,
    /// A link.
    Link {
        /// What a reader is told of where it leads.
        description: Arc<str>,
    },
    /// A table of contents.
    Toc,
    /// An entry of a table of contents.
    TocEntry,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A formula.
    Formula {
        /// The source, as the text equivalent.
        alt: Arc<str>,
    },
    /// A run with nothing to it but a language or a text equivalent.
    Span {
        /// What is read in place of what is shown.
        alt: Option<Arc<str>>,
    },
    /// The title of the whole document.
    Title,
    /// A container of no meaning of its own.
    Group,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMarks {
    /// By the same sign.
    Bullets,
    /// By their number.
    Numbers,
    /// Each by its own: a term, a box that is ticked or not.
    Own,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderScope {
    /// The cells beside it.
    Row,
    /// The cells below it.
    Column,
    /// Both.
    Both,
}

impl Structure {
    /// Adds a node below `parent`, behind its other children; below none it is a root.
    pub fn add(&mut self, parent: Option<NodeId>, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { role, lang: None, anchor: None, span: None, children: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent.0 as usize].children.push(id),
            None => self.roots.push(id),
        }
        id
    }

    /// The node behind an id.
    ///
    /// # Panics
    /// When the id comes from another structure.
    pub fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node behind an id, to be changed.
    ///
    /// # Panics
    /// When the id comes from another structure.
    pub fn get_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// Says where the nodes from the `since`th on were written, unless they know it already.
    pub fn locate(&mut self, since: usize, span: Span) {
        for node in &mut self.nodes[since..] {
            node.span.get_or_insert(span);
        }
    }

    /// The nodes that hang below none.
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// Every node's id, in order of making: a node stands behind the one it hangs below.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// For every node, by index, the one it hangs below.
    pub fn parents(&self) -> Vec<Option<NodeId>> {
        let mut parents = vec![None; self.nodes.len()];
        for id in self.ids() {
            self.get(id).children.iter().for_each(|child| parents[child.index()] = Some(id));
        }
        parents
    }

    /// How many nodes there are. Ids count from 0 to one less.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Takes over all nodes of another structure, roots becoming children of `parent`.
    /// Returns what to add to the other's ids: see [`NodeId::shifted`].
    pub fn append(&mut self, parent: Option<NodeId>, other: Structure) -> u32 {
        let shift = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.extend(other.nodes.into_iter().map(|mut node| {
            node.children.iter_mut().for_each(|child| *child = child.shifted(shift));
            node
        }));
        let roots = other.roots.into_iter().map(|root| root.shifted(shift));
        match parent {
            Some(parent) => self.nodes[parent.0 as usize].children.extend(roots),
            None => self.roots.extend(roots),
        }
        shift
    }
}

impl NodeId {
    /// The id after its structure was appended to another.
    #[must_use]
    pub fn shifted(self, shift: u32) -> Self {
        Self(self.0 + shift)
    }

    /// The id as an index, for tables beside the structure.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
