//! Fractions, with and without a rule (`TeXbook`, appendix G, rule 15).

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::layout::geom::Size;
use crate::maths::Node;

/// The room at both sides, in ems (`TeX`'s `\nulldelimiterspace`).
const SIDE: f32 = 0.12;

impl Setter<'_, '_> {
    pub(super) fn fraction(
        &mut self,
        above: &[Node],
        below: &[Node],
        rule: Option<f32>,
        look: Look,
    ) -> MathBox {
        let above = self.row(above, look.fraction());
        let below = self.row(below, look.fraction().cramped());
        let em = self.em(look);
        let rule = rule.unwrap_or(self.constants().fraction_rule_thickness) * em;
        let (up, down) = if rule > 0.0 {
            self.around_rule(&above, &below, rule, look)
        } else {
            self.without_rule(&above, &below, look)
        };
        let inner = above.width.max(below.width);
        let side = SIDE * em;
        let mut set = MathBox::blank(inner + 2.0 * side);
        set.place(side + (inner - above.width) / 2.0, up, above);
        if rule > 0.0 {
            let line = MathBox::rule(Size::new(inner, rule), look.color);
            set.place(side, self.axis(look) - rule / 2.0, line);
        }
        set.place(side + (inner - below.width) / 2.0, -down, below);
        set
    }

    /// How far the parts' baselines lie above and below that of the fraction.
    fn around_rule(&self, above: &MathBox, below: &MathBox, rule: f32, look: Look) -> (f32, f32) {
        let (constants, em, axis) = (self.constants(), self.em(look), self.axis(look));
        let (up, down, gap_above, gap_below) = if look.is_display() {
            (
                constants.fraction_numerator_display_style_shift_up,
                constants.fraction_denominator_display_style_shift_down,
                constants.fraction_num_display_style_gap_min,
                constants.fraction_denom_display_style_gap_min,
            )
        } else {
            (
                constants.fraction_numerator_shift_up,
                constants.fraction_denominator_shift_down,
                constants.fraction_numerator_gap_min,
                constants.fraction_denominator_gap_min,
            )
        };
        let half = rule / 2.0;
        let up = (up * em).max(axis + half + gap_above * em + above.descent);
        let down = (down * em).max(below.ascent + gap_below * em + half - axis);
        (up, down)
    }

    fn without_rule(&self, above: &MathBox, below: &MathBox, look: Look) -> (f32, f32) {
        let (constants, em) = (self.constants(), self.em(look));
        let (up, down, gap) = if look.is_display() {
            (
                constants.stack_top_display_style_shift_up,
                constants.stack_bottom_display_style_shift_down,
                constants.stack_display_style_gap_min,
            )
        } else {
            (
                constants.stack_top_shift_up,
                constants.stack_bottom_shift_down,
                constants.stack_gap_min,
            )
        };
        let (up, down) = (up * em, down * em);
        let missing = gap * em - (up - above.descent + down - below.ascent);
        let more = missing.max(0.0) / 2.0;
        (up + more, down + more)
    }
}
