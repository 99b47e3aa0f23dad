//! Spaces that no line may end at, in languages whose rules of typesetting say so: behind a word of one
//! letter (Polish "sierotki", Czech "neslabičné předložky", Russian prepositions), and before a dash.

use crate::text::language::primary;
use crate::tree::{Authored, Inline, InlineKind};

const NO_BREAK: char = '\u{a0}';

/// The languages that have words of one letter by the dozen and do not let them end lines.
const LANGUAGES: [&str; 7] = ["ru", "uk", "be", "bg", "pl", "cs", "sk"];

/// Binds words of a text in a language (a BCP 47 tag).
pub(super) fn bind(content: &mut [Inline<Authored>], lang: &str) {
    if LANGUAGES.contains(&&*primary(lang)) {
        bind_run(content, &mut Before::default());
    }
}

/// The last characters of what stands before.
#[derive(Clone, Copy, Debug)]
struct Before {
    last: char,
    last_but_one: char,
}

impl Default for Before {
    fn default() -> Self {
        Self { last: ' ', last_but_one: ' ' }
    }
}

impl Before {
    fn push(&mut self, character: char) {
        *self = Self { last: character, last_but_one: self.last };
    }

    /// Whether a word of one letter ends here.
    fn ends_short_word(self) -> bool {
        let opens =
            |it: char| it.is_whitespace() || matches!(it, '(' | '[' | '«' | '„' | '“' | '"');
        self.last.is_alphabetic() && opens(self.last_but_one)
    }
}

fn bind_run(content: &mut [Inline<Authored>], before: &mut Before) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Text { text } => bind_text(text, before),
            InlineKind::SoftBreak if before.ends_short_word() => {
                inline.kind = InlineKind::Text { text: NO_BREAK.to_string() };
                before.push(NO_BREAK);
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => before.push(' '),
            InlineKind::Code { .. } | InlineKind::Math { .. } => before.push('\u{fffc}'),
            kind => {
                if let Some(content) = kind.content_mut() {
                    bind_run(content, before);
                }
            }
        }
    }
}

fn bind_text(text: &mut String, before: &mut Before) {
    let mut bound = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let meets_dash =
            matches!(characters.peek(), Some('–' | '—')) && !before.last.is_whitespace();
        let is_bound = character == ' ' && (before.ends_short_word() || meets_dash);
        let character = if is_bound { NO_BREAK } else { character };
        bound.push(character);
        before.push(character);
    }
    *text = bound;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};
    use crate::tree::plain_text;

    fn bound(words: &[&str], lang: &str) -> String {
        let file = Sources::default().add("a.md", "");
        let span = Span::new(file, 0..0);
        let text = |words: &&str| match *words {
            "\n" => Inline::new(InlineKind::SoftBreak, span),
            words => Inline::text(words, span),
        };
        let mut content: Vec<_> = words.iter().map(text).collect();
        content.insert(0, Inline::new(InlineKind::Emphasis { content: Vec::new() }, span));
        bind(&mut content, lang);
        plain_text(&content).replace(NO_BREAK, "~")
    }

    #[test]
    fn words_of_one_letter_and_dashes_are_bound() {
        assert_eq!(bound(&["Я иду в лес — и к реке"], "ru"), "Я~иду в~лес~— и~к~реке");
        assert_eq!(bound(&["Ala i kot, w domu (z psem)"], "pl-PL"), "Ala i~kot, w~domu (z~psem)");
        assert_eq!(bound(&["k ", "Praze, v", "\n", "lese"], "cs"), "k~Praze, v~lese");
        assert_eq!(bound(&["a word — I say"], "en"), "a word — I say");
        assert_eq!(bound(&["— Да, из дома"], "ru"), "— Да, из дома");
    }
}
