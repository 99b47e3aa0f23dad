//! The standards a PDF can be made to, as packs and commands name them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::visible::visible;

/// What a PDF claims to be. Written `a-2a, ua-1` (the default), `a-2b`, `ua-1` or `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdfStandard {
    /// The level of PDF/A, for archives.
    pub archival: Option<PdfArchival>,
    /// PDF/UA-1, for screen readers.
    pub accessible: bool,
}

/// The levels of PDF/A: `a` tagged, `u` with a text for every glyph, `b` for the eye alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the levels' own")]
pub enum PdfArchival {
    A1a,
    A1b,
    A2a,
    A2b,
    A2u,
    A3a,
    A3b,
    A3u,
    A4,
    A4e,
    A4f,
}

impl PdfArchival {
    /// The level of the same part that asks for a text for every glyph, but for no tags, where there
    /// is one.
    #[must_use]
    pub fn untagged(self) -> Self {
        match self {
            Self::A1a => Self::A1b,
            Self::A2a => Self::A2u,
            Self::A3a => Self::A3u,
            other => other,
        }
    }
}

const LEVELS: [(&str, PdfArchival); 11] = [
    ("a-1a", PdfArchival::A1a),
    ("a-1b", PdfArchival::A1b),
    ("a-2a", PdfArchival::A2a),
    ("a-2b", PdfArchival::A2b),
    ("a-2u", PdfArchival::A2u),
    ("a-3a", PdfArchival::A3a),
    ("a-3b", PdfArchival::A3b),
    ("a-3u", PdfArchival::A3u),
    ("a-4", PdfArchival::A4),
    ("a-4e", PdfArchival::A4e),
    ("a-4f", PdfArchival::A4f),
];

impl PdfStandard {
    /// No claim at all.
    pub const NONE: Self = Self { archival: None, accessible: false };

    /// The same claims, but of a level that files may be attached to, where it was one that forbids
    /// it: PDF/A-3 is PDF/A-2 with attachments, and PDF/A-4f is PDF/A-4 with them.
    #[must_use]
    pub fn with_attachments(mut self) -> Self {
        self.archival = self.archival.map(|level| match level {
            PdfArchival::A1a | PdfArchival::A2a => PdfArchival::A3a,
            PdfArchival::A1b | PdfArchival::A2b => PdfArchival::A3b,
            PdfArchival::A2u => PdfArchival::A3u,
            PdfArchival::A4 => PdfArchival::A4f,
            allowing => allowing,
        });
        self
    }
}

impl Default for PdfStandard {
    /// For everybody and for years.
    fn default() -> Self {
        Self { archival: Some(PdfArchival::A2a), accessible: true }
    }
}

impl FromStr for PdfStandard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut standard = Self::NONE;
        let text = text.to_ascii_lowercase();
        let mut names = text.split([',', '+', ' ']).filter(|name| !name.is_empty()).peekable();
        if names.peek().is_none() {
            return Err(unknown(&text));
        }
        for name in names {
            let name = name.strip_prefix("pdf/").unwrap_or(name);
            let level = LEVELS.iter().find(|(known, _)| *known == name);
            match (name, level) {
                ("none", _) => {}
                ("ua-1", _) => standard.accessible = true,
                (_, Some((_, level))) if standard.archival.is_none() => {
                    standard.archival = Some(*level);
                }
                (_, Some(_)) => {
                    return Err(format!("`{}` names two levels of PDF/A", visible(&text)));
                }
                (name, None) => return Err(unknown(name)),
            }
        }
        Ok(standard)
    }
}

fn unknown(name: &str) -> String {
    let levels: Vec<&str> = LEVELS.iter().map(|(name, _)| *name).collect();
    let (name, levels) = (visible(name), levels.join(", "));
    format!("`{name}` is no PDF standard: write none, ua-1, {levels} or two of them")
}

impl fmt::Display for PdfStandard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.archival.and_then(|own| LEVELS.iter().find(|(_, level)| *level == own));
        match (level, self.accessible) {
            (Some((name, _)), true) => write!(formatter, "{name}, ua-1"),
            (Some((name, _)), false) => formatter.write_str(name),
            (None, true) => formatter.write_str("ua-1"),
            (None, false) => formatter.write_str("none"),
        }
    }
}

impl Serialize for PdfStandard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PdfStandard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PdfStandard {
    fn schema_name() -> Cow<'static, str> {
        "PdfStandard".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_are_named_as_people_name_them() {
        let read = |text: &str| text.parse::<PdfStandard>().map(|standard| standard.to_string());
        assert_eq!(read("a-2a, ua-1"), Ok(PdfStandard::default().to_string()));
        assert_eq!(read("PDF/UA-1 + PDF/A-3u"), Ok("a-3u, ua-1".to_owned()));
        assert_eq!(read("none"), Ok("none".to_owned()));
        assert_eq!(read("A-4f"), Ok("a-4f".to_owned()));
        assert!(read("a-2a, a-3a").is_err() && read("a-5").is_err() && read("").is_err());
    }

    #[test]
    fn attachments_raise_a_level_only_where_it_forbids_them() {
        let raised = |text: &str| {
            text.parse::<PdfStandard>().map(|standard| standard.with_attachments().to_string())
        };
        assert_eq!(raised("a-2a, ua-1"), Ok("a-3a, ua-1".to_owned()));
        assert_eq!(raised("a-4e"), Ok("a-4e".to_owned()));
        assert_eq!(raised("ua-1"), Ok("ua-1".to_owned()));
    }
}
