//! Addresses without any sign around them, whose stars are no emphasis.

use std::ops::Range;

use super::builder::address_in;
use super::mapped::Mapped;
use super::markdown;

/// The text with angle brackets around addresses that hold stars, which Markdown would take for
/// emphasis before anybody sees an address: GFM, "autolinks (extension)".
pub(super) fn enclose_starred(text: Mapped) -> Mapped {
    let edits = edits(text.text());
    text.replaced(edits)
}

fn edits(text: &str) -> Vec<(Range<usize>, String)> {
    let signs = text.match_indices("://").map(|(sign, _)| sign);
    let mut starred = signs.filter_map(|sign| address_at(text, sign)).peekable();
    if starred.peek().is_none() {
        return Vec::new();
    }
    let code = markdown::code_ranges(text);
    let words = starred.filter(|range| !markdown::is_within(&code, range.start));
    words.map(|range| (range.clone(), format!("<{}>", &text[range]))).collect()
}

/// The address with stars in it whose `://` stands at an offset, where words stand before it.
fn address_at(text: &str, sign: usize) -> Option<Range<usize>> {
    let scheme = ["https", "http"].into_iter().find(|scheme| text[..sign].ends_with(scheme))?;
    let start = sign - scheme.len();
    let before = &text[..start];
    let stands_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    // What defines an address for other places is no words: `[a]: https://…`.
    if !stands_apart || before.trim_end().ends_with("]:") {
        return None;
    }
    let address = address_in(&text[start..], |char| matches!(char, '<' | '>'))?;
    address.contains('*').then(|| start..start + address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_within_addresses_alone_count() {
        let enclosed = |text: &str| {
            let mut out = text.to_owned();
            for (range, instead) in edits(text).into_iter().rev() {
                out.replace_range(range, &instead);
            }
            out
        };
        assert_eq!(
            enclosed("See https://a.example/b*c*d, and\nhttp://a.example/**/x."),
            "See <https://a.example/b*c*d>, and\n<http://a.example/**/x>."
        );
        for text in [
            "*see https://a.example/b*",
            "`https://a.example/b*c`",
            "[a]: https://a.example/b*c",
            "[a](https://a.example/b*c)",
            "**https://a.example/b**",
            "<https://a.example/b*c>",
        ] {
            assert_eq!(enclosed(text), text);
        }
    }
}
