//! Boxes as themes describe them, with words or a picture, each in its place: on the cover and on pages.

use std::borrow::Cow;
use std::str::FromStr;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::fields::{Field, FieldText};
use super::pattern::Part;
use super::units::from_text;
use super::{Color, Length};

/// A kind of page that a box stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// A cover without the pack's picture.
    Plain,
    /// A cover whose picture takes a part of the page.
    Band,
    /// A cover whose picture takes the whole page.
    Full,
    /// A page before the contents: the imprint, a dedication.
    Front,
    /// A page on which a part of a book opens.
    Part,
    /// A page on which a chapter opens.
    Chapter,
    /// A page of the contents.
    Contents,
    /// A page on which the text goes on.
    Running,
    /// A page that is left empty.
    Blank,
}

impl PageKind {
    /// The kinds of cover.
    pub const COVERS: [Self; 3] = [Self::Plain, Self::Band, Self::Full];
    /// The kinds of page behind the cover.
    pub const PAGES: [Self; 6] =
        [Self::Front, Self::Part, Self::Chapter, Self::Contents, Self::Running, Self::Blank];
}

/// A box on a cover or a page: words or a picture in its place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PageBox {
    /// The kinds of page that it stands on; all where it says nothing.
    #[serde(rename = "on")]
    pub kinds: Option<Vec<PageKind>>,
    /// What its place and size are seen from.
    pub within: Within,
    /// How far it stands from the side where lines start; where margins are mirrored, from the
    /// spine.
    pub start: Option<Measure>,
    /// How far it stands from the side where lines end.
    pub end: Option<Measure>,
    /// How far it stands from the top.
    pub top: Option<Measure>,
    /// How far it stands from the bottom.
    pub bottom: Option<Measure>,
    /// How wide it is.
    pub width: Option<Measure>,
    /// How high it is; of words: at least.
    pub height: Option<Measure>,
    /// The box that it stands below, if need be lower than `top` says.
    pub below: Option<String>,
    /// How far it stands below that box.
    pub gap: Option<Measure>,
    /// The colour behind it.
    pub fill: Option<Paint>,
    /// How round the corners of that colour are.
    pub radius: Option<Measure>,
    /// Space between the edge of that colour and the words.
    pub padding: Option<Measure>,
    /// Whether it is only as wide as its words.
    pub snug: bool,
    /// The picture: `logo` or `cover`, which the pack names, or a file in the theme's `pictures`.
    pub picture: Option<String>,
    /// How the picture takes its place.
    pub fit: Fit,
    /// Whether the theme's picture is mirrored where lines start at the right.
    pub mirrored: bool,
    /// Whether the picture gets smaller until it is clear of all words and logos.
    pub clear: Option<Outline>,
    /// Where the lines stand, and a picture that is smaller than its box.
    pub align: BoxAlign,
    /// The lines, from top to bottom.
    pub lines: Vec<BoxLine>,
}

impl Default for PageBox {
    fn default() -> Self {
        Self {
            kinds: None,
            within: Within::Margins,
            start: None,
            end: None,
            top: None,
            bottom: None,
            width: None,
            height: None,
            below: None,
            gap: None,
            fill: None,
            radius: None,
            padding: None,
            snug: false,
            picture: None,
            fit: Fit::Contain,
            mirrored: false,
            clear: None,
            align: BoxAlign::Start,
            lines: Vec::new(),
        }
    }
}

impl PageBox {
    /// Whether it stands on any page at all: a theme takes away one that it has from another by
    /// naming no kind.
    pub fn is_shown(&self) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| !kinds.is_empty())
    }

    /// Whether there are pages that both stand on.
    fn meets(&self, other: &Self) -> bool {
        match (&self.kinds, &other.kinds) {
            (Some(one), Some(other)) => one.iter().any(|kind| other.contains(kind)),
            (Some(kinds), None) | (None, Some(kinds)) => !kinds.is_empty(),
            (None, None) => true,
        }
    }

    /// Whether it stands on a kind of page.
    pub fn is_on(&self, kind: PageKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// What the place of a box is seen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// The edges of the page, with what is cut off around it.
    Page,
    /// The margins of the page.
    Margins,
}

/// How a picture takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// As large as the box lets it be.
    Contain,
    /// As large as it must be to fill the box; what reaches beyond it is not seen.
    Fill,
}

/// What a picture's outline looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outline {
    /// A rectangle.
    Box,
    /// A quarter of a circle around the corner that it stands in.
    Corner,
}

/// Where lines stand in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BoxAlign {
    /// Where the writing starts.
    Start,
    /// In the middle.
    Center,
    /// Where the writing ends.
    End,
}

/// A line of words, or a bar.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BoxLine {
    /// The words; a line whose names stand for nothing is left out.
    pub text: Option<FieldText>,
    /// A bar in this colour in place of words.
    pub bar: Option<Paint>,
    /// The bar's length.
    pub length: Measure,
    /// The bar's thickness.
    pub thickness: Measure,
    /// Size of the words, as a multiple of the text's; the title's own where it says nothing.
    pub size: Option<f32>,
    /// The family of its letters.
    pub family: BoxFamily,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// Whether it is italic.
    pub italic: bool,
    /// Space between letters, as a share of the size.
    pub tracking: f32,
    /// The colour.
    pub color: Paint,
    /// Distance of baselines, as a multiple of the size.
    pub leading: f32,
    /// Space above it, as a multiple of the text's size.
    pub above: f32,
    /// Whether all letters are capitals.
    pub capitals: bool,
    /// On how many lines it stands at most: the words get smaller until they do.
    pub most_lines: Option<u16>,
}

impl Default for BoxLine {
    fn default() -> Self {
        Self {
            text: None,
            bar: None,
            length: Measure::Ems(5.0),
            thickness: Measure::Points(4.0),
            size: None,
            family: BoxFamily::Heading,
            weight: 400,
            italic: false,
            tracking: 0.0,
            color: Paint::of(PaintName::Text),
            leading: 1.4,
            above: 0.0,
            capitals: false,
            most_lines: None,
        }
    }
}

/// The family of a line's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BoxFamily {
    /// That of running text.
    Text,
    /// That of headings.
    Heading,
    /// That of code.
    Code,
}

/// How far something reaches on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// So many points.
    Points(f32),
    /// So many times the size of the text.
    Ems(f32),
    /// A share of what the box is seen from.
    Share(f32),
}

impl Measure {
    /// The measure in points, where the whole is so long and the text so large.
    pub fn to_pt(self, whole: f32, em: f32) -> f32 {
        match self {
            Self::Points(points) => points,
            Self::Ems(ems) => ems * em,
            Self::Share(share) => share * whole,
        }
    }
}

impl FromStr for Measure {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let number = |digits: &str| {
            let number: Option<f32> = digits.trim().parse().ok();
            let wrong = || format!("`{text}` is no measure: write `12mm`, `3em` or `25%`");
            number.filter(|number| number.abs() <= 14_400.0).ok_or_else(wrong)
        };
        if text == "0" {
            Ok(Self::Points(0.0))
        } else if let Some(digits) = text.strip_suffix('%') {
            Ok(Self::Share(number(digits)? / 100.0))
        } else if let Some(digits) = text.strip_suffix("em") {
            Ok(Self::Ems(number(digits)?))
        } else {
            Ok(Self::Points(text.parse::<Length>()?.to_pt()))
        }
    }
}

/// A colour by its name or by itself, all of it or some of it on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    name: PaintName,
    share: f32,
}

/// The colour that a paint is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum PaintName {
    Text,
    Accent,
    Background,
    Muted,
    Heading,
    Link,
    Rule,
    Surface,
    Own(Color),
}

impl PaintName {
    const NAMED: [(&str, Self); 8] = [
        ("text", Self::Text),
        ("accent", Self::Accent),
        ("background", Self::Background),
        ("muted", Self::Muted),
        ("heading", Self::Heading),
        ("link", Self::Link),
        ("rule", Self::Rule),
        ("surface", Self::Surface),
    ];
}

/// What the names of colours stand for where a box stands.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names are those of paints")]
pub struct Paints {
    pub background: Color,
    pub text: Color,
    pub accent: Color,
    pub muted: Color,
    pub heading: Color,
    pub link: Color,
    pub rule: Color,
    pub surface: Color,
}

impl Paint {
    const fn of(name: PaintName) -> Self {
        Self { name, share: 1.0 }
    }

    /// The colour that it is.
    pub fn color(self, paints: Paints) -> Color {
        let color = match self.name {
            PaintName::Text => paints.text,
            PaintName::Accent => paints.accent,
            PaintName::Background => paints.background,
            PaintName::Muted => paints.muted,
            PaintName::Heading => paints.heading,
            PaintName::Link => paints.link,
            PaintName::Rule => paints.rule,
            PaintName::Surface => paints.surface,
            PaintName::Own(color) => color,
        };
        paints.background.mix(color, self.share)
    }
}

impl FromStr for Paint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, share) = match text.trim().split_once(char::is_whitespace) {
            Some((name, share)) => (name, Some(share.trim())),
            None => (text.trim(), None),
        };
        let known = PaintName::NAMED.iter().find(|(known, _)| *known == name);
        let name = match known {
            Some((_, known)) => *known,
            None => PaintName::Own(name.parse().map_err(|_| unknown_paint(name))?),
        };
        let percent = |share: &str| {
            let share: Option<f32> = share.strip_suffix('%')?.trim().parse().ok();
            share.filter(|share| (0.0..=100.0).contains(share))
        };
        let share = match share {
            None => 100.0,
            Some(share) => percent(share)
                .ok_or_else(|| format!("`{share}` is no share of a colour: write it as `80%`"))?,
        };
        Ok(Self { name, share: share / 100.0 })
    }
}

fn unknown_paint(name: &str) -> String {
    let names: Vec<_> = PaintName::NAMED.iter().map(|(name, _)| format!("`{name}`")).collect();
    format!(
        "`{name}` is no colour: write {} or `#rrggbb`, and a share behind it if need be, as \
         `text 80%`",
        names.join(", ")
    )
}

// Nothing is the only measure that needs no unit.
from_text!(Measure, {
    "type": ["string", "integer"],
    "pattern": r"^\s*(0|-?[0-9.]+\s*(pt|px|mm|cm|in|em|%))\s*$",
    "minimum": 0,
    "maximum": 0
});
from_text!(
    Paint,
    r"^\s*(text|accent|background|muted|heading|link|rule|surface|#[0-9a-fA-F]{3,6})(\s+[0-9.]+\s*%)?\s*$"
);

/// Words of a box, for their contrast.
pub(crate) struct BoxWords<'t> {
    /// The box's name.
    pub(crate) name: &'t str,
    /// The colour of the words.
    pub(crate) color: Color,
    /// The colours that can be behind them: that of the box, or else of the page and of the boxes
    /// that are painted before it on the same pages.
    pub(crate) grounds: Vec<Color>,
    /// Their size, as a multiple of the text's.
    pub(crate) size: f32,
}

/// The words of boxes, a line at a time.
pub(crate) fn words(
    boxes: &IndexMap<String, PageBox>,
    paints: Paints,
) -> impl Iterator<Item = BoxWords<'_>> {
    let shown = boxes.iter().enumerate().filter(|(_, (_, it))| it.is_shown());
    shown.flat_map(move |(at, (name, it))| {
        let below = boxes.values().take(at).filter(|other| it.meets(other));
        let grounds = if let Some(fill) = it.fill {
            vec![fill.color(paints)]
        } else {
            let fills = below.filter_map(|other| other.fill).map(|fill| fill.color(paints));
            [paints.background].into_iter().chain(fills).collect()
        };
        let texts = it.lines.iter().filter(|line| line.text.is_some());
        texts.map(move |line| BoxWords {
            name,
            color: line.color.color(paints),
            grounds: grounds.clone(),
            size: line.size.unwrap_or(1.0),
        })
    })
}

impl BoxLine {
    /// What its words name.
    pub fn names(&self) -> impl Iterator<Item = Field> {
        let parts = self.text.iter().flat_map(|text| &text.0);
        parts.filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Name(name) => Some(*name),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_lengths_ems_or_shares() {
        let pt = |text: &str| text.parse::<Measure>().map(|it| it.to_pt(200.0, 10.0));
        for (text, points) in [("25%", 50.0), ("1.5em", 15.0), ("1in", 72.0), ("0", 0.0)] {
            assert_eq!(pt(text), Ok(points), "{text}");
        }
        assert!(pt("wide").is_err() && pt("9e9%").is_err() && pt("").is_err());
    }

    #[test]
    fn paints_are_named_or_written_and_can_be_thin() {
        let tokens = crate::theme::Theme::shipped().tokens;
        let color =
            |text: &str| text.parse::<Paint>().map(|paint| paint.color(tokens.cover_paints()));
        assert_eq!(color("accent"), Ok(tokens.cover.accent));
        assert_eq!(color("text 0%"), Ok(tokens.cover.background));
        assert_eq!(color("surface"), Ok(tokens.colors.surface));
        assert_eq!(color("#fff"), Ok(Color::WHITE));
        assert!(color("red").unwrap_err().contains("`accent`"));
        assert!(color("text lots").unwrap_err().contains("`lots`"));
    }
}
