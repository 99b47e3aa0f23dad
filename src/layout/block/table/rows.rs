//! A table's rows as boxes.

use std::ops::Range;
use std::sync::Arc;

use super::grid::Placed;
use super::setting::Setting;
use crate::layout::block::flow::Flow;
use crate::layout::block::set_blocks;
use crate::layout::frame::{Artifact, Frame, Geometry, Shape, Stroke};
use crate::layout::frame::{as_artifact, decoration};
use crate::layout::geom::{Column, Point, Size};
use crate::layout::paragraph_style::{Align, Family, ParagraphStyle};
use crate::layout::source_position::SourcePosition;
use crate::layout::structure::{HeaderScope, NodeId, Role};
use crate::layout::vlist::stack::{Stacked, stack};
use crate::layout::vlist::{Break, Container, NoteBody, VBox, VList};
use crate::theme::{Color, TableHead, TableLines};
use crate::tree::{Alignment, Anchor};

/// The share of a page from which on a row is cut into pieces.
const TALLEST: f32 = 0.8;
/// Up to this many rows, a table is rather moved to the next page than broken.
const SMALL_TABLE: usize = 10;
/// So many rows stand on either side of a page's end at least, if the table has as many.
const FEWEST_ROWS: usize = 3;
/// Fewer do that are as high as so many lines.
const HIGH_ENOUGH: f32 = 8.0;
/// How many lines a piece of such a row has.
const PIECE_LINES: f32 = 5.0;

/// Sets all rows below each other, the head again on every further page.
pub(super) fn set_rows(flow: &mut Flow<'_, '_>, setting: &Setting<'_>, node: NodeId) {
    let (heads, bodies) = setting.row_counts;
    let mut head = Vec::new();
    if heads > 0 {
        let parent = flow.context.structure.add(Some(node), Role::TableHead);
        head = set_group(
            flow,
            setting,
            Group { cells: &setting.head, first: 0, count: heads, parent },
        );
    }
    let mut body = Vec::new();
    if bodies > 0 {
        let parent = flow.context.structure.add(Some(node), Role::TableBody);
        let group = Group { cells: &setting.body, first: heads, count: bodies, parent };
        body = set_group(flow, setting, group);
    }
    let column = flow.column.at_start(setting.width());
    let repeat = (!head.is_empty()).then(|| Arc::new(repeated(&head, column)));
    let Column { x, width, .. } = column;
    flow.container(Container { x, width, repeat, ..Container::default() }, column, |flow| {
        let heads = head.len();
        for (index, row) in head.into_iter().enumerate() {
            push_row(flow, row, if index > 0 { Break::Together } else { Break::Block });
        }
        let bonds = bonds_of_rows(&body, heads > 0, setting.text.leading * HIGH_ENOUGH);
        for (row, bond) in body.into_iter().zip(bonds) {
            push_row(flow, row, bond);
        }
    });
}

/// What a page's end before each row of a body tears apart. Some rows stay with the head, and some
/// are left for the next page; fewer are enough that together are as high as `high`.
fn bonds_of_rows(rows: &[SetRow], has_head: bool, high: f32) -> Vec<Break> {
    let count = rows.len();
    let fewest = FEWEST_ROWS.min(count / 2).max(2);
    let are_few = |side: &[SetRow]| {
        side.len() < fewest && side.iter().map(SetRow::height).sum::<f32>() < high
    };
    let bond = |(index, row): (usize, &SetRow)| match index {
        _ if row.joined => Break::Together,
        0 if has_head => Break::Together,
        0 => Break::Block,
        _ if are_few(&rows[..index]) || are_few(&rows[index..]) => Break::Row,
        _ if count <= SMALL_TABLE => Break::Small,
        _ if index.min(count - index) <= fewest => Break::Tight,
        _ => Break::Line,
    };
    rows.iter().enumerate().map(bond).collect()
}

fn push_row(flow: &mut Flow<'_, '_>, row: SetRow, bond: Break) {
    flow.bond(bond);
    for (index, piece) in row.pieces.into_iter().enumerate() {
        if index > 0 {
            flow.bond(Break::Line);
        }
        flow.push_stacked(piece);
    }
}

/// The head as it is shown again on further pages: no part of the document there.
fn repeated(head: &[SetRow], column: Column) -> VBox {
    let mut frame = Frame::new(Size::new(column.width, 0.0));
    for piece in head.iter().flat_map(|row| &row.pieces) {
        frame.place(Point::new(0.0, frame.size.height), piece.content.frame.clone());
        frame.size.height += piece.content.height();
    }
    VBox { frame: as_artifact(frame, Artifact::Decoration), x: column.x, ..VBox::default() }
}

/// The rows of a table's head or body.
#[derive(Clone, Copy)]
struct Group<'g, 't> {
    cells: &'g [Placed<'t>],
    /// The index of its first row in the table.
    first: usize,
    count: usize,
    parent: NodeId,
}

/// A row as one box, or as several where it is taller than a page can be.
struct SetRow {
    pieces: Vec<Stacked>,
    /// Whether a cell reaches into it from the row above.
    joined: bool,
}

impl SetRow {
    fn height(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.content.height()).sum()
    }
}

/// A cell's content, set to the width of its columns.
struct SetCell {
    row: usize,
    rows: usize,
    x: f32,
    list: VList,
    height: f32,
}

fn set_group(flow: &mut Flow<'_, '_>, setting: &Setting<'_>, group: Group<'_, '_>) -> Vec<SetRow> {
    let row_nodes: Vec<NodeId> = (0..group.count)
        .map(|_| flow.context.structure.add(Some(group.parent), Role::TableRow))
        .collect();
    let mut rows: Vec<Vec<SetCell>> = (0..group.count).map(|_| Vec::new()).collect();
    for placed in group.cells {
        let row = placed.row - group.first;
        rows[row].push(set_cell(flow, setting, placed, row, row_nodes[row]));
    }
    let tallest = setting.page_height * TALLEST;
    let heights = row_heights(&rows, 2.0 * setting.pad_y, tallest);
    let mut starting = group.cells.iter().peekable();
    let mut reaching: Vec<&Placed<'_>> = Vec::new();
    let mut set = Vec::with_capacity(group.count);
    for (index, (cells, height)) in rows.into_iter().zip(heights).enumerate() {
        let row = group.first + index;
        let joined = !reaching.is_empty();
        reaching.extend(std::iter::from_fn(|| starting.next_if(|placed| placed.row == row)));
        let painted = painted(setting, &reaching);
        reaching.retain(|placed| row + 1 < placed.row + placed.rows);
        let look = RowLook { painted, ..RowLook::new(flow, setting, row, height, &reaching) };
        let cut = height > tallest;
        let pieces = if cut { look.cut(cells) } else { vec![look.whole(cells)] };
        set.push(SetRow { pieces, joined });
    }
    set
}

fn set_cell(
    flow: &mut Flow<'_, '_>,
    setting: &Setting<'_>,
    placed: &Placed<'_>,
    row: usize,
    parent: NodeId,
) -> SetCell {
    let in_head = placed.row < setting.row_counts.0;
    let header = (placed.cell.header || in_head).then_some(if in_head {
        HeaderScope::Column
    } else {
        HeaderScope::Row
    });
    let span = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let role =
        Role::TableCell { header, column_span: span(placed.columns), row_span: span(placed.rows) };
    let node = flow.context.structure.add(Some(parent), role);
    let Column { x, width, .. } = setting.room(placed);
    let style = cell_style(setting, placed);
    let outer = std::mem::replace(&mut flow.text, style);
    let list = flow.nested(width, |flow| set_blocks(flow, &placed.cell.blocks, node));
    flow.text = outer;
    SetCell { row, rows: placed.rows, x, height: list.natural_height(), list }
}

/// How a cell's words are set.
pub(super) fn cell_style(setting: &Setting<'_>, placed: &Placed<'_>) -> ParagraphStyle {
    let mut style = setting.text.clone();
    let alignment = placed.cell.alignment.unwrap_or(setting.aligns[placed.column]);
    if let Some(colors) = placed.cell.colors {
        (style.color, style.ground) = (colors.text, Some(colors.background));
    }
    style.align = match alignment {
        Alignment::Start => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::End => Align::End,
    };
    if placed.row < setting.row_counts.0 {
        style.family = Family::Heading;
        style.weight = 600;
        style.hyphenate = false;
        if let Some((words, ground)) = setting.head_colors.filter(|_| style.ground.is_none()) {
            (style.color, style.ground) = (words, Some(ground));
        }
    } else if placed.cell.header {
        style.weight = 600;
    }
    style
}

/// The rows' heights. A cell that covers several makes the last of them higher where it must, but
/// the first where all rows that are joined by such cells would not fit on a page together: then
/// they may be torn apart.
fn row_heights(rows: &[Vec<SetCell>], padding: f32, tallest: f32) -> Vec<f32> {
    let mut heights = vec![padding; rows.len()];
    for cell in rows.iter().flatten().filter(|cell| cell.rows == 1) {
        heights[cell.row] = heights[cell.row].max(cell.height + padding);
    }
    for joined in joined_rows(rows) {
        let tall = || rows[joined.clone()].iter().flatten().filter(|cell| cell.rows > 1);
        let mut together = heights[joined.clone()].to_vec();
        for cell in tall() {
            let first = cell.row - joined.start;
            let there: f32 = together[first..first + cell.rows].iter().sum();
            together[first + cell.rows - 1] += (cell.height + padding - there).max(0.0);
        }
        if together.iter().sum::<f32>() <= tallest {
            heights[joined].copy_from_slice(&together);
            continue;
        }
        for cell in tall() {
            heights[cell.row] = heights[cell.row].max(cell.height + padding);
        }
    }
    heights
}

/// The stretches of rows between which cells reach from one into the next.
fn joined_rows(rows: &[Vec<SetCell>]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (index, cells) in rows.iter().enumerate() {
        let end = cells.iter().map(|cell| index + cell.rows).fold(index + 1, usize::max);
        match stretches.last_mut().filter(|last| last.end > index) {
            Some(last) => last.end = last.end.max(end),
            None => stretches.push(index..end),
        }
    }
    stretches
}

/// What a row is drawn with.
struct RowLook {
    width: f32,
    height: f32,
    pad_y: f32,
    piece: f32,
    fill: Option<Color>,
    /// The colours of its cells, and of those that reach into it from above.
    painted: Vec<(Column, Color)>,
    rule: Stroke,
    /// Where the rule below it stands.
    ruled: Vec<Column>,
    /// The rule above it.
    top: Option<Stroke>,
    /// The columns that have a rule at either side.
    sides: Vec<Column>,
    /// The colour of these.
    side_color: Color,
}

impl RowLook {
    /// The look of a row from which some cells reach into the next one.
    fn new(
        flow: &Flow<'_, '_>,
        setting: &Setting<'_>,
        row: usize,
        height: f32,
        reaching: &[&Placed<'_>],
    ) -> Self {
        let tokens = &flow.context.theme.tokens;
        let (heads, bodies) = setting.row_counts;
        let in_head = row < heads;
        let striped = tokens.tables.striped && !in_head && (row - heads) % 2 == 1;
        let is_total = setting.totalled && row + 1 == heads + bodies;
        let fill = match (in_head, tokens.tables.head) {
            (true, TableHead::Tinted) => Some(tokens.colors.surface),
            (true, TableHead::Filled) => Some(tokens.colors.accent),
            (true, TableHead::Plain) => None,
            (false, _) => (striped || is_total).then_some(tokens.colors.surface),
        };
        let edge = row + 1 == heads || row + 1 == heads + bodies;
        let color = if edge { tokens.colors.muted } else { tokens.colors.rule };
        let closed = tokens.tables.lines == TableLines::All;
        let usual = Stroke { color, width: if edge { 0.75 } else { 0.5 }, dash: None };
        let top = if is_total {
            Some(Stroke { color: tokens.colors.heading, width: 1.0, dash: None })
        } else {
            (closed && row == 0).then_some(usual)
        };
        Self {
            width: setting.width(),
            height,
            pad_y: setting.pad_y,
            piece: setting.text.leading * PIECE_LINES,
            // Within a cell that has a colour of its own nothing else is known to be readable.
            fill: fill.filter(|_| setting.text.ground.is_none()),
            painted: Vec::new(),
            rule: usual,
            ruled: if edge || tokens.tables.lines != TableLines::Edges {
                ruled(&setting.columns, reaching)
            } else {
                Vec::new()
            },
            top,
            sides: if closed { setting.columns.clone() } else { Vec::new() },
            side_color: tokens.colors.rule,
        }
    }

    /// The row as one box.
    fn whole(&self, cells: Vec<SetCell>) -> Stacked {
        let mut row = self.empty(self.height, true);
        for cell in cells {
            let stacked = stack(cell.list, self.width);
            row.add(Point::new(cell.x, self.pad_y), stacked.content);
            row.places.extend(stacked.places);
            row.notes.extend(stacked.notes);
        }
        row.finish()
    }

    /// The row as boxes of a few lines each, between which a page may end.
    fn cut(&self, cells: Vec<SetCell>) -> Vec<Stacked> {
        let mut columns: Vec<(f32, Pieces)> =
            cells.into_iter().map(|cell| (cell.x, Pieces::new(cell.list, self.width))).collect();
        let mut pieces = Vec::new();
        while columns.iter().any(|(_, left)| !left.is_done()) {
            let first = pieces.is_empty();
            let top = if first { self.pad_y } else { 0.0 };
            let bands: Vec<(f32, Vec<VBox>)> =
                columns.iter_mut().map(|(x, left)| (*x, left.take(self.piece))).collect();
            let height = |band: &[VBox]| band.iter().map(VBox::height).sum::<f32>();
            let tallest = bands.iter().map(|(_, band)| height(band)).fold(0.0, f32::max);
            let last = columns.iter().all(|(_, left)| left.is_done());
            let mut row = self.empty(top + tallest + if last { self.pad_y } else { 0.0 }, last);
            for (x, band) in bands {
                let mut y = top;
                for content in band {
                    let step = content.height();
                    row.add(Point::new(x + content.x, y), content);
                    y += step;
                }
            }
            if first {
                for (_, left) in &mut columns {
                    row.places.append(&mut left.places);
                    row.notes.append(&mut left.notes);
                }
            }
            pieces.push(row.finish());
        }
        pieces
    }

    fn empty(&self, height: f32, last: bool) -> RowUnderWay {
        let size = Size::new(self.width, height);
        let mut frame = Frame::new(size);
        let whole = self.fill.map(|fill| (Column { width: self.width, ..Column::default() }, fill));
        for (Column { x, width, .. }, fill) in whole.into_iter().chain(self.painted.iter().copied())
        {
            let geometry = Geometry::Rect { size: Size::new(width, height), radius: 0.0 };
            let shape = Shape::filled(geometry, fill);
            frame.items.extend(decoration(Point::new(x, 0.0), shape));
        }
        for Column { x, width, .. } in self.ruled.iter().filter(|_| last) {
            let geometry = Geometry::Line(Point::new(*width, 0.0));
            let shape = Shape { geometry, fill: None, stroke: Some(self.rule) };
            frame.items.extend(decoration(Point::new(*x, height), shape));
        }
        if self.top.is_some() {
            let geometry = Geometry::Line(Point::new(self.width, 0.0));
            let shape = Shape { geometry, fill: None, stroke: self.top };
            frame.items.extend(decoration(Point::default(), shape));
        }
        self.rule_sides(&mut frame, height);
        RowUnderWay { frame, ..RowUnderWay::default() }
    }
}

impl RowLook {
    /// Draws the rules at the sides of the columns.
    fn rule_sides(&self, frame: &mut Frame, height: f32) {
        let mut sides: Vec<f32> =
            self.sides.iter().flat_map(|column| [column.x, column.x + column.width]).collect();
        sides.sort_by(f32::total_cmp);
        sides.dedup_by(|one, other| (*one - *other).abs() < 0.1);
        for x in sides {
            let geometry = Geometry::Line(Point::new(0.0, height));
            let stroke = Some(Stroke { width: 0.5, color: self.side_color, ..self.rule });
            let shape = Shape { geometry, fill: None, stroke };
            frame.items.extend(decoration(Point::new(x, 0.0), shape));
        }
    }
}

/// Where cells that stand in a row have colours of their own. Their boxes are filled row by row,
/// since a page may end between the rows that one covers.
fn painted(setting: &Setting<'_>, standing: &[&Placed<'_>]) -> Vec<(Column, Color)> {
    let fill = |placed: &&Placed<'_>| {
        let covered = &setting.columns[placed.column..placed.column + placed.columns];
        Some((Column::around(covered), placed.cell.colors?.background))
    };
    standing.iter().filter_map(fill).collect()
}

/// The stretches of the rule below a row: it crosses no cell that reaches into the next one.
fn ruled(columns: &[Column], reaching: &[&Placed<'_>]) -> Vec<Column> {
    let covers = |column: usize, placed: &Placed<'_>| {
        (placed.column..placed.column + placed.columns).contains(&column)
    };
    let is_open = |column: &usize| !reaching.iter().any(|placed| covers(*column, placed));
    let open: Vec<usize> = (0..columns.len()).filter(is_open).collect();
    let stretches = open.chunk_by(|first, second| first + 1 == *second);
    stretches
        .map(|stretch| Column::around(&columns[stretch[0]..stretch[0] + stretch.len()]))
        .collect()
}

/// A row, or a piece of one, that is being filled.
#[derive(Default)]
struct RowUnderWay {
    frame: Frame,
    baseline: Option<f32>,
    source: Option<SourcePosition>,
    lines: Vec<crate::layout::quality::LineQuality>,
    places: Vec<Anchor>,
    notes: Vec<NoteBody>,
}

impl RowUnderWay {
    fn add(&mut self, at: Point, content: VBox) {
        self.baseline = self.baseline.or(content.baseline.map(|baseline| at.y + baseline));
        self.source = self.source.or(content.source);
        self.lines.extend(content.lines);
        self.frame.place(at, content.frame);
    }

    fn finish(self) -> Stacked {
        let content = VBox {
            frame: self.frame,
            baseline: self.baseline,
            source: self.source,
            lines: self.lines,
            ..VBox::default()
        };
        Stacked { content, notes: self.notes, places: self.places }
    }
}

/// The boxes of a cell that are still to be set.
struct Pieces {
    boxes: std::iter::Peekable<std::vec::IntoIter<VBox>>,
    places: Vec<Anchor>,
    notes: Vec<NoteBody>,
}

impl Pieces {
    fn new(mut list: VList, width: f32) -> Self {
        let notes = std::mem::take(&mut list.notes);
        let body = list.into_lines(width);
        let places = body.places.into_iter().map(|(_, anchor)| anchor).collect();
        Self { boxes: body.lines.into_iter().peekable(), places, notes }
    }

    fn is_done(&self) -> bool {
        self.boxes.len() == 0
    }

    /// The next boxes of `height` together, and at least one.
    fn take(&mut self, height: f32) -> Vec<VBox> {
        let mut taken: Vec<VBox> = self.boxes.next().into_iter().collect();
        let mut left = height - taken.iter().map(VBox::height).sum::<f32>();
        while let Some(next) = self.boxes.next_if(|next| next.height() <= left) {
            left -= next.height();
            taken.push(next);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::block::table::side_by_side;
    use crate::span::{Sources, Span};
    use crate::text::language::Direction;
    use crate::tree::Cell;

    fn rows(heights: &[f32]) -> Vec<SetRow> {
        let row = |height: &f32| {
            let content = VBox { frame: Frame::new(Size::new(10.0, *height)), ..VBox::default() };
            let piece = Stacked { content, notes: Vec::new(), places: Vec::new() };
            SetRow { pieces: vec![piece], joined: false }
        };
        heights.iter().map(row).collect()
    }

    #[test]
    fn no_rule_crosses_a_cell() {
        let span = Span::new(Sources::default().add("page.md", ""), 0..0);
        let cell = Cell {
            blocks: Vec::new(),
            header: false,
            alignment: None,
            colors: None,
            column_span: 2,
            row_span: 2,
            span,
        };
        let tall = Placed { cell: &cell, row: 1, column: 1, columns: 2, rows: 2 };
        let columns = side_by_side(&[10.0, 20.0, 30.0, 40.0], Direction::LeftToRight);
        let stretches = |reaching: &[&Placed<'_>]| {
            let ruled = ruled(&columns, reaching);
            ruled.iter().map(|column| (column.x, column.width)).collect::<Vec<_>>()
        };
        assert_eq!(stretches(&[]), [(0.0, 100.0)]);
        assert_eq!(stretches(&[&tall]), [(0.0, 10.0), (60.0, 40.0)]);
    }

    #[test]
    fn rows_that_may_be_torn_apart_hold_their_own_cells() {
        let cell =
            |row, rows, height| SetCell { row, rows, x: 0.0, list: VList::default(), height };
        let heights = |tallest| {
            let tall = |row| cell(row, 2, 50.0);
            let stairs = vec![vec![tall(0), cell(0, 1, 8.0)], vec![tall(1)], vec![cell(2, 1, 8.0)]];
            row_heights(&stairs, 2.0, tallest)
        };
        assert_eq!(heights(62.0), [10.0, 42.0, 10.0]);
        // None of the two cells is too high by itself, but all three rows are.
        assert_eq!(heights(60.0), [52.0, 52.0, 10.0]);
    }

    #[test]
    fn three_rows_at_least_stand_on_either_side_of_a_pages_end() {
        use Break::{Block, Line, Row, Small, Tight, Together};
        let bonds = |heights: &[f32], has_head| bonds_of_rows(&rows(heights), has_head, 50.0);
        assert_eq!(bonds(&[10.0; 3], true), [Together, Row, Row]);
        assert_eq!(bonds(&[10.0; 4], false), [Block, Row, Small, Row]);
        assert_eq!(bonds(&[10.0; 7], true), [Together, Row, Row, Small, Small, Row, Row]);
        let long = bonds(&[10.0; 12], true);
        assert_eq!(long[..5], [Together, Row, Row, Tight, Line]);
        assert_eq!(long[8..], [Line, Tight, Row, Row]);
        // A row as high as several others is no lonely line.
        assert_eq!(bonds(&[60.0, 10.0, 60.0], true), [Together, Small, Small]);
    }
}
