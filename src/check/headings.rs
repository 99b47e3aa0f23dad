//! Headings that contradict each other.

use std::collections::BTreeSet;

use super::view::View;
use crate::diag::{Code, Diagnostic, Sink};
use crate::span::Span;
use crate::tree::{BlockKind, plain_text};

/// A heading with what a rule wants to know of it.
struct Heading {
    level: u8,
    words: String,
    span: Span,
}

/// Every heading of a page, in order.
fn headings(view: &View<'_>) -> Vec<Heading> {
    let mut found = Vec::new();
    view.blocks(&mut |block| {
        if let BlockKind::Heading { level, content, .. } = &block.kind {
            found.push(Heading { level: *level, words: plain_text(content), span: block.span });
        }
    });
    found
}

/// For each heading, the index of the one it stands below.
fn parents(headings: &[Heading]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let parent = |(index, heading): (usize, &Heading)| {
        while open.last().is_some_and(|&last| headings[last].level >= heading.level) {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(index);
        parent
    };
    headings.iter().enumerate().map(parent).collect()
}

/// Numbers that authors wrote into headings and that do not count on: `1.1` below `2`.
///
/// Each group of neighbours is reported once.
pub(super) fn numbers(view: &View<'_>, sink: &mut Sink) {
    let headings = headings(view);
    let parents = parents(&headings);
    let numbers: Vec<_> = headings.iter().map(|heading| number(&heading.words)).collect();
    let mut told: Vec<Option<usize>> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let parent = parents[index];
        let above = parent.and_then(|parent| numbers[parent].as_ref());
        let (Some(own), Some(above)) = (&numbers[index], above) else { continue };
        let follows = own.len() == above.len() + 1 && own.starts_with(above);
        if own.len() > 1 && !follows && !told.contains(&parent) {
            told.push(parent);
            let (own, above) = (dotted(own), dotted(above));
            let message = format!("a heading numbered {own} stands below one numbered {above}");
            let help = format!("number it from {above}.1, or leave the numbers to the theme");
            let warning = Diagnostic::warning(Code::HeadingNumber, message);
            sink.push(warning.at(heading.span).help(help));
        }
    }
}

/// Headings with the same words side by side.
pub(super) fn repeated(view: &View<'_>, sink: &mut Sink) {
    let headings = headings(view);
    let parents = parents(&headings);
    let mut seen = BTreeSet::new();
    for (heading, parent) in headings.iter().zip(parents) {
        let words = heading.words.trim();
        if !words.is_empty() && !seen.insert((parent, heading.level, words.to_lowercase())) {
            let message = format!("another heading beside this one says `{words}` too");
            let help = "tell them apart: links and contents show the words alone";
            let warning = Diagnostic::warning(Code::DuplicateTitle, message);
            sink.push(warning.at(heading.span).help(help));
        }
    }
}

/// The number a heading starts with: `1.2` of `1.2 Keys` and of `1.2. Keys`. A year is none.
fn number(words: &str) -> Option<Vec<u32>> {
    let (first, rest) = words.trim_start().split_once(char::is_whitespace)?;
    let first = first.trim_end_matches(['.', ')']);
    let parts = first.split('.').map(|part| part.parse().ok().filter(|number| *number < 1000));
    parts.collect::<Option<Vec<u32>>>().filter(|_| !rest.trim().is_empty())
}

fn dotted(number: &[u32]) -> String {
    number.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words_and_years() {
        assert_eq!(number("1.2 Keys"), Some(vec![1, 2]));
        assert_eq!(number("3) Keys"), Some(vec![3]));
        for none in ["2024 in review", "1.x releases", "Keys 1.2", "7"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
