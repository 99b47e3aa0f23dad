//! The signs of a text that may stand around formulas, where words stand: none in code, in HTML or
//! in addresses.

use std::ops::Range;

use crate::parse::markdown::{self, Stretch};

/// A sign that may stand at an end of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) kind: Kind,
    /// Where it stands, with its backslashes or backticks.
    pub(super) range: Range<usize>,
    /// The words that it stands among: a formula crosses neither blocks nor code.
    pub(super) run: usize,
    /// The link that it stands in; 0 for none.
    pub(super) link: usize,
    /// How many braces are open there.
    pub(super) depth: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Dollar,
    DoubleDollar,
    /// A dollar sign of three or more.
    Plain,
    /// `` $` ``
    CodeOpen,
    /// `` `$ ``
    CodeClose,
    Open(Bracket),
    Close(Bracket),
}

/// `\(`, `\[` or what closes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    /// Whether the formula stands on a line of its own.
    pub(super) display: bool,
    /// Whether two backslashes stand there, as Markdown without formulas needs.
    pub(super) doubled: bool,
}

/// The signs of a text, in order.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut scan = Scan { text, signs: Vec::new(), run: 0, depth: 0, open: 0, behind: 0 };
    let (mut links, mut last_link) = (Vec::new(), 0);
    for (stretch, range) in markdown::stretches(text) {
        match stretch {
            Stretch::Words => scan.words(range, links.last().copied().unwrap_or_default()),
            Stretch::Code => scan.code(range),
            Stretch::LinkStart => {
                last_link += 1;
                links.push(last_link);
            }
            Stretch::LinkEnd => _ = links.pop(),
            Stretch::Sign => {}
            Stretch::Border => scan.next_run(),
        }
    }
    scan.signs
}

struct Scan<'a> {
    text: &'a str,
    signs: Vec<Sign>,
    run: usize,
    depth: i32,
    /// How many single dollar signs stand in the run.
    open: usize,
    /// What stands before is read.
    behind: usize,
}

impl Scan<'_> {
    fn next_run(&mut self) {
        self.run += 1;
        self.depth = 0;
        self.open = 0;
    }

    /// Code, which is a formula where dollar signs touch it: `` $`a`$ ``.
    fn code(&mut self, range: Range<usize>) {
        let opened = self.signs.last().filter(|sign| {
            sign.kind == Kind::Dollar && sign.run == self.run && sign.range.end == range.start
        });
        if let Some(open) = opened.cloned()
            && self.text[range.end..].starts_with('$')
        {
            let ticks = self.text[range.clone()].bytes().take_while(|&byte| byte == b'`').count();
            self.signs.pop();
            let (start, end) = (open.range.start, range.end + 1);
            self.push(Kind::CodeOpen, start..range.start + ticks, open.link);
            self.push(Kind::CodeClose, range.end - ticks..end, open.link);
            self.behind = end;
        }
        self.next_run();
    }

    fn words(&mut self, range: Range<usize>, link: usize) {
        let mut at = range.start.max(self.behind);
        while let Some(found) = self.text.get(at..range.end).and_then(next_sign) {
            let start = at + found;
            let backslashes = backslashes_before(self.text, start);
            let is_escaped = backslashes % 2 == 1;
            at = start + 1;
            match self.text.as_bytes()[start] {
                b'{' if !is_escaped => self.depth += 1,
                b'}' if !is_escaped => self.depth -= 1,
                b'$' if !is_escaped => {
                    let dollars = self.text[start..range.end].bytes();
                    at = start + dollars.take_while(|&byte| byte == b'$').count();
                    self.dollars(start..at, link);
                }
                bracket @ (b'(' | b'[' | b')' | b']') if (1..=2).contains(&backslashes) => {
                    let doubled = backslashes == 2;
                    let kind = Bracket { display: matches!(bracket, b'[' | b']'), doubled };
                    let opens = matches!(bracket, b'(' | b'[');
                    let kind = if opens { Kind::Open(kind) } else { Kind::Close(kind) };
                    self.push(kind, start - backslashes..at, link);
                }
                _ => {}
            }
        }
        self.behind = self.behind.max(range.end);
    }

    fn dollars(&mut self, range: Range<usize>, link: usize) {
        let kind = match range.len() {
            2 if !self.touches(&range) => Kind::DoubleDollar,
            1 | 2 => Kind::Dollar,
            _ => Kind::Plain,
        };
        if kind == Kind::DoubleDollar {
            return self.push(kind, range, link);
        }
        self.open += range.len();
        for at in range {
            self.push(kind, at..at + 1, link);
        }
    }

    /// Whether one formula ends and the next starts at two dollar signs: `$x$$y$`.
    fn touches(&self, range: &Range<usize>) -> bool {
        let before = self.text[..range.start].chars().next_back();
        let behind = self.text[range.end..].chars().next();
        let is_word = |char: Option<char>| char.is_some_and(|char| !char.is_whitespace());
        self.open % 2 == 1 && is_word(before) && is_word(behind)
    }

    fn push(&mut self, kind: Kind, range: Range<usize>, link: usize) {
        self.signs.push(Sign { kind, range, run: self.run, link, depth: self.depth });
    }
}

fn next_sign(text: &str) -> Option<usize> {
    text.find(['$', '{', '}', '(', ')', '[', ']'])
}

fn backslashes_before(text: &str, at: usize) -> usize {
    text[..at].bytes().rev().take_while(|&byte| byte == b'\\').count()
}
