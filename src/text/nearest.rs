//! Which of many names was probably meant.

use super::names::{distance, fold};

/// So many names are all compared; of more, those that start or end nearly alike.
const FEW: usize = 128;
/// How many names on each side of where a name would stand among others are compared with it.
const NEIGHBOURS: usize = 24;

/// An index of names that one may have been meant for, so that looking for it takes no longer with their number.
#[derive(Debug)]
pub struct NameIndex {
    /// Without case and separators.
    folded: Vec<String>,
    /// The names in order, and in the order of their letters from the last one on.
    by_start: Vec<usize>,
    by_end: Vec<usize>,
}

impl NameIndex {
    /// Names, each known by its place among them.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let folded: Vec<String> = names.into_iter().map(fold).collect();
        let mut by_start: Vec<usize> = (0..folded.len()).collect();
        let mut by_end = by_start.clone();
        by_start.sort_by(|&a, &b| folded[a].cmp(&folded[b]));
        by_end.sort_by(|&a, &b| folded[a].chars().rev().cmp(folded[b].chars().rev()));
        Self { folded, by_start, by_end }
    }

    /// The place of the name closest to `name` among those that may be meant, where one is close
    /// enough; of several the first.
    pub fn nearest(&self, name: &str, may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let name = fold(name);
        let mut candidates: Vec<usize> = if self.folded.len() <= FEW {
            self.by_start.clone()
        } else {
            let start = self.by_start.partition_point(|&at| self.folded[at] < name);
            let end = self
                .by_end
                .partition_point(|&at| self.folded[at].chars().rev().lt(name.chars().rev()));
            let near = [around(&self.by_start, start), around(&self.by_end, end)];
            near.concat()
        };
        candidates.retain(|&at| may_be(at));
        candidates.sort_unstable();
        let distances =
            candidates.into_iter().filter_map(|at| Some((distance(&name, &self.folded[at])?, at)));
        distances.min().map(|(_, at)| at)
    }
}

/// What stands around a place in a list.
fn around(list: &[usize], at: usize) -> &[usize] {
    &list[at.saturating_sub(NEIGHBOURS)..list.len().min(at + NEIGHBOURS)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_among_few_and_among_many() {
        for count in [20, 2_000] {
            let mut names: Vec<String> = (0..count).map(|at| format!("page number {at}")).collect();
            names.push("Data-at-rest".to_owned());
            let known = NameIndex::new(names.iter().map(String::as_str));
            let nearest = |name| known.nearest(name, |_| true).map(|at| names[at].as_str());
            assert_eq!(nearest("data-at-rst"), Some("Data-at-rest"));
            assert_eq!(nearest("dta-at-rest"), Some("Data-at-rest"));
            assert_eq!(nearest("something else"), None);
            assert_eq!(known.nearest("data-at-rest", |at| at < count), None);
        }
    }
}
