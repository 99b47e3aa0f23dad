//! The addresses that pages have on the site they were written for, as its settings make them.
//!
//! What a page alone says of its address is read where links are resolved; here is what hangs on the
//! settings of the site: patterns, the form of addresses, the path that the site lies below, and what
//! led to a page before it moved.

mod addressing;
mod hugo;
mod jekyll;
mod mkdocs;
mod of_pages;
mod parts;
mod pattern;
mod site_addresses;

pub(super) use addressing::Addressing;
pub(super) use hugo::Hugo;
pub(super) use jekyll::Jekyll;
pub(super) use mkdocs::MkDocs;
pub(super) use of_pages::of_pages;
pub use site_addresses::SiteAddresses;
