//! How wide a table's columns are: from what their cells need at least and would like to have.
//!
//! The model is that of CSS 2.1, 17.5.2.2 (automatic table layout).

/// What a cell needs and wants, padding included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Want {
    /// The least width: of its longest word.
    pub(super) least: f32,
    /// The width at which nothing of it wraps.
    pub(super) most: f32,
}

/// A cell's demand on the columns it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) want: Want,
}

/// The demands of a table's columns, from those of its cells.
pub(super) fn column_wants(columns: usize, demands: &[Demand]) -> Vec<Want> {
    let mut wants = vec![Want::default(); columns];
    for demand in demands.iter().filter(|demand| demand.columns == 1) {
        let want = &mut wants[demand.column];
        want.least = want.least.max(demand.want.least);
        want.most = want.most.max(demand.want.most);
    }
    for demand in demands.iter().filter(|demand| demand.columns > 1) {
        let covered = &mut wants[demand.column..demand.column + demand.columns];
        let share = 1.0 / demand.columns as f32;
        let least = covered.iter().map(|want| want.least).sum::<f32>();
        let most = covered.iter().map(|want| want.most).sum::<f32>();
        let (more, longer) = (
            (demand.want.least - least).max(0.0) * share,
            (demand.want.most - most).max(0.0) * share,
        );
        for want in covered {
            want.least += more;
            want.most = (want.most + longer).max(want.least);
        }
    }
    wants
}

/// The share of the measure from which on a table is stretched to the whole of it.
const STRETCHED_FROM: f32 = 0.6;

/// The columns' widths within `measure`; none where even their least widths need more.
pub(super) fn widths(wants: &[Want], measure: f32) -> Option<Vec<f32>> {
    let least = wants.iter().map(|want| want.least).sum::<f32>();
    let most = wants.iter().map(|want| want.most).sum::<f32>();
    if least > measure + 0.01 {
        return None;
    }
    if most <= measure {
        let stretched = most >= measure * STRETCHED_FROM;
        let scale = if stretched && most > 0.0 { measure / most } else { 1.0 };
        return Some(wants.iter().map(|want| want.most * scale).collect());
    }
    let spare = measure - least;
    let wish = |want: &Want| (want.most - want.least).max(0.0);
    let wishes = wants.iter().map(wish).sum::<f32>().max(f32::EPSILON);
    Some(wants.iter().map(|want| want.least + spare * wish(want) / wishes).collect())
}

/// The columns' widths where the least ones do not fit: shares of the measure.
pub(super) fn squeezed(wants: &[Want], measure: f32) -> Vec<f32> {
    let least = wants.iter().map(|want| want.least).sum::<f32>().max(f32::EPSILON);
    wants.iter().map(|want| want.least / least * measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn want(least: f32, most: f32) -> Want {
        Want { least, most }
    }

    #[test]
    fn columns_get_what_they_want_where_there_is_room() {
        assert_eq!(widths(&[want(10.0, 20.0), want(10.0, 30.0)], 400.0), Some(vec![20.0, 30.0]));
        assert_eq!(
            widths(&[want(10.0, 100.0), want(10.0, 100.0)], 300.0),
            Some(vec![150.0, 150.0])
        );
    }

    #[test]
    fn spare_width_goes_to_those_who_want_more() {
        assert_eq!(widths(&[want(20.0, 20.0), want(20.0, 980.0)], 100.0), Some(vec![20.0, 80.0]));
        assert_eq!(widths(&[want(60.0, 60.0), want(60.0, 60.0)], 100.0), None);
        assert_eq!(squeezed(&[want(60.0, 60.0), want(180.0, 200.0)], 100.0), vec![25.0, 75.0]);
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
