//! How a paragraph is set.

use super::geom::Size;
use crate::theme::{BoxAlign, BoxFamily, Color, FontFeatures, Ink, Theme, TitleAlign};

/// How a paragraph is set. Start from [`ParagraphStyle::text`] and change what differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphStyle {
    /// The families it is set in.
    pub family: Family,
    /// Points per em.
    pub size: f32,
    /// The distance of baselines in points.
    pub leading: f32,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// Whether it is italic.
    pub italic: bool,
    /// The colour.
    pub color: Color,
    /// The colour behind it, where that is the author's own and not the page's.
    pub ground: Option<Color>,
    /// Where its lines stand in the measure.
    pub align: Align,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Indent of the first line, in points.
    pub indent: f32,
    /// Indent of all other lines, in points.
    pub turn_indent: f32,
    /// Whether punctuation hangs into the margin.
    pub hanging: bool,
    /// How its lines are chosen.
    pub breaking: Breaking,
    /// Features of fonts on top of those of its family.
    pub features: FontFeatures,
    /// Space between letters, as a share of the size.
    pub tracking: f32,
    /// How large a picture among the words may be, in points.
    pub picture_room: Size,
}

/// What a heading heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// A page of the pack.
    Title {
        /// How many pages stand above it.
        depth: u8,
    },
    /// A section of a page, 1 for those directly below its title.
    Section(u8),
}

impl Rank {
    /// The rank that themes count from 0, that of a page's title.
    pub fn of_title(self) -> usize {
        match self {
            Self::Title { .. } => 0,
            Self::Section(rank) => rank.into(),
        }
    }
}

/// How lines are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// All lines together, so that spaces, or the ends of ragged lines, are as even as can be.
    TotalFit,
    /// As few lines as can be, and among those the most even ones: for the cells of tables, whose
    /// height is that of their row. They are ragged.
    Fewest,
    /// Each line takes what it can: for code and labels.
    FirstFit,
    /// As few lines as can be, about equally long: for headings. They are ragged.
    Balanced,
}

/// The families of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// For running text.
    Text,
    /// For headings and interface.
    Heading,
    /// For code.
    Code,
}

/// Where lines stand in the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From edge to edge, but for the last line.
    Justified,
    /// Where the writing starts.
    Start,
    /// In the middle.
    Center,
    /// Where the writing ends.
    End,
}

impl From<crate::tree::Alignment> for Align {
    fn from(alignment: crate::tree::Alignment) -> Self {
        match alignment {
            crate::tree::Alignment::Start => Self::Start,
            crate::tree::Alignment::Center => Self::Center,
            crate::tree::Alignment::End => Self::End,
        }
    }
}

impl From<BoxAlign> for Align {
    fn from(align: BoxAlign) -> Self {
        match align {
            BoxAlign::Start => Self::Start,
            BoxAlign::Center => Self::Center,
            BoxAlign::End => Self::End,
        }
    }
}

impl From<TitleAlign> for Align {
    fn from(align: TitleAlign) -> Self {
        match align {
            TitleAlign::Start => Self::Start,
            TitleAlign::Center => Self::Center,
        }
    }
}

impl From<BoxFamily> for Family {
    fn from(family: BoxFamily) -> Self {
        match family {
            BoxFamily::Text => Self::Text,
            BoxFamily::Heading => Self::Heading,
            BoxFamily::Code => Self::Code,
        }
    }
}

impl Family {
    /// The features that its fonts are set with.
    pub fn features(self, theme: &Theme) -> FontFeatures {
        let features = &theme.tokens.features;
        match self {
            Self::Text => features.text,
            Self::Heading => features.heading,
            Self::Code => features.code,
        }
    }

    /// The names of its families, from the most wanted to the last resort.
    pub fn names(self, theme: &Theme) -> &[String] {
        let fonts = &theme.tokens.fonts;
        match self {
            Self::Text => &fonts.text.value,
            Self::Heading => &fonts.heading.value,
            Self::Code => &fonts.code.value,
        }
    }
}

impl ParagraphStyle {
    /// Running text.
    pub fn text(theme: &Theme) -> Self {
        let text = &theme.tokens.text;
        let size = text.size.to_pt();
        Self {
            family: Family::Text,
            size,
            leading: size * text.leading,
            weight: 400,
            italic: false,
            color: theme.tokens.colors.text,
            ground: None,
            align: if text.justified { Align::Justified } else { Align::Start },
            hyphenate: text.hyphenate,
            indent: 0.0,
            turn_indent: 0.0,
            hanging: text.hanging_punctuation,
            breaking: Breaking::TotalFit,
            features: FontFeatures::default(),
            tracking: 0.0,
            picture_room: Size::new(f32::INFINITY, f32::INFINITY),
        }
    }

    /// The title of a page at a depth, or a heading of a rank below one.
    pub fn heading(theme: &Theme, rank: Rank) -> Self {
        let headings = &theme.tokens.headings;
        let of_scale = |rank: usize| {
            let last = headings.scale.len().saturating_sub(1);
            headings.scale.get(rank.min(last)).copied().unwrap_or(1.0)
        };
        let scale = match rank {
            Rank::Title { depth: 0 } => of_scale(0),
            Rank::Title { .. } => headings.inner_title,
            Rank::Section(rank) => of_scale(rank.into()),
        };
        let size = theme.tokens.text.size.to_pt() * scale;
        let look = headings.look(rank.of_title());
        let color = look.color.unwrap_or(Ink::Heading).color(&theme.tokens.colors);
        Self {
            family: Family::Heading,
            size,
            leading: size * headings.leading,
            weight: look.weight.unwrap_or(headings.weight),
            italic: look.italic,
            tracking: look.tracking,
            color,
            align: Align::Start,
            hyphenate: false,
            hanging: false,
            breaking: Breaking::Balanced,
            ..Self::text(theme)
        }
    }

    /// The colour of words that would have `color` on the page. On a colour of the author's they
    /// all have the one that can be read there.
    pub fn tinted(&self, color: Color) -> Color {
        if self.ground.is_some() { self.color } else { color }
    }

    /// The same on the ground of what is around it.
    #[must_use]
    pub fn within(self, around: &Self) -> Self {
        Self { color: around.tinted(self.color), ground: around.ground, ..self }
    }

    /// The same on a ground of the theme's own, such as a panel's.
    #[must_use]
    pub fn grounded(&self, theme: &Theme) -> Self {
        let color = if self.ground.is_some() { theme.tokens.colors.text } else { self.color };
        Self { color, ground: None, ..self.clone() }
    }

    /// The same for words that are neither justified nor divided.
    #[must_use]
    pub fn plain(style: &Self) -> Self {
        Self {
            align: Align::Start,
            hyphenate: false,
            hanging: false,
            breaking: Breaking::FirstFit,
            indent: 0.0,
            turn_indent: 0.0,
            ..style.clone()
        }
    }
}
