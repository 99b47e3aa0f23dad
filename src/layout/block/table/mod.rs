//! Tables: columns as wide as their content asks for, heads repeated on every page, rows whole.
//!
//! A table that is too wide is set smaller by steps, then on a page that is turned by a quarter.

mod columns;
mod demand;
mod grid;
mod lowest;
mod measure;
mod rows;
mod setting;

use super::figure::{caption_gap, set_caption};
use super::flow::Flow;
use crate::diag::{Code, Diagnostic};
use crate::layout::geom::{Column, Size};
use crate::layout::paragraph_style::{Align, Breaking, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Mark, Orientation};
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::TableHead;
use crate::tree::walk::{walk_blocks, walk_inlines};
use crate::tree::{Alignment, Block, BlockKind, InlineKind, Linked, Table};
use columns::{column_wants, squeezed, widths};
use grid::{Placed, count_columns, place};
use measure::measure;
use setting::{Padding, Setting};

/// The sizes that are tried for a table that is too wide, as shares of the theme's.
const STEPS: [f32; 4] = [1.0, 0.92, 0.85, 0.78];

/// A table that would like to be wider than the text by no more than this stays as wide as that: a cell
/// that wraps is seen less than a table that stands out.
const NEARLY: f32 = 1.2;

/// From more columns than this on, a table is rather turned than hyphenated to fit.
const MANY_COLUMNS: usize = 6;

/// What stands between numbers at the end of their column and words at the start of the next, beyond
/// the padding of both, in ems: else they read as one.
const APART: f32 = 1.5;

/// What the author of a table wants of its look.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    /// How its page is held.
    pub(super) orientation: Option<Orientation>,
    /// The share of the measure that each column takes.
    pub(super) widths: Option<Vec<f32>>,
    /// Whether it takes the whole measure, however little it holds.
    pub(super) full: bool,
}

/// Sets a table with its caption above it.
pub(super) fn set_table(
    flow: &mut Flow<'_, '_>,
    table: &Table<Linked>,
    wish: &Wish,
    span: Span,
    parent: NodeId,
) {
    let count = count_columns(&[&table.head, &table.body], table.columns.len());
    if count == 0 {
        return;
    }
    let node = flow.context.structure.add(Some(parent), Role::Table { summary: None });
    let upright = flow.column;
    let Fitting { setting, width, turned, crowded } = fitting(flow, table, wish, count, span);
    if crowded {
        flow.mark(Mark::Crowded);
    }
    let gap = flow.styles.block_gap;
    flow.space(gap);
    if turned {
        flow.turn_page();
        flow.column = Column::new(flow.styles.area_height, upright.direction);
    } else if width > upright.width {
        flow.column = flow.widest();
    }
    if !table.caption.is_empty() {
        set_caption(flow, &table.caption, Align::Start, node);
        flow.space(caption_gap(flow));
        flow.bond(Break::Together);
    }
    rows::set_rows(flow, &setting, node);
    if turned {
        flow.new_page(Break::Forced(Orientation::Upright));
    }
    flow.column = upright;
    flow.space(gap);
}

/// How a table fits.
struct Fitting<'t> {
    setting: Setting<'t>,
    /// The width that it fits in.
    width: f32,
    /// Whether its page has to be turned for it.
    turned: bool,
    /// Whether a column is narrower than its longest word.
    crowded: bool,
}

/// Finds the largest size at which a table fits.
fn fitting<'t>(
    flow: &mut Flow<'_, '_>,
    table: &'t Table<Linked>,
    wish: &Wish,
    count: usize,
    span: Span,
) -> Fitting<'t> {
    let head = place(&table.head, 0, count);
    let body = place(&table.body, table.head.len(), count);
    let mut aligns = table.columns.clone();
    aligns.resize(count, Alignment::Start);
    let ends = (0..count).map(|column| alignment_of(column, &aligns, &body)).collect::<Vec<_>>();
    let pictured = pictured_columns(&head, &body, count);
    let setting = |flow: &Flow<'_, '_>, attempt: Attempt, widths: Vec<f32>| {
        let page_height = if attempt.turned { flow.widest().width } else { flow.page_height() };
        let mut text = text_style(flow, attempt);
        text.picture_room = picture_room(attempt.width, page_height, pictured, count);
        let tokens = &flow.context.theme.tokens.tables;
        let palette = &flow.context.theme.tokens.colors;
        Setting {
            aligns: aligns.clone(),
            columns: side_by_side(&widths, flow.column.direction),
            pads: paddings(&ends, text.size * tokens.padding_horizontal, text.size * APART),
            pad_y: text.size * tokens.padding_vertical,
            text,
            head: head.clone(),
            body: body.clone(),
            row_counts: (table.head.len(), table.body.len()),
            head_colors: (tokens.head == TableHead::Filled)
                .then_some((palette.background, palette.accent)),
            totalled: table.ends_in_total(),
            page_height,
        }
    };
    let may_turn =
        flow.is_whole() && !flow.is_turned() && wish.orientation != Some(Orientation::Upright);
    let turned_width = may_turn.then_some(flow.styles.area_height);
    let must_turn = may_turn && wish.orientation == Some(Orientation::Sideways);
    let mut wants = Vec::new();
    let (own, widest) = (flow.column.width, flow.widest().width);
    let attempts = attempts(own, widest, turned_width, count).into_iter();
    // No page is turned for widths that its author could give another way.
    let is_open = |attempt: &Attempt| {
        if wish.widths.is_some() {
            attempt.turned == must_turn
        } else {
            attempt.turned || !must_turn
        }
    };
    for attempt in attempts.filter(is_open) {
        let trial = setting(flow, attempt, vec![0.0; count]);
        let measured = measure(flow, &trial);
        wants = column_wants(count, &measured.demands);
        let most = wants.iter().map(|want| want.max_content).sum::<f32>();
        let given =
            wish.widths.as_ref().map(|shares| columns::given(shares, &wants, attempt.width));
        if given.is_none() && attempt.width < widest && most > attempt.width * NEARLY {
            continue;
        }
        let own = || widths(&wants, &measured.cells, attempt.width, wish.full);
        if let Some(widths) = given.unwrap_or_else(own) {
            let whole = setting(flow, Attempt { hyphenate: false, ..attempt }, widths.clone());
            let crowded = attempt.hyphenate && is_crowded(flow, &whole, &widths);
            let Attempt { width, turned, .. } = attempt;
            return Fitting { setting: setting(flow, attempt, widths), width, turned, crowded };
        }
    }
    if wish.widths.is_some() {
        let message = "words are wider than the widths that the table gives its columns";
        let help = "give those columns more, or take `tbl-colwidths` away";
        flow.context.sink.push(Diagnostic::warning(Code::Overfull, message).at(span).help(help));
        return fitting(flow, table, &Wish { widths: None, ..wish.clone() }, count, span);
    }
    flow.context.sink.push(
        Diagnostic::warning(
            Code::Overfull,
            "the table is too wide for the page and has been squeezed",
        )
        .at(span)
        .help("use fewer columns or shorter words"),
    );
    let (width, turned) = turned_width.map_or((widest, false), |width| (width, true));
    let smallest = Attempt { step: STEPS[STEPS.len() - 1], width, turned, hyphenate: true };
    let setting = setting(flow, smallest, squeezed(&wants, width));
    Fitting { setting, width, turned, crowded: true }
}

/// Whether a column is narrower than the longest of its words where none is hyphenated.
fn is_crowded(flow: &mut Flow<'_, '_>, whole: &Setting<'_>, widths: &[f32]) -> bool {
    let wants = column_wants(widths.len(), &measure(flow, whole).demands);
    wants.iter().zip(widths).any(|(want, width)| want.min_content > width + 0.1)
}

/// How many columns show pictures.
fn pictured_columns(head: &[Placed<'_>], body: &[Placed<'_>], count: usize) -> usize {
    let mut pictured = vec![false; count];
    for placed in head.iter().chain(body) {
        pictured[placed.column] |= shows_picture(&placed.cell.blocks);
    }
    pictured.into_iter().filter(|shows| *shows).count()
}

/// Whether a picture stands in some blocks, by itself or among words.
fn shows_picture(blocks: &[Block<Linked>]) -> bool {
    let mut shown = false;
    walk_blocks(blocks, &mut |block| shown |= matches!(block.kind, BlockKind::Image { .. }));
    walk_inlines(blocks, &mut |inline| shown |= matches!(inline.kind, InlineKind::Image { .. }));
    shown
}

/// The shares of a table's width that one column of pictures, and all of them together, have at
/// most where other columns hold words.
const ONE_PICTURE: f32 = 0.4;
const ALL_PICTURES: f32 = 0.6;
/// The share of a page's height that a picture in a cell has at most.
const TALLEST_IN_CELL: f32 = 0.5;

/// How large a picture in a table of a width may be, of whose columns some show pictures.
fn picture_room(width: f32, page_height: f32, pictured: usize, columns: usize) -> Size {
    let most = match pictured {
        0 => f32::INFINITY,
        all if all == columns => width / columns as f32,
        some => (width * ONE_PICTURE).min(width * ALL_PICTURES / some as f32),
    };
    Size::new(most, page_height * TALLEST_IN_CELL)
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
/// than cut up into syllables; one of a few would look lost on a turned page. One of which not
/// many cells have to wrap stands in the text's `own` width, others take all there is.
fn attempts(own: f32, width: f32, turned: Option<f32>, columns: usize) -> Vec<Attempt> {
    let each = |width: f32, turned: bool, hyphenate: bool| {
        STEPS.into_iter().map(move |step| Attempt { step, width, turned, hyphenate })
    };
    let sideways =
        |hyphenate| turned.into_iter().flat_map(move |width| each(width, true, hyphenate));
    let narrow = Attempt { step: 1.0, width: own, turned: false, hyphenate: false };
    let upright = (own < width).then_some(narrow).into_iter().chain(each(width, false, false));
    let divided = each(width, false, true);
    if columns > MANY_COLUMNS {
        upright.chain(sideways(false)).chain(sideways(true)).chain(divided).collect()
    } else {
        upright.chain(divided).chain(sideways(false)).chain(sideways(true)).collect()
    }
}

fn text_style(flow: &Flow<'_, '_>, attempt: Attempt) -> ParagraphStyle {
    let share = flow.context.theme.tokens.tables.size * attempt.step;
    let size = flow.styles.text.size * share;
    let leading = flow.styles.text.leading * share * 0.94;
    ParagraphStyle {
        size,
        leading,
        align: Align::Start,
        breaking: Breaking::Fewest,
        hyphenate: flow.text.hyphenate && attempt.hyphenate,
        indent: 0.0,
        hanging: false,
        features: flow.context.theme.tokens.features.tables,
        ..flow.text.clone()
    }
}

/// How a column is aligned: as all its cells in the body are, where they agree.
fn alignment_of(column: usize, aligns: &[Alignment], body: &[Placed<'_>]) -> Alignment {
    let own = |placed: &Placed<'_>| placed.cell.alignment.unwrap_or(aligns[column]);
    let mut cells = body.iter().filter(|placed| placed.column == column && placed.columns == 1);
    let first = cells.next().map(own);
    first.filter(|first| cells.all(|placed| own(placed) == *first)).unwrap_or(aligns[column])
}

/// The space at both sides of the columns' words. What is centred has some of its own.
fn paddings(aligns: &[Alignment], pad: f32, apart: f32) -> Vec<Padding> {
    let before = std::iter::once(None).chain(aligns.iter().map(Some));
    let pairs = before.zip(aligns);
    pairs
        .map(|pair| {
            let apart = match pair {
                (Some(Alignment::End), Alignment::Start) => apart,
                (Some(Alignment::End), Alignment::Center) => apart / 2.0,
                _ => 0.0,
            };
            Padding { start: pad + apart, end: pad }
        })
        .collect()
}

/// Columns beside each other, from where writing starts.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_apart_from_the_words_that_follow() {
        use Alignment::{Center, End, Start};
        let pads = paddings(&[Start, End, Start, End, Center, Start], 5.0, 15.0);
        let starts: Vec<f32> = pads.iter().map(|padding| padding.start).collect();
        assert_eq!(starts, [5.0, 5.0, 20.0, 5.0, 12.5, 5.0]);
        assert!(pads.iter().all(|padding| (padding.end - 5.0).abs() < 1e-6));
    }

    #[test]
    fn columns_stand_in_the_order_of_reading() {
        let lefts = |direction| {
            let columns = side_by_side(&[10.0, 20.0, 30.0], direction);
            columns.iter().map(|column| column.x).collect::<Vec<f32>>()
        };
        assert_eq!(lefts(Direction::LeftToRight), [0.0, 10.0, 30.0]);
        assert_eq!(lefts(Direction::RightToLeft), [50.0, 30.0, 0.0]);
    }
}
