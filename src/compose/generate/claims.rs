//! Words by which pages name a standard.

use crate::span::{Sources, Span};
use crate::text::single_spaced;
use crate::tree::walk::{walk_blocks, walk_content};
use crate::tree::{Authored, Inline, InlineKind, Page, plain_text};

/// Words to look for. They are found as whole words, in whatever spaces stand between them.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Vec<char>);

impl Pattern {
    pub(super) fn new(words: &str) -> Self {
        Self(single_spaced(words).chars().collect())
    }

    /// The characters of a text that are these words, the first time they stand there.
    fn find(&self, text: &[char]) -> Option<std::ops::Range<usize>> {
        if self.0.is_empty() {
            return None;
        }
        (0..text.len()).filter(|&start| start == 0 || !text[start - 1].is_alphanumeric()).find_map(
            |start| {
                let end = start + fits(&self.0, &text[start..])?;
                Some(start..end)
            },
        )
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find(&text.chars().collect::<Vec<_>>()).is_some()
    }
}

/// How much of a text's start a pattern takes, where what follows is no part of a word. Goes as
/// deep as the pattern has stars.
fn fits(pattern: &[char], text: &[char]) -> Option<usize> {
    let (mut at, mut pattern) = (0, pattern);
    while let Some((first, rest)) = pattern.split_first() {
        match first {
            '*' => {
                let longest = text[at..].iter().take_while(|it| !it.is_whitespace()).count();
                return (0..=longest)
                    .rev()
                    .find_map(|length| Some(at + length + fits(rest, &text[at + length..])?));
            }
            ' ' => {
                let spaces = text[at..].iter().take_while(|it| it.is_whitespace()).count();
                at += Some(spaces).filter(|&spaces| spaces > 0)?;
            }
            letter => {
                text.get(at).filter(|it| *it == letter)?;
                at += 1;
            }
        }
        pattern = rest;
    }
    let ends = text.get(at).is_none_or(|next| !next.is_alphanumeric());
    ends.then_some(at)
}

/// The words of a page, a run of inlines at a time.
pub(super) struct PageWords<'a> {
    runs: Vec<(Vec<char>, &'a [Inline<Authored>])>,
}

impl<'a> PageWords<'a> {
    pub(super) fn of(page: &'a Page<Authored>) -> Self {
        let mut runs = Vec::new();
        let mut add = |content: &'a [Inline<Authored>]| {
            runs.push((plain_text(content).chars().collect(), content));
        };
        add(&page.title);
        let notes = page.notes.iter().map(|note| &note.blocks);
        for blocks in std::iter::once(&page.blocks).chain(notes) {
            walk_blocks(blocks, &mut |block| {
                block.kind.contents().into_iter().for_each(|content| add(content));
            });
        }
        Self { runs }
    }

    /// Where the page first says what a pattern looks for.
    pub(super) fn find(&self, patterns: &[Pattern], sources: &Sources) -> Option<Span> {
        self.runs.iter().find_map(|(text, content)| {
            let found = patterns.iter().find_map(|pattern| pattern.find(text))?;
            let words: String = text[found].iter().collect();
            place(content, &words, sources)
        })
    }

    pub(super) fn mention(&self, patterns: &[Pattern]) -> bool {
        self.runs.iter().any(|(text, _)| patterns.iter().any(|it| it.find(text).is_some()))
    }
}

/// The narrowest place of words in a run: where they are written, else the piece they start in.
fn place(content: &[Inline<Authored>], words: &str, sources: &Sources) -> Option<Span> {
    let first = content.first()?;
    let mut found = None;
    walk_content(content, &mut |inline| {
        if let InlineKind::Text { text } | InlineKind::Code { text } = &inline.kind
            && text.contains(words)
        {
            found = found.or(Some(inline.span));
        }
    });
    let whole = content.iter().fold(first.span, |span, inline| span.join(inline.span));
    let span = found.unwrap_or(whole);
    let at = sources.excerpt(span).find(words);
    Some(at.map_or(span, |at| {
        let start = span.range().start + at;
        Span::new(span.file, start..start + words.len())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_whole_words() {
        let is_in = |pattern: &str, text: &str| Pattern::new(pattern).is_in(text);
        assert!(is_in("ISO/IEC 27001", "meets ISO/IEC\u{A0}27001:2022."));
        assert!(is_in("ISO* 2700*", "(ISO/IEC 27005)"));
        assert!(is_in("SOC 2", "SOC 2"));
        assert!(!is_in("SOC 2", "SOC 27, or ASOC 2x"));
        assert!(!is_in("ISO* 27001", "ISO and IEC 27001"));
        assert!(!is_in("", "anything"));
        assert!(is_in("*", "anything"));
    }
}
