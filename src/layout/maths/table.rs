//! Matrices, cases, aligned formulas.

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::layout::geom::Size;
use crate::maths::{Align, Level, Line, Row, Table, TableKind};

/// The room that a kind of table keeps, in ems.
struct Room {
    /// Between columns.
    columns: f32,
    /// Between rows, beyond what their lines have.
    rows: f32,
    /// What each row has at least above its baseline,
    ascent: f32,
    /// and below it.
    descent: f32,
}

impl Room {
    fn of(kind: TableKind) -> Self {
        let (columns, rows) = match kind {
            TableKind::Matrix => (1.0, 0.1),
            TableKind::Cases => (1.0, 0.15),
            TableKind::Aligned => (2.0, 0.3),
            TableKind::AlignedClose | TableKind::Gathered | TableKind::Multline => (0.0, 0.3),
            TableKind::Substack => {
                return Self { columns: 0.0, rows: 0.2, ascent: 0.5, descent: 0.0 };
            }
        };
        // Lines of text are 1.2 ems apart.
        Self { columns, rows, ascent: 0.84, descent: 0.36 }
    }
}

/// A row with its place.
struct SetRow {
    cells: Vec<MathBox>,
    ascent: f32,
    descent: f32,
    /// Where its baseline lies, downwards from the table's top.
    baseline: f32,
    line_above: Option<Line>,
}

impl Setter<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, look: Look) -> MathBox {
        let look = cell_look(table, look);
        let em = self.em(look);
        let room = Room::of(table.kind);
        let (rows, height) = self.rows(table, &room, look);
        let widths = widths(&rows, table.columns.len());
        let (starts, width) = columns(table, &widths, room.columns * em);
        let width = match table.kind {
            TableKind::Multline => width + 2.0 * em,
            _ => width,
        };
        let rule = self.constants().fraction_rule_thickness * em * 0.7;
        let top = height / 2.0 + self.axis(look);

        let mut set = MathBox::blank(width);
        let half_gap = room.rows * em / 2.0;
        let above = |row: &SetRow| row.baseline - row.ascent - half_gap;
        for (line, y) in
            rows.iter().map(|row| (row.line_above, above(row))).chain([(table.line_below, height)])
        {
            if let Some(line) = line {
                place_line(&mut set, line, 0.0, top - y.max(0.0), Size::new(width, rule), look);
            }
        }
        let half_column = room.columns * em / 2.0;
        for (index, line) in table.column_lines.iter().enumerate() {
            if let Some(line) = line {
                let start = starts.get(index).map_or(width, |start| start - half_column);
                place_line(
                    &mut set,
                    *line,
                    start - rule / 2.0,
                    top - height,
                    Size::new(rule, height),
                    look,
                );
            }
        }
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            for (column, cell) in row.cells.into_iter().enumerate() {
                let align = match table.kind {
                    TableKind::Multline if index == 0 => Align::Left,
                    TableKind::Multline if index + 1 == count => Align::Right,
                    _ => table.columns[column],
                };
                let column_width =
                    if table.kind == TableKind::Multline { width } else { widths[column] };
                let room = column_width - cell.width;
                let inset = match align {
                    Align::Left => 0.0,
                    Align::Center => room / 2.0,
                    Align::Right => room,
                };
                set.place(starts[column] + inset, top - row.baseline, cell);
            }
        }
        MathBox { ascent: top, descent: height - top, ..set }
    }

    /// Sets the cells and gives rows their places. Returns the height of all.
    fn rows(&mut self, table: &Table, room: &Room, look: Look) -> (Vec<SetRow>, f32) {
        let em = self.em(look);
        let mut rows: Vec<SetRow> = Vec::with_capacity(table.rows.len());
        let mut y = 0.0;
        for (index, row) in table.rows.iter().enumerate() {
            if index > 0 {
                y += room.rows * em;
            }
            let set = self.set_row(row, room, look);
            let baseline = y + set.ascent;
            y = baseline + set.descent + (row.space_below * em).max(-set.descent);
            rows.push(SetRow { baseline, ..set });
        }
        (rows, y)
    }

    fn set_row(&mut self, row: &Row, room: &Room, look: Look) -> SetRow {
        let em = self.em(look);
        let cells: Vec<MathBox> = row.cells.iter().map(|cell| self.row(cell, look)).collect();
        let most = |measure: fn(&MathBox) -> f32, least: f32| {
            cells.iter().map(measure).fold(least * em, f32::max)
        };
        let ascent = most(|cell| cell.ascent, room.ascent);
        let descent = most(|cell| cell.descent, room.descent);
        SetRow { cells, ascent, descent, baseline: 0.0, line_above: row.line_above }
    }
}

fn cell_look(table: &Table, look: Look) -> Look {
    let level = table.level.unwrap_or(match table.kind {
        TableKind::Matrix | TableKind::Cases => look.level.max(Level::Text),
        // Formulas below each other are lines of their own, as far as they stand in one.
        TableKind::Aligned
        | TableKind::AlignedClose
        | TableKind::Gathered
        | TableKind::Multline => {
            if look.level <= Level::Text {
                Level::Display
            } else {
                look.level
            }
        }
        TableKind::Substack => look.level,
    });
    Look { level, ..look }
}

/// How wide each column is.
fn widths(rows: &[SetRow], columns: usize) -> Vec<f32> {
    let widest = |column: usize| {
        rows.iter()
            .filter_map(|row| row.cells.get(column))
            .map(|cell| cell.width)
            .fold(0.0, f32::max)
    };
    (0..columns).map(widest).collect()
}

/// Where each column starts, and how wide all of them are.
fn columns(table: &Table, widths: &[f32], gap: f32) -> (Vec<f32>, f32) {
    let has_line = |index: usize| table.column_lines.get(index).is_some_and(Option::is_some);
    let mut starts = Vec::with_capacity(widths.len());
    let mut x = if has_line(0) { gap / 2.0 } else { 0.0 };
    for (index, width) in widths.iter().enumerate() {
        if index > 0 {
            // A relation follows at once on what stands left of it.
            let joined = table.kind.is_aligned() && index % 2 == 1;
            x += if joined { 0.0 } else { gap };
        }
        starts.push(x);
        x += width;
    }
    let end = if has_line(widths.len()) { gap / 2.0 } else { 0.0 };
    (starts, x + end)
}

/// The lengths of a dash and of the gap behind it, in widths of the line.
const DASH: (f32, f32) = (6.0, 4.0);
/// More dashes than this are drawn as one line.
const MOST_DASHES: f32 = 400.0;

/// Draws a line, with its lower left corner `x` behind the start and `y` above the baseline.
fn place_line(set: &mut MathBox, line: Line, x: f32, y: f32, size: Size, look: Look) {
    let is_row = size.width > size.height;
    let (length, thickness) =
        if is_row { (size.width, size.height) } else { (size.height, size.width) };
    let step = (DASH.0 + DASH.1) * thickness;
    if line == Line::Solid || step <= 0.0 || length / step > MOST_DASHES {
        return set.place(x, y, MathBox::rule(size, look.color));
    }
    let count = (length / step).ceil() as u16;
    for index in 0..count {
        let at = f32::from(index) * step;
        let dash = (DASH.0 * thickness).min(length - at);
        let (offset, size) = if is_row {
            ((at, 0.0), Size::new(dash, thickness))
        } else {
            ((0.0, at), Size::new(thickness, dash))
        };
        set.place(x + offset.0, y + offset.1, MathBox::rule(size, look.color));
    }
}
