//! How a text is put among the lines of another one.

use std::ops::Range;

use super::templates::INNER;
use crate::parse::mapped::Mapped;
use crate::span::Span;

/// What the lines behind the one of a place start with to stay in the same list or quotation.
pub(in crate::parse) fn prefix_at(text: &str, at: usize) -> String {
    Setting::of(text, &(at..at)).prefix
}

/// How far the lines around a shortcode are looked at, in bytes.
const SIGHT: usize = 1000;

/// Puts the blocks of another text in the place of a stretch of `text`.
pub(in crate::parse) fn put_blocks(
    text: &Mapped,
    range: Range<usize>,
    blocks: &Mapped,
    span: Span,
    target: &mut Mapped,
) {
    let setting = Setting::of(text.text(), &range);
    let blocks = setting.led(blocks);
    setting.put(&format!("{INNER}\n"), Some(&blocks), span, target);
}

/// How the lines around a shortcode look, so that what takes its place fits in.
pub(super) struct Setting {
    /// What every further line has to start with to stay in the same list or quotation.
    prefix: String,
    /// Whether a paragraph runs on in front of it.
    joined_before: bool,
    /// Whether a paragraph runs on behind it.
    joined_after: bool,
}

impl Setting {
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let from = text.floor_char_boundary(range.start.saturating_sub(SIGHT));
        let to = text.ceil_char_boundary(range.end.saturating_add(SIGHT).min(text.len()));
        let mut lines_before = text[from..range.start].rsplit('\n');
        let mut lines_after = text[range.end..to].split('\n');
        let before = lines_before.next().unwrap_or_default();
        let above = lines_before.next().unwrap_or_default();
        let after = lines_after.next().unwrap_or_default();
        let below = lines_after.next().unwrap_or_default();
        let is_lead = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        let (prefix, words) = split_prefix(before);
        Self {
            joined_before: !words.is_empty() || (is_lead(before) && !is_lead(above)),
            joined_after: !is_lead(after) || !is_lead(below),
            prefix,
        }
    }

    /// Appends Markdown to `target`, with the content of a shortcode where it belongs. Several
    /// lines are blocks of their own; one line joins the words around it.
    pub(super) fn put(
        &self,
        markdown: &str,
        inner: Option<&Mapped>,
        span: Span,
        target: &mut Mapped,
    ) {
        let is_block = markdown.contains('\n');
        let new_line = format!("\n{}", self.prefix);
        if is_block && self.joined_before && !target.text().is_empty() {
            target.push_generated(&new_line, span);
            target.push_generated(&new_line, span);
        }
        for (number, line) in markdown.split('\n').enumerate() {
            if number > 0 {
                target.push_generated(&new_line, span);
            }
            for (part_number, part) in line.split(INNER).enumerate() {
                if let (Some(inner), true) = (inner, part_number > 0) {
                    let range = self.content_of(inner.text());
                    target.push_slice(inner, range);
                }
                target.push_generated(part, span);
            }
        }
        if is_block && self.joined_after {
            target.push_generated(&new_line, span);
            target.push_generated(&new_line, span);
        }
    }

    /// A text whose lines behind the first start as those around it do.
    fn led(&self, blocks: &Mapped) -> Mapped {
        if self.prefix.is_empty() {
            return blocks.clone();
        }
        let ends = blocks.text().trim_end().match_indices('\n').map(|(at, _)| at + 1);
        let edits: Vec<_> = ends.map(|end| (end..end, self.prefix.as_str())).collect();
        blocks.clone().replaced(edits)
    }

    /// The content of a shortcode without the blank lines at its ends. Where the first line is
    /// put, the prefix stands already.
    fn content_of(&self, inner: &str) -> Range<usize> {
        let quoted = self.prefix.contains('>');
        let is_space = |char: char| char.is_ascii_whitespace() || (quoted && char == '>');
        let end = inner.trim_end_matches(is_space).len();
        let lead = end - inner[..end].trim_start_matches(is_space).len();
        let line = inner[..lead].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &inner[line..lead];
        line + indent.len().min(self.prefix.len())
            ..end.max(line + indent.len().min(self.prefix.len()))
    }
}

/// Splits what stands before a shortcode on its line into the prefix that continues the same list
/// or quotation on the next line, and words.
pub(in crate::parse) fn split_prefix(before: &str) -> (String, &str) {
    let mut prefix = String::new();
    let mut rest = before;
    loop {
        let marker = rest.trim_start_matches([' ', '\t', '>']);
        prefix.push_str(&rest[..rest.len() - marker.len()]);
        let digits = marker.len() - marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let sign = if digits == 0 { &["-", "*", "+"][..] } else { &[".", ")"][..] };
        let length = digits + 1;
        let is_marker = sign.iter().any(|sign| marker[digits..].starts_with(sign))
            && marker[length..].starts_with([' ', '\t']);
        if !is_marker {
            return (prefix, marker);
        }
        prefix.push_str(&" ".repeat(length));
        rest = &marker[length..];
    }
}
