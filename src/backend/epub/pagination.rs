//! Where the printed edition's pages start, so that "see page 12" means the same in both.
//!
//! Printed pages and documents hold the same words in the same order. So a page's start is found
//! by its first words, near the place where the words before it end. Words that only one of the
//! two has at that place are left out on both sides: captions (a figure may move), footnotes,
//! their marks, list numbers.

use super::document::Document;
use crate::layout::frame::Tag;
use crate::layout::{Frame, FrameItem, Layout, Role, Structure};
use crate::markup::dom::{Element, Node};
use crate::tree::Anchor;

/// How many letters of a page are looked for, from the surest try to the last one.
const TRIES: [usize; 4] = [60, 30, 15, 8];

/// A printed page's start in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Start {
    /// How many letters of the documents stand before it.
    at: usize,
    /// The page's index.
    page: usize,
    /// The page's printed number.
    label: String,
}

/// Marks in the documents where printed pages start. `first` is the place the text starts with;
/// pages before it (cover, contents) have no counterpart in the documents. Returns each mark's id
/// with the printed number.
pub(super) fn mark(
    documents: &mut [Document],
    layout: &Layout<'_>,
    first: Option<&Anchor>,
) -> Vec<(String, String)> {
    let first =
        first.and_then(|anchor| layout.paged.places.get(anchor)).map_or(0, |place| place.page);
    let mut text = Vec::new();
    for document in &*documents {
        gather(&document.body, &mut text);
    }
    let starts = find_starts(layout, first, &text);
    let mut marks = Marks { starts: &starts, passed: 0 };
    for document in &mut *documents {
        marks.insert(&mut document.body);
    }
    // Pages behind the last word: pictures at the very end.
    if let Some(Node::Element(last)) = documents.last_mut().and_then(|it| it.body.last_mut()) {
        last.children.extend(marks.starts.iter().map(marker).map(Node::from));
    }
    starts.iter().map(|start| (id(start), start.label.clone())).collect()
}

/// The starts of all pages from `first` on that have a number, in order.
fn find_starts(layout: &Layout<'_>, first: usize, text: &[char]) -> Vec<Start> {
    let left_out = left_out(&layout.paged.structure);
    let mut starts = Vec::new();
    let (mut from, mut expected) = (0, 0);
    layout.for_each_frame(|page, frame| {
        if page < first {
            return;
        }
        let words = words(frame, &left_out);
        let at = if page == first {
            0
        } else {
            nearest(text, &words, from, expected).unwrap_or(expected.min(text.len()))
        };
        let label = &layout.paged.pages[page].label;
        if !label.is_empty() {
            starts.push(Start { at, page, label: label.clone() });
        }
        // A page without words starts where the next one does.
        from = if words.is_empty() { at } else { at + 1 };
        expected = at + words.len();
    });
    starts
}

/// Where the first letters of `words` stand in `text`, as near to `expected` as may be, but not
/// before `from`.
fn nearest(text: &[char], words: &[char], from: usize, expected: usize) -> Option<usize> {
    let reach = words.len().max(2_000);
    let window = from.max(expected.saturating_sub(reach))..text.len().min(expected + reach);
    TRIES.iter().find_map(|&length| {
        let wanted = words.get(..length.min(words.len())).filter(|wanted| !wanted.is_empty())?;
        let found = window.clone().filter(|&at| text[at..].starts_with(wanted));
        found.min_by_key(|at| at.abs_diff(expected))
    })
}

/// For each node of the structure, whether its words are left out.
fn left_out(structure: &Structure) -> Vec<bool> {
    let mut out = vec![false; structure.len()];
    let mut left: Vec<_> = structure.roots().iter().map(|root| (*root, false)).collect();
    while let Some((id, inherited)) = left.pop() {
        let node = structure.get(id);
        let own = matches!(
            node.role,
            Role::Note | Role::NoteMark | Role::ListLabel | Role::Caption | Role::Toc
        );
        out[id.index()] = inherited || own;
        left.extend(node.children.iter().map(|child| (*child, inherited || own)));
    }
    out
}

/// The letters and digits of a page's text.
fn words(page: &Frame, left_out: &[bool]) -> Vec<char> {
    let mut tags: Vec<bool> = Vec::new();
    let mut words = Vec::new();
    for (_, item) in &page.items {
        match item {
            FrameItem::TagStart(Tag::Node(id)) => tags.push(left_out[id.index()]),
            FrameItem::TagStart(Tag::Artifact(_)) => tags.push(true),
            FrameItem::TagEnd => drop(tags.pop()),
            FrameItem::Text(run) if tags.last() == Some(&false) => words.extend(letters(&run.text)),
            FrameItem::Text(_)
            | FrameItem::Turned(..)
            | FrameItem::Shape(_)
            | FrameItem::Image(_)
            | FrameItem::Link(_) => {}
        }
    }
    words
}

/// What is compared of a text: line breaks, hyphens and quotation marks may differ.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Whether an element's words are left out.
fn is_left_out(element: &Element) -> bool {
    matches!(&*element.name, "figcaption" | "caption" | "svg" | "math")
        || element.get("epub:type") == Some("footnotes")
        || element.get("class") == Some("note-mark")
}

fn is_heading(element: &Element) -> bool {
    matches!(&*element.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The letters of documents.
fn gather(nodes: &[Node], out: &mut Vec<char>) {
    for node in nodes {
        match node {
            Node::Text(text) => out.extend(letters(text)),
            Node::Element(element) if is_left_out(element) => {}
            Node::Element(element) => gather(&element.children, out),
        }
    }
}

/// Puts marks into documents, which it goes through as [`gather`] does.
struct Marks<'s> {
    /// The starts that no mark says yet.
    starts: &'s [Start],
    /// How many letters it went past.
    passed: usize,
}

impl<'s> Marks<'s> {
    fn insert(&mut self, nodes: &mut Vec<Node>) {
        if self.starts.is_empty() {
            return;
        }
        for node in std::mem::take(nodes) {
            match node {
                Node::Text(text) => self.insert_in_text(&text, nodes),
                Node::Element(element) if is_left_out(&element) => nodes.push(element.into()),
                // A mark inside a heading would be read as part of it.
                Node::Element(element) if is_heading(&element) => {
                    let mut letters = Vec::new();
                    gather(&element.children, &mut letters);
                    self.passed += letters.len();
                    while let Some(start) = self.next_before(self.passed) {
                        nodes.push(marker(start).into());
                    }
                    nodes.push(element.into());
                }
                Node::Element(mut element) => {
                    self.insert(&mut element.children);
                    nodes.push(element.into());
                }
            }
        }
    }

    /// Cuts a text where pages start; where one starts inside a word, before the word.
    fn insert_in_text(&mut self, text: &str, out: &mut Vec<Node>) {
        let mut from = 0;
        for (at, _) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            self.passed += 1;
            while let Some(start) = self.next_before(self.passed) {
                let space = text[from..at].char_indices().rfind(|(_, c)| c.is_whitespace());
                let cut = space.map_or(from, |(space, c)| from + space + c.len_utf8());
                if from < cut {
                    out.push(text[from..cut].into());
                    from = cut;
                }
                out.push(marker(start).into());
            }
        }
        out.push(text[from..].into());
    }

    /// Takes the next start if it lies before so many letters.
    fn next_before(&mut self, letters: usize) -> Option<&'s Start> {
        let (first, rest) = self.starts.split_first().filter(|(first, _)| first.at < letters)?;
        self.starts = rest;
        Some(first)
    }
}

/// Ids from the text start with a letter, so these are never among them.
fn id(start: &Start) -> String {
    format!("_page-{}", start.page + 1)
}

fn marker(start: &Start) -> Element {
    Element::new("span")
        .attr("id", id(start))
        .attr("epub:type", "pagebreak")
        .attr("role", "doc-pagebreak")
        .attr("aria-label", &*start.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Syntax, write};

    fn start(at: usize, page: usize) -> Start {
        Start { at, page, label: (page + 1).to_string() }
    }

    #[test]
    fn marks_stand_before_words_and_headings() {
        let mut nodes = vec![
            Element::new("h1").child("Title").into(),
            Element::new("p").child("Some “quoted” words").into(),
            Element::new("h2").child("Next").into(),
            Element::new("p").child("End.").into(),
        ];
        let starts = [start(0, 0), start(12, 1), start(18, 2), start(20, 3)];
        Marks { starts: &starts, passed: 0 }.insert(&mut nodes);
        insta::assert_snapshot!(write(&nodes, Syntax::Xhtml));
    }

    #[test]
    fn a_page_is_found_by_its_first_words_near_where_it_is_expected() {
        let text: Vec<char> = "oneandtwoandthreeandfour".chars().collect();
        let words: Vec<char> = "and".chars().collect();
        assert_eq!(nearest(&text, &words, 0, 10), Some(9));
        assert_eq!(nearest(&text, &words, 10, 10), Some(17));
        assert_eq!(nearest(&text, &['x'], 0, 10), None);
    }
}
