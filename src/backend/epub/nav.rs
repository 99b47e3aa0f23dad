//! The navigation document (EPUB 3.3, 7), which is also the contents page, and its forerunner for
//! old reading systems, the NCX.

use std::collections::BTreeMap;

use super::lists::{Entry, Lists, PrintedPage};
use super::metadata;
use super::parts::{Document, Kind, NAVIGATION, XML_DECLARATION};
use crate::markup::dom::{Element, Node};
use crate::markup::{Syntax, write};
use crate::theme::{ContentsTokens, Label, Theme};
use crate::tree::{Matter, PackMeta};

/// What is needed to write the navigation.
pub(super) struct Navigation<'a> {
    /// What is said about the pack.
    pub(super) meta: &'a PackMeta,
    /// Gives the words of the interface.
    pub(super) theme: &'a Theme,
    /// What is listed.
    pub(super) lists: &'a Lists,
}

impl Navigation<'_> {
    fn label(&self, label: Label) -> &str {
        self.theme.label(&self.meta.lang, label)
    }

    /// The navigation document. `spine` is what else the book holds, in reading order.
    pub(super) fn document(&self, spine: &[Document]) -> Document {
        let ContentsTokens { figures, tables, .. } = self.theme.tokens.contents;
        let lists = self.lists;
        let mut body: Vec<_> = lists.opening.iter().map(PrintedPage::mark).collect();
        body.push(self.list("toc", Label::Contents, &lists.contents, true));
        if !lists.figures.is_empty() {
            body.push(self.list("loi", Label::ListOfFigures, &lists.figures, figures));
        }
        if !lists.tables.is_empty() {
            body.push(self.list("lot", Label::ListOfTables, &lists.tables, tables));
        }
        if !lists.pages.is_empty() {
            body.push(self.list("page-list", Label::ListOfPages, &lists.pages, false));
        }
        body.push(self.landmarks(spine));
        Document {
            file: NAVIGATION.to_owned(),
            title: self.label(Label::Contents).to_owned(),
            lang: self.meta.lang.clone(),
            description: None,
            kind: Kind::Contents,
            role: None,
            start: None,
            body: body.into_iter().map(Node::from).collect(),
        }
    }

    /// One list. What is not shown in the text still serves the reading system's own interface.
    fn list(&self, kind: &str, title: Label, entries: &[Entry], shown: bool) -> Element {
        let nav = Element::new("nav").attr("epub:type", kind).attr("id", kind);
        let nav = match kind {
            "toc" => nav.attr("role", "doc-toc"),
            "page-list" => nav.attr("role", "doc-pagelist"),
            _ => nav,
        };
        let heading = format!("{kind}.title");
        nav.attr("aria-labelledby", &*heading)
            .maybe("hidden", (!shown).then_some(""))
            .child(
                Element::new(if kind == "toc" { "h1" } else { "h2" })
                    .attr("id", &*heading)
                    .child(self.label(title)),
            )
            .child(ordered(entries))
    }

    /// The places that every book has (EPUB 3.3, 7.4.4).
    fn landmarks(&self, spine: &[Document]) -> Element {
        let title = Element::new("h2").attr("id", "landmarks.title");
        let nav = Element::new("nav")
            .attr("epub:type", "landmarks")
            .attr("id", "landmarks")
            .attr("aria-labelledby", "landmarks.title")
            .attr("hidden", "")
            .child(title.child(self.label(Label::Landmarks)));
        nav.child(Element::new("ol").children(self.landmark_items(spine)))
    }

    fn landmark_items(&self, spine: &[Document]) -> Vec<Element> {
        let first = |kinds: &[Kind]| spine.iter().find(|document| kinds.contains(&document.kind));
        let file = |document: &Document| document.file.clone();
        let is_text = |document: &&Document| {
            matches!(document.kind, Kind::Part | Kind::Chapter)
                && Matter::of(document.role) >= Matter::Body
        };
        let (lists, shown) = (self.lists, &self.theme.tokens.contents);
        // Nobody can be led to a list that is not shown.
        let own = |list: &[Entry], shown: bool, id: &str| {
            (shown && !list.is_empty()).then(|| format!("{NAVIGATION}#{id}"))
        };
        let landmarks = [
            ("cover", Label::Cover, first(&[Kind::Cover]).map(file)),
            ("titlepage", Label::TitlePage, first(&[Kind::Title]).map(file)),
            ("toc", Label::Contents, Some(format!("{NAVIGATION}#toc"))),
            ("loi", Label::ListOfFigures, own(&lists.figures, shown.figures, "loi")),
            ("lot", Label::ListOfTables, own(&lists.tables, shown.tables, "lot")),
            ("bodymatter", Label::StartOfText, spine.iter().find(is_text).map(file)),
        ];
        let items = landmarks.into_iter().filter_map(|(kind, label, address)| {
            let link = Element::new("a").attr("epub:type", kind).attr("href", address?);
            Some(Element::new("li").child(link.child(self.label(label))))
        });
        items.collect()
    }

    /// The NCX (OPF 2.0.1, 2.4.1). `identifier` is the package's own.
    pub(super) fn ncx(&self, identifier: &str) -> String {
        let lists = self.lists;
        let meta = |name: &'static str, content: String| {
            Element::new("meta").attr("name", name).attr("content", content)
        };
        let head = Element::new("head")
            .child(meta("dtb:uid", identifier.to_owned()))
            .child(meta("dtb:depth", depth(&lists.contents).to_string()))
            .child(meta("dtb:totalPageCount", lists.pages.len().to_string()))
            .child(meta("dtb:maxPageNumber", highest(&lists.pages).to_string()));
        let mut order = Order::default();
        let mut root = Element::new("ncx")
            .attr("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
            .attr("version", "2005-1")
            .attr("xml:lang", &*self.meta.lang)
            .child(head)
            .child(Element::new("docTitle").child(text(metadata::title(self.meta))))
            .children(self.meta.authors.iter().map(|it| Element::new("docAuthor").child(text(it))))
            .child(Element::new("navMap").children(order.points(&lists.contents)));
        if !lists.pages.is_empty() {
            root = root.child(order.page_list(&lists.pages));
        }
        format!("{XML_DECLARATION}{}", write(&[root.into()], Syntax::Xml))
    }
}

fn ordered(entries: &[Entry]) -> Element {
    let items = entries.iter().map(|entry| {
        let link = Element::new("a").attr("href", &*entry.address);
        let lang = entry.lang.as_deref();
        let link = link.maybe("lang", lang).maybe("xml:lang", lang);
        // The content model of a list in the navigation has no other place for it.
        let link = link.children(entry.starts.iter().map(PrintedPage::mark));
        let item = Element::new("li").child(link.child(&*entry.title));
        if entry.children.is_empty() { item } else { item.child(ordered(&entry.children)) }
    });
    Element::new("ol").children(items)
}

fn text(words: &str) -> Element {
    Element::new("text").child(words)
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}

/// The highest printed number among pages with an Arabic one.
fn highest(pages: &[Entry]) -> u32 {
    pages.iter().filter_map(|page| page.title.parse().ok()).max().unwrap_or(0)
}

/// Counts the NCX's points, and the places they lead to, as they are written. The same place has the
/// same number everywhere (OPF 2.0.1, 2.4.1): several printed pages may start at one.
#[derive(Default)]
struct Order<'a> {
    points: usize,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Order<'a> {
    fn target(&mut self, name: &'static str, entry: &'a Entry) -> Element {
        self.points += 1;
        let next = self.places.len() + 1;
        let place = self.places.entry(&*entry.address).or_insert(next);
        let label = Element::new("navLabel").maybe("xml:lang", entry.lang.as_deref());
        Element::new(name)
            .attr("id", format!("point-{}", self.points))
            .attr("playOrder", place.to_string())
            .child(label.child(text(&entry.title)))
            .child(Element::new("content").attr("src", &*entry.address))
    }

    fn points(&mut self, entries: &'a [Entry]) -> Vec<Element> {
        let mut points = Vec::new();
        for entry in entries {
            let point = self.target("navPoint", entry);
            let below = self.points(&entry.children);
            points.push(point.children(below));
        }
        points
    }

    fn page_list(&mut self, pages: &'a [Entry]) -> Element {
        let mut list = Element::new("pageList");
        for page in pages {
            let mut target = self.target("pageTarget", page);
            match page.title.parse::<u32>() {
                Ok(_) => {
                    target.set("type", "normal");
                    target.set("value", &*page.title);
                }
                Err(_) => target.set("type", "front"),
            }
            list = list.child(target);
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_another_language_say_so() {
        let entry = Entry {
            title: "Hafen".to_owned(),
            lang: Some("de".to_owned()),
            address: "a.xhtml".to_owned(),
            children: Vec::new(),
            starts: None,
        };
        let point = write(&[Order::default().target("navPoint", &entry).into()], Syntax::Xml);
        assert!(point.contains("<navLabel xml:lang=\"de\">\n<text>Hafen</text>"), "{point}");
    }

    #[test]
    fn printed_pages_that_start_at_one_place_share_its_number() {
        let page = |title: &str| Entry {
            title: title.to_owned(),
            lang: None,
            address: "nav.xhtml#_front-1".to_owned(),
            children: Vec::new(),
            starts: None,
        };
        let pages = [page("ii"), page("iii")];
        let list = write(&[Order::default().page_list(&pages).into()], Syntax::Xml);
        assert_eq!(list.matches("playOrder=\"1\"").count(), 2, "{list}");
        assert!(list.contains("id=\"point-1\"") && list.contains("id=\"point-2\""), "{list}");
    }
}
