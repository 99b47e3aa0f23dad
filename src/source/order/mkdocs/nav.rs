//! The navigation of a MkDocs project: pages in sections, in order.

use crate::source::config::{ContentsEntry, ContentsGroup};
use crate::source::order::contents::are_parts;
use crate::source::paths;
use crate::yaml::Located;

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A page, by its path below the folder of pages, and what it is called.
    Page { path: Located<String>, name: Option<String> },
    /// A title with what stands below it.
    Section {
        title: Located<String>,
        items: Vec<Item>,
        /// The folder that it stands for.
        folder: Option<String>,
    },
}

/// The contents that a navigation gives.
pub(super) fn contents(items: Vec<Item>, root: &str) -> Vec<ContentsEntry> {
    if !are_parts(&items, |item| matches!(item, Item::Section { .. })) {
        return below(items, root);
    }
    let entry = |item| match item {
        Item::Page { path, name } => page(path, name, root),
        Item::Section { title, items, .. } => {
            let (part, pages) = (Some(title), below(items, root));
            ContentsGroup { part, pages, ..ContentsGroup::default() }
        }
    };
    items.into_iter().map(entry).map(ContentsEntry::Group).collect()
}

/// Sections that are no parts have no page of their own. Where the first of their pages is an index, it
/// stands above the others; else the section's title does. Sections nest as deep as the settings or
/// folders they come from, which is bounded.
fn below(items: Vec<Item>, root: &str) -> Vec<ContentsEntry> {
    let entry = |item| match item {
        Item::Page { path, name } => page(path, name, root),
        Item::Section { title, mut items, .. } => {
            let index = items.first().and_then(Item::index).cloned();
            let mut group = ContentsGroup::default();
            match index {
                Some(index) => {
                    items.remove(0);
                    group = page(index, Some(title.value), root);
                }
                None => group.title = Some(title),
            }
            ContentsGroup { pages: below(items, root), ..group }
        }
    };
    items.into_iter().map(entry).map(ContentsEntry::Group).collect()
}

fn page(path: Located<String>, name: Option<String>, root: &str) -> ContentsGroup {
    let Located { value, span } = path;
    let page = Some(Located { value: paths::join(root, &value), span });
    ContentsGroup { page, name, ..ContentsGroup::default() }
}

impl Item {
    /// The path of an index, which stands for its folder.
    fn index(&self) -> Option<&Located<String>> {
        let Self::Page { path, .. } = self else { return None };
        let name = path.value.rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        ["index", "readme"].iter().any(|it| stem.eq_ignore_ascii_case(it)).then_some(path)
    }
}
