//! Lengths and colours as themes write them.

use std::borrow::Cow;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::RunningText;

/// An absolute length. Written `12pt`, `2.5mm`, `1cm`, `1in` or `16px`; held in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Length(f32);

impl Length {
    /// A length in points, 72 to an inch.
    pub const fn pt(points: f32) -> Self {
        Self(points)
    }

    /// The length in points.
    pub const fn to_pt(self) -> f32 {
        self.0
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(unit_at);
        let per_unit = match unit {
            "pt" => 1.0,
            "px" => 0.75,
            "mm" => 72.0 / 25.4,
            "cm" => 72.0 / 2.54,
            "in" => 72.0,
            _ => {
                return Err(format!(
                    "`{text}` is no length: write a number with pt, mm, cm, in or px"
                ));
            }
        };
        let number: f32 =
            number.trim().parse().map_err(|_| format!("`{number}` in `{text}` is no number"))?;
        if number.is_finite() {
            Ok(Self(number * per_unit))
        } else {
            Err(format!("`{text}` is too large"))
        }
    }
}

/// An opaque sRGB colour. Written `#1f6feb` or `#fff`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the components' own")]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
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

macro_rules! from_text {
    ($type:ident, $pattern:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

from_text!(Length, r"^\s*-?[0-9.]+\s*(pt|px|mm|cm|in)\s*$");
from_text!(RunningText, r"^([^{]|\{ *[a-z]+ *\})*$");
from_text!(Color, r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_points() {
        let pt = |text: &str| text.parse::<Length>().map(Length::to_pt);
        assert_eq!(pt("12pt"), Ok(12.0));
        assert_eq!(pt(" 1 in "), Ok(72.0));
        assert_eq!(pt("16px"), Ok(12.0));
        assert!((pt("25.4mm").unwrap() - 72.0).abs() < 1e-4);
        assert!(pt("12").is_err() && pt("wide").is_err() && pt("").is_err());
    }

    #[test]
    fn colours_are_hexadecimal() {
        assert_eq!("#1f6feb".parse(), Ok(Color::rgb(0x1f, 0x6f, 0xeb)));
        assert_eq!("#fa0".parse(), Ok(Color::rgb(0xff, 0xaa, 0)));
        assert!("red".parse::<Color>().is_err() && "#ü0".parse::<Color>().is_err());
    }
}
