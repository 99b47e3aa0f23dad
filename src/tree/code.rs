//! How the lines of a block of code are shown.

use schemars::JsonSchema;
use serde::Serialize;

/// What is asked of the lines of a block of code, beside their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CodeLines {
    /// The number of the first line, where they are numbered; else the theme says whether they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    /// The runs of lines that are set off, each by its first and last line, counted from 1 whatever
    /// number is shown beside it. They are in order, and none touches another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marked: Vec<(u32, u32)>,
}

impl CodeLines {
    /// Whether nothing is asked.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Sets off the lines from one to another, counted from 1.
    pub fn mark(&mut self, first: u32, last: u32) {
        self.marked.push((first.min(last), first.max(last)));
        self.marked.sort_unstable();
        self.marked.dedup_by(|next, run| {
            let touches = next.0 <= run.1.saturating_add(1);
            if touches {
                run.1 = run.1.max(next.1);
            }
            touches
        });
    }

    /// Whether a line, counted from 1, is set off.
    pub fn is_marked(&self, line: usize) -> bool {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let next = self.marked.partition_point(|&(_, last)| last < line);
        self.marked.get(next).is_some_and(|&(first, _)| first <= line)
    }

    /// Whether any line is set off.
    pub fn marks_any(&self) -> bool {
        !self.marked.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_touch_become_one() {
        let mut lines = CodeLines::default();
        for (first, last) in [(7, 9), (2, 2), (4, 3), (8, 20), (u32::MAX, 30)] {
            lines.mark(first, last);
        }
        assert_eq!(lines.marked, [(2, 4), (7, 20), (30, u32::MAX)]);
        let marked: Vec<usize> = (0..25).filter(|&line| lines.is_marked(line)).collect();
        assert_eq!(marked, [2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        assert!(lines.is_marked(usize::MAX));
    }
}
