//! Mistakes that people make, and what they are told: one text file each in `tests/messages/`.
//!
//! A file holds the command line behind `$ recto`, every input behind a line `--- PATH`, and behind
//! `=== exit CODE` what was said. Adding a mistake is adding a file; with `UPDATE=1` what was said is
//! written there instead of compared. Read it before you keep it: every message has a place, a cause
//! and a cure.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rayon::prelude::*;

/// Words of libraries and systems that no user should have to read.
const FOREIGN: [&str; 7] =
    ["os error", "untagged", "expected struct", "invalid type", "Some(", "Error {", "panicked"];

struct Mistake {
    path: PathBuf,
    arguments: Vec<String>,
    inputs: Vec<(String, String)>,
    expected: String,
}

impl Mistake {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        let (input, expected) = text.split_once("\n=== ").unwrap_or((text.trim_end(), ""));
        let mut parts = input.split("\n--- ");
        let command = parts.next().and_then(|line| line.strip_prefix("$ recto "));
        let command =
            command.unwrap_or_else(|| panic!("{} starts with no command", path.display()));
        let arguments = command.split_whitespace().map(str::to_owned).collect();
        let inputs = parts.map(|part| {
            let (name, body) = part.split_once('\n').unwrap_or((part, ""));
            (name.to_owned(), format!("{body}\n"))
        });
        let inputs = inputs.collect();
        Self { arguments, inputs, expected: expected.to_owned(), path }
    }

    /// What is said, on standard error and by commands that only tell on standard output too.
    fn run(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, body) in &self.inputs {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, body).unwrap();
        }
        let mut command = Command::cargo_bin("recto").unwrap();
        let command = command.current_dir(folder.path()).args(&self.arguments);
        let command = command.env_remove("SOURCE_DATE_EPOCH").args(self.day());
        let output = command.output().unwrap();
        let mut said = String::from_utf8(output.stderr).unwrap();
        if self.arguments[0] != "build" {
            said += &String::from_utf8(output.stdout).unwrap();
        }
        format!("exit {}\n{}\n", output.status.code().unwrap(), said.trim_end())
    }

    /// The day on which a pack is judged, so that no message hangs on the clock.
    fn day(&self) -> &'static [&'static str] {
        let judged = matches!(self.arguments[0].as_str(), "build" | "check" | "list");
        let given = self.arguments.iter().any(|argument| argument == "--on");
        if judged && !given { &["--on", "2026-06-01"] } else { &[] }
    }

    /// What is wrong with what is said.
    fn fault(&self) -> Option<String> {
        let said = self.run();
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            let text = fs::read_to_string(&self.path).unwrap();
            let input = text.split("\n=== ").next().unwrap_or_default().trim_end();
            fs::write(&self.path, format!("{input}\n=== {said}")).unwrap();
            return None;
        }
        let foreign = FOREIGN.iter().find(|words| said.contains(**words));
        if let Some(words) = foreign {
            return Some(format!("{}: says `{words}`\n{said}", self.path.display()));
        }
        (said != self.expected).then(|| {
            format!("{}: expected\n{}\nbut got\n{said}", self.path.display(), self.expected)
        })
    }
}

#[test]
fn every_mistake_is_told_in_the_users_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 56, "the mistakes are not where they should be");
    let faults: Vec<String> =
        paths.into_par_iter().filter_map(|path| Mistake::read(path).fault()).collect();
    assert!(faults.is_empty(), "\n{}\nRun with UPDATE=1 to accept.", faults.join("\n"));
}
