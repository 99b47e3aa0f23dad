//! What the extensions of Python-Markdown add in a folder of MkDocs, beside admonitions, tabs and
//! Markdown within HTML: snippets, keys, signs, changes, abbreviations and remarks on code.
//!
//! Forms: <https://facelessuser.github.io/pymdown-extensions/>,
//! <https://squidfunk.github.io/mkdocs-material/reference/>.

mod code;
mod keys;
mod marks;
mod snippets;
mod symbols;

pub(super) use code::read_code;
pub(super) use marks::rewrite as rewrite_marks;
pub(super) use snippets::expand as expand_snippets;
pub(super) use symbols::rewrite as rewrite_symbols;
