//! The styles of a drawing, read as browsers read them (CSS Syntax Module Level 3): with escapes,
//! comments and strings, which a search for words would trip over.

use std::borrow::Cow;
use std::ops::Range;

use cssparser::{Delimiter, ParseError, Parser, Token};

use super::css::replaced;

/// How deep blocks may lie in one another. What lies deeper is not read.
const MAX_DEPTH: usize = 64;

/// What a style says of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The property; in lower case, but for custom ones, which are as they are written.
    pub name: String,
    /// Its value as it is written.
    pub value: String,
    /// The value in lower case where it is a single word.
    pub word: Option<String>,
    /// Whether it is `!important`.
    pub important: bool,
}

/// A rule of a style sheet.
#[derive(Debug)]
pub struct Rule {
    /// The classes and ids that it is for, with their signs; none where it is for anything else, or
    /// under some condition.
    pub names: Option<Vec<String>>,
    /// What it says, in the order in which it is written.
    pub declarations: Vec<Declaration>,
}

/// The declarations of a `style` attribute.
pub fn declarations(style: &str) -> Vec<Declaration> {
    let mut rules = Vec::new();
    body(&mut Parser::new(style), Some(Vec::new()), 0, &mut rules);
    rules.pop().map(|rule| rule.declarations).unwrap_or_default()
}

/// The rules of a style sheet, those within others before them.
pub fn rules(sheet: &str) -> Vec<Rule> {
    let (mut parser, mut rules) = (Parser::new(sheet), Vec::new());
    loop {
        let start = parser.state();
        let names = match parser.next() {
            Err(_) => return rules,
            Ok(Token::CDO | Token::CDC) => continue,
            Ok(Token::AtKeyword(_)) => {
                let ends = Delimiter::CurlyBracketBlock | Delimiter::Semicolon;
                let _ = parser.parse_until_before(ends, |inner| -> Result<(), ParseError<()>> {
                    while inner.next().is_ok() {}
                    Ok(())
                });
                None
            }
            Ok(_) => {
                parser.reset(&start);
                parser.parse_until_before(Delimiter::CurlyBracketBlock, plain_names).ok()
            }
        };
        if let Ok(Token::CurlyBracketBlock) = parser.next() {
            within(&mut parser, |inner| body(inner, names, 0, &mut rules));
        }
    }
}

/// What a style or a sheet refers to within the drawing, `url(#id)` or `url("#id")`: the ids, and the
/// places of the addresses with what encloses them.
pub fn references(css: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    // Most values refer to nothing.
    if css.contains('#') {
        addresses(&mut Parser::new(css), false, 0, &mut found);
    }
    found
}

/// A style or a sheet whose ids, and what refers to them, have the names that `name` gives them.
pub fn renamed(css: &str, name: impl Fn(&str) -> Cow<'_, str>) -> String {
    let mut pieces = Vec::new();
    for (range, id) in references(css) {
        if let Cow::Owned(name) = name(&id) {
            pieces.push((range.clone(), form(&css[range], &name)));
        }
    }
    let mut selectors = Vec::new();
    if css.contains('#') {
        ids(&mut Parser::new(css), 0, &mut selectors);
    }
    for (range, id) in selectors {
        if let Cow::Owned(name) = name(&id) {
            pieces.push((range, format!("#{name}")));
        }
    }
    pieces.sort_by_key(|(range, _)| range.start);
    replaced(css, pieces)
}

/// An address within the drawing in the form that another has.
fn form(other: &str, name: &str) -> String {
    match other.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}#{name}{quote}"),
        _ => format!("url(#{name})"),
    }
}

/// Reads declarations, and the blocks between them, which are rules within the rule.
fn body(parser: &mut Parser<'_>, names: Option<Vec<String>>, depth: usize, rules: &mut Vec<Rule>) {
    let mut rule = Rule { names, declarations: Vec::new() };
    let ends = Delimiter::CurlyBracketBlock | Delimiter::Semicolon;
    loop {
        let read = parser.parse_until_before(ends, |inner| declaration(inner));
        rule.declarations.extend(read.ok());
        match parser.next() {
            Err(_) => break,
            Ok(Token::CurlyBracketBlock) => within(parser, |inner| {
                if depth < MAX_DEPTH {
                    body(inner, None, depth + 1, rules);
                }
            }),
            Ok(_) => {}
        }
    }
    rules.push(rule);
}

fn declaration(parser: &mut Parser<'_>) -> Result<Declaration, ParseError<()>> {
    let name = parser.expect_ident()?.to_string();
    let name = if name.starts_with("--") { name } else { name.to_ascii_lowercase() };
    parser.expect_colon()?;
    let start = parser.position();
    let (mut words, mut others, mut important) = (Vec::new(), 0, false);
    while let Ok(token) = parser.next() {
        match token {
            Token::Delim('!') => important = true,
            Token::Ident(_) if important => {}
            Token::Ident(word) => words.push(word.to_ascii_lowercase()),
            _ => others += 1,
        }
    }
    let value = parser.slice_from(start).trim().to_owned();
    let word = words.pop().filter(|_| words.is_empty() && others == 0);
    Ok(Declaration { name, value, word, important })
}

/// Selectors that are classes and ids, and nothing else.
fn plain_names(parser: &mut Parser<'_>) -> Result<Vec<String>, ParseError<()>> {
    parser.parse_comma_separated(|selector| {
        Ok(match selector.next()?.clone() {
            Token::IDHash(id) => format!("#{id}"),
            Token::Delim('.') => format!(".{}", selector.expect_ident()?),
            _ => return Err(ParseError::unexpected_token()),
        })
    })
}

/// Finds addresses; `strings` says whether a string is one.
fn addresses(
    parser: &mut Parser<'_>,
    strings: bool,
    depth: usize,
    found: &mut Vec<(Range<usize>, String)>,
) {
    each(parser, &mut |parser, token, range| match token {
        Token::UnquotedUrl(address) => found.extend(inside(&address).map(|id| (range, id))),
        Token::QuotedString(address) if strings => {
            found.extend(inside(&address).map(|id| (range, id)));
        }
        Token::Function(name) if depth < MAX_DEPTH => {
            let strings = name.eq_ignore_ascii_case("url");
            within(parser, |inner| addresses(inner, strings, depth + 1, found));
        }
        Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock
            if depth < MAX_DEPTH =>
        {
            within(parser, |inner| addresses(inner, false, depth + 1, found));
        }
        _ => {}
    });
}

/// The id that an address within the drawing leads to.
fn inside(address: &str) -> Option<String> {
    Some(address.trim().strip_prefix('#')?.to_owned())
}

/// Finds ids that rules are for. Colours look the same, and are valid names.
fn ids(parser: &mut Parser<'_>, depth: usize, found: &mut Vec<(Range<usize>, String)>) {
    each(parser, &mut |parser, token, range| match token {
        Token::IDHash(id) => found.push((range, id.to_string())),
        Token::CurlyBracketBlock if depth < MAX_DEPTH => {
            within(parser, |inner| ids(inner, depth + 1, found));
        }
        _ => {}
    });
}

/// Hands on each token with its place, up to the end of a block.
fn each<'i>(
    parser: &mut Parser<'i>,
    take: &mut dyn FnMut(&mut Parser<'i>, Token<'i>, Range<usize>),
) {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let range = start..parser.position().byte_index();
        take(parser, token, range);
    }
}

/// Reads the block that was just opened, and goes behind its end.
fn within<'i>(parser: &mut Parser<'i>, read: impl FnOnce(&mut Parser<'i>)) {
    let read = |inner: &mut Parser<'i>| -> Result<(), ParseError<()>> {
        read(inner);
        Ok(())
    };
    // A block of which something is left unread is an error to the parser alone.
    let _ = parser.parse_nested_block(read);
}
