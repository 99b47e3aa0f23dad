//! Headings: they stay with what follows.

use std::borrow::Cow;
use std::sync::Arc;

use super::flow::Flow;
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle, Rank};
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::{Break, Glue, Mark, RunningHeading};
use crate::tree::{Anchor, Inline, InlineKind, Linked, title_text};

/// A heading of the tree.
#[derive(Clone, Copy)]
pub(super) struct Heading<'a> {
    /// 1 for a chapter's title.
    pub(super) level: u8,
    /// What it heads.
    pub(super) rank: Rank,
    /// Its place.
    pub(super) anchor: &'a Anchor,
    /// Its words.
    pub(super) content: &'a [Inline<Linked>],
    /// What running heads call it, where that is not what it says.
    pub(super) name: Option<&'a str>,
    /// Whether it opens a part.
    pub(super) opens_part: bool,
}

/// Sets a heading with the space around it.
pub(super) fn set_heading(flow: &mut Flow<'_, '_>, heading: Heading<'_>, parent: NodeId) {
    let tokens = &flow.context.theme.tokens.headings;
    let size = ParagraphStyle::heading(flow.context.theme, heading.rank).size;
    let (above, below) = (size * tokens.space_above, size * tokens.space_below);
    flow.space(Glue { natural: above, stretch: above * 0.5, shrink: above * 0.2 });
    flow.section();
    set_heading_lines(flow, heading, parent);
    flow.space(Glue::soft(below));
    flow.bond(Break::Heading);
}

/// Sets a heading's lines and marks, without space.
pub(super) fn set_heading_lines(flow: &mut Flow<'_, '_>, heading: Heading<'_>, parent: NodeId) {
    let level = heading.level;
    let title: Arc<str> = Arc::from(title_text(heading.content));
    let node =
        flow.context.structure.add(Some(parent), Role::Heading { level, title: title.clone() });
    flow.context.structure.get_mut(node).anchor = Some(heading.anchor.clone());
    flow.place(heading.anchor);
    let title = heading.name.map_or(title, Arc::from);
    let number = flow.styles.numbers.chapter(heading.anchor).map(Arc::from);
    let Heading { rank, opens_part, .. } = heading;
    flow.mark(Mark::Heading(RunningHeading { level, rank, title, number, opens_part }));
    let style = ParagraphStyle::heading(flow.context.theme, heading.rank).within(&flow.text);
    let style = ParagraphStyle { align: title_align(flow, heading.rank), ..style };
    let words = numbered(flow, heading);
    let paragraph = Paragraph::prepare(&words, &style, node, flow.context);
    let lines = paragraph.lines(flow.column.width);
    flow.push_lines(lines);
}

/// Where a heading's lines stand: in the middle only titles, as the theme says, and what stands above
/// text in the middle.
fn title_align(flow: &Flow<'_, '_>, rank: Rank) -> Align {
    match rank {
        Rank::Title { .. } => flow.context.theme.tokens.titles.align.into(),
        Rank::Section(_) if flow.text.align == Align::Center => Align::Center,
        Rank::Section(_) => Align::Start,
    }
}

/// A heading's words, behind its number where it has one, and in capitals where the theme asks for
/// these.
fn numbered<'h>(flow: &Flow<'_, '_>, heading: Heading<'h>) -> Cow<'h, [Inline<Linked>]> {
    let look = flow.context.theme.tokens.headings.look(heading.rank.of_title());
    let number = flow.styles.numbers.get(heading.anchor);
    if number.is_none() && !look.capitals {
        return Cow::Borrowed(heading.content);
    }
    let mut words = Vec::new();
    words.extend(number.map(|number| flow.words(&format!("{number}\u{2002}"))));
    words.extend_from_slice(heading.content);
    if look.capitals {
        capitalise(&mut words);
    }
    Cow::Owned(words)
}

/// Makes capitals of all words but those of code and formulas.
fn capitalise(content: &mut [Inline<Linked>]) {
    for inline in content {
        if let InlineKind::Text { text } = &mut inline.kind {
            *text = text.to_uppercase();
        } else if let Some(inner) = inline.kind.content_mut() {
            capitalise(inner);
        }
    }
}
