//! A face with the glyphs alone that characters may be shown by, numbered anew, in all its tables.
//!
//! `skera`, which stands on the same crates as our reading of fonts, follows substitutions: ligatures,
//! joining forms and the marks of Indic scripts stay, with their places. What no glyph of the text
//! needs goes from the tables of kerning and substitution, which are the larger part of a face.

use std::collections::BTreeSet;

use skera::{DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;
use skrifa::raw::TableRecord;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};

use crate::fault::caught;

/// The names that stay: whose font it is, and under which licence (OpenType 1.9.1, "name", name IDs).
/// Its own name goes: the fonts that come with Recto reserve theirs for what is whole.
const NAMES: [u16; 4] = [0, 7, 13, 14];

/// English of the United States, the language that these names are in.
const ENGLISH: u16 = 0x409;

/// The font; none where its outlines are not TrueType's, or its tables are broken. `kept` are the
/// tables that are wanted, `features` those that are used beside the usual ones.
pub(super) fn renumbered(
    font: &FontRef<'_>,
    characters: &BTreeSet<char>,
    kept: &[&[u8; 4]],
    features: &[&[u8; 4]],
) -> Option<Vec<u8>> {
    font.glyf().ok()?;
    let kept: IntSet<Tag> = kept.iter().map(|tag| Tag::new(tag)).collect();
    let records = font.table_directory().table_records().iter();
    let unwanted: IntSet<Tag> =
        records.map(TableRecord::tag).filter(|tag| !kept.contains(*tag)).collect();
    let own = features.iter().map(|tag| Tag::new(tag));
    let features: IntSet<Tag> = DEFAULT_LAYOUT_FEATURES.iter().copied().chain(own).collect();
    // A font of a pack comes from anywhere, and a table that is not what it says is no reason to stop.
    let made = caught(|| {
        let plan = Plan::new(
            &IntSet::empty(),
            &characters.iter().map(|&c| u32::from(c)).collect(),
            font,
            SubsetFlags::SUBSET_FLAGS_NO_HINTING,
            &unwanted,
            &IntSet::all(),
            &features,
            &NAMES.iter().map(|&name| NameId::new(name)).collect(),
            &[ENGLISH].into_iter().collect(),
        );
        subset_font(font, &plan).ok()
    });
    made.ok().flatten()
}
