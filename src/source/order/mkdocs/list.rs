//! A list of links in a page, which the plugin literate-nav takes for the order of its folder.

use crate::source::order::contents::DEEPEST;
use crate::source::order::mdbook::{columns, link};
use crate::span::{FileId, Span};
use crate::yaml::Located;

/// An entry of the list: words, where they lead, and what stands below them.
pub(super) struct Entry {
    pub(super) title: Located<String>,
    pub(super) target: Option<String>,
    pub(super) below: Vec<Entry>,
}

/// The first list behind `<!--nav-->`, else the last one of the page; none where it has none.
pub(super) fn entries(text: &str, file: FileId) -> Option<Vec<Entry>> {
    let mut lists: Vec<Vec<(usize, Entry)>> = Vec::new();
    let mut marked = None;
    let mut open = false;
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let start = position + (line.len() - line.trim_start().len());
        position += line.len();
        let words = line.trim();
        if words == "<!--nav-->" {
            marked = Some(lists.len());
        }
        let Some(item) = bulleted(words) else {
            open &= words.is_empty() || line.starts_with([' ', '\t']);
            continue;
        };
        if !std::mem::replace(&mut open, true) {
            lists.push(Vec::new());
        }
        let span = Some(Span::new(file, start..start + words.len()));
        let (title, target) =
            link(item).map_or((item, None), |(title, target)| (title, Some(target)));
        let title = Located { value: title.to_owned(), span };
        let target = target.map(str::to_owned);
        let entry = Entry { title, target, below: Vec::new() };
        lists.last_mut()?.push((columns(line), entry));
    }
    let last = lists.len().checked_sub(1)?;
    let list = lists.into_iter().nth(marked.unwrap_or(last).min(last))?;
    Some(nested(list))
}

/// The words behind the mark of a list.
pub(in crate::source::order) fn bulleted(words: &str) -> Option<&str> {
    let numbered = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = Some(numbered).filter(|rest| rest.len() < words.len());
    let rest = words.strip_prefix(['-', '*', '+']).or_else(|| numbered?.strip_prefix('.'))?;
    rest.strip_prefix([' ', '\t']).map(str::trim)
}

/// Entries with those below them that are indented further.
fn nested(list: Vec<(usize, Entry)>) -> Vec<Entry> {
    let mut open: Vec<(usize, Entry)> = Vec::new();
    let mut top = Vec::new();
    let mut close = |open: &mut Vec<(usize, Entry)>| {
        if let Some((_, entry)) = open.pop() {
            open.last_mut().map_or(&mut top, |(_, above)| &mut above.below).push(entry);
        }
    };
    for (indent, entry) in list {
        while open.last().is_some_and(|(above, _)| *above >= indent) || open.len() > DEEPEST {
            close(&mut open);
        }
        open.push((indent, entry));
    }
    while !open.is_empty() {
        close(&mut open);
    }
    top
}
