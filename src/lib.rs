//! Recto turns a folder of Markdown pages into the documents people hand over: a print-ready PDF,
//! an EPUB 3 and one self-contained HTML file.
//!
//! One way through, and data moves forward only:
//!
//! ```text
//! source ──▶ parse ──▶ compose ──▶ resolve ──▶ (markup | layout) ──▶ backend
//! ```
//!
//! ```
//! use recto::backend::BACKENDS;
//! use recto::files::MemoryFiles;
//! use recto::source::Selection;
//! use recto::{Request, Unwatched, export};
//!
//! let files = MemoryFiles::new().with("security.md", "# Security\n\nKeys never leave the vault.\n");
//! let request = Request { formats: BACKENDS.to_vec(), ..Selection::Folder.into() };
//! let export = export(&request, &files, &Unwatched);
//! assert_eq!(export.refusal, None);
//! let made = export.made.iter().map(|made| (made.backend.name(), &made.artifact.bytes[..4]));
//! assert_eq!(made.map(|(name, _)| name).collect::<Vec<_>>(), ["pdf", "epub", "html"]);
//! ```
//!
//! * [`source`] reads files, front matter and `pack.yaml`: which pages there are, in which order, and
//!   which of them this reader gets.
//! * [`parse`] makes a [`tree`] of each page: what it means, free of how it was written. [`compose`]
//!   makes the document of one reader out of them, and [`exchange`] has filters change it.
//! * [`resolve`] settles every reference: links lead somewhere, attachments are loaded and checked,
//!   notes are numbered. Nothing behind it reads a file.
//! * A [`backend::Backend`] makes a finished file of that, by [`markup`] or by [`layout`]. Those of
//!   Recto are [`backend::BACKENDS`]; a [`Request`] takes others beside them.
//!
//! A [`Session`] takes a folder along that way: [`Session::export`] goes all of it,
//! [`Session::prepare`] stops before the outputs and [`Session::tree`] at the document tree;
//! [`Session::check`] looks closer at what each stage leaves. All of it works on any
//! [`files::Files`], prints nothing and writes nothing; what it finds are
//! [`Diagnostic`](diag::Diagnostic)s with a place. [`export`] is the short way for one request.

// What cannot fail says why, in `expect`.
#![cfg_attr(not(test), deny(clippy::unwrap_used))]

pub mod backend;
mod bounded_pdf;
mod budget;
pub mod check;
pub mod compose;
pub mod diag;
pub mod exchange;
mod export;
pub mod fault;
pub mod files;
pub mod fonts;
mod highlight;
pub mod layout;
pub mod limits;
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
