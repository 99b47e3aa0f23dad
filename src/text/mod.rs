//! What can be said of words and days alone. Used by every stage, knows none.

pub mod day;
pub mod language;
pub mod markup;
pub mod mojibake;
pub mod size;
pub mod slug;
