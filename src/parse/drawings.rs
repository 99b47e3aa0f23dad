//! `<svg>` in a page: a drawing that the page holds itself. It becomes a picture, which is cleaned
//! and measured as one in a file is.
//!
//! Pages write it as HTML and as JSX have it; a picture is XML. So it is written anew.

use std::borrow::Cow;
use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::admonition::escaped;
use super::mapped::Mapped;
use super::mdx::tag::Tag;
use super::{entities, markdown};
use crate::tree::Attr;

/// How many elements may lie in one another.
const MAX_DEPTH: usize = 200;

/// How far is looked for words before a drawing, in bytes.
const SIGHT: usize = 500;

/// The attributes that JSX writes as one word.
const HYPHENED: &[&str] = &[
    "alignment-baseline",
    "baseline-shift",
    "clip-path",
    "clip-rule",
    "color-interpolation-filters",
    "dominant-baseline",
    "fill-opacity",
    "fill-rule",
    "flood-color",
    "flood-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "image-rendering",
    "letter-spacing",
    "lighting-color",
    "marker-end",
    "marker-mid",
    "marker-start",
    "paint-order",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "transform-origin",
    "vector-effect",
    "word-spacing",
    "writing-mode",
    "xlink:href",
    "xml:space",
    "xmlns:xlink",
];

/// A drawing that a text starts with.
#[derive(Debug)]
pub(super) struct Drawing {
    /// The picture as HTML has it.
    pub(super) markup: String,
    /// The bytes that the drawing takes.
    pub(super) length: usize,
}

/// The text with pictures in the place of drawings.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    let source = text.text();
    let Some(last) = source.rfind("</svg>") else { return text };
    let code = markdown::code_ranges(source);
    let mut edits = Vec::new();
    let mut behind = 0;
    for (at, _) in source[..last].match_indices("<svg") {
        if at < behind || markdown::is_within(&code, at) {
            continue;
        }
        if let Some(drawing) = read(&source[at..], stands_among_words(source, at)) {
            behind = at + drawing.length;
            edits.push((at..behind, drawing.markup));
        }
    }
    text.replaced(edits)
}

/// Whether words stand before a place in its line.
pub(super) fn stands_among_words(text: &str, at: usize) -> bool {
    let sight = text.ceil_char_boundary(at.saturating_sub(SIGHT));
    let line = text[sight..at].rsplit('\n').next().unwrap_or_default();
    let mut outside = true;
    line.chars().any(|char| {
        outside = char == '>' || (outside && char != '<');
        outside && char.is_alphanumeric()
    })
}

/// Reads a drawing. One that says no size and stands among words is as high as they are.
///
/// None where something in it is for some readers alone: a picture is for all who see it.
pub(super) fn read(text: &str, among_words: bool) -> Option<Drawing> {
    let root = Tag::of_drawing(text).filter(|tag| tag.name == "svg" && tag.opens())?;
    let mut writer = Writer::default();
    let length = writer.run(text)?;
    let said = |name: &str| root.value(name).filter(|value| !value.trim().is_empty());
    let style = said("style").unwrap_or_default();
    if style.replace(' ', "").contains("display:none") {
        return Some(Drawing { markup: String::new(), length });
    }
    let is_sized = ["width", "height"].into_iter().any(|name| said(name).is_some())
        || style.contains("width")
        || style.contains("height");
    let mut markup = format!("<img src=\"{}\"", address(&writer.out));
    let mut put = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = write!(markup, " {name}=\"{}\"", escaped(value));
    };
    put("alt", &writer.words(&root));
    if !is_sized && among_words {
        put("height", "1em");
    }
    for (name, value) in root.values() {
        if matches!(name, "id" | "width" | "height" | "style") || Attr::is_condition(name) {
            put(name, &value);
        }
    }
    Some(Drawing { markup: markup + ">", length })
}

fn address(drawing: &str) -> String {
    format!("data:image/svg+xml;name=drawing;base64,{}", STANDARD.encode(drawing))
}

/// Writes a drawing as XML.
#[derive(Default)]
struct Writer<'a> {
    out: String,
    /// The elements that are open.
    open: Vec<&'a str>,
    title: String,
    description: String,
    /// The words that it draws.
    drawn: String,
}

impl<'a> Writer<'a> {
    /// Writes the drawing that a text starts with, and says how many bytes it takes. One that is not
    /// closed ends with the last that was.
    fn run(&mut self, text: &'a str) -> Option<usize> {
        let mut at = 0;
        let mut closed = None;
        while let Some(found) = text[at..].find('<') {
            self.words_between(&text[at..at + found]);
            at += found;
            let rest = &text[at..];
            if let Some(length) = unseen(rest) {
                at += length;
                continue;
            }
            let tag = Tag::of_drawing(rest)?;
            at += tag.length;
            if tag.closes {
                self.close(tag.name);
            } else {
                self.start(&tag)?;
                let is_program = matches!(tag.name, "style" | "script") && tag.opens();
                if is_program && let Some(end) = text[at..].find("</") {
                    self.words_between(&text[at..at + end]);
                    at += end;
                }
            }
            if tag.closes && tag.name == "svg" {
                closed = Some((at, self.out.len()));
                if self.open.is_empty() {
                    return Some(at);
                }
            }
        }
        let (end, written) = closed?;
        self.out.truncate(written);
        while let Some(name) = self.open.pop() {
            self.end_tag(name);
        }
        Some(end)
    }

    fn start(&mut self, tag: &Tag<'a>) -> Option<()> {
        let is_root = self.open.is_empty();
        if !is_root && tag.values().any(|(name, _)| Attr::is_condition(name))
            || self.open.len() >= MAX_DEPTH
        {
            return None;
        }
        self.out.push('<');
        self.out.push_str(tag.name);
        let mut names: Vec<Cow<'_, str>> = Vec::new();
        for (name, value) in tag.values() {
            let name = hyphened(name);
            // No name stands twice in XML, and what runs is left out anyway.
            if names.contains(&name) || name.starts_with("on") || Attr::is_condition(&name) {
                continue;
            }
            let _ = write!(self.out, " {name}=\"{}\"", escaped(&value));
            names.push(name);
        }
        if is_root {
            for (name, space) in NAMESPACES {
                if !names.iter().any(|own| own == name) {
                    let _ = write!(self.out, " {name}=\"{space}\"");
                }
            }
        }
        self.out.push('>');
        if tag.opens() {
            self.open.push(tag.name);
        } else {
            self.end_tag(tag.name);
        }
        Some(())
    }

    /// Closes the innermost element of a name, and those in it that nothing closes.
    fn close(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| *open == name) else { return };
        for inner in self.open.split_off(index).into_iter().rev() {
            self.end_tag(inner);
        }
    }

    fn end_tag(&mut self, name: &str) {
        let _ = write!(self.out, "</{name}>");
    }

    fn words_between(&mut self, words: &str) {
        let said = match self.open.last() {
            Some(&"title") if self.open.len() == 2 => Some(&mut self.title),
            Some(&"desc") => Some(&mut self.description),
            Some(&("text" | "tspan" | "textPath")) => Some(&mut self.drawn),
            _ => None,
        };
        let words = words.trim_start_matches("{`").trim_end_matches("`}");
        let words = entities::decoded(words);
        if let Some(said) = said {
            said.push_str(&words);
            said.push(' ');
        }
        self.out.push_str(&escaped(&words));
    }

    /// What the drawing says to who cannot see it; nothing where it is an ornament.
    fn words(&self, root: &Tag<'_>) -> String {
        let label = root.value("aria-label").or_else(|| root.value("ariaLabel"));
        let label = label.unwrap_or_default();
        let found = [&self.title, &*label, &self.description, &self.drawn];
        let words = found.into_iter().find(|words| !words.trim().is_empty());
        let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|_| root.value("aria-hidden").as_deref() != Some("true")).unwrap_or_default()
    }
}

const NAMESPACES: [(&str, &str); 2] =
    [("xmlns", "http://www.w3.org/2000/svg"), ("xmlns:xlink", "http://www.w3.org/1999/xlink")];

/// How many bytes of a text that starts with `<` nobody sees: a comment, an instruction.
fn unseen(text: &str) -> Option<usize> {
    [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")].iter().find_map(
        |(open, close)| {
            let rest = text.strip_prefix(open)?;
            Some(open.len() + rest.find(close)? + close.len())
        },
    )
}

/// The name that SVG has for an attribute of JSX.
fn hyphened(name: &str) -> Cow<'_, str> {
    let is_same = |own: &&&str| own.replace(['-', ':'], "").eq_ignore_ascii_case(name);
    match name {
        "className" => "class".into(),
        _ if !name.contains(|char: char| char.is_ascii_uppercase()) => name.into(),
        _ => HYPHENED.iter().find(is_same).map_or(name, |own| own).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text becomes, with the drawings as they are written anew.
    fn rewritten(text: &str) -> String {
        let out = rewrite(Mapped::of_page(text)).text().to_owned();
        let mut parts = out.split("data:image/svg+xml;name=drawing;base64,");
        let mut shown = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (digits, rest) = part.split_once('"').unwrap();
            let drawing = String::from_utf8(STANDARD.decode(digits).unwrap()).unwrap();
            shown += &drawing.replace(&format!(" xmlns=\"{}\"", NAMESPACES[0].1), "");
            shown.push('"');
            shown += rest;
        }
        shown.replace(&format!(" xmlns:xlink=\"{}\"", NAMESPACES[1].1), "")
    }

    #[test]
    fn drawings_become_pictures_as_xml() {
        for (text, expected) in [
            (
                "a <svg viewBox=\"0 0 9 9\"><title>An &nbsp;x</title><path d='M0' strokeWidth={2}/></svg> b",
                "a <img src=\"<svg viewBox=\"0 0 9 9\"><title>An \u{a0}x</title>\
                 <path d=\"M0\" stroke-width=\"2\"></path></svg>\" alt=\"An x\" height=\"1em\"> b",
            ),
            (
                "<svg width=\"9\" aria-label=\"Nine\" id=\"n\"><!-- c --><text>9<b></svg>\n",
                "<img src=\"<svg width=\"9\" aria-label=\"Nine\" id=\"n\"><text>9<b></b></text></svg>\" \
                 alt=\"Nine\" width=\"9\" id=\"n\">\n",
            ),
            (
                "<svg><style>a{b:c}</style></svg>",
                "<img src=\"<svg><style>a{b:c}</style></svg>\" alt=\"\">",
            ),
            ("<svg style=\"display: none\"><symbol/></svg>", ""),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
    }

    #[test]
    fn code_and_what_is_for_some_readers_stay() {
        for text in [
            "`<svg></svg>`",
            "```\n<svg></svg>\n```\n",
            "<svg>",
            "<svg><g only=\"a\"></g></svg>",
            "<svg a=\"></svg>",
        ] {
            assert_eq!(rewritten(text), text);
        }
        let shown = rewritten("<svg only=\"a\"></svg>");
        assert_eq!(shown, "<img src=\"<svg></svg>\" alt=\"\" only=\"a\">");
    }
}
