//! How wide a table's columns are: from what their cells need at least and would like to have.
//!
//! Least and most widths are those of CSS 2.1, 17.5.2.2 (automatic table layout). What is between
//! them is shared out more evenly than there to begin with, and then so that the table gets low.

use super::demand::{ContentWidths, Demand};
use super::lowest::{Cells, lowest};

/// The demands of a table's columns, from those of its cells.
pub(super) fn column_wants(columns: usize, demands: &[Demand]) -> Vec<ContentWidths> {
    let mut wants = vec![ContentWidths::default(); columns];
    for demand in demands.iter().filter(|demand| demand.columns == 1) {
        let want = &mut wants[demand.column];
        want.min_content = want.min_content.max(demand.want.min_content);
        want.max_content = want.max_content.max(demand.want.max_content);
        want.words = want.words.max(demand.want.words);
        want.pictures |= demand.want.pictures;
    }
    for demand in demands.iter().filter(|demand| demand.columns > 1) {
        let covered = &mut wants[demand.column..demand.column + demand.columns];
        let share = 1.0 / demand.columns as f32;
        let least = covered.iter().map(|want| want.min_content).sum::<f32>();
        let most = covered.iter().map(|want| want.max_content).sum::<f32>();
        let (more, longer) = (
            (demand.want.min_content - least).max(0.0) * share,
            (demand.want.max_content - most).max(0.0) * share,
        );
        for want in covered {
            want.min_content += more;
            want.max_content = (want.max_content + longer).max(want.min_content);
            want.words = want.words.max(demand.want.words * share);
        }
    }
    wants
}

/// The share of the measure from which on a table is stretched to the whole of it.
const STRETCHED_FROM: f32 = 0.6;

/// The share of its own width that a column counts for where spare width is shared out, beside
/// what its words have beyond the longest of them.
const OWN_SHARE: f32 = 0.25;

/// The columns' widths as their author gives them, in shares of `measure`; none where one is too
/// narrow for what stands in it.
pub(super) fn given(shares: &[f32], wants: &[ContentWidths], measure: f32) -> Option<Vec<f32>> {
    let widths: Vec<f32> = shares.iter().map(|share| share * measure).collect();
    let hold = wants.iter().zip(&widths).all(|(want, width)| want.min_content <= width + 0.01);
    hold.then_some(widths)
}

/// The columns' widths within `measure`, which a table that is to be full takes all of; none where
/// even their least widths need more.
pub(super) fn widths(
    wants: &[ContentWidths],
    cells: &Cells,
    measure: f32,
    full: bool,
) -> Option<Vec<f32>> {
    let least = wants.iter().map(|want| want.min_content).sum::<f32>();
    let most = wants.iter().map(|want| want.max_content).sum::<f32>();
    if least > measure + 0.01 {
        return None;
    }
    if most <= measure {
        let stretched = full || most >= measure * STRETCHED_FROM;
        let spare = if stretched { measure - most } else { 0.0 };
        return Some(relaxed(wants, spare));
    }
    let fair = granted(wants, measure);
    let wants = &with_pictures_settled(wants, &fair);
    let least = wants.iter().map(|want| want.min_content).sum::<f32>();
    let starts = [fair, by_need(wants, measure - least)];
    let [fair, _] = &starts;
    Some(lowest(wants, cells, &starts, measure).unwrap_or_else(|| fair.clone()))
}

/// Columns of pictures as wide as is fair: the narrower they were, the lower the table, but the less
/// there would be to see.
fn with_pictures_settled(wants: &[ContentWidths], fair: &[f32]) -> Vec<ContentWidths> {
    let settled = |(want, width): (&ContentWidths, &f32)| {
        let held = ContentWidths { min_content: *width, max_content: *width, ..*want };
        if want.pictures { held } else { *want }
    };
    wants.iter().zip(fair).map(settled).collect()
}

/// The columns as wide as they would like to be, and some more. Those of several words get most of
/// it; numbers and marks would only stand lost in it.
fn relaxed(wants: &[ContentWidths], spare: f32) -> Vec<f32> {
    let weight = |want: &ContentWidths| want.words + OWN_SHARE * want.max_content;
    let weights = wants.iter().map(weight).sum::<f32>().max(f32::EPSILON);
    wants.iter().map(|want| want.max_content + spare * weight(want) / weights).collect()
}

/// The columns as wide as they must be, and what is spare shared out by what they lack.
fn by_need(wants: &[ContentWidths], spare: f32) -> Vec<f32> {
    let lacks =
        wants.iter().map(|want| want.max_content - want.min_content).sum::<f32>().max(f32::EPSILON);
    wants
        .iter()
        .map(|want| want.min_content + spare * (want.max_content - want.min_content) / lacks)
        .collect()
}

/// Widths for columns that need less than `measure` and want more.
///
/// Columns that want no more than their fair share get all of it, so that short words stay on one
/// line; the long ones share what is left, each at least its least width.
fn granted(wants: &[ContentWidths], measure: f32) -> Vec<f32> {
    let mut widths: Vec<Option<f32>> = vec![None; wants.len()];
    loop {
        let left = measure - widths.iter().flatten().sum::<f32>();
        let open = open_columns(wants, &widths);
        let needed = open.iter().map(|(_, want)| want.min_content).sum::<f32>();
        let fair = left / open.len().max(1) as f32;
        // Granting a wish must leave the others what they need at least.
        let granted = open.iter().copied().find(|(_, want)| {
            want.max_content <= fair && left - want.max_content >= needed - want.min_content
        });
        let Some((column, want)) = granted else {
            share_out(wants, &mut widths, left);
            return widths.into_iter().flatten().collect();
        };
        widths[column] = Some(want.max_content);
    }
}

fn open_columns(wants: &[ContentWidths], widths: &[Option<f32>]) -> Vec<(usize, ContentWidths)> {
    let open = wants.iter().zip(widths).enumerate().filter(|(_, (_, width))| width.is_none());
    open.map(|(column, (want, _))| (column, *want)).collect()
}

/// Gives the open columns all that is left. The longer their words, the wider they get, but less
/// than in proportion: a column of long words is not to starve one of middling ones.
fn share_out(wants: &[ContentWidths], widths: &mut [Option<f32>], mut left: f32) {
    loop {
        let open = open_columns(wants, widths);
        let weights = open.iter().map(|(_, want)| weight(*want)).sum::<f32>();
        let share = |want: ContentWidths| left * (weight(want) / weights.max(f32::EPSILON));
        let tight = open.iter().copied().find(|(_, want)| share(*want) < want.min_content);
        let Some((column, want)) = tight else {
            for (column, want) in open {
                widths[column] = Some(share(want));
            }
            return;
        };
        widths[column] = Some(want.min_content);
        left -= want.min_content;
    }
}

/// The width to the power of 5/8, of roots, which every machine draws alike.
fn weight(want: ContentWidths) -> f32 {
    let root = want.max_content.max(1.0).sqrt();
    root * root.sqrt().sqrt()
}

/// The columns' widths where the least ones do not fit: shares of the measure.
pub(super) fn squeezed(wants: &[ContentWidths], measure: f32) -> Vec<f32> {
    let least = wants.iter().map(|want| want.min_content).sum::<f32>().max(f32::EPSILON);
    wants.iter().map(|want| want.min_content / least * measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn want(min_content: f32, max_content: f32) -> ContentWidths {
        ContentWidths {
            min_content,
            max_content,
            words: max_content - min_content,
            pictures: false,
        }
    }

    /// Widths of columns about whose cells nothing is known.
    fn shared(wants: &[ContentWidths], measure: f32) -> Option<Vec<f32>> {
        widths(wants, &Cells::new(wants.len(), 0), measure, false)
    }

    #[test]
    fn columns_get_what_they_want_where_there_is_room() {
        assert_eq!(shared(&[want(10.0, 20.0), want(10.0, 30.0)], 400.0), Some(vec![20.0, 30.0]));
        assert_eq!(
            shared(&[want(10.0, 100.0), want(10.0, 100.0)], 300.0),
            Some(vec![150.0, 150.0])
        );
    }

    #[test]
    fn a_stretched_table_leaves_numbers_narrow() {
        let stretched = shared(&[want(40.0, 200.0), want(40.0, 40.0)], 320.0).unwrap();
        assert!((stretched.iter().sum::<f32>() - 320.0).abs() < 1e-3);
        assert!(stretched[1] > 40.0 && stretched[1] < 45.0, "{stretched:?}");
        // A head of two words above marks asks for no more than one of one word.
        let marks = ContentWidths { words: 0.0, ..want(20.0, 60.0) };
        let stretched = shared(&[want(40.0, 100.0), marks, want(60.0, 60.0)], 300.0).unwrap();
        assert!((stretched[1] - stretched[2]).abs() < 1e-3, "{stretched:?}");
    }

    #[test]
    fn spare_width_goes_to_those_who_want_more() {
        assert_eq!(granted(&[want(20.0, 20.0), want(20.0, 980.0)], 100.0), vec![20.0, 80.0]);
        // The short column wants more than it needs, and gets it: the long one has enough.
        assert_eq!(granted(&[want(10.0, 40.0), want(20.0, 980.0)], 100.0), vec![40.0, 60.0]);
        // But not where the long one then had less than it needs.
        let tight = shared(&[want(10.0, 40.0), want(70.0, 980.0)], 100.0).unwrap();
        assert!(tight[1] >= 70.0 && tight[0] >= 10.0, "{tight:?}");
        assert_eq!(shared(&[want(60.0, 60.0), want(60.0, 60.0)], 100.0), None);
        assert_eq!(squeezed(&[want(60.0, 60.0), want(180.0, 200.0)], 100.0), vec![25.0, 75.0]);
    }

    #[test]
    fn pictures_keep_a_fair_share_and_words_get_what_they_need() {
        let picture = ContentWidths { words: 0.0, pictures: true, ..want(60.0, 180.0) };
        let wants = [want(10.0, 20.0), picture, want(40.0, 900.0)];
        let shared = shared(&wants, 440.0).unwrap();
        assert!((shared.iter().sum::<f32>() - 440.0).abs() < 1e-3, "{shared:?}");
        assert!(shared[1] > 120.0 && shared[2] > 200.0, "{shared:?}");
        let settled = with_pictures_settled(&wants, &shared);
        assert!((settled[1].min_content - shared[1]).abs() < 1e-6, "it is narrowed no more");
        assert_eq!(settled[2], wants[2]);
    }

    #[test]
    fn a_spanning_cell_widens_the_columns_it_covers() {
        let demands = [
            Demand { column: 0, columns: 1, want: want(10.0, 10.0) },
            Demand { column: 0, columns: 2, want: want(50.0, 90.0) },
        ];
        let wants = column_wants(2, &demands);
        assert_eq!(wants, vec![want(30.0, 50.0), want(20.0, 40.0)]);
    }
}
