//! What can be said of words alone. Used by every stage, knows none.

pub mod language;
pub mod mojibake;
