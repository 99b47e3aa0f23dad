//! Boxes of a theme, each set and put in its place on a cover or a page.

mod of_kind;
mod place;
mod words;

use super::marking::ornament;
use crate::layout::block::flow::Flow;
use crate::layout::block::notes::Notes;
use crate::layout::context::Context;
use crate::layout::frame::{Artifact, Frame, Geometry, ImageItem, Shape, as_artifact, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::paragraph_style::{Breaking, Family, ParagraphStyle};
use crate::layout::structure::NodeId;
use crate::layout::style::Styles;
use crate::span::Span;
use crate::theme::{BoxLine, Color, Field, Fit, PageBox, Paints, Within};
pub(super) use of_kind::Boxes;
use place::Wanted;
pub(super) use place::{Corner, Places};
use words::{Words, extents};

/// A box in its place.
pub(super) struct Placed<'t> {
    pub(super) look: &'t PageBox,
    /// Where it is.
    pub(super) rect: Rect,
    /// What it shows.
    content: Content,
}

/// What a box shows.
enum Content {
    Words(Frame),
    Picture(ImageItem, Point),
    Ground,
}

/// Puts boxes in their places.
pub(super) struct Setter<'s, 'd> {
    pub(super) context: &'s mut Context<'d>,
    pub(super) styles: &'s Styles,
    pub(super) places: Places,
    pub(super) span: Span,
    /// The share of the theme's size that words are set at.
    pub(super) step: f32,
    /// What their words hang below in the structure.
    pub(super) section: NodeId,
    /// What fields stand for.
    pub(super) fields: &'s dyn Fn(&Context<'_>, Field) -> String,
}

impl Setter<'_, '_> {
    /// Sets those that have something to show.
    pub(super) fn set<'t>(&mut self, boxes: Boxes<'t>) -> Vec<Placed<'t>> {
        let mut placed: Vec<(&str, Placed<'t>)> = Vec::new();
        for (name, look) in boxes.shown() {
            let above = look.below.as_deref().and_then(|below| {
                placed.iter().find(|(name, _)| *name == below).map(|(_, it)| it.rect)
            });
            let set = if look.lines.is_empty() {
                self.picture(boxes, name, look, above)
            } else {
                self.words(boxes, look, above)
            };
            placed.extend(set.map(|it| (name, it)));
        }
        placed.into_iter().map(|(_, it)| it).collect()
    }

    /// A box with a picture, or with nothing but its colour. None for a picture that is not there.
    fn picture<'t>(
        &self,
        boxes: Boxes<'_>,
        name: &str,
        look: &'t PageBox,
        above: Option<Rect>,
    ) -> Option<Placed<'t>> {
        let room = self.places.room(look, above);
        let Some(picture) = look.picture.as_deref() else {
            return Some(Placed { look, rect: room.whole(), content: Content::Ground });
        };
        let assets = &self.context.document.assets;
        let asset = assets.of_box(boxes.group, name, picture)?;
        let own = assets.get(asset);
        let (own, most) = (Size::new(own.width, own.height), room.most());
        if own.width <= 0.0 || own.height <= 0.0 {
            return None;
        }
        let (across, down) = (most.width / own.width, most.height / own.height);
        let scale = match look.fit {
            Fit::Contain => across.min(down),
            Fit::Fill => across.max(down),
        };
        let size = Size::new(own.width * scale, own.height * scale);
        let seen = Size::new(size.width.min(most.width), size.height.min(most.height));
        let rect = room.fitted(Wanted { size: seen, least: Size::default() });
        let cut = Point::new((size.width - seen.width) / 2.0, (size.height - seen.height) / 2.0);
        let window = (look.fit == Fit::Fill).then_some(Rect { origin: cut, size: seen });
        let item = ImageItem { asset, size, window };
        Some(Placed { look, rect, content: Content::Picture(item, Point::new(-cut.x, -cut.y)) })
    }

    /// A box with words. None where there is nothing to say.
    fn words<'t>(
        &mut self,
        boxes: Boxes<'_>,
        look: &'t PageBox,
        above: Option<Rect>,
    ) -> Option<Placed<'t>> {
        let room = self.places.room(look, above);
        let em = self.styles.text.size;
        let padding = look.padding.map_or(0.0, |it| it.to_pt(room.most().width, em));
        let mut notes = Notes::new(room.most().width);
        let width = (room.most().width - 2.0 * padding).max(1.0);
        let mut flow = Flow::new(self.context, &mut notes, self.styles, width, self.span);
        flow.text = ParagraphStyle {
            family: Family::Heading,
            color: boxes.paints.text,
            align: look.align.into(),
            hyphenate: false,
            hanging: false,
            breaking: Breaking::Balanced,
            ..self.styles.text.clone()
        };
        let (step, section, fields) = (self.step, self.section, self.fields);
        let words = Words { boxes, step, section, fields };
        let inner = words.set(&mut flow, look, width)?;
        let extents = extents(&inner);
        let widest = extents.iter().map(|it| it.origin.x + it.size.width).fold(0.0, f32::max);
        let first = extents.iter().map(|it| it.origin.x).fold(widest, f32::min);
        let (width, lead) = if look.snug { (widest - first, first) } else { (width, 0.0) };
        let (height, around) = (inner.size.height, 2.0 * padding);
        let size = Size::new(width + around, height + around);
        let rect = room.fitted(Wanted { size, least: size });
        let mut frame = Frame::new(rect.size);
        frame.place(Point::new(padding - lead, padding), inner);
        Some(Placed { look, rect, content: Content::Words(frame) })
    }
}

impl Placed<'_> {
    /// What hides whatever is painted before it, and what a picture has to be clear of.
    pub(super) fn covers(&self) -> Vec<Rect> {
        if self.is_solid() && self.look.fill.is_some() { vec![self.rect] } else { self.taken() }
    }

    /// Where its words and its logo are, which nothing else may be.
    pub(super) fn taken(&self) -> Vec<Rect> {
        let moved = |it: Rect| Rect { origin: self.rect.origin + it.origin, ..it };
        match &self.content {
            Content::Words(frame) => extents(frame).into_iter().map(moved).collect(),
            Content::Picture(..) if self.is_solid() => vec![self.rect],
            Content::Picture(..) | Content::Ground => Vec::new(),
        }
    }

    /// Whether words may neither stand on it nor run into it.
    pub(super) fn is_solid(&self) -> bool {
        match &self.content {
            Content::Words(_) => true,
            Content::Picture(..) => {
                self.look.within == Within::Margins && self.look.clear.is_none()
            }
            Content::Ground => false,
        }
    }

    /// Makes a picture smaller until it is clear of what is taken. Whether it can be.
    pub(super) fn keep_clear(&mut self, corner: Corner, taken: &[Rect], clearance: f32) -> bool {
        const SMALLEST: f32 = 0.3;
        let (Some(outline), Content::Picture(item, _)) = (self.look.clear, &mut self.content)
        else {
            return true;
        };
        let clear = corner.clear_share(self.rect, outline, taken, clearance);
        let shrunk = corner.scaled(self.rect, clear);
        item.size = shrunk.size;
        self.rect = shrunk;
        clear >= SMALLEST
    }
}

impl Placed<'_> {
    /// Whether its words are those of the watermark, which then need not stand behind all others.
    pub(super) fn names_watermark(&self) -> bool {
        let lines = self.look.lines.iter();
        lines.flat_map(BoxLine::names).any(|name| name == Field::Watermark)
    }

    /// Whether it is a picture across the head of the page.
    pub(super) fn is_band(&self, paper: Size) -> bool {
        let bottom = self.rect.origin.y + self.rect.size.height;
        matches!(self.content, Content::Picture(..))
            && self.look.clear.is_none()
            && self.look.within == Within::Page
            && self.rect.origin.y <= 0.0
            && bottom < paper.height * 0.8
    }

    /// Paints it, with words of a kind where these are no part of the document.
    pub(super) fn paint(&self, frame: &mut Frame, paints: Paints, em: f32, kind: Option<Artifact>) {
        if let Some(fill) = self.look.fill {
            let radius = self.look.radius;
            let radius = radius.map_or(0.0, |it| it.to_pt(self.rect.size.height, em));
            let shape = filled(self.rect.size, radius, fill.color(paints));
            frame.items.extend(decoration(self.rect.origin, shape));
        }
        match &self.content {
            Content::Ground => {}
            Content::Words(words) => {
                let words = words.clone();
                let words = match kind {
                    Some(kind) => as_artifact(words, kind),
                    None => words,
                };
                frame.place(self.rect.origin, words);
            }
            Content::Picture(item, lead) => {
                let at = self.rect.origin + *lead;
                frame.items.extend(ornament(at, item.clone(), Artifact::Decoration));
            }
        }
    }
}

/// A rectangle in a colour.
pub(super) fn filled(size: Size, radius: f32, color: Color) -> Shape {
    Shape::filled(Geometry::Rect { size, radius }, color)
}
