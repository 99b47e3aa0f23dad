//! Attached files as what links lead to.

use indexmap::IndexMap;

use super::super::folder::{Folder, Location};
use super::{Loaded, list};
use crate::files::{Files, PackPath};
use crate::tree::{Anchor, Authored, Pack, Target};

/// Where links find the attached files.
pub(in super::super) struct Targets<'a> {
    folder: Folder<'a>,
    files: &'a IndexMap<PackPath, Loaded>,
    /// The id of each file's entry in the list.
    entries: Vec<Anchor>,
}

impl<'a> Targets<'a> {
    /// The files, which `pack` lists and whose ids are settled.
    pub(in super::super) fn new(
        pack: &Pack<Authored>,
        files: &'a IndexMap<PackPath, Loaded>,
        folder: &'a dyn Files,
    ) -> Self {
        let entries = list::entries(pack, files.len());
        Self { folder: Folder::new(folder, &[]), files, entries }
    }

    /// The file that a page means by a path, where it is attached.
    pub(in super::super) fn find(&self, page: &str, written: &str) -> Option<Target> {
        let page = PackPath::new(page).ok()?;
        let (Location::File(path) | Location::PdfPage(path, _)) =
            self.folder.locate(&page, written).ok()?.location
        else {
            return None;
        };
        self.target(self.files.get_index_of(&path)?)
    }

    /// The file whose entry in the list has this id.
    pub(in super::super) fn listed(&self, id: &str) -> Option<Target> {
        self.target(self.entries.iter().position(|entry| entry.as_str() == id)?)
    }

    fn target(&self, file: usize) -> Option<Target> {
        let entry = self.entries.get(file)?.clone();
        Some(Target::Attached { file, entry })
    }
}
