//! Writing files so that each is there whole or not at all, and those of a run together.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

/// What the names of files start and end with that have not taken their places yet.
const UNDER_WAY: (&str, &str) = (".recto-", ".part");
/// How often another run is waited for that writes into the same folder, and how long each time.
const WAITS: (usize, Duration) = (500, Duration::from_millis(20));

/// Files that are written beside their places, which they take together.
///
/// A reader sees an old file or the new one, never a part of one; and of several files all old ones
/// or all new ones, but for the moment in which they take their names one by one.
#[derive(Debug)]
pub(crate) struct Staged {
    folder: PathBuf,
    files: Vec<(NamedTempFile, PathBuf)>,
    /// Held while this run writes into the folder; none where the system cannot lock one.
    _lock: Option<File>,
}

impl Staged {
    /// Makes the folder where it is missing, waits for other runs that write into it, and removes
    /// what a run has left there that was killed.
    ///
    /// # Errors
    /// When the folder cannot be made, or is a link in the current folder that leads out of it: what
    /// came with the pages must not choose where files are replaced.
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        if leads_out(folder)? {
            let words = "it is a link that leads out of the current folder";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, words));
        }
        fs::create_dir_all(folder)?;
        let lock = lock(folder);
        if lock.is_some() {
            remove_leftovers(folder);
        }
        Ok(Self { folder: folder.to_owned(), files: Vec::new(), _lock: lock })
    }

    /// Writes `bytes` beside the place of `name`, and to the disk. Returns the path they are to have.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.folder.join(name);
        if path.symlink_metadata().is_ok_and(|there| there.is_dir()) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        self.files.push((write_beside(&self.folder, bytes)?, path.clone()));
        Ok(path)
    }

    /// Has all files take their places.
    ///
    /// # Errors
    /// When one of them could not: its path, and whether others before it are new already.
    pub(crate) fn replace(self) -> Result<(), Unreplaced> {
        for (number, (file, path)) in self.files.into_iter().enumerate() {
            if let Err(error) = file.persist(&path) {
                return Err(Unreplaced { path, error: error.error, mixed: number > 0 });
            }
        }
        sync(&self.folder).map_err(|error| Unreplaced { path: self.folder, error, mixed: false })
    }
}

/// A file that could not take its place.
#[derive(Debug)]
pub(crate) struct Unreplaced {
    pub(crate) path: PathBuf,
    pub(crate) error: io::Error,
    /// Whether others of the same run have taken theirs.
    pub(crate) mixed: bool,
}

/// Writes `bytes` to `name` in `folder`, whole or not at all. Returns the path.
pub(crate) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = folder.join(name);
    write_beside(folder, bytes)?.persist(&path)?;
    sync(folder)?;
    Ok(path)
}

/// Writes `bytes` to a file of a name of its own, and to the disk.
fn write_beside(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the user's mask makes of it, as for any file a program writes.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(UNDER_WAY.0).suffix(UNDER_WAY.1).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Writes to the disk which files a folder has.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "only Unix opens folders"))]
fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Whether a path in the current folder leads out of it, by a link.
fn leads_out(folder: &Path) -> io::Result<bool> {
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !folder.components().all(inside) {
        return Ok(false);
    }
    let here = Path::new(".").canonicalize()?;
    let there = folder.ancestors().find(|part| part.symlink_metadata().is_ok());
    match there.map(Path::canonicalize) {
        Some(Ok(place)) => Ok(!place.starts_with(here)),
        // A link to what is not there.
        Some(Err(_)) => Ok(true),
        None => Ok(false),
    }
}

/// The right to write into a folder; none where it cannot be had, or another run holds it for long.
fn lock(folder: &Path) -> Option<File> {
    let open = File::open(folder).ok()?;
    for _ in 0..WAITS.0 {
        match open.try_lock() {
            Ok(()) => return Some(open),
            Err(fs::TryLockError::WouldBlock) => thread::sleep(WAITS.1),
            Err(fs::TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Removes the files of runs that ended before their files took their places.
fn remove_leftovers(folder: &Path) {
    let (start, end) = UNDER_WAY;
    let is_leftover = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let named = name.to_str().is_some_and(|it| it.starts_with(start) && it.ends_with(end));
        named && entry.file_type().is_ok_and(|kind| kind.is_file())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for leftover in entries.filter(is_leftover) {
        // One that stays is in nobody's way.
        let _ = fs::remove_file(leftover.path());
    }
}

/// A pack's slug as the name of a file: no separators, nothing hidden, never empty.
pub(crate) fn file_stem(slug: &str) -> String {
    let safe = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    let name: String = slug.trim_matches(['.', ' ']).chars().map(safe).take(120).collect();
    if name.is_empty() { "pack".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_never_leads_out_of_the_folder() {
        assert_eq!(file_stem("security-pack"), "security-pack");
        assert_eq!(file_stem("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(file_stem(" . "), "pack");
    }

    #[test]
    fn files_are_replaced_together_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("deep/er");
        let write = |words: &[u8]| {
            let mut staged = Staged::in_folder(&target).unwrap();
            let path = staged.add("a.pdf", words).unwrap();
            staged.add("b.pdf", words).unwrap();
            staged.replace().unwrap();
            path
        };
        write(b"old");
        // A run that was killed while it wrote, and a file of somebody else.
        fs::write(target.join(".recto-a1b2c3.part"), "half").unwrap();
        fs::write(target.join(".recto-notes"), "mine").unwrap();
        let path = write(b"new");
        assert_eq!(fs::read(path).unwrap(), b"new");
        let mut names: Vec<_> =
            fs::read_dir(&target).unwrap().map(|it| it.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".recto-notes", "a.pdf", "b.pdf"]);

        let mut staged = Staged::in_folder(&target).unwrap();
        staged.add("a.pdf", b"newest").unwrap();
        fs::create_dir(target.join("c.pdf")).unwrap();
        assert!(staged.add("c.pdf", b"newest").is_err());
        drop(staged);
        assert_eq!(fs::read(target.join("a.pdf")).unwrap(), b"new");
    }
}
