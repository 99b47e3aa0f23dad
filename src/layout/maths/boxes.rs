//! Boxes that formulas are put together from.

use super::formula::Formula;
use crate::fonts::FontId;
use crate::layout::frame::{FrameItem, Geometry, Glyph, Shape, TextRun};
use crate::layout::geom::{Point, Size};
use crate::layout::inline::Line;
use crate::theme::Color;

/// Glyphs and rules around a baseline. Places are in points from where it starts, downwards.
#[derive(Clone, Debug, Default)]
pub(super) struct MathBox {
    pub(super) width: f32,
    /// How far it reaches above the baseline.
    pub(super) ascent: f32,
    /// How far it reaches below.
    pub(super) descent: f32,
    /// How far it leans over what stands behind it.
    pub(super) italics: f32,
    /// The glyph, where it is one and nothing else.
    pub(super) glyph: Option<u16>,
    pub(super) items: Vec<(Point, Item)>,
    /// Numbers of formulas, with how high their baselines lie above this one.
    pub(super) tags: Vec<(f32, MathBox)>,
}

#[derive(Clone, Debug)]
pub(super) enum Item {
    Glyph(Sign),
    Rule(Size, Color),
    Words(TextRun),
}

/// A glyph of the mathematical font.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub(super) glyph: u16,
    /// In ems.
    pub(super) advance: f32,
    /// Points per em.
    pub(super) size: f32,
    pub(super) color: Color,
    /// The character it shows.
    pub(super) text: char,
}

impl MathBox {
    /// An empty box.
    pub(super) fn blank(width: f32) -> Self {
        Self { width, ..Self::default() }
    }

    /// A rule that stands on the baseline.
    pub(super) fn rule(size: Size, color: Color) -> Self {
        Self {
            width: size.width,
            ascent: size.height,
            items: vec![(Point::new(0.0, -size.height), Item::Rule(size, color))],
            ..Self::default()
        }
    }

    pub(super) fn height(&self) -> f32 {
        self.ascent + self.descent
    }

    /// Adds a glyph without a change of the box's size.
    pub(super) fn put(&mut self, x: f32, rise: f32, sign: Sign) {
        self.items.push((Point::new(x, -rise), Item::Glyph(sign)));
    }

    /// Adds a box at `x`, its baseline raised by `rise`, and makes this one as high as both.
    pub(super) fn place(&mut self, x: f32, rise: f32, other: Self) {
        self.ascent = self.ascent.max(other.ascent + rise);
        self.descent = self.descent.max(other.descent - rise);
        let by = Point::new(x, -rise);
        self.items.extend(other.items.into_iter().map(|(at, item)| (at + by, item)));
        self.tags.extend(other.tags.into_iter().map(|(height, tag)| (height + rise, tag)));
        self.glyph = None;
    }

    /// Adds a box behind all that is there.
    pub(super) fn append(&mut self, other: Self) {
        let width = self.width;
        self.width += other.width;
        self.italics = other.italics;
        self.place(width, 0.0, other);
    }

    /// The same with its numbers behind it, where there is no end of a column to put them at.
    pub(super) fn with_tags_behind(mut self, room: f32) -> Self {
        for (_, tag) in std::mem::take(&mut self.tags) {
            self.width += room;
            self.append(tag);
        }
        self
    }

    /// The same with its baseline moved so that its middle lies at a height.
    pub(super) fn centred(self, height: f32) -> Self {
        let rise = height - (self.ascent - self.descent) / 2.0;
        self.raised(rise)
    }

    /// The same, raised.
    pub(super) fn raised(self, rise: f32) -> Self {
        let (ascent, descent) = (self.ascent + rise, self.descent - rise);
        let (width, italics, glyph) = (self.width, self.italics, self.glyph);
        let mut raised = Self { width, italics, ..Self::default() };
        raised.place(0.0, rise, self);
        Self { ascent, descent, glyph, ..raised }
    }

    /// Adds a line of words.
    pub(super) fn place_words(&mut self, line: Line, size: f32) {
        self.width = self.width.max(line.width);
        // What grows with words grows with their letters, not with the room between lines.
        self.ascent = self.ascent.max(size * 0.68);
        self.descent = self.descent.max(size * 0.2);
        let baseline = line.ascent;
        for (at, item) in line.frame.items {
            if let FrameItem::Text(run) = item {
                self.items.push((Point::new(at.x, at.y - baseline), Item::Words(run)));
            }
        }
    }

    /// The box as items of a frame.
    pub(super) fn finish(self, font: FontId) -> Formula {
        let mut items: Vec<(Point, FrameItem)> = Vec::new();
        for (at, item) in self.items {
            match item {
                Item::Glyph(sign) => add_glyph(&mut items, at, &sign, font),
                Item::Words(run) => items.push((at, FrameItem::Text(run))),
                Item::Rule(size, color) => {
                    let geometry = Geometry::Rect { size, radius: 0.0 };
                    let shape = Shape::filled(geometry, color);
                    items.push((at, FrameItem::Shape(shape)));
                }
            }
        }
        let finish = |(height, tag): (f32, Self)| (height, tag.finish(font));
        let tags = self.tags.into_iter().map(finish).collect();
        let (width, ascent, descent) = (self.width, self.ascent, self.descent);
        Formula { width, ascent, descent, items, gap: 0.0, tags }
    }
}

/// Places nearer than this to each other, in points, are the same.
const NEAR: f32 = 1e-3;
/// Glyphs further apart than this, in ems, do not share a run.
const APART: f32 = 1.5;

/// Adds a glyph: to the run before it where it goes on from there.
fn add_glyph(items: &mut Vec<(Point, FrameItem)>, at: Point, sign: &Sign, font: FontId) {
    if let Some((start, FrameItem::Text(run))) = items.last_mut()
        && run.font == font
        && (run.size - sign.size).abs() < NEAR
        && run.fill == sign.color
        && (start.y - at.y).abs() < NEAR
    {
        let gap = at.x - (start.x + run.width());
        if (-NEAR..=APART * run.size).contains(&gap)
            && let Some(last) = run.glyphs.last_mut()
        {
            last.advance += gap / run.size;
            let from = run.text.len() as u32;
            run.text = format!("{}{}", run.text, sign.text).into();
            run.glyphs.push(glyph(sign, from));
            return;
        }
    }
    let run = TextRun {
        font,
        size: sign.size,
        fill: sign.color,
        embolden: 0.0,
        glyphs: vec![glyph(sign, 0)],
        text: sign.text.to_string().into(),
        lang: None,
        rtl: false,
    };
    items.push((at, FrameItem::Text(run)));
}

fn glyph(sign: &Sign, start: u32) -> Glyph {
    Glyph {
        id: sign.glyph,
        advance: sign.advance,
        x_offset: 0.0,
        y_offset: 0.0,
        text: start..start + sign.text.len_utf8() as u32,
    }
}
