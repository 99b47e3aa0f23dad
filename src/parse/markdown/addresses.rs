//! Where the addresses of links and pictures stand in a text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::structure::options;

/// The addresses of links and pictures, also in HTML, in order: where each is written, as it is.
/// Those that are written with signs escaped are left out.
pub(in crate::parse) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut events = Parser::new_ext(text, options()).into_offset_iter();
    let mut found = Vec::new();
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, dest_url, .. }
                | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
            ) => found.extend(behind(text, range, "](", &dest_url)),
            Event::Html(_) | Event::InlineHtml(_) => found.extend(attributes(text, range)),
            _ => {}
        }
    }
    let defined = events.reference_definitions().iter();
    found.extend(defined.filter_map(|(_, it)| behind(text, it.span.clone(), "]:", &it.dest)));
    found.sort_by_key(|range| range.start);
    found
}

/// Where an address stands behind the last of some signs in a stretch.
fn behind(text: &str, range: Range<usize>, signs: &str, address: &str) -> Option<Range<usize>> {
    let from = range.start + text[range.clone()].rfind(signs)? + signs.len();
    let rest = text[from..range.end].trim_start();
    let rest = rest.strip_prefix('<').unwrap_or(rest);
    let start = range.end - rest.len();
    (!address.is_empty() && rest.starts_with(address)).then(|| start..start + address.len())
}

/// The attributes of HTML that hold addresses.
const ATTRIBUTES: [&str; 3] = ["href", "poster", "src"];

/// The addresses that elements of HTML name in attributes, between quotes of either kind.
fn attributes(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let html = &text[range.clone()];
    let named = ATTRIBUTES.into_iter().flat_map(move |name| {
        html.match_indices(name).filter_map(move |(at, _)| {
            let is_name = html[..at].ends_with(|sign: char| sign.is_whitespace());
            value_behind(html, at + name.len()).filter(|_| is_name)
        })
    });
    named.map(move |value| range.start + value.start..range.start + value.end)
}

/// Where the value of an attribute stands whose name ends at a place; none where it is empty.
fn value_behind(html: &str, at: usize) -> Option<Range<usize>> {
    let rest = html[at..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let start = html.len() - rest.len() + 1;
    let length = rest[1..].split(quote).next().filter(|value| !value.is_empty())?.len();
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_as_they_are_written() {
        let text = "[a](b.md) ![c](<d e.png> \"f\") [![g](h.png)](i.md#j) <https://k> `[l](m)`\n\n\
                    [n][o] <img alt=\"p\" src=\"q.png\">\n\n[o]: r.md 'see r.md'\n\n\
                    <a class='s' href='t.md'>u</a> <a data-href=\"v\" href=w>x</a>\n\n\
                    <video\n  src = \"y.mp4\" poster='z.png'></video>\n";
        let found: Vec<_> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["b.md", "d e.png", "h.png", "i.md#j", "q.png", "r.md", "t.md", "y.mp4", "z.png"]
        );
    }

    #[test]
    fn addresses_are_found_in_linear_time() {
        use crate::text::pace::assert_linear;
        for piece in
            ["![a](", "[a](b\\_)", "![a](b\\_c ", "<img src=\"", "[a]: b\n\n", "![", "<a href='"]
        {
            assert_linear(piece, 400, |count| {
                addresses(&piece.repeat(count));
            });
        }
    }
}
