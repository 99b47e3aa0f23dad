//! Text that remembers where each of its bytes was written.
//!
//! What Markdown is read from is not always what stands in the file: shortcodes are expanded,
//! admonitions rewritten, wrongly decoded letters repaired. [`Mapped`] is the result of such
//! steps, and still gives every node its place in the source.

use std::ops::Range;

use crate::span::{FileId, Span};

/// A text made of pieces, each with its place in a source file.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    text: String,
    pieces: Vec<Piece>,
    home: Span,
}

/// A run of bytes that come from one place.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where the run starts in the text; it ends where the next one starts.
    start: usize,
    /// Where it was written.
    source: Span,
    /// Whether the bytes stand in the source as they are, one for one. The bytes of a generated
    /// piece all map to the whole of `source`.
    verbatim: bool,
}

impl Mapped {
    /// An empty text that belongs to `home`, the place of all that has none of its own.
    pub(super) fn empty(home: Span) -> Self {
        Self { text: String::new(), pieces: Vec::new(), home }
    }

    /// A stretch of a file as it is.
    pub(super) fn verbatim(text: &str, file: FileId, start: usize) -> Self {
        let home = Span::new(file, start..start + text.len());
        let mut mapped = Self::empty(home);
        mapped.push_piece(text, home, true);
        mapped
    }

    /// A text for tests, as the whole of a page.
    #[cfg(test)]
    pub(super) fn of_page(text: &str) -> Self {
        let file = crate::span::Sources::default().add("a.md", text.to_owned());
        Self::verbatim(text, file, 0)
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Appends words that stand nowhere in the source, on behalf of `source`.
    pub(super) fn push_generated(&mut self, text: &str, source: Span) {
        self.push_piece(text, source, false);
    }

    /// Appends a stretch of another text with the places it has there.
    pub(super) fn push_slice(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        let first = other.pieces.partition_point(|piece| piece.start <= at).saturating_sub(1);
        for (index, piece) in other.pieces.iter().enumerate().skip(first) {
            let end = other.piece_end(index).min(range.end);
            if at >= end {
                break;
            }
            self.push_piece(&other.text[at..end], piece.place(at..end), piece.verbatim);
            at = end;
        }
    }

    /// The text with some stretches replaced, which are in order. What stands there is generated on
    /// behalf of each.
    pub(super) fn replaced(
        self,
        edits: impl IntoIterator<Item = (Range<usize>, impl AsRef<str>)>,
    ) -> Self {
        let mut edits = edits.into_iter().peekable();
        if edits.peek().is_none() {
            return self;
        }
        let end = self.text.len();
        let mut out = Self::empty(self.span(0..end));
        let mut at = 0;
        for (range, instead) in edits {
            out.push_slice(&self, at..range.start);
            out.push_generated(instead.as_ref(), self.span(range.clone()));
            at = range.end;
        }
        out.push_slice(&self, at..end);
        out
    }

    /// Where a stretch of the text was written.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let first = self.place(range.start..range.start + 1);
        if range.len() <= 1 {
            return if range.is_empty() { Span { end: first.start, ..first } } else { first };
        }
        first.join(self.place(range.end - 1..range.end))
    }

    fn place(&self, byte: Range<usize>) -> Span {
        let index = self.pieces.partition_point(|piece| piece.start <= byte.start);
        index.checked_sub(1).map_or(self.home, |index| self.pieces[index].place(byte))
    }

    fn piece_end(&self, index: usize) -> usize {
        self.pieces.get(index + 1).map_or(self.text.len(), |next| next.start)
    }

    fn push_piece(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let continues = self.pieces.last().is_some_and(|last| {
            verbatim
                && last.verbatim
                && last.source.file == source.file
                && last.source.end == source.start
        });
        match self.pieces.last_mut() {
            Some(last) if continues => last.source.end = source.end,
            _ => self.pieces.push(Piece { start, source, verbatim }),
        }
    }
}

impl Piece {
    fn place(&self, bytes: Range<usize>) -> Span {
        if !self.verbatim {
            return self.source;
        }
        let offset = |at: usize| self.source.start as usize + at - self.start;
        let end = offset(bytes.end).min(self.source.end as usize);
        Span::new(self.source.file, offset(bytes.start).min(end)..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    #[test]
    fn bytes_map_back_through_generated_words() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "front\nbefore {{x}} after");
        let body = Mapped::verbatim("before {{x}} after", file, 6);
        let mut text = Mapped::empty(Span::new(file, 6..24));
        text.push_slice(&body, 0..7);
        text.push_generated("GENERATED", body.span(7..12));
        text.push_slice(&body, 12..18);
        assert_eq!(text.text(), "before GENERATED after");
        assert_eq!(sources.excerpt(text.span(0..6)), "before");
        assert_eq!(sources.excerpt(text.span(9..12)), "{{x}}");
        assert_eq!(sources.excerpt(text.span(17..22)), "after");
        assert_eq!(sources.excerpt(text.span(3..22)), "ore {{x}} after");
    }
}
