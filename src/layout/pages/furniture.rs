//! Running heads and feet.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::marking::{Ground, bands, logo, ornament, watermark};
use crate::layout::context::Context;
use crate::layout::frame::{
    Artifact, Frame, FrameItem, Geometry, Shape, Stroke, as_artifact, decoration,
};
use crate::layout::geom::{Column, Point, Rect, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::Role;
use crate::layout::style::Styles;
use crate::span::Span;
use crate::theme::{ClassificationBand, RunningName, RunningText};
use crate::tree::Inline;

/// How far from a page's edge the baselines of head and foot stand, as shares of the margin.
const HEAD: f32 = 0.52;
const FOOT: f32 = 0.5;
/// The same where the classification's band stands between one of them and the edge.
const BEHIND_BAND: f32 = 0.64;

/// No running head can have more letters.
const MOST_LETTERS: usize = 200;

/// What running heads can say of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFacts {
    /// The title of the chapter.
    pub(crate) chapter: Arc<str>,
    /// The title of the section.
    pub(crate) section: Arc<str>,
    /// The title of the page of the pack that the text at its head belongs to.
    pub(crate) page_title: Arc<str>,
    /// The title of the chapter that this page of the pack stands in, where it is not the chapter.
    pub(crate) above: Option<Arc<str>>,
    /// The printed number.
    pub(crate) page: String,
    /// The last printed number.
    pub(crate) pages: String,
    /// Whether a chapter opens on it: such a page has no head.
    pub(crate) opening: bool,
    /// Whether inner and outer change sides.
    pub(crate) swapped: bool,
}

/// What a running head or foot says, from the inner end of its line to the outer one.
#[derive(Clone, Copy)]
struct Running<'t> {
    inner: &'t RunningText,
    center: &'t RunningText,
    outer: &'t RunningText,
}

/// Sets running heads and feet of pages.
pub(crate) struct Furniture<'c, 'd> {
    pub(crate) context: &'c mut Context<'d>,
    pub(crate) styles: &'c Styles,
    pub(crate) span: Span,
}

impl Furniture<'_, '_> {
    /// Head and foot of a page of a size, around its type area.
    pub(crate) fn set(&mut self, facts: &PageFacts, page: Size, area: Rect) -> Frame {
        let running = self.context.theme.tokens.running.clone();
        let mut frame = self.mark(page, area);
        if !facts.opening {
            let y = area.origin.y * self.line_in_margin(HEAD, ClassificationBand::Foot);
            let nothing = RunningText::default();
            let head = Running {
                inner: &running.head_inner,
                center: &nothing,
                outer: &running.head_outer,
            };
            let beside = self.logo(facts, area, y, &mut frame);
            frame.place(Point::default(), self.line(facts, head, beside, y, Artifact::Header));
            if running.rule {
                let line = y + self.styles.label.size * 0.9;
                frame.items.extend(self.rule(Point::new(area.origin.x, line), area.size.width));
            }
        }
        let below = page.height - area.origin.y - area.size.height;
        let y = page.height - below * self.line_in_margin(FOOT, ClassificationBand::Head);
        let foot = Running {
            inner: &running.foot_inner,
            center: &running.foot_center,
            outer: &running.foot_outer,
        };
        frame.place(Point::default(), self.line(facts, foot, area, y, Artifact::Footer));
        if running.rule {
            let line = y - self.styles.label.size * 1.5;
            frame.items.extend(self.rule(Point::new(area.origin.x, line), area.size.width));
        }
        frame
    }

    /// A line between the text and a running line.
    fn rule(&self, at: Point, width: f32) -> [(Point, FrameItem); 3] {
        let color = self.context.theme.tokens.colors.rule;
        let geometry = Geometry::Line(Point::new(width, 0.0));
        let stroke = Some(Stroke { color, width: 0.5, dash: None });
        decoration(at, Shape { geometry, fill: None, stroke })
    }

    /// How far from the page's edge the baseline of a running line stands, as a share of the margin:
    /// further where the classification's band stands there too, and not on the other side alone.
    fn line_in_margin(&self, usual: f32, other_side: ClassificationBand) -> f32 {
        let has_band = self.context.document.pack.meta.classification.is_some()
            && self.context.theme.tokens.running.classification != other_side;
        if has_band { BEHIND_BAND } else { usual }
    }

    /// What every page has, a blank one too: watermark and classification.
    pub(crate) fn mark(&mut self, page: Size, area: Rect) -> Frame {
        let colors = &self.context.theme.tokens.colors;
        let ground = Ground { words: colors.heading, paper: colors.background };
        let mut frame = watermark(self.context, self.styles, page, ground, self.span);
        frame.place(Point::default(), bands(self.context, self.styles, page, area, self.span));
        frame
    }

    /// Puts the logo at the inner end of the head. Returns the area that is left beside it.
    fn logo(&self, facts: &PageFacts, area: Rect, baseline: f32, frame: &mut Frame) -> Rect {
        let size = self.styles.label.size;
        let Some(logo) = logo(self.context, Size::new(size * 9.0, size * 2.0)) else { return area };
        let taken = logo.size.width + size;
        let Rect { origin, size: Size { width, height } } = area;
        let line = Column { x: origin.x, width, direction: self.context.direction };
        let (place, left) = if facts.swapped {
            (line.at_end(logo.size.width), line.inset(0.0, taken))
        } else {
            (line.at_start(logo.size.width), line.inset(taken, 0.0))
        };
        // The middle of the logo stands at that of the words' small letters.
        let y = baseline - size * 0.25 - logo.size.height / 2.0;
        frame.items.extend(ornament(Point::new(place.x, y), logo, Artifact::Header));
        Rect { origin: Point::new(left.x, origin.y), size: Size::new(left.width, height) }
    }

    /// Words at the start, in the middle and at the end, on one baseline.
    fn line(
        &mut self,
        facts: &PageFacts,
        running: Running<'_>,
        area: Rect,
        baseline: f32,
        kind: Artifact,
    ) -> Frame {
        let Running { inner, center, outer } = running;
        let (start, end) = if facts.swapped { (outer, inner) } else { (inner, outer) };
        let mut words = [
            (self.fill(start, facts), Align::Start),
            (self.fill(center, facts), Align::Center),
            (self.fill(end, facts), Align::End),
        ];
        // A chapter that is called as the pack is named once.
        for later in 1..words.len() {
            if words[..later].iter().any(|(before, _)| *before == words[later].0) {
                words[later].0.clear();
            }
        }
        let used = words.iter().filter(|(words, _)| !words.is_empty()).count().max(1);
        let width = area.size.width;
        let share = if used == 1 { width } else { width / used as f32 - self.styles.label.size };
        let mut frame = Frame::default();
        for (words, align) in words {
            if let Some((line, above)) = self.words(&words, align, share, width) {
                frame.place(Point::new(area.origin.x, baseline - above), line);
            }
        }
        if frame.items.is_empty() { frame } else { as_artifact(frame, kind) }
    }

    /// Words on a line of a width, cut where they are wider than their share of it. Returns them with
    /// their height above the baseline.
    fn words(&mut self, words: &str, align: Align, share: f32, width: f32) -> Option<(Frame, f32)> {
        if words.is_empty() {
            return None;
        }
        let style = ParagraphStyle { align, ..self.styles.label.clone() };
        let kept = std::mem::take(&mut self.context.structure);
        // No line is longer.
        let mut rest =
            words.char_indices().nth(MOST_LETTERS).map_or(words, |(end, _)| &words[..end]);
        let line = loop {
            let cut = if rest.len() < words.len() { "…" } else { "" };
            let text = format!("{rest}{cut}");
            let node = self.context.structure.add(None, Role::Group);
            let content = [Inline::text(text, self.span)];
            let paragraph = Paragraph::prepare(&content, &style, node, self.context);
            let paragraph = paragraph.starting(self.context.direction);
            if paragraph.max_width() <= share {
                break paragraph.lines(width).into_iter().next();
            }
            match shorter(rest) {
                Some(shorter) => rest = shorter,
                None => break None,
            }
        };
        self.context.structure = kept;
        line.map(|line| (line.frame, line.ascent))
    }

    /// Puts facts in place of names.
    fn fill(&self, pattern: &RunningText, facts: &PageFacts) -> String {
        let meta = &self.context.document.pack.meta;
        let word = |value: &Option<String>| value.clone().unwrap_or_default();
        pattern.fill_any(|name| match name {
            RunningName::Title => meta.title.clone(),
            RunningName::Chapter => facts.chapter.to_string(),
            RunningName::Section => facts.section.to_string(),
            RunningName::PageTitle => facts.page_title.to_string(),
            RunningName::Above => {
                facts.above.as_ref().map_or_else(|| meta.title.clone(), ToString::to_string)
            }
            RunningName::Page => facts.page.clone(),
            RunningName::Pages => facts.pages.clone(),
            RunningName::Date => meta.printed_date().unwrap_or_default(),
            RunningName::Version => word(&meta.version),
            RunningName::Classification => word(&meta.classification),
            RunningName::Publisher => word(&meta.publisher),
            RunningName::Status => word(&meta.status),
        })
    }
}

/// Words without the last one, or a word without its last letter.
fn shorter(words: &str) -> Option<&str> {
    let word = words.rfind(' ').map(|end| words[..end].trim_end());
    let letter = || words.grapheme_indices(true).next_back().map(|(end, _)| &words[..end]);
    word.or_else(letter).filter(|shorter| !shorter.is_empty())
}
