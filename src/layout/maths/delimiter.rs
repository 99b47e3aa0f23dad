//! Signs that grow: delimiters, roots, braces, arrows.

use super::boxes::{MathBox, Sign};
use super::{Look, Setter};
use crate::fonts::{Growth, Part};
use crate::maths::Node;

/// A delimiter covers at least this share of what it stands beside (`TeX`'s `\delimiterfactor`),
const FACTOR: f32 = 0.901;
/// and falls short of it by no more than this, in ems (`\delimitershortfall`).
const SHORTFALL: f32 = 0.5;
/// No sign is put together from more repeated pieces than this.
const MOST_REPEATS: u16 = 2000;

impl Setter<'_, '_> {
    /// Sets parts between delimiters as high as they are.
    pub(super) fn fenced(
        &mut self,
        open: Option<char>,
        nodes: &[Node],
        close: Option<char>,
        look: Look,
    ) -> MathBox {
        let is_middle = |node: &Node| matches!(node, Node::Middle(_));
        let parts: Vec<MathBox> = nodes.split(is_middle).map(|part| self.row(part, look)).collect();
        let axis = self.axis(look);
        let reach = parts
            .iter()
            .map(|part| (part.ascent - axis).max(part.descent + axis))
            .fold(0.0, f32::max);
        let covered = 2.0 * reach;
        let height = (covered * FACTOR).max(covered - SHORTFALL * self.em(look));
        let mut middles = nodes.iter().filter_map(|node| match node {
            Node::Middle(sign) => Some(*sign),
            _ => None,
        });
        let mut row = MathBox::default();
        if let Some(open) = open {
            row.append(self.delimiter(open, height, look));
        }
        for part in parts {
            row.append(part);
            if let Some(middle) = middles.next() {
                row.append(self.delimiter(middle, height, look));
            }
        }
        if let Some(close) = close {
            row.append(self.delimiter(close, height, look));
        }
        row.italics = 0.0;
        row
    }

    /// A delimiter of at least a height in points, centred on the axis.
    pub(super) fn delimiter(&mut self, sign: char, height: f32, look: Look) -> MathBox {
        self.grown(sign, height, look).centred(self.axis(look))
    }

    /// A sign of at least a height in points.
    pub(super) fn grown(&mut self, sign: char, height: f32, look: Look) -> MathBox {
        let em = self.em(look);
        let Some(glyph) = self.font.glyph(sign) else { return self.sign(sign, look) };
        let variants = self.font.variants(glyph, Growth::Upwards);
        if let Some((large, _)) = variants.iter().find(|(_, length)| length * em >= height) {
            return self.glyph(*large, sign, look);
        }
        let own = self.glyph(glyph, sign, look);
        let parts = self.font.assembly(glyph, Growth::Upwards);
        if parts.is_empty() || own.height() >= height {
            let largest = variants.last().map(|(large, _)| self.glyph(*large, sign, look));
            return if own.height() >= height { own } else { largest.unwrap_or(own) };
        }
        let (placed, total) = assemble(&parts, height / em, self.font.min_overlap());
        let mut set = MathBox { ascent: total * em, ..MathBox::default() };
        for (glyph, at) in placed {
            let (ink, advance) = (self.font.ink(glyph), self.font.advance(glyph));
            set.width = set.width.max(advance * em);
            let sign = Sign { glyph, advance, size: em, color: look.color, text: sign };
            set.put(0.0, (at + ink.descent) * em, sign);
        }
        set
    }

    /// A sign of at most a width in points, or of just that width where it can be put together
    /// from pieces; not narrower than it is by itself.
    pub(super) fn widened(&mut self, sign: char, width: f32, look: Look) -> MathBox {
        let em = self.em(look);
        let Some(glyph) = self.font.glyph(sign) else { return self.sign(sign, look) };
        let parts = self.font.assembly(glyph, Growth::Sideways);
        let own = self.glyph(glyph, sign, look);
        if !parts.is_empty() && own.width.max(0.1 * em) < width {
            let (placed, total) = assemble(&parts, width / em, self.font.min_overlap());
            let nowhere = f32::NEG_INFINITY;
            let mut set =
                MathBox { ascent: nowhere, descent: nowhere, ..MathBox::blank(total * em) };
            for (glyph, at) in placed {
                let (ink, advance) = (self.font.ink(glyph), self.font.advance(glyph));
                set.ascent = set.ascent.max(ink.ascent * em);
                set.descent = set.descent.max(ink.descent * em);
                let sign = Sign { glyph, advance, size: em, color: look.color, text: sign };
                set.put((at - ink.left) * em, 0.0, sign);
            }
            return set;
        }
        let variants = self.font.variants(glyph, Growth::Sideways);
        let fitting = variants.iter().rev().find(|(_, length)| length * em <= width);
        fitting.map_or(own, |(glyph, _)| self.glyph(*glyph, sign, look))
    }
}

/// Puts pieces together to at least a length, in ems: repeats those that may be repeated as often
/// as needed, then lets all overlap by as much as makes the length right (OpenType, "MATH",
/// glyph assembly). Gives each piece's glyph and start, and the length.
fn assemble(parts: &[Part], length: f32, min_overlap: f32) -> (Vec<(u16, f32)>, f32) {
    let longest = |repeats: u16| {
        let times = |part: &Part| if part.extends { f32::from(repeats) } else { 1.0 };
        let count: f32 = parts.iter().map(times).sum();
        let sum: f32 = parts.iter().map(|part| part.length * times(part)).sum();
        sum - (count - 1.0).max(0.0) * min_overlap
    };
    let repeats = (0..MOST_REPEATS).find(|&repeats| longest(repeats) >= length);
    // Pieces that add nothing by being repeated would never be enough.
    let grows = longest(2) > longest(1);
    let repeats = if grows { repeats.unwrap_or(MOST_REPEATS) } else { 1 };
    let all: Vec<&Part> = parts
        .iter()
        .flat_map(|part| {
            let times = if part.extends { repeats } else { 1 };
            std::iter::repeat_n(part, times.into())
        })
        .collect();
    let most = |pair: &[&Part]| pair[0].end.min(pair[1].start).max(min_overlap);
    let slack: f32 = all.windows(2).map(|pair| most(pair) - min_overlap).sum();
    let excess = (longest(repeats) - length).max(0.0);
    let share = if slack > 0.0 { (excess / slack).min(1.0) } else { 0.0 };
    let mut placed = Vec::with_capacity(all.len());
    let mut at = 0.0;
    for (index, part) in all.iter().enumerate() {
        if index > 0 {
            let pair = [all[index - 1], part];
            at -= min_overlap + share * (most(&pair) - min_overlap);
        }
        placed.push((part.glyph, at));
        at += part.length;
    }
    (placed, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_overlap_until_the_length_is_right() {
        let piece = |glyph, extends| Part { glyph, start: 0.4, end: 0.4, length: 1.0, extends };
        let parts = [piece(1, false), piece(2, true), piece(3, false)];
        let (placed, total) = assemble(&parts, 4.0, 0.1);
        let glyphs: Vec<u16> = placed.iter().map(|(glyph, _)| *glyph).collect();
        assert_eq!(glyphs, [1, 2, 2, 2, 3]);
        assert!((total - 4.0).abs() < 1e-4, "{total}");
        let (_, shortest) = assemble(&parts, 0.0, 0.1);
        assert!((shortest - 1.6).abs() < 1e-4, "{shortest}");
    }

    #[test]
    fn pieces_that_do_not_grow_are_not_repeated_for_ever() {
        let parts = [Part { glyph: 1, start: 0.0, end: 0.0, length: 0.0, extends: true }];
        let (placed, _) = assemble(&parts, 10.0, 0.0);
        assert_eq!(placed.len(), 1);
    }
}
