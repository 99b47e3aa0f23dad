//! The cases' folders.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use recto::files::{PackPath, Programs, Run, RunError};
use recto::source::{Selection, Wanted};
use recto::text::day::Day;
use recto::{Request, WantedTheme};
use serde::Deserialize;

/// The day that every case is asked on.
const DAY: &str = "2027-03-01";

/// A case as its `case.yaml` describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The name of its folder.
    #[serde(skip)]
    pub(crate) name: String,
    /// What it is about, in a sentence.
    pub(crate) about: String,
    /// The page to export alone; without it the whole folder is exported.
    #[serde(default)]
    page: Option<String>,
    /// The profile of the pack.
    #[serde(default)]
    profile: Option<String>,
    /// A theme in place of the pack's own.
    #[serde(default)]
    theme: Option<String>,
    /// Whether the programs may run that the pack names.
    #[serde(default)]
    commands: bool,
    /// Whether no document may come of it.
    #[serde(default)]
    pub(crate) refused: bool,
    /// What is compared beside the diagnostics.
    pub(crate) compares: Vec<Compared>,
}

/// What can be compared.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Compared {
    /// The pages in their order, and those left out with their reasons: `list.txt`.
    List,
    /// Parts, pages, headings with their ids and levels, and attachments: `outline.txt`.
    Outline,
    /// The linked tree: `tree.txt`.
    Tree,
    /// The pages' markup in the HTML: `text.html`.
    Html,
    /// The pages as laid out: `frames.txt`.
    Frames,
    /// The tags of the PDF, with their words: `tags.txt`.
    Tags,
    /// The text of the EPUB's chapters: `text.xhtml`.
    Epub,
}

impl Case {
    fn read(folder: &Path) -> Self {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join("case.yaml"))
            .unwrap_or_else(|error| panic!("{name}/case.yaml: {error}"));
        let case: Self = serde_saphyr::from_str(&text)
            .unwrap_or_else(|error| panic!("{name}/case.yaml: {error}"));
        assert!(!case.about.is_empty(), "{name}/case.yaml does not say what the case is about");
        Self { name, ..case }
    }

    fn folder(&self) -> PathBuf {
        root().join(&self.name)
    }

    /// The pack.
    pub(crate) fn input(&self) -> PathBuf {
        self.folder().join("input")
    }

    /// What is expected of it.
    pub(crate) fn expected(&self) -> PathBuf {
        self.folder().join("expected")
    }

    /// What is asked of the pipeline.
    pub(crate) fn request(&self) -> Request {
        let page = self.page.as_deref().map(|page| PackPath::new(page).unwrap());
        let request: Request = page.map_or(Selection::Folder, Selection::Page).into();
        Request {
            theme: self.theme.clone().map(WantedTheme::Named),
            wanted: Wanted { profile: self.profile.clone(), on: Day::parse(DAY), ..request.wanted },
            programs: self.commands.then(|| Arc::new(Shell { folder: self.input() }) as _),
            ..request
        }
    }
}

/// Runs what a case asks for, without the patience and the limits of the command.
#[derive(Debug)]
struct Shell {
    folder: PathBuf,
}

impl Programs for Shell {
    fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError> {
        let mut command = Command::new(run.program);
        command.args(run.arguments).current_dir(&self.folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|_| RunError::NotFound)?;
        // A program that does not read what it is given says itself what became of it.
        let _ = child.stdin.take().expect("the input is a pipe").write_all(run.input);
        let output = child.wait_with_output().expect("a program that was started ends");
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(RunError::Failed { status: output.status.to_string(), words, offline: false })
    }
}

/// Every case, by name.
pub(crate) fn all_cases() -> Vec<Case> {
    let mut folders: Vec<_> = fs::read_dir(root())
        .expect("the cases lie in tests/cases")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.iter().map(|folder| Case::read(folder)).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}
