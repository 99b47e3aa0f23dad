//! Rivers: white that runs down through a paragraph because spaces stand below each other.

use std::ops::Range;

/// How many lines white has to run through before anybody sees a river in it. Three spaces stand
/// below each other by chance on nearly every page; four seldom do.
const LENGTH: usize = 4;
/// The share of the narrower of two spaces that must lie below the other for white to run on.
const OVERLAP: f32 = 0.5;

/// Follows the spaces of a paragraph's lines from top to bottom.
///
/// A river is a run of four lines or more of a paragraph, all on one page, with a space between
/// words in each that lies below one of the line above by at least half of the narrower one's
/// width. Only spaces of justified text count: those of ragged text all have their natural width.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rivers {
    /// The spaces of the last line, each with the number of lines that white has run through.
    above: Vec<(Range<f32>, usize)>,
}

impl Rivers {
    /// Goes on to the next line, whose spaces stand at `gaps`. Returns how many rivers have become
    /// long enough in it to be seen; each is counted once, however long it gets.
    pub(crate) fn next_line(&mut self, gaps: &[Range<f32>]) -> usize {
        let above = std::mem::take(&mut self.above);
        let run = |gap: &Range<f32>| {
            let before = above.iter().filter(|(other, _)| overlap(gap, other));
            before.map(|(_, run)| *run).max().unwrap_or(0) + 1
        };
        self.above = gaps.iter().map(|gap| (gap.clone(), run(gap))).collect();
        self.above.iter().filter(|(_, run)| *run == LENGTH).count()
    }
}

/// Whether white runs on from one space to another.
fn overlap(one: &Range<f32>, other: &Range<f32>) -> bool {
    let shared = one.end.min(other.end) - one.start.max(other.start);
    shared > 0.0 && shared >= OVERLAP * (one.end - one.start).min(other.end - other.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rivers seen in lines with spaces of 4 points that start at some places.
    fn count(lines: &[&[f32]]) -> Vec<usize> {
        let mut rivers = Rivers::default();
        let line = |starts: &&[f32]| {
            let gaps: Vec<_> = starts.iter().map(|start| *start..start + 4.0).collect();
            rivers.next_line(&gaps)
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn white_that_runs_through_four_lines_is_one_river() {
        assert_eq!(count(&[&[10.0], &[12.0], &[10.0], &[9.0], &[10.0]]), [0, 0, 0, 1, 0]);
        assert_eq!(count(&[&[10.0, 50.0], &[52.0], &[54.0, 90.0], &[52.0]]), [0, 0, 0, 1]);
    }

    #[test]
    fn white_that_is_interrupted_or_moves_too_far_is_none() {
        assert_eq!(count(&[&[10.0], &[10.0], &[30.0], &[10.0], &[10.0]]), [0; 5]);
        assert_eq!(count(&[&[10.0], &[12.5], &[15.0], &[17.5], &[20.0]]), [0; 5]);
        assert_eq!(count(&[&[10.0], &[], &[10.0], &[10.0], &[10.0]]), [0; 5]);
    }
}
