//! Files that remember which of them were read.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{FileError, Files, PackPath};

/// Files that remember which of them were read. To ask for a size is not to read.
pub struct Recorded<'a> {
    files: &'a dyn Files,
    read: Mutex<BTreeSet<PackPath>>,
}

impl<'a> Recorded<'a> {
    /// The same files, none of them read yet.
    pub fn new(files: &'a dyn Files) -> Self {
        Self { files, read: Mutex::default() }
    }

    /// The files that were read so far.
    pub fn read_files(&self) -> BTreeSet<PackPath> {
        // A set is whole whatever a thread did that held it.
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Files for Recorded<'_> {
    fn name(&self) -> &str {
        self.files.name()
    }

    fn list(&self) -> Result<Vec<PackPath>, FileError> {
        self.files.list()
    }

    fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        self.files.size(path)
    }

    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.read(path)?;
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        Ok(bytes)
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
        let recorded = Recorded::new(&files);
        let path = |name| PackPath::new(name).unwrap();
        recorded.size(&path("b.md")).unwrap();
        recorded.read(&path("a.md")).unwrap();
        recorded.read(&path("c.md")).unwrap_err();
        assert_eq!(recorded.read_files(), [path("a.md")].into());
    }
}
