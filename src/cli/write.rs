//! Writing files so that each is there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What the names of files start with that are being written.
const UNFINISHED: &str = ".recto-";

/// Writes `bytes` to `name` in `folder`, which is made where it is missing. Returns the path.
///
/// A reader sees the old file or the new one, never a part: the bytes go to a temporary file in
/// the same folder, are flushed to the disk, and take the name in one step.
pub(crate) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    clear(folder);
    let path = folder.join(name);
    let mut file = unfinished(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(path)
}

/// A new file in a folder that is locked as long as it is being written.
fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the user's mask makes of it, as for any file a program writes.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.prefix(UNFINISHED);
    loop {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().lock() {
            // Another run may have taken it for one that was left, before it was locked.
            Ok(()) if !file.path().exists() => {}
            // Where a disk knows no locks, no run takes anything away.
            Ok(()) | Err(_) => return Ok(file),
        }
    }
}

/// Removes what runs that were killed have left in a folder: files that nobody is writing any more.
fn clear(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let unfinished =
        entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED));
    for entry in unfinished.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
        let path = entry.path();
        // What cannot be opened, locked or removed stays for a run that can.
        let Ok(file) = fs::OpenOptions::new().write(true).open(&path) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(&path);
        }
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
    fn a_file_is_replaced_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("deep/er");
        write_whole(&target, "a.pdf", b"old").unwrap();
        let path = write_whole(&target, "a.pdf", b"new").unwrap();
        assert_eq!(fs::read(path).unwrap(), b"new");
        assert_eq!(fs::read_dir(target).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_another_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".recto-left"), b"part").unwrap();
        fs::write(folder.path().join(".recto"), b"of somebody else").unwrap();
        let other = unfinished(folder.path()).unwrap();
        write_whole(folder.path(), "a.pdf", b"new").unwrap();
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        let mut there = [other.path().file_name().unwrap(), ".recto".as_ref(), "a.pdf".as_ref()];
        there.sort();
        assert_eq!(names, there);
    }
}
