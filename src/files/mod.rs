//! The one door to files, the clock, the environment and other programs.
//!
//! Everything that reads goes through [`Files`], so that the whole pipeline runs on memory in
//! tests, and so that no path can lead out of the folder that is exported. The one way past its
//! edge is asked for by name and goes no further than the book or repository that the folder
//! stands in. Everything that runs goes through [`Programs`].

#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod disk;
mod error;
mod fingerprint;
mod memory;
mod path;
mod programs;
mod recorded;
mod repository;

pub use disk::{DiskFiles, epoch_of_environment};
pub use error::{FileError, reason};
pub use fingerprint::Fingerprint;
pub use memory::MemoryFiles;
pub use path::{OutsidePack, PackPath};
pub use programs::{Programs, Run, RunError};
pub use recorded::Recorded;

/// Read access to one folder.
pub trait Files: Send + Sync {
    /// The folder's own name; empty where it has none.
    fn name(&self) -> &str;

    /// The names of the nearest folders that the folder lies in, the nearest first, as far as they may say
    /// what it is about.
    fn names_above(&self) -> Vec<String> {
        Vec::new()
    }

    /// What lies below the folder. Hidden files and folders are left out.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    fn listing(&self) -> Result<Listing, FileError>;

    /// Every file of the [`listing`](Self::listing), sorted by path.
    ///
    /// # Errors
    /// As that.
    fn list(&self) -> Result<Vec<PackPath>, FileError> {
        Ok(self.listing()?.files)
    }

    /// The names that stand directly in the folder, of files, folders and links, sorted. Hidden
    /// ones are left out.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    fn names(&self) -> Result<Vec<String>, FileError>;

    /// The size of a file in bytes, without reading it.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn size(&self, path: &PackPath) -> Result<u64, FileError>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`FileError::NotFound`] where there is no such file, [`FileError::Outside`] where a
    /// symbolic link leads out of the folder, [`FileError::Unreadable`] for all else.
    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError>;

    /// The file of the same folder that a path with symbolic links leads to; none where it has none.
    fn link_target(&self, _path: &PackPath) -> Option<PackPath> {
        None
    }

    /// The way from the root of the book or repository that the folder stands in to the folder, with
    /// `/` between names; none where it stands in none that is known.
    fn way_in_repository(&self) -> Option<&str> {
        None
    }

    /// The size in bytes of a file of the book or repository around the folder, by its path from the
    /// root there.
    ///
    /// # Errors
    /// As [`read_in_repository`](Self::read_in_repository).
    fn size_in_repository(&self, _path: &PackPath) -> Result<u64, FileError> {
        Err(FileError::Outside)
    }

    /// The names of what lies in a folder of the book or repository around the folder, hidden or not, by
    /// its path from the root there; in the root itself for none.
    ///
    /// # Errors
    /// As [`read_in_repository`](Self::read_in_repository).
    fn names_in_repository(&self, _folder: Option<&PackPath>) -> Result<Vec<String>, FileError> {
        Err(FileError::Outside)
    }

    /// The bytes of a file of the book or repository around the folder, by its path from the root
    /// there.
    ///
    /// # Errors
    /// As [`read`](Self::read); and [`FileError::Outside`] for whatever lies behind a symbolic link
    /// or belongs to the version control.
    fn read_in_repository(&self, _path: &PackPath) -> Result<Vec<u8>, FileError> {
        Err(FileError::Outside)
    }

    /// Seconds since 1970 that the environment asks outputs to be dated with
    /// (`SOURCE_DATE_EPOCH`). The wall clock is never read.
    fn source_date_epoch(&self) -> Option<i64>;
}

/// What lies below a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every file, sorted by path.
    pub files: Vec<PackPath>,
    /// What is none of them, though nobody hid it, sorted.
    pub unlisted: Vec<Unlisted>,
}

/// Something that is no file of a listing, by its path as far as that can be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unlisted {
    /// Its name is not UTF-8, so that no page or setting could name it.
    NotUtf8(String),
    /// A link to a folder with pages, which is not entered: it could lead back to a folder around it.
    LinkedFolder(String),
    /// A folder that the system does not let be read: its path, and the reason.
    UnreadableFolder(String, String),
}
