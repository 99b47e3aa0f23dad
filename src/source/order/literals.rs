//! What a program of settings says outright: texts, lists and objects of which nothing is computed.

use std::collections::BTreeMap;
use std::iter::Peekable;

use crate::source::program::{Token, tokens};

/// How deep values may nest that are looked into.
const DEEPEST: usize = 64;

/// A value of a program.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Literal>),
    /// An object with its plain keys, in order.
    Map(Vec<(String, Literal)>),
    /// A name, a number, or what is computed.
    Other,
}

impl Literal {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text that it is.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The first object at or below it that has a key.
    pub(super) fn with(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(_) if self.get(key).is_some() => Some(self),
            Self::Map(entries) => entries.iter().find_map(|(_, value)| value.with(key)),
            Self::List(items) => items.iter().find_map(|item| item.with(key)),
            Self::Text(_) | Self::Other => None,
        }
    }
}

/// The objects of a program that stand in no other.
pub(super) fn objects(program: &str) -> Vec<Literal> {
    let mut reader = Reader { tokens: tokens(program).map(|(_, token)| token).peekable() };
    let mut found = Vec::new();
    while let Some(token) = reader.tokens.next() {
        if token == Token::Sign('{') {
            found.push(reader.map(0));
        }
    }
    found
}

/// The texts of the first object that has one under `key`, each by its path: `i18n.defaultLocale`.
pub(super) fn with_key(program: &str, key: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let objects = objects(program);
    let settings = objects.iter().find(|it| it.get(key).and_then(Literal::text).is_some());
    let mut open: Vec<(String, &Literal)> = Vec::new();
    open.extend(settings.map(|settings| (String::new(), settings)));
    while let Some((path, value)) = open.pop() {
        match value {
            Literal::Text(text) => {
                texts.insert(path, text.clone());
            }
            Literal::Map(entries) => open.extend(entries.iter().map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                (path, value)
            })),
            Literal::List(_) | Literal::Other => {}
        }
    }
    texts
}

struct Reader<T: Iterator<Item = Token>> {
    tokens: Peekable<T>,
}

impl<T: Iterator<Item = Token>> Reader<T> {
    /// A value up to what ends it.
    fn value(&mut self, depth: usize) -> Literal {
        let value = match self.tokens.next() {
            _ if depth > DEEPEST => Literal::Other,
            Some(Token::Text(text)) => Literal::Text(text),
            Some(Token::Sign('{')) => self.map(depth + 1),
            Some(Token::Sign('[')) => self.list(depth + 1),
            Some(Token::Sign('(')) => {
                let value = self.value(depth + 1);
                self.tokens.next_if_eq(&Token::Sign(')'));
                value
            }
            _ => Literal::Other,
        };
        // Types are said behind a value.
        let typed = matches!(self.tokens.peek(), Some(Token::Word(word)) if word == "as" || word == "satisfies");
        if self.skip() && !typed { Literal::Other } else { value }
    }

    /// The entries of an object that is open.
    fn map(&mut self, depth: usize) -> Literal {
        let mut entries = Vec::new();
        loop {
            match self.tokens.next() {
                // A program that ends within is not known.
                None => return Literal::Other,
                Some(Token::Sign('}')) => return Literal::Map(entries),
                Some(Token::Word(name) | Token::Text(name))
                    if self.tokens.next_if_eq(&Token::Sign(':')).is_some() =>
                {
                    entries.push((name, self.value(depth)));
                }
                Some(Token::Sign(',')) => {}
                Some(Token::Sign('{')) if depth < DEEPEST => {
                    self.map(depth + 1);
                }
                Some(_) => {
                    self.skip();
                }
            }
        }
    }

    /// The items of a list that is open.
    fn list(&mut self, depth: usize) -> Literal {
        let mut items = Vec::new();
        loop {
            match self.tokens.peek() {
                None => return Literal::Other,
                Some(Token::Sign(']')) => {
                    self.tokens.next();
                    return Literal::List(items);
                }
                Some(Token::Sign(',')) => {
                    self.tokens.next();
                }
                Some(_) => items.push(self.value(depth)),
            }
        }
    }

    /// Goes on to the comma or bracket that ends a value; says whether anything stood before it.
    fn skip(&mut self) -> bool {
        let (mut depth, mut any) = (0_usize, false);
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Sign(',' | ';' | '}' | ']' | ')') if depth == 0 => break,
                Token::Sign('{' | '[' | '(') => depth += 1,
                Token::Sign('}' | ']' | ')') => depth -= 1,
                _ => {}
            }
            any = true;
            self.tokens.next();
        }
        any
    }
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
