//! The words of a run as their author wrote them.

use crate::span::{Sources, Span};
use crate::tree::{Authored, Inline, InlineKind};

/// Stands for code among words.
pub(super) const CODE: char = '\u{FDD1}';

/// Stands for a picture, a formula, the mark of a footnote, or where a link starts or ends.
pub(super) const OBJECT: char = '\u{FDD2}';

/// A run of words with its source's own signs: a backslash before what is meant as it stands,
/// quotes and dashes as they were typed. Code and maths are no words.
pub(super) struct Written<'a> {
    pub(super) text: String,
    pieces: Vec<Piece>,
    sources: &'a Sources,
}

/// A stretch of the text that comes from one inline.
struct Piece {
    /// Where it starts in the text; it ends where the next one starts.
    start: usize,
    span: Span,
    /// Whether it stands in the source as it is.
    verbatim: bool,
}

impl<'a> Written<'a> {
    pub(super) fn new(run: &[Inline<Authored>], sources: &'a Sources) -> Self {
        let mut written = Self { text: String::new(), pieces: Vec::new(), sources };
        written.push_run(run);
        written
    }

    /// Depth is bounded by the parser.
    fn push_run(&mut self, run: &[Inline<Authored>]) {
        for inline in run {
            match &inline.kind {
                InlineKind::Text { text } => self.push_text(text, inline.span),
                InlineKind::SoftBreak | InlineKind::HardBreak => self.text.push('\n'),
                InlineKind::Code { .. } => self.text.push(CODE),
                // Critic's marks hold those of other words: `{~~old~>new~~}`, `{==words==}`.
                InlineKind::Subscript { content } => self.push_between("~", content),
                InlineKind::Superscript { content } => self.push_between("^", content),
                InlineKind::Strike { content } => self.push_between("~~", content),
                InlineKind::Mark { content } => self.push_between("==", content),
                InlineKind::Link { content, .. } => {
                    self.text.push(OBJECT);
                    self.push_run(content);
                    self.text.push(OBJECT);
                }
                kind => match kind.content() {
                    Some(content) => self.push_run(content),
                    None => self.text.push(OBJECT),
                },
            }
        }
    }

    fn push_between(&mut self, sign: &str, content: &[Inline<Authored>]) {
        self.text.push_str(sign);
        self.push_run(content);
        self.text.push_str(sign);
    }

    fn push_text(&mut self, text: &str, span: Span) {
        let source = self.sources.excerpt(span);
        let verbatim = is_made_of(text, source);
        self.pieces.push(Piece { start: self.text.len(), span, verbatim });
        if verbatim {
            self.text.push_str(source);
        } else {
            text.chars().for_each(|char| push_typed(char, &mut self.text));
        }
    }

    /// Where a stretch of the text was written: all of its inline where no closer place is known.
    pub(super) fn place(&self, start: usize, length: usize) -> Option<Span> {
        let first = self.place_of(start, length.min(1))?;
        let last = self.place_of((start + length).saturating_sub(1).max(start), length.min(1));
        Some(last.map_or(first, |last| first.join(last)))
    }

    fn place_of(&self, start: usize, length: usize) -> Option<Span> {
        let index = self.pieces.partition_point(|piece| piece.start <= start).checked_sub(1)?;
        let Piece { start: from, span, verbatim } = self.pieces[index];
        if !verbatim {
            return Some(span);
        }
        let source = span.range();
        let at = (source.start + start - from).min(source.end);
        Some(Span::new(span.file, at..(at + length).min(source.end)))
    }

    /// Whether a backslash says that what starts here is meant as it stands.
    pub(super) fn is_escaped(&self, start: usize) -> bool {
        // A step before this one may have taken the backslash away.
        self.text[..start].ends_with('\\')
            || self.place(start, 0).is_some_and(|span| {
                let source = &self.sources.get(span.file).text;
                source.get(..span.range().start).is_some_and(|before| before.ends_with('\\'))
            })
    }
}

/// Whether words are what the parser makes of a source: without backslashes and needless space, and
/// with the quotes and dashes of smart punctuation. What a template gave is not.
fn is_made_of(text: &str, source: &str) -> bool {
    let mut typed = String::with_capacity(source.len());
    text.chars().for_each(|char| push_typed(char, &mut typed));
    let mut typed = typed.chars().filter(|char| !char.is_whitespace()).peekable();
    for char in source.chars().filter(|char| !char.is_whitespace()) {
        let mut same = String::new();
        push_typed(char, &mut same);
        for char in same.chars() {
            if typed.next_if_eq(&char).is_none() && char != '\\' {
                return false;
            }
        }
    }
    typed.next().is_none()
}

/// Pushes a character as it is typed: smart punctuation has been here before.
fn push_typed(char: char, out: &mut String) {
    match char {
        '–' => out.push_str("--"),
        '—' => out.push_str("---"),
        '…' => out.push_str("..."),
        '“' | '”' => out.push('"'),
        '‘' | '’' => out.push('\''),
        char => out.push(char),
    }
}
