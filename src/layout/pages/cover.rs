//! The cover: the boxes that the theme describes, each in its place.
//!
//! Words come first: their boxes get smaller together until none runs into another one. Pictures
//! that are to be clear of words follow. Then all is painted in the order of the theme.

mod place;
mod words;

use super::marking::{Ground, ornament, watermark};
use super::sheet::Sheet;
use crate::layout::block::flow::Flow;
use crate::layout::block::notes::Notes;
use crate::layout::context::Context;
use crate::layout::frame::{Artifact, Frame, Geometry, ImageItem, Shape, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::paragraph_style::{Breaking, Family, ParagraphStyle};
use crate::layout::structure::{NodeId, Role};
use crate::layout::style::Styles;
use crate::span::Span;
use crate::theme::{
    Color, CoverBox, CoverKind, CoverLine, CoverName, CoverPicture, CoverTokens, Fit, Within,
};
use crate::tree::AssetId;
use place::{Corner, Places, Wanted};
use words::{Words, extents};

/// The sizes that words are tried at, as shares of what the theme asks for.
const STEPS: [f32; 7] = [1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5];
/// How far a picture stays from the words that it is to be clear of, in ems.
const CLEARANCE: f32 = 0.7;

/// A box of the cover in its place.
struct Placed<'t> {
    look: &'t CoverBox,
    /// Where it is.
    rect: Rect,
    /// What it shows.
    content: Content,
}

/// What a box shows.
enum Content {
    Words(Frame),
    Picture(ImageItem, Point),
    Ground,
}

/// Sets the cover. The frame's origin is the page's corner.
pub(crate) fn set_cover(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    span: Span,
) -> Frame {
    let tokens = &context.theme.tokens.cover;
    let places = Places::new(sheet, context.direction, styles.text.size);
    let shown = shown(context, tokens);
    let before = context.structure.clone();
    let mut placed = Vec::new();
    for step in STEPS {
        context.structure = before.clone();
        let mut setter = Setter { context, styles, places, span, step };
        placed = setter.place(&shown, tokens);
        if !collide(&placed, places.paper) {
            break;
        }
    }
    let taken: Vec<Rect> = placed.iter().flat_map(Placed::covers).collect();
    let clearance = styles.text.size * CLEARANCE;
    placed.retain_mut(|it| {
        let corner = Corner::of(it.look, places.direction);
        it.keep_clear(corner, &taken, clearance)
    });
    paint(context, styles, places, &placed, span)
}

/// The boxes that this pack's cover has, with their names.
fn shown<'t>(context: &Context<'_>, tokens: &'t CoverTokens) -> Vec<(&'t str, &'t CoverBox)> {
    let kind = match tokens.picture {
        _ if context.document.assets.cover.is_none() => CoverKind::Plain,
        CoverPicture::None => CoverKind::Plain,
        CoverPicture::Band => CoverKind::Band,
        CoverPicture::Full => CoverKind::Full,
    };
    let boxes = tokens.boxes.iter().filter(|(_, it)| it.kinds.contains(&kind));
    boxes.map(|(name, it)| (name.as_str(), it)).collect()
}

/// Puts boxes in their places, with words at a share of their size.
struct Setter<'s, 'd> {
    context: &'s mut Context<'d>,
    styles: &'s Styles,
    places: Places,
    span: Span,
    step: f32,
}

impl Setter<'_, '_> {
    fn place<'t>(
        &mut self,
        shown: &[(&str, &'t CoverBox)],
        tokens: &CoverTokens,
    ) -> Vec<Placed<'t>> {
        let section = self.context.structure.add(None, Role::Section);
        let mut placed: Vec<(&str, Placed<'t>)> = Vec::new();
        for &(name, look) in shown {
            let above = look.below.as_deref().and_then(|below| {
                placed.iter().find(|(name, _)| *name == below).map(|(_, it)| it.rect)
            });
            let set = if look.lines.is_empty() {
                self.picture(name, look, above)
            } else {
                self.words(look, above, tokens, section)
            };
            placed.extend(set.map(|it| (name, it)));
        }
        placed.into_iter().map(|(_, it)| it).collect()
    }

    /// A box with a picture, or with nothing but its colour. None for a picture that is not there.
    fn picture<'t>(
        &self,
        name: &str,
        look: &'t CoverBox,
        above: Option<Rect>,
    ) -> Option<Placed<'t>> {
        let room = self.places.room(look, above);
        let Some(picture) = look.picture.as_deref() else {
            return Some(Placed { look, rect: room.whole(), content: Content::Ground });
        };
        let asset = asset(self.context, name, picture)?;
        let own = self.context.document.assets.get(asset);
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
        look: &'t CoverBox,
        above: Option<Rect>,
        tokens: &CoverTokens,
        section: NodeId,
    ) -> Option<Placed<'t>> {
        let room = self.places.room(look, above);
        let em = self.styles.text.size;
        let padding = look.padding.map_or(0.0, |it| it.to_pt(room.most().width, em));
        let mut notes = Notes::new(room.most().width);
        let width = (room.most().width - 2.0 * padding).max(1.0);
        let mut flow = Flow::new(self.context, &mut notes, self.styles, width, self.span);
        flow.text = ParagraphStyle {
            family: Family::Heading,
            color: tokens.text,
            align: look.align.into(),
            hyphenate: false,
            hanging: false,
            breaking: Breaking::Balanced,
            ..self.styles.text.clone()
        };
        let words = Words { tokens, step: self.step, section };
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

/// The picture that a box shows.
fn asset(context: &Context<'_>, name: &str, picture: &str) -> Option<AssetId> {
    let assets = &context.document.assets;
    match picture {
        "logo" => assets.logo,
        "cover" => assets.cover,
        _ => assets.on_cover.get(name).copied(),
    }
}

impl Placed<'_> {
    /// What hides whatever is painted before it, and what a picture has to be clear of.
    fn covers(&self) -> Vec<Rect> {
        if self.is_solid() && self.look.fill.is_some() { vec![self.rect] } else { self.taken() }
    }

    /// Where its words and its logo are, which nothing else may be.
    fn taken(&self) -> Vec<Rect> {
        let moved = |it: Rect| Rect { origin: self.rect.origin + it.origin, ..it };
        match &self.content {
            Content::Words(frame) => extents(frame).into_iter().map(moved).collect(),
            Content::Picture(..) if self.is_solid() => vec![self.rect],
            Content::Picture(..) | Content::Ground => Vec::new(),
        }
    }

    /// Whether words may neither stand on it nor run into it.
    fn is_solid(&self) -> bool {
        match &self.content {
            Content::Words(_) => true,
            Content::Picture(..) => {
                self.look.within == Within::Margins && self.look.clear.is_none()
            }
            Content::Ground => false,
        }
    }

    /// Makes a picture smaller until it is clear of what is taken. Whether it can be.
    fn keep_clear(&mut self, corner: Corner, taken: &[Rect], clearance: f32) -> bool {
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

/// Whether words run into one another, into a logo, or off the page.
fn collide(placed: &[Placed<'_>], paper: Size) -> bool {
    let solid: Vec<&Placed<'_>> = placed.iter().filter(|it| it.is_solid()).collect();
    let off = |it: Rect| {
        it.origin.x < -1.0
            || it.origin.y < -1.0
            || it.origin.x + it.size.width > paper.width + 1.0
            || it.origin.y + it.size.height > paper.height + 1.0
    };
    solid.iter().enumerate().any(|(at, one)| {
        let taken = one.taken();
        let others = solid[at + 1..].iter().flat_map(|other| other.covers());
        taken.iter().any(|it| off(*it))
            || others.into_iter().any(|other| taken.iter().any(|it| it.meets(other)))
    })
}

/// Paints the ground, then the boxes with the watermark behind the first words.
fn paint(
    context: &mut Context<'_>,
    styles: &Styles,
    places: Places,
    placed: &[Placed<'_>],
    span: Span,
) -> Frame {
    let tokens = &context.theme.tokens.cover;
    let (paper, Rect { origin, size }) = (places.paper, places.page);
    let mut frame = Frame::new(paper);
    frame.items.extend(decoration(origin, filled(size, 0.0, tokens.background)));
    let is_ground = |it: &&Placed<'_>| !it.is_solid();
    placed.iter().filter(is_ground).for_each(|it| it.paint(&mut frame, tokens, styles));
    // Behind a picture half of its words would be lost: it has what is free.
    let over = placed.iter().filter(|it| it.is_band(paper)).map(|it| it.rect);
    let below = over.map(|it| it.origin.y + it.size.height).fold(0.0, f32::max);
    let free = Size::new(paper.width, paper.height - below);
    let ground = Ground { words: tokens.text, paper: tokens.background };
    let is_said = placed.iter().any(Placed::names_watermark);
    if !is_said {
        frame.place(Point::new(0.0, below), watermark(context, styles, free, ground, span));
    }
    placed.iter().filter(|it| !is_ground(it)).for_each(|it| it.paint(&mut frame, tokens, styles));
    frame
}

impl Placed<'_> {
    /// Whether its words are those of the watermark, which then need not stand behind all others.
    fn names_watermark(&self) -> bool {
        let lines = self.look.lines.iter();
        lines.flat_map(CoverLine::names).any(|name| name == CoverName::Watermark)
    }

    /// Whether it is a picture across the head of the page.
    fn is_band(&self, paper: Size) -> bool {
        let bottom = self.rect.origin.y + self.rect.size.height;
        matches!(self.content, Content::Picture(..))
            && self.look.clear.is_none()
            && self.look.within == Within::Page
            && self.rect.origin.y <= 0.0
            && bottom < paper.height * 0.8
    }

    fn paint(&self, frame: &mut Frame, tokens: &CoverTokens, styles: &Styles) {
        if let Some(fill) = self.look.fill {
            let radius = self.look.radius;
            let radius = radius.map_or(0.0, |it| it.to_pt(self.rect.size.height, styles.text.size));
            let shape = filled(self.rect.size, radius, fill.color(tokens));
            frame.items.extend(decoration(self.rect.origin, shape));
        }
        match &self.content {
            Content::Ground => {}
            Content::Words(words) => frame.place(self.rect.origin, words.clone()),
            Content::Picture(item, lead) => {
                let at = self.rect.origin + *lead;
                frame.items.extend(ornament(at, item.clone(), Artifact::Decoration));
            }
        }
    }
}

fn filled(size: Size, radius: f32, color: Color) -> Shape {
    Shape::filled(Geometry::Rect { size, radius }, color)
}
