//! A finished document as JSON.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use crate::resolve::{Asset, AssetStore, Attached, Captioned, OutlineEntry, Resolved};
use crate::theme::Theme;
use crate::tree::{AssetId, Linked, Pack, Relationship};

/// A document as programs get it: what Recto's own backends work from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document<'a> {
    /// The version of this form.
    version: u32,
    /// The moment that the file is to be dated with, in seconds since 1970; none where nobody said.
    date: Option<i64>,
    /// The pages, every reference of them settled.
    pack: &'a Pack<Linked>,
    /// Pages and their headings, nested.
    outline: &'a [OutlineEntry],
    /// Figures, tables and listings with a caption, in reading order.
    captioned: &'a [Captioned],
    /// What pages show: a picture's `asset` is its place in this list, from 0.
    assets: Vec<File<'a>>,
    /// The pack's logo, one of the assets.
    logo: Option<AssetId>,
    /// The picture on its cover, one of the assets.
    cover: Option<AssetId>,
    /// Files that go along as they are.
    attached: Vec<AttachedFile<'a>>,
    /// The words of the theme in the pack's language, such as `contents` and `note`.
    labels: BTreeMap<&'static str, &'a str>,
}

/// A file that pages show.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    /// A name that no other asset has, of ASCII letters, digits, `-`, `_` and one dot.
    name: &'a str,
    /// Its IANA media type.
    media_type: &'static str,
    /// Its width in CSS pixels; 0 for sounds and videos.
    width: f32,
    /// Its height in CSS pixels.
    height: f32,
    /// Its bytes, in base64.
    data: String,
}

/// A file that goes along as it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AttachedFile<'a> {
    /// Its name, which no other attached file has.
    name: &'a str,
    /// What it is, in a few words.
    description: &'a str,
    /// Its IANA media type.
    media_type: &'a str,
    /// What it is to the document.
    relationship: Relationship,
    /// The day it is from, as `YYYY-MM-DD`, where somebody said it.
    date: Option<&'a str>,
    /// Its bytes, in base64.
    data: String,
}

impl<'a> Document<'a> {
    /// The form of a document that shows `assets`, dated in seconds since 1970. The theme lends its
    /// words.
    pub fn new(
        resolved: &'a Resolved,
        assets: &'a AssetStore,
        theme: &'a Theme,
        date: Option<i64>,
    ) -> Self {
        let Resolved { pack, outline, captioned, .. } = resolved;
        Self {
            version: VERSION,
            date,
            pack,
            outline,
            captioned,
            assets: assets.iter().map(|(_, asset)| File::of(asset)).collect(),
            logo: assets.logo,
            cover: assets.cover,
            attached: assets.attached.iter().map(AttachedFile::of).collect(),
            labels: theme.labels(&pack.meta.lang),
        }
    }

    /// The form as text, on one line.
    ///
    /// # Panics
    /// Never: a document holds nothing that JSON cannot.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a document holds nothing that JSON cannot")
    }
}

impl<'a> File<'a> {
    fn of(asset: &'a Asset) -> Self {
        Self {
            name: &asset.name,
            media_type: asset.format.media_type(),
            width: asset.width,
            height: asset.height,
            data: STANDARD.encode(&asset.bytes),
        }
    }
}

impl<'a> AttachedFile<'a> {
    fn of(file: &'a Attached) -> Self {
        Self {
            name: &file.name,
            description: &file.description,
            media_type: &file.media_type,
            relationship: file.relationship,
            date: file.date.as_deref(),
            data: STANDARD.encode(&file.bytes),
        }
    }
}
