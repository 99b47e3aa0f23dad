//! Colours, and which of them can be told apart.

use std::borrow::Cow;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// An opaque sRGB colour. Written `#1f6feb` or `#fff`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
#[expect(missing_docs, reason = "the names are the components' own")]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// The contrast from which on words of any size can be read (WCAG 2.2, 1.4.3).
    pub const READABLE: f64 = 4.5;

    /// A colour from its components.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The colour between this one and another: `share` of the way, from 0 to 1.
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        let between = |own: u8, other: u8| {
            (f32::from(own) + (f32::from(other) - f32::from(own)) * share).round() as u8
        };
        Self::rgb(
            between(self.red, other.red),
            between(self.green, other.green),
            between(self.blue, other.blue),
        )
    }

    /// The colour as CSS writes it: `#1f6feb`.
    pub fn to_css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The contrast with another colour, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Black or white, whichever stands out more from this colour. One of them always can be read.
    #[must_use]
    pub fn opposite(self) -> Self {
        let dark = self.contrast(Self::BLACK) >= self.contrast(Self::WHITE);
        if dark { Self::BLACK } else { Self::WHITE }
    }

    /// The colour nearest to this one that has a contrast with a ground.
    #[must_use]
    pub fn nearest_on(self, ground: Self, least: f64) -> Self {
        const STEPS: u8 = 100;
        let steps = (0..=STEPS).flat_map(|step| {
            let share = f32::from(step) / f32::from(STEPS);
            [self.mix(Self::BLACK, share), self.mix(Self::WHITE, share)]
        });
        let passes = |color: &Self| color.contrast(ground) >= least;
        steps.into_iter().find(passes).unwrap_or(ground.opposite())
    }

    /// The relative luminance (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = |component: u8| {
            let share = f64::from(component) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl FromStr for Color {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no colour: write it as #rrggbb");
        let digits = text.trim().strip_prefix('#').ok_or_else(wrong)?;
        let value = |digits: &str| u8::from_str_radix(digits, 16).map_err(|_| wrong());
        if !digits.is_ascii() {
            return Err(wrong());
        }
        match digits.len() {
            6 => Ok(Self::rgb(value(&digits[..2])?, value(&digits[2..4])?, value(&digits[4..])?)),
            3 => {
                let double = |at: usize| Ok::<u8, String>(value(&digits[at..=at])? * 17);
                Ok(Self::rgb(double(0)?, double(1)?, double(2)?))
            }
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_css()
    }
}

impl JsonSchema for Color {
    fn schema_name() -> Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_hexadecimal() {
        assert_eq!("#1f6feb".parse(), Ok(Color::rgb(0x1f, 0x6f, 0xeb)));
        assert_eq!("#fa0".parse(), Ok(Color::rgb(0xff, 0xaa, 0)));
        assert!("red".parse::<Color>().is_err() && "#ü0".parse::<Color>().is_err());
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let grey = Color::rgb(0x77, 0x77, 0x77);
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        // Just short of 4.5, the example everybody knows.
        assert!((grey.contrast(Color::WHITE) - 4.478).abs() < 1e-3);
    }

    #[test]
    fn the_nearest_colour_that_passes_is_hardly_another_one() {
        let (grey, white) = (Color::rgb(0x77, 0x77, 0x77), Color::WHITE);
        let near = grey.nearest_on(white, Color::READABLE);
        assert!(near.contrast(white) >= Color::READABLE && near.contrast(white) < 4.8, "{near:?}");
        assert_eq!(Color::BLACK.nearest_on(white, Color::READABLE), Color::BLACK);
    }

    #[test]
    fn black_or_white_can_be_read_on_every_colour() {
        assert_eq!(Color::rgb(255, 255, 0).opposite(), Color::BLACK);
        assert_eq!(Color::rgb(0, 0, 128).opposite(), Color::WHITE);
        for grey in 0..=255 {
            let ground = Color::rgb(grey, grey, grey);
            assert!(ground.contrast(ground.opposite()) >= Color::READABLE, "{grey}");
        }
    }
}
