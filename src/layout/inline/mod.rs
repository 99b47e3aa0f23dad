//! Paragraphs: from inlines to lines.
//!
//! [`Paragraph::prepare`] collects the text of all inlines with its styles, cuts it into runs of
//! one direction, script and font, and shapes them. Then it can be measured and broken into lines
//! as often as needed: a table's cells are measured at several widths.

mod bidi;
mod breaks;
mod code;
mod collect;
mod content;
mod decorate;
mod extents;
mod greedy;
mod hang;
mod itemize;
mod line;
mod shape;
mod style;
#[cfg(test)]
mod tests;
mod total_fit;
mod wide;
mod words;

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::Level;

pub use code::code_lines;
pub(crate) use extents::Extents;
pub use shape::Shaper;
pub use style::{Align, Breaking, Family, ParagraphStyle};

use self::bidi::Directions;
use self::breaks::{Break, Need};
use self::content::{Content, Piece, Place, TextStyle, Wrap};
use self::itemize::Atom;
use self::total_fit::Fit;
use super::context::Context;
use super::frame::{Frame, Tag};
use super::geom::Size;
use super::structure::NodeId;
use crate::fonts::{FontBook, FontId, Look, Metrics};
use crate::text::language::Direction;
use crate::tree::{Anchor, Inline, Linked};

/// Differences below this many points are none.
const EPSILON: f64 = 0.01;

/// How far short of the measure a ragged line may end at a badness of 100, in ems.
const RAG: f64 = 3.0;
/// What a line costs where there are to be as few as can be: more than any unevenness of others.
const FEWER_LINES: f64 = 1e13;
/// What each line stretches by beyond its spaces when nothing else helps, in ems (TeX's
/// `\emergencystretch`).
const EMERGENCY: f64 = 2.0;

/// A paragraph that is ready to be broken into lines.
#[derive(Debug)]
pub struct Paragraph<'a> {
    content: Content,
    atoms: Vec<Atom>,
    /// The direction of the whole: even from left to right, odd from right to left.
    base: Level,
    /// Whether its lines start at the right.
    starts_right: bool,
    style: ParagraphStyle,
    lang: Arc<str>,
    /// The paragraph's own face, which its lines' heights come from.
    face: FontId,
    /// What every line is part of.
    tag: Tag,
    pack_lang: Arc<str>,
    fonts: &'a FontBook,
    shaper: &'a Shaper,
}

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is on it; as wide as the measure it was set to, as high as ascent and descent. Its
    /// items are bracketed by tags, so that it can be placed on any page.
    pub frame: Frame,
    /// The distance in points from its top to its baseline; half of the leading is in it.
    pub ascent: f32,
    /// The distance in points from its baseline to its bottom.
    pub descent: f32,
    /// How wide its words are, in points, without indent.
    pub width: f32,
    /// The footnotes it refers to, in order.
    pub notes: Vec<Anchor>,
    /// The places it holds that can be linked to.
    pub anchors: Vec<Anchor>,
    /// Whether it ends in a hyphen that is not in the source.
    pub hyphenated: bool,
    /// How much its spaces were changed: 1 is all their stretch, -1 all their shrink.
    pub ratio: f32,
    /// By how many points it is wider than the measure; 0 nearly always.
    pub overfull: f32,
    /// Where the spaces between its words stand, in points from its left edge; none where they keep
    /// their natural width because the text is ragged.
    pub gaps: Vec<Range<f32>>,
}

impl Line {
    /// Its height in points.
    pub fn height(&self) -> f32 {
        self.ascent + self.descent
    }
}

impl<'a> Paragraph<'a> {
    /// Collects and shapes inlines. Structure for links, emphasis and the like is added below
    /// `node`, which is the node that every line shows.
    pub fn prepare(
        inlines: &[Inline<Linked>],
        style: &ParagraphStyle,
        node: NodeId,
        context: &mut Context<'a>,
    ) -> Self {
        let collected = collect::collect(inlines, style, node, context);
        Self::of(collected, style, Tag::Node(node), context)
    }

    /// Shapes what was collected.
    fn of(content: Content, style: &ParagraphStyle, tag: Tag, context: &mut Context<'a>) -> Self {
        let (fonts, shaper) = (context.fonts, context.shaper);
        let lang = context.lang.clone();
        let Directions { levels, base, starts_right } =
            bidi::directions(&content, context.direction);
        let atoms = itemize::itemize(&content, levels.as_deref(), fonts, shaper);
        let look = Look { weight: style.weight, italic: style.italic };
        let face = context.chain(style.family, look, &lang).first().copied().unwrap_or(FontId(0));
        let (style, pack_lang) = (style.clone(), context.pack_lang.clone());
        Self {
            content,
            atoms,
            base,
            starts_right,
            style,
            lang,
            face,
            tag,
            pack_lang,
            fonts,
            shaper,
        }
    }

    /// The paragraph with lines that start where texts of a direction do, whatever its own words
    /// are: among others that it is to stand in line with.
    #[must_use]
    pub fn starting(mut self, direction: Direction) -> Self {
        self.starts_right = direction == Direction::RightToLeft;
        self
    }

    /// Whether its words are read from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.base.is_rtl()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty() && self.content.places.is_empty()
    }

    /// The width in points that it takes when no line ends but where the author ends it.
    pub fn max_width(&self) -> f32 {
        self.longest(&breaks::find(self, Need::Natural, None))
    }

    /// The width of the widest line where only forced breaks end lines.
    fn longest(&self, breaks: &[Break]) -> f32 {
        let mut from = breaks[0];
        let mut widest = 0.0_f32;
        for to in breaks.iter().filter(|to| to.forced) {
            let indent = self.indent(from.end == 0);
            widest = widest.max(self.between(&from, to).width as f32 + indent);
            from = *to;
        }
        widest
    }

    /// Breaks it into lines of a measure in points. A paragraph that is empty has none.
    pub fn lines(&self, measure: f32) -> Vec<Line> {
        if self.is_empty() {
            return Vec::new();
        }
        if self.atoms.is_empty() {
            return vec![self.bare_places(measure)];
        }
        let (breaks, chosen) = self.choose(measure);
        let pairs = chosen.windows(2);
        pairs.map(|pair| line::build(self, &breaks[pair[0]], &breaks[pair[1]], measure)).collect()
    }

    /// A line without height for the places of a paragraph that shows nothing.
    fn bare_places(&self, measure: f32) -> Line {
        let anchors = self.content.places.iter().filter_map(|(_, place)| match place {
            Place::Anchor(anchor) => Some(anchor.clone()),
            Place::Note(_) => None,
        });
        let frame = Frame::new(Size::new(measure, 0.0));
        let blank = self.blank(measure);
        Line { frame, ascent: 0.0, descent: 0.0, anchors: anchors.collect(), ..blank }
    }

    /// A line with nothing on it.
    fn blank(&self, measure: f32) -> Line {
        let (ascent, descent) = self.strut();
        Line {
            frame: Frame::new(Size::new(measure, ascent + descent)),
            ascent,
            descent,
            width: 0.0,
            notes: Vec::new(),
            anchors: Vec::new(),
            hyphenated: false,
            ratio: 0.0,
            overfull: 0.0,
            gaps: Vec::new(),
        }
    }

    /// Finds breaks and chooses among them.
    fn choose(&self, measure: f32) -> (Vec<Break>, Vec<usize>) {
        match (self.style.align, self.style.breaking) {
            (Align::Justified, Breaking::TotalFit) => self.choose_justified(measure),
            (_, Breaking::TotalFit | Breaking::Fewest) => self.choose_with(measure, |fit| {
                // Words that no line can hold are broken as late as can be.
                if fit.breaks.iter().any(|each| each.need == Need::Emergency) {
                    return greedy::first_fit(fit);
                }
                let extra_stretch = RAG * f64::from(self.style.size);
                let line_demerits =
                    if self.style.breaking == Breaking::Fewest { FEWER_LINES } else { 0.0 };
                let fit = Fit { extra_stretch, line_demerits, may_overflow: true, ..*fit };
                fit.best().unwrap_or_else(|| greedy::first_fit(&fit))
            }),
            (_, Breaking::FirstFit) => self.choose_with(measure, greedy::first_fit),
            (_, Breaking::Balanced) => self.choose_with(measure, greedy::balanced),
        }
    }

    /// Chooses among all breaks there are, with spaces that keep their width.
    fn choose_with(
        &self,
        measure: f32,
        choose: impl FnOnce(&Fit<'_, '_>) -> Vec<usize>,
    ) -> (Vec<Break>, Vec<usize>) {
        let mut breaks = breaks::find(self, Need::Emergency, Some(measure));
        let room = measure - self.indent(true).max(self.indent(false));
        breaks::keep_words_whole(self, &mut breaks, f64::from(room));
        let fit = Fit { ragged: true, ..self.fit(&breaks, measure) };
        let chosen = choose(&fit);
        (breaks, chosen)
    }

    /// Chooses in passes that go further each time, as TeX does.
    fn choose_justified(&self, measure: f32) -> (Vec<Break>, Vec<usize>) {
        let emergency = EMERGENCY * f64::from(self.style.size);
        let finder = breaks::Finder::new(self, Some(measure));
        for (need, tries) in [
            (Need::Natural, &[(200.0, 0.0)][..]),
            (Need::Divided, &[(400.0, 0.0), (600.0, 0.0)]),
            (Need::Rare, &[(600.0, 0.0), (1000.0, emergency)]),
        ] {
            let breaks = finder.find(need);
            for &(tolerance, extra_stretch) in tries {
                let fit = Fit { tolerance, extra_stretch, ..self.fit(&breaks, measure) };
                if let Some(chosen) = fit.best() {
                    return (breaks, chosen);
                }
            }
        }
        let breaks = finder.find(Need::Emergency);
        let fit = self.fit(&breaks, measure);
        let fit = Fit { extra_stretch: emergency, may_overflow: true, ..fit };
        let chosen = fit.best().unwrap_or_else(|| greedy::first_fit(&fit));
        (breaks, chosen)
    }

    fn fit<'f>(&'f self, breaks: &'f [Break], measure: f32) -> Fit<'f, 'a> {
        let room = |first| f64::from(measure - self.indent(first));
        Fit {
            paragraph: self,
            breaks,
            measures: (room(true), room(false)),
            tolerance: f64::INFINITY,
            extra_stretch: 0.0,
            line_demerits: 0.0,
            ragged: false,
            may_overflow: false,
        }
    }

    fn indent(&self, first: bool) -> f32 {
        if first { self.style.indent } else { self.style.turn_indent }
    }

    fn piece(&self, atom: &Atom) -> &Piece {
        &self.content.pieces[atom.piece]
    }

    fn text_style(&self, atom: &Atom) -> &TextStyle {
        &self.content.styles[self.piece(atom).style]
    }

    fn wrap(&self, atom: &Atom) -> Wrap {
        self.text_style(atom).wrap
    }

    /// The measures of a style's first face.
    fn metrics(&self, style: &TextStyle) -> Metrics {
        self.fonts.face(style.faces.first().copied().unwrap_or(FontId(0))).metrics
    }

    /// The measures of the paragraph's own face.
    fn face_metrics(&self) -> Metrics {
        self.fonts.face(self.face).metrics
    }

    /// What every line has at least above and below its baseline, in points.
    fn strut(&self) -> (f32, f32) {
        let metrics = self.face_metrics();
        let (ascent, descent) =
            (metrics.ascent * self.style.size, metrics.descent * self.style.size);
        let half = (self.style.leading - ascent - descent) / 2.0;
        (ascent + half, descent + half)
    }
}
