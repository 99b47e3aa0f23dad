//! Recto turns a folder of Markdown pages into the documents people hand over: a print-ready PDF,
//! an EPUB 3 and one self-contained HTML file.
//!
//! One way through, and data moves forward only:
//!
//! ```text
//! source ──▶ parse ──▶ tree ──▶ resolve ──▶ (markup | layout) ──▶ backend
//! ```

pub mod backend;
pub mod diag;
pub mod files;
pub mod fonts;
pub mod layout;
pub mod markup;
pub mod parse;
pub mod resolve;
pub mod source;
pub mod span;
pub mod theme;
pub mod tree;
pub mod yaml;
