//! Places in source files.
//!
//! Every node of the tree and every diagnostic points back at the bytes it came from, so that a
//! message produced late (by layout, or by a PDF validator) can still name a file and a line.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// A file registered in [`Sources`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    schemars::JsonSchema,
)]
pub struct FileId(u32);

/// A half-open range of bytes, `start..end`, in the decoded text of one file.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    schemars::JsonSchema,
)]
pub struct Span {
    /// The file that holds the bytes.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    ///
    /// Offsets saturate at `u32::MAX`; files of that size are refused before they are parsed.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span as bare numbers, to pass through a format that knows no spans.
    pub(crate) fn to_numbers(self) -> [u32; 3] {
        [self.file.0, self.start, self.end]
    }

    /// The way back from [`to_numbers`](Self::to_numbers).
    pub(crate) fn from_numbers(numbers: [u32; 3]) -> Self {
        let [file, start, end] = numbers;
        Self { file: FileId(file), start, end }
    }

    /// The smallest span that holds both; `self` where the files differ.
    pub fn join(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One source file: where it lies and what it says.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path for messages, relative to the folder that was exported, with `/` between names; that of
    /// a file outside of it as the user would write it.
    pub path: String,
    outside: bool,
    /// The decoded text that spans index.
    pub text: Arc<str>,
    lines: OnceLock<Lines>,
}

/// Where the lines of a text start, and how many characters stand before every so many bytes: so
/// that a million places are reported in no more time than one takes for the whole text.
#[derive(Clone, Debug)]
struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl SourceFile {
    /// The path by which the user can open the file: `prefix` leads to the folder that was exported.
    pub(crate) fn path_behind(&self, prefix: &str) -> String {
        format!("{}{}", if self.outside { "" } else { prefix }, self.path)
    }
}

impl Lines {
    /// How many bytes lie between two counts of characters.
    const STEP: usize = 1024;

    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let mut before = 0;
        let counts = text.as_bytes().chunks(Self::STEP).map(|bytes| {
            let counted = before;
            before += characters(bytes);
            counted
        });
        Self { starts, characters: counts.collect() }
    }

    /// How many characters start before a byte of the text.
    fn characters_before(&self, text: &str, at: usize) -> usize {
        let step = at / Self::STEP;
        let counted = self.characters.get(step).copied();
        let from = if counted.is_some() { step * Self::STEP } else { 0 };
        counted.unwrap_or_default() + characters(&text.as_bytes()[from..at])
    }
}

/// How many characters start in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

/// All files that were read, so that spans can be shown as lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    by_path: BTreeMap<String, FileId>,
}

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Sources {
    /// Registers a file and returns its handle. A file that is read once more keeps the one it has.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let (path, text) = (path.into(), text.into());
        if let Some(&known) = self.by_path.get(&path).filter(|id| self.get(**id).text == text) {
            return known;
        }
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.by_path.insert(path.clone(), id);
        self.files.push(SourceFile { path, text, outside: false, lines: OnceLock::new() });
        id
    }

    /// Registers a file that lies in no folder that is exported, by its path as the user would write
    /// it.
    pub fn add_outside(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = self.add(path, text);
        self.files[id.0 as usize].outside = true;
        id
    }

    /// The file behind a handle.
    ///
    /// # Panics
    /// When the handle comes from another `Sources`.
    pub fn get(&self, file: FileId) -> &SourceFile {
        &self.files[file.0 as usize]
    }

    /// Every file with its handle, in the order of registration.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Whether a span is one of these files'.
    pub fn holds(&self, span: Span) -> bool {
        let file = self.files.get(span.file.0 as usize);
        file.is_some_and(|file| file.text.get(span.range()).is_some())
    }

    /// The words a span covers; empty where it does not fall on character boundaries.
    pub fn excerpt(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// The last place in a span where these words stand; the span itself where they do not.
    pub fn find(&self, span: Span, words: &str) -> Span {
        let Some(at) = self.excerpt(span).rfind(words).filter(|_| !words.is_empty()) else {
            return span;
        };
        let start = span.range().start + at;
        Span::new(span.file, start..start + words.len())
    }

    /// Where a span starts, as people count.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let SourceFile { text, lines, .. } = self.get(span.file);
        let lines = lines.get_or_init(|| Lines::of(text));
        let at = text.floor_char_boundary((span.start as usize).min(text.len()));
        let line = lines.starts.partition_point(|&start| start <= at);
        let before = |at| lines.characters_before(text, at);
        LineColumn { line, column: before(at) - before(lines.starts[line - 1]) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_again_is_the_same_unless_it_changed() {
        let mut sources = Sources::default();
        let first = sources.add("a.md", "one");
        assert_eq!(sources.add("a.md", "one"), first);
        let changed = sources.add("a.md", "two");
        assert_ne!(changed, first);
        assert_eq!((&*sources.get(first).text, &*sources.get(changed).text), ("one", "two"));
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "one\nzwölf drei\n");
        let at = |start| sources.line_column(Span::new(file, start..start));
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(4), LineColumn { line: 2, column: 1 });
        assert_eq!(at(11), LineColumn { line: 2, column: 7 });
        assert_eq!(at(999), LineColumn { line: 3, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_its_start() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", format!("ä\n{}", "ö".repeat(3 * Lines::STEP)));
        for column in [1, 511, 512, 513, 1024, 3 * Lines::STEP + 1] {
            let start = 3 + 2 * (column - 1);
            let at = sources.line_column(Span::new(file, start..start));
            assert_eq!(at, LineColumn { line: 2, column });
        }
    }
}
