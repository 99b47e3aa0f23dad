//! Writing files so that each is there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` to `name` in `folder`, which is made where it is missing. Returns the path.
///
/// A reader sees the old file or the new one, never a part: the bytes go to a temporary file in
/// the same folder, are flushed to the disk, and take the name in one step.
pub(crate) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the user's mask makes of it, as for any file a program writes.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".recto-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(path)
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
}
