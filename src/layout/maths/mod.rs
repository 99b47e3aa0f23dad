//! Sets formulas: from their tree to glyphs and rules at places.
//!
//! The rules are those of `TeX` (`TeXbook`, chapters 17 and 18 and appendix G) with the measures
//! of the font's MATH table in place of `TeX`'s font parameters, as `MathML` Core lays them down.
//! One file for each construct; `row` puts them side by side.

mod accent;
mod boxed;
mod boxes;
mod delimiter;
mod formula;
mod fraction;
mod root;
mod row;
mod scripts;
mod spacing;
mod table;

use super::context::Context;
use super::inline::Paragraph;
use super::paragraph_style::{Align, ParagraphStyle};
use super::structure::NodeId;
use crate::fonts::{Constants, MathFont};
use crate::maths::{Level, Node};
use crate::span::Span;
use crate::text::language::Direction;
use crate::theme::Color;
use crate::tree::Inline;
use boxes::MathBox;
pub(crate) use formula::Formula;

/// Where a formula stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'s> {
    /// How the text around it is set.
    pub(crate) style: &'s ParagraphStyle,
    /// The node it is shown by.
    pub(crate) node: NodeId,
    /// Where it was written.
    pub(crate) span: Span,
}

/// Sets a formula on a line of its own. None where no font can set formulas.
pub(crate) fn set_display(
    nodes: &[Node],
    setting: Setting<'_>,
    context: &mut Context<'_>,
) -> Option<Formula> {
    let look = Look::new(Level::Display, setting.style.color);
    let mut setter = Setter::new(setting, context)?;
    Some(setter.row(nodes, look).finish(setter.font.id))
}

/// Sets a formula in a line of text, in parts behind each of which the line may end: after its
/// relations. None where no font can set formulas.
pub(crate) fn set_inline(
    nodes: &[Node],
    setting: Setting<'_>,
    context: &mut Context<'_>,
) -> Option<Vec<Formula>> {
    let look = Look::new(Level::Text, setting.style.color);
    let mut setter = Setter::new(setting, context)?;
    let parts = setter.divided_row(nodes, look);
    let font = setter.font.id;
    let room = setter.em(look);
    let finish =
        |(part, gap): (MathBox, f32)| Formula { gap, ..part.with_tags_behind(room).finish(font) };
    Some(parts.into_iter().map(finish).collect())
}

/// What every construct is set with.
struct Setter<'s, 'a> {
    context: &'s mut Context<'a>,
    font: MathFont<'a>,
    setting: Setting<'s>,
}

/// How a part is set.
#[derive(Clone, Copy, Debug)]
struct Look {
    level: Level,
    /// Whether superscripts are raised less, below rules.
    cramped: bool,
    color: Color,
}

impl Look {
    fn new(level: Level, color: Color) -> Self {
        Self { level, cramped: false, color }
    }

    fn is_display(self) -> bool {
        self.level == Level::Display
    }

    /// That of scripts.
    fn script(self) -> Self {
        let level = match self.level {
            Level::Display | Level::Text => Level::Script,
            Level::Script | Level::ScriptScript => Level::ScriptScript,
        };
        Self { level, ..self }
    }

    /// That of a fraction's parts.
    fn fraction(self) -> Self {
        if self.is_display() { Self { level: Level::Text, ..self } } else { self.script() }
    }

    fn cramped(self) -> Self {
        Self { cramped: true, ..self }
    }
}

impl<'s, 'a> Setter<'s, 'a> {
    fn new(setting: Setting<'s>, context: &'s mut Context<'a>) -> Option<Self> {
        let font = context.fonts.maths()?;
        Some(Self { context, font, setting })
    }

    fn constants(&self) -> Constants {
        self.font.constants
    }

    /// Points per em of a look.
    fn em(&self, look: Look) -> f32 {
        let constants = &self.font.constants;
        self.setting.style.size
            * match look.level {
                Level::Display | Level::Text => 1.0,
                Level::Script => constants.script_scale,
                Level::ScriptScript => constants.script_script_scale,
            }
    }

    /// How high above the baseline fractions and operators are centred, in points.
    fn axis(&self, look: Look) -> f32 {
        self.font.constants.axis_height * self.em(look)
    }

    /// Words in the face of the text around the formula.
    fn words(&mut self, words: &str, look: Look) -> MathBox {
        let size = self.em(look);
        let style = ParagraphStyle {
            size,
            leading: size,
            color: look.color,
            align: Align::Start,
            ..ParagraphStyle::plain(self.setting.style)
        };
        // Spaces at the ends of words count in a formula.
        let inner = words.trim_matches(' ');
        let start = words.len() - words.trim_start_matches(' ').len();
        let end = words.len() - start - inner.len();
        let (start, end) = (start.min(1), end.min(1));
        let mut prepare = |first: usize, last: usize| {
            let kept = format!("{0:\u{a0}>first$}{inner}{0:\u{a0}>last$}", "");
            let content = [Inline::text(kept, self.setting.span)];
            let paragraph = Paragraph::prepare(&content, &style, self.setting.node, self.context);
            paragraph.starting(Direction::LeftToRight)
        };
        let mut paragraph = prepare(start, end);
        if start != end && paragraph.is_right_to_left() {
            // The formula goes on to the right of its words, where they begin.
            paragraph = prepare(end, start);
        }
        let mut set = MathBox::default();
        for line in paragraph.lines(f32::MAX.sqrt()) {
            set.place_words(line, size);
        }
        set
    }
}
