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
mod paragraph;
mod ruby;
mod shared;
mod slice;
#[cfg(test)]
mod tests;
mod total_fit;
mod wide;
mod words;

pub use code::{CodeSetting, code_lines};
pub(crate) use extents::{Extents, LEAST_PICTURE};
pub use paragraph::{Line, Paragraph};

use self::bidi::Directions;
use self::breaks::{Break, Need};
use self::content::{Content, Place};
use self::total_fit::Fit;
use super::context::Context;
use super::frame::{Frame, Tag};
use super::geom::Size;
use super::paragraph_style::{Align, Breaking, ParagraphStyle};
use super::structure::NodeId;
use crate::fonts::{FontId, Look};
use crate::tree::{Inline, Linked};

/// How far short of the measure a ragged line may end at a badness of 100, in ems.
const RAG: f64 = 3.0;
/// What a line costs where there are to be as few as can be: more than any unevenness of others.
const FEWER_LINES: f64 = 1e13;
/// What each line stretches by beyond its spaces when nothing else helps, in ems (TeX's
/// `\emergencystretch`).
const EMERGENCY: f64 = 2.0;

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
        let mut lines: Vec<Line> = pairs
            .map(|pair| line::build(self, &breaks[pair[0]], &breaks[pair[1]], measure))
            .collect();
        if let Some(last) = lines.last_mut() {
            last.runt = self.style.breaking == Breaking::TotalFit
                && self.fit(&breaks, measure).ends_in_a_word(&chosen);
        }
        lines
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

    /// Chooses in passes that go further each time, as TeX does. One that leaves a single word on the
    /// last line counts only where the next one does so, too.
    fn choose_justified(&self, measure: f32) -> (Vec<Break>, Vec<usize>) {
        let emergency = EMERGENCY * f64::from(self.style.size);
        let finder = breaks::Finder::new(self, Some(measure));
        let mut runt = None;
        for (need, tries) in [
            (Need::Natural, &[(200.0, 0.0)][..]),
            (Need::Divided, &[(400.0, 0.0), (600.0, 0.0)]),
            (Need::Rare, &[(600.0, 0.0), (1000.0, emergency)]),
        ] {
            let breaks = finder.find(need);
            for &(tolerance, extra_stretch) in tries {
                let fit = Fit { tolerance, extra_stretch, ..self.fit(&breaks, measure) };
                let Some(chosen) = fit.best() else { continue };
                if !fit.ends_in_a_word(&chosen) {
                    return (breaks, chosen);
                }
                if let Some(before) = runt {
                    return before;
                }
                runt = Some((breaks.clone(), chosen));
            }
        }
        if let Some(before) = runt {
            return before;
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
}
