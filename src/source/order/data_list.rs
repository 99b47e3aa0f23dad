//! A list of pages among the data of a site.

use crate::yaml::Located;

/// A list in the data of a site.
#[derive(Clone, Debug)]
pub(in crate::source) struct List {
    pub(super) items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) title: Option<Located<String>>,
    /// What it leads to; none for a section.
    pub(super) link: Option<Link>,
    pub(super) items: Vec<Item>,
}

/// What an item leads to.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The addresses that it may mean, as they are compared.
    pub(super) addresses: Vec<String>,
    pub(super) at: Located<String>,
}
