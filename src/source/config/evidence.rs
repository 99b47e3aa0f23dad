//! What `pack.yaml` says of certificates, standards and their controls.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::entries::{one_or_more, one_or_more_schema, scalars_schema};
use crate::text::day::Day;
use crate::yaml::Located;

/// The pages that Recto can make from what `pack.yaml` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GeneratedPage {
    /// Who answers for the document: `document-control`.
    DocumentControl,
    /// The certificates: `certificates`.
    CertificateRegister,
    /// Which page says how a control is met: `standards`.
    EvidenceMatrix,
}

/// A certificate that somebody else gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Certificate {
    /// The standard it certifies, with its edition: `ISO/IEC 27001:2022`.
    pub standard: String,
    /// What the standard is about, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Its first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Located<Day>>,
    /// The picture or PDF that shows it, by its path in the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Located<String>>,
}

/// How the register of certificates is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct RegisterConfig {
    /// How many days before its last one a certificate is warned of.
    pub warn_before: u16,
}

impl Default for RegisterConfig {
    fn default() -> Self {
        Self { warn_before: 90 }
    }
}

/// A standard that pages speak of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Standard {
    /// What it is called, where its key is not enough.
    pub title: Option<String>,
    /// Words by which pages claim it, of which a certificate must be in the register: `ISO 27001`.
    /// `*` stands for letters, digits and signs within a word.
    #[serde(deserialize_with = "one_or_more")]
    #[schemars(schema_with = "one_or_more_schema")]
    pub claims: Vec<String>,
    /// Its controls, or the path of a YAML file in the pack that lists them.
    pub controls: Option<Located<Controls>>,
    /// Controls that do not apply, each with the reason.
    #[schemars(schema_with = "scalars_schema")]
    pub not_applicable: IndexMap<String, String>,
    /// Whether a control that no page covers is an error.
    pub full_coverage: bool,
}

impl Standard {
    /// The controls with their titles, empty for those that have none.
    pub fn controls(&self) -> Option<&IndexMap<String, String>> {
        match &self.controls.as_ref()?.value {
            Controls::Listed(controls) => Some(controls),
            Controls::File(_) => None,
        }
    }
}

/// The controls of a standard.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Controls {
    /// The path of a YAML file that lists them. Once `pack.yaml` is read, none is left.
    File(String),
    /// Their numbers with their titles.
    Listed(IndexMap<String, String>),
}

impl<'de> Deserialize<'de> for Controls {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ControlsVisitor;

        impl<'de> Visitor<'de> for ControlsVisitor {
            type Value = Controls;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list of controls, controls with titles, or a file's path")
            }

            fn visit_str<E>(self, path: &str) -> Result<Controls, E> {
                Ok(Controls::File(path.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Controls, A::Error> {
                let numbers = Vec::<String>::deserialize(SeqAccessDeserializer::new(items))?;
                let listed = numbers.into_iter().map(|number| (number, String::new()));
                Ok(Controls::Listed(listed.collect()))
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Controls, A::Error> {
                let entries = MapAccessDeserializer::new(entries);
                let titles = IndexMap::<String, Option<String>>::deserialize(entries)?;
                let listed =
                    titles.into_iter().map(|(key, title)| (key, title.unwrap_or_default()));
                Ok(Controls::Listed(listed.collect()))
            }
        }

        deserializer.deserialize_any(ControlsVisitor)
    }
}

impl JsonSchema for Controls {
    fn schema_name() -> Cow<'static, str> {
        "Controls".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let titles = scalars_schema(generator);
        json_schema!({
            "description": "The controls of a standard, or the path of a file that lists them.",
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": ["string", "number"] } },
                titles,
            ]
        })
    }
}
