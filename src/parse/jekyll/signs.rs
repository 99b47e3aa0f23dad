//! Where the marks of Liquid start and end. All signs of a text are found on one way through it, since
//! a page may hold very many that nothing closes.

use std::collections::BTreeMap;
use std::ops::Range;

/// `{% words %}` or `{{ words }}`.
pub(super) struct Mark<'a> {
    pub(super) range: Range<usize>,
    pub(super) words: &'a str,
    pub(super) is_tag: bool,
}

/// The signs of a text, each kind in order.
#[derive(Default)]
pub(super) struct Signs<'a> {
    /// `{%` and `{{`
    opening: Vec<usize>,
    /// `%}`
    tag_ends: Vec<usize>,
    /// `}}`
    value_ends: Vec<usize>,
    /// Empty lines, which no mark goes on behind.
    breaks: Vec<usize>,
    /// Where tags start and end that end another, by its name.
    ends: BTreeMap<&'a str, Vec<Range<usize>>>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut signs = Self::default();
        for (at, pair) in text.as_bytes().windows(2).enumerate() {
            match pair {
                b"{%" | b"{{" => signs.opening.push(at),
                b"%}" => signs.tag_ends.push(at),
                b"}}" => signs.value_ends.push(at),
                b"\n\n" => signs.breaks.push(at),
                _ => {}
            }
        }
        for &at in &signs.opening {
            if !text[at..].starts_with("{%") {
                continue;
            }
            let Some(end) = first(&signs.tag_ends, at + 2) else { break };
            if let Some(name) = words(&text[at + 2..end]).strip_prefix("end") {
                signs.ends.entry(name).or_default().push(at..end + 2);
            }
        }
        signs
    }

    /// The first mark that starts at a place or behind it.
    pub(super) fn next_mark(&self, text: &'a str, from: usize) -> Option<Mark<'a>> {
        let start = self.opening.partition_point(|at| *at < from);
        self.opening[start..].iter().find_map(|&start| {
            let is_tag = text[start..].starts_with("{%");
            let ends = if is_tag { &self.tag_ends } else { &self.value_ends };
            let inner = start + 2;
            let end = first(ends, inner)?;
            let goes_on = first(&self.breaks, inner).is_none_or(|at| end < at);
            let words = words(&text[inner..end]);
            goes_on.then_some(Mark { range: start..end + 2, words, is_tag })
        })
    }

    /// Where the tag starts and ends behind a place that ends another one.
    pub(super) fn end_tag(&self, name: &str, from: usize) -> Option<(usize, usize)> {
        let ends = self.ends.get(name)?;
        let end = ends.get(ends.partition_point(|end| end.start < from))?;
        Some((end.start, end.end))
    }
}

/// What a mark says, without the signs that take the space beside it along.
fn words(inner: &str) -> &str {
    inner.trim_matches('-').trim()
}

/// The first of some places that is not before another one.
fn first(places: &[usize], from: usize) -> Option<usize> {
    places.get(places.partition_point(|at| *at < from)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        let signs = Signs::of(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(mark) = signs.next_mark(text, at) {
            at = mark.range.end;
            found.push(mark.words);
        }
        found
    }

    #[test]
    fn marks_end_in_their_paragraph() {
        assert_eq!(marks("{{ a }} {%- b -%} {{ c\n\n}} {{ {% d %}"), ["a", "b", "d"]);
        assert_eq!(marks("{{ a {% b %} }} {%}"), ["a {% b %}"]);
        let text = "{% raw %} {% endraw %} {% if %} {%- endif -%}";
        let signs = Signs::of(text);
        assert_eq!(signs.end_tag("raw", 9), Some((10, 22)));
        assert_eq!(signs.end_tag("raw", 11), None);
        assert_eq!(signs.end_tag("if", 0).map(|(at, end)| &text[at..end]), Some("{%- endif -%}"));
    }

    /// What is found is each sign once, however many marks ask for it: nothing is searched again.
    #[test]
    fn each_sign_is_found_once() {
        for (part, kinds) in [("{{ a ", 1), ("{% raw %} ", 2), ("{% endraw ", 1), ("{{ a\n\n", 2)] {
            let text = part.repeat(1000);
            let signs = Signs::of(&text);
            let ends: usize = signs.ends.values().map(Vec::len).sum();
            let found = signs.opening.len() + signs.tag_ends.len() + signs.breaks.len() + ends;
            assert_eq!(found, kinds * 1000, "{part}");
        }
    }
}
