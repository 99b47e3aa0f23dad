//! Which page stands where, and the number printed on it.

use indexmap::IndexMap;

use super::chapter::SetChapter;
use super::plan::Plan;
use crate::theme::{ChapterStart, FrontMatter};
use crate::tree::Anchor;

/// Where each page stands in the document, and how it is numbered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    /// How many pages stand before the text.
    front: usize,
    /// The index of the first page of the contents.
    pub(super) contents: usize,
    /// The index of each chapter's first page.
    pub(super) starts: Vec<usize>,
    /// How many pages there are.
    count: usize,
    numbering: FrontMatter,
}

impl Order {
    pub(super) fn new(plan: &Plan, contents: usize, chapters: &[SetChapter]) -> Self {
        let right = plan.chapters == ChapterStart::RightPage;
        let start = |count: usize| if right { count.next_multiple_of(2) } else { count };
        let mut starts = Vec::with_capacity(chapters.len());
        let mut count = usize::from(plan.cover);
        let (opening, text) = chapters.split_at(plan.opening.min(chapters.len()));
        let mut bind = |chapters: &[SetChapter], mut count: usize| {
            for chapter in chapters {
                // An imprint is printed on the back of the page before it.
                let is_back = right && plan.imprint == Some(starts.len());
                let first = if is_back { count | 1 } else { start(count) };
                starts.push(first);
                count = first + chapter.pages.len();
            }
            count
        };
        count = bind(opening, count);
        let contents_at = if contents > 0 { start(count) } else { count };
        count = bind(text, contents_at + contents);
        let front = starts.get(plan.front).copied().unwrap_or(count);
        Self { front, contents: contents_at, starts, count, numbering: plan.numbering }
    }

    /// The printed number of a page.
    pub(super) fn label(&self, index: usize) -> String {
        match self.numbering {
            FrontMatter::Counted => (index + 1).to_string(),
            FrontMatter::Roman if index < self.front => roman(index + 1),
            FrontMatter::Roman => (index + 1 - self.front).to_string(),
        }
    }

    /// The last printed number of those that a page is counted with.
    pub(super) fn last_label(&self, index: usize) -> String {
        let last = match self.numbering {
            FrontMatter::Roman if index < self.front => self.front,
            FrontMatter::Roman | FrontMatter::Counted => self.count,
        };
        self.label(last.saturating_sub(1))
    }

    /// The printed number of the page that holds each place.
    pub(super) fn labels(&self, chapters: &[SetChapter]) -> IndexMap<Anchor, String> {
        let mut labels = IndexMap::new();
        for (chapter, start) in chapters.iter().zip(&self.starts) {
            for (index, page) in chapter.pages.iter().enumerate() {
                for (anchor, _) in &page.places {
                    labels.entry(anchor.clone()).or_insert_with(|| self.label(start + index));
                }
            }
        }
        labels
    }
}

/// A number in small roman numerals.
pub(crate) fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_as_printed() {
        let numbers = [1, 4, 9, 14, 40, 1999].map(roman);
        assert_eq!(numbers, ["i", "iv", "ix", "xiv", "xl", "mcmxcix"]);
    }
}
