//! Text as it is found in a file, where words may be cut apart by markup or at the end of a line.

/// A text with the place it was found at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// Where it was found, in a few words.
    pub(super) place: String,
    /// What stands on both sides of a seam is one word.
    joined: String,
    /// What stands on both sides of a seam is two words.
    apart: String,
    /// Whether the last thing added is a seam.
    seam: bool,
}

impl Text {
    pub(super) fn new(place: impl Into<String>) -> Self {
        Self { place: place.into(), ..Self::default() }
    }

    /// A text that is found as a whole.
    pub(super) fn whole(place: impl Into<String>, text: &str) -> Self {
        let mut whole = Self::new(place);
        whole.push(text);
        whole
    }

    /// Adds words. A number behind a seam is a footnote's mark.
    pub(super) fn push(&mut self, text: &str) {
        let number = text.starts_with(|char: char| char.is_numeric());
        if number && self.seam && self.joined.ends_with(char::is_alphabetic) {
            self.joined.push(' ');
        }
        self.seam &= text.is_empty();
        self.joined.push_str(text);
        self.apart.push_str(text);
    }

    /// Ends a word.
    pub(super) fn gap(&mut self) {
        self.push(" ");
    }

    /// A place where a word may end or go on: inline markup.
    pub(super) fn seam(&mut self) {
        self.seam = true;
        self.apart.push(' ');
    }

    /// The end of a line: a word goes on behind a hyphen.
    pub(super) fn end_line(&mut self) {
        let hyphens = ['-', '\u{2010}', '\u{AD}'];
        if self.joined.ends_with(hyphens) {
            self.joined.pop();
        } else {
            self.joined.push(' ');
        }
        self.apart.push(' ');
    }

    /// The text as one.
    pub(super) fn into_words(self) -> String {
        self.joined
    }

    /// The words, read in both ways.
    pub(super) fn readings(&self) -> Vec<Vec<String>> {
        let apart = words(&self.apart);
        let joined = words(&self.joined);
        if joined == apart { vec![apart] } else { vec![joined, apart] }
    }
}

/// The words of a text in lower case, without what stands between them.
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{AD}', '\u{200B}', '\u{2060}'], "");
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_behind_seams_and_hyphens() {
        let mut text = Text::new("x");
        text.push("Con");
        text.seam();
        text.push("fi-");
        text.end_line();
        text.push("dential");
        text.end_line();
        text.push("soft\u{AD}ware");
        text.seam();
        text.push("1");
        assert_eq!(
            text.readings(),
            [vec!["confidential", "software", "1"], vec!["con", "fi", "dential", "software", "1"]]
        );
    }
}
