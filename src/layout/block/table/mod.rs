//! Tables: columns as wide as their content asks for, heads repeated on every page, rows whole.
//!
//! A table that is too wide is set smaller by steps, then on a page that is turned by a quarter.

mod columns;
mod grid;
mod measure;
mod rows;

use super::figure::{caption_mark, set_caption};
use super::flow::Flow;
use crate::diag::{Code, Diagnostic};
use crate::layout::geom::Column;
use crate::layout::inline::{Align, ParagraphStyle};
use crate::layout::pages::vlist::{Break, Captioned, Glue, Turn};
use crate::layout::structure::{NodeId, Role};
use crate::span::Span;
use crate::text::language::Direction;
use crate::tree::{Alignment, Linked, Table};
use columns::{column_wants, squeezed, widths};
use grid::{Placed, count_columns, place};

/// The sizes that are tried for a table that is too wide, as shares of the theme's.
const STEPS: [f32; 4] = [1.0, 0.92, 0.85, 0.78];

/// From more columns than this on, a table is rather turned than hyphenated to fit.
const MANY_COLUMNS: usize = 6;

/// How a table is set.
struct Setting<'t> {
    /// Alignment by column.
    aligns: Vec<Alignment>,
    /// Where each column stands, from the table's left edge.
    columns: Vec<Column>,
    /// How words in the body are set.
    text: ParagraphStyle,
    /// Space left and right of a cell's words.
    pad_x: f32,
    /// Space above and below.
    pad_y: f32,
    /// The cells of the head and of the body.
    head: Vec<Placed<'t>>,
    /// The cells of the body, whose rows count on from the head's.
    body: Vec<Placed<'t>>,
    /// How many rows head and body have.
    row_counts: (usize, usize),
}

impl Setting<'_> {
    /// The table's width.
    fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width).sum()
    }
}

/// Sets a table with its caption above it.
pub(super) fn set_table(
    flow: &mut Flow<'_, '_>,
    table: &Table<Linked>,
    span: Span,
    parent: NodeId,
) {
    let count = count_columns(&[&table.head, &table.body], table.columns.len());
    if count == 0 {
        return;
    }
    let node = flow.context.structure.add(Some(parent), Role::Table { summary: None });
    let upright = flow.column;
    let (setting, turned) = fitting(flow, table, count, span);
    let gap = flow.styles.block_gap;
    flow.space(gap);
    if turned {
        flow.turn_page();
        flow.column = Column::new(flow.styles.area_height, upright.direction);
    }
    if !table.caption.is_empty() {
        flow.mark(caption_mark(Captioned::Table, &table.caption));
        set_caption(flow, &table.caption, Align::Start, node);
        flow.space(Glue::fixed(flow.styles.caption.size * 0.5));
        flow.bond(Break::Together);
    }
    rows::set_rows(flow, &setting, node);
    if turned {
        flow.new_page(Break::Forced(Turn::Upright));
        flow.column = upright;
    }
    flow.space(gap);
}

/// Finds the largest size at which a table fits, and whether its page has to be turned for it.
fn fitting<'t>(
    flow: &mut Flow<'_, '_>,
    table: &'t Table<Linked>,
    count: usize,
    span: Span,
) -> (Setting<'t>, bool) {
    let head = place(&table.head, 0, count);
    let body = place(&table.body, table.head.len(), count);
    let mut aligns = table.columns.clone();
    aligns.resize(count, Alignment::Start);
    let setting = |flow: &Flow<'_, '_>, step: f32, widths: Vec<f32>| {
        let text = text_style(flow, step);
        let tokens = &flow.context.theme.tokens.tables;
        Setting {
            aligns: aligns.clone(),
            columns: side_by_side(&widths, flow.column.direction),
            pad_x: text.size * tokens.padding_horizontal,
            pad_y: text.size * tokens.padding_vertical,
            text,
            head: head.clone(),
            body: body.clone(),
            row_counts: (table.head.len(), table.body.len()),
        }
    };
    let turned_width = flow.is_whole().then_some(flow.styles.area_height);
    let mut wants = Vec::new();
    for attempt in attempts(flow.column.width, turned_width, count) {
        let mut trial = setting(flow, attempt.step, vec![0.0; count]);
        trial.text.hyphenate &= attempt.hyphenate;
        wants = column_wants(count, &measure::demands(flow, &trial));
        if let Some(widths) = widths(&wants, attempt.width) {
            return (setting(flow, attempt.step, widths), attempt.turned);
        }
    }
    flow.context.sink.push(
        Diagnostic::warning(
            Code::Overfull,
            "the table is too wide for the page and has been squeezed",
        )
        .at(span)
        .help("use fewer columns or shorter words"),
    );
    let measure = turned_width.unwrap_or(flow.column.width);
    let smallest = STEPS[STEPS.len() - 1];
    (setting(flow, smallest, squeezed(&wants, measure)), turned_width.is_some())
}

/// A size and a width that a table may fit in.
#[derive(Clone, Copy)]
struct Attempt {
    step: f32,
    width: f32,
    turned: bool,
    /// Whether columns may be so narrow that words must be hyphenated.
    hyphenate: bool,
}

/// From the best way to set a table to the last resort. A table of many columns is rather turned
/// than cut up into syllables; one of a few would look lost on a turned page.
fn attempts(width: f32, turned: Option<f32>, columns: usize) -> Vec<Attempt> {
    let each = |width: f32, turned: bool, hyphenate: bool| {
        STEPS.into_iter().map(move |step| Attempt { step, width, turned, hyphenate })
    };
    let sideways =
        |hyphenate| turned.into_iter().flat_map(move |width| each(width, true, hyphenate));
    let upright = each(width, false, false);
    let divided = each(width, false, true);
    if columns > MANY_COLUMNS {
        upright.chain(sideways(false)).chain(sideways(true)).chain(divided).collect()
    } else {
        upright.chain(divided).chain(sideways(false)).chain(sideways(true)).collect()
    }
}

fn text_style(flow: &Flow<'_, '_>, step: f32) -> ParagraphStyle {
    let share = flow.context.theme.tokens.tables.size * step;
    let size = flow.styles.text.size * share;
    let leading = flow.styles.text.leading * share * 0.94;
    ParagraphStyle {
        size,
        leading,
        align: Align::Start,
        indent: 0.0,
        hanging: false,
        ..flow.text.clone()
    }
}

fn side_by_side(widths: &[f32], direction: Direction) -> Vec<Column> {
    let whole = Column::new(widths.iter().sum(), direction);
    let mut from = 0.0;
    let mut columns = Vec::with_capacity(widths.len());
    for width in widths {
        columns.push(whole.part(from, *width));
        from += width;
    }
    columns
}
