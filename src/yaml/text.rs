//! From text to the tree.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Location, Spanned};

use super::node::{Entry, Node, Scalar, ScalarKind, Value};
use crate::span::{FileId, Sources, Span};

/// How deep lists and maps may nest. Nothing written by hand comes near, and the stack of a worker
/// thread holds twice as many.
const DEEPEST: usize = 20;

/// A stretch of a file that is YAML: all of `pack.yaml`, or the front matter of a page.
#[derive(Clone, Debug)]
pub struct Excerpt<'a> {
    /// The file.
    pub file: FileId,
    /// The text of the whole file.
    pub text: &'a str,
    /// The bytes that are YAML.
    pub range: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// A whole file.
    pub fn whole(file: FileId, sources: &'a Sources) -> Self {
        let text: &str = &sources.get(file).text;
        Self { file, text, range: 0..text.len() }
    }

    /// The YAML itself.
    pub fn yaml(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The span of bytes of the YAML.
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.range.start + start..self.range.start + end)
    }

    /// The span of the line, without its indent, that holds a byte of the YAML.
    pub(super) fn line_around(&self, offset: usize) -> Span {
        let yaml = self.yaml();
        let offset = yaml.floor_char_boundary(offset.min(yaml.len()));
        let start = yaml[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let end = yaml[offset..].find('\n').map_or(yaml.len(), |newline| offset + newline);
        let line = &yaml[start..end];
        let indent = line.len() - line.trim_start().len();
        self.span(start + indent, start + line.trim_end().len().max(indent))
    }
}

/// Why a text is no YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line at fault, or the key.
    pub span: Span,
    /// What is wrong: one sentence in lower case.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Reads one YAML document. An empty one is a map without entries.
///
/// # Errors
/// Where it is no YAML, nests deeper than 20 levels, writes a key twice, or uses aliases to grow
/// beyond measure.
pub fn parse(excerpt: &Excerpt<'_>) -> Result<Node, SyntaxError> {
    // The library takes it for the end.
    if let Some(at) = excerpt.yaml().find('\0') {
        return Err(unseen(excerpt, at, '\0'));
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: DEEPEST },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
    };
    let document: Option<Spanned<Loose>> =
        serde_saphyr::from_str_with_options(excerpt.yaml(), options)
            .map_err(|error| explain(excerpt, &error))?;
    match document {
        Some(document) => located_node(excerpt, document),
        None => Ok(Node::empty_map(excerpt.span(0, 0))),
    }
}

/// A node as the library gives it, before places and spelling are settled.
enum Loose {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Loose>>),
    Map(Vec<(Spanned<String>, Spanned<Loose>)>),
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_none<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Loose, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose, E> {
        Ok(Loose::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Ok(i64::try_from(value).map_or(Loose::Float(value as f64), Loose::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Loose, E> {
        Ok(Loose::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Loose, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Loose::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Loose, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Loose::Map(entries))
    }
}

/// Gives every node its span and every scalar its spelling.
fn located_node(excerpt: &Excerpt<'_>, loose: Spanned<Loose>) -> Result<Node, SyntaxError> {
    let place = bytes(excerpt, loose.referenced);
    let spelling = bytes(excerpt, loose.defined);
    let scalar = |kind| {
        let text = excerpt.yaml().get(spelling.clone()).unwrap_or_default().trim().to_owned();
        Value::Scalar(Scalar { text, kind })
    };
    let value = match loose.value {
        Loose::Null => scalar(ScalarKind::Null),
        Loose::Bool(value) => scalar(ScalarKind::Bool(value)),
        Loose::Int(value) => scalar(ScalarKind::Int(value)),
        Loose::Float(value) if value.is_finite() => scalar(ScalarKind::Float(value)),
        Loose::Float(_) => scalar(ScalarKind::Text),
        Loose::Text(text) => Value::Scalar(Scalar { text, kind: ScalarKind::Text }),
        Loose::List(items) => Value::List(
            items.into_iter().map(|item| located_node(excerpt, item)).collect::<Result<_, _>>()?,
        ),
        Loose::Map(entries) => Value::Map(located_entries(excerpt, entries)?),
    };
    let opening = excerpt.span(place.start, place.end);
    let span = match &value {
        Value::Scalar(_) => opening,
        Value::List(items) => items.iter().fold(opening, |span, item| span.join(item.span)),
        Value::Map(entries) => entries
            .iter()
            .fold(opening, |span, entry| span.join(entry.key_span).join(entry.value.span)),
    };
    Ok(Node { span: closed(excerpt.text, span), value })
}

/// The span of a collection with its closing bracket, where it was opened by one.
fn closed(text: &str, span: Span) -> Span {
    let inside = text.get(span.range()).unwrap_or_default();
    let bracket = match inside.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return span,
    };
    let behind = &text[span.range().end..];
    let rest = behind.trim_start_matches([' ', '\n', '\r', ',']);
    if inside.ends_with(bracket) || !rest.starts_with(bracket) {
        return span;
    }
    Span::new(span.file, span.range().start..text.len() - rest.len() + 1)
}

fn located_entries(
    excerpt: &Excerpt<'_>,
    loose: Vec<(Spanned<String>, Spanned<Loose>)>,
) -> Result<Vec<Entry>, SyntaxError> {
    let mut entries: Vec<Entry> = Vec::with_capacity(loose.len());
    let mut known = HashSet::with_capacity(loose.len());
    for (key, value) in loose {
        let place = bytes(excerpt, key.referenced);
        let key_span = excerpt.span(place.start, place.end);
        if !known.insert(key.value.clone()) {
            return Err(SyntaxError {
                span: key_span,
                message: format!("the key `{}` stands twice", key.value),
                help: "keep one of the two".to_owned(),
            });
        }
        entries.push(Entry { key: key.value, key_span, value: located_node(excerpt, value)? });
    }
    Ok(entries)
}

/// The bytes of the YAML that a location names, without the blanks behind them.
fn bytes(excerpt: &Excerpt<'_>, location: Location) -> Range<usize> {
    let yaml = excerpt.yaml();
    let Some(start) = location.span().byte_offset() else { return 0..0 };
    let start = yaml.floor_char_boundary((start as usize).min(yaml.len()));
    let length = location.span().byte_len().unwrap_or(0) as usize;
    let end = yaml.floor_char_boundary((start + length).min(yaml.len()));
    start..start + yaml[start..end].trim_end().len()
}

/// What is told of a character that no YAML holds.
fn unseen(excerpt: &Excerpt<'_>, at: usize, char: char) -> SyntaxError {
    let name = if char == '\0' { "NUL".to_owned() } else { format!("U+{:04X}", u32::from(char)) };
    SyntaxError {
        span: excerpt.span(at, at + char.len_utf8()),
        message: format!("a character that cannot be seen, {name}, stands here"),
        help: "remove it; the file may have been damaged, or is no text".to_owned(),
    }
}

/// The library's error in words of our own, at the line at fault.
fn explain(excerpt: &Excerpt<'_>, error: &serde_saphyr::Error) -> SyntaxError {
    use serde_saphyr::Error;

    // Where one stands the library notices it elsewhere (YAML 1.2, 5.1).
    let is_unseen = |char: char| char.is_control() && !"\t\n\r\u{85}".contains(char);
    let mut chars = excerpt.yaml().char_indices();
    if let Some((at, char)) = chars.find(|&(_, char)| is_unseen(char)) {
        return unseen(excerpt, at, char);
    }
    let error = error.without_snippet();
    let offset = error.location().map_or(0, |location| offset_of(excerpt.yaml(), location));
    let error = match error {
        Error::AliasError { error, .. } => error.without_snippet(),
        other => other,
    };
    let (message, help) = match error {
        Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } => {
            ("this YAML is too large or nests too deep to be read".to_owned(), "simplify it")
        }
        Error::AliasExpansionLimitExceeded { .. } | Error::AliasReplayStackDepthExceeded { .. } => {
            ("the aliases of this YAML grow beyond measure".to_owned(), "write the values out")
        }
        Error::UnknownAnchor { .. } => (
            "this alias names an anchor that is not there".to_owned(),
            "put a text that starts with `*` in quotes",
        ),
        Error::MultipleDocuments { .. } => {
            ("a second YAML document starts here".to_owned(), "remove the line `---`")
        }
        _ => return explain_line(excerpt, offset),
    };
    SyntaxError { span: excerpt.line_around(offset), message, help: help.to_owned() }
}

/// Where a location starts; a scanner's error knows its line and column only.
fn offset_of(yaml: &str, location: Location) -> usize {
    let count = |number: u64| usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    if let Some(offset) = location.span().byte_offset() {
        return offset as usize;
    }
    let lines = yaml.split_inclusive('\n');
    let before: usize = lines.clone().take(count(location.line())).map(str::len).sum();
    let line = lines.clone().nth(count(location.line())).unwrap_or_default();
    before + line.chars().take(count(location.column())).map(char::len_utf8).sum::<usize>()
}

/// What is wrong with a line that is no YAML, from the mistakes people make.
///
/// A scanner often notices a mistake only lines later, so the line before is looked at too, and the
/// next one for a tab.
fn explain_line(excerpt: &Excerpt<'_>, offset: usize) -> SyntaxError {
    let yaml = excerpt.yaml();
    let start = yaml[..yaml.floor_char_boundary(offset.min(yaml.len()))]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let here = (offset, excerpt.line_around(offset));
    let before = start.checked_sub(1).map(|offset| (offset, excerpt.line_around(offset)));
    // A tab makes a line go on with the value above it, where it is noticed.
    let next = yaml[start..].find('\n').map(|end| start + end + 1);
    let after = next.filter(|next| yaml[*next..].starts_with('\t')).map(|next| {
        let words = next + yaml[next..].len() - yaml[next..].trim_start_matches('\t').len();
        (words, excerpt.line_around(words))
    });
    for (_, span) in std::iter::once(here).chain(before).chain(after) {
        let line = excerpt.text.get(span.range()).unwrap_or_default();
        let indent = excerpt.text[..span.start as usize].rsplit('\n').next().unwrap_or_default();
        if let Some((message, help)) = mistake(indent, line) {
            return SyntaxError { span, message: message.to_owned(), help: help.to_owned() };
        }
    }
    SyntaxError {
        span: here.1,
        message: "this is not valid YAML".to_owned(),
        help: "write `key: value`, one a line, and put a value with special characters in quotes"
            .to_owned(),
    }
}

/// The usual mistakes in one line of YAML: what is wrong, and what to do.
fn mistake(indent: &str, line: &str) -> Option<(&'static str, &'static str)> {
    if indent.contains('\t') {
        return Some(("a tab indents this line", "indent with spaces"));
    }
    let (_, value) = line.split_once(": ").or_else(|| line.split_once(":\t"))?;
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return match rest.trim_end().strip_suffix(quote) {
                Some(inner) if inner.contains(quote) => Some((
                    "a quote inside the quoted text ends it",
                    "put it in the other kind of quotes",
                )),
                Some(_) => None,
                None if rest.contains(quote) => Some((
                    "there is more text behind the closing quote",
                    "put the whole value in quotes",
                )),
                None => {
                    Some(("the quote that opens here is not closed", "close it on the same line"))
                }
            };
        }
    }
    if value == "-" || value.starts_with("- ") {
        return Some((
            "a list with dashes starts below its key",
            "put each entry on a line of its own, as `- entry`, or all between brackets: `[…]`",
        ));
    }
    if value.starts_with("{{") {
        return Some(("a value that starts with a brace is no text", "put it in quotes"));
    }
    if value.starts_with(['[', '{']) {
        return Some(("the bracket that opens here is not closed", "close it"));
    }
    if value.starts_with(['@', '`', '%', '&', '*', '!', '|', '>']) {
        return Some((
            "this value starts with a character that YAML keeps for itself",
            "put it in quotes",
        ));
    }
    if value.contains(": ") || value.ends_with(':') {
        return Some(("the value holds a colon", "put the value in quotes"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree with the line and bytes of every value, one a line.
    fn dump(yaml: &str) -> String {
        let mut sources = Sources::default();
        let text = format!("---\n{yaml}---\n");
        let file = sources.add("page.md", text.as_str());
        let excerpt = Excerpt { file, text: &text, range: 4..4 + yaml.len() };
        match parse(&excerpt) {
            Ok(node) => {
                let mut lines = Vec::new();
                describe(&node, &sources, 0, &mut lines);
                lines.join("\n")
            }
            Err(error) => format!(
                "line {}: `{}`: {}; {}\n",
                sources.line_column(error.span).line,
                sources.excerpt(error.span),
                error.message,
                error.help,
            ),
        }
    }

    fn describe(node: &Node, sources: &Sources, depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        match &node.value {
            Value::Scalar(Scalar { text, kind }) => {
                let place = sources.excerpt(node.span);
                lines.push(format!("{indent}{kind:?} {text:?} at `{place}`"));
            }
            Value::List(items) => {
                lines.push(format!("{indent}list at `{}`", sources.excerpt(node.span)));
                for item in items {
                    describe(item, sources, depth + 1, lines);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    let key = sources.excerpt(entry.key_span);
                    lines.push(format!("{indent}{} at `{key}`", entry.key));
                    describe(&entry.value, sources, depth + 1, lines);
                }
            }
        }
    }

    #[test]
    fn every_value_keeps_its_place_and_spelling() {
        insta::assert_snapshot!(dump(
            "title: \"Zwölf\"   # a remark\nmenu_order: 05\nversion: 1.0\nyes: no\nnone:\nnan: .nan\n\
             tags: [a, 'b c']\nlinks:\n  base: &here https://example.org/\n  again: *here\n\
             text: |\n  two\n  lines\n"
        ), @r#"
        title at `title`
          Text "Zwölf" at `"Zwölf"`
        menu_order at `menu_order`
          Float(5.0) "05" at `05`
        version at `version`
          Float(1.0) "1.0" at `1.0`
        yes at `yes`
          Text "no" at `no`
        none at `none`
          Null "" at ``
        nan at `nan`
          Text ".nan" at `.nan`
        tags at `tags`
          list at `[a, 'b c']`
            Text "a" at `a`
            Text "b c" at `'b c'`
        links at `links`
          base at `base`
            Text "https://example.org/" at `https://example.org/`
          again at `again`
            Text "https://example.org/" at `*here`
        text at `text`
          Text "two\nlines\n" at `two
          lines`
        "#);
    }

    #[test]
    fn mistakes_are_named_at_their_line() {
        let mistakes = [
            "a: 1\ntitle: Security: a view\nb: 2\n",
            "title: \"open\nb: 2\n",
            "a:\n\tb: 1\n",
            "tags: [a, b\nb: 2\n",
            "title: \"a\" b\n",
            "a: 1\nb: 2\na: 3\n",
            "title: *bold*\n",
            "title: @home\n",
            "just words\nand: more\n",
        ];
        insta::assert_snapshot!(mistakes.map(dump).concat(), @r#"
        line 3: `title: Security: a view`: the value holds a colon; put the value in quotes
        line 2: `title: "open`: the quote that opens here is not closed; close it on the same line
        line 3: `b: 1`: a tab indents this line; indent with spaces
        line 2: `tags: [a, b`: the bracket that opens here is not closed; close it
        line 2: `title: "a" b`: there is more text behind the closing quote; put the whole value in quotes
        line 4: `a`: the key `a` stands twice; keep one of the two
        line 2: `title: *bold*`: this alias names an anchor that is not there; put a text that starts with `*` in quotes
        line 2: `title: @home`: this value starts with a character that YAML keeps for itself; put it in quotes
        line 3: `and: more`: this is not valid YAML; write `key: value`, one a line, and put a value with special characters in quotes
        "#);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut lines = vec!["a: &a [x, x, x, x, x, x, x, x, x]".to_owned()];
        for (name, before) in ('b'..='z').zip('a'..='y') {
            let aliases = vec![format!("*{before}"); 9].join(", ");
            lines.push(format!("{name}: &{name} [{aliases}]"));
        }
        let bomb = dump(&lines.join("\n"));
        assert!(bomb.contains("too large"), "{bomb}");
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = dump(&format!("a: {}{}\n", "[".repeat(100), "]".repeat(100)));
        assert!(deep.contains("nests too deep"), "{deep}");
        assert!(dump(&"[".repeat(100_000)).starts_with("line 2: "));
    }

    /// Four times the keys take four times the time, and not sixteen: as many keys as a budget of the
    /// library lets through.
    #[test]
    fn time_grows_as_the_number_of_keys() {
        let time_of = |count: usize| {
            let keys: Vec<_> =
                (0..count).map(|key| format!("key-of-some-length-{key}: 1")).collect();
            let yaml = keys.join("\n");
            let mut sources = Sources::default();
            let file = sources.add("pack.yaml", yaml.as_str());
            let start = std::time::Instant::now();
            let node = parse(&Excerpt::whole(file, &sources)).unwrap();
            assert_eq!(node.entries().len(), count);
            start.elapsed()
        };
        time_of(1_000);
        // The shortest of several: other work on the machine only makes one longer.
        let shortest = |count: usize| (0..4).map(|_| time_of(count)).min().unwrap();
        let (few, many) = (shortest(10_000), shortest(40_000));
        assert!(many < few * 9, "{few:?}, then {many:?}");
    }
}
