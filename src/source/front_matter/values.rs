//! What a page says about itself.

use std::ops::Range;

use super::labels::Labels;
use crate::source::publication::Unclear;
use crate::span::Span;
use crate::tree::PageMeta;
use crate::yaml::{Entry, Located};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct FrontMatter {
    /// The typed values; `title` is empty where none is given.
    pub(in crate::source) meta: PageMeta,
    /// The title as it is written, before variables are filled.
    pub(in crate::source) written_title: Option<String>,
    /// What menus call the page.
    pub(in crate::source) label: Option<String>,
    /// Where `parent` stands.
    pub(in crate::source) parent_span: Option<Span>,
    /// What says whether the page is published, as it is written.
    pub(in crate::source) publication: Vec<Entry>,
    /// What may be meant to hold the page back, and cannot be understood.
    pub(in crate::source) unclear: Option<Unclear>,
    /// Its labels, as the rules of a pack ask for them.
    pub(in crate::source) labels: Labels,
    /// The keys that nothing reads but the templates of a theme, and that are no other tool's.
    pub(in crate::source) unread: Vec<Located<String>>,
    /// The bytes behind the front matter.
    pub(in crate::source) body: Range<usize>,
}
