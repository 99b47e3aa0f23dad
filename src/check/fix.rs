//! Corrections that take no judgement, written into a file.

use std::ops::Range;

use crate::diag::Fix;

/// A file's bytes with corrections made, and how many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The bytes to write.
    pub bytes: Vec<u8>,
    /// How many corrections were made.
    pub count: usize,
}

/// Makes corrections in a file that holds `bytes` and was read as `text`.
///
/// Of corrections that overlap, the first one in the file is made; what is left shows when the
/// file is read again. None where there is nothing to make, and where the bytes are not the text
/// in UTF-8 with lines that all end alike: such a file would change in more than was asked for.
pub fn mend(bytes: &[u8], text: &str, fixes: &[Fix]) -> Option<Mended> {
    let coat = Coat::of(bytes, text)?;
    let mut edits: Vec<(Range<usize>, &str)> =
        fixes.iter().map(|fix| (fix.span.range(), &*fix.text)).collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut mended, mut at, mut count) = (String::with_capacity(text.len()), 0, 0);
    for (range, new) in edits {
        let Some(old) = text.get(range.clone()).filter(|old| range.start >= at && *old != new)
        else {
            continue;
        };
        mended.push_str(&text[at..range.start]);
        mended.push_str(new);
        at = range.start + old.len();
        count += 1;
    }
    mended.push_str(&text[at..]);
    (count > 0).then(|| Mended { bytes: coat.put_on(&mended), count })
}

/// What a file has around its text.
struct Coat {
    marked: bool,
    carriage_returns: bool,
}

impl Coat {
    const MARK: &[u8] = b"\xEF\xBB\xBF";

    /// The coat of a file; none where it has another one than these.
    fn of(bytes: &[u8], text: &str) -> Option<Self> {
        [(false, false), (true, false), (false, true), (true, true)]
            .into_iter()
            .map(|(marked, carriage_returns)| Self { marked, carriage_returns })
            .find(|coat| coat.put_on(text) == bytes)
    }

    fn put_on(&self, text: &str) -> Vec<u8> {
        let mut bytes = if self.marked { Self::MARK.to_vec() } else { Vec::new() };
        if self.carriage_returns {
            bytes.extend(text.replace('\n', "\r\n").as_bytes());
        } else {
            bytes.extend(text.as_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};

    fn mended(bytes: &[u8], text: &str, edits: &[(Range<usize>, &str)]) -> Option<Vec<u8>> {
        let file = Sources::default().add("a.md", text);
        let fixes: Vec<_> = edits
            .iter()
            .map(|(range, new)| Fix {
                span: Span::new(file, range.clone()),
                text: (*new).to_owned(),
            })
            .collect();
        mend(bytes, text, &fixes).map(|mended| mended.bytes)
    }

    #[test]
    fn a_file_keeps_its_mark_and_its_line_ends() {
        let edits = [(4..6, " "), (1..3, " "), (5..9, "never")];
        let mended = |bytes: &[u8]| mended(bytes, "a  b  c\nd", &edits).unwrap();
        assert_eq!(mended(b"a  b  c\nd"), b"a b c\nd");
        assert_eq!(mended(b"\xEF\xBB\xBFa  b  c\r\nd"), b"\xEF\xBB\xBFa b c\r\nd");
    }

    #[test]
    fn a_file_in_another_coat_and_one_without_faults_are_left_alone() {
        assert_eq!(mended(b"a\r\n  b\n", "a\n  b\n", &[(2..4, " ")]), None);
        assert_eq!(mended(b"\xE4  b", "\u{E4}  b", &[(2..4, " ")]), None);
        assert_eq!(mended(b"a b", "a b", &[(1..2, " ")]), None);
    }
}
