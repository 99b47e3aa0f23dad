//! Cuts a page that is too long for reading systems into several documents.

use rustc_hash::FxHashMap;

use std::collections::BTreeMap;

use crate::markup::dom::{Element, Node};
use crate::markup::{Syntax, write};

/// The largest a document may be, in bytes: old reading devices refuse more than 300 kB.
const LIMIT: usize = 250_000;

/// What a document's frame (head, section) and the marks of printed pages may take of that: even a
/// page of the shortest lines has ten times the bytes of its mark.
const FRAME: usize = 32_000;

/// What a link grows by at most when its place turns out to be in another document.
const FILE_NAME: usize = 60;

/// What a picture may bring along: the mark of a printed page of its own, and its figure's id.
const PICTURE: usize = 120;

/// Cuts nodes into pieces that each make a document. Footnotes go into the piece that has the
/// first mark that refers to them, so that they can pop up there.
pub(super) fn split(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    split_at(nodes, LIMIT - FRAME)
}

fn split_at(mut nodes: Vec<Node>, limit: usize) -> Vec<Vec<Node>> {
    if Scale::default().weigh(&nodes) <= limit {
        return vec![nodes];
    }
    let notes = nodes.pop_if(|last| is_notes(last));
    let mut pieces = Scale::of(notes.as_ref()).cut(nodes, limit);
    if let Some(Node::Element(notes)) = notes {
        distribute(notes, &mut pieces);
    }
    pieces
}

fn is_notes(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.get("epub:type") == Some("footnotes"))
}

/// Weighs nodes: how many bytes they will take in a document.
#[derive(Default)]
struct Scale {
    /// What each footnote weighs; it goes where its mark goes.
    notes: BTreeMap<String, usize>,
}

impl Scale {
    fn of(notes: Option<&Node>) -> Self {
        let mut scale = Self::default();
        let Some(Node::Element(section)) = notes else { return scale };
        for note in &section.children {
            if let Some(id) = note_id(note) {
                let weight = scale.weigh(std::slice::from_ref(note));
                scale.notes.insert(id.to_owned(), weight);
            }
        }
        scale
    }

    fn weigh(&self, nodes: &[Node]) -> usize {
        let mut weight = write(nodes, Syntax::Xhtml).len();
        for node in nodes {
            node.visit(&mut |element| {
                if let Some(id) = element.get("href").and_then(|href| href.strip_prefix('#')) {
                    weight += self.notes.get(id).copied().unwrap_or(FILE_NAME);
                } else if element.name == "img" {
                    weight += PICTURE;
                }
            });
        }
        weight
    }

    /// Fills pieces one after another. Headings stay with what follows them.
    fn cut(&self, nodes: Vec<Node>, limit: usize) -> Vec<Vec<Node>> {
        let (mut pieces, mut piece) = (Vec::new(), Vec::new());
        let mut filled = 0;
        for node in nodes.into_iter().flat_map(|node| self.slice(node, limit)) {
            // A line's end may stand behind it.
            let own = self.weigh(std::slice::from_ref(&node)) + 1;
            if filled + own > limit && !piece.is_empty() {
                let next = piece.split_off(break_before(&piece));
                filled = self.weigh(&next);
                pieces.push(std::mem::replace(&mut piece, next));
            }
            piece.push(node);
            filled += own;
        }
        pieces.push(piece);
        pieces
    }

    /// Cuts one node that is too large alone. Each slice has the element around it; the caption and
    /// the id go with the first one, a table's head with every one.
    fn slice(&self, node: Node, limit: usize) -> Vec<Node> {
        if self.weigh(std::slice::from_ref(&node)) <= limit {
            return vec![node];
        }
        let mut element = match node {
            Node::Text(text) => return passages(&text, limit),
            Node::Element(element) if is_whole(&element) => return vec![element.into()],
            Node::Element(element) => element,
        };
        let (mut head, parts): (Vec<_>, Vec<_>) =
            std::mem::take(&mut element.children).into_iter().partition(is_head);
        let frame = self.weigh(&[element.clone().into()]) + self.weigh(&head);
        let mut number = first_number(&element);
        let mut slices = Vec::new();
        for piece in self.cut(parts, limit.saturating_sub(frame).max(limit / 4)) {
            let mut slice = element.clone();
            if let Some(number) = &mut number {
                // An item that goes on counts again.
                let goes_on = piece.first().is_some_and(is_continued);
                slice.set("start", (*number - i64::from(goes_on)).to_string());
                let items = piece.iter().filter(|it| is_named(it, "li") && !is_continued(it));
                *number += items.map(|_| 1).sum::<i64>();
            }
            slices.push(slice.children(head.iter().cloned()).children(piece).into());
            element.attributes.retain(|(name, _)| name != "id");
            head.retain(|node| !is_named(node, "caption"));
            if element.name == "li" {
                element = element.class(CONTINUED);
            }
        }
        slices
    }
}

/// The class of the rest of a list's item that was cut.
const CONTINUED: &str = "continued";

fn is_continued(node: &Node) -> bool {
    let class = |element: &Element| {
        element.get("class").is_some_and(|it| it.split(' ').any(|class| class == CONTINUED))
    };
    matches!(node, Node::Element(element) if class(element))
}

/// Whether an element means nothing in parts.
fn is_whole(element: &Element) -> bool {
    const WHOLE: [&str; 7] = ["a", "audio", "img", "math", "svg", "tr", "video"];
    WHOLE.contains(&&*element.name) || is_heading(&Node::Element(element.clone()))
}

/// Words in parts: lines; words where a line is too long; letters where a word is.
fn passages(text: &str, limit: usize) -> Vec<Node> {
    /// The most bytes that a byte of text becomes when it is written.
    const ESCAPED: usize = 6;
    let longest = (limit / ESCAPED).max(1);
    let (mut passages, mut passage) = (Vec::new(), String::new());
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let end = if line.len() > longest { ' ' } else { '\n' };
        line.split_inclusive(end)
    });
    let letters = |word: &str| {
        if word.len() > longest {
            word.chars().map(String::from).collect::<Vec<_>>()
        } else {
            vec![word.to_owned()]
        }
    };
    for part in lines.flat_map(letters) {
        if passage.len() + part.len() > longest && !passage.is_empty() {
            passages.push(std::mem::take(&mut passage).into());
        }
        passage.push_str(&part);
    }
    passages.push(passage.into());
    passages
}

/// Where the end of a full piece may go to the next one: before the headings it ends with.
fn break_before(piece: &[Node]) -> usize {
    let kept = piece.iter().rposition(|node| !is_heading(node)).map_or(0, |last| last + 1);
    // A piece of nothing but headings is cut behind them: it has to end somewhere.
    if kept == 0 { piece.len() } else { kept }
}

fn is_heading(node: &Node) -> bool {
    let name =
        |element: &Element| matches!(&*element.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    match node {
        Node::Element(element) => name(element),
        Node::Text(text) => text.trim().is_empty(),
    }
}

/// What stands before the rows of a table.
fn is_head(node: &Node) -> bool {
    is_named(node, "caption") || is_named(node, "thead")
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.name == name)
}

/// The number of an ordered list's first item.
fn first_number(list: &Element) -> Option<i64> {
    let start = || list.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    (list.name == "ol").then(start)
}

fn note_id(note: &Node) -> Option<&str> {
    match note {
        Node::Element(note) => note.get("id"),
        Node::Text(_) => None,
    }
}

/// Gives each footnote to the piece with its first mark.
fn distribute(mut section: Element, pieces: &mut [Vec<Node>]) {
    let mut shares: Vec<Vec<Node>> = vec![Vec::new(); pieces.len()];
    let homes = homes(pieces);
    for note in std::mem::take(&mut section.children) {
        let Some(id) = note_id(&note) else { continue };
        let home = homes.get(id).copied().unwrap_or(0);
        shares[home].push(note);
    }
    for (piece, share) in pieces.iter_mut().zip(shares) {
        if !share.is_empty() {
            piece.push(section.clone().children(share).into());
        }
    }
}

/// The first piece that refers to each place.
fn homes(pieces: &[Vec<Node>]) -> FxHashMap<String, usize> {
    let mut homes = FxHashMap::default();
    for (at, piece) in pieces.iter().enumerate() {
        for node in piece {
            node.visit(&mut |element| {
                let href = element.get("href").and_then(|href| href.strip_prefix('#'));
                if let Some(id) = href {
                    homes.entry(id.to_owned()).or_insert(at);
                }
            });
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(pieces: &[Vec<Node>]) -> String {
        let pieces: Vec<_> = pieces.iter().map(|piece| write(piece, Syntax::Xhtml)).collect();
        pieces.join("---\n")
    }

    #[test]
    fn headings_stay_with_what_follows_and_notes_with_their_marks() {
        let mark = Element::new("a").attr("href", "#n2").child("2");
        let note = |id: &str| Element::new("aside").attr("id", id).child("note");
        let notes = Element::new("section")
            .attr("epub:type", "footnotes")
            .child(note("n1"))
            .child(note("n2"));
        let nodes = vec![
            Element::new("p").child("first words of it".repeat(3)).into(),
            Element::new("h2").child("Second").into(),
            Element::new("p").child("second words of it".repeat(3)).child(mark).into(),
            notes.into(),
        ];
        insta::assert_snapshot!(dump(&split_at(nodes, 120)));
    }

    #[test]
    fn long_tables_and_lists_are_cut_between_rows() {
        let row =
            |at: usize| Element::new("tr").child(Element::new("td").child(format!("row {at}")));
        let head =
            Element::new("thead").child(Element::new("tr").child(Element::new("th").child("Head")));
        let table = Element::new("table")
            .attr("id", "t")
            .child(Element::new("caption").child("Rows"))
            .child(head)
            .child(Element::new("tbody").children((0..6).map(row)));
        let table = Element::new("div").class("table").child(table);
        let list = Element::new("ol").attr("start", "4");
        let list = list.children((0..16).map(|at| Element::new("li").child(format!("item {at}"))));
        insta::assert_snapshot!(dump(&split_at(vec![table.into(), list.into()], 240)));
    }

    #[test]
    fn whatever_can_be_cut_stays_below_the_limit() {
        let code = Element::new("pre").child(Element::new("code").child("a < b;\n".repeat(60)));
        let item = |text: &str| Element::new("li").child(Element::new("p").child(text.repeat(30)));
        let list = Element::new("ol").child(item("one ")).child(item("two ")).child(item("é"));
        let mark = |at: usize| Element::new("a").attr("href", format!("#n{at}")).child("*");
        let words = (0..6).map(|at| Element::new("p").child("words ".repeat(9)).child(mark(at)));
        let note =
            |at: usize| Element::new("aside").attr("id", format!("n{at}")).child("n".repeat(90));
        let notes = Element::new("section").attr("epub:type", "footnotes");
        let nodes = [code, list].into_iter().chain(words);
        let nodes = nodes.chain([notes.children((0..6).map(note))]).map(Node::from).collect();

        let pieces = split_at(nodes, 300);
        for piece in &pieces {
            let length = write(piece, Syntax::Xhtml).len();
            // The section around the notes comes on top.
            assert!(length < 300 + 60, "{length}: {}", dump(std::slice::from_ref(piece)));
        }
        let all = dump(&pieces);
        assert_eq!(all.matches("a &lt; b;\n").count(), 60);
        assert_eq!((all.matches("one ").count(), all.matches('é').count()), (30, 30));
        assert_eq!(all.matches("<aside").count(), 6);
    }

    #[test]
    fn an_item_that_goes_on_counts_once() {
        let item = |text: &str| Element::new("li").child(Element::new("p").child(text.repeat(30)));
        let list = Element::new("ol").child(item("one ")).child(item("b ")).child(item("c "));
        insta::assert_snapshot!(dump(&split_at(vec![list.into()], 100)));
    }

    #[test]
    fn a_word_without_an_end_is_cut_between_letters() {
        let pieces = passages(&"ß".repeat(50), 120);
        assert!(pieces.len() > 4);
        assert_eq!(write(&pieces, Syntax::Xhtml), "ß".repeat(50));
    }
}
