//! A wiki of Azure DevOps: a file `.order` in each folder names its pages.
//!
//! Form: <https://learn.microsoft.com/azure/devops/project/wiki/wiki-file-structure>.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::contents::DEEPEST;
use super::door::{Door, Found};
use super::site::Site;
use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::dialect::Dialect;
use crate::source::page_files::is_page;
use crate::source::paths;
use crate::yaml::Located;

/// The file that names the pages of its folder.
const ORDER: &str = ".order";

/// Reads a wiki whose top folder has an order.
pub(super) fn read(door: &mut Door<'_>) -> Option<Found> {
    let order = door.first(&[ORDER])?;
    let contents = below("", 0, door);
    let dialect = Dialect::Azure;
    let site =
        Site { dialect, contents, listed_by: Some("its `.order`".to_owned()), ..Site::default() };
    let shown_by = (order, "the `.order` of each folder gives the order");
    Some(Found { kind: "a wiki of Azure DevOps", shown_by, site })
}

/// The pages of a folder, each with those of the folder that has its name: first those that are
/// named, then all others.
fn below(folder: &str, depth: usize, door: &mut Door<'_>) -> Vec<ContentsEntry> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let order = door.first(&[&paths::join(folder, ORDER)]);
    let order = order.and_then(|path| door.open(&path));
    let named = order.map(|file| door.text(file).to_owned()).unwrap_or_default();
    let names = names_in(folder, door);
    let known: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let named = named.lines().map(str::trim).filter(|name| known.contains(name));
    let mut taken = BTreeSet::new();
    let names = named.chain(known.iter().copied()).filter(|name| taken.insert(*name));
    names.map(|name| entry(&paths::join(folder, name), name, depth, door)).collect()
}

/// A page with those below it; a folder without one has a title.
fn entry(path: &str, name: &str, depth: usize, door: &mut Door<'_>) -> ContentsEntry {
    let pages = below(path, depth + 1, door);
    let group = ContentsGroup { pages, ..ContentsGroup::default() };
    let file = format!("{path}.md");
    let has_page = door.first(&[&file]).is_some();
    let said = |value| Some(Located { value, span: None });
    ContentsEntry::Group(if has_page {
        ContentsGroup { page: said(file), name: Some(called(name)), ..group }
    } else {
        ContentsGroup { title: said(called(name)), ..group }
    })
}

/// The names of the pages that lie in a folder, without their ending, and of the folders in it.
fn names_in(folder: &str, door: &Door<'_>) -> Vec<String> {
    let pages = door.below(folder).iter().filter(|path| is_page(path));
    let names = pages.filter_map(|path| {
        let local = paths::within(folder, path.as_str())?;
        let name = local.split_once('/').map(|(folder, _)| folder);
        name.or_else(|| local.strip_suffix(".md")).map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    names
}

/// What a page is called: a hyphen in its file's name is a space, what is encoded is itself.
fn called(name: &str) -> String {
    let words = name.replace('-', " ");
    percent_decode_str(&words).decode_utf8_lossy().into_owned()
}
