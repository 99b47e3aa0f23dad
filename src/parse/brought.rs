//! Files that are brought into pages.

use crate::files::PackPath;
use crate::span::Span;

/// A file that is brought into a page, and is no page itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Brought {
    /// The file.
    pub path: PackPath,
    /// Where it is brought in. All that comes of it stands there.
    pub span: Span,
    /// Whether a condition takes it away from this reader.
    pub for_others: bool,
    /// Whether it lies in the book or repository around the folder, where its path starts at the root.
    pub around: bool,
}
