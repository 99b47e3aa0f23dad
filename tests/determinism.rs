//! The same input gives the same bytes: in another folder, on another number of threads, at
//! another time.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Exports a pack from a folder of its own and returns the files by their names.
fn export(pack: &Path, place: &Path, jobs: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let input = place.join("pack");
    copy(pack, &input);
    let output = place.join("out");
    Command::cargo_bin("recto")
        .unwrap()
        .current_dir(place)
        .env_remove("SOURCE_DATE_EPOCH")
        .args(["build", "--quiet", "--jobs", jobs, "pack", "--output"])
        .arg(&output)
        .assert()
        .success();
    let mut files: Vec<_> = fs::read_dir(&output)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (PathBuf::from(path.file_name().unwrap()), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn two_folders_and_other_threads_give_the_same_bytes() {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = export(&pack, one.path(), "1");
    let second = export(&pack, &other.path().join("deeper/down"), "4");
    assert_eq!(first.len(), 3, "the sample pack gives three files");
    for ((name, bytes), (other_name, other_bytes)) in first.iter().zip(&second) {
        assert_eq!(name, other_name);
        assert!(bytes == other_bytes, "{} differs", name.display());
        let place = one.path().to_str().unwrap().as_bytes();
        let told = bytes.windows(place.len()).any(|window| window == place);
        assert!(!told, "{} tells where it was made", name.display());
    }
}
