//! Corrections written into the files of a pack.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use recto::Checked;
use recto::check::fix;
use recto::diag::{Code, Diagnostic, Fix};
use recto::files::reason;
use recto::span::FileId;

use super::InputFolder;
use super::write::write_whole;

/// What came of mending.
pub(super) struct Mended {
    /// The files that were written, each with the number of corrections.
    pub(super) files: Vec<(PathBuf, usize)>,
    /// What could not be written.
    pub(super) refused: Vec<Diagnostic>,
}

/// Makes every correction that a check offers, each file whole or not at all.
pub(super) fn mend(place: &InputFolder, checked: &Checked) -> Mended {
    let mut by_file: BTreeMap<FileId, Vec<Fix>> = BTreeMap::new();
    for fix in
        checked.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_deref().cloned())
    {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let mut mended = Mended { files: Vec::new(), refused: Vec::new() };
    for (file, fixes) in by_file {
        let source = checked.sources.get(file);
        let path = place.path_of(&source.path);
        match mend_file(&path, &source.text, &fixes) {
            Ok(0) => {}
            Ok(count) => mended.files.push((path, count)),
            Err(error) => {
                let message = format!("cannot write {}: {}", path.display(), reason(&error));
                mended.refused.push(Diagnostic::error(Code::Output, message));
            }
        }
    }
    mended
}

/// Mends a file that was read as `text`, and returns how much of it. What changed on the disk since
/// then, or is written in another encoding, is left alone.
fn mend_file(path: &Path, text: &str, fixes: &[Fix]) -> io::Result<usize> {
    // The file itself, not a link to it, is written anew.
    let path = path.canonicalize()?;
    let bytes = std::fs::read(&path)?;
    let Some(mended) = fix::mend(&bytes, text, fixes) else { return Ok(0) };
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|it| it.to_str()))
    else {
        return Ok(0);
    };
    let permissions = std::fs::metadata(&path)?.permissions();
    let written = write_whole(folder, name, &mended.bytes)?;
    std::fs::set_permissions(written, permissions)?;
    Ok(mended.count)
}
