//! The lines of a block of code: coloured, numbered where the theme asks for it, and turned where
//! they are longer than the measure.

use std::ops::Range;

use super::content::Content;
use super::paragraph::{Line, Paragraph};
use crate::fonts::Look;
use crate::layout::context::Context;
use crate::layout::frame::{Artifact, Frame, FrameItem, Geometry, Segment, Shape, Stroke, Tag};
use crate::layout::geom::{Point, Size};
use crate::layout::inline::content::{Piece, Source, TextStyle, Wrap};
use crate::layout::paragraph_style::{Family, ParagraphStyle};
use crate::layout::shaper::{LangTag, Tracking};
use crate::layout::source_position::SourcePosition;
use crate::layout::structure::NodeId;
use crate::theme::Color;
use crate::tree::{CodeLines, CodeWord, Listing, NodeKey};

/// Columns from one tabulator stop to the next.
const TAB: usize = 4;
/// How far behind its own indentation a turned line goes on, in columns.
const TURN: f32 = 2.0;
/// The share of the measure that the indentation of turned lines takes at most.
const DEEPEST_TURN: f32 = 0.5;

/// How a block of code is set.
#[derive(Clone, Copy, Debug)]
pub struct CodeSetting<'s> {
    /// How its lines are numbered, and which are set off.
    pub shown: &'s CodeLines,
    /// Size, leading and colour; the family is the theme's for code.
    pub style: &'s ParagraphStyle,
    /// The width of the column in points.
    pub measure: f32,
    /// The node that its lines show.
    pub node: NodeId,
    /// The block in the tree.
    pub block: NodeKey,
}

/// Sets code into lines. Lines that are set off have a bar at their start and a ground of their own.
pub fn code_lines(
    listing: &Listing,
    setting: CodeSetting<'_>,
    context: &mut Context<'_>,
) -> Vec<Line> {
    let CodeSetting { shown, .. } = setting;
    let style = ParagraphStyle { family: Family::Code, ..ParagraphStyle::plain(setting.style) };
    let (code, mut words) = (&listing.text, listing.words.as_slice());
    let numbered = context.theme.tokens.code.line_numbers;
    let first = shown.first.or(numbered.then_some(1)).map(|first| first as usize);
    let last = first.map(|first| (first + code.lines().count()).saturating_sub(1));
    let mut setter = Setter::new(style, setting, last, context);
    let mut start = 0;
    for (index, line) in code.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        let (own, behind) = words.split_at(words.partition_point(|word| word.range.start < end));
        words = behind;
        let line = line.trim_end_matches(['\n', '\r']);
        let number = first.map(|first| first + index);
        setter.is_marked = shown.is_marked(index + 1);
        setter.line(line, start, own, number);
        start = end;
    }
    setter.lines
}

struct Setter<'s, 'a> {
    context: &'s mut Context<'a>,
    style: ParagraphStyle,
    measure: f32,
    node: NodeId,
    block: NodeKey,
    /// What line numbers take on the left, in points.
    gutter: f32,
    /// The width of a letter.
    column: f32,
    /// Whether the line is set off.
    is_marked: bool,
    lines: Vec<Line>,
}

impl<'s, 'a> Setter<'s, 'a> {
    /// `last` is the highest number beside a line, where lines are numbered.
    fn new(
        style: ParagraphStyle,
        CodeSetting { measure, node, block, .. }: CodeSetting<'_>,
        last: Option<usize>,
        context: &'s mut Context<'a>,
    ) -> Self {
        let (gutter, column, is_marked, lines) = (0.0, 0.0, false, Vec::new());
        let mut setter =
            Self { context, style, measure, node, block, gutter, column, is_marked, lines };
        setter.column = setter.mark("0", 0.0).map_or(0.0, |mark| mark.width);
        if let Some(last) = last {
            setter.gutter = (last.to_string().len() as f32 + 2.0) * setter.column;
        }
        setter
    }

    fn muted(&self) -> Color {
        self.context.theme.tokens.colors.muted
    }

    /// Sets a line of the source; `start` is its first byte in the code that words count from.
    fn line(&mut self, line: &str, start: usize, words: &[CodeWord], number: Option<usize>) {
        let content = self.content(line, start, words);
        let indentation = content.text.len() - content.text.trim_start_matches(' ').len();
        let room = self.measure - self.gutter;
        let turn = (indentation as f32 + TURN) * self.column;
        let turn_indent = turn.min(DEEPEST_TURN * room);
        let style = ParagraphStyle { turn_indent, ..self.style.clone() };
        let paragraph = Paragraph::of(content, &style, Tag::Node(self.node), self.context);
        let mut set = paragraph.lines(room);
        if set.is_empty() {
            let source = Some(SourcePosition::Node { node: self.block, offset: start });
            set.push(Line { source, ..paragraph.blank(room) });
        }
        for (index, line) in set.into_iter().enumerate() {
            let beside = if index > 0 {
                Some(self.turn_mark(turn_indent - 1.4 * self.column, &line))
            } else {
                number.and_then(|number| self.number(number)).map(|number| number.frame)
            };
            self.lines.push(self.joined(line, beside));
        }
    }

    /// The text of a line with its colours. A space at the end keeps it apart from the next line
    /// for whoever copies both; it takes no room.
    fn content(&mut self, line: &str, start: usize, words: &[CodeWord]) -> Content {
        let source = Source { at: 0, node: self.block, offset: start };
        let sources = vec![source];
        let mut content = Content { is_code: true, sources, ..Content::default() };
        let mut at = 0;
        for word in words {
            let range = word.range.start - start..word.range.end.min(start + line.len()) - start;
            let color = self.context.theme.tokens.code.colors.color(word.kind);
            self.push(&mut content, &line[at..range.start], self.style.color);
            self.push(&mut content, &line[range.clone()], color);
            at = range.end;
        }
        self.push(&mut content, &line[at..], self.style.color);
        if !content.text.is_empty() {
            self.push(&mut content, " ", self.style.color);
        }
        content
    }

    fn push(&mut self, content: &mut Content, words: &str, color: Color) {
        let start = content.text.len();
        let mut column = content.text.chars().count();
        for character in words.chars() {
            let width = if character == '\t' { TAB - column % TAB } else { 1 };
            match character {
                '\t' => content.text.extend(std::iter::repeat_n(' ', width)),
                _ if character.is_control() => content.text.push('\u{fffd}'),
                _ => content.text.push(character),
            }
            column += width;
        }
        let range = start..content.text.len();
        if !range.is_empty() {
            let style = self.text_style(color);
            push_piece(content, range, style);
        }
    }

    fn text_style(&mut self, color: Color) -> TextStyle {
        let look = Look { weight: self.style.weight, italic: self.style.italic };
        TextStyle {
            faces: self.context.chain(Family::Code, look, &self.context.lang.clone()),
            weight: self.style.weight,
            size: self.style.size,
            color,
            rise: 0.0,
            lang: self.context.pack_lang.clone(),
            shaping_lang: LangTag::default(),
            features: Family::Code.features(self.context.theme),
            tracking: Tracking::default(),
            wrap: Wrap::Code,
        }
    }

    /// A word that is no part of the code, as a line whose words start at `x`.
    fn mark(&mut self, word: &str, x: f32) -> Option<Line> {
        let mut content = Content { is_code: true, ..Content::default() };
        let color = self.muted();
        self.push(&mut content, word, color);
        let style = ParagraphStyle { indent: x, ..self.style.clone() };
        let tag = Tag::Artifact(Artifact::Decoration);
        let paragraph = Paragraph::of(content, &style, tag, self.context);
        paragraph.lines(f32::INFINITY).into_iter().next()
    }

    fn number(&mut self, number: usize) -> Option<Line> {
        let digits = number.to_string();
        let width = digits.len() as f32 * self.column;
        self.mark(&digits, self.gutter - 2.0 * self.column - width)
    }

    /// The arrow where a line goes on that was turned: from above, then to the right.
    fn turn_mark(&self, x: f32, line: &Line) -> Frame {
        let em = self.style.size;
        let at = |x: f32, y: f32| Point::new(x * em, y * em);
        let path = vec![
            Segment::Move(at(0.0, -0.5)),
            Segment::Line(at(0.0, -0.2)),
            Segment::Line(at(0.44, -0.2)),
            Segment::Move(at(0.3, -0.34)),
            Segment::Line(at(0.44, -0.2)),
            Segment::Line(at(0.3, -0.06)),
        ];
        let stroke = Stroke { color: self.muted(), width: 0.05 * em, dash: None };
        let shape = Shape { geometry: Geometry::Path(path), fill: None, stroke: Some(stroke) };
        let mut frame = Frame::default();
        let tag = Tag::Artifact(Artifact::Decoration);
        frame.push(Point::default(), FrameItem::TagStart(tag));
        frame.push(Point::new(self.gutter + x, line.ascent), FrameItem::Shape(shape));
        frame.push(Point::default(), FrameItem::TagEnd);
        frame
    }

    /// What stands behind a line that is set off, as far out as the panel's edge nearly is.
    fn ground(&self, height: f32) -> Frame {
        let colors = &self.context.theme.tokens.colors;
        let out = 0.7 * self.style.size;
        let mut frame = Frame::default();
        let tag = Tag::Artifact(Artifact::Decoration);
        frame.push(Point::default(), FrameItem::TagStart(tag));
        let mut bar = |x: f32, width: f32, color: Color| {
            let geometry = Geometry::Rect { size: Size::new(width, height), radius: 0.0 };
            let shape = Shape::filled(geometry, color);
            frame.push(Point::new(x, 0.0), FrameItem::Shape(shape));
        };
        bar(-out, self.measure + 2.0 * out, colors.code_mark());
        bar(-out, 0.2 * self.style.size, colors.accent);
        frame.push(Point::default(), FrameItem::TagEnd);
        frame
    }

    /// A line behind the gutter, with what stands beside it.
    fn joined(&self, line: Line, beside: Option<Frame>) -> Line {
        let mut frame = Frame::new(Size::new(self.measure, line.frame.size.height));
        if self.is_marked {
            frame.place(Point::default(), self.ground(line.frame.size.height));
        }
        frame.place(Point::default(), beside.unwrap_or_default());
        frame.place(Point::new(self.gutter, 0.0), line.frame);
        Line { frame, runt: false, ..line }
    }
}

fn push_piece(content: &mut Content, range: Range<usize>, style: TextStyle) {
    let known = content.styles.iter().position(|known| *known == style);
    let style = known.unwrap_or_else(|| {
        content.styles.push(style);
        content.styles.len() - 1
    });
    content.pieces.push(Piece { range, style, scope: None, object: None });
}
