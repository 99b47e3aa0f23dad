//! A page as it is read.

use std::ops::Range;

use crate::files::PackPath;
use crate::span::FileId;
#[cfg(doc)]
use crate::span::Sources;
use crate::tree::PageMeta;
use crate::yaml::Located;

/// A page as read.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// Its file in [`Sources`].
    pub file: FileId,
    /// Where it lies.
    pub path: PackPath,
    /// Path below the pack without its ending; unique in the pack.
    pub key: String,
    /// What its front matter says, with variables filled in.
    pub meta: PageMeta,
    /// `title` of its front matter as it is written, before variables are filled in.
    pub written_title: Option<String>,
    /// What a navigation calls it: that of the folder's tool, `sidebar_label`, `linkTitle`.
    pub called: Option<String>,
    /// The keys of its front matter that nothing reads but the templates of a theme, and that are no
    /// other tool's.
    pub unread: Vec<Located<String>>,
    /// The bytes of the body, behind the front matter.
    pub body: Range<usize>,
    /// How many pages stand above it.
    pub depth: u8,
    /// The title of the part that opens with this page.
    pub part: Option<String>,
    /// The part that it belongs to, by a number; 0 where the contents say nothing of it.
    pub part_of: usize,
    /// The id of the heading whose section alone is taken.
    pub section: Option<Located<String>>,
    /// Whether it is a title that stands above pages, and has no file of its own: `file` is then
    /// the one that gives the title.
    pub titled: bool,
}
