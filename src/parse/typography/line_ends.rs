//! Ends of source lines between two letters or signs of Chinese or Japanese, which are no spaces.
//!
//! Korean puts spaces between words. The rule is that of CSS Text 4 (5.1.1, "Segment Break
//! Transformation Rules").

use unicode_script::{Script, UnicodeScript as _};

use super::run::{Part, part};
use crate::tree::{Authored, Inline, InlineKind};

/// Takes such line ends out of a run.
pub(super) fn join(content: &mut Vec<Inline<Authored>>) {
    let mut signs = Vec::new();
    collect(content, &mut signs);
    if !signs.contains(&Sign::LineEnd) {
        return;
    }
    let beside = |index: Option<usize>| {
        matches!(index.and_then(|index| signs.get(index)), Some(Sign::Words { ends: true }))
    };
    let begins = |index: usize| matches!(signs.get(index), Some(Sign::Begins));
    let is_lost: Vec<bool> = (0..signs.len())
        .filter(|&index| signs[index] == Sign::LineEnd)
        .map(|index| beside(index.checked_sub(1)) && begins(index + 1))
        .collect();
    if is_lost.contains(&true) {
        remove(content, &mut is_lost.into_iter());
    }
}

/// What stands in a run, as far as it matters beside a line end: of words their first character,
/// then their last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    LineEnd,
    /// Words start, in Chinese or Japanese.
    Begins,
    /// Words start in another script, or end.
    Words {
        /// Whether they end in Chinese or Japanese.
        ends: bool,
    },
}

fn collect(content: &[Inline<Authored>], signs: &mut Vec<Sign>) {
    for inline in content {
        if matches!(inline.kind, InlineKind::SoftBreak) {
            signs.push(Sign::LineEnd);
            continue;
        }
        match part(inline) {
            Part::Words(text) => {
                let first = text.chars().next().is_some_and(is_spaceless);
                let ends = text.chars().next_back().is_some_and(is_spaceless);
                signs.push(if first { Sign::Begins } else { Sign::Words { ends: false } });
                signs.push(Sign::Words { ends });
            }
            Part::Sign(_) => signs.push(Sign::Words { ends: false }),
            Part::Inner(content) => collect(content, signs),
            Part::Nothing => {}
        }
    }
}

/// Takes out the line ends that are lost, and joins the words beside them.
fn remove(content: &mut Vec<Inline<Authored>>, is_lost: &mut impl Iterator<Item = bool>) {
    let mut joins = false;
    let mut out: Vec<Inline<Authored>> = Vec::with_capacity(content.len());
    for mut inline in content.drain(..) {
        if matches!(inline.kind, InlineKind::SoftBreak) && is_lost.next() == Some(true) {
            joins = true;
            continue;
        }
        let is_inner = matches!(part(&inline), Part::Inner(_));
        if is_inner && let Some(content) = inline.kind.content_mut() {
            remove(content, is_lost);
        }
        let before = out.last_mut().filter(|last| joins && last.attr.is_none());
        joins = false;
        if let Some(Inline { kind: InlineKind::Text { text: before }, span, .. }) = before
            && let InlineKind::Text { text } = &inline.kind
            && inline.attr.is_none()
        {
            before.push_str(text);
            *span = span.join(inline.span);
            continue;
        }
        out.push(inline);
    }
    *content = out;
}

/// A letter or sign of Chinese or Japanese.
fn is_spaceless(char: char) -> bool {
    matches!(char.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo)
        || matches!(char, '\u{3000}'..='\u{303F}' | '\u{30FC}' | '\u{FF01}'..='\u{FF65}')
}
