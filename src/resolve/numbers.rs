//! Numbers of headings: `2.1` before a title, unless its author wrote one there. Every output
//! that shows numbers shows these.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::outline::OutlineEntry;
use crate::theme::Theme;
use crate::tree::Anchor;

/// The numbers to be printed before headings, by their place.
#[derive(Clone, Debug, Default)]
pub struct HeadingNumbers {
    printed: FxHashMap<Anchor, String>,
    /// Those that titles have already.
    written: FxHashMap<Anchor, String>,
}

impl HeadingNumbers {
    /// Numbers every heading of an outline. One that begins with a number keeps that, and those
    /// below it count on from it. Parts have none and do not start the count anew.
    pub fn new(outline: &[OutlineEntry]) -> Self {
        let mut numbers = Self::default();
        let mut count = 0;
        for entry in outline {
            if entry.anchor.is_none() {
                for chapter in &entry.children {
                    numbers.add(chapter, "", &mut count);
                }
            } else {
                numbers.add(entry, "", &mut count);
            }
        }
        numbers
    }

    /// The numbers that a theme wants before the headings of an outline; none where it wants none.
    pub fn printed(outline: &[OutlineEntry], theme: &Theme) -> Self {
        if theme.tokens.headings.numbered { Self::new(outline) } else { Self::default() }
    }

    /// The number to be printed before a heading.
    pub fn get(&self, anchor: &Anchor) -> Option<&str> {
        self.printed.get(anchor).map(String::as_str)
    }

    /// The number of a heading, whether it is printed before its title or stands in it.
    pub(super) fn of(&self, anchor: &Anchor) -> Option<&str> {
        self.printed.get(anchor).or_else(|| self.written.get(anchor)).map(String::as_str)
    }

    /// A heading's title, behind its number where it has one.
    pub fn before<'t>(&self, anchor: &Anchor, title: &'t str) -> Cow<'t, str> {
        self.get(anchor)
            .map_or(Cow::Borrowed(title), |number| Cow::Owned(format!("{number} {title}")))
    }

    fn add(&mut self, first: &OutlineEntry, prefix: &str, count: &mut usize) {
        // A stack of its own: outlines are as deep as their authors nest them.
        let number = self.number(first, prefix, count);
        let mut left: Vec<(&OutlineEntry, String)> = vec![(first, number)];
        while let Some((entry, number)) = left.pop() {
            let mut count = 0;
            for child in &entry.children {
                let own = self.number(child, &number, &mut count);
                left.push((child, own));
            }
        }
    }

    /// The number of an entry; kept for printing unless its title has it already.
    fn number(&mut self, entry: &OutlineEntry, prefix: &str, count: &mut usize) -> String {
        if let Some(own) = written_number(&entry.title) {
            *count += 1;
            if let Some(anchor) = &entry.anchor {
                self.written.insert(anchor.clone(), own.to_owned());
            }
            return own.to_owned();
        }
        *count += 1;
        let number =
            if prefix.is_empty() { count.to_string() } else { format!("{prefix}.{count}") };
        if let Some(anchor) = &entry.anchor {
            self.printed.insert(anchor.clone(), number.clone());
        }
        number
    }
}

/// The number that a title begins with: `2`, `2.`, `2.1`, but not `2024` or `3D`.
fn written_number(title: &str) -> Option<&str> {
    let (word, rest) = title.trim_start().split_once(char::is_whitespace)?;
    let number = word.trim_end_matches(['.', ')']);
    let is_number =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (!rest.is_empty() && number.split('.').all(is_number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, children: Vec<OutlineEntry>) -> OutlineEntry {
        let anchor = Some(Anchor::new(title.to_lowercase().replace(' ', "-")));
        OutlineEntry { title: title.to_owned(), anchor, level: 1, rank: 0, listed: true, children }
    }

    #[test]
    fn headings_count_below_their_chapter() {
        let part = OutlineEntry {
            anchor: None,
            ..entry("Part", vec![entry("B", vec![entry("C", vec![])])])
        };
        let numbers = HeadingNumbers::new(&[entry("A", vec![]), part]);
        let get = |id: &str| numbers.get(&Anchor::new(id)).map(str::to_owned);
        assert_eq!(get("a").as_deref(), Some("1"));
        assert_eq!(get("b").as_deref(), Some("2"), "a part does not count");
        assert_eq!(get("c").as_deref(), Some("2.1"));
        assert_eq!(numbers.before(&Anchor::new("c"), "C"), "2.1 C");
    }

    #[test]
    fn a_number_that_is_written_is_not_printed_again() {
        let numbers = HeadingNumbers::new(&[entry("7 Ways", vec![entry("First", vec![])])]);
        assert_eq!(numbers.get(&Anchor::new("7-ways")), None);
        assert_eq!(numbers.get(&Anchor::new("first")), Some("7.1"));
        assert_eq!(written_number("3D printing"), None);
        assert_eq!(written_number("2024 in review"), None);
        assert_eq!(written_number("2.1. Scope"), Some("2.1"));
    }
}
