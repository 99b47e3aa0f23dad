//! Which of some names stand in texts.

use aho_corasick::AhoCorasick;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address encodes in a name: all but letters, digits and what RFC 3986, 2.3 leaves alone.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Looks for names in texts, in one pass over each: as they are and as an address encodes them, in
/// capitals or not.
#[derive(Debug)]
pub struct Mentions {
    /// None where there are no names, or more than can be looked for.
    finder: Option<AhoCorasick>,
    found: Vec<bool>,
}

impl Mentions {
    /// Looks for these names, none of which has been found yet.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let forms = |name: &str| [name.to_owned(), utf8_percent_encode(name, ENCODED).to_string()];
        let forms: Vec<String> = names.into_iter().flat_map(forms).collect();
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(&forms);
        let finder = finder.ok().filter(|_| !forms.is_empty());
        Self { finder, found: vec![false; forms.len() / 2] }
    }

    /// Looks through a text.
    pub fn look(&mut self, text: &[u8]) {
        let Some(finder) = &self.finder else { return };
        for hit in finder.find_overlapping_iter(text) {
            self.found[hit.pattern().as_usize() / 2] = true;
        }
    }

    /// For each name, whether some text holds it.
    pub fn into_found(self) -> Vec<bool> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_they_are_written_and_encoded() {
        let mut mentions = Mentions::of(["a b.png", "c.docx", "d.csv"]);
        mentions.look(b"![x](a%20b.png)");
        mentions.look(b"See C.DOCX.");
        assert_eq!(mentions.into_found(), [true, true, false]);
        let mut none = Mentions::of([]);
        none.look(b"words");
        assert!(none.into_found().is_empty());
    }
}
