//! Looks for comments line by line, and passes over code.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::markup::without_marker;

use super::forms::CommentForms;

/// A comment in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    /// What is left out.
    pub(crate) range: Range<usize>,
    /// What stands in its place: where Markdown knows the comment, an empty one.
    pub(crate) instead: &'static str,
    /// The sign that would have closed it, where there is none.
    pub(crate) unclosed: Option<&'static str>,
}

/// How a comment is written.
struct Form {
    open: &'static str,
    /// The signs of which the first closes it; the first of them is named where none does.
    close: &'static [&'static str],
    /// Whether the text reads it.
    reads: fn(CommentForms) -> bool,
}

const HTML: &str = "<!--";
const MDX: &str = "{/*";

const FORMS: [Form; 17] = [
    Form { open: HTML, close: &["-->"], reads: |_| true },
    Form { open: MDX, close: &["*/}"], reads: |forms| forms.mdx },
    Form { open: "%%", close: &["%%"], reads: |forms| forms.obsidian },
    Form { open: "{::comment}", close: KRAMDOWN, reads: |forms| forms.kramdown },
    Form { open: "{::comment ", close: KRAMDOWN, reads: |forms| forms.kramdown },
    Form { open: "{{< comment >}}", close: &["{{< /comment >}}"], reads: |forms| forms.hugo },
    Form { open: "{{<comment>}}", close: &["{{</comment>}}"], reads: |forms| forms.hugo },
    Form { open: "{{% comment %}}", close: &["{{% /comment %}}"], reads: |forms| forms.hugo },
    Form { open: "{{%comment%}}", close: &["{{%/comment%}}"], reads: |forms| forms.hugo },
    Form { open: "{{/*", close: GO, reads: |forms| forms.hugo },
    Form { open: "{{- /*", close: GO, reads: |forms| forms.hugo },
    Form { open: "{% comment", close: LIQUID, reads: |forms| forms.liquid },
    Form { open: "{%- comment", close: LIQUID, reads: |forms| forms.liquid },
    Form { open: "{%comment", close: LIQUID, reads: |forms| forms.liquid },
    // With a blank or a dash: `{#id}` is an attribute.
    Form { open: "{# ", close: JINJA, reads: |forms| forms.jinja },
    Form { open: "{#\n", close: JINJA, reads: |forms| forms.jinja },
    Form { open: "{#-", close: JINJA, reads: |forms| forms.jinja },
];

const KRAMDOWN: &[&str] = &["{:/comment}", "{:/}"];
const GO: &[&str] = &["*/}}", "*/ -}}"];
const JINJA: &[&str] = &["#}"];
const LIQUID: &[&str] = &[
    "{% endcomment %}",
    "{%- endcomment -%}",
    "{%- endcomment %}",
    "{% endcomment -%}",
    "{%endcomment%}",
];

/// The labels that people give to what is only a comment: `[//]: # (words)`.
const LABELS: [&str; 2] = ["[//]:", "[comment]:"];

/// What follows the label of a comment, where a line starts with one.
fn behind_label(line: &str) -> Option<&str> {
    let label = LABELS.iter().find(|label| {
        line.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
    })?;
    Some(&line[label.len()..])
}

/// How long the comment is that a text starts with, whatever tool reads it; none where nothing
/// closes it.
pub(super) fn leading(text: &str) -> Option<usize> {
    let between = |form: &Form| {
        let inside = text.strip_prefix(form.open)?;
        // The first sign that closes it, found on one way.
        let end = inside.match_indices(['-', '*', '%', '{', '#']).find_map(|(at, _)| {
            let sign = form.close.iter().find(|sign| inside[at..].starts_with(**sign))?;
            Some(at + sign.len())
        })?;
        Some(form.open.len() + end)
    };
    FORMS.iter().find_map(between).or_else(|| {
        let line = text.lines().next().unwrap_or_default();
        behind_label(line).map(|_| line.len())
    })
}

/// The comments of HTML in a text that is no Markdown, so that nothing in it is code. A blank behind
/// one goes with it where one stands before it.
pub(super) fn in_plain(text: &str) -> Vec<Comment> {
    let Form { open, close, .. } = &FORMS[0];
    let mut found = Vec::new();
    let (mut at, mut blank) = (0, true);
    while let Some(before) = text[at..].find(open) {
        let start = at + before;
        if before > 0 {
            blank = text[..start].ends_with([' ', '\n', '"']);
        }
        let inside = start + open.len();
        let end =
            text[inside..].find(close[0]).map_or(text.len(), |end| inside + end + close[0].len());
        let behind = text[end..].trim_start_matches(' ');
        at = if blank { text.len() - behind.len() } else { end };
        found.push(Comment { range: start..at, instead: "", unclosed: None });
    }
    found
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    forms: CommentForms,
    /// Whether those are taken too that Markdown knows itself.
    all: bool,
    /// What stands before is read.
    at: usize,
    /// Where the words of the line start, behind the signs of quotations and items.
    words: usize,
    /// The signs that close the code that is open.
    fence: Option<&'a str>,
    /// Whether the lines above may hold an indent for an item.
    in_list: bool,
    /// Whether the line above is empty, or code by its indent.
    fresh: bool,
    /// Where empty lines start.
    breaks: Vec<usize>,
    /// Where each run of backticks ends, and where the next one of its length starts.
    ticks: BTreeMap<usize, usize>,
    /// Where signs were last found, so that none is looked for twice on the same way.
    next: BTreeMap<&'static str, usize>,
    found: Vec<Comment>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, forms: CommentForms, all: bool) -> Self {
        let (breaks, ticks) = (breaks(text), ticks(text));
        Self {
            text,
            forms,
            all,
            at: 0,
            words: 0,
            fence: None,
            in_list: false,
            fresh: true,
            breaks,
            ticks,
            next: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Vec<Comment> {
        while self.at < self.text.len() {
            let end = self.line_end();
            if self.is_code(end) {
                self.at = end;
            } else {
                self.line();
            }
        }
        self.found
    }

    fn line_end(&self) -> usize {
        let rest = &self.text[self.at..];
        self.at + rest.find('\n').map_or(rest.len(), |end| end + 1)
    }

    /// Whether the line is part of a block of code.
    fn is_code(&mut self, end: usize) -> bool {
        let line = &self.text[self.at..end];
        let words = line.trim_start_matches([' ', '\t', '>']);
        let (words, is_item) = without_marker(words);
        self.words = end - words.len();
        if let Some(fence) = self.fence {
            let closing = words.trim_end();
            if closing.starts_with(fence) && closing.trim_start_matches(&fence[..1]).is_empty() {
                self.fence = None;
            }
            return true;
        }
        if line.trim().is_empty() {
            self.fresh = true;
            return false;
        }
        let indented = line.starts_with("    ") || line.starts_with('\t');
        self.in_list =
            is_item || (self.in_list && (indented || !self.fresh || line.starts_with(' ')));
        if indented && self.fresh && !self.in_list {
            return true;
        }
        self.fresh = false;
        let signs = words.len() - words.trim_start_matches(['`', '~']).len();
        let opens = signs >= 3
            && words[..signs].bytes().all(|byte| byte == words.as_bytes()[0])
            && !(words.starts_with('`') && words[signs..].contains('`'));
        self.fence = opens.then(|| &words[..signs]);
        opens
    }

    /// Reads to the end of the line, or of the line in which a comment or code ends.
    fn line(&mut self) {
        if self.definition() {
            return;
        }
        let mut end = self.line_end();
        loop {
            if self.at > end {
                end = self.line_end();
            }
            let Some(next) = self.text[self.at..end].find(['\\', '`', '<', '%', '{']) else {
                self.at = end;
                return;
            };
            self.at += next;
            match self.text.as_bytes()[self.at] {
                b'\\' => {
                    let escaped = self.text[self.at + 1..].chars().next();
                    let sign = escaped.filter(char::is_ascii_punctuation);
                    self.at += 1 + sign.map_or(0, char::len_utf8);
                }
                b'`' => self.code(),
                _ => self.sign(),
            }
        }
    }

    /// Passes over code among words, which a paragraph's end bounds.
    fn code(&mut self) {
        let rest = &self.text[self.at..];
        let signs = rest.len() - rest.trim_start_matches('`').len();
        let next = self.ticks.get(&(self.at + signs)).copied();
        let close = next.filter(|next| *next < self.paragraph_end());
        self.at = close.unwrap_or(self.at) + signs;
    }

    /// A sign that may open a comment.
    fn sign(&mut self) {
        let rest = &self.text[self.at..];
        let form =
            FORMS.iter().find(|form| (form.reads)(self.forms) && rest.starts_with(form.open));
        if let Some(form) = form {
            return self.comment(form);
        }
        let remark = rest.strip_prefix("{%").map(|rest| rest.trim_start_matches('-').trim_start());
        if self.forms.liquid
            && remark.is_some_and(|words| words.starts_with('#'))
            && let Some((start, length)) = self.close(self.at, &["%}"])
        {
            return self.leave_out(start + length, "", None);
        }
        if let Some(end) = self.expression() {
            return self.leave_out(end, "", None);
        }
        self.at += 1;
    }

    /// Where an expression of MDX ends that holds nothing but comments: `{ /* … */ }`, or
    /// `{ // …` up to the end of the line.
    fn expression(&mut self) -> Option<usize> {
        let text = self.text;
        let blanks = |from: usize| {
            let rest = &text[from..];
            from + rest.len() - rest.trim_start().len()
        };
        if !self.forms.mdx || !text[self.at..].starts_with('{') {
            return None;
        }
        let first = blanks(self.at + 1);
        let mut at = first;
        loop {
            if text[at..].starts_with("/*") {
                let (start, length) = self.close(at + 2, &["*/"])?;
                at = blanks(start + length);
            } else if text[at..].starts_with("//") {
                at = blanks(at + text[at..].find('\n')?);
            } else {
                return (text[at..].starts_with('}') && at > first).then_some(at + 1);
            }
        }
    }

    fn comment(&mut self, form: &Form) {
        let inner = self.at + form.open.len();
        // `{::comment /}` holds nothing.
        if form.close == KRAMDOWN && form.open.ends_with(' ') {
            let tag = self.close(inner, &["}"]);
            let empty = tag.filter(|(end, _)| self.text[inner..*end].trim_end().ends_with('/'));
            if let Some((end, length)) = empty {
                return self.leave_out(end + length, "", None);
            }
        }
        let instead = if form.open == HTML && !self.all { "<!---->" } else { "" };
        let close = match form.close {
            LIQUID => self.close_of_nested(inner),
            signs => self.close(inner, signs),
        };
        let Some((start, length)) = close else {
            // How far it was meant to reach nobody knows.
            let end = self.text.len();
            return self.leave_out(end, instead, Some(form.close[0]));
        };
        let end = start + length;
        let words = &self.text[inner..start];
        // Markdown knows these itself, and some say something to a tool.
        let known = form.open == HTML && !words.contains(['\n', '|']);
        // The newer form of a heading's id.
        let is_id = form.open == MDX
            && words.trim().starts_with('#')
            && !words.trim().contains(char::is_whitespace);
        if !self.all && (known || is_id) {
            self.at = end;
        } else {
            self.leave_out(end, instead, None);
        }
    }

    /// Where a comment of Liquid's ends, in which others may lie.
    fn close_of_nested(&mut self, from: usize) -> Option<(usize, usize)> {
        let (mut at, mut depth) = (from, 1);
        loop {
            let (start, length) = self.close(at, LIQUID)?;
            let opened = self.close(at, &["{% comment", "{%- comment", "{%comment"]);
            match opened.filter(|(open, _)| *open < start) {
                Some((open, length)) => (at, depth) = (open + length, depth + 1),
                None if depth == 1 => return Some((start, length)),
                None => (at, depth) = (start + length, depth - 1),
            }
        }
    }

    /// Where the first of some signs stands, and its length.
    fn close(&mut self, from: usize, signs: &[&'static str]) -> Option<(usize, usize)> {
        let text = self.text;
        let places = signs.iter().filter_map(|sign| {
            let next = self.next.get(sign).copied().filter(|next| *next >= from);
            let next =
                next.unwrap_or_else(|| text[from..].find(sign).map_or(usize::MAX, |at| from + at));
            self.next.insert(sign, next);
            (next < text.len()).then_some((next, sign.len()))
        });
        places.min()
    }

    /// `[//]: # (words)`: a definition that nothing refers to. Below the words of a paragraph it
    /// would be printed.
    fn definition(&mut self) -> bool {
        let line = &self.text[self.at..self.line_end()];
        let words = without_marker(line.trim_start_matches([' ', '\t', '>'])).0;
        let start = self.at + line.len() - words.len();
        let behind = behind_label(words).map(str::trim_start);
        let title = behind.and_then(|it| it.strip_prefix('#').or_else(|| it.strip_prefix("<>")));
        let Some(title) = title.map(str::trim) else { return false };
        let close = match title.chars().next() {
            Some('(') => ')',
            Some(quote @ ('"' | '\'')) => quote,
            _ => '\n',
        };
        let last = self.at + line.trim_end_matches(['\n', '\r']).len();
        self.at = start;
        let one_line = close == '\n' || (title.len() > 1 && title.ends_with(close));
        let end = if one_line {
            last
        } else {
            let paragraph = self.paragraph_end();
            let rest = &self.text[last.min(paragraph)..paragraph];
            rest.find(close).map_or(paragraph, |at| last + at + 1)
        };
        self.found.push(Comment { range: start..end, instead: "", unclosed: None });
        self.at = end;
        true
    }

    /// Leaves out all up to a place, and a blank before it where another one follows.
    fn leave_out(&mut self, end: usize, instead: &'static str, unclosed: Option<&'static str>) {
        let behind = &self.text[end..];
        let closed = unclosed.is_none();
        let doubled = closed && (behind.is_empty() || behind.starts_with([' ', '\n', '\r']));
        let blank = doubled
            && instead.is_empty()
            && self.at > self.words
            && self.text[..self.at].ends_with(' ');
        let start = self.at - usize::from(blank);
        self.found.push(Comment { range: start..end, instead, unclosed });
        self.at = end;
    }

    fn paragraph_end(&self) -> usize {
        let next = self.breaks.partition_point(|start| *start < self.at);
        self.breaks.get(next).copied().unwrap_or(self.text.len())
    }
}

/// Where the line ends that stands before each empty one.
fn breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && position > 0 {
            breaks.push(position - 1);
        }
        position += line.len();
    }
    breaks
}

/// Where each run of backticks ends that another one of its length follows, and where that starts.
fn ticks(text: &str) -> BTreeMap<usize, usize> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut next = BTreeMap::new();
    let following = runs.into_iter().rev().map(|run| (run.end, next.insert(run.len(), run.start)));
    following.filter_map(|(end, next)| Some((end, next?))).collect()
}
