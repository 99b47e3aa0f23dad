//! Titles from names and headings, and the order people expect of names.

use crate::text::single_spaced;
use std::cmp::Ordering;

/// A file's or folder's name as a title: `02-no-vendor_lock-in` becomes `No vendor lock in`.
pub(super) fn readable(name: &str) -> String {
    let unnumbered = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let unnumbered = match unnumbered.strip_prefix(['-', '_', '.', ' ']) {
        Some(rest) if unnumbered.len() < name.len() && !rest.is_empty() => rest,
        _ => name,
    };
    let words: Vec<&str> =
        unnumbered.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let title = words.join(" ");
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// The words of the first top-level heading of a Markdown text, without markup.
///
/// Only what stands before the first heading of another level counts: a page that opens with
/// `## Overview` has no title of its own.
pub(super) fn first_heading(markdown: &str) -> Option<String> {
    let mut fence: Option<&str> = None;
    let mut previous = "";
    let mut end = 0;
    for line in markdown.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let text = line.trim();
        if let Some(open) = fence {
            if text.starts_with(open) && text.trim_start_matches(&open[..1]).is_empty() {
                fence = None;
            }
        } else if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark)) {
            fence = Some(mark);
        } else if text.starts_with("<h1") {
            return html_heading(&markdown[start..]);
        } else if let Some((level, heading)) = atx_heading(text) {
            return (level == 1).then(|| plain(heading)).filter(not_empty);
        } else if !previous.is_empty() && !text.is_empty() && text.bytes().all(|byte| byte == b'=')
        {
            return Some(plain(previous)).filter(not_empty);
        }
        previous = if fence.is_some() { "" } else { text };
    }
    None
}

/// The words of `<h1>`, as pages have it for the looks; a picture in it is its alternative text
/// where there are no words.
fn html_heading(html: &str) -> Option<String> {
    let inner = &html[..html.find("</h1")?];
    let mut words = String::new();
    let mut alt = None;
    for piece in inner.split('<').skip(1) {
        let (tag, text) = piece.split_once('>')?;
        alt = alt.or_else(|| Some(tag.split_once("alt=\"")?.1.split_once('"')?.0));
        words.push(' ');
        words.push_str(text);
    }
    [&words, alt.unwrap_or_default()].map(single_spaced).into_iter().find(not_empty)
}

/// The level and words of a line that is a heading.
fn atx_heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let heading = (1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']));
    heading.then_some((level, words))
}

#[expect(clippy::ptr_arg, reason = "a filter on an optional string hands out a reference to one")]
fn not_empty(text: &String) -> bool {
    !text.is_empty()
}

/// A heading's source without its attributes, closing marks and inline markup.
fn plain(heading: &str) -> String {
    let text = heading.trim().trim_end_matches('#').trim_end();
    // Attributes such as `{#id .class}`; a variable has two braces.
    let text = match (text.ends_with('}'), text.rfind(" {")) {
        (true, Some(start)) if !text[start..].starts_with(" {{") => &text[..start],
        _ => text,
    };
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut behind = &rest[letter.len_utf8()..];
        match letter {
            '\\' if behind.starts_with(|next: char| next.is_ascii_punctuation()) => {
                words.push_str(&behind[..1]);
                behind = &behind[1..];
            }
            '_' if words.ends_with(char::is_alphanumeric)
                && behind.starts_with(char::is_alphanumeric) =>
            {
                words.push('_');
            }
            '*' | '`' | '_' | '[' => {}
            // The address of a link, which follows its words.
            ']' => {
                if let Some(end) = behind.strip_prefix('(').and_then(|inside| inside.find(')')) {
                    behind = &behind[end + 2..];
                }
            }
            _ => words.push(letter),
        }
        rest = behind;
    }
    single_spaced(&words)
}

/// Compares names as people do: numbers by value, letters without regard to case.
pub(super) fn natural(left: &str, right: &str) -> Ordering {
    let mut left_rest = left;
    let mut right_rest = right;
    loop {
        match (left_rest.chars().next(), right_rest.chars().next()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (left_number, left_behind) = leading_number(left_rest);
                let (right_number, right_behind) = leading_number(right_rest);
                let by_value = left_number.len().cmp(&right_number.len());
                match by_value.then_with(|| left_number.cmp(right_number)) {
                    Ordering::Equal => (left_rest, right_rest) = (left_behind, right_behind),
                    unequal => return unequal,
                }
            }
            (Some(a), Some(b)) => match a.to_lowercase().cmp(b.to_lowercase()) {
                Ordering::Equal => {
                    left_rest = &left_rest[a.len_utf8()..];
                    right_rest = &right_rest[b.len_utf8()..];
                }
                unequal => return unequal,
            },
        }
    }
}

/// The digits a text starts with, without leading zeros, and what follows.
fn leading_number(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        for (name, title) in [
            ("no-vendor-lockin", "No vendor lockin"),
            ("02-access_control", "Access control"),
            ("10. Überblick", "Überblick"),
            ("2027", "2027"),
            ("2fa", "2fa"),
            ("---", "---"),
        ] {
            assert_eq!(readable(name), title);
        }
    }

    #[test]
    fn the_first_heading_gives_a_title() {
        for (markdown, title) in [
            ("# A *fine* `title` {#here}\n", Some("A fine title")),
            ("<h1 align=x>\n <img src=a><br>\n A <b>kettle</b>\n</h1>\n", Some("A kettle")),
            ("<h1><img alt=\"A logo\" src=a></h1>\n\n# Other\n", Some("A logo")),
            ("Words\n\n# Later #\n", Some("Later")),
            ("# For {{ customer }}\n", Some("For {{ customer }}")),
            ("Setext [link](a.md)\n=====\n", Some("Setext link")),
            ("```sh\n# a comment\n```\n# Real\n", Some("Real")),
            ("~~~\n# a comment\n", None),
            ("## Overview\n\n# Late\n", None),
            ("#hashtag\n# Real\n", Some("Real")),
            ("# snake_case \\* _here_\n", Some("snake_case * here")),
            ("#\n", None),
            ("====\n", None),
            ("", None),
        ] {
            assert_eq!(first_heading(markdown).as_deref(), title, "{markdown:?}");
        }
    }

    #[test]
    fn numbers_count_by_value() {
        let mut names = ["10-z", "9-a", "B", "a2", "a10", "a02", "Ä", "a"];
        names.sort_by(|left, right| natural(left, right));
        assert_eq!(names, ["9-a", "10-z", "a", "a02", "a2", "a10", "B", "Ä"]);
    }
}
