//! Total-fit line breaking: the lines of a paragraph are chosen together, so that their spaces
//! are as even as can be.
//!
//! After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
//! Experience 11 (1981), with the demerits of TeX ("The `TeXbook`", chapter 14).

use super::breaks::{Break, Need, Sums};
use super::paragraph::{EPSILON, Paragraph};

/// TeX's `\linepenalty`: fewer lines are better.
const LINE_PENALTY: f64 = 10.0;
/// Two lines in a row that end in a hyphen: three times TeX's `\doublehyphendemerits`, as hyphens
/// themselves cost more here.
const DOUBLE_HYPHEN: f64 = 30_000.0;
/// TeX's `\finalhyphendemerits`: a hyphen before the last line.
const FINAL_HYPHEN: f64 = 5_000.0;
/// The end of a word alone on the last line.
const SCRAP: f64 = 400_000.0;
/// TeX's `\adjdemerits`: a tight line beside a loose one.
const CLASH: f64 = 10_000.0;
/// A last line that is shorter than this share of the measure looks lost, and so does one of a single
/// word, or a part of one.
const RUNT: f64 = 0.1;
const RUNT_DEMERITS: f64 = 4_000.0;
const LONE_WORD_DEMERITS: f64 = 100_000.0;
/// Each point outside the measure costs more than any set of lines within.
const OVERFULL: f64 = 1e9;

/// Breaks and what lines are to be like.
#[derive(Clone, Copy)]
pub(super) struct Fit<'f, 'a> {
    pub(super) paragraph: &'f Paragraph<'a>,
    pub(super) breaks: &'f [Break],
    /// The measure of the first line and of all others, in points.
    pub(super) measures: (f64, f64),
    /// The badness that no line may exceed.
    pub(super) tolerance: f64,
    /// What every line stretches by beyond its spaces, in points.
    pub(super) extra_stretch: f64,
    /// What every line costs beyond TeX's `\linepenalty`.
    pub(super) line_demerits: f64,
    /// Whether spaces keep their width.
    pub(super) ragged: bool,
    /// Whether lines that cannot be otherwise may be wider than the measure.
    pub(super) may_overflow: bool,
}

/// How a line fares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineCost {
    /// Its own demerits, without those that its neighbours cause.
    pub(super) demerits: f64,
    /// How its spaces are: 0 for a tight line, 1 for a good one, 2 and 3 for loose ones.
    pub(super) fitness_class: usize,
}

/// The best way found to a break.
#[derive(Clone, Copy, Debug)]
struct Node {
    at: usize,
    fitness_class: usize,
    demerits: f64,
    /// The index of the node before; the first node is its own.
    previous: usize,
}

/// The most ways that are followed at once.
const MOST_ACTIVE: usize = 4_096;

impl Fit<'_, '_> {
    /// The measure of the line that starts at a break.
    pub(super) fn measure(&self, from: usize) -> f64 {
        if from == 0 { self.measures.0 } else { self.measures.1 }
    }

    /// The width of the line between two breaks.
    pub(super) fn between(&self, from: usize, to: usize) -> Sums {
        let sums = self.paragraph.between(&self.breaks[from], &self.breaks[to]);
        if self.ragged { Sums { width: sums.width, ..Sums::default() } } else { sums }
    }

    /// The breaks that lines start and end at with the fewest demerits; none where some line
    /// would be worse than the tolerance.
    pub(super) fn best(&self) -> Option<Vec<usize>> {
        let mut nodes = vec![Node { at: 0, fitness_class: 1, demerits: 0.0, previous: 0 }];
        let mut active = vec![0];
        for to in 1..self.breaks.len() {
            let best = self.ways_to(to, &nodes, &mut active);
            if self.breaks[to].forced {
                active.clear();
            }
            for node in best.into_iter().flatten() {
                active.push(nodes.len());
                nodes.push(node);
            }
            if active.is_empty() {
                return None;
            }
            // Only what has no width keeps so many lines open.
            if active.len() > MOST_ACTIVE {
                active.drain(..active.len() - MOST_ACTIVE);
            }
        }
        let last =
            active.into_iter().min_by(|&a, &b| nodes[a].demerits.total_cmp(&nodes[b].demerits))?;
        Some(way_to(last, &nodes))
    }

    /// The best ways to a break, one for each class of its last line. Nodes from which no line
    /// can reach this far become inactive.
    fn ways_to(&self, to: usize, nodes: &[Node], active: &mut Vec<usize>) -> [Option<Node>; 4] {
        let mut best: [Option<Node>; 4] = [None; 4];
        active.retain(|&index| {
            let node = nodes[index];
            let sums = self.between(node.at, to);
            let ratio = self.ratio(node.at, to, sums);
            if let Some(fare) = self.fare(node.at, to, sums, ratio) {
                let demerits = node.demerits
                    + fare.demerits
                    + self.neighbours(node.at, node.fitness_class, to, fare);
                if best[fare.fitness_class].is_none_or(|best| demerits < best.demerits) {
                    let way = Node {
                        at: to,
                        fitness_class: fare.fitness_class,
                        demerits,
                        previous: index,
                    };
                    best[fare.fitness_class] = Some(way);
                }
            }
            // A hyphen takes room that the next break may not need.
            ratio >= -1.0 || self.breaks[to].adds_hyphen
        });
        best
    }

    /// How much of their stretch, or as a negative number of their shrink, the spaces of a line
    /// must use.
    pub(super) fn ratio(&self, from: usize, to: usize, sums: Sums) -> f64 {
        let space = self.measure(from) - sums.width;
        if space.abs() <= EPSILON {
            0.0
        } else if space < 0.0 {
            if sums.shrink > 0.0 { space / sums.shrink } else { f64::NEG_INFINITY }
        } else if self.breaks[to].forced {
            0.0
        } else {
            let stretch = sums.stretch + self.extra_stretch;
            if stretch > 0.0 { space / stretch } else { f64::INFINITY }
        }
    }

    fn fare(&self, from: usize, to: usize, sums: Sums, ratio: f64) -> Option<LineCost> {
        if ratio < -1.0 {
            let excess = sums.width - sums.shrink - self.measure(from);
            let unavoidable = self.may_overflow && to == from + 1;
            return unavoidable
                .then_some(LineCost { demerits: OVERFULL * excess, fitness_class: 0 });
        }
        let badness = (100.0 * ratio.abs().powi(3)).min(1e6);
        if badness > self.tolerance {
            return None;
        }
        let fitness_class = match ratio {
            ..-0.5 => 0,
            ..=0.5 => 1,
            ..=1.0 => 2,
            _ => 3,
        };
        let line = LINE_PENALTY + badness;
        let penalty = self.breaks[to].penalty;
        let is_last = to + 1 == self.breaks.len() && from > 0;
        let runt = if is_last && self.holds_a_word(from, to) {
            LONE_WORD_DEMERITS
        } else if is_last && sums.width < RUNT * self.measure(from) {
            RUNT_DEMERITS
        } else {
            0.0
        };
        let demerits = line * line + penalty * penalty + runt + self.line_demerits;
        Some(LineCost { demerits, fitness_class })
    }

    /// Whether the last of several lines that end at these breaks is a single word.
    pub(super) fn ends_in_a_word(&self, chosen: &[usize]) -> bool {
        matches!(chosen, [_, .., from, to] if self.holds_a_word(*from, *to))
    }

    /// Whether what is between two breaks is a single word, or a part of one.
    fn holds_a_word(&self, from: usize, to: usize) -> bool {
        self.breaks[from + 1..to].iter().all(|each| each.need != Need::Natural)
    }

    /// The demerits that a line has from the one before, which ended at `from` in a fitness class.
    pub(super) fn neighbours(
        &self,
        from: usize,
        fitness_class: usize,
        to: usize,
        fare: LineCost,
    ) -> f64 {
        let mut demerits = 0.0;
        if self.breaks[from].hyphen && self.breaks[to].hyphen {
            demerits += DOUBLE_HYPHEN;
        }
        if self.breaks[from].hyphen && to + 1 == self.breaks.len() {
            demerits += FINAL_HYPHEN;
            if self.holds_a_word(from, to) {
                demerits += SCRAP;
            }
        }
        if from > 0 && fitness_class.abs_diff(fare.fitness_class) > 1 {
            demerits += CLASH;
        }
        demerits
    }

    /// The demerits of a paragraph that is broken at these breaks; none where that cannot be.
    #[cfg(test)]
    pub(super) fn demerits(&self, chosen: &[usize]) -> Option<f64> {
        let mut total = 0.0;
        let mut fitness_class = 1;
        for pair in chosen.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let sums = self.between(from, to);
            let fare = self.fare(from, to, sums, self.ratio(from, to, sums))?;
            total += fare.demerits + self.neighbours(from, fitness_class, to, fare);
            fitness_class = fare.fitness_class;
        }
        Some(total)
    }
}

/// The breaks on the way to a node.
fn way_to(last: usize, nodes: &[Node]) -> Vec<usize> {
    let mut way = vec![nodes[last].at];
    let mut index = last;
    while index != 0 {
        index = nodes[index].previous;
        way.push(nodes[index].at);
    }
    way.reverse();
    way
}
