//! What was asked for, as far as it decides what is made.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::text::day::Day;
use crate::text::size::ByteSize;

/// What was asked for beside the files themselves. What only decides what is reported is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Parameters {
    /// The formats, by name.
    pub formats: Vec<String>,
    /// The page that was made alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The profile of `pack.yaml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Variables that were set by hand.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<String, String>,
    /// Files of variables, which need not lie in the pack: what of them was used is therefore here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variable_files: Vec<VariableText>,
    /// A theme in place of the one the pack names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeParameter>,
    /// What the PDF was to claim, in place of what the pack says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdf_standard: Option<String>,
    /// How large each file may be, in bytes, in place of what the pack says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<ByteSize>,
    /// The day that decided which pages were published, where one hung on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The programs that drew diagrams: their commands, by the language of the diagrams.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub renderers: IndexMap<String, Vec<String>>,
    /// The programs that the pages went through: their commands, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Vec<String>>,
    /// The moment that the outputs are dated with, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_date_epoch: Option<i64>,
}

/// A file of variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariableText {
    /// Its name without folders.
    pub name: String,
    /// The variables that are used, with their values, as YAML.
    pub text: String,
}

/// A theme that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ThemeParameter {
    /// A shipped one, or one in the pack.
    Name(String),
    /// A folder outside of the pack, by its own name.
    Folder(String),
}
