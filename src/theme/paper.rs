//! Paper sizes as themes write them: by name or by measure.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Length;
use crate::yaml::nearest;

/// A paper size. Written `A4`, `letter landscape`, `6in x 9in`, `170 × 240 mm`, or as a group of
/// `width` and `height`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaperSize {
    /// The width.
    pub width: Length,
    /// The height.
    pub height: Length,
}

/// The sizes that have names, with width and height in points (ISO 216; ANSI and North American
/// sizes by their inches).
const NAMED: &[(&str, f32, f32)] = &[
    ("a3", 841.89, 1190.551),
    ("a4", 595.276, 841.89),
    ("a5", 419.528, 595.276),
    ("a6", 297.638, 419.528),
    ("b4", 708.661, 1000.63),
    ("b5", 498.898, 708.661),
    ("b6", 354.331, 498.898),
    ("letter", 612.0, 792.0),
    ("legal", 612.0, 1008.0),
    ("executive", 522.0, 756.0),
    ("statement", 396.0, 612.0),
    ("tabloid", 792.0, 1224.0),
    ("ledger", 1224.0, 792.0),
];

impl PaperSize {
    /// Width and height in points.
    pub fn to_pt(self) -> (f32, f32) {
        (self.width.to_pt(), self.height.to_pt())
    }
}

impl FromStr for PaperSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        if lower.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return measured(&lower).ok_or_else(|| {
                format!("`{text}` is no paper size: write a width and a height, as `6in x 9in`")
            });
        }
        let (name, turned) = match lower.rsplit_once(char::is_whitespace) {
            Some((name, "landscape")) => (name.trim_end(), Some(true)),
            Some((name, "portrait")) => (name.trim_end(), Some(false)),
            _ => (&*lower, None),
        };
        let known = NAMED.iter().find(|(known, ..)| *known == name);
        let &(_, width, height) = known.ok_or_else(|| unknown(text, name))?;
        let (short, long) = (width.min(height), width.max(height));
        let (width, height) = match turned {
            None => (width, height),
            Some(true) => (long, short),
            Some(false) => (short, long),
        };
        Ok(Self { width: Length::pt(width), height: Length::pt(height) })
    }
}

/// A width and a height with their units, or with one for both.
fn measured(text: &str) -> Option<PaperSize> {
    let (width, height) = text
        .split_once(['x', '×', '*'])
        .filter(|_| !text.contains("px"))
        .or_else(|| text.split_once(" x ").or_else(|| text.split_once('×')))?;
    let height: Length = height.parse().ok()?;
    let unit = text.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next()?;
    let width = width.parse().or_else(|_| format!("{}{unit}", width.trim()).parse()).ok()?;
    Some(PaperSize { width, height })
}

fn unknown(text: &str, name: &str) -> String {
    let names = NAMED.iter().map(|(name, ..)| *name);
    let near = nearest(name, names.clone()).map(|near| format!("did you mean `{near}`? "));
    format!(
        "there is no paper size `{text}`: {}write one of {}, or a width and a height as `6in x 9in`",
        near.unwrap_or_default(),
        names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    )
}

/// A size as a group of keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    width: Length,
    height: Length,
}

impl<'de> Deserialize<'de> for PaperSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Size;

        impl<'de> Visitor<'de> for Size {
            type Value = PaperSize;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a paper size, as `a4` or `6in x 9in`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<PaperSize, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PaperSize, A::Error> {
                let Measures { width, height } =
                    Measures::deserialize(MapAccessDeserializer::new(map))?;
                Ok(PaperSize { width, height })
            }
        }

        deserializer.deserialize_any(Size)
    }
}

impl JsonSchema for PaperSize {
    fn schema_name() -> Cow<'static, str> {
        "PaperSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "object"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_names_in_any_case_and_may_be_turned() {
        let pt = |text: &str| text.parse::<PaperSize>().map(PaperSize::to_pt);
        assert_eq!(pt("A4"), pt("a4"));
        assert_eq!(pt("Letter Landscape"), Ok((792.0, 612.0)));
        assert_eq!(pt("ledger portrait"), Ok((792.0, 1224.0)));
        let told = pt("leter").unwrap_err();
        assert!(told.contains("did you mean `letter`?") && told.contains("`tabloid`"), "{told}");
    }

    #[test]
    fn sizes_may_be_measured() {
        let pt = |text: &str| text.parse::<PaperSize>().map(PaperSize::to_pt);
        assert_eq!(pt("6in x 9in"), Ok((432.0, 648.0)));
        assert_eq!(pt("6 X 9 in"), Ok((432.0, 648.0)));
        assert_eq!(pt("170mm × 240mm"), pt("170 x 240 mm"));
        assert_eq!(pt("400px x 800px"), Ok((300.0, 600.0)));
        assert!(pt("6in").is_err() && pt("6 x 9").is_err() && pt("").is_err());
    }
}
