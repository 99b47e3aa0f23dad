//! Files on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::error::{FileError, explain};
use super::repository::Repository;
use super::{Files, Listing, PackPath, Unlisted};

/// A folder on disk. Symbolic links are followed as long as they stay inside it.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
    source_date_epoch: Option<i64>,
    /// What the folder stands in, looked for when first needed.
    repository: OnceLock<Option<Repository>>,
}

/// The seconds that the environment asks outputs to be dated with, where it does
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
///
/// # Errors
/// Where `SOURCE_DATE_EPOCH` is no number of seconds: which day it means is not known.
pub fn epoch_of_environment() -> io::Result<Option<i64>> {
    let epoch = std::env::var_os("SOURCE_DATE_EPOCH");
    epoch.map(|seconds| seconds_of(&seconds.to_string_lossy())).transpose()
}

/// The number that a text is, of seconds up to the last day of the year 9999.
fn seconds_of(written: &str) -> io::Result<i64> {
    // Milliseconds lie thousands of years ahead, where every page has had its day.
    const LAST: i64 = 253_402_300_799;
    let seconds = written.trim().parse().ok().filter(|seconds: &i64| *seconds <= LAST);
    seconds.ok_or_else(|| {
        let message = format!(
            "SOURCE_DATE_EPOCH is `{}`, and has to be a number of seconds since 1970",
            written.escape_debug()
        );
        io::Error::new(io::ErrorKind::InvalidInput, message)
    })
}

impl DiskFiles {
    /// The folder `root`, in the environment of this process.
    ///
    /// # Errors
    /// When there is no such folder, and as [`epoch_of_environment`].
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self::undated(root)?.dated(epoch_of_environment()?))
    }

    /// The folder `root`, in an environment that dates nothing.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn undated(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { root, source_date_epoch: None, repository: OnceLock::new() })
    }

    /// The same folder in an environment that dates outputs with these seconds, or not at all.
    #[must_use]
    pub fn dated(self, source_date_epoch: Option<i64>) -> Self {
        Self { source_date_epoch, ..self }
    }

    /// The place of a file on disk, once it is sure to lie inside the folder.
    fn locate(&self, path: &PackPath) -> Result<PathBuf, FileError> {
        let place = self.root.join(path.as_str()).canonicalize().map_err(explain)?;
        if place.starts_with(&self.root) { Ok(place) } else { Err(FileError::Outside) }
    }

    fn repository(&self) -> Option<&Repository> {
        let around = || Repository::around(&self.root, home().as_deref());
        self.repository.get_or_init(around).as_ref()
    }

    fn collect(&self, folder: &str, found: &mut Listing) -> Result<(), FileError> {
        for entry in fs::read_dir(self.root.join(folder)).map_err(explain)? {
            let entry = entry.map_err(explain)?;
            let name = entry.file_name();
            let path = |name: &str| match folder {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            let Some(name) = name.to_str() else {
                found.unlisted.push(Unlisted::NotUtf8(path(&name.to_string_lossy())));
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = path(name);
            // A link to a folder is not entered: it could lead back to one of its own parents.
            let kind = entry.file_type().map_err(explain)?;
            if kind.is_dir() {
                if let Err(error) = self.collect(&path, found) {
                    found.unlisted.push(Unlisted::UnreadableFolder(path, error.to_string()));
                }
            } else if kind.is_symlink() && holds_pages(&entry.path()) {
                found.unlisted.push(Unlisted::LinkedFolder(path));
            } else if let Ok(path) = PackPath::new(&path) {
                found.files.push(path);
            }
        }
        Ok(())
    }
}

/// Whether a Markdown file lies directly in a folder.
fn holds_pages(folder: &Path) -> bool {
    let is_page = |entry: fs::DirEntry| {
        entry.path().extension().is_some_and(|it| it.eq_ignore_ascii_case("md"))
    };
    fs::read_dir(folder).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(is_page)))
}

impl Files for DiskFiles {
    fn name(&self) -> &str {
        self.root.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }

    fn names_above(&self) -> Vec<String> {
        let above = self.root.ancestors().skip(1).take(NAMES_ABOVE);
        // The home folder bears the name of a person, and those above it belong to the system.
        let home = home();
        let above = above.take_while(|folder| !home.iter().any(|home| home.starts_with(folder)));
        let name = |folder: &Path| Some(folder.file_name()?.to_str()?.to_owned());
        above.filter_map(name).collect()
    }

    fn listing(&self) -> Result<Listing, FileError> {
        let mut found = Listing::default();
        self.collect("", &mut found)?;
        found.files.sort();
        found.unlisted.sort();
        Ok(found)
    }

    fn names(&self) -> Result<Vec<String>, FileError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(explain)? {
            let name = entry.map_err(explain)?.file_name();
            names.extend(name.to_str().filter(|name| !name.starts_with('.')).map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    fn size(&self, path: &PackPath) -> Result<u64, FileError> {
        Ok(fs::metadata(self.locate(path)?).map_err(explain)?.len())
    }

    fn read(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        let place = self.locate(path)?;
        if !place.is_file() {
            return Err(FileError::NotFound);
        }
        fs::read(place).map_err(explain)
    }

    fn link_target(&self, path: &PackPath) -> Option<PackPath> {
        // A folder on the way may be the link.
        let target = self.root.join(path.as_str()).canonicalize().ok()?;
        let target = PackPath::new(target.strip_prefix(&self.root).ok()?.to_str()?).ok()?;
        (target != *path).then_some(target)
    }

    fn way_in_repository(&self) -> Option<&str> {
        self.repository().map(Repository::way)
    }

    fn size_in_repository(&self, path: &PackPath) -> Result<u64, FileError> {
        self.repository().ok_or(FileError::Outside)?.size(path)
    }

    fn names_in_repository(&self, folder: Option<&PackPath>) -> Result<Vec<String>, FileError> {
        self.repository().ok_or(FileError::Outside)?.names(folder)
    }

    fn read_in_repository(&self, path: &PackPath) -> Result<Vec<u8>, FileError> {
        self.repository().ok_or(FileError::Outside)?.read(path)
    }

    fn source_date_epoch(&self) -> Option<i64> {
        self.source_date_epoch
    }
}

/// How far up a folder's name may say what lies below.
const NAMES_ABOVE: usize = 4;

/// The folder of the person who is at the computer.
fn home() -> Option<PathBuf> {
    std::env::home_dir().and_then(|home| home.canonicalize().ok())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn what_no_listing_holds_is_known() {
        let [pack, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let write = |folder: &Path, name: &[u8]| {
            fs::write(folder.join(OsStr::from_bytes(name)), "# Words\n").unwrap();
        };
        write(pack.path(), b"page.md");
        write(pack.path(), b"caf\xe9.md");
        write(other.path(), b"tea.md");
        fs::create_dir(pack.path().join("shut")).unwrap();
        fs::set_permissions(pack.path().join("shut"), fs::Permissions::from_mode(0o0)).unwrap();
        // Nothing is shut for whoever may read all.
        let is_shut = fs::read_dir(pack.path().join("shut")).is_err();
        symlink(other.path(), pack.path().join("teas")).unwrap();
        symlink(pack.path().join("page.md"), pack.path().join("same.md")).unwrap();
        let files = DiskFiles::new(pack.path()).unwrap();
        let listed: Vec<_> = files.list().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(listed, ["page.md", "same.md"]);
        let unlisted = [
            Unlisted::NotUtf8("caf\u{fffd}.md".to_owned()),
            Unlisted::LinkedFolder("teas".to_owned()),
        ];
        let shut = Unlisted::UnreadableFolder(
            "shut".to_owned(),
            "the system does not allow it".to_owned(),
        );
        let unlisted: Vec<_> = unlisted.into_iter().chain(is_shut.then_some(shut)).collect();
        assert_eq!(files.listing().unwrap().unlisted, unlisted);
    }
}
