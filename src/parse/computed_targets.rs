//! Targets of links that a program would have filled in: `[words]({{ site.docs }}/a)`.

use std::ops::Range;

use super::gitbook::in_lines;
use super::mapped::Mapped;
use super::markdown;

/// The text with angle brackets around targets of links in which something is to be filled in. Without
/// them a space in it keeps Markdown from seeing a link, and its source would be printed.
pub(super) fn enclose(text: Mapped) -> Mapped {
    let edits = edits(text.text());
    text.replaced(edits)
}

fn edits(text: &str) -> Vec<(Range<usize>, String)> {
    let mut targets = targets(text);
    targets.retain(|target| {
        let written = &text[target.clone()];
        written.contains(char::is_whitespace) && !written.contains(['<', '>'])
    });
    if targets.is_empty() {
        return Vec::new();
    }
    let code = markdown::code_ranges(text);
    targets.retain(|target| !markdown::is_within(&code, target.start));
    targets.into_iter().map(|target| (target.clone(), format!("<{}>", &text[target]))).collect()
}

/// The targets that hold something to be filled in. What lies between two such places is looked at
/// once.
fn targets(text: &str) -> Vec<Range<usize>> {
    let mut marks = in_lines(text, "{{", "}}");
    marks.extend(in_lines(text, "{%", "%}"));
    marks.sort_by_key(|(range, _)| range.start);
    marks.dedup_by(|next, mark| next.0.start < mark.0.end);
    let ends = |letter: char| letter.is_whitespace() || letter == ')';
    let mut found = Vec::new();
    let mut open = None;
    let mut read = 0;
    for (place, (mark, _)) in marks.iter().enumerate() {
        let before = &text[read..mark.start];
        let goes_on = !before.contains(ends);
        open = open.filter(|_| goes_on).or_else(|| start_of(before).map(|start| read + start));
        read = mark.end;
        let next = marks.get(place + 1).map_or(text.len(), |(next, _)| next.start);
        let behind = &text[mark.end..next];
        let end = behind.find(ends).or_else(|| (next == text.len()).then_some(behind.len()));
        if let (Some(start), Some(end)) = (open, end) {
            found.push(start..mark.end + end);
            open = None;
        }
    }
    found
}

/// Where the target of a link starts that goes on behind a text, or the one that a line of its own
/// gives to a name.
fn start_of(before: &str) -> Option<usize> {
    let is_open = |start: &usize| {
        !before[*start..].contains(|letter: char| letter.is_whitespace() || letter == ')')
    };
    let in_words = before.rfind("](").map(|at| at + 2).filter(is_open);
    in_words.or_else(|| {
        let start = before.rfind("]: ").map(|at| at + 3).filter(is_open)?;
        let line = before[..start].rsplit('\n').next()?;
        let name = line.trim_start().strip_prefix('[')?;
        // What a footnote says is no target.
        (!name.starts_with('^')).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_filled_in_keeps_no_link_from_being_one() {
        let enclosed = |text: &str| enclose(Mapped::of_page(text)).text().to_owned();
        for (text, wanted) in [
            ("[a]({{ b }}/c) d", "[a](<{{ b }}/c>) d"),
            ("[a]({{ b }}/{% c d %}/e \"t\")", "[a](<{{ b }}/{% c d %}/e> \"t\")"),
            ("![a](x/{{ b }}) [c]({{ d }})", "![a](<x/{{ b }}>) [c](<{{ d }}>)"),
            ("x\n\n[a]: {{ b }}/c\n", "x\n\n[a]: <{{ b }}/c>\n"),
            ("[a]: {{ b }}", "[a]: <{{ b }}>"),
        ] {
            assert_eq!(enclosed(text), wanted);
        }
        for text in [
            "[a]({{b}}/c)",
            "[a](<{{ b }}>)",
            "[a](b) {{ c }}",
            "`[a]({{ b }})`",
            "[a] ({{ b }})",
            "so: {{ b }}",
            "[a](b {{ c }})",
        ] {
            assert_eq!(enclosed(text), text);
        }
    }
}
