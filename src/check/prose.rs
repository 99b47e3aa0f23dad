//! Spaces that nobody meant.

use std::ops::Range;

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::tree::walk::walk_content;
use crate::tree::{Authored, BlockKind, Inline, InlineKind};

const NO_BREAK: char = '\u{A0}';

/// No-break spaces that hold nothing together, and several spaces in a row where an output shows them:
/// in headings, whose words stand in outlines as they are. Everywhere else they are set as one.
pub(super) fn spaces(view: &View<'_>, sink: &mut Sink) {
    run_spaces(view, &view.page.title, true, sink);
    view.blocks(&mut |block| {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        let runs = block.kind.contents().into_iter();
        runs.for_each(|run| run_spaces(view, run, is_heading, sink));
    });
}

fn run_spaces(view: &View<'_>, run: &[Inline<Authored>], is_heading: bool, sink: &mut Sink) {
    let edges = Edges { is_heading, ..Edges::of(run) };
    walk_content(run, &mut |inline| {
        if let InlineKind::Text { text } = &inline.kind {
            text_spaces(view, text, inline.span, edges, sink);
        }
    });
}

/// The bytes between which a run of inlines stands in its source, and what it is.
#[derive(Clone, Copy)]
struct Edges {
    start: u32,
    end: u32,
    is_heading: bool,
}

impl Edges {
    fn of(run: &[Inline<Authored>]) -> Self {
        let span = |inline: Option<&Inline<Authored>>| inline.map(|inline| inline.span);
        Self {
            start: span(run.first()).map_or(0, |span| span.start),
            end: span(run.last()).map_or(0, |span| span.end),
            is_heading: false,
        }
    }
}

fn text_spaces(view: &View<'_>, text: &str, span: Span, edges: Edges, sink: &mut Sink) {
    if !text.contains("  ") && !text.contains(NO_BREAK) {
        return;
    }
    let written = view.sources.excerpt(span);
    let (gaps, meant) = (gaps(written), gaps(text));
    // Only where the words stand in the source as they are: not what a template gave, no no-break
    // space that somebody wrote as `&nbsp;`, nor one that was decoded wrongly.
    if gaps.len() != meant.len() {
        return;
    }
    let verbatim =
        |(gap, meant): &(Range<usize>, Range<usize>)| around(written, gap) == around(text, meant);
    for (gap, _) in gaps.into_iter().zip(meant).filter(verbatim) {
        let spaces = &written[gap.clone()];
        let start = span.start as usize + gap.start;
        let at = Span::new(span.file, start..start + spaces.len());
        let at_edge = at.start == edges.start || at.end == edges.end;
        let alone = spaces.len() == written.len();
        let several = spaces.chars().count() > 1;
        if !spaces.contains(NO_BREAK) {
            if several && edges.is_heading {
                sink.push(double(at));
            }
        } else if several || (at_edge && !alone) {
            // Beside a tag that gives no words a space still parts it from them.
            let bare = at_edge && stands_beside_space(&view.sources.get(at.file).text, at);
            sink.push(noise(at, if bare { "" } else { " " }));
        }
    }
}

/// Whether there is a space or nothing before or behind a place.
fn stands_beside_space(source: &str, at: Span) -> bool {
    let Range { start, end } = at.range();
    let before = source[..start].chars().next_back();
    let after = source[end..].chars().next();
    [before, after].into_iter().any(|beside| beside.is_none_or(char::is_whitespace))
}

/// A gap with the characters on both sides of it.
fn around<'t>(text: &'t str, gap: &Range<usize>) -> (Option<char>, &'t str, Option<char>) {
    let (before, after) = (&text[..gap.start], &text[gap.end..]);
    (before.chars().next_back(), &text[gap.clone()], after.chars().next())
}

/// Every run of two or more spaces, and every no-break space.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, c)| matches!(*c, ' ' | NO_BREAK)) {
        let end = at + character.len_utf8();
        match gaps.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => gaps.push(at..end),
        }
    }
    gaps.retain(|gap| text[gap.clone()] != *" ");
    gaps
}

fn double(at: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::DoubleSpace,
        "there is more than one space between two words of this heading",
    )
    .at(at)
    .help("leave one")
    .fix(at, " ")
}

fn noise(at: Span, meant: &str) -> Diagnostic {
    let help = if meant.is_empty() { "remove it" } else { "write one plain space" };
    Diagnostic::warning(Code::NoBreakSpace, "a no-break space here holds nothing together")
        .at(at)
        .help(help)
        .fix(at, meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_more_than_one_space_or_a_no_break_space() {
        assert_eq!(gaps("a b  c\u{A0}d \u{A0}e"), [3..5, 6..8, 9..12]);
        assert!(gaps("one two").is_empty());
    }
}
