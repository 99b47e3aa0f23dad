//! The part of a file that an include names by an id.

use std::ops::Range;

use crate::parse::markdown;

/// The part of a text with this id: the section below a heading, else whatever block has it, in
/// any of the forms that give one an id.
pub(in crate::parse) fn find(text: &str, id: &str) -> Option<Range<usize>> {
    below_heading(text, id).or_else(|| {
        let code = markdown::code_ranges(text);
        let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
        let mut places = text.match_indices(id).filter(|(at, _)| !is_code(*at));
        places.find_map(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + id.len()..]);
            match before.chars().next_back()? {
                '#' => in_braces(text, before, after, at),
                quote @ ('"' | '\'') if after.starts_with(quote) => element(text, at),
                _ => None,
            }
        })
    })
}

/// From a heading up to the next of its level.
fn below_heading(text: &str, id: &str) -> Option<Range<usize>> {
    let headings = markdown::headings(text);
    let index = headings.iter().position(|heading| heading.is_called(id))?;
    let (first, rest) = headings.split_at(index + 1);
    let first = first.last()?;
    let end = rest.iter().find(|heading| heading.level <= first.level);
    Some(first.start..end.map_or(text.len(), |heading| heading.start))
}

/// The block that `{#id}` speaks of.
fn in_braces(text: &str, before: &str, after: &str, at: usize) -> Option<Range<usize>> {
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let open = line + before[line..].rfind('{')?;
    if before[open..].contains('}') || !after.starts_with([' ', '}', '.', '\t']) {
        return None;
    }
    if text[line..].trim_start().starts_with(":::") {
        return Some(line..end_of_division(text, line));
    }
    // Markdown alone would read the signs of a division as those of a definition.
    let (block, above) = markdown::blocks_at(&text.replace(":::", "%%%"), at);
    let block = block?;
    let words = text[block.clone()].trim();
    // A line of attributes alone speaks of the block above.
    let alone = words.starts_with('{') && words.find('}') == Some(words.len() - 1);
    let start = above.filter(|_| alone).map_or(block.start, |above| above.start);
    Some(start..block.end)
}

/// Where the division ends that a line opens.
pub(super) fn end_of_division(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        end += line.len();
        let words = line.trim();
        if words.starts_with(":::") && words.trim_matches(':').is_empty() {
            depth = depth.saturating_sub(1);
        } else if words.starts_with(":::") {
            depth += 1;
        }
        if depth == 0 {
            break;
        }
    }
    end
}

/// The element of HTML that has an id or a name.
fn element(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at - 1].trim_end_matches(['=', ' ']);
    let start = before.rfind('<')?;
    let attribute = before.ends_with("id") || before.ends_with("name");
    if !attribute || text[start..at].contains('>') {
        return None;
    }
    // A place among words stands for its paragraph.
    let among_words = ["<a", "<span"].iter().any(|tag| {
        text[start..].strip_prefix(tag).is_some_and(|rest| !rest.starts_with(is_part_of_name))
    });
    let whole = element_at(text, start).filter(|_| !among_words);
    whole.or_else(|| markdown::blocks_at(text, start).0)
}

/// The element of HTML whose tag starts at a place; none where nothing closes it.
pub(super) fn element_at(text: &str, start: usize) -> Option<Range<usize>> {
    let name = text[start..].strip_prefix('<')?;
    let name = &name[..name.find(|char| !is_part_of_name(char))?];
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 0_usize;
    for (offset, _) in text[start..].match_indices('<') {
        let rest = &text[start + offset..];
        if rest.starts_with(&close) {
            depth = depth.saturating_sub(1);
        } else if rest.starts_with(&open) {
            depth += 1;
        }
        if depth == 0 {
            return Some(start..start + offset + close.len());
        }
    }
    None
}

fn is_part_of_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Top\n\n## One {#one}\n\nFirst.\n\n### Below\n\n`{#code}`\n\n## Two\n\n\
        A paragraph.\n{#lead}\n\n| a |\n|---|\n| b |\n\n{#counts .wide}\n\n::: note {#outer}\n\
        ::: tip {#inner}\nDeep.\n:::\n:::\n\n<div id=\"box\">\n\nIn <div>it</div>\n\n</div>\n\n\
        Words <a name='spot'></a>here.\n";

    #[test]
    fn every_block_with_an_id_is_found() {
        let part = |id| find(PAGE, id).map(|range| PAGE[range].trim_end());
        assert_eq!(part("one"), Some("## One {#one}\n\nFirst.\n\n### Below\n\n`{#code}`"));
        assert_eq!(part("lead"), Some("A paragraph.\n{#lead}"));
        assert_eq!(part("counts"), Some("| a |\n|---|\n| b |\n\n{#counts .wide}"));
        assert_eq!(part("outer"), Some("::: note {#outer}\n::: tip {#inner}\nDeep.\n:::\n:::"));
        assert_eq!(part("inner"), Some("::: tip {#inner}\nDeep.\n:::"));
        assert_eq!(part("box"), Some("<div id=\"box\">\n\nIn <div>it</div>\n\n</div>"));
        assert_eq!(part("spot"), Some("Words <a name='spot'></a>here."));
        assert_eq!(part("code"), None);
        assert_eq!(part("ead"), None);
    }
}
