//! What goes with the reading of a file and of all that lies in it.

use std::hash::{DefaultHasher, Hasher};

use encoding_rs::Encoding;

use super::text::{Nature, Text};

/// How many files may lie in one another: a picture in a letter in an archive that is attached to
/// a book is the fourth.
const MAX_DEPTH: usize = 8;
/// How much is unpacked beyond what the file itself has, in bytes.
const MOST_UNPACKED: u64 = 64 << 20;
/// How many files are unpacked.
const MOST_FILES: usize = 100_000;

/// What could not be read, and so is not proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its name, below the names of the files it lies in.
    pub name: String,
    /// Why.
    pub why: Why,
    /// A sum of its bytes, by which it is known again in another format.
    pub(super) sum: u64,
}

/// Why something was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Nothing here reads files of its kind.
    Form,
    /// It is compressed by a method that nothing here knows.
    Method,
    /// Its bytes are not what their kind asks for.
    Broken,
    /// It is locked by a password.
    Encrypted,
    /// It and what was read before it are more than is unpacked.
    TooLarge,
    /// It lies too deep within other files.
    TooDeep,
    /// Reading it takes more work than a file is given.
    Costly,
    /// Pages of it are pictures without text; their numbers, from 1.
    Scanned(Vec<usize>),
    /// Letters are painted of which nothing says what they are.
    Letters,
    /// It has layers that are not shown.
    Layers,
    /// It has pages that are not shown.
    Pages,
    /// It has a sound, a film or a model in it.
    Medium,
}

impl std::fmt::Display for Why {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Form => "files of its kind cannot be read",
            Self::Method => "it is compressed by a method that Recto does not read",
            Self::Broken => "it is damaged",
            Self::Encrypted => "it is locked by a password",
            Self::TooLarge => "unpacked it is larger than what is read",
            Self::Costly => "reading it takes more work than a file is given",
            Self::TooDeep => "it lies too deep within other files",
            Self::Letters => "its fonts do not say what their letters are",
            Self::Layers => "it has layers that are not shown",
            Self::Pages => "it has pages that are not shown",
            Self::Medium => "it holds a sound, a film or a model",
            Self::Scanned(pages) => {
                let numbers: Vec<_> = pages.iter().take(5).map(usize::to_string).collect();
                let more = if pages.len() > 5 { " and more" } else { "" };
                let numbers = numbers.join(", ");
                return match pages[..] {
                    [_] => write!(formatter, "its page {numbers} is a picture without text"),
                    _ => write!(formatter, "its pages {numbers}{more} are pictures without text"),
                };
            }
        })
    }
}

/// Reads a file, and those in it, within one budget. What it reads is handed on at once.
pub(super) struct Reader<'a> {
    /// The encodings that text without a mark may be in.
    pub(super) encodings: &'a [&'static Encoding],
    take: &'a mut dyn FnMut(Text),
    unread: Vec<Unread>,
    bytes: u64,
    files: usize,
}

impl<'a> Reader<'a> {
    /// A reader for a file of some size.
    pub(super) fn new(
        encodings: &'a [&'static Encoding],
        size: usize,
        take: &'a mut dyn FnMut(Text),
    ) -> Self {
        let bytes = MOST_UNPACKED.saturating_add(size as u64);
        Self { encodings, take, unread: Vec::new(), bytes, files: MOST_FILES }
    }

    /// What it could not read.
    pub(super) fn into_unread(self) -> Vec<Unread> {
        self.unread
    }

    /// Hands on a text, as it is written and as it is seen.
    pub(super) fn say(&mut self, text: Text) {
        if text.is_turned() {
            (self.take)(text.turned());
        }
        (self.take)(text);
    }

    /// Hands on a text that is found as a whole.
    pub(super) fn say_whole(&mut self, place: String, text: &str) {
        self.say(Text::whole(place, text));
    }

    /// Hands on a text in which the vocabulary of a file format may stand.
    pub(super) fn say_formal(&mut self, place: String, text: &str) {
        self.say(Text::whole(place, text).of(Nature::Formal));
    }

    /// Names what is not read.
    pub(super) fn miss(&mut self, name: &str, bytes: &[u8], why: Why) {
        let mut sum = DefaultHasher::new();
        sum.write(bytes);
        self.unread.push(Unread { name: name.to_owned(), why, sum: sum.finish() });
    }

    /// How much may still be unpacked, in bytes.
    pub(super) fn room(&self) -> u64 {
        self.bytes
    }

    /// Takes a file into account before it is read. Says whether there is room for it.
    pub(super) fn enter(&mut self, name: &str, bytes: &[u8], depth: usize) -> bool {
        let size = bytes.len() as u64;
        let why = match () {
            () if depth > MAX_DEPTH => Why::TooDeep,
            () if size > self.bytes || self.files == 0 => Why::TooLarge,
            () => {
                self.bytes -= size;
                self.files -= 1;
                return true;
            }
        };
        self.miss(name, bytes, why);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_budget_is_named() {
        let mut take = |_: Text| {};
        let mut reader = Reader::new(&[], 0, &mut take);
        assert!((0..MOST_FILES).all(|_| reader.enter("a", b"", 0)));
        assert!(!reader.enter("one too many", b"", 0));
        let mut reader = Reader::new(&[], 0, &mut take);
        let large = vec![0; MOST_UNPACKED as usize / 2 + 1];
        assert!(reader.enter("a", &large, 0) && !reader.enter("too large", &large, 0));
        assert!(!reader.enter("too deep", b"", MAX_DEPTH + 1));
        let whys: Vec<_> = reader.into_unread().into_iter().map(|it| it.why).collect();
        assert_eq!(whys, [Why::TooLarge, Why::TooDeep]);
    }
}
