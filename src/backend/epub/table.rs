//! Tables on narrow screens: wide ones that are plain become a stack of rows, each cell led by its
//! column's head; all others scroll in a box of their own.

use crate::markup::dom::{Element, Node};
use crate::text::single_spaced;
use crate::tree::{Linked, Table};

/// From how many columns on a table is too wide for a phone.
const WIDE: usize = 4;

/// Prepares a table for narrow screens and puts it into its box, which the keyboard has to reach
/// where it scrolls.
pub(super) fn boxed(table: &Table<Linked>, element: Element, name: &str) -> Element {
    let element = if stacks(table) { stacked(element) } else { element };
    reachable(Element::new("div").class("table"), name).child(element)
}

/// A box that scrolls sideways where its content is too wide, and that the keyboard can reach.
pub(super) fn reachable(scrolling: Element, name: &str) -> Element {
    scrolling.attr("role", "group").attr("aria-label", name).attr("tabindex", "0")
}

/// Whether every cell belongs to one column with a head.
fn stacks(table: &Table<Linked>) -> bool {
    let mut cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
    table.columns.len() >= WIDE
        && table.head.len() == 1
        && cells.all(|cell| cell.column_span <= 1 && cell.row_span <= 1)
}

/// Gives each cell its column's head. The style sheet takes the table's parts out of their table
/// layout, which makes browsers forget what they are; roles say it again.
fn stacked(mut table: Element) -> Element {
    let mut heads: Vec<String> = Vec::new();
    table.visit_mut(&mut |element| {
        let role = match &*element.name {
            "thead" | "tbody" => "rowgroup",
            "tr" => "row",
            "td" => "cell",
            "th" if element.get("scope") == Some("row") => "rowheader",
            "th" => "columnheader",
            _ => return,
        };
        element.set("role", role);
    });
    for group in children(&mut table).filter(|it| matches!(&*it.name, "thead" | "tbody")) {
        for row in children(group) {
            if heads.is_empty() {
                heads = children(row).map(|cell| words(cell)).collect();
            } else {
                children(row).zip(&heads).for_each(|(cell, head)| cell.set("data-head", &**head));
            }
        }
    }
    table.class("stacks").attr("role", "table")
}

fn children(element: &mut Element) -> impl Iterator<Item = &mut Element> {
    element.children.iter_mut().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

/// The words of an element, with single spaces.
fn words(element: &Element) -> String {
    fn gather(element: &Element, out: &mut String) {
        for child in &element.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(child) if child.name == "br" => out.push(' '),
                // A footnote's mark is no part of a title.
                Node::Element(child) if child.get("class") == Some("note-mark") => {}
                Node::Element(child) if child.name == "img" => {
                    out.push_str(child.get("alt").unwrap_or_default());
                }
                Node::Element(child) => gather(child, out),
            }
        }
    }
    let mut text = String::new();
    gather(element, &mut text);
    single_spaced(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    #[test]
    fn cells_know_their_heads() {
        let cell = |name: &'static str, text: &str| Element::new(name).child(text);
        let head = Element::new("tr")
            .child(cell("th", "Course").attr("scope", "col"))
            .child(cell("th", "Who").attr("scope", "col"));
        let row = Element::new("tr")
            .child(cell("th", "Basics").attr("scope", "row"))
            .child(cell("td", "Everyone"));
        let table = Element::new("table")
            .child(Element::new("caption").child("Courses"))
            .child(Element::new("thead").child(head))
            .child(Element::new("tbody").child(row));
        insta::assert_snapshot!(write(&[stacked(table).into()], Syntax::Xhtml));
    }
}
