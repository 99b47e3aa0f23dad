//! `*[HTML]: Hypertext Markup Language`: what an abbreviation stands for, as PHP Markdown Extra,
//! Python-Markdown and kramdown have it. The line goes, and the words say it where one can point at
//! them.

use std::collections::BTreeMap;

use regex::Regex;

use super::mapped::Mapped;
use super::markdown;
use super::reader::Reader;
use super::shortcode::reach;
use crate::span::Span;
use crate::tree::walk::walk_contents_mut;
use crate::tree::{Attr, Authored, Block, Inline, InlineKind};

/// Abbreviations, each with what it stands for, as it was said last.
pub(super) type Abbreviations = BTreeMap<String, String>;

/// Takes the lines that explain abbreviations out of a text. What stands within a condition that
/// this reader does not meet explains none.
pub(super) fn take(text: Mapped, reader: &Reader<'_>) -> (Mapped, Abbreviations) {
    if !text.text().contains("*[") {
        return (text, Abbreviations::new());
    }
    let code = markdown::code_ranges(text.text());
    let hidden = reach::hidden(text.text(), reader);
    let mut found = Abbreviations::new();
    let mut lines = Vec::new();
    for line in markdown::lines(text.text()) {
        let words = text.text()[line.clone()].trim_start_matches([' ', '\t', '>']);
        let start = line.end - words.len();
        if let Some((name, meaning)) = explained(words)
            && !markdown::is_within(&code, start)
        {
            if !markdown::is_within(&hidden, start) {
                found.insert(name.to_owned(), meaning.to_owned());
            }
            let end = line.start + text.text()[line.clone()].trim_end_matches('\n').len();
            lines.push((start..end, ""));
        }
    }
    (text.replaced(lines), found)
}

/// The abbreviation that a line explains, and its words.
fn explained(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix("*[")?.split_once(']')?;
    let meaning = rest.trim_start_matches(' ').strip_prefix(':')?;
    (!name.trim().is_empty()).then(|| (name.trim(), meaning.trim()))
}

/// Says at each abbreviation of a page what it stands for.
pub(super) fn explain(blocks: &mut [Block<Authored>], abbreviations: &Abbreviations) {
    let mut names: Vec<&str> = abbreviations.keys().map(String::as_str).collect();
    // Of two that start alike the longer one is meant.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let names: Vec<String> = names.into_iter().map(regex::escape).collect();
    let Some(Ok(names)) = (!names.is_empty()).then(|| Regex::new(&names.join("|"))) else { return };
    let explainer = Explainer { names, abbreviations };
    walk_contents_mut(blocks, &mut |content| explainer.words(content));
}

struct Explainer<'a> {
    names: Regex,
    abbreviations: &'a Abbreviations,
}

impl Explainer<'_> {
    fn words(&self, content: &mut Vec<Inline<Authored>>) {
        let mut out = Vec::with_capacity(content.len());
        for mut inline in std::mem::take(content) {
            match &mut inline.kind {
                InlineKind::Text { text } if inline.attr.is_none() && self.names.is_match(text) => {
                    self.split(text, inline.span, &mut out);
                }
                kind => {
                    if let Some(inner) = kind.content_mut() {
                        self.words(inner);
                    }
                    out.push(inline);
                }
            }
        }
        *content = out;
    }

    /// Splits words at their abbreviations.
    fn split(&self, text: &str, span: Span, out: &mut Vec<Inline<Authored>>) {
        let verbatim = span.range().len() == text.len();
        let place = |start: usize, end: usize| {
            let at = span.start as usize;
            if verbatim { Span::new(span.file, at + start..at + end) } else { span }
        };
        let mut written = 0;
        for found in self.names.find_iter(text) {
            let joins = |char: char| char.is_alphanumeric() || char == '_';
            let is_part =
                text[..found.start()].ends_with(joins) || text[found.end()..].starts_with(joins);
            if is_part {
                continue;
            }
            if written < found.start() {
                out.push(Inline::text(
                    &text[written..found.start()],
                    place(written, found.start()),
                ));
            }
            let place = place(found.start(), found.end());
            let mut attr = Attr::none();
            attr.set("title", &*self.abbreviations[found.as_str()]);
            let content = vec![Inline::text(found.as_str(), place)];
            out.push(Inline { kind: InlineKind::Span { content }, attr, span: place });
            written = found.end();
        }
        if written < text.len() {
            out.push(Inline::text(&text[written..], place(written, text.len())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Audience;

    #[test]
    fn lines_that_explain_are_taken() {
        let text = "A\n*[VHF]: Very high\n  *[a b] : words\n\n```\n*[x]: code\n```\n*[y] no\n* [z]: item\n";
        let (left, found) = take(Mapped::of_page(text), &Reader::new(&Audience::default()));
        assert_eq!(left.text(), "A\n\n  \n\n```\n*[x]: code\n```\n*[y] no\n* [z]: item\n");
        let found: Vec<_> = found.iter().map(|(name, words)| format!("{name}={words}")).collect();
        assert_eq!(found, ["VHF=Very high", "a b=words"]);
    }
}
