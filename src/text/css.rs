//! What CSS fetches, which variables it uses, and the colour that a value names: read token by token
//! as browsers read it (CSS Syntax Module Level 3), since a word can be spelt with escapes and cut by
//! comments.

use std::ops::Range;

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{ParseError, Parser, Token};

use super::color::Color;

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

/// The first colour that a value names: `#f88`, `gold`, `rgb(255 0 0 / 50%)`, also among other words
/// as in `#ff0 none repeat`. What shines through shows white paper; what is wholly transparent has
/// no colour.
pub fn color(value: &str) -> Option<Color> {
    let mut parser = Parser::new(value);
    loop {
        let (red, green, blue, opacity) = match parser.next().ok()?.clone() {
            Token::Hash(digits) | Token::IDHash(digits) => {
                parse_hash_color(digits.as_bytes()).ok()?
            }
            Token::Ident(name) => match parse_named_color(&name) {
                Ok((red, green, blue)) => (red, green, blue, 1.0),
                Err(()) => continue,
            },
            Token::Function(name)
                if name.eq_ignore_ascii_case("rgb") || name.eq_ignore_ascii_case("rgba") =>
            {
                components(&mut parser)?
            }
            _ => continue,
        };
        return (opacity > 0.0).then(|| Color::WHITE.mix(Color::rgb(red, green, blue), opacity));
    }
}

/// The components of `rgb()`, which was just opened (CSS Color Module Level 4, 5.1).
fn components(parser: &mut Parser<'_>) -> Option<(u8, u8, u8, f32)> {
    let mut found = Vec::new();
    within(parser, |inner| {
        while let Ok(token) = inner.next() {
            match token {
                Token::Number { value, .. } => found.push((*value, 255.0)),
                Token::Percentage { unit_value, .. } => found.push((*unit_value, 1.0)),
                _ => {}
            }
        }
    });
    let part = |(value, whole): (f32, f32)| (value / whole * 255.0).round().clamp(0.0, 255.0) as u8;
    let opacity = |(value, whole): (f32, f32)| {
        // A number counts from 0 to 1 here, unlike those of the colours.
        let share = if whole > 1.0 { value } else { value / whole };
        share.clamp(0.0, 1.0)
    };
    match found[..] {
        [red, green, blue] => Some((part(red), part(green), part(blue), 1.0)),
        [red, green, blue, alpha] => Some((part(red), part(green), part(blue), opacity(alpha))),
        _ => None,
    }
}

/// A style sheet with other words in place of some pieces of it, which are in their order.
pub(super) fn replaced(
    css: &str,
    pieces: impl IntoIterator<Item = (Range<usize>, String)>,
) -> String {
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
                Token::Function(name) => self.function(parser, start, depth, &name, strings),
                Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                    names = false;
                    self.nested(parser, start, depth, Strings::Words);
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
        start: usize,
        depth: usize,
        name: &str,
        around: Strings,
    ) {
        let name = name.to_ascii_lowercase();
        let fetches = matches!(&*name, "url" | "src" | "image") || name.ends_with("image-set");
        let known = fetches || name == "type" || name.ends_with("gradient");
        let before = self.found.len();
        let strings = if fetches { Strings::Addresses } else { Strings::Words };
        self.nested(parser, start, depth, strings);
        let lost = self.found.len() > before;
        if fetches && lost || around == Strings::Addresses && !known {
            self.found.truncate(before);
            self.find(start, parser, "none");
        }
    }

    /// Reads the block that was just opened.
    fn nested(&mut self, parser: &mut Parser<'_>, start: usize, depth: usize, strings: Strings) {
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
    fn colours_are_read_in_every_usual_form() {
        let red = Some(Color::rgb(255, 0, 0));
        for value in [
            "#f00",
            "#FF0000",
            "Red",
            "rgb(255, 0, 0)",
            "rgb(100% 0% 0%)",
            "RGBA(255,0,0,1)",
            "#f00f",
            " red !important",
            "none repeat red",
        ] {
            assert_eq!(color(value), red, "{value}");
        }
        let half = Some(Color::rgb(255, 128, 128));
        assert_eq!([color("rgba(255, 0, 0, .5)"), color("rgb(255 0 0 / 50%)")], [half, half]);
        for value in
            ["", "none", "transparent", "#f0", "rgb(1, 2)", "url(red)", "#ff000000", "f(red)"]
        {
            assert_eq!(color(value), None, "{value}");
        }
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
