//! Ruby: words with their readings above, in half their size (JLREQ, 3.3).

use std::ops::Range;
use std::sync::Arc;

use super::collect::{Collector, State};
use super::content::{GAPS, Object, Reading};
use super::paragraph::{Line, Paragraph};
use super::wide;
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::{NodeId, Role};
use crate::tree::{Inline, InlineKind, Linked, plain_text, reading_brackets};

/// The size of a reading, in ems of its words.
const SIZE: f32 = 0.5;
/// How far above the baseline of its words a reading's own lies, in their ems.
pub(super) const RISE: f32 = 0.98;
/// How much of the room above a line a reading may take for itself, in ems of its words: the line
/// before hardly reaches down there.
pub(super) const SHARED: f32 = 0.12;
/// The most characters that a reading stands above. No line ends among them.
const MOST_READ: usize = 12;

impl Collector<'_, '_> {
    /// Sets words with the readings of their parts above.
    pub(super) fn ruby(&mut self, content: &[Inline<Linked>], state: &State) {
        let mut rest = content;
        while let Some(count) = rest.iter().position(is_reading) {
            self.read(&rest[..count], &rest[count], state);
            rest = &rest[count + 1..];
        }
        self.inlines(rest, state);
    }

    /// Sets words with their reading above, or, where they are none or too many for one, in brackets
    /// behind them.
    fn read(&mut self, words: &[Inline<Linked>], reading: &Inline<Linked>, state: &State) {
        let InlineKind::Reading { content } = &reading.kind else { return };
        let plain = plain_text(words);
        let is_short = (1..=MOST_READ).contains(&plain.chars().count());
        if !is_short || plain.trim().is_empty() {
            self.inlines(words, state);
            return self.bracketed(content, state);
        }
        let mut inner = state.clone();
        self.enter(Role::Span { alt: None }, &mut inner);
        let node = self.context.structure.add(Some(state.node), Role::Span { alt: None });
        let Some(line) = self.reading(content, node, state) else {
            return self.inlines(words, &inner);
        };
        let room = ((line.width - wide::about_width(&plain) * state.size) / 2.0).max(0.0);
        let start = self.content.text.len();
        self.special(GAPS[0], &inner, Some(Object::Gap(room)));
        self.inlines(words, &inner);
        self.special(GAPS[1], &inner, Some(Object::Gap(room)));
        self.annotate(start..self.content.text.len(), line);
    }

    /// Puts a reading above a part of the text, in which no line may end.
    fn annotate(&mut self, of: Range<usize>, line: Line) {
        let inside = self.content.text[of.clone()].char_indices().skip(1);
        self.content.glued.extend(inside.map(|(offset, _)| of.start + offset));
        let Line { frame, width, ascent, .. } = line;
        self.content.readings.push(Reading { of, frame: Arc::new(frame), width, ascent });
    }

    /// A reading as a line of its own.
    fn reading(&mut self, reading: &[Inline<Linked>], node: NodeId, state: &State) -> Option<Line> {
        let size = state.size * SIZE;
        let style = ParagraphStyle {
            family: state.family,
            size,
            leading: size,
            weight: state.weight,
            color: state.color,
            ground: state.ground,
            ..ParagraphStyle::plain(&ParagraphStyle::text(self.context.theme))
        };
        let around = std::mem::replace(&mut self.context.lang, state.lang.clone());
        let paragraph = Paragraph::prepare(reading, &style, node, self.context);
        self.context.lang = around;
        paragraph.lines(paragraph.max_width() + 1.0).into_iter().next()
    }

    /// A reading that stands behind its words.
    pub(super) fn bracketed(&mut self, reading: &[Inline<Linked>], state: &State) {
        let [open, close] = reading_brackets(reading);
        self.words(open, state);
        self.inlines(reading, state);
        self.words(close, state);
    }
}

fn is_reading(inline: &Inline<Linked>) -> bool {
    matches!(inline.kind, InlineKind::Reading { .. })
}
