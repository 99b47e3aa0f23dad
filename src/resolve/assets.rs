//! Attachments in their resolved form: loaded, sniffed, bounded, stored once.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::files::{Fingerprint, PackPath};
use crate::span::Span;
use crate::tree::{AssetId, Relationship};

/// What an attachment's bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the formats' own")]
pub enum Format {
    Png,
    Jpeg,
    Gif,
    Webp,
    Svg,
    Mp4,
    Webm,
    Mp3,
}

impl Format {
    /// The IANA media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
            Self::Mp3 => "audio/mpeg",
        }
    }

    /// Whether it is seen and stands still.
    pub fn is_picture(self) -> bool {
        !matches!(self, Self::Mp4 | Self::Webm | Self::Mp3)
    }

    /// The usual ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
            Self::Mp4 => "mp4",
            Self::Webm => "webm",
            Self::Mp3 => "mp3",
        }
    }
}

/// A line of words in a picture, in CSS pixels from its top left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureLine {
    /// Its words, in the order in which they are read.
    pub text: String,
    /// Where its baseline starts.
    pub x: f32,
    /// The same downwards.
    pub y: f32,
    /// How far it is turned clockwise, in degrees.
    pub turn: f32,
    /// How long it is.
    pub length: f32,
    /// The size of its letters.
    pub size: f32,
}

/// An attachment, loaded and checked.
#[derive(Clone, Debug)]
pub struct Asset {
    /// A file name that is unique in the pack and safe in any archive: ASCII letters, digits,
    /// `-`, `_` and one dot.
    pub name: String,
    /// What the bytes are.
    pub format: Format,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub hash: String,
    /// Width in CSS pixels (of an SVG: its own size); 0 for sounds and videos.
    pub width: f32,
    /// Height in CSS pixels.
    pub height: f32,
    /// Whether it is made of pixels and light along most of its edges, so that light paper shows
    /// none.
    pub light_edge: bool,
    /// The words of a page of a PDF, which its picture only shows; none of other pictures.
    pub lines: Arc<[PictureLine]>,
    /// The bytes. An SVG's have been checked to refer to nothing outside itself.
    pub bytes: Arc<[u8]>,
}

/// A file that a document carries inside of it as it is.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The file of the pack that it is.
    pub source: PackPath,
    /// Its name, which no other attached file has.
    pub name: String,
    /// What it is, in a few words; its name where nobody said.
    pub description: String,
    /// Its IANA media type.
    pub media_type: String,
    /// What it is to the document.
    pub relationship: Relationship,
    /// The day it is from, as `YYYY-MM-DD`, where somebody said it or the pack has a date.
    pub date: Option<String>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Where somebody asked for it by its name; none for what a page shows.
    pub asked: Option<Span>,
}

/// Every asset of a pack, each stored once, in order of first use.
#[derive(Clone, Debug, Default)]
pub struct AssetStore {
    assets: Vec<Asset>,
    /// The assets by the hashes under which they were stored.
    stored: FxHashMap<String, AssetId>,
    /// The files of the pack that they come from, also those that could not be used.
    pub files: BTreeSet<PackPath>,
    /// The same of the repository around the pack, by their paths there.
    pub files_in_repository: BTreeSet<PackPath>,
    /// The pack's logo.
    pub logo: Option<AssetId>,
    /// The picture on its cover.
    pub cover: Option<AssetId>,
    /// The theme's own pictures, by the box that each stands in: its group of tokens and its name.
    pub in_boxes: BTreeMap<(&'static str, String), AssetId>,
    /// The same as they are by night, where the theme's colours make other pictures of them.
    pub in_boxes_by_night: BTreeMap<(&'static str, String), AssetId>,
    /// Files that are attached as they are, for outputs that can carry some.
    pub attached: Vec<Attached>,
}

impl AssetStore {
    /// The asset behind a key.
    ///
    /// # Panics
    /// When the key comes from another store.
    pub fn get(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }

    /// The picture that a box of a group of the theme's tokens shows: the pack's own, or one of the
    /// theme's.
    pub fn of_box(&self, group: &'static str, name: &str, picture: &str) -> Option<AssetId> {
        match picture {
            "logo" => self.logo,
            "cover" => self.cover,
            _ => self.in_boxes.get(&(group, name.to_owned())).copied(),
        }
    }

    /// All assets with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        (0..).map(AssetId).zip(&self.assets)
    }

    /// Gives an asset other bytes that show the same. The room it takes on a page stays.
    pub fn replace(&mut self, id: AssetId, format: Format, bytes: Vec<u8>) {
        if let Some(asset) = self.assets.get_mut(id.0 as usize) {
            asset.hash = Fingerprint::of(&bytes).sha256;
            asset.format = format;
            asset.bytes = bytes.into();
        }
    }

    /// How many assets there are.
    pub fn len(&self) -> usize {
        self.assets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.assets.is_empty()
    }

    /// Stores an asset, or finds the one with the same bytes.
    pub fn insert(&mut self, asset: Asset) -> AssetId {
        let next = AssetId(u32::try_from(self.assets.len()).unwrap_or(u32::MAX));
        match self.stored.entry(asset.hash.clone()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                self.assets.push(asset);
                *place.insert(next)
            }
        }
    }
}
