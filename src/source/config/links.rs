//! What `pack.yaml` says of what lies outside the pack.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::files::PackPath;
use crate::source::{Dialect, Reason, SiteAddresses};
use crate::text::slug::Slugs;
use crate::yaml::Located;

/// Where links lead that leave the pack, and what becomes of pictures that lie outside of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// The address below which pages outside the pack are found.
    pub base: Option<Located<String>>,
    /// Folders of the pack that a slash at the start of an address may mean, beside the pack's own.
    pub roots: Vec<String>,
    /// What stands for pictures that lie on the web.
    pub images: WebPictures,
    /// What becomes of pictures that lie outside the pack's folder, on the same disk, and of files that
    /// an mdBook brings in from there. Without it those of the book or repository around the folder are
    /// taken where there is no `pack.yaml`.
    pub outside: Option<OutsideFiles>,
    /// Pages that are not in the pack, and why. Those that nobody is to have yet are not below the base
    /// either.
    #[serde(skip)]
    pub left_out: BTreeMap<PackPath, Reason>,
    /// The tool that the folder was written for, which says what headings and pages are called.
    #[serde(skip)]
    pub dialect: Dialect,
    /// How it makes ids of headings.
    #[serde(skip)]
    pub slugs: Slugs,
    /// The addresses that the tool gives the pages.
    #[serde(skip)]
    pub site: SiteAddresses,
}

/// What stands for pictures that lie on the web, from where nothing is fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WebPictures {
    /// Their words: a badge's as they are, those of another picture as a link to it.
    #[default]
    Link,
    /// Nothing.
    Drop,
}

/// What becomes of pictures and files to be brought in that lie outside the pack's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideFiles {
    /// They are refused.
    #[default]
    Refuse,
    /// Those of the book or repository that the folder stands in are taken.
    Repository,
}
