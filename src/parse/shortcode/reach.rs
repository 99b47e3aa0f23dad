//! How far the conditions of a text reach: over a section, a pair of tags, an element, a block.
//!
//! It is asked where words leave what stands around them: a part of a file that is brought in, and
//! what is defined at one place and used at another.

use std::ops::Range;

use super::context::Context;
use super::tag::{self, TagKind, pair};
use super::{condition, section};
use crate::diag::{Code, Diagnostic};
use crate::parse::attributes;
use crate::parse::mapped::Mapped;
use crate::parse::markdown::{self, Heading};
use crate::parse::reader::Reader;
use crate::source::Audience;
use crate::source::markings::{Form, Marking, markings};
use crate::span::Span;
use crate::tree::Attr;

/// A condition that this reader does not meet.
pub(in crate::parse) struct Reach {
    /// Where it is written.
    word: usize,
    /// What it takes away.
    pub(in crate::parse) range: Range<usize>,
}

/// The parts of a text, without what stands around them. None is given where a condition around
/// one keeps it from this reader.
pub(in crate::parse) fn take(
    text: &Mapped,
    parts: &[Range<usize>],
    span: Span,
    context: Context<'_>,
) -> Result<Mapped, Diagnostic> {
    let unmet = unmet(text.text(), context.library.reader());
    if unmet.iter().any(|reach| reach.comes_apart(parts)) {
        if context.for_others {
            return Ok(Mapped::empty(span));
        }
        let message = "the part that is brought in here stands within a condition, which this \
                       reader does not meet";
        return Err(Diagnostic::error(Code::Condition, message).help(
            "bring it in for those readers only who get it: `{{< only profile=\"…\" >}}`, or take \
             it out of that condition",
        ));
    }
    let mut taken = Mapped::empty(span);
    for part in parts {
        taken.push_slice(text, part.clone());
    }
    Ok(taken)
}

impl Reach {
    /// Whether parts of what it takes away are taken without it.
    fn comes_apart(&self, parts: &[Range<usize>]) -> bool {
        let overlaps = |part: &Range<usize>| {
            part.start < self.range.end && self.range.start < part.end && !part.is_empty()
        };
        parts.iter().any(overlaps) && !parts.iter().any(|part| part.contains(&self.word))
    }
}

/// What this reader does not get of a text: stretches that do not touch, in order.
pub(in crate::parse) fn hidden(text: &str, reader: &Reader<'_>) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = unmet(text, reader).into_iter().map(|reach| reach.range).collect();
    ranges.sort_by_key(|range| range.start);
    let mut hidden = Vec::<Range<usize>>::with_capacity(ranges.len());
    for range in ranges {
        match hidden.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => hidden.push(range),
        }
    }
    hidden
}

/// The conditions of a text that this reader does not meet. In code they are examples.
fn unmet(text: &str, reader: &Reader<'_>) -> Vec<Reach> {
    if !Attr::CONDITIONS.iter().any(|condition| text.contains(condition)) {
        return Vec::new();
    }
    let code = markdown::code_ranges(text);
    let mut found = of_tags(text, &code, reader);
    let is_key = |it: &Marking| matches!(it.form, Form::Braces(_) | Form::Attribute(_));
    let keys = markings(text, reader.profiles()).filter(is_key).filter(|marking| {
        !markdown::is_within(&code, marking.word.start)
            || markdown::opens_code(text, &code, marking.word.start)
    });
    let keys: Vec<Marking> = keys.filter(|it| !is_met(text, it, reader.audience())).collect();
    if keys.is_empty() {
        return found;
    }
    let headings = markdown::headings(text);
    let blocks = around(text, &keys);
    found.extend(keys.iter().zip(blocks).map(|(marking, blocks)| Reach {
        word: marking.word.start,
        range: of_key(text, marking, blocks, &headings),
    }));
    found
}

/// What pairs of tags take away; a tag that nothing closes takes away the rest.
fn of_tags(text: &str, code: &[Range<usize>], reader: &Reader<'_>) -> Vec<Reach> {
    let mut tags = tag::tags(text);
    tags.retain(|tag| !markdown::is_within(code, tag.range.start));
    let ends = pair(&tags);
    let unmet = tags.iter().zip(ends).filter_map(|(tag, end)| {
        let TagKind::Open { name, arguments, .. } = &tag.kind else { return None };
        let hides =
            condition::is_condition(name) && !condition::is_met(name, arguments, reader.audience());
        let end = end.map_or(text.len(), |end| tags[end].range.end);
        hides.then_some(Reach { word: tag.range.start, range: tag.range.start..end })
    });
    unmet.collect()
}

/// Whether this reader meets the condition that is a key with a value.
fn is_met(text: &str, marking: &Marking, audience: &Audience) -> bool {
    let value = text[marking.word.end..].trim_start().trim_start_matches('=').trim_start();
    let value = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
        _ => value.split(|it: char| it.is_whitespace() || "}>".contains(it)).next(),
    };
    let names = Audience::names_in(value.unwrap_or_default());
    let key = &text[marking.word.clone()];
    Attr::CONDITIONS.contains(&key)
        && audience.faults(key, &names).next().is_none()
        && audience.meets(key, &names)
}

/// The outermost and the innermost block that each marking stands in.
fn around(text: &str, keys: &[Marking]) -> Vec<Option<(Range<usize>, Range<usize>)>> {
    let mut around = vec![None; keys.len()];
    for block in markdown::blocks(text) {
        let first = keys.partition_point(|key| key.word.start < block.start);
        let within = keys[first..].iter().take_while(|key| key.word.start < block.end).count();
        for blocks in &mut around[first..first + within] {
            let outer = blocks.take().map_or_else(|| block.clone(), |(outer, _)| outer);
            *blocks = Some((outer, block.clone()));
        }
    }
    around
}

/// What the condition takes away that is a key in braces or in a tag.
fn of_key(
    text: &str,
    marking: &Marking,
    blocks: Option<(Range<usize>, Range<usize>)>,
    headings: &[Heading],
) -> Range<usize> {
    let (Form::Braces(start) | Form::Attribute(start)) = marking.form else {
        return marking.word.clone();
    };
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let (outer, inner) = blocks.unwrap_or((line..text.len(), line..text.len()));
    let section = headings.iter().position(|heading| heading.start == inner.start);
    if let Form::Attribute(start) = marking.form {
        return section::element_at(text, start).unwrap_or(inner);
    }
    if let Some(index) = section {
        let level = headings[index].level;
        let next = headings[index + 1..].iter().find(|heading| heading.level <= level);
        return inner.start..next.map_or(text.len(), |heading| heading.start);
    }
    let words = text[line..].trim_start_matches([' ', '\t', '>']);
    if words.starts_with(":::") {
        return line..section::end_of_division(text, line);
    }
    // A line of attributes alone speaks of the whole block.
    let alone = attributes::braced(words)
        .is_some_and(|(_, length)| words[length..].split('\n').next().unwrap_or("").trim() == "");
    if alone { outer } else { inner }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden_of(text: &str) -> Vec<&str> {
        let profiles = vec!["auditor".to_owned(), "guest".to_owned()];
        let guest = Audience { profile: Some("guest".to_owned()), profiles };
        hidden(text, &Reader::new(&guest)).into_iter().map(|range| text[range].trim_end()).collect()
    }

    #[test]
    fn conditions_reach_over_what_they_speak_of() {
        for (text, expected) in [
            (
                "# A\n\n## B {only=auditor}\n\nx\n\n### C\n\n## D\n",
                "## B {only=auditor}\n\nx\n\n### C",
            ),
            ("a {{< only auditor >}}b{{< /only >}} c\n", "{{< only auditor >}}b{{< /only >}}"),
            (
                "a\n\n<div only='auditor'>\n\nb\n\n</div>\n\nc\n",
                "<div only='auditor'>\n\nb\n\n</div>",
            ),
            ("- a\n- b {only=auditor}\n- c\n", "- b {only=auditor}"),
            ("a\n\nb\nc {except=guest}\n\nd\n", "b\nc {except=guest}"),
            ("::: note {only=auditor}\n\na\n\n:::\n\nb\n", "::: note {only=auditor}\n\na\n\n:::"),
        ] {
            assert_eq!(hidden_of(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_the_reader_meets_and_examples_in_code_take_nothing_away() {
        for text in [
            "## B {only=guest}\n\nx\n",
            "{{< except auditor >}}b{{< /except >}}\n",
            "```\na {only=auditor}\n```\n",
            "`{{< only auditor >}}` and words {.wide}\n",
        ] {
            assert_eq!(hidden_of(text), [""; 0], "{text}");
        }
    }
}
