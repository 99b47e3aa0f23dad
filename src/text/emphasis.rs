//! How words are emphasised in the typography of their script.

use unicode_script::{Script, UnicodeScript};

/// How emphasised words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// In italics, or upright where the text around them is italic.
    Italic,
    /// With a dot above each character (JLREQ 3.3.9; KLREQ 4.5).
    DotsAbove,
    /// With a dot below each character (CLREQ 3.4.5; GB/T 15834, 4.14).
    DotsBelow,
    /// In another weight: the script has no italics, and slanted letters look broken.
    Weight,
}

impl Emphasis {
    /// How a letter of a text in a language (a BCP 47 tag) is emphasised; none where the character
    /// goes with those around it.
    pub fn of(character: char, lang: &str) -> Option<Self> {
        let is = |language: &str| {
            lang.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(language))
        };
        match character.script() {
            Script::Common | Script::Inherited | Script::Unknown => None,
            Script::Hiragana | Script::Katakana | Script::Hangul => Some(Self::DotsAbove),
            Script::Han if is("ja") || is("ko") => Some(Self::DotsAbove),
            Script::Han | Script::Bopomofo | Script::Yi => Some(Self::DotsBelow),
            Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Armenian
            | Script::Georgian
            | Script::Coptic
            | Script::Cherokee => Some(Self::Italic),
            _ => Some(Self::Weight),
        }
    }

    /// How words are emphasised as a whole: as their first letter is.
    pub fn of_words(words: &str, lang: &str) -> Self {
        words.chars().find_map(|character| Self::of(character, lang)).unwrap_or(Self::Italic)
    }

    /// The parts of a text that are emphasised alike. What has no letters goes with what stands
    /// before it, or, at the start, with what follows.
    pub fn parts<'t>(text: &'t str, lang: &str) -> Vec<(Self, &'t str)> {
        let mut parts = Vec::new();
        let (mut start, mut current) = (0, Self::of_words(text, lang));
        for (at, character) in text.char_indices() {
            if let Some(found) = Self::of(character, lang).filter(|found| *found != current) {
                parts.extend((at > start).then(|| (current, &text[start..at])));
                (start, current) = (at, found);
            }
        }
        parts.push((current, &text[start..]));
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Emphasis::{DotsAbove, DotsBelow, Italic, Weight};

    #[test]
    fn each_script_has_its_own_way() {
        let of = |words, lang| Emphasis::of_words(words, lang);
        assert_eq!(
            [of("字", "zh"), of("字", "en"), of("字", "ja")],
            [DotsBelow, DotsBelow, DotsAbove]
        );
        assert_eq!([of("か", "en"), of("한글", "ko")], [DotsAbove; 2]);
        assert_eq!(["نص", "אב", "हिन्दी", "ไทย"].map(|it| of(it, "en")), [Weight; 4]);
        assert_eq!(["word", "слово", "λόγος", "12"].map(|it| of(it, "zh")), [Italic; 4]);
    }

    #[test]
    fn a_text_in_two_scripts_is_emphasised_in_both_ways() {
        let parts = Emphasis::parts("《API 接口》v2", "zh");
        assert_eq!(parts, [(Italic, "《API "), (DotsBelow, "接口》"), (Italic, "v2")]);
        assert_eq!(Emphasis::parts("12", "zh"), [(Italic, "12")]);
    }
}
