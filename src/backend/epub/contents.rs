//! What the book's navigation lists: contents, figures, tables, printed pages.

use super::links::Addresses;
use super::lists::{Entry, FrontPage, PrintedPage};
use super::parts::{Document, Kind, NAVIGATION};
use crate::resolve::{Captioned, CaptionedKind, HeadingNumbers, OutlineEntry, Resolved};
use crate::tree::Anchor;

/// What the table of contents is made from.
pub(super) struct Outline<'a> {
    /// The document.
    pub(super) document: &'a Resolved,
    /// Parts, pages and their sections.
    pub(super) entries: &'a [OutlineEntry],
    /// How many levels of each page are listed.
    pub(super) levels: u8,
    /// What stands before titles.
    pub(super) numbers: &'a HeadingNumbers,
}

/// The table of contents: every part and page, and the sections that are listed.
pub(super) fn contents(
    outline: &Outline<'_>,
    documents: &[Document],
    addresses: &Addresses,
) -> Vec<Entry> {
    let mut parts = documents.iter().filter(|document| document.kind == Kind::Part);
    let lang_of = |anchor: &Anchor| outline.document.other_lang(anchor);
    entries(outline.entries, &lang_of, &mut |entry| {
        let Some(anchor) = &entry.anchor else {
            return parts.next().map(|part| (part.file.clone(), entry.title.clone()));
        };
        let wanted = entry.is_within(outline.levels);
        let address = addresses.find(anchor.as_str()).filter(|_| wanted)?;
        Some((address, outline.numbers.before(anchor, &entry.title).into_owned()))
    })
}

/// Entries in order, each with its address and title; the children of one that is left out take
/// its place. An outline is as deep as pages and headings are nested, which earlier stages bound.
fn entries<'a>(
    outline: &[OutlineEntry],
    lang_of: &dyn Fn(&Anchor) -> Option<&'a str>,
    line: &mut dyn FnMut(&OutlineEntry) -> Option<(String, String)>,
) -> Vec<Entry> {
    let mut list = Vec::new();
    for entry in outline {
        let here = line(entry);
        let children = entries(&entry.children, lang_of, line);
        match here {
            Some((address, title)) => {
                let lang = entry.anchor.as_ref().and_then(lang_of);
                list.push(Entry::new(title, address, children).speaking(lang));
            }
            None => list.extend(children),
        }
    }
    list
}

/// All of a kind that have a caption.
pub(super) fn captioned(
    document: &Resolved,
    kind: CaptionedKind,
    addresses: &Addresses,
) -> Vec<Entry> {
    let own = document.captioned.iter().filter(|captioned| captioned.kind == kind);
    let entry = |captioned: &Captioned| {
        let address = addresses.find(captioned.anchor.as_str())?;
        Some(Entry::new(captioned.title(), address, Vec::new()))
    };
    own.filter_map(entry).collect()
}

/// The printed pages that start in the text.
pub(super) fn pages(printed: Vec<PrintedPage>, addresses: &Addresses) -> Vec<Entry> {
    let entry = |page: PrintedPage| {
        let address = addresses.find(&page.id)?;
        Some(Entry::new(page.label, address, Vec::new()))
    };
    printed.into_iter().filter_map(entry).collect()
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
            address = format!("{}#{}", NAVIGATION, starts.get_or_insert_with(new).id);
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
    use crate::markup::dom::Element;
    use crate::tree::Anchor;

    #[test]
    fn printed_contents_are_found_line_by_line() {
        let mut document = Document {
            file: "a.xhtml".to_owned(),
            title: String::new(),
            lang: String::new(),
            description: None,
            kind: Kind::Chapter,
            role: None,
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
