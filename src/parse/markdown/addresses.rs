//! Where the addresses of links and pictures stand in a text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::structure::options;

/// The addresses of links, and of pictures also in HTML, in order: where each is written, as it is.
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
            Event::Html(_) | Event::InlineHtml(_) => found.extend(sources(text, range)),
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

/// The sources that elements of HTML name.
fn sources(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const SOURCE: &str = " src=\"";
    text[range.clone()].match_indices(SOURCE).filter_map(move |(at, _)| {
        let start = range.start + at + SOURCE.len();
        let length = text[start..range.end].split('"').next().filter(|it| !it.is_empty())?.len();
        Some(start..start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_as_they_are_written() {
        let text = "[a](b.md) ![c](<d e.png> \"f\") [![g](h.png)](i.md#j) <https://k> `[l](m)`\n\n\
                    [n][o] <img alt=\"p\" src=\"q.png\">\n\n[o]: r.md 'see r.md'\n";
        let found: Vec<_> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["b.md", "d e.png", "h.png", "i.md#j", "q.png", "r.md"]);
    }

    #[test]
    fn addresses_are_found_in_linear_time() {
        use crate::text::pace::assert_linear;
        for piece in ["![a](", "[a](b\\_)", "![a](b\\_c ", "<img src=\"", "[a]: b\n\n", "!["] {
            assert_linear(piece, 400, |count| {
                addresses(&piece.repeat(count));
            });
        }
    }
}
