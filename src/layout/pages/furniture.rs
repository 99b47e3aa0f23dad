//! Running heads and feet.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::boxes::{Boxes, Places, Setter};
use super::marking::{Ground, bands, logo, ornament, watermark};
use super::sheet::PageAt;
use crate::layout::context::Context;
use crate::layout::facts::pack_field;
use crate::layout::frame::{
    Artifact, Frame, FrameItem, Geometry, Shape, Stroke, as_artifact, decoration,
};
use crate::layout::geom::{Column, Point, Rect, Size};
use crate::layout::inline::Paragraph;
use crate::layout::paragraph_style::{Align, ParagraphStyle};
use crate::layout::structure::Role;
use crate::layout::style::Styles;
use crate::span::Span;
use crate::theme::{ClassificationBand, Field, FieldText, PageKind, RunningLines, RunningTokens};
use crate::tree::Inline;

/// How far from a page's edge the baselines of head and foot stand, as shares of the margin.
const HEAD: f32 = 0.52;
const FOOT: f32 = 0.5;
/// The same where the classification's band stands between one of them and the edge.
const BEHIND_BAND: f32 = 0.64;

/// No running head can have more letters.
const MOST_LETTERS: usize = 200;

/// What running heads can say of a page.
#[derive(Clone, Debug)]
pub(crate) struct PageFacts {
    /// The title of the chapter.
    pub(crate) chapter: Arc<str>,
    /// The title of the section.
    pub(crate) section: Arc<str>,
    /// The title of the page of the pack that the text at its head belongs to.
    pub(crate) page_title: Arc<str>,
    /// The title of the chapter that this page of the pack stands in, where it is not the chapter.
    pub(crate) above: Option<Arc<str>>,
    /// The part that it stands in.
    pub(crate) part: Option<Arc<str>>,
    /// What its chapter counts as.
    pub(crate) number: Option<Arc<str>>,
    /// Which part it is that the page stands in: `Part II`.
    pub(crate) part_number: Option<Arc<str>>,
    /// The printed number.
    pub(crate) page: String,
    /// The last printed number.
    pub(crate) pages: String,
    /// What kind of page it is.
    pub(crate) kind: PageKind,
    /// Whether inner and outer change sides.
    pub(crate) swapped: bool,
}

/// What a running head or foot says, from the inner end of its line to the outer one.
#[derive(Clone, Copy)]
struct Running<'t> {
    inner: &'t FieldText,
    center: &'t FieldText,
    outer: &'t FieldText,
}

/// The running head and foot of a page, as its theme has them for such pages.
fn running<'t>(tokens: &'t RunningTokens, facts: &PageFacts) -> (Running<'t>, Running<'t>) {
    let opening = facts.is_opening().then_some(&tokens.opening);
    let left = facts.swapped.then_some(&tokens.left);
    let of = |own: fn(&RunningLines) -> &Option<FieldText>, usual: &'t FieldText| {
        let mut differs = [opening, left].into_iter().flatten();
        differs.find_map(|lines| own(lines).as_ref()).unwrap_or(usual)
    };
    let head = Running {
        inner: of(|it| &it.head_inner, &tokens.head_inner),
        center: of(|it| &it.head_center, &tokens.head_center),
        outer: of(|it| &it.head_outer, &tokens.head_outer),
    };
    let foot = Running {
        inner: of(|it| &it.foot_inner, &tokens.foot_inner),
        center: of(|it| &it.foot_center, &tokens.foot_center),
        outer: of(|it| &it.foot_outer, &tokens.foot_outer),
    };
    (head, foot)
}

impl PageFacts {
    fn is_opening(&self) -> bool {
        match self.kind {
            PageKind::Front | PageKind::Part | PageKind::Chapter | PageKind::Contents => true,
            PageKind::Running
            | PageKind::Blank
            | PageKind::Plain
            | PageKind::Band
            | PageKind::Full => false,
        }
    }
}

/// Sets running heads and feet of pages.
pub(crate) struct Furniture<'c, 'd> {
    pub(crate) context: &'c mut Context<'d>,
    pub(crate) styles: &'c Styles,
    pub(crate) span: Span,
}

impl Furniture<'_, '_> {
    /// All that stands on a page around its text and behind it.
    pub(crate) fn set(&mut self, facts: &PageFacts, at: PageAt) -> Frame {
        let theme = self.context.theme;
        let tokens = &theme.tokens.running;
        let (head, foot) = running(tokens, facts);
        let (page, area) = (at.size(), at.area());
        let mut frame = self.boxes(facts, at);
        frame.place(Point::default(), self.mark(page, area));
        let y = area.origin.y * self.line_in_margin(HEAD, ClassificationBand::Foot);
        let has_logo = tokens.logo && !facts.is_opening();
        let beside = if has_logo { self.logo(facts, area, y, &mut frame) } else { area };
        let words = self.line(facts, head, beside, y, Artifact::Header);
        // A part's page is the theme's own from edge to edge.
        let has_rule = tokens.rule && facts.kind != PageKind::Part;
        if has_rule && (!words.items.is_empty() || beside != area) {
            let line = y + self.styles.label.size * 0.9;
            frame.items.extend(self.rule(Point::new(area.origin.x, line), area.size.width));
        }
        frame.place(Point::default(), words);
        let below = page.height - area.origin.y - area.size.height;
        let y = page.height - below * self.line_in_margin(FOOT, ClassificationBand::Head);
        frame.place(Point::default(), self.line(facts, foot, area, y, Artifact::Footer));
        if has_rule {
            let line = y - self.styles.label.size * 1.5;
            frame.items.extend(self.rule(Point::new(area.origin.x, line), area.size.width));
        }
        frame
    }

    /// A page that is left empty.
    pub(crate) fn blank(&mut self, facts: &PageFacts, at: PageAt) -> Frame {
        let mut frame = self.boxes(facts, at);
        frame.place(Point::default(), self.mark(at.size(), at.area()));
        frame
    }

    /// The boxes that the theme puts on such pages.
    fn boxes(&mut self, facts: &PageFacts, at: PageAt) -> Frame {
        let theme = self.context.theme;
        let mut frame = Frame::new(at.size());
        let boxes = Boxes::of_pages(&theme.tokens, facts.kind);
        if boxes.is_empty() {
            return frame;
        }
        let kept = std::mem::take(&mut self.context.structure);
        let section = self.context.structure.add(None, Role::Group);
        let em = self.styles.text.size;
        let places = Places::of_page(at, self.context.direction, em);
        let fields = |context: &Context<'_>, field: Field| field_of(context, facts, field);
        let mut setter = Setter {
            context: self.context,
            styles: self.styles,
            places,
            span: self.span,
            step: 1.0,
            section,
            fields: &fields,
        };
        for placed in setter.set(boxes) {
            let middle = placed.rect.origin.y + placed.rect.size.height / 2.0;
            let is_high = middle < places.paper.height / 2.0;
            let kind = if is_high { Artifact::Header } else { Artifact::Footer };
            placed.paint(&mut frame, boxes.paints, em, Some(kind));
        }
        self.context.structure = kept;
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
    fn mark(&mut self, page: Size, area: Rect) -> Frame {
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
            (start.fill_any(|field| field_of(self.context, facts, field)), Align::Start),
            (center.fill_any(|field| field_of(self.context, facts, field)), Align::Center),
            (end.fill_any(|field| field_of(self.context, facts, field)), Align::End),
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
}

/// What a field stands for on a page.
fn field_of(context: &Context<'_>, facts: &PageFacts, field: Field) -> String {
    let word = |value: &Option<Arc<str>>| value.as_deref().unwrap_or_default().to_owned();
    match field {
        Field::Part => word(&facts.part),
        Field::PartNumber => word(&facts.part_number),
        Field::Number => word(&facts.number),
        Field::Chapter => facts.chapter.to_string(),
        Field::Section => facts.section.to_string(),
        Field::PageTitle => facts.page_title.to_string(),
        Field::Above => match &facts.above {
            Some(above) => above.to_string(),
            None => pack_field(context, Field::Title),
        },
        Field::Page => facts.page.clone(),
        Field::Pages => facts.pages.clone(),
        of_pack => pack_field(context, of_pack),
    }
}

/// Words without the last one, or a word without its last letter.
fn shorter(words: &str) -> Option<&str> {
    let word = words.rfind(' ').map(|end| words[..end].trim_end());
    let letter = || words.grapheme_indices(true).next_back().map(|(end, _)| &words[..end]);
    word.or_else(letter).filter(|shorter| !shorter.is_empty())
}
