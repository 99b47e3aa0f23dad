//! Blocks of code: which of their words are of which kind, and how their lines are shown.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The words of a block of code, and which of them are of which kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listing {
    /// The code, without the last line's end.
    pub text: String,
    /// Those of its words that are of a kind, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<CodeWord>,
}

impl AsRef<str> for Listing {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// A part of some code that is of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CodeWord {
    /// Its bytes in the code. Never reaches over a line's end.
    pub range: Range<usize>,
    /// What it is.
    pub kind: WordKind,
}

/// The kinds of words of code that have a colour of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WordKind {
    /// `// so`
    Comment,
    /// `return`, `fn`, `public`
    Keyword,
    /// `"words"`
    String,
    /// `3.14`
    Number,
    /// The name of a function, where it is made and where it is called.
    Function,
    /// The name of a type.
    Type,
    /// `true`, `\n`, `self`
    Constant,
    /// `<tag>`, and the keys of a mapping.
    Tag,
    /// `<… attribute=…>`
    Attribute,
    /// A line that a patch adds.
    Inserted,
    /// A line that a patch takes away.
    Deleted,
}

impl WordKind {
    /// Every kind, in declaration order.
    pub const ALL: [Self; 11] = [
        Self::Comment,
        Self::Keyword,
        Self::String,
        Self::Number,
        Self::Function,
        Self::Type,
        Self::Constant,
        Self::Tag,
        Self::Attribute,
        Self::Inserted,
        Self::Deleted,
    ];

    /// The name for classes and the like: that of the theme's token.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String => "string",
            Self::Number => "number",
            Self::Function => "function",
            Self::Type => "kind",
            Self::Constant => "constant",
            Self::Tag => "tag",
            Self::Attribute => "attribute",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
        }
    }
}

/// What is asked of the lines of a block of code, beside their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default)]
pub struct CodeLines {
    /// The number of the first line, where they are numbered; else the theme says whether they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u32>,
    /// The runs of lines that are set off, each by its first and last line, counted from 1 whatever
    /// number is shown beside it. They are in order, and none touches another.
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        serialize_with = "in_pairs",
        deserialize_with = "of_pairs"
    )]
    #[schemars(with = "Vec<(u32, u32)>")]
    marked: BTreeMap<u32, u32>,
}

impl CodeLines {
    /// Whether nothing is asked.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Sets off the lines from one to another, counted from 1. Runs that touch become one.
    pub fn mark(&mut self, first: u32, last: u32) {
        let (mut first, mut last) = (first.min(last), first.max(last));
        while let Some((&start, &end)) = self.marked.range(..=last.saturating_add(1)).next_back() {
            if end.saturating_add(1) < first {
                break;
            }
            (first, last) = (first.min(start), last.max(end));
            self.marked.remove(&start);
        }
        self.marked.insert(first, last);
    }

    /// Whether a line, counted from 1, is set off.
    pub fn is_marked(&self, line: usize) -> bool {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.marked.range(..=line).next_back().is_some_and(|(_, &last)| line <= last)
    }

    /// The last line that is set off.
    pub fn last_marked(&self) -> Option<u32> {
        self.marked.last_key_value().map(|(_, &last)| last)
    }

    /// Whether any line is set off.
    pub fn marks_any(&self) -> bool {
        !self.marked.is_empty()
    }
}

fn in_pairs<S: Serializer>(runs: &BTreeMap<u32, u32>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(runs)
}

fn of_pairs<'de, D: Deserializer<'de>>(pairs: D) -> Result<BTreeMap<u32, u32>, D::Error> {
    let mut lines = CodeLines::default();
    for (first, last) in Vec::<(u32, u32)>::deserialize(pairs)? {
        lines.mark(first, last);
    }
    Ok(lines.marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many as a line that opens a block of code may name, each before the others.
    #[test]
    fn many_are_marked_on_one_way() {
        let mut lines = CodeLines::default();
        (1..300_000).rev().for_each(|line| lines.mark(2 * line, 2 * line));
        assert!(lines.is_marked(400_000) && !lines.is_marked(400_001));
        assert_eq!(lines.marked.len(), 299_999);
    }

    #[test]
    fn runs_that_touch_become_one() {
        let mut lines = CodeLines::default();
        for (first, last) in [(7, 9), (2, 2), (4, 3), (8, 20), (u32::MAX, 30)] {
            lines.mark(first, last);
        }
        assert_eq!(lines.marked, [(2, 4), (7, 20), (30, u32::MAX)].into());
        let marked: Vec<usize> = (0..25).filter(|&line| lines.is_marked(line)).collect();
        assert_eq!(marked, [2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        assert!(lines.is_marked(usize::MAX));
    }
}
