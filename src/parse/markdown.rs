//! Markdown. It and what lies below it alone know the Markdown library.

mod addresses;
mod headings;
mod read;
mod structure;

pub(super) use addresses::addresses;
pub(super) use headings::{Heading, headings};
pub(super) use read::{Reading, read};
pub(super) use structure::{
    Stretch, blocks, blocks_at, code_length, code_ranges, defined_elsewhere, fence, is_within,
    lines, opens_code, stretches, verbatim_ranges, words,
};
