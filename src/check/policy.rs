//! Which rules speak: what a pack silences, and what it does not suffer.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Severity, Sink, Warned};
use crate::source::{RawPack, RawPage};
use crate::span::{FileId, Sources, Span};
use crate::tree::walk::{walk_blocks, walk_inlines};
use crate::tree::{Authored, BlockKind, InlineKind, Pack, Page};
use crate::yaml::nearest;

/// How a comment starts that silences rules.
const MARK: &str = "recto: allow ";

/// Which rules speak and how loudly: `check` in `pack.yaml`, and comments in pages.
///
/// Notes and warnings can be silenced. An error cannot: an output would be wrong.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    allow: BTreeSet<Code>,
    deny: BTreeSet<Code>,
    places: Vec<Allowed>,
}

/// A place where a rule is silent.
#[derive(Clone, Copy, Debug)]
struct Allowed {
    span: Span,
    code: Code,
}

impl Policy {
    /// Silences some rules everywhere and makes others errors.
    pub fn new(
        allow: impl IntoIterator<Item = Code>,
        deny: impl IntoIterator<Item = Code>,
    ) -> Self {
        let (allow, deny) = (allow.into_iter().collect(), deny.into_iter().collect());
        Self { allow, deny, places: Vec::new() }
    }

    /// What a pack says in its settings and pages. A rule that does not exist is reported.
    pub fn of_pack(raw: &RawPack, pack: &Pack<Authored>, sources: &Sources) -> Warned<Self> {
        let check = &raw.config.check;
        let mut policy = Self::new(check.allow.iter().copied(), check.deny.iter().copied());
        let mut sink = Sink::default();
        for (raw, page) in raw.pages.iter().zip(&pack.pages) {
            let text = &sources.get(raw.file).text;
            if text.contains(MARK) {
                Comments { raw, page, text }.read(&mut policy.places, &mut sink);
            }
        }
        sink.finish(policy)
    }

    /// The diagnostics that are to be reported.
    pub fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let told = |diagnostic: &Diagnostic| {
            diagnostic.severity == Severity::Error || !self.silences(diagnostic)
        };
        let mut told: Vec<_> = diagnostics.into_iter().filter(told).collect();
        for diagnostic in told.iter_mut().filter(|it| self.deny.contains(&it.code)) {
            diagnostic.severity = Severity::Error;
        }
        told
    }

    fn silences(&self, diagnostic: &Diagnostic) -> bool {
        let within = |allowed: &Allowed| {
            allowed.code == diagnostic.code
                && diagnostic.span.is_some_and(|span| allowed.holds(span))
        };
        self.allow.contains(&diagnostic.code) || self.places.iter().any(within)
    }
}

impl Allowed {
    /// Whether a place starts within this one.
    fn holds(self, span: Span) -> bool {
        span.file == self.span.file && (self.span.start..self.span.end).contains(&span.start)
    }
}

/// The comments of one page.
///
/// In the front matter, `# recto: allow RULE` speaks for the whole page. In the body,
/// `<!-- recto: allow RULE -->` speaks for its line, and on a line of its own for the block that
/// follows.
struct Comments<'a> {
    raw: &'a RawPage,
    page: &'a Page<Authored>,
    text: &'a str,
}

impl Comments<'_> {
    fn read(&self, places: &mut Vec<Allowed>, sink: &mut Sink) {
        let code = self.code();
        for (at, _) in self.text.match_indices(MARK) {
            let names = at + MARK.len();
            let in_front_matter = at < self.raw.body.start;
            let Some(end) = self.end_of_names(at, in_front_matter) else { continue };
            if code.iter().any(|code| code.contains(&at)) {
                continue;
            }
            let scope = if in_front_matter { 0..self.text.len() } else { self.scope(at, end) };
            for name in self.text[names..end].split([',', ' ']).filter(|name| !name.is_empty()) {
                let start = names + name.as_ptr() as usize - self.text[names..].as_ptr() as usize;
                match Code::named(name) {
                    Some(code) => {
                        let place = self.span(start..start + name.len());
                        sink.extend(code.unsilenced().map(|told| told.at(place)));
                        places.push(Allowed { span: self.span(scope.clone()), code });
                    }
                    None => sink.push(unknown(name, self.span(start..start + name.len()))),
                }
            }
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file(), range)
    }

    fn file(&self) -> FileId {
        self.raw.file
    }

    /// Where the names of rules end behind a mark; none where it stands in no comment.
    fn end_of_names(&self, at: usize, in_front_matter: bool) -> Option<usize> {
        let line = self.line(at);
        let before = &self.text[line.start..at];
        if in_front_matter {
            return before.trim_end().ends_with('#').then_some(line.end);
        }
        let length = self.text[at..line.end].find("-->")?;
        before.trim_end().ends_with("<!--").then_some(at + length)
    }

    /// The line around a place, without its end.
    fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        start..end
    }

    /// What a comment speaks for.
    fn scope(&self, at: usize, end: usize) -> Range<usize> {
        let line = self.line(at);
        let before = self.text[line.start..at].trim_end().trim_end_matches("<!--");
        let after = self.text[end..line.end].trim_start_matches("-->");
        // A list's or quotation's marks may stand before it.
        let alone = before.trim_matches([' ', '\t', '>']).is_empty() && after.trim().is_empty();
        if !alone {
            return line;
        }
        line.start..self.next_block(line.end).max(self.next_line(line.end))
    }

    /// Where the first block ends that starts behind a place.
    fn next_block(&self, behind: usize) -> usize {
        let mut end = None;
        let notes = self.page.notes.iter().map(|note| &note.blocks);
        for blocks in std::iter::once(&self.page.blocks).chain(notes) {
            walk_blocks(blocks, &mut |block| {
                let range = block.span.range();
                if block.span.file == self.file() && range.start >= behind && end.is_none() {
                    end = Some(range.end);
                }
            });
        }
        end.unwrap_or(behind)
    }

    /// Where the first line ends that is behind a place and not blank: a page's title is no block.
    fn next_line(&self, behind: usize) -> usize {
        let rest = &self.text[behind..];
        let blank = rest.len() - rest.trim_start().len();
        self.line(behind + blank).end
    }

    /// The places of code, in which a comment is none.
    fn code(&self) -> Vec<Range<usize>> {
        let mut code = Vec::new();
        walk_blocks(&self.page.blocks, &mut |block| {
            if matches!(block.kind, BlockKind::Code { .. }) {
                code.push(block.span.range());
            }
        });
        walk_inlines(&self.page.blocks, &mut |inline| {
            if matches!(inline.kind, InlineKind::Code { .. }) {
                code.push(inline.span.range());
            }
        });
        code
    }
}

fn unknown(name: &str, at: Span) -> Diagnostic {
    let warning =
        Diagnostic::warning(Code::UnknownRule, format!("there is no rule `{name}`")).at(at);
    match nearest(name, Code::ALL.iter().map(|code| code.as_str())) {
        Some(near) => warning.help(format!("did you mean `{near}`?")),
        None => warning.help("`recto check --list` names them all"),
    }
}
