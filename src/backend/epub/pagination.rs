//! Where the printed edition's pages start, so that "see page 12" means the same in both.
//!
//! Printed pages and documents hold the same words in the same order. So a page's start is found
//! by its first words, near the place where the words before it end. Words that only one of the
//! two has at that place are left out on both sides: captions (a figure may move), footnotes,
//! their marks, list numbers. Pictures count as letters of their own: they tell where a page starts
//! that has no words, and whether one starts before or behind them.

use std::collections::BTreeMap;

use super::document::Document;
use super::medium::media_path;
use crate::layout::frame::{Destination, LinkArea, Tag};
use crate::layout::{Frame, FrameItem, Layout, Role, Structure};
use crate::markup::dom::{Element, Node};
use crate::resolve::AssetStore;
use crate::tree::{Anchor, AssetId};

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

/// A printed page with a number that stands before the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrontPage {
    /// The printed number.
    pub(super) label: String,
    /// Where the first line leads that leads anywhere: a page of the contents starts with it.
    pub(super) line: Option<Anchor>,
}

/// The printed edition's pages in the book.
pub(super) struct Printed {
    /// Those before the text.
    pub(super) front: Vec<FrontPage>,
    /// Those of the text: the id of each one's mark, with the printed number.
    pub(super) text: Vec<(String, String)>,
}

/// Marks in the documents where printed pages start. `first` is the place the text starts with.
pub(super) fn mark(
    documents: &mut [Document],
    layout: &Layout<'_>,
    first: Option<&Anchor>,
    assets: &AssetStore,
) -> Printed {
    let first =
        first.and_then(|anchor| layout.paged.places.get(anchor)).map_or(0, |place| place.page);
    let letters = Letters::of(assets);
    let mut text = Vec::new();
    for document in &*documents {
        letters.gather(&document.body, &mut text);
    }
    let (front, starts) = find_starts(layout, first, &text);
    let mut marks = Marks { letters: &letters, starts: &starts, passed: 0 };
    for document in &mut *documents {
        marks.insert(&mut document.body);
    }
    // Pages behind the last word and the last picture.
    if let Some(Node::Element(last)) = documents.last_mut().and_then(|it| it.body.last_mut()) {
        last.children.extend(marks.starts.iter().map(marker).map(Node::from));
    }
    let text = starts.iter().map(|start| (id(start), start.label.clone())).collect();
    Printed { front, text }
}

/// The starts of all pages that have a number, in order: of those before `first`, and of the others.
fn find_starts(layout: &Layout<'_>, first: usize, text: &[char]) -> (Vec<FrontPage>, Vec<Start>) {
    let left_out = left_out(&layout.paged.structure);
    let (mut front, mut starts) = (Vec::new(), Vec::new());
    let (mut from, mut expected) = (0, 0);
    layout.for_each_frame(|page, frame| {
        let label = layout.paged.pages[page].label.clone();
        if page < first {
            if !label.is_empty() {
                front.push(FrontPage { label, line: first_line(frame) });
            }
            return;
        }
        let letters = printed_letters(frame, &left_out);
        let at = if page == first {
            0
        } else {
            find(text, &letters, from, expected).unwrap_or(expected.min(text.len()))
        };
        if !label.is_empty() {
            starts.push(Start { at, page, label });
        }
        // An empty page starts where the next one does.
        from = if letters.is_empty() { at } else { at + 1 };
        expected = at + letters.len();
    });
    (front, starts)
}

/// Where the first line of a page leads that leads anywhere in the text.
fn first_line(page: &Frame) -> Option<Anchor> {
    page.items.iter().find_map(|(_, item)| match item {
        FrameItem::Link(LinkArea { to: Destination::Anchor(anchor), .. }) => Some(anchor.clone()),
        _ => None,
    })
}

/// Where a page with these letters starts in `text`, as near to `expected` as may be, but not
/// before `from`.
fn find(text: &[char], letters: &[char], from: usize, expected: usize) -> Option<usize> {
    let words: Vec<char> = letters.iter().copied().filter(|c| !is_picture(*c)).collect();
    let reach = letters.len().max(2_000);
    let window = from.max(expected.saturating_sub(reach))..text.len().min(expected + reach);
    let nearest = |wanted: &[char]| {
        let found =
            window.clone().filter(|&at| text[at] == wanted[0] && starts_with(&text[at..], wanted));
        found.min_by_key(|at| at.abs_diff(expected))
    };
    if words.is_empty() {
        return letters.first().and_then(|picture| nearest(&[*picture]));
    }
    let tries = TRIES.iter().map(|&length| &words[..length.min(words.len())]);
    let mut at = tries.filter(|wanted| !wanted.is_empty()).find_map(nearest)?;
    // Pictures above the first words.
    let above = letters.iter().take_while(|c| is_picture(**c)).count();
    for picture in letters[..above].iter().rev() {
        if at > from && text[at - 1] == *picture {
            at -= 1;
        }
    }
    Some(at)
}

/// Whether a text starts with these letters. Its pictures may stand elsewhere in print.
fn starts_with(text: &[char], wanted: &[char]) -> bool {
    if let [only] = wanted
        && is_picture(*only)
    {
        return text.first() == Some(only);
    }
    let mut letters = text.iter().filter(|c| !is_picture(**c));
    wanted.iter().all(|wanted| letters.next() == Some(wanted))
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

/// The letters and pictures of a page.
fn printed_letters(page: &Frame, left_out: &[bool]) -> Vec<char> {
    let mut tags: Vec<bool> = Vec::new();
    let mut found = Vec::new();
    for (_, item) in &page.items {
        let is_text = tags.last() == Some(&false);
        match item {
            FrameItem::TagStart(Tag::Node(id)) => tags.push(left_out[id.index()]),
            FrameItem::TagStart(Tag::Artifact(_)) => tags.push(true),
            FrameItem::TagEnd => drop(tags.pop()),
            FrameItem::Text(run) if is_text => found.extend(letters(&run.text)),
            FrameItem::Image(image) if is_text => found.push(picture(image.asset)),
            FrameItem::Text(_)
            | FrameItem::Turned(..)
            | FrameItem::Shape(_)
            | FrameItem::Image(_)
            | FrameItem::Link(_) => {}
        }
    }
    found
}

/// What is compared of a text: line breaks, hyphens and quotation marks may differ.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// What a picture is among letters: a character for private use, which no text's letters are.
fn picture(asset: AssetId) -> char {
    char::from_u32(FIRST_PICTURE + asset.0).unwrap_or(char::MAX)
}

fn is_picture(c: char) -> bool {
    u32::from(c) >= FIRST_PICTURE
}

/// The first character of Unicode's planes for private use.
const FIRST_PICTURE: u32 = 0xF_0000;

/// Whether an element's words are left out.
fn is_left_out(element: &Element) -> bool {
    matches!(&*element.name, "figcaption" | "caption" | "svg" | "math")
        || element.get("epub:type") == Some("footnotes")
        || element.get("class") == Some("note-mark")
}

fn is_heading(element: &Element) -> bool {
    matches!(&*element.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements before which a mark may stand: one inside of them would be read as a part of a line.
fn opens_block(element: &Element) -> bool {
    matches!(&*element.name, "figure" | "table" | "pre" | "ul" | "ol" | "dl" | "blockquote")
}

/// Reads the letters of documents.
struct Letters {
    /// What each picture's address stands for.
    pictures: BTreeMap<String, char>,
}

impl Letters {
    fn of(assets: &AssetStore) -> Self {
        let all = assets.iter().map(|(id, _)| (media_path(assets, id), picture(id)));
        Self { pictures: all.collect() }
    }

    fn gather(&self, nodes: &[Node], out: &mut Vec<char>) {
        for node in nodes {
            match node {
                Node::Text(text) => out.extend(letters(text)),
                Node::Element(element) if is_left_out(element) => {}
                Node::Element(element) => {
                    out.extend(self.picture(element));
                    self.gather(&element.children, out);
                }
            }
        }
    }

    fn picture(&self, element: &Element) -> Option<char> {
        let source = if element.name == "img" { element.get("src") } else { None };
        self.pictures.get(source?).copied()
    }
}

/// Puts marks into documents, which it goes through as [`Letters::gather`] does.
struct Marks<'s> {
    letters: &'s Letters,
    /// The starts that no mark says yet.
    starts: &'s [Start],
    /// How many letters it went past.
    passed: usize,
}

impl Marks<'_> {
    fn insert(&mut self, nodes: &mut Vec<Node>) {
        if self.starts.is_empty() {
            return;
        }
        for node in std::mem::take(nodes) {
            match node {
                Node::Text(text) => self.insert_in_text(&text, nodes),
                Node::Element(element) if is_left_out(&element) => nodes.push(element.into()),
                Node::Element(element) => self.insert_in_element(element, nodes),
            }
        }
    }

    fn insert_in_element(&mut self, mut element: Element, out: &mut Vec<Node>) {
        if is_heading(&element) {
            // A mark inside a heading would be read as part of it.
            let mut letters = Vec::new();
            self.letters.gather(&element.children, &mut letters);
            self.passed += letters.len();
            self.insert_here(out);
        } else if opens_block(&element) {
            self.passed += 1;
            self.insert_here(out);
            self.passed -= 1;
            self.insert(&mut element.children);
        } else {
            if self.letters.picture(&element).is_some() {
                self.passed += 1;
                self.insert_here(out);
            }
            self.insert(&mut element.children);
        }
        out.push(element.into());
    }

    /// Cuts a text where pages start; where one starts inside a word, before the word.
    fn insert_in_text(&mut self, text: &str, out: &mut Vec<Node>) {
        let mut from = 0;
        for (at, _) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            self.passed += 1;
            if self.starts.first().is_none_or(|start| start.at >= self.passed) {
                continue;
            }
            let space = text[from..at].char_indices().rfind(|(_, c)| c.is_whitespace());
            let cut = space.map_or(from, |(space, c)| from + space + c.len_utf8());
            if from < cut {
                out.push(text[from..cut].into());
                from = cut;
            }
            self.insert_here(out);
        }
        out.push(text[from..].into());
    }

    /// Puts in the marks of the starts that lie before the last letter it went past.
    fn insert_here(&mut self, out: &mut Vec<Node>) {
        let due = self.starts.iter().take_while(|start| start.at < self.passed).count();
        let (here, rest) = self.starts.split_at(due);
        out.extend(here.iter().map(marker).map(Node::from));
        self.starts = rest;
    }
}

/// Ids from the text start with a letter, so these are never among them.
fn id(start: &Start) -> String {
    format!("_page-{}", start.page + 1)
}

fn marker(start: &Start) -> Element {
    page_break(id(start), &start.label)
}

/// The mark of the place where a printed page starts.
pub(super) fn page_break(id: String, label: &str) -> Element {
    Element::new("span")
        .attr("id", id)
        .attr("epub:type", "pagebreak")
        .attr("role", "doc-pagebreak")
        .attr("aria-label", label)
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
        let letters = Letters { pictures: BTreeMap::new() };
        Marks { letters: &letters, starts: &starts, passed: 0 }.insert(&mut nodes);
        insta::assert_snapshot!(write(&nodes, Syntax::Xhtml));
    }

    #[test]
    fn a_page_is_found_by_its_first_words_near_where_it_is_expected() {
        let text: Vec<char> = "oneandtwoandthreeandfour".chars().collect();
        let words: Vec<char> = "and".chars().collect();
        assert_eq!(find(&text, &words, 0, 10), Some(9));
        assert_eq!(find(&text, &words, 10, 10), Some(17));
        assert_eq!(find(&text, &['x'], 0, 10), None);
    }

    #[test]
    fn pictures_tell_where_a_page_starts() {
        let (one, two) = (picture(AssetId(0)), picture(AssetId(1)));
        let text: Vec<char> = ['a', 'b', one, 'c', two, 'd'].into();
        // One without words, and one that has a picture above its words.
        assert_eq!(find(&text, &[two], 3, 3), Some(4));
        assert_eq!(find(&text, &[one, 'c', 'd'], 1, 2), Some(2));
        // A picture that moved in print hides no words.
        assert_eq!(find(&text, &['b', 'c'], 0, 0), Some(1));

        let mut nodes = vec![
            Element::new("p").child("ab").into(),
            Element::new("figure").child(Element::new("img").attr("src", "one.png")).into(),
            Element::new("p").child("c").child(Element::new("img").attr("src", "two.png")).into(),
        ];
        let pictures = [("one.png".to_owned(), one), ("two.png".to_owned(), two)].into();
        let starts = [start(2, 0), start(4, 1)];
        Marks { letters: &Letters { pictures }, starts: &starts, passed: 0 }.insert(&mut nodes);
        insta::assert_snapshot!(write(&nodes, Syntax::Xhtml));
    }
}
