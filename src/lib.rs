//! Recto turns a folder of Markdown pages into the documents people hand over: a print-ready PDF,
//! an EPUB 3 and one self-contained HTML file.
//!
//! One way through, and data moves forward only:
//!
//! ```text
//! source ──▶ parse ──▶ compose ──▶ resolve ──▶ (markup | layout) ──▶ backend
//! ```
//!
//! [`export`] goes the whole way; [`prepare`] stops before the outputs and [`read_tree`] at the
//! document tree. [`fn@check`] goes as far as `prepare` and looks closer. All of them work on any
//! [`files::Files`], print nothing and write nothing.

pub mod backend;
mod bounded_pdf;
pub mod budget;
pub mod check;
pub mod compose;
pub mod diag;
mod export;
pub mod files;
pub mod fonts;
pub mod highlight;
pub mod layout;
pub mod manifest;
pub mod markup;
pub mod maths;
pub mod parse;
pub mod proof;
pub mod resolve;
pub mod source;
pub mod span;
pub mod text;
pub mod theme;
pub mod tree;
pub mod yaml;

pub use export::{
    Checked, Export, Made, Prepared, Refusal, Request, Step, Unwatched, WantedTheme, Watch, check,
    check_all, export, export_all, list, prepare, read_tree,
};
