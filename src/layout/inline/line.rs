//! From a chosen part of a paragraph to a line with a frame.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::breaks::{Break, Sums};
use super::content::{Object, Place, Reading, TextStyle};
use super::decorate;
use super::itemize::{Atom, AtomKind, part};
use super::paragraph::{EPSILON, Line, Paragraph};
use super::ruby;
use super::slice::{Ink, Slice};
use crate::fonts::{BOLD, is_shared};
use crate::layout::frame::{Artifact, Frame, FrameItem, Glyph, ImageItem, Tag, TextRun};
use crate::layout::geom::{Point, Size};
use crate::layout::paragraph_style::Align;
use crate::layout::shaper::Shaping;

/// Spaces are not stretched further than this; what would need more stays ragged.
const LOOSEST: f64 = 3.0;

/// A slice that neither stretches nor has room behind it.
const STIFF: ((f64, f64), f32) = ((0.0, 0.0), 0.0);

/// Builds the line between two breaks.
pub(super) fn build(paragraph: &Paragraph<'_>, from: &Break, to: &Break, measure: f32) -> Line {
    let builder = Builder { paragraph, from, to, measure, first: from.end == 0 };
    let mut slices = builder.slices();
    let ratio = builder.justify(&mut slices);
    let width = builder.arrange(&mut slices);
    builder.finish(&slices, width, ratio)
}

struct Builder<'b, 'a> {
    paragraph: &'b Paragraph<'a>,
    from: &'b Break,
    to: &'b Break,
    measure: f32,
    first: bool,
}

impl<'b> Builder<'b, '_> {
    /// The parts of atoms on the line, in the order of the text.
    fn slices(&self) -> Vec<Slice<'b>> {
        let range = self.from.start..self.to.end;
        let atoms = &self.paragraph.atoms;
        let first = atoms.partition_point(|atom| atom.range.end <= range.start);
        let inside = atoms[first..].iter().take_while(|atom| atom.range.start < range.end);
        let mut slices: Vec<Slice<'b>> =
            inside.filter_map(|atom| self.slice(atom, &range)).collect();
        let count = slices.len();
        for slice in slices.iter_mut().take(count.saturating_sub(1)) {
            slice.add_room(self.paragraph.room_behind(slice.atom));
        }
        if self.to.adds_hyphen {
            slices.extend(slices.last().and_then(|last| self.hyphen(last)));
        } else {
            let behind = atoms.partition_point(|atom| atom.range.end <= self.to.end);
            slices.extend(atoms.get(behind).and_then(|atom| self.last_space(atom)));
        }
        slices
    }

    fn slice(&self, atom: &'b Atom, line: &Range<usize>) -> Option<Slice<'b>> {
        let range = atom.range.start.max(line.start)..atom.range.end.min(line.end);
        let size = self.paragraph.text_style(atom).size;
        let (mut flex, behind) = STIFF;
        let (ink, width) = match &atom.kind {
            AtomKind::Word(how, whole) => {
                let inside = range.start - atom.range.start..range.end - atom.range.start;
                let word = &self.paragraph.content.text[atom.range.clone()];
                let Paragraph { fonts, shaper, .. } = self.paragraph;
                let shaped = part(*how, whole, word, inside, fonts, shaper).into_owned();
                let width = shaped.width * size;
                (Ink::Glyphs(*how, shaped), width)
            }
            AtomKind::Space(how, shaped, _) => {
                let sums = self.paragraph.atom_sums(atom, None);
                flex = (sums.stretch, sums.shrink);
                (Ink::Space(*how, shaped.clone()), shaped.width * size)
            }
            AtomKind::Object(object) => {
                let fitted = object.fitted(Some(self.measure));
                (Ink::Object(object.clone(), fitted), fitted.width)
            }
            AtomKind::LineEnd => return None,
        };
        Some(Slice { atom, range, level: atom.level, ink, x: 0.0, width, flex, behind })
    }

    fn hyphen(&self, last: &Slice<'b>) -> Option<Slice<'b>> {
        let Ink::Glyphs(how, _) = &last.ink else { return None };
        let shaped = self.paragraph.hyphen(*how);
        let width = shaped.width * self.paragraph.text_style(last.atom).size;
        let range = last.range.end..last.range.end;
        let ink = Ink::Hyphen(*how, shaped);
        let (flex, behind) = STIFF;
        Some(Slice { atom: last.atom, range, level: last.level, ink, x: 0.0, width, flex, behind })
    }

    /// The space that the line's end takes the place of. It has no width, but whoever copies two
    /// lines gets their words apart.
    fn last_space(&self, atom: &'b Atom) -> Option<Slice<'b>> {
        let AtomKind::Space(how, shaped, _) = &atom.kind else { return None };
        let (flex, behind) = STIFF;
        (atom.range.end <= self.to.start).then(|| Slice {
            atom,
            range: atom.range.clone(),
            level: self.paragraph.base,
            ink: Ink::Space(*how, shaped.clone()),
            x: 0.0,
            width: 0.0,
            flex,
            behind,
        })
    }

    /// What the words may take.
    fn room(&self) -> f64 {
        f64::from(self.measure - self.paragraph.indent(self.first))
    }

    /// Stretches or shrinks the spaces of a justified line. Returns by how much of what they can.
    fn justify(&self, slices: &mut [Slice<'b>]) -> f64 {
        let sums = self.paragraph.between(self.from, self.to);
        let space = self.room() - sums.width;
        let justified = self.paragraph.style.align == Align::Justified;
        if !justified || space.abs() <= EPSILON || (space > 0.0 && self.to.forced) {
            return 0.0;
        }
        let flexible = if space > 0.0 { sums.stretch } else { sums.shrink };
        if flexible <= 0.0 || space / flexible > LOOSEST {
            return 0.0;
        }
        let ratio = (space / flexible).max(-1.0);
        for slice in slices {
            slice.stretch(ratio);
        }
        ratio
    }

    /// Gives each slice its place, in visual order. Returns the width of all.
    fn arrange(&self, slices: &mut [Slice<'b>]) -> f32 {
        let width: f32 = slices.iter().map(|slice| slice.width).sum();
        let (mut x, hang_left) = self.left_edge(width);
        x -= hang_left;
        let levels: Vec<Level> = slices.iter().map(|slice| slice.level).collect();
        if levels.iter().all(Level::is_ltr) {
            for slice in slices {
                slice.x = x;
                x += slice.width;
            }
        } else {
            for index in BidiInfo::reorder_visual(&levels) {
                slices[index].x = x;
                x += slices[index].width;
            }
        }
        width
    }

    /// Where words of a width start, and how far they hang out there.
    fn left_edge(&self, width: f32) -> (f32, f32) {
        let start = self.paragraph.hang_at_start(self.from.start);
        let end = self.paragraph.hang_at_end(self.to.end, self.to.adds_hyphen);
        let hang_left = if self.paragraph.base.is_rtl() { end } else { start };
        let indent = self.paragraph.indent(self.first);
        let space = self.measure - indent - (width - start - end);
        let before = match self.paragraph.style.align {
            Align::Justified | Align::Start => 0.0,
            Align::Center => space / 2.0,
            Align::End => space,
        };
        let x = if self.paragraph.starts_right { space - before } else { indent + before };
        (x, hang_left)
    }

    fn finish(&self, slices: &[Slice<'b>], width: f32, ratio: f64) -> Line {
        let (ascent, descent) = self.extent(slices);
        let mut frame = Frame::new(Size::new(self.measure, ascent + descent));
        let under = decorate::under(self.paragraph, slices, ascent);
        push_artifacts(&mut frame, under);
        self.push_content(&mut frame, slices, ascent);
        push_artifacts(&mut frame, decorate::over(self.paragraph, slices, ascent));
        for (at, area) in decorate::links(self.paragraph, slices, ascent) {
            frame.push(at, FrameItem::Link(area));
        }
        let sums = self.paragraph.between(self.from, self.to);
        let overfull = sums.width - sums.shrink - self.room();
        let (notes, anchors) = self.places();
        Line {
            frame,
            ascent,
            descent,
            width,
            source: self.paragraph.content.source(self.from.start),
            notes,
            anchors,
            hyphenated: self.to.adds_hyphen,
            runt: false,
            ratio: ratio as f32,
            overfull: if overfull > 10.0 * EPSILON { overfull as f32 } else { 0.0 },
            gaps: self.gaps(slices),
        }
    }

    /// Where the spaces of justified text stand.
    fn gaps(&self, slices: &[Slice<'b>]) -> Vec<Range<f32>> {
        if self.paragraph.style.align != Align::Justified {
            return Vec::new();
        }
        let spaces = slices.iter().filter(|slice| slice.flexes());
        spaces.map(|slice| slice.x..slice.x + slice.width).collect()
    }

    /// The distances from baseline to top and bottom.
    fn extent(&self, slices: &[Slice<'b>]) -> (f32, f32) {
        let (mut ascent, mut descent) = self.paragraph.strut();
        for slice in slices {
            match &slice.ink {
                Ink::Object(Object::Image { .. }, size) => {
                    let drop = self.image_drop(size.height);
                    ascent = ascent.max(size.height - drop);
                    descent = descent.max(drop);
                }
                Ink::Object(Object::Formula(formula), _) => {
                    ascent = ascent.max(formula.ascent);
                    descent = descent.max(formula.descent);
                }
                _ => {}
            }
        }
        for (reading, _) in self.readings(slices) {
            let size = self.paragraph.style.size;
            ascent = ascent.max((ruby::RISE - ruby::SHARED) * size + reading.ascent);
        }
        (ascent, descent)
    }

    /// The readings above words of the line, with the middles of what they stand above.
    fn readings(&self, slices: &[Slice<'b>]) -> Vec<(&'b Reading, f32)> {
        let all = &self.paragraph.content.readings;
        let first = all.partition_point(|reading| reading.of.start < self.from.start);
        let inside = all[first..].iter().take_while(|reading| reading.of.start < self.to.end);
        let placed = inside.filter_map(|reading| {
            let below = slices.iter().filter(|it| reading.of.contains(&it.range.start));
            let left = below.clone().map(|slice| slice.x).reduce(f32::min)?;
            let right = below.map(|slice| slice.x + slice.width - slice.behind);
            Some((reading, f32::midpoint(left, right.reduce(f32::max)?)))
        });
        placed.collect()
    }

    /// Adds the reading that stands above words up to a byte, right behind them.
    fn push_reading(
        &self,
        frame: &mut Frame,
        readings: &[(&Reading, f32)],
        ascent: f32,
        end: usize,
    ) {
        let Some((reading, middle)) = readings.iter().find(|(reading, _)| reading.of.end == end)
        else {
            return;
        };
        let rise = ruby::RISE * self.paragraph.style.size;
        let at = Point::new(middle - reading.width / 2.0, ascent - rise - reading.ascent);
        let line = reading.frame.items.iter();
        frame.items.extend(line.map(|(point, item)| (at + *point, item.clone())));
    }

    /// How far an image reaches below the baseline: those of about a letter's height are centred
    /// on the capitals, larger ones stand on the baseline.
    fn image_drop(&self, height: f32) -> f32 {
        let size = self.paragraph.style.size;
        let capital = self.paragraph.face_metrics().cap_height * size;
        if height <= 1.8 * size { ((height - capital) / 2.0).max(0.0) } else { 0.0 }
    }

    fn places(&self) -> (Vec<crate::tree::Anchor>, Vec<crate::tree::Anchor>) {
        let is_last = self.to.start == self.paragraph.content.text.len();
        let places = self.paragraph.content.places.iter().filter(|(at, _)| {
            (self.first || *at >= self.from.start) && (is_last || *at < self.to.start)
        });
        let (mut notes, mut anchors) = (Vec::new(), Vec::new());
        for (_, place) in places {
            match place {
                Place::Note(note) => notes.push(note.clone()),
                Place::Anchor(anchor) => anchors.push(anchor.clone()),
            }
        }
        (notes, anchors)
    }

    /// Adds text and images in the order of the text, bracketed by the nodes they belong to.
    fn push_content(&self, frame: &mut Frame, slices: &[Slice<'b>], ascent: f32) {
        let mut open: Vec<usize> = Vec::new();
        let readings = self.readings(slices);
        frame.push(Point::default(), FrameItem::TagStart(self.paragraph.tag));
        let mut rest = slices;
        while let Some(slice) = rest.first() {
            let length = rest.iter().take_while(|other| self.same_run(slice, other)).count().max(1);
            let (run, behind) = rest.split_at(length);
            rest = behind;
            let end = run.last().map_or(slice.range.end, |last| last.range.end);
            if matches!(slice.ink, Ink::Object(Object::Gap(_), _)) {
                self.push_reading(frame, &readings, ascent, end);
                continue;
            }
            self.enter_scope(frame, &mut open, self.paragraph.piece(slice.atom).scope);
            match &slice.ink {
                Ink::Object(object, size) => {
                    self.push_object(frame, object, *size, Point::new(slice.x, ascent));
                }
                Ink::Glyphs(how, _) | Ink::Space(how, _) | Ink::Hyphen(how, _) => {
                    let rise = self.paragraph.text_style(slice.atom).rise;
                    let x = run.iter().map(|slice| slice.x).fold(f32::INFINITY, f32::min);
                    let text = FrameItem::Text(self.text_run(run, *how));
                    frame.push(Point::new(x, ascent - rise), text);
                }
            }
        }
        self.enter_scope(frame, &mut open, None);
        frame.push(Point::default(), FrameItem::TagEnd);
    }

    /// Whether two slices can be shown by one run of text.
    fn same_run(&self, one: &Slice<'_>, other: &Slice<'_>) -> bool {
        let (piece, other_piece) =
            (self.paragraph.piece(one.atom), self.paragraph.piece(other.atom));
        match (one.ink.shaping(), other.ink.shaping()) {
            (Some(how), Some(other_how)) => {
                how.font == other_how.font
                    && one.level == other.level
                    && piece.style == other_piece.style
                    && piece.scope == other_piece.scope
            }
            _ => false,
        }
    }

    /// Closes and opens tags until those of a scope are open.
    fn enter_scope(&self, frame: &mut Frame, open: &mut Vec<usize>, scope: Option<usize>) {
        let scopes = &self.paragraph.content.scopes;
        let mut wanted: Vec<usize> =
            std::iter::successors(scope, |&scope| scopes[scope].parent).collect();
        wanted.reverse();
        let shared = open.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
        for _ in open.drain(shared..) {
            frame.push(Point::default(), FrameItem::TagEnd);
        }
        for &scope in &wanted[shared..] {
            let tag = match scopes[scope].node {
                Some(node) => Tag::Node(node),
                None => Tag::Artifact(Artifact::Decoration),
            };
            frame.push(Point::default(), FrameItem::TagStart(tag));
            open.push(scope);
        }
    }

    /// Adds an object whose baseline starts at a place.
    fn push_object(&self, frame: &mut Frame, object: &Object, size: Size, baseline: Point) {
        match object {
            Object::Gap(_) => {}
            Object::Image { asset, .. } => {
                let top = baseline.y + self.image_drop(size.height) - size.height;
                let image = FrameItem::Image(ImageItem { asset: *asset, size, window: None });
                frame.push(Point::new(baseline.x, top), image);
            }
            Object::Formula(formula) => {
                let items = formula.items.iter();
                frame.items.extend(items.map(|(at, item)| (baseline + *at, item.clone())));
            }
        }
    }

    fn text_run(&self, slices: &[Slice<'b>], how: Shaping) -> TextRun {
        let style = self.paragraph.text_style(slices[0].atom);
        let mut text = String::new();
        let mut glyphs: Vec<Vec<Glyph>> = Vec::with_capacity(slices.len());
        for slice in slices {
            let start = text.len() as u32;
            text.push_str(match slice.ink {
                // A soft hyphen is what lets readers put the word together again.
                Ink::Hyphen(..) => "\u{ad}",
                _ => &self.paragraph.content.text[slice.range.clone()],
            });
            glyphs.push(slice.glyphs(start..text.len() as u32, style.size));
        }
        if how.rtl {
            glyphs.reverse();
        }
        TextRun {
            font: how.font,
            size: style.size,
            fill: style.color,
            embolden: self.embolden(style, how),
            glyphs: glyphs.concat(),
            text: text.into(),
            lang: (style.lang != self.paragraph.pack_lang).then(|| style.lang.clone()),
            rtl: how.rtl,
        }
    }
}

/// How wide the line along outlines is that makes regular letters bold, in ems: about what bold stems
/// are wider by.
const EMBOLDEN: f32 = 0.03;

impl Builder<'_, '_> {
    /// By how much letters are to be made bold because their family has no bold face. Signs stay as
    /// they are.
    fn embolden(&self, style: &TextStyle, how: Shaping) -> f32 {
        let face = self.paragraph.fonts.face(how.font);
        let is_lacking = style.weight >= BOLD && face.weight < 500;
        let is_text = face.emoji.is_none() && !face.is_maths && !is_shared(how.script);
        if is_lacking && is_text { EMBOLDEN } else { 0.0 }
    }
}

impl Ink {
    fn shaping(&self) -> Option<Shaping> {
        match self {
            Self::Glyphs(how, _) | Self::Space(how, _) | Self::Hyphen(how, _) => Some(*how),
            Self::Object(..) => None,
        }
    }
}

impl Slice<'_> {
    /// Whether it is a space that justified lines stretch.
    fn flexes(&self) -> bool {
        matches!(self.atom.kind, AtomKind::Space(_, _, false)) && self.width > 0.0
    }

    /// Adds room behind it.
    fn add_room(&mut self, room: Sums) {
        self.width += room.width as f32;
        self.behind += room.width as f32;
        self.flex.0 += room.stretch;
        self.flex.1 += room.shrink;
    }

    /// Stretches it by a share of what it may, or shrinks it where the share is negative.
    fn stretch(&mut self, ratio: f64) {
        let by = ratio * if ratio > 0.0 { self.flex.0 } else { self.flex.1 };
        self.width += by as f32;
        if matches!(self.ink, Ink::Glyphs(..)) {
            self.behind += by as f32;
        }
    }

    /// Its glyphs, which show bytes `text` of the run.
    fn glyphs(&self, text: Range<u32>, size: f32) -> Vec<Glyph> {
        let (how, shaped, spread) = match &self.ink {
            Ink::Glyphs(how, shaped) | Ink::Hyphen(how, shaped) => (how, shaped, None),
            Ink::Space(how, shaped) => (how, shaped, Some(self.width / size)),
            Ink::Object(..) => return Vec::new(),
        };
        let last = shaped.glyphs.len().saturating_sub(1);
        let glyphs = shaped.glyphs.iter().enumerate().map(|(index, glyph)| {
            let behind = if index == last { self.behind / size } else { 0.0 };
            // The characters of a glyph reach to where those of the next one in the text start.
            let next = if how.rtl {
                shaped.glyphs[..index].iter().rev().find(|other| other.cluster > glyph.cluster)
            } else {
                shaped.glyphs[index + 1..].iter().find(|other| other.cluster > glyph.cluster)
            };
            let end = next.map_or(text.end, |next| text.start + next.cluster);
            Glyph {
                id: glyph.id,
                advance: spread.unwrap_or(glyph.advance) + behind,
                x_offset: glyph.x_offset,
                y_offset: glyph.y_offset,
                text: (text.start + glyph.cluster).min(end)..end,
            }
        });
        glyphs.collect()
    }
}

fn push_artifacts(frame: &mut Frame, items: Vec<(Point, FrameItem)>) {
    if items.is_empty() {
        return;
    }
    let start = FrameItem::TagStart(Tag::Artifact(Artifact::Decoration));
    frame.push(Point::default(), start);
    frame.items.extend(items);
    frame.push(Point::default(), FrameItem::TagEnd);
}
