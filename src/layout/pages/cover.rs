//! The cover: the boxes that the theme describes, each in its place.
//!
//! Words come first: their boxes get smaller together until none runs into another one. Pictures
//! that are to be clear of words follow. Then all is painted in the order of the theme.

use super::boxes::{Boxes, Corner, Placed, Places, Setter, filled};
use super::marking::{Ground, watermark};
use super::sheet::Sheet;
use crate::layout::context::Context;
use crate::layout::facts::pack_field;
use crate::layout::frame::{Frame, decoration};
use crate::layout::geom::{Point, Rect, Size};
use crate::layout::structure::Role;
use crate::layout::style::Styles;
use crate::span::Span;

/// The sizes that words are tried at, as shares of what the theme asks for.
const STEPS: [f32; 7] = [1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5];
/// The space that words of one box have above and below those of another one, in ems.
const LEAST_GAP: f32 = 0.9;
/// How far a picture stays from the words that it is to be clear of, in ems.
const CLEARANCE: f32 = 0.7;

/// Sets the cover. The frame's origin is the page's corner.
pub(crate) fn set_cover(
    context: &mut Context<'_>,
    styles: &Styles,
    sheet: Sheet,
    span: Span,
) -> Frame {
    let theme = context.theme;
    let kind = theme.tokens.cover.kind(context.document.assets.cover.is_some());
    let boxes = Boxes::of_cover(&theme.tokens, kind);
    let places = Places::of_cover(sheet, context.direction, styles.text.size);
    let before = context.structure.clone();
    let mut placed = Vec::new();
    for step in STEPS {
        context.structure = before.clone();
        let section = context.structure.add(None, Role::Section);
        let fields = &pack_field;
        let mut setter = Setter { context, styles, places, span, step, section, fields };
        placed = setter.set(boxes);
        if !collide(&placed, places.paper, styles.text.size * LEAST_GAP) {
            break;
        }
    }
    let taken: Vec<Rect> = placed.iter().flat_map(Placed::covers).collect();
    let clearance = styles.text.size * CLEARANCE;
    placed.retain_mut(|it| {
        let corner = Corner::of(it.look, places.direction);
        it.keep_clear(corner, &taken, clearance)
    });
    paint(context, styles, boxes, places, &placed, span)
}

/// Whether words run into one another or into a logo, stand nearer to them than a gap, or run off the
/// page.
fn collide(placed: &[Placed<'_>], paper: Size, gap: f32) -> bool {
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
            || others
                .into_iter()
                .any(|other| taken.iter().any(|it| it.lengthened(gap).meets(other)))
    })
}

/// Paints the ground, then the boxes with the watermark behind the first words.
fn paint(
    context: &mut Context<'_>,
    styles: &Styles,
    boxes: Boxes<'_>,
    places: Places,
    placed: &[Placed<'_>],
    span: Span,
) -> Frame {
    let (paints, em) = (boxes.paints, styles.text.size);
    let (paper, Rect { origin, size }) = (places.paper, places.page);
    let mut frame = Frame::new(paper);
    frame.items.extend(decoration(origin, filled(size, 0.0, paints.background)));
    let is_ground = |it: &&Placed<'_>| !it.is_solid();
    placed.iter().filter(is_ground).for_each(|it| it.paint(&mut frame, paints, em, None));
    // Behind a picture half of its words would be lost: it has what is free.
    let over = placed.iter().filter(|it| it.is_band(paper)).map(|it| it.rect);
    let below = over.map(|it| it.origin.y + it.size.height).fold(0.0, f32::max);
    let free = Size::new(paper.width, paper.height - below);
    let ground = Ground { words: paints.text, paper: paints.background };
    let is_said = placed.iter().any(Placed::names_watermark);
    if !is_said {
        frame.place(Point::new(0.0, below), watermark(context, styles, free, ground, span));
    }
    placed.iter().filter(|it| !is_ground(it)).for_each(|it| it.paint(&mut frame, paints, em, None));
    frame
}
