//! What a folder of a tool says about its pages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::data_list::List;
use crate::source::addresses::Addressing;
use crate::source::config::{ContentsEntry, GeneratedIndex};
use crate::source::dialect::Dialect;
use crate::source::extensions::Extensions;
use crate::source::maths::Formulas;
use crate::source::menus::Menus;
use crate::source::paths::{join, within};
use crate::source::publication::Publishing;
use crate::source::punctuation::Punctuation;
use crate::text::slug::Slugs;
use crate::yaml::Located;

/// What a folder of a tool says about its pages. The default is a plain folder.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Site {
    /// The tool whose site it is.
    pub(in crate::source) dialect: Dialect,
    /// The formulas that the tool's settings ask for.
    pub(in crate::source) formulas: Option<Formulas>,
    /// What the tool makes of typewriter's punctuation.
    pub(in crate::source) punctuation: Punctuation,
    /// How it makes ids of headings, where its settings change that.
    pub(in crate::source) slugs: Option<Slugs>,
    /// The menus of a Hugo site.
    pub(in crate::source) menus: Option<Menus>,
    /// The extensions of Python-Markdown that read the pages.
    pub(in crate::source) extensions: Extensions,
    /// What lines of code start with that an mdBook does not show, by the code's language.
    pub(in crate::source) hidden_lines: BTreeMap<String, String>,
    /// The folders that a slash at the start of an address may mean.
    pub(in crate::source) roots: Vec<String>,
    /// The folder that holds the pages; empty for the exported one.
    pub(in crate::source) root: String,
    /// The folders of pages where there are several, each with the folder that it stands for below
    /// the pages; what lies in one stands there.
    pub(in crate::source) mounts: Vec<(String, String)>,
    /// What the whole is called, and the like.
    pub(in crate::source) identity: Identity,
    /// The order, where it is written down; paths below the exported folder.
    pub(in crate::source) contents: Vec<ContentsEntry>,
    /// Lists of pages in the data of a Jekyll site, which may give the order.
    pub(in crate::source) lists: Vec<List>,
    /// What is said about folders, by their path below `root`.
    pub(in crate::source) folders: BTreeMap<String, Folder>,
    /// Names of folders that start with `_` and hold pages all the same.
    pub(in crate::source) collections: Vec<String>,
    /// What the tool publishes.
    pub(in crate::source) publishing: Publishing,
    /// The language that names of files may end in: `en` in `index.en.md`.
    pub(in crate::source) suffix: Option<String>,
    /// How the tool makes the addresses of its pages.
    pub(in crate::source) addressing: Addressing,
    /// What gives `contents`: "`nav` in `mkdocs.yml`".
    pub(in crate::source) listed_by: Option<String>,
    /// The values that its settings give pages, by the names that pages call them by.
    pub(in crate::source) values: BTreeMap<String, String>,
}

impl Site {
    /// What names of files may end in to say their language: `.en`; empty where they do not.
    pub(in crate::source) fn suffix(&self) -> &str {
        self.suffix.as_deref().unwrap_or_default()
    }

    /// A path as seen from the folder of pages; none where it lies in no such folder.
    pub(in crate::source) fn local<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        if self.mounts.is_empty() {
            return within(&self.root, path).map(Cow::Borrowed);
        }
        let below = |(source, target): &(String, String)| {
            let rest = within(source, path)?;
            Some((source.len(), join(target, rest)))
        };
        let nearest = self.mounts.iter().filter_map(below).max_by_key(|(length, _)| *length);
        nearest.map(|(_, local)| Cow::Owned(local))
    }

    /// The key of a page as seen from the folder of pages, without a language.
    pub(in crate::source) fn local_key(&self, key: &str) -> String {
        let local = self.local(key).unwrap_or(Cow::Borrowed(key));
        local.strip_suffix(self.suffix()).unwrap_or(&local).to_owned()
    }

    /// The paths at which something may lie that is seen from the folder of pages.
    pub(in crate::source) fn places(&self, local: &str) -> Vec<String> {
        if self.mounts.is_empty() {
            return vec![join(&self.root, local)];
        }
        let mounted = self.mounts.iter().filter_map(|(source, target)| {
            let rest = within(target, local).or_else(|| (target == local).then_some(""))?;
            Some(join(source, rest).trim_end_matches('/').to_owned())
        });
        mounted.collect()
    }

    /// The paths that `contents` names.
    pub(in crate::source) fn named(&self) -> BTreeSet<&str> {
        let mut named = BTreeSet::new();
        let mut open: Vec<&ContentsEntry> = self.contents.iter().collect();
        while let Some(entry) = open.pop() {
            match entry {
                ContentsEntry::Page(page) => {
                    named.insert(page.value.as_str());
                }
                ContentsEntry::Group(group) => {
                    named.extend(group.page.as_ref().map(|page| page.value.as_str()));
                    open.extend(&group.pages);
                }
            }
        }
        named
    }
}

/// What a tool's settings say about the whole.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Identity {
    pub(in crate::source) title: Option<String>,
    pub(in crate::source) description: Option<String>,
    pub(in crate::source) authors: Vec<String>,
    pub(in crate::source) lang: Option<String>,
    pub(in crate::source) copyright: Option<String>,
}

/// What is said about a folder that no page stands for.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Folder {
    /// Its title.
    pub(in crate::source) label: Option<Located<String>>,
    /// Its place among its siblings.
    pub(in crate::source) position: Option<f64>,
    /// What a page says that the tool makes for it.
    pub(in crate::source) index: Option<GeneratedIndex>,
}
