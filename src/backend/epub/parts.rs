//! The files that a book consists of.

use crate::markup::dom::Node;
use crate::tree::PageRole;

/// A content document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its file.
    pub(super) file: String,
    /// What it is called.
    pub(super) title: String,
    /// Its language.
    pub(super) lang: String,
    /// What its page says of itself to search engines.
    pub(super) description: Option<String>,
    /// What it is.
    pub(super) kind: Kind,
    /// What its page is in a book, where it is no chapter.
    pub(super) role: Option<PageRole>,
    /// The place that stands at its very start, where there is one.
    pub(super) start: Option<String>,
    /// What its body holds.
    pub(super) body: Vec<Node>,
}

/// What a content document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The cover.
    Cover,
    /// The title page.
    Title,
    /// The contents.
    Contents,
    /// What opens a part.
    Part,
    /// A page, or the first piece of it.
    Chapter,
    /// A further piece of a page.
    Continued,
}

impl Kind {
    /// Its class in the style sheet.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Title => "title",
            Self::Contents => "contents",
            Self::Part => "part",
            Self::Chapter | Self::Continued => "chapter",
        }
    }
}

/// A file of the book that is no content document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resource {
    /// Its name in the manifest.
    pub(super) id: String,
    /// Where it lies, seen from the package document.
    pub(super) path: String,
    /// Its IANA media type.
    pub(super) media_type: String,
    /// What the manifest says of it.
    pub(super) properties: Option<&'static str>,
    /// For a file that text links to, which has its place outside of the reading order: the
    /// document that stands in where it cannot be shown, by its index (EPUB 3.3, 3.5.1 and 5.7.2).
    pub(super) fallback: Option<usize>,
}

/// What every XML file of the book starts with.
pub(super) const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The file of the navigation document.
pub(super) const NAVIGATION: &str = "nav.xhtml";

/// The class of pictures that nobody described and nobody called an ornament.
pub(super) const UNDESCRIBED: &str = "undescribed";
