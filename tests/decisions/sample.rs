//! A pack with a page that some readers must not have, and what comes of folders with one.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use recto::files::MemoryFiles;
use recto::source::{Selection, Wanted};
use recto::text::day::Day;
use recto::{Request, Unwatched, proof};
use tempfile::TempDir;

use super::formats::html;

/// A word that stands on the secret page alone.
pub(crate) const SECRET: &str = "zugspitzbahn";
pub(crate) const SECRET_PAGE: &str =
    "---\ntitle: Not for you\ntags: [internal]\ncategory: Hidden\n---\n\nThe zugspitzbahn deal.\n";

/// The sample pack with a secret page, and what is written at the end of its settings.
pub(crate) struct Sample {
    pub(crate) folder: TempDir,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let sample = Self { folder: tempfile::tempdir().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &sample.pack());
        fs::write(sample.pack().join("secret.md"), SECRET_PAGE).unwrap();
        sample.settings(without_choice);
        sample
    }

    pub(crate) fn pack(&self) -> PathBuf {
        self.folder.path().join("pack")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    pub(crate) fn settings(&self, change: impl FnOnce(&str) -> String) {
        let path = self.pack().join("pack.yaml");
        let own = fs::read_to_string(&path).unwrap();
        fs::write(path, change(&own)).unwrap();
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.pack().join(path), bytes).unwrap();
    }

    /// Builds some formats, and says how it ended.
    pub(crate) fn build(&self, formats: &str, more: &[&str]) -> (i32, String) {
        let output = Command::cargo_bin("recto")
            .unwrap()
            .current_dir(self.folder.path())
            .args(["build", "pack", "--output", "out", "--to", formats, "--on", "2027-03-01"])
            .args(more)
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    /// The files that were written, and whether one of them holds the secret.
    pub(crate) fn written(&self) -> (Vec<String>, bool) {
        let Ok(entries) = fs::read_dir(self.output()) else { return (Vec::new(), false) };
        let paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            let artifact = recto::backend::Artifact { bytes, extent: None, weights: Vec::new() };
            proof::words_of(&artifact).contains(SECRET)
        };
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        (paths.iter().map(name).collect(), paths.iter().any(holds))
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The settings of the sample without the order of pages, which would leave the secret page out
/// by itself.
fn without_choice(settings: &str) -> String {
    let mut kept = String::new();
    let mut skipping = false;
    for line in settings.lines() {
        if !line.starts_with([' ', '#', '-']) && !line.is_empty() {
            skipping =
                ["contents:", "include:", "exclude:"].iter().any(|key| line.starts_with(key));
        }
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// What comes of a folder whose page `secret.md`, or one below it, is to be kept: nothing, or files
/// without its words.
pub(crate) fn kept(files: &[(&str, &str)], selection: Selection) -> bool {
    let files =
        files.iter().fold(MemoryFiles::new(), |files, (path, text)| files.with(path, *text));
    let request = Request { formats: html(), ..selection.into() };
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..request.wanted };
    let export = recto::export(&Request { wanted, ..request }, &files, &Unwatched);
    let holds = |made: &recto::Made| proof::words_of(&made.artifact).contains(SECRET);
    !export.made.iter().any(holds)
}

pub(crate) fn in_folder(files: &[(&str, &str)]) -> bool {
    kept(files, Selection::Folder)
}
