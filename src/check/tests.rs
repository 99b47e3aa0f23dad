//! The pages about the rules are their cases: each has a pack that is wrong, with what is said of
//! it, and one that is right, of which nothing is said. `UPDATE=1` writes what is said anew.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use image::{ImageFormat, RgbImage};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::fix;
use crate::diag::render::plain_lines;
use crate::diag::{Code, Concern, Severity};
use crate::files::{MemoryFiles, Programs, Run, RunError};
use crate::source::Selection;
use crate::{Checked, Request, Session};

/// Rules that no folder of text and pictures shows: they need a system that refuses or has fonts, an argument,
/// a PDF, a file of many megabytes, pages that are set, or a finished file.
const WITHOUT_EXAMPLE: &[Code] = &[
    Code::Backend,
    Code::UnreadableFile,
    Code::UnknownProfile,
    Code::Leak,
    Code::UnreadAttachment,
    Code::NameClash,
    Code::TooDeep,
    Code::LargeAttachment,
    Code::EmbeddedPdf,
    Code::SystemFont,
    Code::Overfull,
    Code::PdfStandard,
    Code::SizeBudget,
    Code::TooLarge,
    Code::LostMetadata,
    Code::Undated,
    Code::Verification,
    Code::Output,
];

/// The settings of an example that has none of its own.
const SETTINGS: &str = "title: Example\nlang: en\ndescription: An example.\n";

/// A pack in the page about a rule.
#[derive(Default)]
struct Example {
    files: Vec<(String, Vec<u8>)>,
    /// Where the page says what is reported.
    report: Option<Range<usize>>,
}

impl Example {
    /// Reads what stands below a heading: files by their names, each followed by a block of code or
    /// by the size of a picture, and a block of code without a name, which is the report.
    fn read(page: &str, heading: &str) -> Self {
        let mut example = Self::default();
        let mark = format!("\n## {heading}\n");
        let Some(mut at) = page.find(&mark).map(|start| start + mark.len()) else { return example };
        let mut named: Option<(&str, &str)> = None;
        while let Some(line) = page[at..].lines().next().filter(|line| !line.starts_with("## ")) {
            at += line.len() + 1;
            let fence = line.len() - line.trim_start_matches('`').len();
            if fence >= 3 {
                let close = format!("{}\n", &line[..fence]);
                let end = page[at..].find(&close).expect("a block of code is closed") + at;
                match named.take() {
                    Some((name, form)) => example.add(name, encoded(&page[at..end], form)),
                    None => example.report = Some(at..end),
                }
                at = end + close.len();
            } else if let Some((name, form)) =
                line.strip_prefix('`').and_then(|it| it.split_once('`'))
            {
                match form.strip_suffix(" pixels") {
                    Some(size) => example.add(name, picture(size.trim_start_matches(", "))),
                    None => named = Some((name, form)),
                }
            }
        }
        example
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((name.to_owned(), bytes));
    }

    /// Whether everything that one rule finds can be mended.
    fn can_be_fixed(&self, code: Code) -> bool {
        let found = self.checked().diagnostics;
        found.iter().filter(|it| it.code == code).all(|diagnostic| diagnostic.fix.is_some())
    }

    /// What a check says of the pack, a line for each finding.
    fn said(&self) -> String {
        let checked = self.checked();
        plain_lines(&checked.diagnostics, &checked.sources)
    }

    fn checked(&self) -> Checked {
        let mut files = MemoryFiles::new().named("example");
        if !self.files.iter().any(|(name, _)| name == "pack.yaml") {
            files = files.with("pack.yaml", SETTINGS);
        }
        for (name, bytes) in &self.files {
            files = files.with(name, bytes.clone());
        }
        let programs = Some(Arc::new(Draughtsman) as _);
        Session::new(&files).check(&[Request { programs, ..Request::from(Selection::Folder) }])
    }
}

/// Draws what is closed, whatever it is asked for.
#[derive(Debug)]
struct Draughtsman;

impl Programs for Draughtsman {
    fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError> {
        if run.input.trim_ascii_end().ends_with(b"}") {
            let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
            return Ok(svg.as_bytes().to_vec());
        }
        let words = "Error: <stdin>: syntax error in line 2\n".to_owned();
        Err(RunError::Failed { status: "exit status: 1".to_owned(), words, offline: false })
    }
}

fn encoded(text: &str, form: &str) -> Vec<u8> {
    match form {
        "" => text.as_bytes().to_vec(),
        ", in Latin-1" => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
        _ => panic!("no file is written `{form}`"),
    }
}

/// A picture as large as `800 by 600` says.
fn picture(size: &str) -> Vec<u8> {
    let (width, height) = size.split_once(" by ").unwrap();
    let picture = RgbImage::new(width.parse().unwrap(), height.parse().unwrap());
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/rules").join(format!("{name}.md"))
}

fn wants_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

#[test]
fn what_is_wrong_is_reported_as_its_page_says() {
    for &code in Code::ALL.iter().filter(|code| !WITHOUT_EXAMPLE.contains(code)) {
        let page = fs::read_to_string(path(code.as_str())).unwrap();
        let example = Example::read(&page, "Wrong");
        let report = example.report.clone().unwrap_or_else(|| panic!("{code}: no report"));
        let mark = format!("[{code}]: ");
        let said = example.said();
        let lines = said.split_inclusive('\n').filter(|line| line.contains(&mark));
        let lines: String = lines.collect();
        assert!(!lines.is_empty(), "{code}: the wrong example is not found wrong:\n{said}");
        assert_eq!(example.can_be_fixed(code), code.is_fixable(), "{code}");
        if wants_update() {
            let page = format!("{}{lines}{}", &page[..report.start], &page[report.end..]);
            fs::write(path(code.as_str()), page).unwrap();
        } else {
            assert_eq!(&page[report], lines, "{code}: UPDATE=1 writes it anew");
        }
    }
}

#[test]
fn nothing_is_said_of_what_is_right() {
    for &code in Code::ALL.iter().filter(|code| !WITHOUT_EXAMPLE.contains(code)) {
        let example = Example::read(code.page(), "Right");
        assert!(!example.files.is_empty(), "{code}: no example of what is right");
        assert_eq!(example.said(), "", "{code}");
    }
}

#[test]
fn every_page_says_how_its_rule_is_silenced() {
    for &code in Code::ALL {
        let (_, silence) = code.page().split_once("\n## Silence\n\n").unwrap_or_default();
        let said = match code.severity() {
            Severity::Error => {
                let refused = silence.contains(" written or replaced");
                let decision = code.concern() == Concern::Decision;
                silence.contains("An error cannot be silenced") && refused == decision
            }
            Severity::Warning | Severity::Note => {
                silence.contains(&format!("<!-- recto: allow {code} -->"))
            }
        };
        assert!(said, "docs/rules/{code}.md");
    }
}

#[test]
fn the_list_of_rules_is_that_of_the_code() {
    let mut list = String::from(
        "| rule | weighs | concerns | `--fix` | finds |\n| :-- | :-- | :-- | :-- | :-- |\n",
    );
    for code in Code::ALL {
        let (severity, summary) = (code.severity().as_str(), code.summary());
        let fix = if code.is_fixable() { "yes" } else { "" };
        let concern = code.concern().as_str();
        writeln!(list, "| [`{code}`]({code}.md) | {severity} | {concern} | {fix} | {summary} |")
            .unwrap();
    }
    let page = fs::read_to_string(path("README")).unwrap();
    let start = page.find("| rule |").unwrap();
    if wants_update() {
        fs::write(path("README"), format!("{}{list}", &page[..start])).unwrap();
    } else {
        assert_eq!(&page[start..], list, "docs/rules/README.md: UPDATE=1 writes it anew");
    }
}

/// What a check says of a pack of one page, by line and rule.
fn said_of(settings: &str, page: &str) -> Vec<(usize, Code, Severity)> {
    let files = MemoryFiles::new().with("pack.yaml", format!("{SETTINGS}{settings}"));
    let files = files.with("page.md", page);
    let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
    let line = |span| checked.sources.line_column(span).line;
    let said = checked.diagnostics.iter();
    said.map(|it| (it.span.map_or(0, line), it.code, it.severity)).collect()
}

#[test]
fn a_comment_speaks_for_its_line_or_for_the_block_below() {
    let page = "# Page\n\n\
        <!-- recto: allow double-space, vague-link -->\n\
        ## one  two [here](#page)\n\n\
        ## five  six\n\n\
        ## seven <!-- recto: allow double-space --> eight  nine\n## ten  eleven\n\n\
        ## `<!-- recto: allow double-space -->` twelve  thirteen\n";
    let lines: Vec<_> = said_of("", page).into_iter().map(|(line, ..)| line).collect();
    assert_eq!(lines, [6, 9, 11]);
}

#[test]
fn a_comment_in_the_front_matter_speaks_for_the_page() {
    let page =
        "---\ntitle: Page\n# recto: allow double-space\n---\n\n## one  two\n\n## three  four\n";
    assert_eq!(said_of("", page), []);
}

#[test]
fn settings_silence_rules_and_make_errors_of_them() {
    let page = "# Page\n\n## one  two\n\n[here](#page)\n\n![The seal](none.png)\n";
    let said = said_of("check:\n  allow: [double-space, missing-attachment]\n", page);
    let codes: Vec<_> = said.iter().map(|&(_, code, _)| code).collect();
    // What is missing stays an error.
    assert_eq!(codes, [Code::VagueLink, Code::MissingAttachment]);
    let said = said_of("check:\n  deny: [double-space]\n", page);
    assert_eq!(said[0], (3, Code::DoubleSpace, Severity::Error));
    let said = said_of("check:\n  deny: [double-spaces]\n", page);
    assert_eq!(said.last().map(|&(_, code, _)| code), Some(Code::InvalidConfig));
}

#[test]
fn the_same_mistake_of_an_included_page_is_reported_once() {
    let files = MemoryFiles::new()
        .with("pack.yaml", SETTINGS)
        .with("a.md", "# A\n\n{{< include \"b.md\" >}}\n")
        .with("b.md", "# B\n\n## one  two\n");
    let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
    let said = plain_lines(&checked.diagnostics, &checked.sources);
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_page_that_others_bring_in_is_known_by_its_path() {
    let files = MemoryFiles::new()
        .with("pack.yaml", format!("{SETTINGS}contents: [a, tea/b]\n"))
        .with("a.md", "# A\n\n{{< include \"tea/part.md\" >}}\n")
        .with("tea/b.md", "# B\n\n{{< include \"./own.md\" >}}\n")
        .with("tea/part.md", "One.\n")
        .with("tea/own.md", "Two.\n")
        .with("cups/part.md", "Three.\n");
    let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
    let unplaced = checked.diagnostics.iter().filter(|it| it.code == Code::UnplacedPage);
    let places =
        unplaced.filter_map(|it| it.span.map(|span| &*checked.sources.get(span.file).path));
    assert_eq!(places.collect::<Vec<_>>(), ["cups/part.md"]);
}

/// A file after all that is mechanical in it was mended, and how many rounds that took.
fn mended(page: &str) -> (String, usize) {
    let mut text = page.to_owned();
    for round in 0..8 {
        let files = MemoryFiles::new().with("pack.yaml", SETTINGS);
        let files = files.with("page.md", text.as_str()).with("other.md", "# Other\n");
        let checked = Session::new(&files).check(&[Request::from(Selection::Folder)]);
        let fixes =
            checked.diagnostics.into_iter().filter_map(|diagnostic| diagnostic.fix.map(|fix| *fix));
        let fixes: Vec<_> = fixes.collect();
        match fix::mend(text.as_bytes(), &text, &fixes) {
            Some(mended) => text = String::from_utf8(mended.bytes).unwrap(),
            None => return (text, round),
        }
    }
    panic!("mending does not end: {text:?}")
}

#[test]
fn front_matter_of_every_form_is_mended() {
    for (broken, meant) in [
        (
            "---\nlang: 'en_GB'\n\"menu-order\": \"3\"\n---\n",
            "---\nlang: 'en-GB'\n\"menu_order\": 3\n---\n",
        ),
        (
            "+++\nlang = \"en_GB\"\nmenu-order = 3\n+++\n",
            "+++\nlang = \"en-GB\"\nmenu_order = 3\n+++\n",
        ),
        (
            "{\n\"lang\": \"en_GB\",\n\"notoc\": \"yes\"\n}\n",
            "{\n\"lang\": \"en-GB\",\n\"notoc\": true\n}\n",
        ),
    ] {
        assert_eq!(mended(broken).0, meant);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// To mend ends, and takes no word away.
    #[test]
    fn to_mend_ends_and_costs_no_word(pieces in vec(select(PIECES), 0..12)) {
        let page = pieces.concat();
        let (text, rounds) = mended(&page);
        prop_assert!(rounds <= 4, "{page:?} took {rounds} rounds: {text:?}");
        let words = |text: &str| {
            // Marks part words too.
            text.split([' ', '\u{A0}', '\n', '<', '>', '[', ']', '*', '|', '`'])
                .filter(|word| !word.is_empty())
                .count()
        };
        prop_assert_eq!(words(&text), words(&page), "{:?} became {:?}", page, text);
    }
}

const PIECES: &[&str] = &[
    "<!-- recto: allow double-space -->",
    "<!-- recto: allow",
    "{{< x y=\"1\" >}}",
    "![](a.png)",
    "[^1]",
    "[^1]: n  n\n",
    "<table><tr><td>a  b<td>c</table>",
    "&nbsp;",
    "<a name=x>",
    "{#id}",
    "\u{A0}\u{A0}",
    "word",
    " ",
    "  ",
    "\u{A0}",
    " \u{A0} ",
    "\n\n",
    "# ",
    "* ",
    "`a  b`",
    "[x](Other.md)",
    "**a**",
    "itâ€™s",
    "  \n",
    "| a |  b |\n|-|-|\n| c  d | \u{A0} |\n",
    "---\nnotoc: yes\n---\n",
    "> ",
    "\\*",
];
