//! Recto turns a folder of Markdown pages into the documents people hand over: a print-ready PDF,
//! an EPUB 3 and one self-contained HTML file.
//!
//! One way through, and data moves forward only:
//!
//! ```text
//! source ──▶ parse ──▶ compose ──▶ resolve ──▶ (markup | layout) ──▶ backend
//! ```
//!
//! A [`Session`] takes a folder along that way: [`Session::export`] goes all of it,
//! [`Session::prepare`] stops before the outputs and [`Session::tree`] at the document tree;
//! [`Session::check`] looks closer at what each stage leaves. All of it works on any
//! [`files::Files`], prints nothing and writes nothing. [`export`] is the short way for one request.

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
    Checked, Export, Made, Prepared, Refusal, Request, Session, Step, Unwatched, WantedTheme,
    Watch, export,
};
