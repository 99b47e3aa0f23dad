//! References to figures, tables, listings and sections among words: `@fig-x`, `[-@fig-x]`,
//! `[@fig-x; @tbl-y]`, as Quarto and pandoc-crossref have them.
//!
//! <https://quarto.org/docs/authoring/cross-references.html>,
//! <https://lierdakil.github.io/pandoc-crossref/#references>

use std::ops::Range;

use crate::tree::{Cited, CrossReference, Lead, Referable};

/// The longest that an id or the words before it may be, in bytes.
const LONGEST: usize = 128;

/// The reference whose first `@` stands at an offset, and the bytes that it takes: with the brackets
/// around it where nothing but references stands in them.
pub(super) fn reference_at(text: &str, sign: usize) -> Option<(Range<usize>, CrossReference)> {
    let id = id_at(text.get(sign..)?)?;
    if let Some(found) = in_brackets(text, sign) {
        return Some(found);
    }
    // `mail@fig-x` is no reference.
    let before = text[..sign].chars().next_back();
    if before.is_some_and(|char| char.is_ascii_alphanumeric() || "@._+-".contains(char)) {
        return None;
    }
    let cited = vec![Cited { id: normalized(id), lead: Lead::Kind }];
    Some(written(text, sign..sign + 1 + id.len(), cited))
}

fn written(text: &str, range: Range<usize>, cited: Vec<Cited>) -> (Range<usize>, CrossReference) {
    let written = text[range.clone()].to_owned();
    (range, CrossReference { cited, written })
}

/// The references between the brackets around an offset.
fn in_brackets(text: &str, sign: usize) -> Option<(Range<usize>, CrossReference)> {
    // Further away the bracket is not looked for: a text may hold as many signs as it has letters.
    let from = text.floor_char_boundary(sign.saturating_sub(LONGEST + 1));
    let start = from + text[from..sign].rfind('[')?;
    let lead = &text[start + 1..sign];
    if lead.len() > LONGEST || lead.contains([']', '@']) {
        return None;
    }
    // No other bracket opens between the two.
    let behind = &text[start + 1..];
    let inner = &behind[..behind.find(['[', ']'])?];
    if !behind[inner.len()..].starts_with(']') {
        return None;
    }
    let end = start + inner.len() + 2;
    // A link, or the words of one.
    if text[end..].starts_with(['(', '[']) {
        return None;
    }
    let cited: Option<Vec<_>> = inner.split(';').map(|item| cited(item.trim())).collect();
    Some(written(text, start..end, cited?))
}

/// Whether brackets around references open in a line and close in the next one.
pub(super) fn reach_over(line: &str, next: &str) -> bool {
    let is_open = |open: &usize| line.len() - open <= LONGEST && !line[*open..].contains(']');
    let Some(open) = line.rfind('[').filter(is_open) else { return false };
    let Some((close, _)) = next.split_once(']').filter(|(close, _)| close.len() <= LONGEST) else {
        return false;
    };
    let inner = format!("{} {close}]", &line[open..]);
    let sign = inner.find('@');
    sign.is_some_and(|sign| in_brackets(&inner, sign).is_some())
}

/// One of several references: `@fig-x`, `-@fig-x`, `drawing @fig-x`.
fn cited(item: &str) -> Option<Cited> {
    let (lead, _) = item.split_once('@')?;
    let id = id_at(&item[lead.len()..])?;
    if item.len() > lead.len() + 1 + id.len() || lead.len() > LONGEST {
        return None;
    }
    let lead = match lead {
        "" => Lead::Kind,
        "-" => Lead::Nothing,
        words => {
            let words = words.strip_suffix(' ')?.trim();
            let is_word = |char: char| char.is_alphanumeric() || " .-'’".contains(char);
            words.chars().all(is_word).then(|| Lead::Words(words.to_owned()))?
        }
    };
    Some(Cited { id: normalized(id), lead })
}

/// The id behind a `@`, where it is one that can be referred to. What ends a sentence is none of it.
fn id_at(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('@')?;
    // Words in scripts without blanks end an id that is not written in them.
    let is_in_script = |char: char| char.is_alphanumeric() && char > '\u{2e7f}';
    let in_script = behind_stem(rest)?.starts_with(is_in_script);
    let is_part = |char: char| {
        let is_letter = char.is_alphanumeric() && (in_script || !is_in_script(char));
        is_letter || "-_:".contains(char)
    };
    let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
    let id = rest[..end].trim_end_matches([':', '-', '_']);
    // A handle's path, and a domain: `@fig-org/kit`, `@fig-tree.com`.
    let mut behind = rest[end..].chars();
    let goes_on = match behind.next() {
        Some('/') => true,
        Some('.') => behind.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    if goes_on {
        return None;
    }
    (id.len() <= LONGEST && Referable::of_id(&normalized(id)).is_some()).then_some(id)
}

/// What stands behind the start of an id that says what it is of: `x` in `fig-x`.
fn behind_stem(text: &str) -> Option<&str> {
    let (stem, behind) = text.split_at_checked(3)?;
    let is_stem = Referable::ALL.iter().any(|kind| kind.stem().eq_ignore_ascii_case(stem));
    behind.strip_prefix(['-', ':']).filter(|_| is_stem)
}

/// An id as it is given: a reference at the start of a sentence may have its first letter large.
fn normalized(id: &str) -> String {
    let mut letters = id.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    /// What the first `@` of a text refers to, as it stands there and as it was understood.
    fn read(text: &str) -> Option<(&str, String)> {
        let (range, reference) = reference_at(text, text.find('@')?)?;
        let said = reference.cited.iter().map(|cited| match &cited.lead {
            Lead::Kind => cited.id.clone(),
            Lead::Nothing => format!("- {}", cited.id),
            Lead::Words(words) => format!("{words}: {}", cited.id),
        });
        Some((&text[range], said.collect::<Vec<_>>().join(", ")))
    }

    #[test]
    fn references_are_read_with_their_brackets() {
        for (text, written, understood) in [
            ("see @fig-x.", "@fig-x", "fig-x"),
            ("(@tbl-a_b-2, as said)", "@tbl-a_b-2", "tbl-a_b-2"),
            ("@Fig-x shows", "@Fig-x", "fig-x"),
            ("in @fig:x:", "@fig:x", "fig:x"),
            ("in [-@fig-x]", "[-@fig-x]", "- fig-x"),
            ("in [@fig-x; @tbl-y;@sec-z]", "[@fig-x; @tbl-y;@sec-z]", "fig-x, tbl-y, sec-z"),
            ("[drawing @fig-x]", "[drawing @fig-x]", "drawing: fig-x"),
            ("[Fig. @fig-x]", "[Fig. @fig-x]", "Fig.: fig-x"),
            ("[see @fig-x, left]", "@fig-x", "fig-x"),
            ("[@fig-x](target)", "@fig-x", "fig-x"),
            ("[x] and @lst-y", "@lst-y", "lst-y"),
            ("如@fig-x所示", "@fig-x", "fig-x"),
            ("见@fig-图一。", "@fig-图一", "fig-图一"),
        ] {
            assert_eq!(read(text), Some((written, understood.to_owned())), "{text}");
        }
    }

    #[test]
    fn brackets_reach_over_the_end_of_a_line() {
        for (line, next, reach) in [
            ("see [@fig-x;", "@tbl-y] here", true),
            ("see [drawing", "@fig-x] here", true),
            ("see [@fig-x] and", "[@tbl-y] here", false),
            ("see [words", "and more] @fig-x", false),
            ("see [@fig-x", "goes on", false),
        ] {
            assert_eq!(reach_over(line, next), reach, "{line} / {next}");
        }
    }

    #[test]
    fn many_signs_take_time_by_their_number() {
        for part in ["@a ", "@fig-a ", "[@fig-a ", "@fig-a; "] {
            assert_linear(part, 6_000, |times| {
                let text = part.repeat(times);
                let signs = text.match_indices('@');
                let read = signs.filter(|(sign, _)| reference_at(&text, *sign).is_some());
                assert!(read.count() <= times);
            });
        }
    }

    #[test]
    fn what_is_none_stays_as_it_is() {
        for text in [
            "a@fig-x.com",
            "@figure",
            "@fig-",
            "@fig",
            "@eq-x",
            "x@@fig-x",
            "@",
            "@someone",
            "@tbl-org/kit",
            "mail @fig-tree.com",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
