//! First-fit line breaking: each line takes what it can. The plain reference for
//! [`total_fit`](super::total_fit), and good enough for short ragged text.

use super::breaks::{Break, Need};
use super::paragraph::EPSILON;
use super::total_fit::Fit;

/// A line divides a word only where it would otherwise stay emptier than this share of the measure.
const RAG: f64 = 0.25;

/// Measures that differ by a smaller share are balanced alike.
const BALANCE: f64 = 0.01;

/// The indices of the breaks that lines start and end at, the first and the last included.
pub(super) fn first_fit(fit: &Fit<'_, '_>) -> Vec<usize> {
    let mut chosen = vec![0];
    let mut from = 0;
    while from + 1 < fit.breaks.len() {
        from = end_of_line(fit, from);
        chosen.push(from);
    }
    chosen
}

/// As [`first_fit`], in a measure as narrow as the same number of lines allows.
pub(super) fn balanced(fit: &Fit<'_, '_>) -> Vec<usize> {
    let mut best = first_fit(fit);
    let (mut narrow, mut wide) = (0.0, 1.0);
    while wide - narrow > BALANCE {
        let share = f64::midpoint(narrow, wide);
        let measures = (fit.measures.0 * share, fit.measures.1 * share);
        let squeezed = Fit { measures, ..*fit };
        let chosen = first_fit(&squeezed);
        let overflows = |pair: &[usize]| {
            squeezed.between(pair[0], pair[1]).width > squeezed.measure(pair[0]) + EPSILON
        };
        let divides = chosen.iter().any(|&index| fit.breaks[index].need > Need::Natural);
        if chosen.len() > best.len() || divides || chosen.windows(2).any(overflows) {
            narrow = share;
        } else {
            wide = share;
            best = chosen;
        }
    }
    best
}

/// The break where the line from another one ends.
fn end_of_line(fit: &Fit<'_, '_>, from: usize) -> usize {
    let measure = fit.measure(from);
    let space = |to: usize| measure - fit.between(from, to).width;
    let mut best: Option<usize> = None;
    for to in from + 1..fit.breaks.len() {
        let space = space(to);
        let Break { need, forced, hyphen, .. } = fit.breaks[to];
        if space >= -EPSILON {
            let better = best.is_none_or(|best| {
                need <= fit.breaks[best].need
                    || (matches!(need, Need::Divided | Need::Rare)
                        && measure - fit.between(from, best).width > RAG * measure)
            });
            if better || forced {
                best = Some(to);
            }
        } else if !hyphen {
            // Behind a break with a hyphen, the next one may be nearer again.
            break;
        }
        if forced {
            break;
        }
    }
    best.unwrap_or(from + 1)
}
