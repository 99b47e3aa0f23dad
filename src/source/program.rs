//! The tokens of a program of settings, such as `docusaurus.config.js`.
//!
//! It is not run. What it says in so many words is read off it; what it computes is unknown.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use crate::files::PackPath;
use crate::span::{FileId, Span};
use crate::text::names::is_slip_of;

/// As much of JavaScript as tells names, texts and signs from one another.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name or number.
    Word(String),
    /// A text in quotes of which nothing is computed.
    Text(String),
    /// Any other character, and the quote of a text of which a part is computed.
    Sign(char),
}

/// The tokens of a program, each with its place in bytes.
pub(super) fn tokens(program: &str) -> impl Iterator<Item = (usize, Token)> + Clone {
    Tokens { text: program, letters: program.char_indices().peekable() }
}

/// Where each text of a program stands first, without its quotes. One that is written with escapes stands
/// nowhere.
pub(super) fn texts(file: FileId, program: &str) -> BTreeMap<String, Span> {
    let mut places = BTreeMap::new();
    for (at, token) in tokens(program) {
        let Token::Text(text) = token else { continue };
        let range = at + 1..at + 1 + text.len();
        if program.get(range.clone()) == Some(&*text) {
            places.entry(text).or_insert_with(|| Span::new(file, range));
        }
    }
    places
}

/// The folder that `srcDir` names, seen from the one that is exported; the settings lie in `root`.
pub(super) fn source_folder(program: &str, root: &str) -> Option<String> {
    let mut tokens = tokens(program).map(|(_, token)| token);
    tokens.find(|token| *token == Token::Word("srcDir".to_owned()))?;
    let (Token::Sign(':'), Token::Text(folder)) = (tokens.next()?, tokens.next()?) else {
        return None;
    };
    let path = PackPath::new(format!("{root}/{folder}").trim_start_matches('/')).ok()?;
    Some(path.as_str().to_owned())
}

/// What a program says under a key, and is no list of texts.
#[derive(Debug, PartialEq)]
pub(super) struct Unknown {
    /// Where the value starts.
    pub(super) at: Range<usize>,
    /// The key as it is written.
    pub(super) key: String,
}

/// The texts that a program lists under a key. A regular expression there is meant for files of other
/// kinds. A key that is a slip away from this one is none that is understood, where a list follows.
pub(super) fn texts_under(program: &str, key: &str) -> Result<Vec<String>, Unknown> {
    let mut tokens = tokens(program).peekable();
    let mut texts = Vec::new();
    // The sign before a name that may be a key.
    let mut before = None;
    while let Some((at, token)) = tokens.next() {
        let (name, bare) = match token {
            Token::Word(name) => (name, true),
            Token::Text(name) => (name, false),
            Token::Sign(sign) => {
                before = Some(sign);
                continue;
            }
        };
        let opens = before.take();
        if !is_slip_of(&name, key) {
            continue;
        }
        let exact = name == key;
        tokens.next_if(|(_, token)| opens == Some('[') && *token == Token::Sign(']'));
        // `{ exclude }` takes the value of a variable.
        let short = bare && matches!(opens, Some('{' | ','));
        let ends = |token: &Token| matches!(token, Token::Sign(',' | '}'));
        if exact && short && tokens.peek().is_some_and(|(_, token)| ends(token)) {
            return Err(Unknown { at: at..at + 1, key: name });
        }
        let sets = |token: &Token| matches!(token, Token::Sign(':' | '='));
        if tokens.next_if(|(_, token)| sets(token)).is_none() {
            continue;
        }
        let unknown = || Unknown { at: at..at + 1, key: name.clone() };
        match tokens.next() {
            Some((_, Token::Sign('['))) if !exact => return Err(unknown()),
            Some((_, Token::Sign('['))) => listed(&mut tokens, &mut texts).ok_or_else(unknown)?,
            Some((_, Token::Sign('/' | '='))) => {}
            _ if exact => return Err(unknown()),
            _ => {}
        }
    }
    Ok(texts)
}

/// The texts of a list up to its end; none where something else stands in it, or is done to it.
fn listed(
    tokens: &mut Peekable<impl Iterator<Item = (usize, Token)>>,
    texts: &mut Vec<String>,
) -> Option<()> {
    loop {
        match tokens.next()?.1 {
            Token::Text(text) => texts.push(text),
            Token::Sign(',') => {}
            Token::Sign(']') => break,
            _ => return None,
        }
    }
    let is_whole = |token: &Token| !matches!(token, Token::Sign('.' | '+' | '?'));
    tokens.peek().is_none_or(|(_, token)| is_whole(token)).then_some(())
}

#[derive(Clone)]
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
                '\\' => {
                    let behind = &self.text[at + 1..];
                    let (escaped, length) = unescaped(behind);
                    text.extend(escaped);
                    self.skip_to(at + 1 + length);
                }
                _ => {
                    computed |= quote == '`' && self.text[at..].starts_with("${");
                    text.push(letter);
                }
            }
        }
        if computed { Token::Sign(quote) } else { Token::Text(text) }
    }
}

/// The letter that an escape stands for, and how long the escape is behind its backslash. A break of
/// lines is a blank; an escaped end of a line is nothing, and so is half of a pair of surrogates.
fn unescaped(escape: &str) -> (Option<char>, usize) {
    let Some(sign) = escape.chars().next() else { return (None, 0) };
    let (code, length) = match sign {
        'x' => (hexadecimal(escape.get(1..3)), 3),
        'u' if escape.starts_with("u{") => {
            let end = escape.find('}').unwrap_or_default();
            (hexadecimal(escape.get(2..end)), end + 1)
        }
        'u' => {
            match (unit(escape), escape.get(5..).and_then(|rest| unit(rest.strip_prefix('\\')?))) {
                (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
                    (Some(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 11)
                }
                (code, _) => (code, 5),
            }
        }
        _ => (None, 0),
    };
    match (code, sign) {
        (Some(code), _) => (char::from_u32(code), length),
        (None, 'n' | 'r' | 't') => (Some(' '), 1),
        (None, '\n') => (None, 1),
        (None, _) => (Some(sign), sign.len_utf8()),
    }
}

/// The number of `u` and four digits.
fn unit(escape: &str) -> Option<u32> {
    hexadecimal(escape.strip_prefix('u')?.get(..4))
}

fn hexadecimal(digits: Option<&str>) -> Option<u32> {
    let is_number = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits.filter(is_number)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    #[test]
    fn patterns_are_read_of_a_program_and_nothing_else() {
        let program = "// exclude: ['a']\nconst it = { docs: { exclude: ['b/**', \"c\", `d`,], },\n\
                       'exclude' : [/* 'e' */ 'f\\'g'] , title: 'exclude: [x]', rule: { exclude: /h/ } }";
        assert_eq!(texts_under(program, "exclude").unwrap(), ["b/**", "c", "d", "f'g"]);
        for unknown in [
            "exclude: patterns",
            "exclude: [...more, 'a']",
            "exclude: [`${a}`]",
            "exclud: ['a']",
            "Exclude: ['a']",
            "{ a: 1, exclude }",
            "exclude: ['a'].concat(b)",
            "docs.exclude = patterns",
        ] {
            assert!(texts_under(unknown, "exclude").is_err(), "{unknown}");
        }
        assert_eq!(texts_under("docs['exclude'] = ['a']", "exclude").unwrap(), ["a"]);
        assert_eq!(texts_under("includes(a), excludes: 1", "include").unwrap(), [""; 0]);
        assert_eq!(texts_under("title: 'it", "exclude").unwrap(), [""; 0]);
    }

    #[test]
    fn escapes_are_the_letters_they_stand_for() {
        for (written, read) in [
            (r"a\u2014b", "a\u{2014}b"),
            (r"\u{1F600}", "\u{1F600}"),
            (r"\ud83d\ude00!", "\u{1F600}!"),
            (r"\x41", "A"),
            (r"it\'s \\ a\nb", "it's \\ a b"),
            ("a\\\nb", "ab"),
            (r"\u12 \xg \u{} \u{zz} \ü", "u12 xg u{} u{zz} ü"),
            (r"\ud83d", ""),
        ] {
            let program = format!("'{written}'");
            let found: Vec<_> = tokens(&program).map(|(_, token)| token).collect();
            assert_eq!(found, [Token::Text(read.to_owned())], "{written}");
        }
    }

    #[test]
    fn time_grows_as_the_length() {
        for part in ["exclude: ['a'],", "/* a */", "// a\n", "`", "'a\n", "exclude ", "'\\u{"] {
            assert_linear(part, 12_500, |times| _ = texts_under(&part.repeat(times), "exclude"));
        }
    }
}
