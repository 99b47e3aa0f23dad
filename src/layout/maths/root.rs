//! Roots (`TeXbook`, appendix G, rule 11).

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::layout::geom::Size;
use crate::maths::{Level, Node};

impl Setter<'_, '_> {
    pub(super) fn root(&mut self, nodes: &[Node], degree: Option<&[Node]>, look: Look) -> MathBox {
        let (constants, em) = (self.constants(), self.em(look));
        let content = self.row(nodes, look.cramped());
        let rule = constants.radical_rule_thickness * em;
        let gap = em
            * if look.is_display() {
                constants.radical_display_style_vertical_gap
            } else {
                constants.radical_vertical_gap
            };
        let sign = self.grown('√', content.height() + gap + rule, look);
        // What the sign is too high is shared by the room above and below.
        let gap = gap + (sign.height() - content.height() - gap - rule).max(0.0) / 2.0;
        let top = content.ascent + gap + rule;
        let rise = top - sign.ascent;
        let bottom = sign.descent - rise;

        let mut set = MathBox::default();
        if let Some(degree) = degree {
            let small = Look { level: Level::ScriptScript, ..look };
            let degree = self.row(degree, small);
            let raise = constants.radical_degree_bottom_raise * sign.height() - bottom;
            let before = constants.radical_kern_before_degree * em;
            let after = constants.radical_kern_after_degree * em;
            set.width = (before + degree.width + after).max(0.0);
            let x = set.width - after - degree.width;
            set.place(x, raise + degree.descent, degree);
        }
        let start = set.width + sign.width;
        set.place(set.width, rise, sign);
        let line = MathBox::rule(Size::new(content.width, rule), look.color);
        set.place(start, top - rule, line);
        set.width = start + content.width;
        set.place(start, 0.0, content);
        set.ascent = set.ascent.max(top + constants.radical_extra_ascender * em);
        set
    }
}
