//! Texts that a program of settings says outright.
//!
//! Texts under plain keys of an object that stands by itself.

use std::collections::BTreeMap;

use crate::source::program::{Token, tokens};

/// How deep objects may nest that are looked into.
const DEEPEST: usize = 64;

/// The texts of the first object that has one under `key`, each by its path: `i18n.defaultLocale`.
pub(super) fn with_key(program: &str, key: &str) -> BTreeMap<String, String> {
    let mut tokens = tokens(program).peekable();
    let mut open: Vec<Open> = Vec::new();
    let mut texts = BTreeMap::new();
    // What was read last, as a key or value may follow from it.
    let mut last = Token::Sign(';');
    let mut key_ahead: Option<String> = None;
    while let Some((_, token)) = tokens.next() {
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
                let whole = matches!(tokens.peek(), Some((_, Token::Sign(',' | '}'))));
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
