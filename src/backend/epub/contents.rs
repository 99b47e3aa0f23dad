//! What the book's navigation lists: contents, figures, tables, printed pages.

use std::collections::BTreeSet;

use super::document::{Document, Kind};
use super::links::Addresses;
use super::nav;
use super::pagination::{FrontPage, page_break};
use crate::markup::dom::{Element, Node};
use crate::resolve::{HeadingNumbers, OutlineEntry};
use crate::text::single_spaced;

/// A line of a list in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its words.
    pub(super) title: String,
    /// Where it leads.
    pub(super) address: String,
    /// The lines below it.
    pub(super) children: Vec<Entry>,
    /// The printed page that starts with its line.
    pub(super) starts: Option<PrintedPage>,
}

/// A page of the printed contents, which starts within the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedPage {
    /// The id of the place.
    pub(super) id: String,
    /// Its printed number.
    pub(super) label: String,
}

impl PrintedPage {
    /// The mark of the place.
    pub(super) fn mark(&self) -> Element {
        page_break(self.id.clone(), &self.label)
    }
}

impl Entry {
    fn new(title: String, address: String, children: Vec<Self>) -> Self {
        Self { title, address, children, starts: None }
    }
}

/// Everything that the navigation lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// The first page of the printed contents.
    pub(super) opening: Option<PrintedPage>,
    /// Parts, pages and their sections.
    pub(super) contents: Vec<Entry>,
    /// Figures with a caption.
    pub(super) figures: Vec<Entry>,
    /// Tables with a caption.
    pub(super) tables: Vec<Entry>,
    /// The pages of the printed edition.
    pub(super) pages: Vec<Entry>,
}

/// What the table of contents is made from.
pub(super) struct Outline<'a> {
    /// Parts, pages and their sections.
    pub(super) entries: &'a [OutlineEntry],
    /// How deep sections are listed.
    pub(super) depth: u8,
    /// What stands before titles.
    pub(super) numbers: &'a HeadingNumbers,
}

/// The table of contents: every part and page, and sections down to a depth.
pub(super) fn contents(
    outline: &Outline<'_>,
    documents: &[Document],
    addresses: &Addresses,
) -> Vec<Entry> {
    let starts = documents.iter().filter_map(|document| document.start.as_deref());
    let pages = starts.collect::<BTreeSet<_>>();
    let mut parts = documents.iter().filter(|document| document.kind == Kind::Part);
    entries(outline.entries, &mut |entry| {
        let Some(anchor) = &entry.anchor else {
            return parts.next().map(|part| (part.file.clone(), entry.title.clone()));
        };
        let wanted =
            pages.contains(anchor.as_str()) || (entry.listed && entry.level <= outline.depth);
        let address = addresses.find(anchor.as_str()).filter(|_| wanted)?;
        Some((address, outline.numbers.before(anchor, &entry.title).into_owned()))
    })
}

/// Entries in order, each with its address and title; the children of one that is left out take
/// its place. An outline is as deep as pages and headings are nested, which earlier stages bound.
fn entries(
    outline: &[OutlineEntry],
    line: &mut dyn FnMut(&OutlineEntry) -> Option<(String, String)>,
) -> Vec<Entry> {
    let mut list = Vec::new();
    for entry in outline {
        let here = line(entry);
        let children = entries(&entry.children, line);
        match here {
            Some((address, title)) => list.push(Entry::new(title, address, children)),
            None => list.extend(children),
        }
    }
    list
}

/// Finds the figures and tables that have a caption, and gives an id to those without one.
/// Returns their ids with their captions.
pub(super) fn captioned(
    documents: &mut [Document],
    element: &'static str,
    caption: &'static str,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut visit = |it: &mut Element| {
        if it.name != element {
            return;
        }
        let own = it.children.iter().find_map(|child| match child {
            Node::Element(child) if child.name == caption => Some(words(child)),
            _ => None,
        });
        let Some(title) = own.filter(|title| !title.is_empty()) else { return };
        // Ids from the text start with a letter, so these are never among them.
        let id =
            it.get("id").map_or_else(|| format!("_{element}-{}", found.len() + 1), str::to_owned);
        it.set("id", id.clone());
        found.push((id, title));
    };
    for document in documents {
        document.body.iter_mut().for_each(|node| node.visit_mut(&mut visit));
    }
    found
}

/// The words of an element, with single spaces.
pub(super) fn words(element: &Element) -> String {
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

/// Ids with titles as entries of a list.
pub(super) fn listed(found: Vec<(String, String)>, addresses: &Addresses) -> Vec<Entry> {
    let entries = found
        .into_iter()
        .filter_map(|(id, title)| Some(Entry::new(title, addresses.find(&id)?, Vec::new())));
    entries.collect()
}

/// The printed pages before the text, which hold the contents: the first is where the book's own
/// contents start, each further one at the line that it starts with. The first is also returned by
/// itself: no line is its own.
pub(super) fn front_pages(
    front: &[FrontPage],
    contents: &mut [Entry],
    addresses: &Addresses,
) -> (Vec<Entry>, Option<PrintedPage>) {
    let mut opening = None;
    let mut address = String::new();
    let pages = front.iter().enumerate().map(|(at, page)| {
        let line = page.line.as_ref().and_then(|anchor| addresses.find(anchor.as_str()));
        let line = line.filter(|_| at > 0).and_then(|line| find_line(contents, &line));
        let starts = match line {
            Some(line) => Some(&mut line.starts),
            None if at == 0 => Some(&mut opening),
            None => None,
        };
        if let Some(starts) = starts {
            // Ids from the text start with a letter, so these are never among them.
            let new =
                || PrintedPage { id: format!("_front-{}", at + 1), label: page.label.clone() };
            address = format!("{}#{}", nav::FILE, starts.get_or_insert_with(new).id);
        }
        Entry::new(page.label.clone(), address.clone(), Vec::new())
    });
    (pages.collect(), opening)
}

fn find_line<'a>(entries: &'a mut [Entry], address: &str) -> Option<&'a mut Entry> {
    for entry in entries {
        if entry.address == address {
            return Some(entry);
        }
        if let Some(found) = find_line(&mut entry.children, address) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Anchor;

    #[test]
    fn printed_contents_are_found_line_by_line() {
        let mut document = Document {
            file: "a.xhtml".to_owned(),
            title: String::new(),
            lang: String::new(),
            description: None,
            kind: Kind::Chapter,
            start: None,
            body: Vec::new(),
        };
        document.body = ["one", "two"].map(|id| Element::new("p").attr("id", id).into()).into();
        let addresses = Addresses::of(&[document]);
        let entry = |id: &str| Entry::new(id.to_owned(), format!("a.xhtml#{id}"), Vec::new());
        let mut contents = [Entry { children: vec![entry("two")], ..entry("one") }];
        let page = |label: &str, line: Option<&str>| FrontPage {
            label: label.to_owned(),
            line: line.map(Anchor::new),
        };
        let front = [page("ii", Some("one")), page("iii", Some("two")), page("iv", None)];
        let (found, opening) = front_pages(&front, &mut contents, &addresses);
        let found: Vec<_> = found.iter().map(|it| (&*it.title, &*it.address)).collect();
        let line = "nav.xhtml#_front-2";
        assert_eq!(found, [("ii", "nav.xhtml#_front-1"), ("iii", line), ("iv", line)]);
        let starts = |page: &Option<PrintedPage>| page.as_ref().map(|page| page.label.clone());
        assert_eq!(starts(&opening).as_deref(), Some("ii"));
        assert_eq!(starts(&contents[0].children[0].starts).as_deref(), Some("iii"));
    }
}
