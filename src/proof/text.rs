//! Text as it is found in a file, where words may be cut apart by markup or at the end of a line.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// Stands in a text for a [`Text::seam`]; no character, and in no text by itself.
const SEAM: char = '\u{FDD0}';
/// Stands in a text for a [`Text::gap`].
const GAP: char = '\u{FDD1}';

/// A text with the place it was found at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// Where it was found, in a few words.
    pub(super) place: String,
    /// What it says, with the places where words are cut.
    content: String,
    /// What is to be made of it.
    pub(super) nature: Nature,
}

/// What is to be made of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Nature {
    /// Words as people write them.
    #[default]
    Written,
    /// Words of a drawing, in which gaps may cut them: its texts stand where they are put.
    Scattered,
    /// A place where the vocabulary of a file format may stand.
    Formal,
    /// Bytes that are no text: short words stand there by chance.
    Raw,
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

    /// The same text, found at another place.
    pub(super) fn at(self, place: String) -> Self {
        Self { place, ..self }
    }

    /// The same text, of another nature.
    pub(super) fn of(self, nature: Nature) -> Self {
        Self { nature, ..self }
    }

    /// Adds words.
    pub(super) fn push(&mut self, text: &str) {
        if text.contains([SEAM, GAP]) {
            self.content.push_str(&text.replace([SEAM, GAP], " "));
        } else {
            self.content.push_str(text);
        }
    }

    /// Ends a word.
    pub(super) fn gap(&mut self) {
        self.content.push(GAP);
    }

    /// A place where a word may end or go on: inline markup.
    pub(super) fn seam(&mut self) {
        self.content.push(SEAM);
    }

    /// The end of a line: a word may go on behind a hyphen, and does behind a soft one, which stands
    /// nowhere but within a word.
    pub(super) fn end_line(&mut self) {
        if self.content.ends_with('\u{AD}') {
            self.content.pop();
        } else if self.content.ends_with(['-', '\u{2010}']) {
            self.content.pop();
            self.seam();
        } else {
            self.gap();
        }
    }

    /// Whether a sign in it turns the order of the letters that follow (UAX #9, 2.2).
    pub(super) fn is_turned(&self) -> bool {
        self.content.contains('\u{202E}')
    }

    /// The same text as it is seen where its letters stand from right to left, whatever they are.
    pub(super) fn turned(&self) -> Self {
        Self { content: self.content.chars().rev().collect(), ..self.clone() }
    }

    /// The text as one.
    pub(super) fn into_words(self) -> String {
        self.content.replace(SEAM, "").replace(GAP, " ")
    }

    /// Visits the words, read in both ways: with seams that cut words, and with seams that do not.
    pub(super) fn readings(&self, mut each: impl FnMut(Token<'_>)) {
        tokens(&self.content, false, &mut each);
        if self.content.contains(SEAM) {
            // Runs of words do not go from one reading into the other.
            each(Token { word: "", written: "", border: Border::Mark });
            tokens(&self.content, true, &mut each);
        }
    }
}

/// What stands between a word and the one before it; the stronger, the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Border {
    /// Nothing: a script without spaces.
    None,
    /// Inline markup.
    Seam,
    /// Markup that ends a word, or the end of a line.
    Gap,
    /// A space.
    Space,
    /// Punctuation.
    Mark,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// As it is compared: see [`fold`].
    pub(super) word: &'a str,
    /// As it is written.
    pub(super) written: &'a str,
    /// What stands before it.
    pub(super) border: Border,
}

/// The words of a text as they are compared, without what stands between them.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, false, &mut |token| words.push(token.word.to_owned()));
    words
}

/// Visits the words of a text. Seams end words unless it is to be read as joined.
pub(super) fn tokens(text: &str, joined: bool, each: &mut impl FnMut(Token<'_>)) {
    let mut tokenizer = Tokenizer::new(each);
    for char in text.chars() {
        match char {
            SEAM if joined => tokenizer.joint = true,
            SEAM => tokenizer.end(Border::Seam),
            GAP => tokenizer.end(Border::Gap),
            char if is_ignorable(char) => {}
            char => match Kind::of(char) {
                Some(kind) => tokenizer.take(char, kind),
                None if char.is_whitespace() => tokenizer.end(Border::Space),
                None => tokenizer.end(Border::Mark),
            },
        }
    }
    tokenizer.end(Border::Mark);
}

/// What a character of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A letter or number of a script with spaces between its words.
    Letter,
    /// Katakana, which words from other languages are written in.
    Katakana,
    /// A character of a script without spaces: no program knows where words end there.
    Single,
    /// What goes with the character before it.
    Mark,
}

impl Kind {
    fn of(char: char) -> Option<Self> {
        if char.is_ascii() {
            return char.is_ascii_alphanumeric().then_some(Self::Letter);
        }
        if is_combining_mark(char) {
            return Some(Self::Mark);
        }
        if !char.is_alphanumeric() {
            return None;
        }
        Some(match char.script() {
            Script::Katakana => Self::Katakana,
            _ if matches!(char, '\u{30FC}' | '\u{FF70}') => Self::Katakana,
            Script::Han
            | Script::Hiragana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar => Self::Single,
            _ => Self::Letter,
        })
    }
}

/// Puts characters together to words.
struct Tokenizer<'a, E> {
    each: &'a mut E,
    written: String,
    folded: String,
    kind: Kind,
    border: Border,
    /// Whether the last thing was a seam that is to be read over.
    joint: bool,
}

impl<'a, E: FnMut(Token<'_>)> Tokenizer<'a, E> {
    fn new(each: &'a mut E) -> Self {
        Self {
            each,
            written: String::new(),
            folded: String::new(),
            kind: Kind::Letter,
            border: Border::Mark,
            joint: false,
        }
    }

    fn take(&mut self, char: char, kind: Kind) {
        // A number behind a seam is a footnote's mark.
        let noted = std::mem::take(&mut self.joint)
            && char.is_numeric()
            && self.written.ends_with(char::is_alphabetic);
        let goes_on = match kind {
            Kind::Mark => true,
            Kind::Single => false,
            kind => kind == self.kind,
        };
        if noted {
            self.end(Border::Seam);
        } else if !goes_on {
            self.end(Border::None);
        }
        if kind != Kind::Mark {
            self.kind = kind;
        }
        self.written.push(char);
    }

    /// Ends a word, if there is one; `border` stands behind it.
    fn end(&mut self, border: Border) {
        self.joint = false;
        if self.written.is_empty() {
            self.border = self.border.max(border);
            return;
        }
        fold(&self.written, &mut self.folded);
        let token = Token { word: &self.folded, written: &self.written, border: self.border };
        (self.each)(token);
        self.written.clear();
        self.border = border;
    }
}

/// Characters that are not seen and stand within words.
fn is_ignorable(char: char) -> bool {
    matches!(
        char,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// A word as it is compared: without case, without the accents of Latin, Greek and Cyrillic letters
/// (addresses and names of files lose them), in one form where Unicode knows several.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    let bare = word.nfkd().filter(|&char| !is_accent(char));
    let upper = bare.nfc().flat_map(char::to_uppercase);
    folded.extend(upper.flat_map(char::to_lowercase));
}

/// Whether a character is a mark that goes with letters of any of those scripts.
fn is_accent(char: char) -> bool {
    matches!(
        char,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
    )
}

/// The parts of a word that is put together of several: `KestrelLogo`, `kestrel2027`.
pub(super) fn parts(written: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, char) in written.char_indices() {
        let ends = last.is_some_and(|last: char| {
            last.is_lowercase() && char.is_uppercase()
                || last.is_numeric() != char.is_numeric() && !is_combining_mark(char)
        });
        if ends {
            parts.push(&written[start..at]);
            start = at;
        }
        last = Some(char);
    }
    if start > 0 {
        parts.push(&written[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &Text) -> Vec<String> {
        let mut words = Vec::new();
        text.readings(|token| words.push(token.word.to_owned()));
        words
    }

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
            read(&text),
            ["con", "fi", "dential", "software", "1", "", "confidential", "software", "1"]
        );
    }

    #[test]
    fn words_are_compared_without_case_accents_and_forms() {
        for (one, other) in [
            ("Müller", "MU\u{308}LLER"),
            ("Straße", "STRASSE"),
            ("ﬁnd", "Find"),
            ("Ｋｅｓｔｒｅｌ", "kestrel"),
            ("𝐊𝑒𝔰Ⓣrel", "kestrel"),
            ("K\u{20DD}e\u{336}s\u{3164}t\u{2064}rel", "kestrel"),
            ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
            ("ケストレル", "ｹｽﾄﾚﾙ"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(words(one), words(other));
            assert_eq!(words(one).len(), 1, "{one}");
        }
        assert_eq!(words("红隼Kestrelホーク社"), ["红", "隼", "kestrel", "ホーク", "社"]);
    }

    #[test]
    fn compound_words_have_parts() {
        assert_eq!(parts("KestrelLogo2027"), ["Kestrel", "Logo", "2027"]);
        assert_eq!(parts("Kestrel"), [""; 0]);
    }
}
