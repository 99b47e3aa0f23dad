//! What of a drawing is ever seen. Layers that are not shown, and definitions that nothing refers to,
//! hold whatever an author wanted out of sight.

use rustc_hash::{FxHashMap, FxHashSet};
use usvg::roxmltree::{Document, Node, NodeId};

use super::vocabulary::{DEEPEST, SVG};
use crate::text::style::{self, Declaration};

/// Elements that are drawn only where something refers to them (SVG 2, 5.1.2).
const DEFINITIONS: &[&str] = &[
    "clipPath",
    "defs",
    "filter",
    "linearGradient",
    "marker",
    "mask",
    "pattern",
    "radialGradient",
    "symbol",
];

/// Elements that are words.
const WORDS: &[&str] = &["desc", "text", "title"];

/// The elements of a drawing that are seen, or may be.
#[derive(Default)]
pub(super) struct Seen {
    /// Those that are seen.
    whole: FxHashSet<NodeId>,
    /// Those that only hold others which are.
    around: FxHashSet<NodeId>,
}

impl Seen {
    /// Finds out what is seen. Where a style sheet says more than is understood here, all is.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut search = Search::new(document);
        search.go();
        search.seen
    }

    /// Whether an element is seen, or holds one that is.
    pub(super) fn has(&self, node: Node<'_, '_>) -> bool {
        self.whole.contains(&node.id()) || self.around.contains(&node.id())
    }

    /// Whether an element is seen itself, with the words that stand in it.
    pub(super) fn shows(&self, node: Node<'_, '_>) -> bool {
        self.whole.contains(&node.id())
    }
}

struct Search<'a, 'input> {
    named: FxHashMap<&'a str, Vec<Node<'a, 'input>>>,
    sheet: Sheet,
    /// What is still to be looked at, whether it is visible there, and how deep it is known to lie.
    open: Vec<(Node<'a, 'input>, bool, usize)>,
    /// The elements that were found visible: one may be seen elsewhere than where it stands.
    visible: FxHashSet<NodeId>,
    seen: Seen,
}

impl<'a, 'input> Search<'a, 'input> {
    fn new(document: &'a Document<'input>) -> Self {
        let mut search = Self {
            named: FxHashMap::default(),
            sheet: Sheet::default(),
            open: vec![(document.root_element(), true, 0)],
            visible: FxHashSet::default(),
            seen: Seen::default(),
        };
        let mut sheets = String::new();
        for node in document.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("id") {
                search.named.entry(id).or_default().push(node);
            }
            if node.has_tag_name((SVG, "style")) {
                sheets.extend(node.children().filter_map(|child| child.text()));
                search.take(node);
            }
        }
        search.sheet.read(&sheets);
        search.refer(&sheets);
        search
    }

    fn go(&mut self) {
        while let Some((node, visible, depth)) = self.open.pop() {
            let is_new = self.seen.whole.insert(node.id());
            if !(visible && self.visible.insert(node.id()) || is_new) {
                continue;
            }
            if depth > DEEPEST {
                // What lies too deep is not looked through, and refused later.
                continue;
            }
            for attribute in node.attributes() {
                match attribute.value().trim().strip_prefix('#') {
                    Some(id) if attribute.name() == "href" => self.take_named(id),
                    _ => self.refer(attribute.value()),
                }
            }
            for child in node.children().filter(Node::is_element) {
                let visible = self.sheet.visibility(child).unwrap_or(visible);
                let name = child.tag_name().name();
                let mute = !visible && WORDS.contains(&name) && !self.shows_again(child);
                let unseen = DEFINITIONS.contains(&name) || self.sheet.hides(child) || mute;
                if self.sheet.is_unclear || !unseen {
                    self.open.push((child, visible, depth + 1));
                }
            }
        }
    }

    /// Whether something in an invisible element is visible again.
    fn shows_again(&self, node: Node<'_, '_>) -> bool {
        node.descendants().any(|inner| self.sheet.visibility(inner) == Some(true))
    }

    /// Takes what a style refers to.
    fn refer(&mut self, style: &str) {
        for (_, id) in style::references(style) {
            self.take_named(&id);
        }
    }

    fn take_named(&mut self, id: &str) {
        // What is referred to again is known.
        for node in self.named.remove(id.trim_end()).unwrap_or_default() {
            self.take(node);
            self.open.push((node, true, 0));
        }
    }

    /// Takes an element wherever it stands, with those around it.
    fn take(&mut self, node: Node<'_, '_>) {
        for around in node.ancestors() {
            if !self.seen.around.insert(around.id()) {
                break;
            }
        }
    }
}

/// What style sheets and attributes say of what is shown, as far as that is plain.
#[derive(Default)]
struct Sheet {
    /// Whether more is said than is understood here.
    is_unclear: bool,
    /// Whether a sheet speaks of visibility.
    has_visibility: bool,
    /// The classes and ids that it does not show, with their signs.
    hidden: FxHashSet<String>,
}

impl Sheet {
    fn read(&mut self, sheets: &str) {
        for rule in style::rules(sheets) {
            let speaks = |of: &str| rule.declarations.iter().any(|it| it.name == of);
            self.has_visibility |= speaks("visibility");
            if !speaks("display") {
                continue;
            }
            let hides = said_last(&rule.declarations, "display")
                .is_some_and(|it| it.word.as_deref() == Some("none") && !it.important);
            self.is_unclear |= !hides || rule.names.is_none();
            self.hidden.extend(rule.names.into_iter().flatten());
        }
    }

    /// Whether an element is not shown, with all that is in it.
    fn hides(&self, node: Node<'_, '_>) -> bool {
        if let Some(said) = said(node, "display") {
            return said == "none";
        }
        let classes = node.attribute("class").unwrap_or_default().split_whitespace();
        let id = node.attribute("id").map(|id| format!("#{id}"));
        let mut names = classes.map(|class| format!(".{class}")).chain(id);
        !self.hidden.is_empty() && names.any(|name| self.hidden.contains(&name))
    }

    /// Whether an element is visible, where it says so.
    fn visibility(&self, node: Node<'_, '_>) -> Option<bool> {
        let said = said(node, "visibility").filter(|said| said != "inherit");
        if self.has_visibility {
            // Any element may be one that a sheet speaks of.
            return Some(true);
        }
        said.map(|said| !matches!(&*said, "hidden" | "collapse"))
    }
}

/// What an element says of a property itself, in its style before its attributes.
fn said(node: Node<'_, '_>, name: &str) -> Option<String> {
    let styled = node.attribute("style").and_then(|style| {
        let declarations = style::declarations(style);
        said_last(&declarations, name).map(|it| it.word.clone().unwrap_or_default())
    });
    styled.or_else(|| Some(node.attribute(name)?.trim().to_ascii_lowercase()))
}

/// The declaration of a property that counts among those of one style.
fn said_last<'d>(declarations: &'d [Declaration], name: &str) -> Option<&'d Declaration> {
    let own = || declarations.iter().rev().filter(|it| it.name == name);
    own().find(|it| it.important).or_else(|| own().next())
}
