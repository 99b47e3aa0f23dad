//! The tokens of a program of settings, such as `docusaurus.config.js`.
//!
//! It is not run. What it says in so many words is read off it; what it computes is unknown.

use std::iter::Peekable;
use std::str::CharIndices;

/// As much of JavaScript as tells names, texts and signs from one another.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// A name or number.
    Word(String),
    /// A text in quotes of which nothing is computed.
    Text(String),
    /// Any other character, and the quote of a text of which a part is computed.
    Sign(char),
}

/// The tokens of a program, each with its place in bytes.
pub(super) fn tokens(program: &str) -> impl Iterator<Item = (usize, Token)> {
    Tokens { text: program, letters: program.char_indices().peekable() }
}

struct Tokens<'a> {
    text: &'a str,
    letters: Peekable<CharIndices<'a>>,
}

impl Iterator for Tokens<'_> {
    type Item = (usize, Token);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (at, letter) = self.letters.next()?;
            let rest = &self.text[at..];
            let is_letter = |letter: char| letter.is_alphanumeric() || "_$".contains(letter);
            let token = match letter {
                _ if letter.is_whitespace() => continue,
                '/' if rest.starts_with("//") => {
                    self.skip_to(rest.find('\n').map_or(self.text.len(), |end| at + end));
                    continue;
                }
                '/' if rest.starts_with("/*") => {
                    self.skip_to(rest[2..].find("*/").map_or(self.text.len(), |end| at + end + 4));
                    continue;
                }
                '"' | '\'' | '`' => self.quoted(letter),
                _ if is_letter(letter) => {
                    let is_number = letter.is_ascii_digit();
                    let ends = |letter: char| !(is_letter(letter) || is_number && letter == '.');
                    let end = rest.find(ends).unwrap_or(rest.len());
                    self.skip_to(at + end);
                    Token::Word(rest[..end].to_owned())
                }
                _ => Token::Sign(letter),
            };
            return Some((at, token));
        }
    }
}

impl Tokens<'_> {
    fn skip_to(&mut self, end: usize) {
        while self.letters.next_if(|(at, _)| *at < end).is_some() {}
    }

    /// The text up to its closing quote; a sign where a part of it is computed. A quote that is not
    /// closed ends with its line.
    fn quoted(&mut self, quote: char) -> Token {
        let mut text = String::new();
        let mut computed = false;
        while let Some((at, letter)) = self.letters.next() {
            match letter {
                _ if letter == quote => break,
                '\n' if quote != '`' => break,
                '\\' => text.extend(self.letters.next().map(|(_, escaped)| match escaped {
                    'n' | 't' => ' ',
                    other => other,
                })),
                _ => {
                    computed |= quote == '`' && self.text[at..].starts_with("${");
                    text.push(letter);
                }
            }
        }
        if computed { Token::Sign(quote) } else { Token::Text(text) }
    }
}
