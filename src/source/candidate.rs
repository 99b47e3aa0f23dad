//! A page that wants a place in the pack.

use serde_json::Value;

use super::front_matter::FrontMatter;
use super::left_out::Reason;
use crate::diag::Diagnostic;
use crate::files::PackPath;
use crate::span::FileId;
use crate::text::page_path::IndexKind;

/// A page that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its file.
    pub(super) file: FileId,
    /// Where it lies.
    pub(super) path: PackPath,
    /// Path without its ending.
    pub(super) key: String,
    /// The key as seen from the folder of pages, without a language, once the site is known.
    pub(super) local: Option<String>,
    /// What it says about itself.
    pub(super) front: FrontMatter,
    /// What was noticed while reading it; told only if the page is taken.
    pub(super) said: Vec<Diagnostic>,
    /// Whether it is a title that stands above pages and has no file of its own.
    pub(super) titled: bool,
    /// Whether notes are made of it, and it is none itself.
    pub(super) template: bool,
    /// Why it is in no list that nobody wrote down.
    pub(super) unlisted: Option<Reason>,
}

impl Candidate {
    /// Whether the page stands for its folder.
    pub(super) fn is_index(&self) -> bool {
        let local = self.local_key();
        let name = local.rsplit_once('/').map_or(local, |(_, name)| name);
        IndexKind::of(name).is_some()
    }

    /// The key as seen from the folder that holds the pages, without a language.
    pub(super) fn local_key(&self) -> &str {
        self.local.as_deref().unwrap_or(&self.key)
    }

    /// The page's folder as seen from the folder that holds the pages; empty for that one.
    pub(super) fn folder(&self) -> &str {
        self.local_key().rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether a path ends with the id that the page gives itself in its folder.
    pub(super) fn calls_itself(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let id = self.front.meta.other.get("id").and_then(Value::as_str);
        id == Some(name) && [self.path.folder(), self.folder()].contains(&folder)
    }

    /// Whether the page is the index of the pack itself.
    pub(super) fn opens_pack(&self) -> bool {
        self.is_index() && self.folder().is_empty()
    }
}
