//! What CSS fetches, and which variables it uses: read token by token as browsers read it (CSS
//! Syntax Module Level 3), since a word can be spelt with escapes and cut by comments.

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

/// How deep blocks may lie in one another. What lies deeper is taken for something that fetches.
const MAX_DEPTH: usize = 64;

/// Something in CSS that makes a browser fetch a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What stands there when it is taken out.
    instead: &'static str,
}

/// All that a style sheet, or a value, fetches. `stays` says which addresses fetch nothing.
pub fn fetches(css: &str, stays: impl Fn(&str) -> bool) -> Vec<Fetch> {
    let mut reader = Reader { stays: &stays, found: Vec::new() };
    reader.block(&mut Parser::new(css), 0, Strings::Words);
    reader.found
}

/// CSS without what it fetches.
pub fn without(css: &str, fetches: &[Fetch]) -> String {
    let pieces = fetches.iter().map(|fetch| (fetch.range.clone(), fetch.instead.to_owned()));
    replaced(css, pieces)
}

/// Whether an address leads into the document itself, or holds what it leads to.
pub fn stays_inside(address: &str) -> bool {
    let address = address.trim_start();
    let scheme = address.get(..5).unwrap_or_default();
    address.starts_with('#') || scheme.eq_ignore_ascii_case("data:")
}

/// CSS with values in the place of `var(--name)`, as far as `value` knows the name.
pub fn with_values(css: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut used = Vec::new();
    variables(&mut Parser::new(css), 0, &mut used);
    let pieces = used.into_iter().filter_map(|range| {
        let name = css[range.clone()].strip_suffix(')')?.split_once("--")?.1;
        Some((range, value(name)?))
    });
    replaced(css, pieces)
}

fn replaced(css: &str, pieces: impl IntoIterator<Item = (Range<usize>, String)>) -> String {
    let (mut out, mut from) = (String::with_capacity(css.len()), 0);
    for (range, instead) in pieces {
        out.push_str(&css[from..range.start]);
        out.push_str(&instead);
        from = range.end;
    }
    out + &css[from..]
}

/// What strings are at some place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    Words,
    Addresses,
}

struct Reader<'a> {
    stays: &'a dyn Fn(&str) -> bool,
    found: Vec<Fetch>,
}

impl Reader<'_> {
    /// Reads up to the end of a block, or of all.
    fn block(&mut self, parser: &mut Parser<'_>, depth: usize, strings: Strings) {
        // The address of a namespace is a name.
        let mut names = false;
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else { return };
            match token.clone() {
                Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                    skip_rule(parser);
                    self.find(start, parser, "/**/");
                }
                Token::AtKeyword(name) => {
                    names = depth == 0 && name.eq_ignore_ascii_case("namespace");
                }
                Token::Semicolon => names = false,
                Token::Function(_) if names => within(parser, |_| {}),
                Token::UnquotedUrl(_) if names => {}
                Token::UnquotedUrl(address) if !(self.stays)(&address) => {
                    self.find(start, parser, "none");
                }
                Token::BadUrl(_) => self.find(start, parser, "none"),
                Token::QuotedString(address)
                    if strings == Strings::Addresses && !(self.stays)(&address) =>
                {
                    self.find(start, parser, "none");
                }
                Token::Function(name) => self.function(parser, (start, depth), &name, strings),
                Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                    names = false;
                    self.nested(parser, (start, depth), Strings::Words);
                }
                _ => {}
            }
        }
    }

    /// Reads a function. One that takes addresses (CSS Values 4, 4.5; CSS Images 4, 2) is kept or
    /// lost as a whole; what another function gives it nobody knows beforehand.
    fn function(
        &mut self,
        parser: &mut Parser<'_>,
        (start, depth): (usize, usize),
        name: &str,
        around: Strings,
    ) {
        let name = name.to_ascii_lowercase();
        let fetches = matches!(&*name, "url" | "src" | "image") || name.ends_with("image-set");
        let known = fetches || name == "type" || name.ends_with("gradient");
        let before = self.found.len();
        let strings = if fetches { Strings::Addresses } else { Strings::Words };
        self.nested(parser, (start, depth), strings);
        let lost = self.found.len() > before;
        if fetches && lost || around == Strings::Addresses && !known {
            self.found.truncate(before);
            self.find(start, parser, "none");
        }
    }

    /// Reads the block that was just opened.
    fn nested(
        &mut self,
        parser: &mut Parser<'_>,
        (start, depth): (usize, usize),
        strings: Strings,
    ) {
        if depth == MAX_DEPTH {
            within(parser, |_| {});
            return self.find(start, parser, "none");
        }
        within(parser, |inner| self.block(inner, depth + 1, strings));
    }

    /// Notes what was read since `start`.
    fn find(&mut self, start: usize, parser: &Parser<'_>, instead: &'static str) {
        self.found.push(Fetch { range: start..parser.position().byte_index(), instead });
    }
}

/// Reads the block that was just opened, and goes behind its end.
fn within(parser: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>)) {
    let read = |inner: &mut Parser<'_>| -> Result<(), ParseError<()>> {
        read(inner);
        Ok(())
    };
    // A block of which something is left unread is an error to the parser alone.
    let _ = parser.parse_nested_block(read);
}

/// Goes behind the end of a rule: a semicolon, or a block.
fn skip_rule(parser: &mut Parser<'_>) {
    while let Ok(token) = parser.next_including_whitespace_and_comments() {
        match token {
            Token::Semicolon => return,
            Token::CurlyBracketBlock => return within(parser, |_| {}),
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                within(parser, |_| {});
            }
            _ => {}
        }
    }
}

/// The places of all `var()` with a custom property.
fn variables(parser: &mut Parser<'_>, depth: usize, used: &mut Vec<Range<usize>>) {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { return };
        match token {
            Token::Function(name) if name.eq_ignore_ascii_case("var") => {
                within(parser, |_| {});
                used.push(start..parser.position().byte_index());
            }
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock => within(parser, |inner| {
                if depth < MAX_DEPTH {
                    variables(inner, depth + 1, used);
                }
            }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn clean(css: &str) -> String {
        without(css, &fetches(css, stays_inside))
    }

    #[test]
    fn what_fetches_is_taken_out() {
        for (css, left) in [
            ("@import 'a.css'; p {}", "/**/ p {}"),
            ("@IMPORT url(a.css) screen; p {}", "/**/ p {}"),
            ("@\\69mport 'a.css';p {}", "/**/p {}"),
            ("@imp@import;ort 'a.css'; p {}", "@imp/**/ort 'a.css'; p {}"),
            ("@import/**/'a.css'", "/**/"),
            ("p { @import 'a.css' } q {}", "p { /**/} q {}"),
            ("a { b: url(http://e.example/a.png) }", "a { b: none }"),
            ("a { b: URL( 'http://e.example' ) }", "a { b: none }"),
            ("a { b: u\\72l(//e.example), red }", "a { b: none, red }"),
            ("a { b: url(a b) }", "a { b: none }"),
            ("a { b: image-set('a.png' 1x, url(#b) 2x) }", "a { b: none }"),
            ("a { b: -webkit-image-set(url(a.png) 1x) }", "a { b: none }"),
            ("a { --c: 'a.png'; b: src(var(--c)) }", "a { --c: 'a.png'; b: none }"),
            ("a { b: image(ltr 'a.png', red) }", "a { b: none }"),
            (
                "@font-face { src: url(a.woff) format('woff') }",
                "@font-face { src: none format('woff') }",
            ),
            ("@media print { a { b: url(c", "@media print { a { b: none"),
        ] {
            assert_eq!(clean(css), left, "{css}");
        }
    }

    #[test]
    fn what_fetches_nothing_stays() {
        for css in [
            "a { b: url(#c) } /* url(http://e.example) @import 'a' */",
            "a { content: \"url(http://e.example) @import 'a'\" }",
            "a { b: url('data:image/png;base64,AA==') }",
            "a { b: image-set(url(data:,a) 1x type('image/png'), linear-gradient(red, blue) 2x) }",
            "@namespace epub url(http://www.idpf.org/2007/ops); a { b: c }",
            "rotate(-5.25) translate(1.123456789, 3)",
            "@media print { a::before { content: 'a' } }",
            "}) ] a { b: c; }",
        ] {
            assert_eq!(clean(css), css);
        }
    }

    #[test]
    fn depth_is_bounded() {
        let css = format!("a {}b: url(c)", "{".repeat(100_000));
        assert!(!clean(&css).contains("url"));
        assert_eq!(with_values(&css, |_| None), css);
    }

    #[test]
    fn variables_get_values_where_they_are_used() {
        let value = |name: &str| (name == "a").then(|| "\"B\", serif".to_owned());
        assert_eq!(
            with_values("p { f: var(--a) x; g: \"var(--a)\"; h: var(--c); i: VAR( --a)", value),
            "p { f: \"B\", serif x; g: \"var(--a)\"; h: var(--c); i: \"B\", serif"
        );
    }

    proptest! {
        #[test]
        fn nothing_fetches_when_it_is_taken_out(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "@import", "@imp", "ort", ";", "url(", "ur", "l(", ")", "'", "\"", "\\", "/*",
                    "*/", "{", "}", "(", "[", "]", "http://e.example", "image-set(", "src(", " ",
                    "\n", "var(--a)", "\\69 ", "#a", "data:,", "<!--", "-", "@", "none", "é",
                ]),
                0..24,
            )
        ) {
            let css = pieces.concat();
            let left = clean(&css);
            prop_assert_eq!(fetches(&left, stays_inside), [], "{} gives {}", css, left);
        }
    }
}
