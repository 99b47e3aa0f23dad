//! The book's content documents: front matter, parts, and one or more for each page.

use std::cell::{Cell, RefCell};

use super::medium::Book;
use super::pagination::PageStarts;
use super::parts::{Document, Kind};
use super::split::split;
use crate::backend::Job;
use crate::layout::SourcePosition;
use crate::markup::Markup;
use crate::markup::dom::{Element, Node};
use crate::source::MediaPlace;
use crate::theme::css::background_class;
use crate::tree::{Linked, Page, PageRole};

/// The documents of all pages, in reading order, with marks where printed pages start.
pub(super) fn chapters(job: &Job<'_>, mut starts: Vec<PageStarts>) -> Vec<Document> {
    let lang = Cell::new(&*job.document.pack.meta.lang);
    let embeds_media = job.options.epub.media == MediaPlace::Embed;
    let (assets, theme) = (&job.assets, job.theme);
    let book = Book { assets, theme, lang, embeds_media, starts: RefCell::default() };
    let markup = Markup::new(job.document, job.theme, &book);
    let mut documents = Vec::new();
    for (index, page) in job.document.pack.pages.iter().enumerate() {
        if let Some(own) = starts.get_mut(index) {
            book.starts.replace(std::mem::take(own));
        }
        if let Some(title) = &page.part {
            let breaks = book.starts.borrow_mut().take_opening(SourcePosition::Part);
            let count = documents.iter().filter(|it: &&Document| it.kind == Kind::Part).count();
            documents.push(part(title, count + 1, &job.document.pack.meta.lang, breaks));
        }
        book.lang.set(page.meta.lang.as_deref().unwrap_or(&job.document.pack.meta.lang));
        documents.extend(chapter(&markup, &book, page, index));
    }
    documents
}

/// The document that opens a part.
fn part(title: &str, number: usize, lang: &str, breaks: Vec<Element>) -> Document {
    let section = Element::new("section")
        .attr("epub:type", "part")
        .attr("role", "doc-part")
        .attr("aria-label", title)
        .children(breaks)
        .child(Element::new("h1").child(title));
    Document {
        file: format!("part-{number}.xhtml"),
        title: title.to_owned(),
        lang: lang.to_owned(),
        description: None,
        kind: Kind::Part,
        role: None,
        start: None,
        body: vec![section.into()],
    }
}

/// The documents of one page.
fn chapter(
    markup: &Markup<'_>,
    book: &Book<'_>,
    page: &Page<Linked>,
    index: usize,
) -> impl Iterator<Item = Document> {
    let stem = format!("{:03}-{}", index + 1, file_stem(page.anchor.as_str()));
    let title = page.meta.seo_title.clone().unwrap_or_else(|| page.meta.title.clone());
    let opening = book.starts.borrow_mut().take_opening(SourcePosition::Title);
    let mut nodes: Vec<Node> = opening.into_iter().map(Node::from).collect();
    nodes.push(markup.title(page).class("page-title").into());
    nodes.extend(markup.body(page));
    // What ends the page stands before its footnotes, which come last.
    let end = nodes.len() - usize::from(!page.notes.is_empty());
    let left = book.starts.borrow_mut().take_all();
    nodes.splice(end..end, left.into_iter().map(Node::from));
    let lang = book.lang.get().to_owned();
    split(nodes).into_iter().enumerate().map(move |(piece, nodes)| {
        let first = piece == 0;
        let section = Element::new("section").attr("aria-label", &*page.meta.title);
        let section = match page.meta.role {
            Some(role) if first => of_role(section, role),
            None if first && page.depth == 0 => {
                section.attr("epub:type", "chapter").attr("role", "doc-chapter")
            }
            _ => section,
        };
        let section = if first { section.attr("id", page.anchor.as_str()) } else { section };
        let section = accent(section, page);
        Document {
            file: if first {
                format!("{stem}.xhtml")
            } else {
                format!("{stem}-{}.xhtml", piece + 1)
            },
            title: title.clone(),
            lang: lang.clone(),
            description: page.meta.description.clone().filter(|_| first),
            kind: if first { Kind::Chapter } else { Kind::Continued },
            role: page.meta.role,
            start: first.then(|| page.anchor.as_str().to_owned()),
            body: vec![section.children(nodes).into()],
        }
    })
}

/// Says what a page is in a book (EPUB 3 Structural Semantics 1.1; DPUB-ARIA 1.1).
fn of_role(section: Element, role: PageRole) -> Element {
    section
        .maybe("epub:type", role.epub_type())
        .maybe("role", role.aria().as_deref())
        .class(&format!("role-{}", role.name()))
}

/// Marks a page that names a background of the theme.
fn accent(section: Element, page: &Page<Linked>) -> Element {
    match &page.meta.background {
        Some(name) => section.class(&background_class(name)),
        None => section,
    }
}

/// A name that every file system and archive takes: of an anchor, its ASCII letters and digits.
fn file_stem(anchor: &str) -> String {
    const LONGEST: usize = 40;
    let mut stem = String::new();
    for c in anchor.chars().take(LONGEST) {
        if c.is_ascii_alphanumeric() {
            stem.push(c.to_ascii_lowercase());
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { "page".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_stem("Übersicht & Öl"), "bersicht-l");
        assert_eq!(file_stem("安全"), "page");
        assert_eq!(file_stem(&"a".repeat(90)).len(), 40);
    }
}
