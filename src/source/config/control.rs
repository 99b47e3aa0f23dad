//! What `pack.yaml` says of the document as a controlled one.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::entries::{TextOr, scalar_schema};
use crate::text::day::Day;
use crate::yaml::Located;

/// Who answers for the document, what changed in it, and who got it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct DocumentControl {
    /// The number or name it is filed under.
    #[schemars(schema_with = "scalar_schema")]
    pub reference: Option<String>,
    /// Who answers for it.
    pub owner: Option<Person>,
    /// Who read it before it was approved.
    pub reviewers: Vec<Person>,
    /// Who approved it.
    pub approvers: Vec<Person>,
    /// Whether reviewers and approvers have a line to sign on.
    pub signatures: bool,
    /// Its versions, in the order they are to be listed.
    pub history: Vec<VersionEntry>,
    /// Who gets it, and why.
    pub distribution: Vec<Recipient>,
    /// The day by which it is to be looked through again.
    pub next_review: Option<Located<Day>>,
}

/// Somebody who has a part in the document: a name, or a name with more about them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Person {
    /// The name alone.
    Name(String),
    /// The name with what is said of them.
    Described(DescribedPerson),
}

/// Somebody who has a part in the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribedPerson {
    /// The name.
    pub name: String,
    /// What they are in their organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The day on which they had their part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

impl Person {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Described(person) => &person.name,
        }
    }

    /// What they are in their organisation.
    pub fn role(&self) -> Option<&str> {
        match self {
            Self::Name(_) => None,
            Self::Described(person) => person.role.as_deref(),
        }
    }

    /// The day on which they had their part.
    pub fn date(&self) -> Option<Day> {
        match self {
            Self::Name(_) => None,
            Self::Described(person) => person.date,
        }
    }
}

impl<'de> Deserialize<'de> for Person {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match TextOr::deserialize(deserializer)? {
            TextOr::Text(name) => Self::Name(name),
            TextOr::Other(person) => Self::Described(person),
        })
    }
}

/// A version of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionEntry {
    /// The version, as printed.
    #[schemars(schema_with = "scalar_schema")]
    pub version: String,
    /// The day it was finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What changed since the version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
}

/// Somebody who gets the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// A person, a group or an organisation.
    pub name: String,
    /// Why they get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
