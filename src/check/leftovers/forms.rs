//! How markup is found among words.

use super::written::{OBJECT, Written};

/// How far apart the two signs of a pair may stand, in bytes.
const LONGEST: usize = 400;

/// What markup looks like.
pub(super) enum Form {
    /// Words between two signs.
    Pair {
        open: &'static str,
        close: &'static str,
        /// Whether these words between them make it one.
        fits: fn(Found<'_>) -> bool,
    },
    /// A line that starts with a sign, told by what follows.
    Line { open: &'static str, fits: fn(&str) -> bool },
    /// Lines that start with a sign, all of which make one.
    Lines { open: &'static str, fits: fn(&str) -> bool },
}

/// Words between two signs, and what stands beside those.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// What stands before on the line, as far as is looked.
    pub(super) line: &'a str,
    pub(super) inner: &'a str,
    /// All that stands behind.
    pub(super) rest: &'a str,
}

impl Found<'_> {
    pub(super) fn before(self) -> Option<char> {
        self.line.chars().next_back()
    }

    pub(super) fn after(self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Whether the signs stand close to what is between them, and none of its words is cut.
    pub(super) fn is_tight(self) -> bool {
        let space = |char: char| char.is_whitespace();
        !self.inner.is_empty() && !self.inner.starts_with(space) && !self.inner.ends_with(space)
    }

    /// Whether the signs are parts of no word, as in `i++ + ++j`.
    pub(super) fn stands_alone(self, sign: char) -> bool {
        let joins = |char: char| char.is_alphanumeric() || char == sign;
        !self.before().is_some_and(joins) && !self.after().is_some_and(joins)
    }
}

impl Form {
    /// Tells of every place of this form: where it starts, and its length.
    pub(super) fn find(&self, written: &Written<'_>, tell: &mut impl FnMut(usize, usize)) {
        match *self {
            Self::Pair { open, close, fits } => pairs(written, open, close, fits, tell),
            Self::Line { open, fits } => {
                lines(written, open, fits).for_each(|(at, it)| tell(at, it));
            }
            Self::Lines { open, fits } => {
                if let Some((at, length)) = lines(written, open, fits).next() {
                    tell(at, length);
                }
            }
        }
    }
}

fn pairs(
    written: &Written<'_>,
    open: &str,
    close: &str,
    fits: fn(Found<'_>) -> bool,
    tell: &mut impl FnMut(usize, usize),
) {
    let text = &written.text[..];
    let mut at = 0;
    while let Some(found) = text[at..].find(open) {
        let start = at + found;
        let inner = start + open.len();
        at = inner;
        let reach = text.ceil_char_boundary((inner + LONGEST).min(text.len()));
        let Some(length) = text[inner..reach].find(close) else { continue };
        let end = inner + length + close.len();
        let sight = text.floor_char_boundary(start.saturating_sub(LONGEST));
        let line = text[sight..start].rsplit('\n').next().unwrap_or_default();
        let found = Found { line, inner: &text[inner..inner + length], rest: &text[end..] };
        if fits(found) && !written.is_escaped(start) {
            tell(start, end - start);
            at = end;
        }
    }
}

fn lines<'a>(
    written: &'a Written<'_>,
    open: &'static str,
    fits: fn(&str) -> bool,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut start = 0;
    let lines = written.text.split('\n').map(move |line| {
        let at = start + line.len() - line.trim_start().len();
        start += line.len() + 1;
        (at, line.trim())
    });
    let found = lines.filter(move |(at, words)| {
        let rest = words.strip_prefix(open);
        rest.is_some_and(|rest| fits(rest.trim_end_matches(OBJECT))) && !written.is_escaped(*at)
    });
    found.map(|(at, words)| (at, words.len()))
}
