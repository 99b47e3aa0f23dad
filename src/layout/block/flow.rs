//! Builds a vertical list block by block.
//!
//! Blocks ask for space and say what may be torn from what; between two boxes the larger space and
//! the stronger bond win, so that no block needs to know its neighbours.

use std::sync::Arc;

use crate::layout::context::Context;
use crate::layout::frame::Frame;
use crate::layout::geom::{Column, Point};
use crate::layout::inline::{Line, Paragraph};
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::quality::LineQuality;
use crate::layout::source_position::SourcePosition;
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::Styles;
use crate::layout::vlist::stack::Stacked;
use crate::layout::vlist::{
    Break, Container, Glue, Mark, NoteBody, Orientation, VBox, VItem, VList,
};
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::Label;
use crate::tree::{Anchor, Inline, Linked};

use super::notes::Notes;

/// The share of a page up to which a panel is rather moved to the next page than broken.
const SMALL_PANEL: f32 = 0.2;

/// The list under construction, and the column it is set in.
pub(crate) struct Flow<'f, 'd> {
    /// The document, the theme, the fonts, the structure and the sink.
    pub(crate) context: &'f mut Context<'d>,
    /// The footnotes of the page that is being set.
    pub(crate) notes: &'f mut Notes<'d>,
    /// How each kind of text is set.
    pub(crate) styles: &'f Styles,
    /// The column, from the left edge of the type area.
    pub(crate) column: Column,
    /// How running text is set here.
    pub(crate) text: ParagraphStyle,
    /// How many blocks enclose the one that is being set.
    pub(crate) depth: usize,
    /// How many lists enclose it.
    pub(crate) list_depth: usize,
    /// How many pages stand above the one that is being set.
    pub(crate) page_depth: u8,
    /// What generated words are said to come from: the page that is being set.
    pub(crate) span: Span,
    /// The column of running text that the list began with.
    whole: Column,
    /// What there is for things that need more.
    area: Column,
    /// The columns of upright pages, while pages are turned.
    upright: Option<(Column, Column)>,
    nested: bool,
    /// How many items were put before all others, since their places were asked for.
    moved: usize,
    list: VList,
    gap: Gap,
    /// What goes with the next box.
    marks: Vec<Mark>,
    hanging: Vec<VBox>,
}

/// What stands between the last box and the next one.
#[derive(Clone, Copy, Debug)]
enum Gap {
    /// The list or container has no box yet: nothing.
    Start,
    /// Space and a bond.
    Between(Glue, Break),
}

impl<'f, 'd> Flow<'f, 'd> {
    /// An empty list, to be set `width` wide.
    pub(crate) fn new(
        context: &'f mut Context<'d>,
        notes: &'f mut Notes<'d>,
        styles: &'f Styles,
        width: f32,
        span: Span,
    ) -> Self {
        let column = Column::new(width, context.direction);
        Self {
            context,
            notes,
            styles,
            column,
            text: styles.text.clone(),
            depth: 0,
            list_depth: 0,
            page_depth: 0,
            span,
            whole: column,
            area: column,
            upright: None,
            nested: false,
            moved: 0,
            list: VList::default(),
            gap: Gap::Start,
            marks: Vec::new(),
            hanging: Vec::new(),
        }
    }

    /// The same with some room before and behind the lines of running text.
    #[must_use]
    pub(crate) fn with_room(mut self, before: f32, behind: f32) -> Self {
        self.whole = self.area.inset(before, behind);
        self.column = self.whole;
        self
    }

    /// The column for what is wider than running text: the whole type area, but in lists, cells and
    /// notes no more than there is.
    pub(crate) fn widest(&self) -> Column {
        let direction = self.column.direction;
        if self.is_whole() { Column { direction, ..self.area } } else { self.column }
    }

    /// The finished list.
    pub(crate) fn finish(mut self) -> VList {
        self.flush_hanging();
        // The last page ends by itself: a new one behind it would stay empty.
        let asked =
            |item: &mut VItem| matches!(item, VItem::Break(kind) if kind.forced().is_some());
        self.list.items.pop_if(asked);
        self.put_marks();
        self.list
    }

    /// Sets something as a list of its own, `width` wide.
    pub(crate) fn nested(&mut self, width: f32, set: impl FnOnce(&mut Flow<'_, 'd>)) -> VList {
        let width = width.max(1.0);
        let mut inner = Flow::new(self.context, self.notes, self.styles, width, self.span);
        inner.text = self.text.clone();
        inner.nested = true;
        inner.depth = self.depth;
        inner.list_depth = self.list_depth;
        inner.page_depth = self.page_depth;
        set(&mut inner);
        inner.finish()
    }

    /// Generated words as content.
    pub(crate) fn words(&self, words: &str) -> Inline<Linked> {
        Inline::text(words, self.span)
    }

    /// Goes on in another language, at the side where its texts start.
    pub(crate) fn speak(&mut self, lang: Arc<str>) {
        self.turn(Direction::of_language(&lang));
        self.context.lang = lang;
    }

    /// Goes on at the side where texts of a direction start.
    pub(crate) fn turn(&mut self, direction: Direction) {
        self.context.direction = direction;
        self.column.direction = direction;
    }

    /// A word of the interface in the language at hand.
    pub(crate) fn label(&self, label: Label) -> &'d str {
        self.context.theme.label(&self.context.lang, label)
    }

    /// Whether what is set takes the whole width of the type area, in no list, cell or note.
    pub(crate) fn is_whole(&self) -> bool {
        !self.nested && Column { direction: self.whole.direction, ..self.column } == self.whole
    }

    /// Runs `measure` with a structure of its own that is thrown away: what it sets is not shown.
    pub(crate) fn measured<T>(&mut self, measure: impl FnOnce(&mut Self, NodeId) -> T) -> T {
        let kept = std::mem::take(&mut self.context.structure);
        let node = self.context.structure.add(None, Role::Group);
        let value = measure(self, node);
        self.context.structure = kept;
        value
    }

    /// Asks for space before the next box.
    pub(crate) fn space(&mut self, glue: Glue) {
        if let Gap::Between(space, _) = &mut self.gap {
            *space = space.max(glue);
        }
    }

    /// Makes the space before the next box no larger than this, whatever was asked for.
    pub(crate) fn close_up(&mut self, glue: Glue) {
        if let Gap::Between(space, _) = &mut self.gap {
            *space = glue;
        }
    }

    /// Says what a page's end before the next box would tear apart.
    pub(crate) fn bond(&mut self, kind: Break) {
        if let Gap::Between(_, bond) = &mut self.gap {
            *bond = (*bond).max(kind);
        }
    }

    /// A good place for a page's end, unless something else binds.
    pub(crate) fn section(&mut self) {
        if let Gap::Between(_, bond @ Break::Block) = &mut self.gap {
            *bond = Break::Section;
        }
    }

    /// A chapter starts that stands on the page at hand only where all of it fits there.
    pub(crate) fn chapter(&mut self) {
        if let Gap::Between(_, bond) = &mut self.gap {
            *bond = Break::Chapter;
        }
    }

    /// Adds a list that was set as one box, at the column's start.
    pub(crate) fn push_stacked(&mut self, stacked: Stacked) {
        stacked.places.iter().for_each(|anchor| self.place(anchor));
        let x = self.column.at_start(stacked.content.frame.size.width).x;
        self.push(VBox { x, ..stacked.content }, stacked.notes);
    }

    /// Ends the page.
    pub(crate) fn new_page(&mut self, kind: Break) {
        self.flush_hanging();
        self.list.items.push(VItem::Break(kind));
        self.gap = Gap::Start;
    }

    /// Goes on on a page that is turned by a quarter. A heading or a line that introduces what
    /// follows is taken along.
    pub(crate) fn turn_page(&mut self) {
        let turned = Break::Forced(Orientation::Sideways);
        let bound = matches!(self.gap, Gap::Between(_, bond) if bond >= Break::Opening);
        let ends = |item: &VItem| matches!(item, VItem::Break(kind) if *kind <= Break::Block || kind.forced().is_some());
        if !bound {
            // Behind a break that nothing has followed yet, an empty page would stay.
            let asked =
                |item: &mut VItem| matches!(item, VItem::Break(kind) if kind.forced().is_some());
            if matches!(self.gap, Gap::Start) && self.hanging.is_empty() {
                self.list.items.pop_if(asked);
            }
            return self.new_page(turned);
        }
        let before = self.list.items.iter().rposition(ends).unwrap_or_else(|| {
            // All there is goes along: the title of a chapter that begins with the table.
            self.list.items.insert(0, VItem::Break(turned));
            self.moved += 1;
            0
        });
        self.list.items[before] = VItem::Break(turned);
        // The page gets wider, and may start at its other side.
        let across = Column::new(self.styles.area_height, self.column.direction);
        let left = across.at_start(self.whole.width).x - self.whole.x;
        self.list.items[before..].iter_mut().for_each(|item| item.shift(left));
    }

    /// Goes on on turned pages until [`portrait`](Self::portrait), with words no wider than before.
    /// Returns whether it does: what stands in a list, cell or note stays where it is.
    pub(crate) fn landscape(&mut self) -> bool {
        if self.is_turned() || !self.is_whole() {
            return false;
        }
        self.turn_page();
        self.upright = Some((self.whole, self.area));
        self.area = Column::new(self.styles.area_height, self.column.direction);
        self.whole = self.area.at_start(self.whole.width.min(self.area.width));
        self.column = self.whole;
        true
    }

    /// Goes on on upright pages.
    pub(crate) fn portrait(&mut self) {
        let Some((whole, area)) = self.upright.take() else { return };
        self.new_page(Break::Forced(Orientation::Upright));
        (self.whole, self.area) = (whole, area);
        self.column = Column { direction: self.column.direction, ..whole };
    }

    /// Whether the pages at hand are turned for a section.
    pub(crate) fn is_turned(&self) -> bool {
        self.upright.is_some()
    }

    /// The height of the type area of the pages at hand.
    pub(crate) fn page_height(&self) -> f32 {
        self.upright.map_or(self.styles.area_height, |(_, area)| area.width)
    }

    /// Adds a mark that goes with the next box.
    pub(crate) fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// Adds a place that goes with the next box.
    pub(crate) fn place(&mut self, anchor: &Anchor) {
        self.mark(Mark::Place(anchor.clone()));
    }

    /// Adds something that stands beside the first line of the next box: an item's mark.
    pub(crate) fn hang(&mut self, content: VBox) {
        self.hanging.push(content);
    }

    /// Adds a box and the footnotes it is the first to refer to.
    pub(crate) fn push(&mut self, mut content: VBox, notes: Vec<NoteBody>) {
        self.make_gap();
        for mark in std::mem::take(&mut self.hanging) {
            join(&mut content, mark);
        }
        let first = self.list.notes.len();
        self.list.notes.extend(notes);
        content.notes = first..self.list.notes.len();
        self.list.items.push(VItem::Box(content));
        self.gap = Gap::Between(Glue::default(), Break::Block);
    }

    /// Adds a box of a frame at the column's start.
    pub(crate) fn push_frame(&mut self, frame: Frame) {
        let x = self.column.at_start(frame.size.width).x;
        self.push(VBox { frame, x, ..VBox::default() }, Vec::new());
    }

    /// The place of the next item, for [`starts_at`](Self::starts_at).
    pub(crate) fn next_item(&self) -> usize {
        self.list.items.len() - self.moved
    }

    /// Says where the first box from an item on was written.
    pub(crate) fn starts_at(&mut self, item: usize, source: SourcePosition) {
        let first = self.list.items[item + self.moved..].iter_mut().find_map(|item| match item {
            VItem::Box(content) => Some(content),
            _ => None,
        });
        if let Some(first) = first {
            first.source = Some(source);
        }
    }

    /// Opens a container, runs `set` inside it, and closes it.
    pub(crate) fn container(
        &mut self,
        container: Container,
        column: Column,
        set: impl FnOnce(&mut Self),
    ) {
        self.make_gap();
        let (first, is_panel) = (self.list.items.len(), container.pad_top > 0.0);
        self.list.items.push(VItem::Open(container));
        self.gap = Gap::Start;
        self.within(column, set);
        if matches!(self.gap, Gap::Start) {
            // An empty container still needs a box that its background can be seen behind.
            self.push_frame(Frame::default());
        }
        self.list.items.push(VItem::Close);
        self.gap = Gap::Between(Glue::default(), Break::Block);
        let panel = &mut self.list.items[first..];
        if is_panel && VList::height_of(panel) < self.styles.area_height * SMALL_PANEL {
            for item in panel {
                if let VItem::Break(kind) = item {
                    *kind = (*kind).max(Break::Small);
                }
            }
        }
    }

    /// Runs `set` in another column.
    pub(crate) fn within(&mut self, column: Column, set: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.column, column);
        set(self);
        self.column = outer;
    }

    /// Runs `set` with running text set in another way.
    pub(crate) fn styled(&mut self, text: ParagraphStyle, set: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.text, text);
        set(self);
        self.text = outer;
    }

    /// Adds the lines of a paragraph.
    pub(crate) fn lines(&mut self, paragraph: &Paragraph<'_>) {
        let lines = paragraph.lines(self.column.width);
        self.push_lines(lines);
    }

    /// Adds lines that belong to one paragraph.
    pub(crate) fn push_lines(&mut self, lines: Vec<Line>) {
        let count = lines.len();
        let mut divided = false;
        for (index, line) in lines.into_iter().enumerate() {
            if index > 0 {
                self.bond(bond_of_lines(index, count));
            }
            if divided {
                self.bond(Break::Hyphen);
            }
            divided = line.hyphenated;
            line.anchors.iter().for_each(|anchor| self.place(anchor));
            let notes = self.notes_of(&line);
            let content = VBox { x: self.column.x, ..line_box(line, index, count) };
            self.push(content, notes);
        }
    }

    /// The footnotes that a line is the first to refer to, set.
    fn notes_of(&mut self, line: &Line) -> Vec<NoteBody> {
        super::notes::set_notes(self, &line.notes)
    }

    fn make_gap(&mut self) {
        if let Gap::Between(glue, bond) = self.gap {
            self.list.items.push(VItem::Glue(glue));
            self.list.items.push(VItem::Break(bond));
        }
        self.put_marks();
    }

    fn put_marks(&mut self) {
        self.list.items.extend(self.marks.drain(..).map(VItem::Mark));
    }

    /// Sets the marks that no box came for: those of empty items.
    pub(crate) fn flush_hanging(&mut self) {
        if !self.hanging.is_empty() {
            self.push_frame(Frame::default());
        }
    }
}

/// What a page's end behind the first `above` of `count` lines tears apart.
fn bond_of_lines(above: usize, count: usize) -> Break {
    match (above, count - above) {
        (1, _) => Break::Orphan,
        (_, 1) => Break::Widow,
        _ => Break::Line,
    }
}

/// A line as a box.
pub(crate) fn line_box(line: Line, index: usize, count: usize) -> VBox {
    let info = LineQuality {
        index,
        count,
        ratio: line.ratio,
        hyphenated: line.hyphenated,
        runt: line.runt,
        overfull: line.overfull,
        rivers: 0,
    };
    VBox {
        frame: line.frame,
        baseline: Some(line.ascent),
        source: line.source,
        lines: vec![info],
        gaps: line.gaps,
        ..VBox::default()
    }
}

/// Puts a mark beside a box, on the same baseline where both have one.
fn join(content: &mut VBox, mark: VBox) {
    let own = mark.baseline.unwrap_or(0.0);
    let there = content.baseline.unwrap_or(own);
    let shift = there - own;
    let mut frame = Frame::new(content.frame.size);
    frame.size.height = frame.size.height.max(shift + mark.height());
    frame.place(Point::new(mark.x - content.x, shift.max(0.0)), mark.frame);
    let own_items = std::mem::take(&mut content.frame);
    frame.place(Point::new(0.0, (-shift).max(0.0)), own_items);
    content.frame = frame;
}
