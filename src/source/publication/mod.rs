//! Whether a page is published: by its place, by what it says of itself, by what is said for it
//! from above, and by the day.
//!
//! What a folder's own tool would not publish, or publishes without listing it, is not in the
//! pack. Each tool has a file here with what its documentation says; what a page says of itself
//! counts in every folder, since a part of a site may be exported without its settings.

mod above;
mod bundles;
mod day_in_name;
mod docusaurus;
mod entry_filter;
mod faults;
mod globs;
mod hugo;
mod ignored;
mod jekyll;
mod judge;
mod keys;
mod languages;
mod mkdocs;
mod obsidian;
mod publishing;
mod rules;
mod said;
#[cfg(test)]
mod tests;
mod unclear;

pub(super) use above::Above;
pub(super) use docusaurus::{Patterns, publishing as of_docusaurus};
pub(super) use faults::{NOT_KNOWN, misshapen};
pub(super) use hugo::{Settings as HugoSettings, mounts, publishing as of_hugo};
pub(super) use ignored::{by_globs, by_lines, outside_globs};
pub(super) use jekyll::{collections, publishing as of_jekyll};
pub(super) use judge::{Published, alone, hand_down_labels, of_itself, opens_section, published};
pub(super) use keys::{canonical, concerns, is_flag, may_name_day, truth, truth_of};
pub(super) use languages::is_for;
pub(super) use mkdocs::{inherited, plugin, publishing as of_mkdocs};
pub(super) use obsidian::{is_template, templates};
pub(super) use publishing::{Dated, InName, Judgement, Publishing};
pub(super) use rules::{Force, Matches, PathRule};
pub(super) use said::Takes;
pub(super) use unclear::Unclear;
