//! Scripts behind, and limits above and below (`TeXbook`, appendix G, rules 13a and 18).

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::fonts::Corner;
use crate::maths::{Atom, Node, Symbol};

/// What stands below and above on something, as an index and an exponent do.
#[derive(Clone, Copy)]
pub(super) struct Scripts<T> {
    /// The subscript, or the lower limit.
    pub(super) sub: Option<T>,
    /// The superscript, or the upper limit.
    pub(super) sup: Option<T>,
}

impl Setter<'_, '_> {
    /// Sets scripts behind what carries them.
    pub(super) fn scripts(
        &mut self,
        base: &Node,
        scripts: Scripts<&[Node]>,
        look: Look,
    ) -> MathBox {
        let is_large = matches!(base, Node::Atom(Atom { symbol: Symbol::Large(_), .. }));
        let base = self.node(base, look);
        let scripts = self.small(scripts, look);
        let (up, down) = self.shifts(&base, is_large, &scripts, look);
        let Scripts { sub, sup } = scripts;

        let em = self.em(look);
        let (glyph, italics, width) = (base.glyph, base.italics, base.width);
        // An operator's own width holds what it leans over its subscript.
        let (sub_x, sup_x) =
            if is_large { (width - italics, width) } else { (width, width + italics) };
        let mut set = base;
        let mut end = width;
        if let Some(sub) = sub {
            let top = (sub.ascent - down) / em;
            let kern = glyph.map_or(0.0, |it| self.font.kern(it, Corner::BottomRight, top)) * em;
            end = end.max(sub_x + kern + sub.width);
            set.place(sub_x + kern, -down, sub);
        }
        if let Some(sup) = sup {
            let bottom = (up - sup.descent) / em;
            let kern = glyph.map_or(0.0, |it| self.font.kern(it, Corner::TopRight, bottom)) * em;
            end = end.max(sup_x + kern + sup.width);
            set.place(sup_x + kern, up, sup);
        }
        set.width = end + self.constants().space_after_script * em;
        set.italics = 0.0;
        set
    }

    /// Sets scripts in their own size.
    fn small(&mut self, scripts: Scripts<&[Node]>, look: Look) -> Scripts<MathBox> {
        Scripts {
            sub: scripts.sub.map(|sub| self.row(sub, look.script().cramped())),
            sup: scripts.sup.map(|sup| self.row(sup, look.script())),
        }
    }

    /// How far scripts are raised and lowered.
    fn shifts(
        &self,
        base: &MathBox,
        is_large: bool,
        scripts: &Scripts<MathBox>,
        look: Look,
    ) -> (f32, f32) {
        let (constants, em) = (self.constants(), self.em(look));
        let Scripts { sub, sup } = scripts;
        let raise = if look.cramped {
            constants.superscript_shift_up_cramped
        } else {
            constants.superscript_shift_up
        };
        let (mut up, mut down) = (raise * em, constants.subscript_shift_down * em);
        // Scripts of a letter stand at the same height whatever the letter.
        if base.glyph.is_none() || is_large {
            up = up.max(base.ascent - constants.superscript_baseline_drop_max * em);
            down = down.max(base.descent + constants.subscript_baseline_drop_min * em);
        }
        if let Some(sup) = sup {
            up = up.max(sup.descent + constants.superscript_bottom_min * em);
        }
        if let Some(sub) = sub {
            down = down.max(sub.ascent - constants.subscript_top_max * em);
        }
        if let (Some(sub), Some(sup)) = (sub, sup) {
            let gap = (up - sup.descent) - (sub.ascent - down);
            let missing = constants.sub_superscript_gap_min * em - gap;
            if missing > 0.0 {
                // First the upper one goes up, as far as it may; the lower one does the rest.
                let bottom = constants.superscript_bottom_max_with_subscript * em;
                let rise = (bottom - (up - sup.descent)).clamp(0.0, missing);
                up += rise;
                down += missing - rise;
            }
        }
        (up, down)
    }

    /// Sets parts above and below what carries them.
    pub(super) fn limits(&mut self, base: &Node, scripts: Scripts<&[Node]>, look: Look) -> MathBox {
        let Scripts { sub, sup } = self.small(scripts, look);
        let widest = sub.iter().chain(&sup).map(|part| part.width).fold(0.0, f32::max);
        let base = self.stretched(base, widest, look);
        let (constants, em) = (self.constants(), self.em(look));
        let width = base.width.max(widest);
        let lean = base.italics / 2.0;
        let (ascent, descent) = (base.ascent, base.descent);
        let mut set = MathBox::blank(width);
        set.place((width - base.width) / 2.0, 0.0, base);
        if let Some(sup) = sup {
            let gap = (constants.upper_limit_gap_min * em)
                .max(constants.upper_limit_baseline_rise_min * em - sup.descent);
            let x = (width - sup.width) / 2.0 + lean;
            set.place(x, ascent + gap + sup.descent, sup);
        }
        if let Some(sub) = sub {
            let gap = (constants.lower_limit_gap_min * em)
                .max(constants.lower_limit_baseline_drop_min * em - sub.ascent);
            let x = (width - sub.width) / 2.0 - lean;
            set.place(x, -(descent + gap + sub.ascent), sub);
        }
        set
    }

    /// What carries limits: an arrow becomes as wide as they are.
    fn stretched(&mut self, base: &Node, width: f32, look: Look) -> MathBox {
        if let Node::Atom(Atom { symbol: Symbol::Sign(text), .. }) = base
            && let Some(arrow) = text.chars().next().filter(|&sign| is_arrow(sign))
            && text.chars().count() == 1
        {
            let own = self.sign(arrow, look);
            let wanted = width + 0.6 * self.em(look);
            return if own.width < wanted { self.widened(arrow, wanted, look) } else { own };
        }
        self.node(base, look)
    }
}

fn is_arrow(sign: char) -> bool {
    matches!(sign, '←'..='⇿' | '⟵'..='⟿')
}
