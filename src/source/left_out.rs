//! The pages that stay out of a pack, and why.

use std::fmt;

use crate::files::PackPath;
use crate::text::day::Day;

/// A page that stays out of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The page.
    pub path: PackPath,
    /// Why.
    pub reason: Reason,
    /// The pages of the pack that link to it, by their keys; known once they are parsed.
    pub linked_from: Vec<String>,
    /// The pages of the pack that bring it in as a part of them, by their keys; known once they are
    /// composed.
    pub brought_into: Vec<String>,
}

impl LeftOut {
    /// A page that nobody is known to link to.
    pub(super) fn new(path: PackPath, reason: Reason) -> Self {
        Self { path, reason, linked_from: Vec::new(), brought_into: Vec::new() }
    }
}

/// Why a page stays out of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It lies outside the folder where the tool of this site keeps its pages.
    OutsideSite,
    /// It lies in a folder of a tool, such as `node_modules`.
    ToolFolder,
    /// Its name starts with `_`: a part of other pages.
    Partial,
    /// It is what the site shows for addresses that lead nowhere.
    ErrorPage,
    /// It is a `README` beside an index page.
    ReadmeBesideIndex,
    /// `include` does not take it.
    NotIncluded,
    /// `exclude` leaves it out.
    Excluded,
    /// It is a draft, as it says itself or as its tool says.
    Draft,
    /// It says that it is not for everybody.
    Says {
        /// What it says, as it would stand in front matter: `unlisted: true`.
        what: String,
        /// The file that says so for it, where it does not itself.
        by: Option<String>,
    },
    /// The tool of this site does not publish it, or elsewhere: the cause as half a sentence.
    Tool(String),
    /// It is a translation, into this language where that is known: the site has it elsewhere.
    Translation(Option<String>),
    /// The site publishes it, and its menu does not name it, for this reason.
    InNoMenu(Box<Reason>),
    /// Its day is still to come.
    NotYet {
        /// The day from which it is published.
        from: Day,
        /// The day that was asked about.
        on: Day,
    },
    /// Its day is past.
    Expired {
        /// The day from which it is no longer published.
        since: Day,
        /// The day that was asked about.
        on: Day,
    },
    /// It is published from or until a day, and nobody said which day is asked about.
    NoDay,
    /// This key decides whether it is published, and its value cannot be understood.
    Unclear(String),
    /// The order of the pack does not name it; nor does this list of its tool, where there is one.
    NotListed(Option<String>),
    /// All that it says is for other readers.
    NothingLeft,
    /// Another page has the same path but for its ending.
    SameKey,
    /// It could not be read, for this reason.
    Unreadable(String),
}

impl From<String> for Reason {
    fn from(cause: String) -> Self {
        Self::Tool(cause)
    }
}

impl Reason {
    /// Whether a page that stays out for this reason is kept from the reader, so that nothing of it
    /// may be in an output: where `exclude` names it always, and where an output is made for
    /// somebody also where others were chosen for him, or nobody is to have it yet.
    pub(super) fn keeps_from(&self, somebody: bool) -> bool {
        match self {
            Self::Excluded => true,
            Self::NotIncluded | Self::NotListed(_) => somebody,
            other => somebody && other.holds_back(),
        }
    }

    /// Whether it holds in whatever part of the pack the page is exported.
    pub(super) fn is_settled(&self) -> bool {
        *self == Self::Excluded || self.holds_back()
    }

    /// Whether the page is kept back by what it says itself, by its tool or by its day, and not by
    /// the choice that a pack makes among its pages.
    pub fn holds_back(&self) -> bool {
        match self {
            Self::Draft
            | Self::Says { .. }
            | Self::Tool(_)
            | Self::Translation(_)
            | Self::NotYet { .. }
            | Self::Expired { .. }
            | Self::NoDay
            | Self::Unclear(_) => true,
            Self::InNoMenu(cause) => cause.holds_back(),
            Self::OutsideSite
            | Self::ToolFolder
            | Self::Partial
            | Self::ErrorPage
            | Self::ReadmeBesideIndex
            | Self::NotIncluded
            | Self::Excluded
            | Self::NotListed(_)
            | Self::NothingLeft
            | Self::SameKey
            | Self::Unreadable(_) => false,
        }
    }

    /// Whether not even its address on the web is to be told.
    pub(crate) fn keeps_address(&self) -> bool {
        self.holds_back() || *self == Self::NothingLeft
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OutsideSite => "it lies outside the folder of pages",
            Self::ToolFolder => "it lies in a folder of a tool",
            Self::Partial => "its name starts with `_`",
            Self::ErrorPage => "the site shows it for addresses that lead nowhere",
            Self::ReadmeBesideIndex => "its folder has an index page",
            Self::NotIncluded => "`include` does not take it",
            Self::Excluded => "`exclude` leaves it out",
            Self::Draft => "it is a draft",
            Self::Says { what, by: None } => return write!(formatter, "it says `{what}`"),
            Self::Says { what, by: Some(by) } => {
                return write!(formatter, "`{by}` says `{what}` for it");
            }
            Self::Tool(cause) => cause,
            Self::Translation(None) => "it is a translation",
            Self::Translation(Some(lang)) => {
                return write!(formatter, "it is a translation, into `{lang}`");
            }
            Self::InNoMenu(cause) => return cause.fmt(formatter),
            Self::NotYet { from, on } => {
                return write!(formatter, "it is published from {from}, and the day is {on}");
            }
            Self::Expired { since, on } => {
                return write!(formatter, "it expired on {since}, and the day is {on}");
            }
            Self::NoDay => "a day decides whether it is published, and none is given",
            Self::Unclear(key) => {
                return write!(
                    formatter,
                    "its `{key}` decides whether it is published, and cannot be understood"
                );
            }
            Self::NotListed(None) => "the contents do not name it",
            Self::NotListed(Some(list)) => return write!(formatter, "{list} does not name it"),
            Self::NothingLeft => "nothing of it is for this reader",
            Self::SameKey => "another page has its name",
            Self::Unreadable(_) => "it could not be read",
        })
    }
}
