//! Features of fonts, as themes name them.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

/// The most features that a list has.
const MOST: usize = 8;

/// A feature of OpenType with its value: 0 turns it off, 1 on, more choose among several forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontFeature {
    /// Its tag, such as `lnum`.
    pub tag: [u8; 4],
    /// Its value.
    pub value: u8,
}

/// Some features of OpenType, in the order in which they are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FontFeatures([Option<FontFeature>; MOST]);

impl FontFeatures {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = FontFeature> + '_ {
        self.0.iter().flatten().copied()
    }

    /// These and others; of one that both name, the others' value counts.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        let own = self.iter().filter(|one| others.iter().all(|other| other.tag != one.tag));
        own.chain(others.iter()).take(MOST).collect()
    }

    /// The value of the property `font-feature-settings` of CSS.
    pub fn to_css(self) -> String {
        let setting = |feature: FontFeature| {
            format!("\"{}\" {}", String::from_utf8_lossy(&feature.tag), feature.value)
        };
        let settings: Vec<String> = self.iter().map(setting).collect();
        if settings.is_empty() { "normal".to_owned() } else { settings.join(", ") }
    }
}

impl FromIterator<FontFeature> for FontFeatures {
    fn from_iter<I: IntoIterator<Item = FontFeature>>(features: I) -> Self {
        let mut list = Self::default();
        for (place, feature) in list.0.iter_mut().zip(features) {
            *place = Some(feature);
        }
        list
    }
}

impl FromStr for FontFeature {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = match (text.split_once('='), text.strip_prefix('-')) {
            (Some((name, value)), _) => (name, value.parse().ok()),
            (None, Some(name)) => (name, Some(0)),
            (None, None) => (text, Some(1)),
        };
        let tag = name
            .as_bytes()
            .try_into()
            .ok()
            .filter(|tag: &[u8; 4]| tag.iter().all(u8::is_ascii_alphanumeric));
        let feature = tag.zip(value).map(|(tag, value)| Self { tag, value });
        feature.ok_or_else(|| {
            format!("`{text}` is no feature of OpenType: write `lnum`, `-liga` or `ss01=2`")
        })
    }
}

impl<'de> Deserialize<'de> for FontFeatures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        if names.len() > MOST {
            return Err(de::Error::custom(format!("more than {MOST} features are named")));
        }
        let features = names.iter().map(|name| name.parse());
        features.collect::<Result<Self, String>>().map_err(de::Error::custom)
    }
}

impl JsonSchema for FontFeatures {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FontFeatures".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "OpenType features: `lnum`, `-liga`, `ss01=2`.",
            "type": "array",
            "maxItems": MOST,
            "items": { "type": "string", "pattern": "^(-?[A-Za-z0-9]{4}|[A-Za-z0-9]{4}=[0-9]{1,3})$" },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(names: &[&str]) -> FontFeatures {
        names.iter().map(|name| name.parse::<FontFeature>().unwrap()).collect()
    }

    #[test]
    fn features_are_turned_on_and_off() {
        assert_eq!(
            features(&["lnum", "-liga", "ss01=2"]).to_css(),
            r#""lnum" 1, "liga" 0, "ss01" 2"#
        );
        assert_eq!(FontFeatures::default().to_css(), "normal");
        for wrong in ["", "lnu", "lnums", "l\"um", "lnum=x", "lnum=300"] {
            assert!(wrong.parse::<FontFeature>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_value_that_is_named_last_counts() {
        let both = features(&["onum", "kern"]).with(features(&["lnum", "-kern"]));
        assert_eq!(both, features(&["onum", "lnum", "-kern"]));
    }
}
