//! Where blocks of HTML end to Python-Markdown and kramdown: with the end tag of their element.
//!
//! <https://daringfireball.net/projects/markdown/syntax#html>,
//! <https://kramdown.gettalong.org/syntax.html#html-blocks>. To `CommonMark` they go on up to an
//! empty line, and Markdown right behind them would be printed as it is written. So an empty line is
//! put there; and a tag that stands in a line is kept from starting a block.

use std::ops::Range;

use super::admonition::split_prefix;
use super::fence::Fences;
use super::mapped::Mapped;
use super::markdown;
use super::markdown_in_html::{EMPTY, is_in_line};
use super::mdx::lines::{WITHIN_WORDS, is_verbatim};
use super::mdx::tag::Tag;
use crate::text::markup::without_marker;

/// The text with empty lines where blocks of HTML end.
pub(super) fn part(text: Mapped) -> Mapped {
    if !text.text().contains('<') {
        return text;
    }
    let mut scanner = Scanner {
        text: text.text(),
        code: unfenced_code(text.text()),
        fences: Fences::default(),
        block: None,
        at: 0,
        edits: Vec::new(),
    };
    for line in markdown::lines(text.text()) {
        scanner.line(&line);
    }
    let edits = scanner.edits;
    text.replaced(edits)
}

struct Scanner<'a> {
    text: &'a str,
    /// Where code stands that no fence opens.
    code: Vec<Range<usize>>,
    fences: Fences<'a>,
    /// The elements that are open in the block that is open, from the outermost.
    block: Option<Vec<&'a str>>,
    /// What stands before is read.
    at: usize,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a> Scanner<'a> {
    fn line(&mut self, line: &Range<usize>) {
        if self.at >= line.end {
            return;
        }
        let (prefix, words) = split_prefix(&self.text[line.clone()]);
        let mut margin = prefix.to_owned();
        self.at = self.at.max(line.start + prefix.len());
        // Up to an empty line alone, since Markdown behind one is read, as its author means it.
        if words.trim().is_empty() && !self.is_verbatim() {
            self.block = None;
        }
        if self.block.is_none() {
            let (inner, _) = without_marker(words);
            let start = line.end - inner.len();
            if self.is_code(start, inner) {
                return;
            }
            self.at = self.at.max(start);
            margin.push_str(&" ".repeat(words.len() - inner.len()));
        }
        while self.at < line.end && (self.block.is_some() || self.starts_block(line)) {
            self.within_block(line, &margin);
        }
    }

    /// Whether all up to an end tag is as it is written.
    fn is_verbatim(&self) -> bool {
        self.block.as_ref().and_then(|open| open.last()).is_some_and(|name| is_verbatim(name))
    }

    /// Whether a line outside of HTML belongs to a block of code.
    fn is_code(&mut self, start: usize, words: &'a str) -> bool {
        self.fences.is_code(words)
            || markdown::is_within(&self.code, start) && words.starts_with('<')
    }

    /// Whether a block starts at the place that is reached. A tag among words that stands alone in
    /// its line is kept from starting one, unless it is around a block.
    fn starts_block(&mut self, line: &Range<usize>) -> bool {
        let Some(rest) = self.text.get(self.at..line.end) else { return false };
        let at = line.end - rest.trim_start_matches([' ', '\t']).len();
        if is_block(&self.text[at..]) {
            self.block = Some(Vec::new());
            return true;
        }
        let Some(tag) = Tag::read(&self.text[at..]).filter(|tag| !tag.name.is_empty()) else {
            return false;
        };
        let behind = self.text.get(at + tag.length..line.end);
        let below = self.below(line.end);
        if below.is_empty() || behind.is_none_or(|behind| !behind.trim().is_empty()) {
            return false;
        }
        let is_around = is_block(below) && tag.opens();
        if is_around {
            self.block = Some(vec![tag.name]);
            self.at = at + tag.length;
        } else {
            self.edits.push((at..at, WITHIN_WORDS.to_owned()));
        }
        is_around
    }

    /// The words of the line that starts at a place.
    fn below(&self, start: usize) -> &'a str {
        let (prefix, words) = split_prefix(self.line_at(start));
        if words.trim().is_empty() { "" } else { &self.text[start + prefix.len()..] }
    }

    /// Reads the next tag or comment of a line in the block that is open.
    fn within_block(&mut self, line: &Range<usize>, margin: &str) {
        let found = self.text[self.at..line.end].find('<');
        let Some(found) = found else {
            self.at = line.end;
            return;
        };
        self.at += found;
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") && !self.is_verbatim() {
            self.at = rest.find("-->").map_or(self.text.len(), |end| self.at + end + 3);
        } else {
            let Some(tag) = Tag::read(rest) else {
                self.at += 1;
                return;
            };
            self.at += tag.length;
            self.follow(&tag);
        }
        if self.block.as_ref().is_some_and(Vec::is_empty) {
            self.end(margin);
        }
    }

    /// Opens or closes an element of the block.
    fn follow(&mut self, tag: &Tag<'a>) {
        let is_verbatim = self.is_verbatim();
        let Some(open) = &mut self.block else { return };
        let is_same = |name: &&str| name.eq_ignore_ascii_case(tag.name);
        if tag.closes {
            if let Some(index) = open.iter().rposition(is_same) {
                open.truncate(index);
            }
        } else if tag.opens() && !is_verbatim && !is_in_line(tag.name) && !EMPTY.iter().any(is_same)
        {
            open.push(tag.name);
        }
    }

    /// Ends the block where words stand behind it.
    fn end(&mut self, margin: &str) {
        let rest = &self.text[self.at..];
        let start = self.text.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let is_line_end = self.text[start..].starts_with('\n');
        let words = if is_line_end { self.below(start + 1) } else { &self.text[start..] };
        if words.is_empty() || is_block(words) {
            return;
        }
        self.block = None;
        if is_line_end {
            self.edits.push((start + 1..start + 1, format!("{margin}\n")));
        } else {
            self.edits.push((self.at..start, format!("\n{margin}\n{margin}")));
        }
        self.at = start;
    }

    fn line_at(&self, start: usize) -> &'a str {
        self.text[start..].split('\n').next().unwrap_or_default()
    }
}

/// Whether a comment or a tag of a block stands at the start of words.
fn is_block(words: &str) -> bool {
    let is_of_block = |tag: Tag<'_>| !tag.name.is_empty() && !is_in_line(tag.name);
    words.starts_with("<!--") || Tag::read(words).is_some_and(is_of_block)
}

/// Where code stands that no fence opens. Where a block of HTML ends earlier than to `CommonMark`,
/// other fences open code.
fn unfenced_code(text: &str) -> Vec<Range<usize>> {
    let mut code = markdown::code_ranges(text);
    code.retain(|range| !["```", "~~~"].iter().any(|sign| text[range.clone()].starts_with(sign)));
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        part(Mapped::of_page(text)).text().to_owned()
    }

    #[test]
    fn blocks_end_with_their_element() {
        for (text, expected) in [
            ("<div>w</div>\n## Head\n", "<div>w</div>\n\n## Head\n"),
            ("<p>\n<b>w</b>\n</p> *a*\n", "<p>\n<b>w</b>\n</p>\n\n*a*\n"),
            ("<div><div>\na</div>\nb</div>\n* c\n", "<div><div>\na</div>\nb</div>\n\n* c\n"),
            ("<p>a</p>\n<p>b</p>\nc\n", "<p>a</p>\n<p>b</p>\n\nc\n"),
            ("<hr>\n**a**\n", "<hr>\n\n**a**\n"),
            ("<!-- a\n-->*b*\n", "<!-- a\n-->\n\n*b*\n"),
            ("<div>w</div>\n> a\n", "<div>w</div>\n\n> a\n"),
            ("> <div>w</div>\n> a\n", "> <div>w</div>\n> \n> a\n"),
            ("- <div>w</div> a\n", "- <div>w</div>\n  \n  a\n"),
            ("<div>\n\na\n\n</div>\n*b*\n", "<div>\n\na\n\n</div>\n\n*b*\n"),
            ("<pre>\n\n<p>a</p>\nb\n</pre>\nc\n", "<pre>\n\n<p>a</p>\nb\n</pre>\n\nc\n"),
            ("<b>\n<p>c</p>\n</b>\nd\n", "<b>\n<p>c</p>\n</b>\n\nd\n"),
        ] {
            assert_eq!(parted(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_among_words_start_no_block() {
        for (text, expected) in [
            ("<br>\n*x*\n", "<nobr><br>\n*x*\n"),
            ("a\n\n- <img src=\"b\">\n  *c*\n", "a\n\n- <nobr><img src=\"b\">\n  *c*\n"),
            ("<div>a</div><br>\n*b*\n", "<div>a</div>\n\n<nobr><br>\n*b*\n"),
        ] {
            assert_eq!(parted(text), expected, "{text}");
        }
    }

    #[test]
    fn html_and_code_stay() {
        for text in [
            "<table>\n<tr><td>a</td></tr>\n</table>\n",
            "<div>w</div>\n\n**a**\n",
            "```\n<div>w</div>\na\n```\n",
            "a\n\n    <div>w</div>\n    b\n",
            "<div>w\n**a**\n",
            "words <div>w</div> a\n",
            "<br>\n\na\n",
            "<!-- a\n<p>b</p>\nc",
            "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby> and **c**\n",
        ] {
            assert_eq!(parted(text), text);
        }
    }
}
