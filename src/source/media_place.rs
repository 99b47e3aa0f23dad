//! Where videos and sounds go, in outputs that can play them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of videos and sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MediaPlace {
    /// The poster is shown with a link to where it can be watched: the file stays small.
    #[default]
    Link,
    /// They are put into the file and played there.
    Embed,
}
