//! What a text of Markdown consists of, by its places.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// What is read beyond `CommonMark`.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// What a line of Markdown says, without markup.
pub(in crate::parse) fn words(line: &str) -> String {
    // What would open a block at the start of a line stands within one: `1. One`, `# of cups`.
    const WITHIN: &str = "x ";
    let mut words = String::new();
    for (event, _) in events(&format!("{WITHIN}{line}")) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words.split_off(WITHIN.len().min(words.len())).trim_start().to_owned()
}

/// What a text consists of, as far as words and their borders go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Stretch {
    /// Words, but for those of code and of addresses.
    Words,
    /// Code among words.
    Code,
    /// A link or picture starts.
    LinkStart,
    /// A link or picture ends.
    LinkEnd,
    /// The signs at one end of what is emphasised.
    Sign,
    /// A block starts or ends.
    Border,
}

/// The stretches of a text, in order. Dollar signs are words.
pub(in crate::parse) fn stretches(text: &str) -> impl Iterator<Item = (Stretch, Range<usize>)> {
    let first = |range: &Range<usize>, length| range.start..range.start + length;
    let last = |range: &Range<usize>, length| range.end - length..range.end;
    let mut is_verbatim = false;
    events(text).filter_map(move |(event, range)| {
        let stretch = match event {
            Event::Text(_) if is_verbatim => return None,
            Event::Text(_) => Stretch::Words,
            Event::Code(_) => Stretch::Code,
            Event::Start(Tag::Link { link_type, .. }) => {
                is_verbatim = matches!(link_type, LinkType::Autolink | LinkType::Email);
                Stretch::LinkStart
            }
            Event::Start(Tag::Image { .. }) => Stretch::LinkStart,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                is_verbatim = false;
                Stretch::LinkEnd
            }
            Event::Start(Tag::Emphasis) => return Some((Stretch::Sign, first(&range, 1))),
            Event::End(TagEnd::Emphasis) => return Some((Stretch::Sign, last(&range, 1))),
            Event::Start(Tag::Strong) => return Some((Stretch::Sign, first(&range, 2))),
            Event::End(TagEnd::Strong) => return Some((Stretch::Sign, last(&range, 2))),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => return None,
            Event::Start(tag) => {
                is_verbatim = matches!(tag, Tag::CodeBlock(_));
                Stretch::Border
            }
            Event::End(_) => {
                is_verbatim = false;
                Stretch::Border
            }
            _ => return None,
        };
        Some((stretch, range))
    })
}

/// What a text consists of, with its places. Dollar signs stay words.
pub(super) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, options()).into_offset_iter()
}

/// Where blocks of code and of HTML stand in a text, in order.
pub(in crate::parse) fn verbatim_ranges(text: &str) -> Vec<Range<usize>> {
    let is_verbatim =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
    events(text).filter(|(event, _)| is_verbatim(event)).map(|(_, range)| range).collect()
}

/// Where code stands in a text, in order: blocks of it, and code among words.
pub(in crate::parse) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let events = events(text);
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// How many bytes code among words takes that a text starts with; the signs alone where nothing
/// closes it.
pub(in crate::parse) fn code_length(text: &str) -> usize {
    let signs = text.len() - text.trim_start_matches('`').len();
    let mut at = signs;
    while let Some(found) = text[at..].find('`') {
        let run = &text[at + found..];
        let length = run.len() - run.trim_start_matches('`').len();
        at += found + length;
        if length == signs {
            return at;
        }
    }
    signs
}

/// Whether a place lies in one of some ranges, which are in order.
pub(in crate::parse) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// The lines of a text, each with its end.
pub(in crate::parse) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        range
    });
    lines.collect()
}

/// A code fence longer than any in the code.
pub(in crate::parse) fn fence(code: &str) -> String {
    let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// The links, pictures and marks of footnotes of a text that are defined at another place of it,
/// and where each definition starts.
pub(in crate::parse) fn defined_elsewhere(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut events = Parser::new_ext(text, options()).into_offset_iter();
    let (mut links, mut marks, mut notes) = (Vec::new(), Vec::new(), BTreeMap::new());
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => {
                let defined = events.reference_definitions().get(&id);
                links.extend(defined.map(|defined| (range, defined.span.start)));
            }
            Event::FootnoteReference(label) => marks.push((range, label.into_string())),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                notes.entry(label.into_string()).or_insert(range.start);
            }
            _ => {}
        }
    }
    let marks = marks.into_iter();
    links.extend(marks.filter_map(|(range, label)| Some((range, *notes.get(&label)?))));
    links
}

/// Whether a place in code stands in the line that opens a block of it.
pub(in crate::parse) fn opens_code(text: &str, code: &[Range<usize>], at: usize) -> bool {
    let next = code.partition_point(|range| range.end <= at);
    let Some(range) = code.get(next).filter(|range| range.start <= at) else { return false };
    let code = &text[range.clone()];
    let first = code.find('\n').unwrap_or(0);
    at < range.start + first && (code.starts_with("```") || code.starts_with("~~~"))
}

/// Where blocks, items of lists and rows of tables stand in a text, by where they start, each
/// before what it holds.
pub(in crate::parse) fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    events(text).filter_map(|(event, range)| match event {
        Event::Start(
            Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. },
        ) => None,
        Event::Start(_) => Some(range),
        _ => None,
    })
}

/// The innermost block that stands at a place, and the one that ends before it.
pub(in crate::parse) fn blocks_at(
    text: &str,
    at: usize,
) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let (mut around, mut above) = (None, None::<Range<usize>>);
    for (event, range) in events(text) {
        let Event::Start(tag) = event else { continue };
        let is_block = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::List(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        );
        if !is_block {
            continue;
        }
        if range.contains(&at) {
            around = Some(range);
        } else if range.end <= at && above.as_ref().is_none_or(|above| above.end <= range.start) {
            above = Some(range);
        }
    }
    (around, above)
}
