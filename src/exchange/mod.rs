//! The JSON that programs beside Recto read and write: filters get the pages of a pack and give them
//! back, backends get the finished document and give a file.
//!
//! Its forms are described in `docs/backends.md` and `docs/filters.md`, and versioned by [`VERSION`].

mod answer;
mod document;
mod filter;

pub use answer::Answer;
pub use document::Document;
pub use filter::{Filters, filter};

/// The version of all these forms. It grows where a program that read the last one correctly would
/// read this one wrongly; what is only added leaves it as it is.
pub const VERSION: u32 = 1;
