//! The lines of a box.

use super::of_kind::Boxes;
use crate::layout::block::flow::Flow;
use crate::layout::context::Context;
use crate::layout::frame::{Frame, FrameItem, Geometry, Shape, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::ParagraphStyle;
use crate::layout::structure::{NodeId, Role};
use crate::layout::vlist::Glue;
use crate::layout::vlist::stack::stack;
use crate::theme::{BoxLine, Color, Field, PageBox};

/// How much of their size lines are tried at that may take but a few lines.
const SMALLER: [f32; 8] = [1.0, 0.92, 0.85, 0.78, 0.7, 0.63, 0.56, 0.5];
/// How far letters reach above and below their baseline, as shares of their size.
const REACH: (f32, f32) = (0.78, 0.22);

/// Sets the lines of a box.
pub(super) struct Words<'t> {
    pub(super) boxes: Boxes<'t>,
    /// The share of the theme's size that words are set at.
    pub(super) step: f32,
    pub(super) section: NodeId,
    /// What fields stand for.
    pub(super) fields: &'t dyn Fn(&Context<'_>, Field) -> String,
}

impl Words<'_> {
    /// The lines below each other, in a frame as high as they are. None where they say nothing.
    pub(super) fn set(&self, flow: &mut Flow<'_, '_>, look: &PageBox, width: f32) -> Option<Frame> {
        let filled: Vec<(&BoxLine, String)> =
            look.lines.iter().map(|line| (line, self.filled(flow.context, line))).collect();
        if filled.iter().all(|(_, words)| words.is_empty()) {
            return None;
        }
        let em = flow.text.size;
        let list = flow.nested(width, |flow| {
            for (line, words) in &filled {
                flow.space(Glue::fixed(line.above * em * self.step));
                match line.bar {
                    Some(color) => bar(flow, line, color.color(self.boxes.paints), width),
                    None if words.is_empty() => {}
                    None => self.line(flow, line, words),
                }
            }
        });
        let set = stack(list, width).content;
        let size = Size::new(width, set.height());
        Some(Frame { size, ..set.frame })
    }

    /// The words of a line, with what fields stand for.
    fn filled(&self, context: &Context<'_>, line: &BoxLine) -> String {
        let text = line.text.as_ref();
        text.map_or_else(String::new, |it| it.fill_any(|field| (self.fields)(context, field)))
    }

    fn line(&self, flow: &mut Flow<'_, '_>, line: &BoxLine, words: &str) {
        let is_title = line.names().any(|name| name == Field::Title);
        let own = if is_title { self.boxes.title_size } else { 1.0 };
        let size = flow.text.size * line.size.unwrap_or(own) * self.step;
        let style = |share: f32| ParagraphStyle {
            size: size * share,
            leading: size * share * line.leading,
            family: line.family.into(),
            weight: line.weight,
            italic: line.italic,
            tracking: line.tracking,
            color: line.color.color(self.boxes.paints),
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
fn bar(flow: &mut Flow<'_, '_>, line: &BoxLine, color: Color, width: f32) {
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
