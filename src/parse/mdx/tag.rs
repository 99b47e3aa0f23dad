//! The tags of JSX: as those of HTML, with programs between braces as values.

use std::borrow::Cow;
use std::fmt::Write;

use super::program;
use crate::parse::admonition::escaped;
use crate::parse::entities;
use crate::tree::Attr;

/// How long a tag or a program may be; what runs on for longer was not meant as one.
const LONGEST: usize = 4096;

/// The same within a drawing, whose lines are written in one attribute.
const LONGEST_OF_DRAWINGS: usize = 1_000_000;

/// A tag that a text starts with.
#[derive(Debug, PartialEq)]
pub(in crate::parse) struct Tag<'a> {
    /// Its name; empty for a fragment, `<>`.
    pub(in crate::parse) name: &'a str,
    /// Its attributes; those that are programs have no value.
    attributes: Vec<(&'a str, Option<&'a str>)>,
    /// The attributes that are programs, with these.
    scripts: Vec<(&'a str, &'a str)>,
    /// Whether it is an end tag.
    pub(in crate::parse) closes: bool,
    /// Whether it ends in `/>`.
    is_empty: bool,
    /// Whether HTML would not read it as it stands.
    pub(in crate::parse) is_script: bool,
    /// The bytes it takes.
    pub(in crate::parse) length: usize,
}

impl<'a> Tag<'a> {
    /// Reads the tag that a text starts with.
    pub(in crate::parse) fn read(text: &'a str) -> Option<Self> {
        Self::within(&text[..text.floor_char_boundary(LONGEST)], &['.', '-', '_'])
    }

    /// Reads the tag of SVG that a text starts with.
    pub(in crate::parse) fn of_drawing(text: &'a str) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(LONGEST_OF_DRAWINGS)];
        Self::within(text, &['.', '-', '_', ':'])
    }

    /// Reads the tag that a text starts with, whose name holds such signs.
    fn within(text: &'a str, signs: &[char]) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |rest| (rest, true));
        let is_part = |char: char| char.is_ascii_alphanumeric() || signs.contains(&char);
        let end = inner.find(|char| !is_part(char))?;
        let (name, mut rest) = inner.split_at(end);
        let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
        if !(starts || name.is_empty() && rest.starts_with('>')) {
            return None;
        }
        let mut tag = Self {
            name,
            attributes: Vec::new(),
            scripts: Vec::new(),
            closes,
            is_empty: false,
            is_script: false,
            length: 0,
        };
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>') {
                tag.length = text.len() - after.len();
                return Some(tag);
            }
            if let Some(after) = rest.strip_prefix("/>") {
                tag.is_empty = true;
                tag.length = text.len() - after.len();
                return Some(tag);
            }
            rest = tag.attribute(rest)?;
        }
    }

    /// Reads one attribute and gives what stands behind it.
    fn attribute(&mut self, rest: &'a str) -> Option<&'a str> {
        if rest.starts_with('{') {
            self.is_script = true;
            return Some(&rest[balanced(rest)?..]);
        }
        let end =
            rest.find(|char: char| !(char.is_ascii_alphanumeric() || "-_:.".contains(char)))?;
        if end == 0 {
            return None;
        }
        let (name, after) = rest.split_at(end);
        self.is_script |= name == "className" || name == "htmlFor";
        let Some(value) = after.strip_prefix('=') else {
            self.attributes.push((name, Some("")));
            return Some(after);
        };
        let quote = value.chars().next()?;
        if matches!(quote, '"' | '\'') {
            let (value, after) = value[1..].split_once(quote)?;
            self.attributes.push((name, Some(value)));
            return Some(after);
        }
        if quote == '{' {
            self.is_script = true;
            let length = balanced(value)?;
            let inner = value[1..length - 1].trim();
            self.attributes.push((name, program::literal(inner)));
            self.scripts.push((name, inner));
            return Some(&value[length..]);
        }
        let end = value.find(|char: char| char.is_whitespace() || char == '>')?;
        self.attributes.push((name, Some(&value[..end])));
        Some(&value[end..])
    }

    /// The value of an attribute.
    pub(in crate::parse) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| *own == name)?.1
    }

    /// Whether an attribute has a value.
    pub(in crate::parse) fn says_something(&self) -> bool {
        self.attributes.iter().any(|(_, value)| value.is_some_and(|value| !value.is_empty()))
    }

    /// Whether something follows that it holds.
    pub(in crate::parse) fn opens(&self) -> bool {
        !self.closes && !self.is_empty
    }

    /// The program that is an attribute.
    pub(in crate::parse) fn script(&self, name: &str) -> Option<&'a str> {
        self.scripts.iter().find(|(own, _)| *own == name).map(|(_, script)| *script)
    }

    /// What an attribute says, as [`values`](Self::values) has it.
    pub(in crate::parse) fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        self.values().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// The attributes with what they say, without entities; those whose programs say nothing outright
    /// are left out, but for one that would say for whom the element is.
    pub(in crate::parse) fn values(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let attributes = self.attributes.iter();
        attributes.filter_map(|(name, value)| Some((*name, self.said(name, *value)?)))
    }

    fn said(&self, name: &str, value: Option<&'a str>) -> Option<Cow<'a, str>> {
        if let Some(value) = value {
            return Some(entities::decoded(value));
        }
        let script = self.script(name)?;
        match name {
            "style" => program::style(script).map(Cow::Owned),
            name if Attr::is_condition(name) => Some(Cow::Borrowed(script)),
            _ => None,
        }
    }

    /// The tag as HTML has it, under a name, without its programs but for what they are known to
    /// say.
    pub(in crate::parse) fn as_html(
        &self,
        element: &str,
        known: impl Fn(&str) -> Option<&'a str>,
    ) -> String {
        let mut html = format!("<{}{element}", if self.closes { "/" } else { "" });
        for (name, value) in &self.attributes {
            let known = || known(self.script(name)?).map(Cow::Borrowed);
            let name_in_html = if *name == "className" { "class" } else { name };
            if let Some(value) = self.said(name, *value).or_else(known) {
                // Writing to a string does not fail.
                let _ = write!(html, " {name_in_html}=\"{}\"", escaped(&value));
            }
        }
        html + if self.is_empty { " />" } else { ">" }
    }
}

/// How many bytes a program between braces takes, the braces with it.
pub(in crate::parse) fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'' | b'`') if depth > 0 => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            // No program goes on behind an empty line.
            (None, b'\n') if text[at..].starts_with("\n\n") => return None,
            _ => {}
        }
    }
    None
}
