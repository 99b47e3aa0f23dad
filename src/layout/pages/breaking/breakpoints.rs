//! The breaks of a list, each with what a page between two of them is measured by.

use crate::layout::vlist::{Break, Container, Glue, Orientation, VBox, VItem, VList};

/// A break with all that is needed to measure a page between it and another one.
#[derive(Clone, Debug)]
pub(super) struct Breakpoint {
    /// Where it stands in the list.
    pub(super) item: usize,
    pub(super) kind: Break,
    /// How the page behind it is held.
    pub(super) turn: Orientation,
    /// What lies above it, without glue that would be dropped at a page's foot.
    pub(super) above: Extent,
    /// What lies above the first box behind it.
    pub(super) resumed: Extent,
    /// The room that open containers need at the top of the page behind it.
    pub(super) head: f32,
    /// The room that open containers need at the foot of the page before it.
    pub(super) foot: f32,
    /// How many footnotes are referred to above it.
    pub(super) notes: usize,
    /// Whether it stands within a container.
    pub(super) enclosed: bool,
    /// The height from here to the next good place for a page's end.
    pub(super) next: f64,
    /// How many footnotes are referred to above that.
    pub(super) next_notes: usize,
    /// The last breakpoint before it where a chapter starts.
    pub(super) chapter: usize,
    /// Whether a single line follows, and then a new section.
    pub(super) lone: bool,
    /// How many figures that may move on stand above it.
    pub(super) figures: usize,
    /// How many of the last of them may wait here for the next page.
    pub(super) may_wait: usize,
    /// What the page above it gains when these do.
    pub(super) freed: f64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    pub(super) natural: f64,
    pub(super) stretch: f64,
    pub(super) shrink: f64,
    /// What pictures can give up.
    pub(super) give: f64,
}

/// All breaks of a list, with its start and its end.
pub(super) fn breakpoints(list: &VList) -> Vec<Breakpoint> {
    let mut scan = Scan::default();
    if !starts_turned(list) {
        scan.add(0, Break::Forced(Orientation::Upright));
    }
    for (index, item) in list.items.iter().enumerate() {
        match item {
            VItem::Break(kind) => scan.add(index, *kind),
            VItem::Glue(glue) => scan.all.add_glue(*glue),
            VItem::Box(content) => scan.add_box(content),
            VItem::Open(container) => scan.open(container),
            VItem::Close => scan.close(),
            VItem::Mark(_) => {}
        }
    }
    let mut breakpoints = scan.finish(list.items.len());
    look_ahead(&mut breakpoints);
    find_chapters(&mut breakpoints);
    find_lone_lines(list, &mut breakpoints);
    breakpoints
}

/// Tells the breakpoints behind which no more than a line follows before the next section.
fn find_lone_lines(list: &VList, breakpoints: &mut [Breakpoint]) {
    for index in 1..breakpoints.len() {
        let [breakpoint, next] = &mut breakpoints[index - 1..=index] else { continue };
        let mut lines =
            list.items[breakpoint.item..next.item].iter().filter_map(|item| match item {
                VItem::Box(content) => Some(content.lines.len()),
                _ => None,
            });
        breakpoint.lone =
            next.kind == Break::Section && lines.next() == Some(1) && lines.next().is_none();
    }
}

/// Tells each breakpoint where the chapter that it stands in, or ends, starts.
fn find_chapters(breakpoints: &mut [Breakpoint]) {
    let mut start = 0;
    for (index, breakpoint) in breakpoints.iter_mut().enumerate() {
        breakpoint.chapter = start;
        if breakpoint.kind == Break::Chapter {
            start = index;
        }
    }
}

/// Whether a list begins with a forced break, which then is its first breakpoint.
fn starts_turned(list: &VList) -> bool {
    let first = list.items.iter().find_map(|item| match item {
        VItem::Break(kind) => Some(kind.forced()),
        VItem::Box(_) => Some(None),
        _ => None,
    });
    first.flatten().is_some()
}

/// What is known on the way through a list.
#[derive(Default)]
struct Scan {
    breakpoints: Vec<Breakpoint>,
    /// The breakpoints behind which no box has come yet.
    pending: Vec<usize>,
    /// The room that the open containers need together at a page's head and foot, outermost first.
    insets: Vec<(f32, f32)>,
    /// All that was passed, without glue at its end.
    solid: Extent,
    /// All that was passed.
    all: Extent,
    turn: Orientation,
    notes: usize,
}

impl Scan {
    fn inset(&self) -> (f32, f32) {
        self.insets.last().copied().unwrap_or_default()
    }

    fn add(&mut self, item: usize, kind: Break) {
        self.turn = kind.forced().unwrap_or(self.turn);
        let (head, foot) = self.inset();
        self.pending.push(self.breakpoints.len());
        self.breakpoints.push(Breakpoint {
            above: self.solid,
            head,
            foot,
            enclosed: !self.insets.is_empty(),
            notes: self.notes,
            ..Breakpoint::new(item, kind, self.turn)
        });
    }

    /// What comes now stands at the head of a page that starts at one of the pending breakpoints.
    fn resume(&mut self) {
        for breakpoint in self.pending.drain(..) {
            self.breakpoints[breakpoint].resumed = self.all;
        }
    }

    fn add_box(&mut self, content: &VBox) {
        self.resume();
        self.all.natural += f64::from(content.height());
        self.all.give += f64::from(content.give());
        self.solid = self.all;
        self.notes = self.notes.max(content.notes.end);
    }

    fn open(&mut self, container: &Container) {
        self.resume();
        let (head, foot) = self.inset();
        self.insets.push((head + container.head_height(), foot + container.pad_bottom));
        self.all.natural += f64::from(container.pad_top);
        self.solid = self.all;
    }

    fn close(&mut self) {
        let closed = self.insets.pop().unwrap_or_default();
        self.all = self.solid;
        self.all.natural += f64::from(closed.1 - self.inset().1);
        self.solid = self.all;
    }

    fn finish(mut self, end: usize) -> Vec<Breakpoint> {
        self.resume();
        self.breakpoints.push(Breakpoint {
            above: self.solid,
            resumed: self.all,
            notes: self.notes,
            ..Breakpoint::new(end, Break::Forced(self.turn), self.turn)
        });
        self.breakpoints
    }
}

impl Extent {
    /// The least height that it can be set in.
    pub(super) fn least(self) -> f64 {
        self.natural - self.shrink - self.give
    }

    /// The share of what pictures can give up that they give on a page with so much room left:
    /// what is missing when glue has given all it can.
    pub(super) fn share_given(self, slack: f64) -> f64 {
        let missing = -slack - self.shrink;
        if missing > 0.0 && self.give > 0.0 { (missing / self.give).min(1.0) } else { 0.0 }
    }

    /// Of glue.
    pub(super) fn of(glue: Glue) -> Self {
        let mut extent = Self::default();
        extent.add_glue(glue);
        extent
    }

    /// With another one below it.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            natural: self.natural + other.natural,
            stretch: self.stretch + other.stretch,
            shrink: self.shrink + other.shrink,
            give: self.give + other.give,
        }
    }

    /// Without a part of it.
    pub(super) fn less(self, part: Self) -> Self {
        Self {
            natural: self.natural - part.natural,
            stretch: self.stretch - part.stretch,
            shrink: self.shrink - part.shrink,
            give: self.give - part.give,
        }
    }

    fn add_glue(&mut self, glue: Glue) {
        self.natural += f64::from(glue.natural);
        self.stretch += f64::from(glue.stretch);
        self.shrink += f64::from(glue.shrink);
    }
}

/// Tells each breakpoint how far the next good one is.
fn look_ahead(breakpoints: &mut [Breakpoint]) {
    let mut good = (f64::INFINITY, 0);
    for breakpoint in breakpoints.iter_mut().rev() {
        (breakpoint.next, breakpoint.next_notes) = (good.0 - breakpoint.above.natural, good.1);
        if breakpoint.tears_nothing() {
            good = (breakpoint.above.natural, breakpoint.notes);
        }
    }
}

impl Breakpoint {
    /// Whether a page may end here without tearing apart what belongs together.
    pub(super) fn tears_nothing(&self) -> bool {
        let tears = self.kind >= Break::Row || self.kind == Break::Small;
        !tears || self.kind.forced().is_some()
    }

    pub(super) fn new(item: usize, kind: Break, turn: Orientation) -> Self {
        let none = Extent::default();
        Self {
            item,
            kind,
            turn,
            above: none,
            resumed: none,
            head: 0.0,
            foot: 0.0,
            notes: 0,
            enclosed: false,
            next: 0.0,
            next_notes: 0,
            chapter: 0,
            lone: false,
            figures: 0,
            may_wait: 0,
            freed: 0.0,
        }
    }
}
