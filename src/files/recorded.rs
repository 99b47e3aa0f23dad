//! Files that remember which of them were read.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{FileError, Files, Listing, PackPath};

/// Files that remember which of them were read, and of each what is worth remembering. To ask for a
/// size is not to read.
pub struct Recorded<'a, T = ()> {
    files: &'a dyn Files,
    remember: fn(&[u8]) -> T,
    read: Mutex<BTreeMap<PackPath, T>>,
    /// Those of the repository around the folder, by their paths there.
    read_in_repository: Mutex<BTreeMap<PackPath, T>>,
}

impl<'a> Recorded<'a> {
    /// The same files, none of them read yet.
    pub fn new(files: &'a dyn Files) -> Self {
        Self::remembering(files, |_| ())
    }
}

impl<'a, T: Clone> Recorded<'a, T> {
    /// The same files, none of them read yet. What `remember` makes of a file's bytes is kept.
    pub fn remembering(files: &'a dyn Files, remember: fn(&[u8]) -> T) -> Self {
        Self { files, remember, read: Mutex::default(), read_in_repository: Mutex::default() }
    }

    /// The files that were read so far.
    pub fn read_files(&self) -> BTreeMap<PackPath, T> {
        lock(&self.read).clone()
    }

    /// The files of the repository around the folder that were read so far, by their paths there.
    pub fn read_files_in_repository(&self) -> BTreeMap<PackPath, T> {
        lock(&self.read_in_repository).clone()
    }
}

/// What was read. A map is whole whatever a thread did that held it.
fn lock<T>(read: &Mutex<BTreeMap<PackPath, T>>) -> MutexGuard<'_, BTreeMap<PackPath, T>> {
    read.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Send> Files for Recorded<'_, T> {
    fn name(&self) -> &str {
        self.files.name()
    }

    fn names_above(&self) -> Vec<String> {
        self.files.names_above()
    }

    fn listing(&self) -> Result<Listing, FileError> {
        self.files.listing()
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        self.files.names()
    }

    fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        self.files.size(path)
    }

    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.read(path)?;
        let remembered = (self.remember)(&bytes);
        lock(&self.read).insert(path.clone(), remembered);
        Ok(bytes)
    }

    fn way_in_repository(&self) -> Option<&str> {
        self.files.way_in_repository()
    }

    fn size_in_repository(&self, path: &PackPath) -> Result<u64, FileError> {
        self.files.size_in_repository(path)
    }

    fn names_in_repository(&self, folder: Option<&PackPath>) -> Result<Vec<String>, FileError> {
        self.files.names_in_repository(folder)
    }

    fn read_in_repository(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.read_in_repository(path)?;
        let remembered = (self.remember)(&bytes);
        lock(&self.read_in_repository).insert(path.clone(), remembered);
        Ok(bytes)
    }

    fn link_target(&self, path: &PackPath) -> Option<PackPath> {
        self.files.link_target(path)
    }

    fn source_date_epoch(&self) -> Option<i64> {
        self.files.source_date_epoch()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn only_what_is_read_is_remembered() {
        let files = MemoryFiles::new().with("a.md", "a").with("b.md", "b");
        let files = files.within("docs", "img/x.png", "x");
        let recorded = Recorded::new(&files);
        let path = |name| PackPath::new(name).unwrap();
        recorded.size(&path("b.md")).unwrap();
        recorded.read(&path("a.md")).unwrap();
        recorded.read(&path("c.md")).unwrap_err();
        recorded.read_in_repository(&path("img/x.png")).unwrap();
        assert_eq!(recorded.read_files(), [(path("a.md"), ())].into());
        assert_eq!(recorded.read_files_in_repository(), [(path("img/x.png"), ())].into());
    }
}
