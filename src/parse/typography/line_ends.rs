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
    let beside = |index: Option<usize>| index.and_then(|index| signs.get(index)).copied().flatten();
    let is_lost = |index: usize| {
        let (before, behind) = (beside(index.checked_sub(1)), beside(Some(index + 1)));
        before.is_some_and(|words| words.ends) && behind.is_some_and(|words| words.begins)
    };
    let ends = (0..signs.len()).filter(|&index| signs[index].is_none());
    let is_lost: Vec<bool> = ends.map(is_lost).collect();
    if is_lost.contains(&true) {
        remove(content, &mut is_lost.into_iter());
    }
}

/// Words, or what stands for some, as far as it matters beside the end of a line: whether they
/// begin and end with a letter or sign of Chinese or Japanese.
#[derive(Clone, Copy)]
struct Words {
    begins: bool,
    ends: bool,
}

/// What a run consists of; nothing stands for the end of a line.
fn collect(content: &[Inline<Authored>], signs: &mut Vec<Option<Words>>) {
    for inline in content {
        if matches!(inline.kind, InlineKind::SoftBreak) {
            signs.push(None);
            continue;
        }
        match part(inline) {
            Part::Words(text) => signs.push(Some(Words {
                begins: text.chars().next().is_some_and(is_spaceless),
                ends: text.chars().next_back().is_some_and(is_spaceless),
            })),
            Part::Sign(_) => signs.push(Some(Words { begins: false, ends: false })),
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
