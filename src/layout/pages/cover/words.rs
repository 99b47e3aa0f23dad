//! The lines of a box of the cover.

use crate::layout::block::flow::Flow;
use crate::layout::context::Context;
use crate::layout::facts::{facts, owner};
use crate::layout::frame::{Frame, FrameItem, Geometry, Shape, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::Glue;
use crate::layout::vlist::stack::stack;
use crate::theme::{Color, CoverBox, CoverLine, CoverName, CoverTokens};

/// How much of their size lines are tried at that may take but a few lines.
const SMALLER: [f32; 8] = [1.0, 0.92, 0.85, 0.78, 0.7, 0.63, 0.56, 0.5];
/// How far letters reach above and below their baseline, as shares of their size.
const REACH: (f32, f32) = (0.78, 0.22);

/// Sets the lines of a box.
pub(super) struct Words<'t> {
    pub(super) tokens: &'t CoverTokens,
    /// The share of the theme's size that words are set at.
    pub(super) step: f32,
    pub(super) section: NodeId,
}

impl Words<'_> {
    /// The lines below each other, in a frame as high as they are. None where they say nothing.
    pub(super) fn set(
        &self,
        flow: &mut Flow<'_, '_>,
        look: &CoverBox,
        width: f32,
    ) -> Option<Frame> {
        let filled: Vec<(&CoverLine, String)> =
            look.lines.iter().map(|line| (line, filled(flow.context, line))).collect();
        if filled.iter().all(|(_, words)| words.is_empty()) {
            return None;
        }
        let em = flow.text.size;
        let list = flow.nested(width, |flow| {
            for (line, words) in &filled {
                flow.space(Glue::fixed(line.above * em * self.step));
                match line.bar {
                    Some(color) => bar(flow, line, color.color(self.tokens), width),
                    None if words.is_empty() => {}
                    None => self.line(flow, line, words),
                }
            }
        });
        let set = stack(list, width).content;
        let size = Size::new(width, set.height());
        Some(Frame { size, ..set.frame })
    }

    fn line(&self, flow: &mut Flow<'_, '_>, line: &CoverLine, words: &str) {
        let is_title = line.names().any(|name| name == CoverName::Title);
        let own = if is_title { self.tokens.title_size } else { 1.0 };
        let size = flow.text.size * line.size.unwrap_or(own) * self.step;
        let style = |share: f32| ParagraphStyle {
            size: size * share,
            leading: size * share * line.leading,
            weight: line.weight,
            color: line.color.color(self.tokens),
            ..flow.text.clone()
        };
        let styles = SMALLER.map(style);
        let capitals = line.capitals.then(|| words.to_uppercase());
        let words = capitals.as_deref().unwrap_or(words);
        let fits = |style: &&ParagraphStyle| match line.most_lines {
            Some(most) => fits(flow, words, style, most),
            None => true,
        };
        let style = styles.iter().find(fits).unwrap_or(&styles[SMALLER.len() - 1]);
        let role = if is_title { Role::Title } else { Role::Paragraph };
        let node = flow.context.structure.add(Some(self.section), role);
        let content = [flow.words(words)];
        let paragraph = Paragraph::prepare(&content, style, node, flow.context);
        flow.lines(&paragraph);
    }
}

/// A bar in place of words.
fn bar(flow: &mut Flow<'_, '_>, line: &CoverLine, color: Color, width: f32) {
    let em = flow.text.size;
    let size = Size::new(line.length.to_pt(width, em), line.thickness.to_pt(width, em));
    let geometry = Geometry::Rect { size, radius: 0.0 };
    let mut frame = Frame::new(size);
    frame.items.extend(decoration(Point::default(), Shape::filled(geometry, color)));
    flow.push_frame(frame);
}

/// Whether words stand on so many lines without a word that is wider than the line.
fn fits(flow: &mut Flow<'_, '_>, words: &str, style: &ParagraphStyle, most: u16) -> bool {
    let width = flow.column.width;
    let whole = [flow.words(words)];
    let single: Vec<_> = words.split_whitespace().map(|word| [flow.words(word)]).collect();
    flow.measured(|flow, node| {
        let mut prepared = |content| Paragraph::prepare(content, style, node, flow.context);
        single.iter().all(|word| prepared(word).max_width() <= width)
            && prepared(&whole).lines(width).len() <= usize::from(most)
    })
}

/// The words of a line, with what the pack says in the place of names.
fn filled(context: &Context<'_>, line: &CoverLine) -> String {
    let meta = &context.document.pack.meta;
    let word = |value: &Option<String>| value.clone().unwrap_or_default();
    let Some(text) = &line.text else { return String::new() };
    text.fill_any(|name| match name {
        CoverName::Title => meta.title.clone(),
        CoverName::Subtitle => word(&meta.subtitle),
        CoverName::Description => word(&meta.description),
        CoverName::Authors => {
            meta.authors.iter().map(|name| together(name)).collect::<Vec<_>>().join(", ")
        }
        CoverName::Publisher => word(&meta.publisher),
        CoverName::Version => word(&meta.version),
        CoverName::Date => meta.printed_date().unwrap_or_default(),
        CoverName::Status => word(&meta.status),
        CoverName::Facts => {
            facts(context).iter().map(|fact| together(fact)).collect::<Vec<_>>().join("  ·  ")
        }
        CoverName::Owner => owner(context).unwrap_or_default(),
        CoverName::Classification => word(&meta.classification),
        CoverName::Copyright => word(&meta.copyright),
        CoverName::Watermark => word(&meta.watermark),
    })
}

/// Words that hold together on a line, unless they are too many for one.
fn together(words: &str) -> String {
    const MOST_LETTERS: usize = 32;
    if words.chars().count() > MOST_LETTERS {
        words.to_owned()
    } else {
        words.replace(' ', "\u{a0}")
    }
}

/// Where the words of a frame are.
pub(super) fn extents(frame: &Frame) -> Vec<Rect> {
    let runs = frame.items.iter().filter_map(|(at, item)| match item {
        FrameItem::Text(run) => {
            let (above, below) = (run.size * REACH.0, run.size * REACH.1);
            let origin = Point::new(at.x, at.y - above);
            Some(Rect { origin, size: Size::new(run.width(), above + below) })
        }
        _ => None,
    });
    runs.collect()
}
