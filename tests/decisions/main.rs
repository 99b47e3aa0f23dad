//! What a pack decides is honoured, or no file is written or replaced.

#[path = "../support/formats.rs"]
mod formats;
mod hidden;
mod parts;
mod refusals;
mod sample;
#[path = "../support/slips.rs"]
mod slips;
