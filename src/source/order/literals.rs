//! Texts that a program of settings says outright.
//!
//! A `docusaurus.config.js` is a program, which is not run. What it says in so many words is read
//! off it: texts under plain keys of an object that stands by itself. What it computes is unknown.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::CharIndices;

/// How deep objects may nest that are looked into.
const DEEPEST: usize = 64;

/// The texts of the first object that has one under `key`, each by its path: `i18n.defaultLocale`.
pub(super) fn with_key(program: &str, key: &str) -> BTreeMap<String, String> {
    let mut scan = Scan { chars: program.char_indices().peekable(), program };
    let mut open: Vec<Open> = Vec::new();
    let mut texts = BTreeMap::new();
    // What was read last, as a key or value may follow from it.
    let mut last = Token::Sign(';');
    let mut key_ahead: Option<String> = None;
    while let Some(token) = scan.next() {
        match (&last, &token) {
            (Token::Word(name) | Token::Text(name), Token::Sign(':')) => {
                key_ahead = Some(name.clone());
            }
            (_, Token::Sign(sign @ ('{' | '[' | '('))) => {
                let name = key_ahead.take().filter(|_| *sign == '{');
                if open.is_empty() {
                    texts.clear();
                }
                open.push(Open { name });
                if open.len() > DEEPEST {
                    return BTreeMap::new();
                }
            }
            (_, Token::Sign('}' | ']' | ')')) => {
                open.pop();
                key_ahead = None;
                if open.is_empty() && texts.contains_key(key) {
                    return texts;
                }
            }
            (Token::Sign(':'), Token::Text(text)) => {
                let whole = matches!(scan.peek_sign(), Some(',' | '}'));
                // All objects around have names but the outermost, which is the settings.
                let path: Option<Vec<&str>> =
                    open.iter().skip(1).map(|open| open.name.as_deref()).collect();
                if let (true, Some(name), Some(mut path)) = (whole, key_ahead.take(), path) {
                    path.push(&name);
                    texts.entry(path.join(".")).or_insert_with(|| text.clone());
                }
            }
            _ => {}
        }
        last = token;
    }
    BTreeMap::new()
}

struct Open {
    /// The key that the object stands under.
    name: Option<String>,
}

#[derive(Debug)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

struct Scan<'a> {
    chars: Peekable<CharIndices<'a>>,
    program: &'a str,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<Token> {
        self.skip_blank();
        let (start, first) = self.chars.next()?;
        match first {
            '"' | '\'' | '`' => Some(self.text(first)),
            c if is_word(c) => {
                while self.chars.next_if(|(_, next)| is_word(*next)).is_some() {}
                let end = self.chars.peek().map_or(self.program.len(), |(at, _)| *at);
                Some(Token::Word(self.program[start..end].to_owned()))
            }
            sign => Some(Token::Sign(sign)),
        }
    }

    /// The sign that follows, behind blanks and comments.
    fn peek_sign(&mut self) -> Option<char> {
        self.skip_blank();
        self.chars.peek().map(|(_, sign)| *sign)
    }

    fn skip_blank(&mut self) {
        while let Some((at, next)) = self.chars.peek().copied() {
            let rest = &self.program[at..];
            let length = if next.is_whitespace() {
                next.len_utf8()
            } else if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            while self.chars.next_if(|(index, _)| *index < at + length).is_some() {}
        }
    }

    /// A text up to its closing quote; one with values in it is none.
    fn text(&mut self, quote: char) -> Token {
        let mut text = String::new();
        let mut literal = true;
        while let Some((_, letter)) = self.chars.next() {
            match letter {
                '\\' => text.extend(self.chars.next().map(|(_, escaped)| match escaped {
                    'n' | 't' => ' ',
                    other => other,
                })),
                '$' if quote == '`' && self.chars.peek().is_some_and(|(_, it)| *it == '{') => {
                    literal = false;
                }
                letter if letter == quote => break,
                letter => text.push(letter),
            }
        }
        if literal { Token::Text(text) } else { Token::Sign(quote) }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_outright_is_read_and_nothing_else() {
        let program = r#"
            // title: 'No',
            import { title } from './other';
            const themes = { light: { title: "Light" } };
            /** @type {Config} */
            const config = {
                title: 'Tea & "cups"', // the title
                tagline: `It\'s warm`,
                url: "https://tea.example/",
                projectName: 'a' + 'b',
                version: `v${number}`,
                presets: [['classic', { title: 'Nested' }]],
                i18n: { defaultLocale: "nl", locales: ["nl"] },
            };
            export default config;
        "#;
        let texts = with_key(program, "title");
        let said = |key: &str| texts.get(key).map(String::as_str);
        assert_eq!(said("title"), Some("Tea & \"cups\""));
        assert_eq!(said("tagline"), Some("It's warm"));
        assert_eq!(said("i18n.defaultLocale"), Some("nl"));
        assert_eq!((said("projectName"), said("version")), (None, None));
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert!(with_key("module.exports = {title: 'x'", "title").is_empty());
        assert!(with_key(&"{".repeat(100_000), "title").is_empty());
    }
}
