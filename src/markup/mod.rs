//! The tree as markup: one DOM and one serializer for HTML and EPUB.

pub mod dom;
