//! Sizes of files, as people write and say them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::visible::visible;

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

/// What units stand for. Mailboxes and sellers of disks count in thousands.
const UNITS: [(&str, f64); 9] = [
    ("", 1.0),
    ("b", 1.0),
    ("kb", 1e3),
    ("mb", 1e6),
    ("gb", 1e9),
    ("kib", 1024.0),
    ("mib", 1024.0 * 1024.0),
    ("gib", 1024.0 * 1024.0 * 1024.0),
    ("k", 1e3),
];

/// Nothing that could be read fits into less.
const LEAST: u64 = 1000;

impl FromStr for ByteSize {
    type Err = String;

    /// Reads `10MB`, `1.5 MiB`, `800 kB`; a number alone is bytes.
    fn from_str(text: &str) -> Result<Self, String> {
        let refuse =
            || format!("`{}` is no size for a document; write it as `10MB`", visible(text));
        let trimmed = text.trim();
        let end = trimmed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(end);
        let unit = unit.trim().to_ascii_lowercase();
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(refuse)?;
        let bytes = number.parse::<f64>().map_err(|_| refuse())? * factor;
        let size = Self(bytes as u64);
        if size.0 < LEAST { Err(refuse()) } else { Ok(size) }
    }
}

impl fmt::Display for ByteSize {
    /// In powers of 1000, rounded: `48 kB`, `1.3 MB`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0 as f64;
        formatter.pad(&match bytes {
            ..1e3 => format!("{bytes} B"),
            ..1e6 => format!("{:.0} kB", bytes / 1e3),
            _ => format!("{:.1} MB", bytes / 1e6),
        })
    }
}

/// A size as people say it, in powers of 1000 (`48 kB`, `1.3 MB`).
pub fn size(bytes: usize) -> String {
    ByteSize(bytes as u64).to_string()
}

/// The same as a language (a BCP 47 tag) writes it, which is where the decimal sign differs.
pub fn in_words(bytes: usize, lang: &str) -> String {
    const POINT: [&str; 6] = ["en", "zh", "ja", "ko", "he", "th"];
    let words = size(bytes);
    if POINT.contains(&&*super::language::primary(lang)) { words } else { words.replace('.', ",") }
}

impl Serialize for ByteSize {
    /// In bytes, so that nothing is rounded.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for ByteSize {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ByteSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<ByteSize>().map(|size| size.0).ok();
        for (text, bytes) in [
            ("10MB", Some(10_000_000)),
            ("1.5 MiB", Some(1_572_864)),
            (" 800 kB", Some(800_000)),
            ("20000", Some(20_000)),
            ("0", None),
            ("12 B", None),
            ("-5MB", None),
            ("ten", None),
            ("1e9MB", None),
            ("5 apples", None),
            ("", None),
        ] {
            assert_eq!(read(text), bytes, "{text}");
        }
    }

    #[test]
    fn sizes_are_rounded_as_people_say_them() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(48_200), "48 kB");
        assert_eq!(size(1_260_000), "1.3 MB");
    }

    #[test]
    fn the_decimal_sign_is_the_languages_own() {
        assert_eq!(in_words(1_260_000, "en-GB"), "1.3 MB");
        assert_eq!(in_words(1_260_000, "de-AT"), "1,3 MB");
    }
}
