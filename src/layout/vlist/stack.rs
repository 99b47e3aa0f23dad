//! Sets the items of a vertical list below each other: on a page, or as one box.

use std::ops::Range;
use std::sync::Arc;

use super::{Break, Container, Mark, NoteBody, Orientation, RunningHeading, VBox, VItem, VList};
use crate::layout::frame::{Frame, Geometry, Shape, Stroke, decoration};
use crate::layout::geom::{Point, Size};
use crate::layout::quality::LineQuality;
use crate::layout::rivers::Rivers;
use crate::layout::source_position::SourcePosition;
use crate::tree::Anchor;

/// What stands in the type area of a page, whose top left corner is the origin.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetPage {
    /// Everything shown.
    pub(crate) frame: Frame,
    /// What is known of it.
    pub(crate) record: PageRecord,
}

/// What is known of a page once it is set: all that binding needs, so that pages can be set one by
/// one and none has to wait for the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageRecord {
    /// Places that can be linked to.
    pub(crate) places: Vec<(Anchor, Point)>,
    /// Where the first thing on it was written that stands in its place in the text.
    pub(crate) start: Option<SourcePosition>,
    /// Headings on it, for running heads.
    pub(crate) headings: Vec<RunningHeading>,
    /// The name of a part that begins on it.
    pub(crate) part: Option<Arc<str>>,
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
    /// How many pictures have fewer dots to the inch than print asks for.
    pub(crate) coarse: usize,
    /// How many tables that begin on it have a column that is narrower than its longest word.
    pub(crate) crowded: usize,
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
pub(crate) struct Setter<'a> {
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
    /// A setter at the top of a page, whose glue is set with `ratio` and whose pictures that may be
    /// smaller are shown at `scale` of their size.
    pub(crate) fn new(page: &'a mut SetPage, ratio: f32, scale: f32) -> Self {
        let (open, rivers) = (Vec::new(), Rivers::default());
        Self { page, y: 0.0, gap: 0.0, top: true, open, rivers, ratio, scale }
    }

    /// Sets items below what is there. Takes the frames out of them.
    pub(crate) fn set_items(&mut self, items: &mut [VItem]) {
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
        self.page.record.filled = self.y;
    }

    /// Keeps the lines of a box for the report. Only a box of one line has gaps that are known.
    fn note_lines(&mut self, mut lines: Vec<LineQuality>, gaps: &[Range<f32>]) {
        if let [line] = &mut *lines {
            if line.index == 0 {
                self.rivers = Rivers::default();
            }
            line.rivers += self.rivers.next_line(gaps);
        }
        self.page.record.lines.extend(lines);
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
    pub(crate) fn resume(&mut self, container: Container) {
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
            self.page.record.filled = self.y;
            self.draw(&open);
            self.top = false;
        }
    }

    /// Ends the containers that go on on the next page.
    pub(crate) fn suspend(mut self) -> Vec<Container> {
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
            let shape = Shape::filled(geometry, color);
            behind.extend(decoration(Point::new(bar.x, open.top), shape));
        }
        self.page.frame.items.splice(open.painted..open.painted, behind);
    }

    fn mark(&mut self, mark: &Mark) {
        let y = if self.top { self.y } else { self.y + self.gap };
        match mark {
            Mark::Place(anchor) => {
                self.page.record.places.push((anchor.clone(), Point::new(0.0, y)));
            }
            Mark::Heading(heading) => self.page.record.headings.push(heading.clone()),
            Mark::Part(name) => self.page.record.part = Some(name.clone()),
            Mark::Crowded => self.page.record.crowded += 1,
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
    let (baseline, source) = (first_baseline(&list), VList::source_of(&list.items));
    let mut page = SetPage { frame: Frame::new(Size::new(width, 0.0)), ..SetPage::default() };
    let mut setter = Setter::new(&mut page, 0.0, 1.0);
    setter.set_items(&mut list.items);
    setter.suspend();
    let SetPage { mut frame, record } = page;
    frame.size.height = record.filled.max(0.0);
    let places = record.places.into_iter().map(|(anchor, _)| anchor).collect();
    let content = VBox { frame, baseline, source, lines: record.lines, ..VBox::default() };
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

impl VList {
    /// The boxes one by one, the space above each made a part of it. What holds containers becomes
    /// one box, `width` wide, since its pieces would lose their background.
    pub(crate) fn into_lines(self, width: f32) -> NoteBody {
        if self.items.iter().any(|item| matches!(item, VItem::Open(_))) {
            let stacked = stack(self, width);
            let places = stacked.places.into_iter().map(|anchor| (0, anchor)).collect();
            return NoteBody { lines: vec![stacked.content], places, ..NoteBody::default() };
        }
        let mut body = NoteBody::default();
        let mut gap = 0.0;
        for item in self.items {
            match item {
                VItem::Box(content) => body.lines.push(content.lowered(std::mem::take(&mut gap))),
                VItem::Glue(glue) => gap += glue.natural,
                VItem::Mark(Mark::Place(anchor)) => body.places.push((body.lines.len(), anchor)),
                VItem::Mark(Mark::Heading(_) | Mark::Part(_) | Mark::Crowded)
                | VItem::Break(_)
                | VItem::Open(_)
                | VItem::Close => {}
            }
        }
        body
    }
}
