//! Which page stands where, and the number printed on it.

use indexmap::IndexMap;

use super::chapter::SetChapter;
use super::plan::Plan;
use crate::theme::{ChapterStart, FrontMatter};
use crate::tree::Anchor;

/// Where each page stands in the document, and how it is numbered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    /// How many pages stand before the first chapter.
    front: usize,
    /// The index of each chapter's first page.
    pub(super) starts: Vec<usize>,
    /// How many pages there are.
    count: usize,
    numbering: FrontMatter,
}

impl Order {
    pub(super) fn new(plan: &Plan, contents: usize, chapters: &[SetChapter]) -> Self {
        let mut starts = Vec::with_capacity(chapters.len());
        let start = |count: usize| match plan.chapters {
            ChapterStart::RightPage => count.next_multiple_of(2),
            _ => count,
        };
        let mut count = usize::from(plan.cover);
        let mut bind = |chapters: &[SetChapter], mut count: usize| {
            for chapter in chapters {
                starts.push(start(count));
                count = start(count) + chapter.pages.len();
            }
            count
        };
        let (opening, text) = chapters.split_at(plan.opening.min(chapters.len()));
        count = bind(opening, count);
        let front = start(count + contents);
        count = bind(text, front);
        Self { front, starts, count, numbering: plan.numbering }
    }

    /// The printed number of a page.
    pub(super) fn label(&self, index: usize) -> String {
        match self.numbering {
            FrontMatter::Counted => (index + 1).to_string(),
            FrontMatter::Roman if index < self.front => roman(index + 1),
            FrontMatter::Roman => (index + 1 - self.front).to_string(),
        }
    }

    /// The last printed number.
    pub(super) fn last_label(&self) -> String {
        self.label(self.count.saturating_sub(1))
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
fn roman(mut number: usize) -> String {
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
