//! From a piece of the vertical list to what stands in the type area of a page.

use std::ops::Range;
use std::sync::Arc;

use super::breaking::PageCut;
use super::vlist::{Break, Captioned, Container, Mark, NoteBody, Orientation, VBox, VItem, VList};
use crate::layout::frame::{Artifact, Frame, FrameItem, Geometry, ImageItem, Shape, Stroke, Tag};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::report::{LineQuality, Rivers};
use crate::theme::Color;
use crate::tree::Anchor;

/// Less than this many points beyond an edge is rounding.
const ROUNDING: f32 = 0.1;

/// What stands in the type area of a page, whose top left corner is the origin.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetPage {
    /// Everything shown.
    pub(crate) frame: Frame,
    /// What is known of it.
    pub(crate) found: Found,
}

/// What is known of a page once it is set: all that binding needs, so that pages can be set one by
/// one and none has to wait for the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// Places that can be linked to.
    pub(crate) places: Vec<(Anchor, Point)>,
    /// Headings on it, for running heads: level, words, and how far down they stand.
    pub(crate) headings: Vec<(u8, Arc<str>, f32)>,
    /// Captions on it, for the lists of figures and tables.
    pub(crate) captions: Vec<(Captioned, Arc<str>, Point)>,
    /// The lines on it, for the report.
    pub(crate) lines: Vec<LineQuality>,
    /// The height of its content.
    pub(crate) filled: f32,
    /// How the page is held.
    pub(crate) turn: Orientation,
    /// The break that ends it.
    pub(crate) ending: Break,
    /// Whether it has to end there.
    pub(crate) must_end: bool,
    /// How far its content is higher than it may be, in points.
    pub(crate) overfull: f32,
    /// How many pictures reach beyond the type area.
    pub(crate) outside: usize,
}

/// The measures of the type area that a page is set in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    /// How large it is.
    pub(crate) size: Size,
    /// Space above footnotes.
    pub(crate) note_gap: f32,
    /// The colour of the rule above footnotes.
    pub(crate) rule: Color,
}

/// Sets the page that a cut describes. Takes the frames out of the list.
pub(crate) fn set_page(
    list: &mut VList,
    cut: &PageCut,
    open: &mut Vec<Container>,
    area: Area,
) -> SetPage {
    let found = Found {
        turn: cut.turn,
        ending: cut.ending,
        must_end: cut.must_end,
        overfull: cut.overfull,
        ..Found::default()
    };
    let mut page = SetPage { frame: Frame::new(area.size), found };
    let mut setter = Setter::new(&mut page, cut);
    for figure in &cut.head {
        setter.set_items(&mut list.items[figure.clone()]);
    }
    for container in open.drain(..) {
        setter.resume(container);
    }
    let mut next = cut.items.start;
    for (gone, space) in &cut.moved_on {
        setter.set_items(&mut list.items[next..gone.start]);
        setter.set_items(&mut [VItem::Glue(*space)]);
        next = gone.end;
    }
    setter.set_items(&mut list.items[next..cut.items.end]);
    *open = setter.suspend();
    page.found.filled = page.found.filled.max(0.0);
    set_notes(list, cut, area, &mut page);
    page.found.outside = pictures_outside(&page.frame);
    page
}

/// How many pictures reach beyond a frame.
fn pictures_outside(frame: &Frame) -> usize {
    let reaches = |(at, item): &&(Point, FrameItem)| match item {
        FrameItem::Image(ImageItem { size, .. }) => {
            at.x < -ROUNDING
                || at.y < -ROUNDING
                || at.x + size.width > frame.size.width + ROUNDING
                || at.y + size.height > frame.size.height + ROUNDING
        }
        _ => false,
    };
    frame.items.iter().filter(reaches).count()
}

/// A container that is being filled on this page.
struct OpenContainer {
    container: Container,
    /// Its upper edge.
    top: f32,
    /// The number of items painted before it: what it draws goes behind the others.
    painted: usize,
}

/// Puts boxes below each other.
struct Setter<'a> {
    page: &'a mut SetPage,
    y: f32,
    /// Space that is made only if another box follows.
    gap: f32,
    /// Whether nothing stands on the page yet.
    top: bool,
    open: Vec<OpenContainer>,
    rivers: Rivers,
    /// How glue is set.
    ratio: f32,
    /// The share of their natural size that pictures are shown at which may be smaller.
    scale: f32,
}

impl<'a> Setter<'a> {
    fn new(page: &'a mut SetPage, cut: &PageCut) -> Self {
        let (open, rivers) = (Vec::new(), Rivers::default());
        let (ratio, scale) = (cut.ratio, cut.scale);
        Self { page, y: 0.0, gap: 0.0, top: true, open, rivers, ratio, scale }
    }

    /// Sets items below what is there. Takes the frames out of them.
    fn set_items(&mut self, items: &mut [VItem]) {
        for item in items {
            match item {
                VItem::Box(content) => self.set_box(std::mem::take(content)),
                VItem::Glue(glue) => self.gap += glue.set(self.ratio),
                VItem::Open(container) => self.open(container.clone()),
                VItem::Close => self.close(),
                VItem::Mark(mark) => self.mark(mark),
                VItem::Break(_) => {}
            }
        }
    }

    fn make_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.top {
            self.y += gap;
        }
        self.top = false;
    }

    fn set_box(&mut self, content: VBox) {
        self.make_gap();
        let content = if content.scales { content.scaled(self.scale) } else { content };
        let height = content.height();
        self.page.frame.place(Point::new(content.x, self.y), content.frame);
        self.note_lines(content.lines, &content.gaps);
        self.y += height;
        self.page.found.filled = self.y;
    }

    /// Keeps the lines of a box for the report. Only a box of one line has gaps that are known.
    fn note_lines(&mut self, mut lines: Vec<LineQuality>, gaps: &[Range<f32>]) {
        if let [line] = &mut *lines {
            if line.index == 0 {
                self.rivers = Rivers::default();
            }
            line.rivers += self.rivers.next_line(gaps);
        }
        self.page.found.lines.extend(lines);
    }

    fn open(&mut self, container: Container) {
        self.make_gap();
        let painted = self.page.frame.items.len();
        let top = self.y;
        self.y += container.pad_top;
        self.open.push(OpenContainer { container, top, painted });
        // The padding is the container's; what follows in it starts at once.
        self.top = true;
    }

    /// Opens a container that began on an earlier page.
    fn resume(&mut self, container: Container) {
        let repeat = container.repeat.clone();
        self.open(container);
        if let Some(head) = repeat {
            self.page.frame.place(Point::new(head.x, self.y), head.frame.clone());
            self.y += head.height();
        }
    }

    fn close(&mut self) {
        self.gap = 0.0;
        if let Some(open) = self.open.pop() {
            self.y += open.container.pad_bottom;
            self.page.found.filled = self.y;
            self.draw(&open);
            self.top = false;
        }
    }

    /// Ends the containers that go on on the next page.
    fn suspend(mut self) -> Vec<Container> {
        let mut open: Vec<Container> = Vec::new();
        while let Some(container) = self.open.last().map(|open| open.container.clone()) {
            self.close();
            open.push(container);
        }
        open.reverse();
        open
    }

    fn draw(&mut self, open: &OpenContainer) {
        let container = &open.container;
        let size = Size::new(container.width, self.y - open.top);
        let at = Point::new(container.x, open.top);
        let mut behind = Vec::new();
        if container.fill.is_some() || container.outline.is_some() {
            let stroke = container.outline.map(|color| Stroke { color, width: 0.5, dash: None });
            let geometry = Geometry::Rect { size, radius: container.radius };
            let shape = Shape { geometry, fill: container.fill, stroke };
            behind.extend(decoration(at, shape));
        }
        if let Some((color, bar)) = container.bar {
            let geometry = Geometry::Rect { size: Size::new(bar.width, size.height), radius: 0.0 };
            let shape = Shape { geometry, fill: Some(color), stroke: None };
            behind.extend(decoration(Point::new(bar.x, open.top), shape));
        }
        self.page.frame.items.splice(open.painted..open.painted, behind);
    }

    fn mark(&mut self, mark: &Mark) {
        let y = if self.top { self.y } else { self.y + self.gap };
        match mark {
            Mark::Place(anchor) => {
                self.page.found.places.push((anchor.clone(), Point::new(0.0, y)));
            }
            Mark::Caption { kind, words } => {
                self.page.found.captions.push((*kind, words.clone(), Point::new(0.0, y)));
            }
            Mark::Heading { level, title } => {
                self.page.found.headings.push((*level, title.clone(), y));
            }
        }
    }
}

/// A whole list set as one box.
#[derive(Debug)]
pub(crate) struct Stacked {
    /// The box, as wide as asked for.
    pub(crate) content: VBox,
    /// The footnotes its boxes refer to.
    pub(crate) notes: Vec<NoteBody>,
    /// The places in it.
    pub(crate) places: Vec<Anchor>,
}

/// Sets a list below each other with its natural space, however high it gets.
pub(crate) fn stack(mut list: VList, width: f32) -> Stacked {
    let cut = PageCut { items: 0..list.items.len(), ..PageCut::whole() };
    let baseline = first_baseline(&list);
    let area = Area { size: Size::new(width, 0.0), note_gap: 0.0, rule: Color::default() };
    let page = set_page(&mut list, &cut, &mut Vec::new(), area);
    let mut frame = page.frame;
    frame.size.height = page.found.filled;
    let places = page.found.places.into_iter().map(|(anchor, _)| anchor).collect();
    let content = VBox { frame, baseline, lines: page.found.lines, ..VBox::default() };
    Stacked { content, notes: list.notes, places }
}

/// Where the first line of a list's first box stands, if that holds text.
fn first_baseline(list: &VList) -> Option<f32> {
    let mut above = 0.0;
    for item in &list.items {
        match item {
            VItem::Open(container) => above += container.pad_top,
            VItem::Box(content) => return content.baseline.map(|baseline| above + baseline),
            VItem::Glue(_) | VItem::Break(_) | VItem::Close | VItem::Mark(_) => {}
        }
    }
    None
}

/// A shape that is no part of the document.
pub(crate) fn decoration(at: Point, shape: Shape) -> [(Point, FrameItem); 3] {
    let tag = FrameItem::TagStart(Tag::Artifact(Artifact::Decoration));
    [(at, tag), (at, FrameItem::Shape(shape)), (at, FrameItem::TagEnd)]
}

/// A frame that shows something again: its tags and links are left out, so that it is no part of
/// the document.
pub(crate) fn as_artifact(frame: Frame, kind: Artifact) -> Frame {
    let shown = |item: &(Point, FrameItem)| {
        !matches!(item.1, FrameItem::TagStart(_) | FrameItem::TagEnd | FrameItem::Link(_))
    };
    let mut artifact = Frame::new(frame.size);
    artifact.push(Point::default(), FrameItem::TagStart(Tag::Artifact(kind)));
    artifact.items.extend(frame.items.into_iter().filter(shown));
    artifact.push(Point::default(), FrameItem::TagEnd);
    artifact
}

/// Puts the page's footnotes at the foot of the type area.
fn set_notes(list: &mut VList, cut: &PageCut, area: Area, page: &mut SetPage) {
    let height = |(note, lines): &(usize, Range<usize>)| {
        list.notes[*note].lines[lines.clone()].iter().map(VBox::height).sum::<f32>()
    };
    let total: f32 = cut.notes.iter().map(height).sum();
    if cut.notes.is_empty() {
        return;
    }
    let mut y = area.size.height - total;
    page.found.filled += total + area.note_gap;
    let across = |body: &NoteBody| Column::new(area.size.width, body.column.direction);
    let above = across(&list.notes[cut.notes[0].0]).at_start(area.size.width * 0.2);
    let rule = Shape {
        geometry: Geometry::Line(Point::new(above.width, 0.0)),
        fill: None,
        stroke: Some(Stroke { color: area.rule, width: 0.5, dash: None }),
    };
    page.frame.items.extend(decoration(Point::new(above.x, y - area.note_gap * 0.4), rule));
    for (note, lines) in &cut.notes {
        let body = &mut list.notes[*note];
        let left = across(body).at_start(body.column.width).x;
        for line in lines.clone() {
            let places = body.places.iter().filter(|(at, _)| *at == line);
            page.found
                .places
                .extend(places.map(|(_, anchor)| (anchor.clone(), Point::new(0.0, y))));
            let content = std::mem::take(&mut body.lines[line]);
            let height = content.height();
            page.found.lines.extend(content.lines);
            page.frame.place(Point::new(left + content.x, y), content.frame);
            y += height;
        }
    }
}
