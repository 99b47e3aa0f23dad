//! The letters of a drawing in the order in which they are seen: by line, and by their place in it.

use super::text::{Nature, Text};

/// How many letters and words of a drawing are put in order.
const MOST: usize = 200_000;

/// Letters and words with their places.
#[derive(Default)]
pub(super) struct Letters {
    found: Vec<Letter>,
    /// Where each of the letters to come stands; the last place serves all that are left.
    across: Vec<f64>,
    down: Vec<f64>,
    /// What the text around was moved by.
    moved: (f64, f64),
    /// Whether a place was given since the last letter.
    is_placed: bool,
}

struct Letter {
    across: f64,
    down: f64,
    words: String,
}

impl Letters {
    /// Takes the places that an element gives to its letters.
    pub(super) fn go(&mut self, element: &str, ends: bool, attributes: &[(String, String)]) {
        if !matches!(element, "text" | "tspan") || ends {
            return;
        }
        let value = |name: &str| attributes.iter().find(|(own, _)| own == name).map(|(_, it)| it);
        if element == "text" {
            let moved = value("transform").map(|it| translation(it)).unwrap_or_default();
            (self.moved, self.across, self.down) = (moved, vec![0.0], vec![0.0]);
            self.is_placed = true;
        }
        for (name, places) in [("x", &mut self.across), ("y", &mut self.down)] {
            let given = value(name).map(|it| numbers(it)).filter(|given| !given.is_empty());
            if let Some(given) = given {
                *places = given;
                self.is_placed = true;
            }
        }
    }

    /// Takes letters at the places that were given.
    pub(super) fn take(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() || self.found.len() >= MOST {
            return;
        }
        if self.across.len() <= 1 && self.down.len() <= 1 {
            match self.found.last_mut().filter(|_| !self.is_placed) {
                Some(last) => last.words.push_str(text),
                None => self.put(text.to_owned(), 0),
            }
        } else {
            for (at, char) in text.chars().take(MOST).enumerate() {
                self.put(char.to_string(), at);
            }
        }
        self.is_placed = false;
    }

    fn put(&mut self, words: String, at: usize) {
        let place = |places: &[f64]| places.get(at).or(places.last()).copied().unwrap_or_default();
        let (across, down) = (place(&self.across) + self.moved.0, place(&self.down) + self.moved.1);
        self.found.push(Letter { across, down, words });
    }

    /// All of it in order; none where there is nothing to put in order.
    pub(super) fn read(mut self) -> Option<Text> {
        if self.found.len() < 2 {
            return None;
        }
        let line = |letter: &Letter| letter.down.round();
        self.found.sort_by(|one, other| {
            line(one).total_cmp(&line(other)).then(one.across.total_cmp(&other.across))
        });
        let mut text = Text::default().of(Nature::Scattered);
        let mut last = None;
        for letter in &self.found {
            match last.replace(line(letter)) {
                Some(last) if last.total_cmp(&line(letter)).is_ne() => text.push(". "),
                _ => text.gap(),
            }
            text.push(&letter.words);
        }
        Some(text)
    }
}

/// The numbers in a list.
fn numbers(list: &str) -> Vec<f64> {
    let apart = |char: char| !matches!(char, '0'..='9' | '.' | '-' | '+' | 'e' | 'E');
    list.split(apart).filter_map(|number| number.parse().ok()).collect()
}

/// What a `transform` moves by, as far as it moves alone (SVG 2, 8.5).
fn translation(transform: &str) -> (f64, f64) {
    let numbers = numbers(transform);
    let at = |at: usize| numbers.get(at).copied().unwrap_or_default();
    match transform.trim_start() {
        it if it.starts_with("translate") => (at(0), at(1)),
        it if it.starts_with("matrix") => (at(4), at(5)),
        _ => (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An element with its attributes and the words in it.
    type Text<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

    fn read(texts: &[Text<'_>]) -> String {
        let mut letters = Letters::default();
        for (element, attributes, words) in texts {
            let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
            letters.go(element, false, &attributes.iter().map(owned).collect::<Vec<_>>());
            letters.take(words);
        }
        letters.read().unwrap().into_words().trim().to_owned()
    }

    #[test]
    fn letters_are_read_from_left_to_right_and_line_by_line() {
        assert_eq!(
            read(&[
                ("text", &[("x", "30"), ("y", "9")], "c"),
                ("text", &[("x", "5"), ("y", "20")], "d"),
                ("text", &[("x", "10"), ("y", "9.2")], "a"),
                ("text", &[("transform", "translate(20, 9)")], "b"),
            ]),
            "a b c. d"
        );
        assert_eq!(read(&[("text", &[("x", "30 20, 10")], "cba")]), "a b c");
        let spans: [Text<'_>; 3] = [
            ("text", &[("y", "1")], ""),
            ("tspan", &[("x", "9")], "b"),
            ("tspan", &[("x", "2")], "a"),
        ];
        assert_eq!(read(&spans), "a b");
    }
}
