//! What the navigation lists, and the pages of the printed edition.

use crate::markup::dom::Element;
use crate::tree::Anchor;

/// A line of a list in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its words.
    pub(super) title: String,
    /// Their language, where it is not the book's.
    pub(super) lang: Option<String>,
    /// Where it leads.
    pub(super) address: String,
    /// The lines below it.
    pub(super) children: Vec<Entry>,
    /// The printed page that starts with its line.
    pub(super) starts: Option<PrintedPage>,
}

impl Entry {
    /// The same in a language.
    pub(super) fn speaking(self, lang: Option<&str>) -> Self {
        Self { lang: lang.map(str::to_owned), ..self }
    }

    /// A line with others below it.
    pub(super) fn new(title: String, address: String, children: Vec<Self>) -> Self {
        Self { title, lang: None, address, children, starts: None }
    }
}

/// A page of the printed edition, with the place where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedPage {
    /// The id of the place.
    pub(super) id: String,
    /// Its printed number.
    pub(super) label: String,
}

impl PrintedPage {
    /// The mark of the place.
    pub(super) fn mark(&self) -> Element {
        Element::new("span")
            .attr("id", &*self.id)
            .attr("epub:type", "pagebreak")
            .attr("role", "doc-pagebreak")
            .attr("aria-label", &*self.label)
    }
}

/// A printed page with a number that stands before the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrontPage {
    /// The printed number.
    pub(super) label: String,
    /// Where the first line leads that leads anywhere: a page of the contents starts with it.
    pub(super) line: Option<Anchor>,
}

/// Everything that the navigation lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// The first page of the printed contents.
    pub(super) opening: Option<PrintedPage>,
    /// Parts, pages and their sections.
    pub(super) contents: Vec<Entry>,
    /// Figures with a caption.
    pub(super) figures: Vec<Entry>,
    /// Tables with a caption.
    pub(super) tables: Vec<Entry>,
    /// The pages of the printed edition.
    pub(super) pages: Vec<Entry>,
}
