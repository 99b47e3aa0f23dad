//! The cover as themes describe it: boxes with words or a picture, each in its place.

use std::borrow::Cow;
use std::str::FromStr;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::pattern::{Named, Part, Pattern};
use super::units::from_text;
use super::{Color, Length};

/// The cover.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverTokens {
    /// Whether there is one.
    pub show: bool,
    /// The whole page.
    pub background: Color,
    /// Title and all other words.
    pub text: Color,
    /// Ornament.
    pub accent: Color,
    /// Size of the title, as a multiple of the text's.
    pub title_size: f32,
    /// What becomes of the pack's picture for the cover.
    pub picture: CoverPicture,
    /// What stands on it, by names of the theme's own, in the order in which it is painted.
    pub boxes: IndexMap<String, CoverBox>,
}

/// What becomes of the pack's picture for the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverPicture {
    /// It takes a part of the page.
    Band,
    /// It takes the whole page.
    Full,
    /// It is not shown.
    None,
}

/// The kinds of cover that a pack can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverKind {
    /// One without the pack's picture.
    Plain,
    /// One whose picture takes a part of the page.
    Band,
    /// One whose picture takes the whole page.
    Full,
}

/// A box on the cover: words or a picture, each in its place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoverBox {
    /// The kinds of cover that it stands on.
    #[serde(rename = "on")]
    pub kinds: Vec<CoverKind>,
    /// What its place and size are seen from.
    pub within: Within,
    /// How far it stands from the side where lines start.
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
    pub lines: Vec<CoverLine>,
}

impl Default for CoverBox {
    fn default() -> Self {
        Self {
            kinds: vec![CoverKind::Plain, CoverKind::Band, CoverKind::Full],
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
pub struct CoverLine {
    /// The words; a line whose names stand for nothing is left out.
    pub text: Option<CoverText>,
    /// A bar in this colour in place of words.
    pub bar: Option<Paint>,
    /// The bar's length.
    pub length: Measure,
    /// The bar's thickness.
    pub thickness: Measure,
    /// Size of the words, as a multiple of the text's; the title's own where it says nothing.
    pub size: Option<f32>,
    /// The weight, from 100 to 900.
    pub weight: u16,
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

impl Default for CoverLine {
    fn default() -> Self {
        Self {
            text: None,
            bar: None,
            length: Measure::Ems(5.0),
            thickness: Measure::Points(4.0),
            size: None,
            weight: 400,
            color: Paint::of(PaintName::Text),
            leading: 1.4,
            above: 0.0,
            capitals: false,
            most_lines: None,
        }
    }
}

/// What stands for a name in the words of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CoverName {
    Title,
    Subtitle,
    Description,
    Authors,
    Publisher,
    Version,
    Date,
    Status,
    Facts,
    Owner,
    Classification,
    Copyright,
    Watermark,
}

impl Named for CoverName {
    const PLACE: &'static str = "the words of a cover";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("title", Self::Title),
        ("subtitle", Self::Subtitle),
        ("description", Self::Description),
        ("authors", Self::Authors),
        ("publisher", Self::Publisher),
        ("version", Self::Version),
        ("date", Self::Date),
        ("status", Self::Status),
        ("facts", Self::Facts),
        ("owner", Self::Owner),
        ("classification", Self::Classification),
        ("copyright", Self::Copyright),
        ("watermark", Self::Watermark),
    ];
}

/// Words of a cover.
pub type CoverText = Pattern<CoverName>;

/// How far something reaches on a cover.
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

/// A colour of the cover by its name or by itself, all of it or some of it on the cover's ground.
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
    Own(Color),
}

impl Paint {
    const fn of(name: PaintName) -> Self {
        Self { name, share: 1.0 }
    }

    /// The colour that it is on a cover.
    pub fn color(self, cover: &CoverTokens) -> Color {
        let color = match self.name {
            PaintName::Text => cover.text,
            PaintName::Accent => cover.accent,
            PaintName::Background => cover.background,
            PaintName::Own(color) => color,
        };
        cover.background.mix(color, self.share)
    }
}

impl FromStr for Paint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, share) = match text.trim().split_once(char::is_whitespace) {
            Some((name, share)) => (name, Some(share.trim())),
            None => (text.trim(), None),
        };
        let name = match name {
            "text" => PaintName::Text,
            "accent" => PaintName::Accent,
            "background" => PaintName::Background,
            own => PaintName::Own(own.parse().map_err(|_| {
                format!(
                    "`{own}` is no colour: write `text`, `accent`, `background` or `#rrggbb`, and \
                     a share behind it if need be, as `text 80%`"
                )
            })?),
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

// Nothing is the only measure that needs no unit.
from_text!(Measure, {
    "type": ["string", "integer"],
    "pattern": r"^\s*(0|-?[0-9.]+\s*(pt|px|mm|cm|in|em|%))\s*$",
    "minimum": 0,
    "maximum": 0
});
from_text!(Paint, r"^\s*(text|accent|background|#[0-9a-fA-F]{3,6})(\s+[0-9.]+\s*%)?\s*$");

impl CoverTokens {
    /// The colours that words stand on and have, with what of the theme says it: for each line of
    /// each box.
    pub fn words(&self) -> impl Iterator<Item = (&str, Color, Color)> {
        self.boxes.iter().filter(|(_, it)| !it.kinds.is_empty()).flat_map(move |(name, it)| {
            let ground = it.fill.map_or(self.background, |fill| fill.color(self));
            let texts = it.lines.iter().filter(|line| line.text.is_some());
            texts.map(move |line| (name.as_str(), line.color.color(self), ground))
        })
    }
}

impl CoverLine {
    /// What its words name.
    pub fn names(&self) -> impl Iterator<Item = CoverName> {
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
        let cover = crate::theme::Theme::shipped().tokens.cover;
        let color = |text: &str| text.parse::<Paint>().map(|paint| paint.color(&cover));
        assert_eq!(color("accent"), Ok(cover.accent));
        assert_eq!(color("text 0%"), Ok(cover.background));
        assert_eq!(color("#fff"), Ok(Color::WHITE));
        assert!(color("red").unwrap_err().contains("`accent`"));
        assert!(color("text lots").unwrap_err().contains("`lots`"));
    }
}
