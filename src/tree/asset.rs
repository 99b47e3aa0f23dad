//! How the tree names what lies beside it: assets and attached files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The key of an asset in the store of a resolved document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
pub struct AssetId(pub(crate) u32);

/// What an attached file is to the document (ISO 32000-2, 7.11.3, `AFRelationship`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relationship {
    /// What the document, or a part of it, was made from.
    Source,
    /// The data behind a table or chart.
    Data,
    /// The same in another form.
    Alternative,
    /// More than the document says.
    #[default]
    Supplement,
}
