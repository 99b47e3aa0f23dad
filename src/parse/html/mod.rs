//! Raw HTML in pages: tags become the tree's own elements, and what cannot pass is left out.
//!
//! The tokens come from `html5ever`; how elements nest is the builder's affair, since Markdown's
//! elements and HTML's hold one another.

mod attributes;
mod meaning;
mod read;

pub(crate) use meaning::callout_kind;
pub(super) use meaning::{callout_title, is_known};
pub(super) use read::read;
