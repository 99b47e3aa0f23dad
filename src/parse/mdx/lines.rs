//! Which tags of a page make lines of their own, and which stand among words.
//!
//! JSX knows no blocks of HTML as `CommonMark` has them: Markdown is read within every element, as
//! blocks where its tags have lines of their own, else as words of their line.
//! <https://mdxjs.com/docs/what-is-mdx/#interleaving>

use super::tag::Tag;
use crate::parse::markdown_in_html::is_in_line;

/// What says nothing, and keeps the tag behind it from starting a block of HTML to `CommonMark`.
pub(in crate::parse) const WITHIN_WORDS: &str = "<nobr>";

/// Elements of which `CommonMark` reads nothing up to their end.
const VERBATIM: &[(&str, &str)] =
    &[("pre", "</pre"), ("script", "</script"), ("style", "</style"), ("textarea", "</textarea")];

/// Whether an element is a block to HTML.
pub(super) fn is_block(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    starts && !is_in_line(name) && !is_verbatim(name)
}

/// Whether nothing in an element is Markdown.
pub(in crate::parse) fn is_verbatim(name: &str) -> bool {
    end_of_verbatim(name).is_some()
}

/// How the end tag of an element starts in which nothing is Markdown; none for other elements.
pub(super) fn end_of_verbatim(name: &str) -> Option<&'static str> {
    VERBATIM.iter().find(|(own, _)| *own == name).map(|(_, end)| *end)
}

/// How far is looked for the end of a paragraph.
const SIGHT: usize = 4096;

/// Tags that have lines of their own.
pub(super) struct Alone {
    /// Where the last one ends.
    pub(super) end: usize,
    /// Whether one of them is a block.
    pub(super) has_block: bool,
}

/// The tags at a place, where nothing else stands in the line behind it.
pub(super) fn tags_alone(text: &str, start: usize) -> Option<Alone> {
    let mut alone = Alone { end: start, has_block: false };
    let mut at = start;
    loop {
        at += blanks(&text[at..]);
        if at > start && (at == text.len() || text[at..].starts_with(['\r', '\n'])) {
            return Some(alone);
        }
        let tag = Tag::read(&text[at..]).filter(|tag| !is_verbatim(tag.name))?;
        // A drawing is a sign among words.
        if tag.name == "svg" {
            return None;
        }
        at += tag.length;
        alone.end = at;
        alone.has_block |= is_block(tag.name);
    }
}

/// Whether an element that starts among words holds more than their paragraph: what is behind its tag
/// does not close it.
pub(super) fn goes_on(tag: &Tag<'_>, behind: &str) -> bool {
    let sight = &behind[..behind.floor_char_boundary(SIGHT)];
    let paragraph = sight.split("\n\n").next().unwrap_or_default();
    tag.opens() && !paragraph.contains(&format!("</{}", tag.name))
}

/// Whether words that are no block stand in the line below a place.
pub(super) fn words_stand_below(text: &str, at: usize) -> bool {
    let Some((_, below)) = text[at..].split_once('\n') else { return false };
    let words = below[blanks(below)..].trim_start_matches(['\r', '>', ' ']);
    let is_blank = words.is_empty() || words.starts_with('\n');
    let of_block = Tag::read(words).is_some_and(|tag| is_block(tag.name) || tag.closes);
    !is_blank && !of_block
}

/// How far before a place the start of an address is looked for.
const LONGEST_ADDRESS: usize = 2_000;

/// Whether what follows some words in their line is still of a link's address, `[x](/a?b=`, in which
/// braces are braces. One that starts with a brace is a program's.
pub(super) fn within_address(before: &str) -> bool {
    let of_address =
        |(_, char): &(usize, char)| !char.is_whitespace() && !matches!(char, ')' | '<');
    let word = before.char_indices().rev().take(LONGEST_ADDRESS).take_while(of_address);
    let start = word.last().map_or(before.len(), |(at, _)| at);
    before[start..].rsplit_once("](").is_some_and(|(_, address)| !address.is_empty())
}

/// Whether a text ends in a line that holds nothing but signs of blocks.
pub(super) fn at_start(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.chars().all(|char| char.is_ascii_digit() || " \t>-*+.)".contains(char))
}

/// Whether the line above the last one of a text is empty, but for signs of quotation.
pub(super) fn is_apart(text: &str) -> bool {
    let Some((above, _)) = text.rsplit_once('\n') else { return true };
    let above = above.rsplit('\n').next().unwrap_or_default();
    above.chars().all(|char| matches!(char, ' ' | '\t' | '>' | '\r'))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}
