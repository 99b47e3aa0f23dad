//! Parts in a frame, and parts that are not there.

use super::boxes::MathBox;
use super::{Look, Setter};
use crate::layout::geom::Size;
use crate::maths::Node;

/// The room between a part and its frame, in ems: LaTeX's `\fboxsep` where text has ten points.
const PADDING: f32 = 0.3;

impl Setter<'_, '_> {
    pub(super) fn boxed(&mut self, nodes: &[Node], look: Look) -> MathBox {
        let em = self.em(look);
        let rule = self.constants().fraction_rule_thickness * em;
        let edge = PADDING * em + rule;
        let content = self.row(nodes, look);
        let (ascent, descent) = (content.ascent + edge, content.descent + edge);
        let size = Size::new(content.width + 2.0 * edge, ascent + descent);

        let mut set = MathBox::blank(size.width);
        set.place(edge, 0.0, content);
        let flat = MathBox::rule(Size::new(size.width, rule), look.color);
        let upright = MathBox::rule(Size::new(rule, size.height), look.color);
        set.place(0.0, ascent - rule, flat.clone());
        set.place(0.0, -descent, flat);
        set.place(0.0, -descent, upright.clone());
        set.place(size.width - rule, -descent, upright);
        set
    }

    /// The room of parts: their width, their height, or both.
    pub(super) fn phantom(
        &mut self,
        nodes: &[Node],
        wide: bool,
        high: bool,
        look: Look,
    ) -> MathBox {
        let content = self.row(nodes, look);
        let kept = |keep: bool, length: f32| if keep { length } else { 0.0 };
        MathBox {
            width: kept(wide, content.width),
            ascent: kept(high, content.ascent),
            descent: kept(high, content.descent),
            ..MathBox::default()
        }
    }
}
