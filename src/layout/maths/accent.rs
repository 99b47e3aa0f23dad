//! Accents, rules, braces and arrows above and below (`TeXbook`, appendix G, rules 9, 10 and 12).

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::layout::geom::Size;
use crate::maths::{Mark, Node};

impl Setter<'_, '_> {
    pub(super) fn accent(&mut self, base: &Node, mark: Mark, look: Look) -> MathBox {
        let cramped = if mark.below { look } else { look.cramped() };
        let base = self.node(base, cramped);
        match (mark.sign, combining(mark)) {
            ('‾', _) => self.overline(base, look),
            ('_', _) => self.underline(base, look),
            (_, Some(accent)) => self.letter_accent(base, accent, mark.wide, look),
            (sign, None) => self.stretched_mark(base, sign, mark.below, look),
        }
    }

    fn overline(&mut self, base: MathBox, look: Look) -> MathBox {
        let (constants, em) = (self.constants(), self.em(look));
        let thickness = constants.overbar_rule_thickness * em;
        let bottom = base.ascent + constants.overbar_vertical_gap * em;
        let line = MathBox::rule(Size::new(base.width, thickness), look.color);
        let mut set = MathBox { italics: 0.0, ..base };
        set.place(0.0, bottom, line);
        set.ascent += constants.overbar_extra_ascender * em;
        set
    }

    fn underline(&mut self, base: MathBox, look: Look) -> MathBox {
        let (constants, em) = (self.constants(), self.em(look));
        let thickness = constants.underbar_rule_thickness * em;
        let top = base.descent + constants.underbar_vertical_gap * em;
        let line = MathBox::rule(Size::new(base.width, thickness), look.color);
        let mut set = MathBox { italics: 0.0, ..base };
        set.place(0.0, -top - thickness, line);
        set.descent += constants.underbar_extra_descender * em;
        set
    }

    /// A hat, a dot: over a letter where the font wants it, else over the middle.
    fn letter_accent(&mut self, base: MathBox, accent: char, is_wide: bool, look: Look) -> MathBox {
        let em = self.em(look);
        let width = base.width;
        let accent =
            if is_wide { self.widened(accent, width, look) } else { self.sign(accent, look) };
        let attachment = |glyph: Option<u16>| glyph.and_then(|it| self.font.accent_attachment(it));
        let over = attachment(base.glyph).map_or(f32::midpoint(width, base.italics), |at| at * em);
        let own = attachment(accent.glyph).map_or_else(
            || {
                let ink = accent.glyph.map(|glyph| self.font.ink(glyph)).unwrap_or_default();
                ink.middle() * em
            },
            |at| at * em,
        );
        let rise = (base.ascent - self.constants().accent_base_height * em).max(0.0);
        // Scripts of an accented letter stand as those of the letter alone.
        let (glyph, italics) = (base.glyph, base.italics);
        let mut set = base;
        set.place(over - own, rise, accent);
        MathBox { italics, glyph, ..set }
    }

    /// A brace or an arrow, as wide as what it belongs to.
    fn stretched_mark(&mut self, base: MathBox, sign: char, is_below: bool, look: Look) -> MathBox {
        let (constants, em) = (self.constants(), self.em(look));
        let mark = self.widened(sign, base.width, look);
        let width = base.width.max(mark.width);
        let (ascent, descent) = (base.ascent, base.descent);
        let mut set = MathBox::blank(width);
        set.place((width - base.width) / 2.0, 0.0, base);
        let x = (width - mark.width) / 2.0;
        if is_below {
            let gap = constants.stretch_stack_gap_below_min * em;
            set.place(x, -(descent + gap + mark.ascent), mark);
        } else {
            let gap = constants.stretch_stack_gap_above_min * em;
            set.place(x, ascent + gap + mark.descent, mark);
        }
        set
    }
}

/// The combining character that fonts have an accent as.
fn combining(mark: Mark) -> Option<char> {
    if mark.below {
        return None;
    }
    Some(match mark.sign {
        '`' => '\u{300}',
        '´' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        'ˇ' => '\u{30c}',
        '→' if !mark.wide => '\u{20d7}',
        _ => return None,
    })
}
