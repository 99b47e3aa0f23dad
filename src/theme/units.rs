//! Lengths as themes write them.

use std::borrow::Cow;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

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
        let Unit { points, .. } = Unit::named(unit).ok_or_else(|| {
            format!("`{text}` is no length: write a number with pt, mm, cm, in or px")
        })?;
        let number: f32 =
            number.trim().parse().map_err(|_| format!("`{number}` in `{text}` is no number"))?;
        if number.is_finite() {
            Ok(Self(number * points))
        } else {
            Err(format!("`{text}` is too large"))
        }
    }
}

/// A unit of length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) name: &'static str,
    points: f32,
}

impl Unit {
    const ALL: [Self; 5] = [
        Self { name: "pt", points: 1.0 },
        Self { name: "px", points: 0.75 },
        Self { name: "mm", points: 72.0 / 25.4 },
        Self { name: "cm", points: 72.0 / 2.54 },
        Self { name: "in", points: 72.0 },
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name == name)
    }

    /// The unit that a length or a size of paper ends with; points where it names none.
    pub(super) fn written_in(text: &str) -> Self {
        let text = text.trim_end();
        let name = text.rsplit(|letter: char| !letter.is_ascii_alphabetic()).next();
        name.and_then(Self::named).unwrap_or(Self::ALL[0])
    }

    /// How many of it make up some points, to the hundredth.
    pub(super) fn of_points(self, points: f32) -> f32 {
        (points / self.points * 100.0).round() / 100.0
    }
}

/// Reads a type from its text, and says in the schema what such texts look like.
macro_rules! from_text {
    ($type:ident, $pattern:literal) => {
        from_text!($type, { "type": "string", "pattern": $pattern });
    };
    ($type:ident, $schema:tt) => {
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
                json_schema!($schema)
            }
        }
    };
}

from_text!(Length, r"^\s*-?[0-9.]+\s*(pt|px|mm|cm|in)\s*$");

pub(super) use from_text;

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
}
