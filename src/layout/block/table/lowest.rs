//! Column widths that make a table low: where not every cell can have all on one line.
//!
//! To find the lowest table of a width is NP-hard (R. J. Anderson and S. Sobti, "The Table Layout
//! Problem", Symposium on Computational Geometry, 1999). As N. Hurst, K. Marriott and P. Moulder
//! propose ("Toward Tighter Tables", Symposium on Document Engineering, 2005), widths found in a
//! simpler way are made better step by step, by the lines that cells really take: width is moved
//! from one column to another as long as that makes rows lower.

use std::ops::Range;

use super::demand::ContentWidths;
use crate::layout::inline::Extents;

/// The number of portions that the width beyond the columns' least is dealt out in.
const PORTIONS: usize = 96;
/// How many portions are moved at once.
const STEPS: [usize; 8] = [1, 2, 3, 5, 8, 13, 21, 34];
/// After so many moves the widths are good enough.
const ROUNDS: usize = 48;
/// How many cells are asked how many lines they take; of a long table, rows are left out evenly.
const CELLS: usize = 600;

/// Up to this width in ems, a cell of the body is read at a glance, and better not broken.
const GLANCE: f32 = 16.0;
/// What it costs to break a few words, in lines: times the square of the breaks in them.
const BROKEN_WORDS: f64 = 0.4;
/// The same for a date, an amount, a number.
const BROKEN_FIGURES: f64 = 1.0;
/// What any line costs beyond the height of its row.
const LINE: f64 = 0.02;

/// The words of a cell, apart from their widths: paragraphs with what they are indented by.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) indent: f32,
    pub(super) extents: Extents,
    /// Whether there are digits in it.
    pub(super) figures: bool,
}

/// A cell that is asked how many lines it takes.
#[derive(Debug)]
struct Cell {
    /// The indices of its rows among those that are asked.
    rows: Range<usize>,
    /// How many rows share its lines.
    sharing: usize,
    texts: Vec<Text>,
    /// The space at both sides of its words.
    padding: f32,
    /// How many lines it takes where there is room for all of them.
    fewest: usize,
    /// What it costs to break it.
    broken: f64,
}

/// The cells that are asked, by column.
#[derive(Debug)]
pub(super) struct Cells {
    columns: Vec<Vec<Cell>>,
    rows: usize,
    /// Every how manieth row is asked.
    every: usize,
}

impl Cells {
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        let every = (rows * columns).div_ceil(CELLS).max(1);
        let by_column = (0..columns).map(|_| Vec::new()).collect();
        Self { columns: by_column, rows: rows.div_ceil(every), every }
    }

    /// Adds the words of a cell of one column, unless none of its rows is asked. A cell of the body has
    /// an em, since it is better not broken where it is narrow.
    pub(super) fn add(
        &mut self,
        rows: Range<usize>,
        column: usize,
        texts: Vec<Text>,
        padding: f32,
        em: Option<f32>,
    ) {
        let asked = rows.start.div_ceil(self.every)..rows.end.div_ceil(self.every);
        if !asked.is_empty() {
            let cell = Cell::new(asked, rows.len(), texts, padding, em);
            self.columns[column].push(cell);
        }
    }
}

impl Cell {
    fn new(
        rows: Range<usize>,
        sharing: usize,
        texts: Vec<Text>,
        padding: f32,
        em: Option<f32>,
    ) -> Self {
        let width = |text: &Text| text.indent + text.extents.max_content;
        let widest = texts.iter().map(width).fold(0.0, f32::max);
        let broken = if em.is_none_or(|em| widest > GLANCE * em) {
            0.0
        } else if texts.iter().any(|text| text.figures) {
            BROKEN_FIGURES
        } else {
            BROKEN_WORDS
        };
        let mut cell = Self { rows, sharing, texts, padding, fewest: 0, broken };
        cell.fewest = cell.lines(widest + padding);
        cell
    }

    fn lines(&self, width: f32) -> usize {
        let lines = |text: &Text| text.extents.lines(width - self.padding - text.indent);
        self.texts.iter().map(lines).sum()
    }
}

/// The best widths found for columns that together are `measure` wide, and want to be wider. The
/// search starts from each of some other widths.
pub(super) fn lowest(
    wants: &[ContentWidths],
    cells: &Cells,
    starts: &[Vec<f32>],
    measure: f32,
) -> Option<Vec<f32>> {
    let spare = measure - wants.iter().map(|want| want.min_content).sum::<f32>();
    if spare < 1.0 || wants.len() < 2 {
        return None;
    }
    let mut search = Search::new(wants, cells, spare / PORTIONS as f32);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for start in starts {
        let found = search.descend(search.portions(start));
        if best.as_ref().is_none_or(|best| found.0 < best.0) {
            best = Some(found);
        }
    }
    best.map(|(_, portions)| search.widths(portions, measure))
}

/// A column of some width.
#[derive(Debug)]
struct Trial {
    /// How many lines its cell in each row has.
    lines: Vec<u16>,
    /// What it costs beyond the height of rows.
    cost: f64,
}

/// Portions that go from one column to another.
#[derive(Clone, Copy, Debug)]
struct Move {
    from: usize,
    to: usize,
    count: usize,
}

impl Move {
    fn take(self, portions: &mut [usize]) {
        portions[self.from] -= self.count;
        portions[self.to] += self.count;
    }
}

/// The most lines in a row, and in which columns they are: from those of three columns it is known
/// how high the row is without any two.
type Highest = [(u16, usize); 3];

struct Search<'t> {
    wants: &'t [ContentWidths],
    cells: &'t Cells,
    /// The width of a portion.
    portion: f32,
    /// For each column, what is known of it with so many portions.
    trials: Vec<Vec<Option<Trial>>>,
}

impl<'t> Search<'t> {
    fn new(wants: &'t [ContentWidths], cells: &'t Cells, portion: f32) -> Self {
        let none = || (0..=PORTIONS).map(|_| None).collect();
        Self { wants, cells, portion, trials: wants.iter().map(|_| none()).collect() }
    }

    /// Widths as portions; what is left over goes to the column that lacks most.
    fn portions(&self, widths: &[f32]) -> Vec<usize> {
        let mut left = PORTIONS;
        let mut portions = Vec::with_capacity(widths.len());
        for (width, want) in widths.iter().zip(self.wants) {
            let wanted = ((width - want.min_content) / self.portion).max(0.0) as usize;
            portions.push(wanted.min(left));
            left -= wanted.min(left);
        }
        let lacks = |column: &usize| self.wants[*column].max_content - widths[*column];
        let neediest = (0..widths.len()).max_by(|a, b| lacks(a).total_cmp(&lacks(b)));
        if let Some(column) = neediest {
            portions[column] += left;
        }
        portions
    }

    fn width(&self, column: usize, portions: usize) -> f32 {
        (self.wants[column].min_content + portions as f32 * self.portion)
            .min(self.wants[column].max_content)
    }

    /// Moves portions between columns as long as that is for the better.
    fn descend(&mut self, mut portions: Vec<usize>) -> (f64, Vec<usize>) {
        let mut cost = self.cost(&portions);
        for _ in 0..ROUNDS {
            let Some((lower, step)) = self.best_move(&portions, cost) else { break };
            cost = lower;
            step.take(&mut portions);
        }
        (cost, portions)
    }

    /// The move that is most for the better, and what all costs then.
    fn best_move(&mut self, portions: &[usize], cost: f64) -> Option<(f64, Move)> {
        let mut best: Option<(f64, Move)> = None;
        let highest = self.highest(portions);
        let columns = portions.len();
        for (from, to) in (0..columns).flat_map(|from| (0..columns).map(move |to| (from, to))) {
            if from == to || self.width(to, portions[to]) >= self.wants[to].max_content {
                continue;
            }
            let there = portions[from];
            for count in STEPS.into_iter().take_while(|&count| count <= there) {
                let step = Move { from, to, count };
                let new = cost + self.change(portions, &highest, step);
                if new < best.map_or(cost, |best| best.0) - 1e-9 {
                    best = Some((new, step));
                }
            }
        }
        best
    }

    fn highest(&self, portions: &[usize]) -> Vec<Highest> {
        let mut highest = vec![[(0, usize::MAX); 3]; self.cells.rows];
        for (column, &portions) in portions.iter().enumerate() {
            let Some(trial) = &self.trials[column][portions] else { continue };
            for (top, &lines) in highest.iter_mut().zip(&trial.lines) {
                let place = top.partition_point(|&(there, _)| there >= lines);
                if place < top.len() {
                    top[place..].rotate_right(1);
                    top[place] = (lines, column);
                }
            }
        }
        highest
    }

    /// By how much all costs more after a move.
    fn change(&mut self, portions: &[usize], highest: &[Highest], step: Move) -> f64 {
        let Move { from, to, count } = step;
        let (narrower, wider) = (portions[from] - count, portions[to] + count);
        self.try_out(from, narrower);
        self.try_out(to, wider);
        let trials = [(from, portions[from]), (to, portions[to]), (from, narrower), (to, wider)]
            .map(|(column, portions)| self.trials[column][portions].as_ref());
        let [Some(from_before), Some(to_before), Some(from_after), Some(to_after)] = trials else {
            return 0.0;
        };
        let rows = highest.iter().zip(from_after.lines.iter().zip(&to_after.lines));
        let rows = rows.map(|(top, (narrow, wide))| {
            let other = top.iter().find(|(_, column)| ![from, to].contains(column));
            let height = other.map_or(0, |other| other.0).max(*narrow).max(*wide);
            f64::from(height) - f64::from(top[0].0)
        });
        let before = from_before.cost + to_before.cost;
        rows.sum::<f64>() + from_after.cost + to_after.cost - before
    }

    /// The height of all rows in lines, and what else is unwelcome.
    fn cost(&mut self, portions: &[usize]) -> f64 {
        for (column, &portions) in portions.iter().enumerate() {
            self.try_out(column, portions);
        }
        let columns = self.trials.iter().zip(portions);
        let trials: Vec<&Trial> =
            columns.filter_map(|(trials, &portions)| trials[portions].as_ref()).collect();
        let height = |row: usize| trials.iter().map(|trial| trial.lines[row]).max().unwrap_or(0);
        let rows: f64 = (0..self.cells.rows).map(|row| f64::from(height(row))).sum();
        rows + trials.iter().map(|trial| trial.cost).sum::<f64>()
    }

    fn try_out(&mut self, column: usize, portions: usize) {
        if self.trials[column][portions].is_none() {
            let trial = self.trial(column, portions);
            self.trials[column][portions] = Some(trial);
        }
    }

    fn trial(&self, column: usize, portions: usize) -> Trial {
        let width = self.width(column, portions);
        let mut trial = Trial { lines: vec![0; self.cells.rows], cost: 0.0 };
        for cell in &self.cells.columns[column] {
            let lines = cell.lines(width);
            let breaks = lines.saturating_sub(cell.fewest) as f64;
            trial.cost += LINE * lines as f64 + cell.broken * breaks.powi(2);
            let height = u16::try_from(lines.div_ceil(cell.sharing)).unwrap_or(u16::MAX);
            for row in &mut trial.lines[cell.rows.clone()] {
                *row = height.max(*row);
            }
        }
        trial
    }

    /// The widths of portions. What a column does not need for its lines, those that want more
    /// share.
    fn widths(&mut self, mut portions: Vec<usize>, measure: f32) -> Vec<f32> {
        for (column, portions) in portions.iter_mut().enumerate() {
            *portions = self.fewest(column, *portions);
        }
        let columns = portions.iter().enumerate();
        let widths: Vec<f32> =
            columns.map(|(column, &portions)| self.width(column, portions)).collect();
        let left = (measure - widths.iter().sum::<f32>()).max(0.0);
        let lack = |(width, want): (&f32, &ContentWidths)| (want.max_content - width).max(0.0);
        let all = widths.iter().zip(self.wants).map(lack).sum::<f32>().max(f32::EPSILON);
        widths.iter().zip(self.wants).map(|pair| pair.0 + left * lack(pair) / all).collect()
    }

    /// The fewest portions with which a column's cells have as many lines as with some.
    fn fewest(&mut self, column: usize, portions: usize) -> usize {
        (0..=portions).for_each(|portions| self.try_out(column, portions));
        let lines = |portions: usize| self.trials[column][portions].as_ref().map(|t| &t.lines);
        let same = (0..portions).rev().take_while(|&fewer| lines(fewer) == lines(portions));
        same.last().unwrap_or(portions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(min_content: f32, max_content: f32) -> ContentWidths {
        ContentWidths {
            min_content,
            max_content,
            words: max_content - min_content,
            pictures: false,
        }
    }

    /// A cell of words of 20 points, with spaces of 5 between them.
    fn words(count: usize, figures: bool) -> Vec<Text> {
        vec![Text { indent: 0.0, extents: Extents::of_words(&vec![20.0; count], 5.0), figures }]
    }

    /// A table of words, as many as said in each cell, in 150 points.
    fn set(rows: &[[usize; 2]], figures: bool) -> (Vec<f32>, Vec<usize>) {
        let mut cells = Cells::new(2, rows.len());
        let mut wants = [ContentWidths { min_content: 20.0, ..ContentWidths::default() }; 2];
        for (row, counts) in rows.iter().enumerate() {
            for (column, &count) in counts.iter().enumerate() {
                let texts = words(count, figures && column == 0);
                wants[column].max_content =
                    wants[column].max_content.max(texts[0].extents.max_content);
                cells.add(row..row + 1, column, texts, 0.0, Some(10.0));
            }
        }
        let even = vec![75.0, 75.0];
        let widths = lowest(&wants, &cells, &[even], 150.0).unwrap();
        let lines = (0..rows.len()).map(|row| {
            let column = |column: usize| cells.columns[column][row].lines(widths[column]);
            column(0).max(column(1))
        });
        let lines = lines.collect();
        (widths, lines)
    }

    #[test]
    fn width_goes_where_it_makes_rows_lower() {
        let (widths, lines) = set(&[[2, 8], [1, 4], [2, 8]], false);
        assert_eq!(lines, [2, 1, 2]);
        assert!((widths.iter().sum::<f32>() - 150.0).abs() < 1e-3, "{widths:?}");
    }

    #[test]
    fn a_date_is_not_broken_to_save_a_line() {
        let rows = [[3, 8], [3, 6]];
        let (words, dates) = (set(&rows, false), set(&rows, true));
        assert_eq!(words.1, [2, 2]);
        assert_eq!(dates.1, [3, 2]);
        assert!(words.0[0] < 70.0 && dates.0[0] >= 70.0, "{words:?} {dates:?}");
    }

    #[test]
    fn a_cell_of_several_rows_has_a_share_of_its_lines_in_each() {
        let mut cells = Cells::new(2, 4);
        cells.add(0..4, 0, words(24, false), 0.0, Some(10.0));
        (0..4).for_each(|row| cells.add(row..row + 1, 1, words(6, false), 0.0, Some(10.0)));
        let wants = [want(20.0, 595.0), want(20.0, 145.0)];
        let widths = lowest(&wants, &cells, &[vec![30.0, 120.0]], 150.0).unwrap();
        assert!((widths[0] - widths[1]).abs() < 30.0, "{widths:?}");
    }

    #[test]
    fn what_a_move_changes_is_what_all_costs_more_after_it() {
        let mut cells = Cells::new(4, 3);
        for (row, column) in (0..3).flat_map(|row| (0..4).map(move |column| (row, column))) {
            let texts = words((row * 5 + column * 7) % 11 + 1, column == 2);
            cells.add(row..row + 1, column, texts, 0.0, Some(10.0));
        }
        let wants = [want(20.0, 270.0); 4];
        let mut search = Search::new(&wants, &cells, 2.0);
        let mut portions = vec![40, 10, 26, 20];
        let cost = search.cost(&portions);
        let highest = search.highest(&portions);
        for (from, to) in [(0, 1), (0, 3), (2, 1), (3, 2)] {
            let step = Move { from, to, count: 8 };
            let change = search.change(&portions, &highest, step);
            step.take(&mut portions);
            assert!((search.cost(&portions) - cost - change).abs() < 1e-9, "{step:?}");
            Move { from: to, to: from, ..step }.take(&mut portions);
        }
    }

    #[test]
    fn of_a_long_table_some_rows_are_asked() {
        let mut cells = Cells::new(3, 1000);
        for row in 0..1000 {
            cells.add(row..row + 1, 0, words(1, false), 0.0, None);
        }
        assert!(cells.columns[0].len() <= 200 && cells.columns[0].len() > 100);
        assert_eq!(cells.columns[0].last().map(|cell| cell.rows.end), Some(cells.rows));
    }
}
