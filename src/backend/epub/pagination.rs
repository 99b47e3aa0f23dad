//! Where the printed edition's pages start, so that "see page 12" means the same in both.
//!
//! Printed pages know where what they start with was written. Markup asks for the marks of each
//! block and inline while it writes it.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::lists::{FrontPage, PrintedPage};
use crate::layout::frame::{Destination, LinkArea};
use crate::layout::{Frame, FrameItem, Layout, PagedPage, SourcePosition};
use crate::markup::dom::Element;
use crate::tree::{Anchor, Linked, NodeKey, Page};

/// The printed edition's pages.
#[derive(Debug, Default)]
pub(super) struct Pagination {
    /// Those with a number that stand before the text.
    pub(super) front: Vec<FrontPage>,
    /// Those of the text, in order.
    pub(super) text: Vec<PrintedPage>,
    /// How many of these stand before the contents.
    pub(super) opening: usize,
    /// For each page of the pack, those that start within it.
    pub(super) starts: Vec<PageStarts>,
}

/// The printed pages that start within one page of the pack.
#[derive(Debug, Default)]
pub(super) struct PageStarts {
    /// Those that no mark says yet, in order, each with where it starts; those that end the page have no
    /// place.
    waiting: VecDeque<(Option<SourcePosition>, PrintedPage)>,
    /// How many are marked.
    marked: usize,
    /// The last of them that starts in each block and inline, by its place among all.
    nodes: FxHashMap<NodeKey, usize>,
}

impl Pagination {
    /// The pages of a layout of these pages of a pack.
    pub(super) fn new(layout: &Layout<'_>, pages: &[Page<Linked>]) -> Self {
        let printed = &layout.paged;
        let opening = |page: &Page<Linked>| printed.places.get(&page.anchor).map(|it| it.page);
        let openings: Vec<_> = pages.iter().map(opening).collect();
        let mut found = Self { front: front(layout), ..Self::default() };
        found.starts.resize_with(pages.len(), PageStarts::default);
        let opens_before = |at: usize, bound: usize| {
            openings.get(at).copied().flatten().is_some_and(|opening| opening < bound)
        };
        let mut at = 0;
        // Blank pages start where the next one does.
        let mut blank = Vec::new();
        let pages = printed.pages.iter().enumerate();
        let numbered = pages.filter(|(index, _)| layout.is_of_pack(*index));
        for (index, page) in numbered.filter(|(_, page)| !page.label.is_empty()) {
            let own = PrintedPage { id: id(index), label: page.label.clone() };
            found.text.push(own.clone());
            found.opening += usize::from(index < layout.front().len());
            let Some(start) = page.start else {
                blank.push(own);
                continue;
            };
            while opens_before(at + 1, index) {
                at += 1;
            }
            // Of several that open on the page, its start is that of the first.
            let is_opening = !matches!(start, SourcePosition::Node { .. });
            if is_opening && opens_before(at, index) && opens_before(at + 1, index + 1) {
                at += 1;
            }
            if let Some(starts) = found.starts.get_mut(at) {
                blank.drain(..).chain([own]).for_each(|page| starts.add(start, page));
            }
        }
        if let Some(last) = found.starts.last_mut() {
            last.waiting.extend(blank.into_iter().map(|page| (None, page)));
        }
        found
    }
}

/// Ids from the text start with a letter, so these are never among them.
fn id(index: usize) -> String {
    format!("_page-{}", index + 1)
}

/// The pages with a number before the text.
fn front(layout: &Layout<'_>) -> Vec<FrontPage> {
    let pages = layout.paged.pages.iter().zip(layout.front()).enumerate();
    let numbered =
        pages.filter(|(at, (page, _))| !page.label.is_empty() && !layout.is_of_pack(*at));
    let front = |(_, (page, frame)): (usize, (&PagedPage, &Frame))| FrontPage {
        label: page.label.clone(),
        line: first_line(frame),
    };
    numbered.map(front).collect()
}

/// Where the first line of a page leads that leads anywhere in the text.
fn first_line(page: &Frame) -> Option<Anchor> {
    page.items.iter().find_map(|(_, item)| match item {
        FrameItem::Link(LinkArea { to: Destination::Anchor(anchor), .. }) => Some(anchor.clone()),
        _ => None,
    })
}

impl PageStarts {
    fn add(&mut self, start: SourcePosition, page: PrintedPage) {
        if let SourcePosition::Node { node, .. } = start {
            self.nodes.insert(node, self.waiting.len());
        }
        self.waiting.push_back((Some(start), page));
    }

    /// The marks of what starts with a name or title of the page.
    pub(super) fn take_opening(&mut self, opening: SourcePosition) -> Vec<Element> {
        let count = self.waiting.iter().take_while(|(start, _)| *start == Some(opening)).count();
        self.take(count).map(|(_, page)| page.mark()).collect()
    }

    /// The marks that stand in a block or inline, each with the bytes before it. Those of pages that
    /// should have started before stand there too, so that marks never change their order.
    pub(super) fn take_within(&mut self, node: NodeKey) -> Vec<(usize, Element)> {
        let Some(last) = self.nodes.get(&node) else {
            return Vec::new();
        };
        let count = (last + 1).saturating_sub(self.marked);
        let own = |start| match start {
            Some(SourcePosition::Node { node: own, offset }) if own == node => offset,
            _ => 0,
        };
        self.take(count).map(|(start, page)| (own(start), page.mark())).collect()
    }

    /// The marks of all pages that are left.
    pub(super) fn take_all(&mut self) -> Vec<Element> {
        self.take(self.waiting.len()).map(|(_, page)| page.mark()).collect()
    }

    fn take(
        &mut self,
        count: usize,
    ) -> impl Iterator<Item = (Option<SourcePosition>, PrintedPage)> {
        self.marked += count;
        self.waiting.drain(..count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Paged;

    /// Nodes of a tree, as far as they matter here.
    static NODES: [u8; 4] = [0; 4];

    fn key(at: usize) -> NodeKey {
        NodeKey::of(&NODES[at])
    }

    fn starts(all: &[SourcePosition]) -> PageStarts {
        let mut starts = PageStarts::default();
        for (index, start) in all.iter().enumerate() {
            starts.add(*start, PrintedPage { id: id(index), label: (index + 1).to_string() });
        }
        starts
    }

    fn labels(marks: impl IntoIterator<Item = Element>) -> String {
        let label = |mark: Element| mark.get("aria-label").unwrap_or_default().to_owned();
        marks.into_iter().map(label).collect::<Vec<_>>().join(" ")
    }

    fn within(starts: &mut PageStarts, at: usize) -> String {
        let marks = starts.take_within(key(at)).into_iter();
        let mark = |(offset, mark): (usize, Element)| format!("{offset}:{}", labels([mark]));
        marks.map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_page_is_marked_once_and_in_order() {
        let node = |at, offset| SourcePosition::Node { node: key(at), offset };
        let all = [SourcePosition::Title, node(1, 50), node(2, 4), node(2, 9), node(3, 0)];
        let mut starts = starts(&all);
        assert_eq!(labels(starts.take_opening(SourcePosition::Part)), "");
        assert_eq!(labels(starts.take_opening(SourcePosition::Title)), "1");
        // What printed page 2 starts with is not in the book: it starts where the next one does.
        assert_eq!(within(&mut starts, 2), "0:2 4:3 9:4");
        assert_eq!(
            (within(&mut starts, 1), within(&mut starts, 2)),
            (String::new(), String::new())
        );
        assert_eq!(labels(starts.take_all()), "5");
    }

    #[test]
    fn a_blank_page_starts_where_the_next_one_does() {
        let page = |label: &str, start| PagedPage {
            size: crate::layout::Size::new(10.0, 10.0),
            label: label.to_owned(),
            start,
            trim: crate::layout::Rect::default(),
            bleed: 0.0,
            quality: crate::layout::PageQuality::default(),
        };
        let title = Some(SourcePosition::Title);
        let pages = vec![page("1", None), page("2", title), page("", title), page("3", None)];
        let layout = Layout::of_frames(Paged { pages, ..Paged::default() }, Vec::new());
        let file = crate::span::Sources::default().add("page.md", "");
        let anchor = Anchor::new("page");
        let pack = Page::<Linked> {
            file,
            key: "page".to_owned(),
            anchor,
            meta: crate::tree::PageMeta::default(),
            depth: 0,
            part: None,
            title: Vec::new(),
            headed: false,
            named: true,
            blocks: Vec::new(),
            notes: Vec::new(),
        };
        let Pagination { text, mut starts, .. } = Pagination::new(&layout, &[pack]);
        assert_eq!(text.iter().map(|page| &*page.label).collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(labels(starts[0].take_opening(SourcePosition::Title)), "1 2");
        assert_eq!(labels(starts[0].take_all()), "3");
    }
}
