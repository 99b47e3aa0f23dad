//! `<div markdown>`: elements of HTML that hold Markdown, as Python-Markdown and kramdown read them.
//!
//! Forms: <https://python-markdown.github.io/extensions/md_in_html/>,
//! <https://kramdown.gettalong.org/syntax.html#html-blocks>. `CommonMark` reads Markdown within HTML
//! behind an empty line. So empty lines are put where such an element starts and ends, and around the
//! elements in it.

use std::ops::Range;

use super::admonition::split_prefix;
use super::fence::Fences;
use super::mapped::Mapped;
use super::markdown;
use super::mdx::tag::Tag;

/// How many elements may lie in one another; deeper ones are taken for words.
const MAX_DEPTH: usize = 100;

/// Elements that stand in a line. All others are blocks.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em",
    "i", "img", "input", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s",
    "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr",
];

/// Elements that hold nothing and have no end tag.
pub(super) const EMPTY: &[&str] =
    &["area", "base", "col", "embed", "hr", "link", "meta", "param", "source", "track"];

/// Elements in which words alone stand where their attribute does not ask for blocks.
const OF_WORDS: &[&str] = &[
    "address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary",
    "td", "th",
];

/// The text with empty lines where Markdown starts and ends within HTML.
pub(super) fn rewrite(text: Mapped) -> Mapped {
    if !text.text().contains('<') {
        return text;
    }
    let code = markdown::code_ranges(text.text());
    let mut scanner = Scanner {
        text: text.text(),
        code,
        at: 0,
        fences: Fences::default(),
        open: Vec::new(),
        edits: Vec::new(),
    };
    for line in markdown::lines(text.text()) {
        scanner.line(line);
    }
    let edits = scanner.edits;
    text.replaced(edits)
}

struct Scanner<'a> {
    text: &'a str,
    code: Vec<Range<usize>>,
    /// What stands before is read.
    at: usize,
    /// Those within an element.
    fences: Fences<'a>,
    /// The elements that are open, from the outermost that holds Markdown.
    open: Vec<Open<'a>>,
    edits: Vec<(Range<usize>, String)>,
}

struct Open<'a> {
    name: &'a str,
    /// The indent and signs of quotation before it.
    prefix: &'a str,
    content: Content,
}

impl Open<'_> {
    /// Whether Markdown is read in it.
    fn reads(&self) -> bool {
        self.content != Content::Html
    }
}

/// What stands in an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Markdown.
    Blocks,
    /// Words that are Markdown, whose indent says nothing.
    Words,
    /// HTML.
    Html,
}

impl<'a> Scanner<'a> {
    fn line(&mut self, range: Range<usize>) {
        let (prefix, words) = split_prefix(&self.text[range.clone()]);
        let start = range.start + prefix.len();
        if self.open.is_empty() && markdown::is_within(&self.code, start) {
            return;
        }
        if !self.open.is_empty() && self.fences.is_code(words) {
            return;
        }
        let prefix = self.outdent(range.start, prefix);
        self.at = self.at.max(start);
        while let Some(found) =
            self.text.get(self.at..range.end).and_then(|it| it.find(['<', '`', '\\']))
        {
            self.at += found;
            let rest = &self.text[self.at..];
            match rest.as_bytes()[0] {
                b'<' => self.tag(prefix),
                b'`' => self.at += markdown::code_length(&self.text[self.at..range.end]),
                _ => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            }
        }
    }

    /// Takes away the indent that words have within an element in which it says nothing, and gives
    /// what is left of what stands before them.
    fn outdent(&mut self, start: usize, prefix: &'a str) -> &'a str {
        let around = self.open.last().filter(|open| open.content == Content::Words);
        let Some(around) = around.filter(|open| prefix.starts_with(open.prefix)) else {
            return prefix;
        };
        let kept = around.prefix;
        self.edits.push((start + kept.len()..start + prefix.len(), String::new()));
        kept
    }

    fn tag(&mut self, prefix: &'a str) {
        let Some(tag) = Tag::read(&self.text[self.at..]) else {
            self.at += 1;
            return;
        };
        let range = self.at..self.at + tag.length;
        self.at = range.end;
        if tag.name.is_empty() || is_in_line(tag.name) {
            return;
        }
        if tag.closes {
            self.end(tag.name, range, prefix);
        } else {
            self.start(&tag, range, prefix);
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: Range<usize>, prefix: &'a str) {
        let content = content(tag);
        if self.open.is_empty() && content == Content::Html {
            return;
        }
        if self.open.last().is_some_and(Open::reads) {
            self.part(range.start, prefix);
        }
        let is_empty = EMPTY.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if is_empty || content != Content::Html {
            self.part(range.end, prefix);
        }
        if tag.opens() && !is_empty && self.open.len() < MAX_DEPTH {
            self.open.push(Open { name: tag.name, prefix, content });
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>, prefix: &str) {
        let Some(index) = self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(name))
        else {
            return;
        };
        let reads = self.open[index].reads();
        self.open.truncate(index);
        if reads {
            self.part(range.start, prefix);
        }
        if reads || self.open.last().is_some_and(Open::reads) {
            self.part(range.end, prefix);
        }
    }

    /// Puts an empty line at a place of a line that starts so.
    fn part(&mut self, at: usize, prefix: &str) {
        self.edits.push((at..at, format!("\n{prefix}\n{prefix}")));
    }
}

pub(super) fn is_in_line(name: &str) -> bool {
    IN_LINE.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// What stands in an element, by its attribute.
fn content(tag: &Tag<'_>) -> Content {
    let of_words = OF_WORDS.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    match tag.get("markdown") {
        Some("span") => Content::Words,
        Some("" | "1" | "markdown" | "true") if of_words => Content::Words,
        Some("" | "1" | "markdown" | "true" | "block") => Content::Blocks,
        _ => Content::Html,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(Mapped::of_page(text)).text().to_owned()
    }

    #[test]
    fn empty_lines_stand_around_markdown_within_html() {
        for (text, expected) in [
            (
                "<div markdown=\"1\">\n**a**\n</div>\n",
                "<div markdown=\"1\">\n\n\n**a**\n\n\n</div>\n\n\n",
            ),
            ("<p markdown>*a*</p>", "<p markdown>\n\n*a*\n\n</p>\n\n"),
            (
                "- x\n\n    <div markdown>\n    *a*\n    </div>\n",
                "- x\n\n    <div markdown>\n    \n    \n    *a*\n    \n    \n    </div>\n    \n    \n",
            ),
            (
                "<div markdown><hr>*a* <b>b</b><p>c</p></div>",
                "<div markdown>\n\n\n\n<hr>\n\n*a* <b>b</b>\n\n<p>c</p>\n\n\n\n</div>\n\n",
            ),
            (
                "<figure markdown=\"span\">\n    ![a](b)\n</figure>",
                "<figure markdown=\"span\">\n\n\n![a](b)\n\n\n</figure>\n\n",
            ),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_html_or_code_stays() {
        for text in [
            "<div>\n**a** markdown\n</div>\n",
            "`<div markdown>` and\n\n```\n<div markdown>\n```\n",
            "\\<div markdown>\n<span markdown>a</span>\n<b>\n<p>c</p>\n</b>\n",
            "<div markdown=\"0\">a</div>\n",
            "<table><tr><td>a</td></tr></table> markdown\n",
        ] {
            assert_eq!(rewritten(text), text);
        }
        assert!(
            rewritten("<div markdown>\n```\n<p markdown>\n```\n</div>")
                .contains("\n<p markdown>\n```")
        );
    }
}
