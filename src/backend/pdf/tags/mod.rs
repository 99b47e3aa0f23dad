//! The tag tree: the document's structure in PDF's terms (ISO 32000-1, 14.7 and 14.8).
//!
//! The structure was built from the document tree before anything was painted. Painting then hands
//! every marked piece of content to the node it shows, and [`Tags::finish`] turns both into one
//! tree. What is painted is therefore either in the tree or an artifact; what is neither is counted
//! and reported, since it would be a fault of ours.

mod marker;
mod role;
mod table;

use krilla::tagging::{Identifier, Node, Tag, TagGroup, TagKind, TagTree};

use super::error;
use crate::diag::{Code, Diagnostic, Sink};
use crate::layout::{NodeId, Rect, Role, Structure};

pub(super) use marker::Marker;

/// The structure with the content that shows it, while pages are painted.
pub(super) struct Tags<'a> {
    structure: &'a Structure,
    nodes: Vec<Filling>,
    handed_out: usize,
    unmarked: usize,
}

/// What painting found out about a node.
#[derive(Default)]
struct Filling {
    /// The node above, and which of its children this one is.
    above: Option<(NodeId, usize)>,
    /// How many of its children have begun to be shown.
    begun: usize,
    /// The content that shows it directly.
    content: Vec<Content>,
    /// The area it covers, for nodes that PDF wants to know it of.
    area: Area,
}

/// A piece of content of a node.
struct Content {
    /// How many of the node's children stand before it.
    behind: usize,
    identifier: Identifier,
    /// Whether it is the clickable area of a link rather than something painted.
    annotation: bool,
}

/// Where a node is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Area {
    #[default]
    Nowhere,
    OnPage(usize, Rect),
    Scattered,
}

impl<'a> Tags<'a> {
    pub(super) fn new(structure: &'a Structure) -> Self {
        let mut nodes: Vec<Filling> = Vec::new();
        nodes.resize_with(structure.len(), Filling::default);
        for parent in structure.ids() {
            for (place, child) in structure.get(parent).children.iter().enumerate() {
                nodes[child.index()].above = Some((parent, place));
            }
        }
        Self { structure, nodes, handed_out: 0, unmarked: 0 }
    }

    /// Notes that a node begins to be shown here: content that nodes above it show later stands
    /// behind it.
    fn begin(&mut self, node: NodeId) {
        let mut above = self.nodes[node.index()].above;
        while let Some((parent, place)) = above {
            let filling = &mut self.nodes[parent.index()];
            if filling.begun > place {
                return;
            }
            filling.begun = place + 1;
            above = filling.above;
        }
    }

    fn add(&mut self, node: NodeId, identifier: Identifier, annotation: bool) {
        self.handed_out += 1;
        let filling = &mut self.nodes[node.index()];
        filling.content.push(Content { behind: filling.begun, identifier, annotation });
    }

    /// Hands a node the clickable area that belongs to it.
    pub(super) fn add_annotation(&mut self, node: NodeId, identifier: Identifier) {
        self.add(node, identifier, true);
    }

    /// What a reader is told of a link, where the node is one.
    pub(super) fn link_description(&self, node: NodeId) -> Option<&'a str> {
        match &self.structure.get(node).role {
            Role::Link { description } => Some(description),
            _ => None,
        }
    }

    /// The tree. None where content is missing from it, which is reported.
    pub(super) fn finish(mut self, lang: &str, sink: &mut Sink) -> Option<TagTree> {
        let headers = table::headers(self.structure);
        let mut groups: Vec<Option<TagGroup>> = Vec::new();
        groups.resize_with(self.nodes.len(), || None);
        let mut placed = 0;
        for id in self.structure.ids().rev() {
            let filling = std::mem::take(&mut self.nodes[id.index()]);
            placed += filling.content.len();
            groups[id.index()] = self.group(id, filling, &headers, &mut groups);
        }
        let roots = self.structure.roots().iter().filter_map(|root| groups[root.index()].take());
        let mut tree = TagTree::from(roots.map(Node::Group).collect::<Vec<_>>());
        tree.lang = Some(lang.to_owned());
        let lost = groups.iter().flatten().count() + self.handed_out.abs_diff(placed);
        self.account_for(lost, sink).then_some(tree)
    }

    /// A node with all below it. None where nothing shows it and nothing must stand in its place.
    fn group(
        &self,
        id: NodeId,
        filling: Filling,
        headers: &table::Headers,
        groups: &mut [Option<TagGroup>],
    ) -> Option<TagGroup> {
        let node = self.structure.get(id);
        let is_link = filling.content.iter().any(|content| content.annotation);
        let has_words = filling.content.iter().any(|content| !content.annotation);
        let pictured = if has_words { None } else { self.pictured(id) };
        let mut children: Vec<Child> = Vec::new();
        let mut content = filling.content.into_iter().peekable();
        for (place, child) in node.children.iter().enumerate() {
            while let Some(piece) = content.next_if(|piece| piece.behind <= place) {
                children.push(piece.into_child(&node.role));
            }
            children.extend(groups[child.index()].take().map(Child::Group));
        }
        children.extend(content.map(|piece| piece.into_child(&node.role)));
        // An empty cell keeps the columns in place.
        if children.is_empty() && !matches!(node.role, Role::TableCell { .. }) {
            return None;
        }
        let mut tag = role::tag(node, &role::Shown { area: filling.area, is_link, pictured });
        headers.apply(id, &mut tag);
        if let Some(lang) = &node.lang {
            set_lang(&mut tag, lang);
        }
        tag.set_location(error::location(filling.area.page(), Some(id)));
        Some(TagGroup::with_children(tag, unmixed(children)))
    }

    /// What the pictures of a node show that has nothing but pictures.
    fn pictured(&self, id: NodeId) -> Option<String> {
        let alt = |child: &NodeId| match &self.structure.get(*child).role {
            Role::Figure { alt } => Some(&**alt),
            _ => None,
        };
        let alts: Option<Vec<&str>> = self.structure.get(id).children.iter().map(alt).collect();
        alts.map(|alts| alts.join(" ")).filter(|words| !words.trim().is_empty())
    }

    /// Reports what was painted but is missing from the tree. Whether nothing is.
    fn account_for(&self, lost: usize, sink: &mut Sink) -> bool {
        debug_assert_eq!((lost, self.unmarked), (0, 0), "content outside of the tag tree");
        if self.unmarked > 0 {
            sink.push(fault(format!("{} items on pages belong to no tag", self.unmarked)));
        }
        if lost > 0 {
            sink.push(fault(format!("{lost} pieces of content are missing from the tag tree")));
        }
        lost == 0
    }
}

/// What hangs below a node.
enum Child {
    Group(TagGroup),
    Painted(Identifier),
    Annotation(Identifier),
}

/// Wraps content that stands beside elements, so that no node has both: some readers take a node's
/// own content before that of the nodes below it, whatever their order.
fn unmixed(children: Vec<Child>) -> Vec<Node> {
    let mixed = children.iter().any(|child| matches!(child, Child::Group(_)));
    let mut nodes: Vec<Node> = Vec::with_capacity(children.len());
    let mut run: Vec<Node> = Vec::new();
    for child in children {
        let node = match child {
            Child::Painted(identifier) if mixed => {
                run.push(Node::Leaf(identifier));
                continue;
            }
            Child::Painted(identifier) | Child::Annotation(identifier) => Node::Leaf(identifier),
            Child::Group(group) => Node::Group(group),
        };
        nodes.extend(span(&mut run));
        nodes.push(node);
    }
    nodes.extend(span(&mut run));
    nodes
}

fn span(run: &mut Vec<Node>) -> Option<Node> {
    let run = std::mem::take(run);
    (!run.is_empty()).then(|| TagGroup::with_children(Tag::Span, run).into())
}

impl Content {
    /// The content as a child of its node. A clickable area stands in a link, always.
    fn into_child(self, role: &Role) -> Child {
        if !self.annotation {
            return Child::Painted(self.identifier);
        }
        if matches!(role, Role::Link { .. }) {
            return Child::Annotation(self.identifier);
        }
        Child::Group(TagGroup::with_children(Tag::Link, vec![self.identifier.into()]))
    }
}

impl Area {
    fn page(self) -> Option<usize> {
        match self {
            Self::OnPage(page, _) => Some(page),
            Self::Nowhere | Self::Scattered => None,
        }
    }

    /// The smallest area that holds this one and a rectangle on a page.
    fn join(self, page: usize, rect: Rect) -> Self {
        match self {
            Self::Nowhere => Self::OnPage(page, rect),
            Self::OnPage(known, other) if known == page => Self::OnPage(page, other.union(rect)),
            Self::OnPage(..) | Self::Scattered => Self::Scattered,
        }
    }
}

fn set_lang(tag: &mut TagKind, lang: &str) {
    tag.as_any_mut().set_lang(Some(lang.to_owned()));
}

fn fault(message: String) -> Diagnostic {
    Diagnostic::error(Code::Output, message)
        .help("this is a fault of recto: report it with the page it happens on")
}
