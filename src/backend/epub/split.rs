//! Cuts a page that is too long for reading systems into several documents.

use crate::markup::dom::{Element, Node};
use crate::markup::{Syntax, write};

/// The largest a document may be, in bytes: old reading devices refuse more than 300 kB.
const LIMIT: usize = 250_000;

/// What a document's frame (head, section) may take of that.
const FRAME: usize = 4_000;

/// Cuts nodes into pieces that each make a document. Footnotes go into the piece that has the
/// first mark that refers to them, so that they can pop up there.
pub(super) fn split(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    split_at(nodes, LIMIT - FRAME)
}

fn split_at(mut nodes: Vec<Node>, limit: usize) -> Vec<Vec<Node>> {
    if size(&nodes) <= limit {
        return vec![nodes];
    }
    let notes = nodes.pop_if(|last| is_notes(last));
    let mut pieces = cut(nodes, limit);
    if let Some(Node::Element(notes)) = notes {
        distribute(notes, &mut pieces);
    }
    pieces
}

fn size(nodes: &[Node]) -> usize {
    write(nodes, Syntax::Xhtml).len()
}

fn is_notes(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.get("epub:type") == Some("footnotes"))
}

/// Fills pieces one after another. Headings stay with what follows them.
fn cut(nodes: Vec<Node>, limit: usize) -> Vec<Vec<Node>> {
    let mut pieces: Vec<Vec<Node>> = vec![Vec::new()];
    let mut filled = 0;
    for node in nodes.into_iter().flat_map(|node| slice(node, limit)) {
        let own = size(std::slice::from_ref(&node));
        let piece = pieces.last_mut().expect("there is always a piece to fill");
        if filled + own > limit && !piece.is_empty() {
            let next = piece.split_off(break_before(piece));
            filled = size(&next);
            pieces.push(next);
        }
        let piece = pieces.last_mut().expect("there is always a piece to fill");
        piece.push(node);
        filled += own;
    }
    pieces
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

/// Cuts one node that is too large alone, where it consists of parts of the same kind. Each slice
/// has the element around it; the caption and the id go with the first one, a table's head with
/// every one.
fn slice(node: Node, limit: usize) -> Vec<Node> {
    let Node::Element(mut element) = node else { return vec![node] };
    let cuttable = matches!(
        &*element.name,
        "table" | "tbody" | "ul" | "ol" | "dl" | "div" | "section" | "blockquote"
    );
    if !cuttable || size(&[element.clone().into()]) <= limit {
        return vec![element.into()];
    }
    let (mut head, parts): (Vec<_>, Vec<_>) =
        std::mem::take(&mut element.children).into_iter().partition(is_head);
    let frame = size(&[element.clone().into()]) + size(&head);
    let mut number = first_number(&element);
    let mut slices = Vec::new();
    for piece in cut(parts, limit.saturating_sub(frame).max(limit / 4)) {
        let mut slice = element.clone();
        if let Some(number) = &mut number {
            slice.set("start", number.to_string());
            *number += piece.iter().filter(|node| matches!(node, Node::Element(_))).count();
        }
        slices.push(slice.children(head.iter().cloned()).children(piece).into());
        element.attributes.retain(|(name, _)| name != "id");
        head.retain(|node| !is_named(node, "caption"));
    }
    slices
}

/// What stands before the rows of a table.
fn is_head(node: &Node) -> bool {
    is_named(node, "caption") || is_named(node, "thead")
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(element) if element.name == name)
}

/// The number of an ordered list's first item.
fn first_number(list: &Element) -> Option<usize> {
    let start = || list.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    (list.name == "ol").then(start)
}

/// Gives each footnote to the piece with its first mark.
fn distribute(mut section: Element, pieces: &mut [Vec<Node>]) {
    let mut shares: Vec<Vec<Node>> = vec![Vec::new(); pieces.len()];
    for note in std::mem::take(&mut section.children) {
        let id = match &note {
            Node::Element(note) => note.get("id").unwrap_or_default(),
            Node::Text(_) => continue,
        };
        let home = pieces.iter().position(|piece| refers_to(piece, id)).unwrap_or(0);
        shares[home].push(note);
    }
    for (piece, share) in pieces.iter_mut().zip(shares) {
        if !share.is_empty() {
            piece.push(section.clone().children(share).into());
        }
    }
}

fn refers_to(piece: &[Node], id: &str) -> bool {
    let mut found = false;
    for node in piece {
        node.visit(&mut |element| {
            let href = element.get("href").and_then(|href| href.strip_prefix('#'));
            found |= href == Some(id);
        });
    }
    found
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
}
