//! Numbers of headings: `2.1` before a title, unless its author wrote one there. Every output
//! that shows numbers shows these.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::outline::OutlineEntry;
use crate::theme::{Label, Theme};
use crate::tree::{Anchor, PageRole};

/// The numbers to be printed before headings, by their place.
#[derive(Clone, Debug, Default)]
pub struct HeadingNumbers {
    printed: FxHashMap<Anchor, String>,
    /// Those that titles have already.
    written: FxHashMap<Anchor, String>,
    /// The letters of appendices.
    lettered: FxHashMap<Anchor, String>,
    /// What chapters count as, whether that is printed or not.
    chapters: FxHashMap<Anchor, String>,
}

impl HeadingNumbers {
    /// Numbers every heading of an outline. One that begins with a number keeps that, and those
    /// below it count on from it. Parts have none and do not start the count anew; appendices count
    /// by letters, and what stands before and behind the text counts not at all. `appendix` is the
    /// word for an appendix.
    pub fn new(outline: &[OutlineEntry], appendix: &str) -> Self {
        let mut numbers = Self::default();
        let (mut count, mut letters) = (0, 0);
        for entry in outline {
            match entry.role {
                Some(PageRole::Appendix) => numbers.add_appendix(entry, appendix, &mut letters),
                Some(role) if role != PageRole::Part => {}
                _ if entry.is_part() => {
                    for chapter in entry.children.iter().filter(|child| child.rank == 0) {
                        numbers.add_chapter(chapter, &mut count);
                    }
                }
                _ => numbers.add_chapter(entry, &mut count),
            }
        }
        numbers
    }

    /// The numbers that a theme wants before the headings of an outline: none where it wants none,
    /// but for the letters of appendices, which are part of their names.
    pub fn printed(outline: &[OutlineEntry], theme: &Theme, lang: &str) -> Self {
        let appendix = theme.label(lang, Label::Appendix);
        let mut numbers = Self::new(outline, appendix);
        if !theme.tokens.headings.numbered {
            numbers.printed.clear();
        }
        for entry in outline.iter().filter(|entry| entry.role == Some(PageRole::Appendix)) {
            if let Some(anchor) = &entry.anchor
                && let Some(letter) = numbers.lettered.get(anchor)
            {
                numbers.printed.insert(anchor.clone(), format!("{appendix}\u{a0}{letter}"));
            }
        }
        numbers
    }

    fn add_chapter(&mut self, entry: &OutlineEntry, count: &mut usize) {
        self.add(entry, "", count);
        if let Some(anchor) = &entry.anchor
            && let Some(number) = self.of(anchor)
        {
            let number = number.to_owned();
            self.chapters.insert(anchor.clone(), number);
        }
    }

    fn add_appendix(&mut self, entry: &OutlineEntry, word: &str, count: &mut usize) {
        let Some(anchor) = &entry.anchor else { return };
        *count += 1;
        let own = written_letter(&entry.title, word);
        let letter = own.map_or_else(|| letters(*count), str::to_owned);
        if own.is_some() {
            self.written.insert(anchor.clone(), letter.clone());
        } else {
            self.lettered.insert(anchor.clone(), letter.clone());
        }
        let mut sections = 0;
        for child in &entry.children {
            self.add(child, &letter, &mut sections);
        }
    }

    /// The number to be printed before a heading.
    pub fn get(&self, anchor: &Anchor) -> Option<&str> {
        self.printed.get(anchor).map(String::as_str)
    }

    /// The number of a chapter, also where the theme prints none before headings. Appendices have
    /// theirs in their names.
    pub fn chapter(&self, anchor: &Anchor) -> Option<&str> {
        self.chapters.get(anchor).map(String::as_str)
    }

    /// The number of a heading, whether it is printed before its title or stands in it.
    pub(super) fn of(&self, anchor: &Anchor) -> Option<&str> {
        let maps = [&self.lettered, &self.printed, &self.written];
        maps.into_iter().find_map(|map| map.get(anchor)).map(String::as_str)
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

/// A number in letters: A to Z, then AA.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// The letter or number of an appendix whose title begins with it: `Appendix B: Tables`.
fn written_letter<'t>(title: &'t str, word: &str) -> Option<&'t str> {
    let (first, rest) = title.trim_start().split_once(char::is_whitespace)?;
    let letter = rest.split_whitespace().next()?.trim_end_matches([':', '.', ')', ',']);
    let is_one = letter.chars().count() <= 2 && letter.chars().all(char::is_alphanumeric);
    let same = first.to_lowercase() == word.to_lowercase();
    (same && is_one && !letter.is_empty()).then_some(letter)
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
        OutlineEntry {
            title: title.to_owned(),
            anchor,
            level: 1,
            rank: 0,
            role: None,
            listed: true,
            children,
        }
    }

    #[test]
    fn headings_count_below_their_chapter() {
        let part = OutlineEntry {
            anchor: None,
            ..entry("Part", vec![entry("B", vec![entry("C", vec![])])])
        };
        let numbers = HeadingNumbers::new(&[entry("A", vec![]), part], "Appendix");
        let get = |id: &str| numbers.get(&Anchor::new(id)).map(str::to_owned);
        assert_eq!(get("a").as_deref(), Some("1"));
        assert_eq!(get("b").as_deref(), Some("2"), "a part does not count");
        assert_eq!(get("c").as_deref(), Some("2.1"));
        assert_eq!(numbers.before(&Anchor::new("c"), "C"), "2.1 C");
    }

    #[test]
    fn appendices_count_by_letters_and_what_is_around_the_text_not_at_all() {
        let with = |role, entry: OutlineEntry| OutlineEntry { role: Some(role), ..entry };
        let outline = [
            with(PageRole::Foreword, entry("Before", vec![entry("Why", vec![])])),
            with(PageRole::Part, entry("One", vec![entry("Start", vec![])])),
            with(PageRole::Appendix, entry("Tables", vec![entry("Sizes", vec![])])),
            with(PageRole::Appendix, entry("Appendix D: Maps", vec![entry("Roads", vec![])])),
        ];
        let numbers = HeadingNumbers::new(&outline, "Appendix");
        let of = |id: &str| numbers.of(&Anchor::new(id)).map(str::to_owned);
        assert_eq!((of("before"), of("why"), of("one")), (None, None, None));
        assert_eq!(of("start").as_deref(), Some("1"));
        assert_eq!(of("tables").as_deref(), Some("A"));
        assert_eq!(of("sizes").as_deref(), Some("A.1"));
        assert_eq!(of("appendix-d:-maps").as_deref(), Some("D"));
        assert_eq!(of("roads").as_deref(), Some("D.1"));
        assert_eq!([1, 26, 27, 703].map(letters), ["A", "Z", "AA", "AAA"]);
    }

    #[test]
    fn a_number_that_is_written_is_not_printed_again() {
        let outline = [entry("7 Ways", vec![entry("First", vec![])])];
        let numbers = HeadingNumbers::new(&outline, "Appendix");
        assert_eq!(numbers.get(&Anchor::new("7-ways")), None);
        assert_eq!(numbers.get(&Anchor::new("first")), Some("7.1"));
        assert_eq!(written_number("3D printing"), None);
        assert_eq!(written_number("2024 in review"), None);
        assert_eq!(written_number("2.1. Scope"), Some("2.1"));
    }
}
