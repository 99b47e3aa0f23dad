//! `recto init`: a small pack to start from.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use recto::files::reason;
use recto::text::visible::visible;

use super::today::today;
use super::{Outcome, misused, say};

/// The files of the pack, with their paths in it.
const FILES: [(&str, &str); 4] = [
    ("pack.yaml", include_str!("pack.yaml")),
    ("index.md", include_str!("index.md")),
    ("guide/writing.md", include_str!("writing.md")),
    ("attachments/pages.svg", include_str!("pages.svg")),
];

/// The day that the files hold; a new pack gets the day on which it is made.
const WRITTEN: &str = "2027-03-01";

/// Writes the files into a folder, which is made where it is missing. Where one of them is there
/// already nothing is written.
pub(super) fn init(folder: &Path) -> Outcome {
    let there = FILES.iter().map(|(path, _)| folder.join(path)).find(|path| path.exists());
    if let Some(path) = there {
        return misused(&format!(
            "{} is there already, and nothing is written: move it away, or name another folder",
            path.display()
        ));
    }
    let date = today().map_or(WRITTEN.to_owned(), |today| today.to_string());
    let mut lines = String::new();
    for (name, text) in FILES {
        let path = folder.join(name);
        if let Err(error) = write_new(&path, text.replace(WRITTEN, &date).as_bytes()) {
            return misused(&format!("cannot write {}: {}", path.display(), reason(&error)));
        }
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{}", visible(&path.to_string_lossy()));
    }
    let _ = writeln!(
        lines,
        "Make its documents with: recto build {}",
        visible(&folder.to_string_lossy())
    );
    say(&lines)
}

/// Writes a file that must not be there.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(bytes)
}
