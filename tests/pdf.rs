//! What a PDF says: its tags, read back from the file, and the words they hold.

#[path = "support/tags.rs"]
mod tags;
#[path = "support/words.rs"]
mod words;

use std::path::Path;

use hayro_svg::hayro_syntax::Pdf;
use recto::backend::BACKENDS;
use recto::diag::{Code, Diagnostic, Severity};
use recto::files::{DiskFiles, Files, MemoryFiles};
use recto::{Request, Session, Unwatched};

const PACK: &str = "title: Handbook\nlang: en\n";

const CHART: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>\
                     <rect width='9' height='9'/></svg>";

/// Makes the PDF of a folder.
fn export(files: &dyn Files, standard: Option<&str>) -> (Option<Vec<u8>>, Vec<Diagnostic>) {
    let request = Request {
        pdf_standard: standard.map(|names| names.parse().expect("a standard")),
        formats: BACKENDS.iter().filter(|backend| backend.name() == "pdf").cloned().collect(),
        ..Request::default()
    };
    let mut export = recto::export(&request, files, &Unwatched);
    (export.made.pop().map(|made| made.artifact.bytes), export.diagnostics)
}

/// Makes the PDF of a folder and insists that nothing was wrong with it.
fn pdf_of(files: &dyn Files) -> Vec<u8> {
    let (bytes, diagnostics) = export(files, None);
    assert!(diagnostics.iter().all(|told| told.severity < Severity::Error), "{diagnostics:?}");
    bytes.expect("a PDF")
}

/// A pack of one page.
fn page(markdown: &str) -> MemoryFiles {
    let page = format!("---\ntitle: Security\n---\n{markdown}");
    let files = MemoryFiles::new().with("pack.yaml", PACK);
    files.with("security.md", page).with("chart.svg", CHART)
}

/// Checks the tags of one page against those that were looked at.
macro_rules! tags_of {
    ($($name:ident: $markdown:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(tags::read(&pdf_of(&page($markdown))).dump());
        })+
    };
}

tags_of! {
    headings: "## One\n\nText.\n\n#### Skipped\n\nText.\n\n## Two\n\nText.\n";
    paragraphs: "Plain *emphasis* **strong** `code` ~~struck~~ H~2~O.\\\nA line of its own.\n";
    links: "To [the *rights*](#rights), to [the web](https://example.com \"A title\"), to \
        <https://example.com>, to nowhere [at all](gone.md).\n\n## Rights {#rights}\n\nText.\n";
    footnotes: "Before[^a] and behind[^a].\n\n[^a]: A note with *words*.\n\nNext.\n";
    lists: "1. One\n2. Two\n\n   More of two.\n\n* Bullet\n  * Nested\n";
    tasks: "- [x] Written\n- [ ] Read\n";
    definitions: "Term\n: What it means.\n";
    quotes: "> Quoted.\n>\n> Twice.\n";
    callouts: "> [!WARNING]\n> Take care.\n";
    code: "```rust\nfn main() {\n    run();\n}\n```\n";
    tables: "| Left | Right |\n|:-----|------:|\n| a | 1 |\n| b |  |\n";
    headers_over_headers: "<table><tr><th rowspan='2'>Plan</th><th colspan='2'>Price</th></tr>\
        <tr><th>Month</th><th>Year</th></tr><tr><td>Free</td><td>0</td><td>0</td></tr></table>\n";
    figures: "![A chart](chart.svg \"What the chart shows\")\n\n\
        Words with ![a small chart](chart.svg) between them.\n\n\
        ![Not read](chart.svg){.decorative}\n";
    formulas: "Inline $e = mc^2$ and\n\n$$\na + b\n$$\n";
    languages: "One <span lang=\"fr\">bonjour</span> two.\n\n<div lang=\"de\">\n\nGuten Tag.\n\n</div>\n";
    media: "<video src=\"https://example.com/v.mp4\" title=\"A film\"></video>\n";
    details: "<details><summary>More</summary>\n\nHidden no longer.\n\n</details>\n";
    rules: "Above.\n\n---\n\nBelow.\n";
}

#[test]
fn headings_below_the_sixth_level() {
    let chain = ["a", "b", "c", "d", "e", "f", "g"];
    let mut files = MemoryFiles::new().with("pack.yaml", PACK);
    for (depth, name) in chain.iter().enumerate() {
        let parent = depth
            .checked_sub(1)
            .map_or(String::new(), |above| format!("parent: {}\n", chain[above]));
        files =
            files.with(&format!("{name}.md"), format!("---\ntitle: {name}\n{parent}---\nText.\n"));
    }
    let dump = tags::read(&pdf_of(&files)).dump();
    assert!(dump.contains("H6 title=\"f\"") && dump.contains("H7 title=\"g\""), "{dump}");
}

#[test]
fn running_heads_are_not_read() {
    let text = "Words. ".repeat(2000);
    let bytes = pdf_of(&page(&text));
    assert!(Pdf::new(bytes.clone()).expect("a PDF").pages().len() > 2);
    let spoken = tags::read(&bytes).spoken();
    assert_eq!(spoken.matches("Security").count(), 1, "{spoken}");
    assert_eq!(spoken.matches("Words.").count(), 2000);
}

#[test]
fn a_paragraph_over_two_pages_stays_one() {
    let dump = tags::read(&pdf_of(&page(&"Words. ".repeat(2000)))).dump();
    assert_eq!(dump.lines().filter(|line| line.trim() == "P").count(), 1, "{dump}");
}

#[test]
fn a_table_over_two_pages_stays_one_and_its_repeated_head_is_not_read() {
    let rows: Vec<String> = (0..120).map(|row| format!("| {row} | value |\n")).collect();
    let rows = rows.concat();
    let dump = tags::read(&pdf_of(&page(&format!("| Key | Value |\n|---|---|\n{rows}")))).dump();
    let count = |kind: &str| dump.lines().filter(|line| line.trim().starts_with(kind)).count();
    assert_eq!((count("Table"), count("THead"), count("TR")), (1, 1, 121));
}

#[test]
fn words_come_out_as_they_went_in() {
    let text = "An efficient office affords a difficult flow of fluffy, internationalization-grade \
                configurations; notwithstanding incomprehensibilities, characteristically \
                straightforward counterrevolutionaries disproportionately institutionalize \
                uncharacteristically interdepartmental telecommunications. ";
    let text = text.repeat(6);
    let spoken = tags::read(&pdf_of(&page(&text))).spoken();
    let expected = format!("Security {}", text.trim());
    assert_eq!(spoken.replace('\u{ad}', ""), expected);
}

#[test]
fn a_picture_without_words_is_told() {
    let (bytes, diagnostics) = export(&page("![](chart.svg)\n"), None);
    assert!(bytes.is_some(), "one picture does not cost the pack");
    let told = diagnostics.iter().find(|told| told.code.as_str() == "pdf-standard");
    let told = told.expect("the broken standard is told");
    let what = "the PDF claims a-2u rather than a-2a, ua-1, since a picture or formula has no \
                description";
    assert_eq!(told.message, what);
    let picture = diagnostics.iter().find(|told| told.code.as_str() == "missing-alt");
    let place = picture.and_then(|told| told.span);
    assert!(place.is_some_and(|span| span.start > 0), "{diagnostics:?}");
}

#[test]
fn every_standard_can_be_claimed() {
    let files = page(
        "Words, a ![chart](chart.svg), [a link](https://example.com) and[^a] more.\n\n[^a]: Note.\n",
    );
    for standard in [
        "none",
        "ua-1",
        "a-1a",
        "a-1b",
        "a-2a",
        "a-2b",
        "a-2u",
        "a-3a",
        "a-3b",
        "a-3u",
        "a-4",
        "a-4e",
        "a-4f",
        "a-3u,ua-1",
    ] {
        let (bytes, diagnostics) = export(&files, Some(standard));
        assert!(bytes.is_some(), "{standard}: {diagnostics:?}");
    }
    let (bytes, diagnostics) = export(&files, Some("a-4,ua-1"));
    assert!(bytes.is_none());
    assert_eq!(diagnostics[0].message, "no PDF can claim a-4, ua-1 at once");
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    let files = page("Words, a ![chart](chart.svg) and[^a] more.\n\n[^a]: Note.\n");
    assert_eq!(pdf_of(&files), pdf_of(&files));
}

#[test]
fn the_sample_pack_reads_in_order() {
    let files = DiskFiles::new(Path::new("content")).expect("the sample pack");
    let document = tags::read(&pdf_of(&files));
    insta::assert_snapshot!(document.outline());
}

/// Words without the page numbers that stand behind links on paper alone: `(p. 12)`.
fn without_pages(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word != "(p." {
            kept.push(word);
            continue;
        }
        let number = words.next().expect("a number stands behind");
        let (number, behind) = number.split_once(')').expect("its bracket closes");
        assert!(number.bytes().all(|digit| digit.is_ascii_digit()), "{number}");
        kept.last_mut().expect("a link stands before").push_str(behind);
    }
    kept
}

/// What is read aloud is what the document tree holds: all of it, in order, and no more.
#[test]
fn the_sample_pack_is_read_word_for_word() {
    let files = DiskFiles::new(Path::new("content")).expect("the sample pack");
    let prepared = Session::new(&files).prepare(&Request::default()).value;
    // Hyphens at the ends of lines are told from those in words.
    let words = |text: String| -> Vec<String> {
        text.replace('\u{ad}', "").split_whitespace().map(str::to_owned).collect()
    };
    let meant = words(words::of_document(&prepared.document, &prepared.theme));
    let read = without_pages(words(tags::read(&pdf_of(&files)).body().spoken()));
    let pairs = meant.iter().zip(&read);
    let first = pairs.take_while(|(meant, read)| meant == read).count();
    let near =
        |words: &[String]| words[first.saturating_sub(5)..words.len().min(first + 10)].join(" ");
    assert!(meant == read, "meant: …{}…\nread: …{}…", near(&meant), near(&read));
    assert!(meant.len() > 3000, "the sample is a pack of many words");
}

/// Copied by a reader that knows nothing of tags, words are whole and lines are apart.
#[test]
fn words_are_apart_where_a_line_is_ended() {
    let spoken = tags::read(&pdf_of(&page("Idris Novak\\\nData Protection Officer\n"))).spoken();
    assert_eq!(spoken, "Security Idris Novak Data Protection Officer");
}

#[test]
fn the_outline_is_nested() {
    let bytes = pdf_of(&page("## One\n\nText.\n\n### Inner\n\nText.\n\n## Two\n\nText.\n"));
    assert_eq!(tags::bookmarks(&bytes), "Security\n  One\n    Inner\n  Two\n");
}

#[test]
fn page_labels_are_what_is_printed() {
    let labels = tags::page_labels(&pdf_of(&page(&"Words. ".repeat(1500))));
    assert_eq!(labels[..3], ["D 1", "D 2", "D 3"]);
}

#[test]
fn metadata_says_who_and_what() {
    let pack = "title: Handbook\nseo_title: The whole handbook\nauthors: [Ada, Bo]\nlang: de-AT\n\
                description: How we work\nkeywords: [work, rules]\ndate: 2026-03-09\n";
    let files = MemoryFiles::new().with("pack.yaml", pack).with("a.md", "# A\n\nText.\n");
    let bytes = pdf_of(&files);
    let pdf = Pdf::new(bytes.clone()).expect("a PDF");
    let text = |bytes: &Option<Vec<u8>>| {
        bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let data = pdf.metadata();
    assert_eq!(text(&data.title).as_deref(), Some("The whole handbook"));
    assert_eq!(text(&data.author).as_deref(), Some("Ada, Bo"));
    assert_eq!(text(&data.subject).as_deref(), Some("How we work"));
    assert_eq!(text(&data.keywords).as_deref(), Some("work, rules"));
    let raw = String::from_utf8_lossy(&bytes);
    for part in ["/Lang(de-AT)", "/DisplayDocTitle true", "2026-03-09T00:00:00"] {
        assert!(raw.contains(part), "{part}");
    }
}

#[test]
fn own_fields_that_the_pdf_cannot_hold_are_told_once() {
    let files = page("Text.\n").with("pack.yaml", "metadata: { zone: Graz, record-id: FW-7 }\n");
    let (bytes, diagnostics) = export(&files, None);
    let told: Vec<_> = diagnostics.iter().filter(|it| it.code == Code::LostMetadata).collect();
    assert!(matches!(told[..], [it] if it.severity == Severity::Note), "{diagnostics:?}");
    assert!(told[0].message.contains("`zone`, `record-id`"), "{}", told[0].message);
    assert!(!String::from_utf8_lossy(&bytes.expect("a PDF")).contains("Graz"));
}

/// A certificate of three pages, to be shown and attached.
fn certificate() -> Vec<u8> {
    pdf_of(&page(&"Certified words. ".repeat(700)))
}

#[test]
fn an_attached_pdf_is_shown_as_drawings_and_carried_along() {
    let files = page("![A letter](letter.pdf){pages=\"1-2\"}\n").with("letter.pdf", certificate());
    let (bytes, diagnostics) = export(&files, None);
    assert!(diagnostics.iter().all(|told| told.severity == Severity::Note), "{diagnostics:?}");
    let messages: Vec<_> = diagnostics.iter().map(|told| &*told.message).collect();
    let expected = [
        "pages of `letter.pdf` are shown as drawings",
        "the PDF claims a-3a, ua-1 rather than a-2a, ua-1, since it carries `letter.pdf`",
    ];
    assert_eq!(messages, expected);
    let bytes = bytes.expect("a PDF");
    assert_eq!(tags::attached(&bytes), ["letter.pdf application/pdf Source \"A letter\""]);
    // The start of each page's words is enough to see that they are there.
    let dump = tags::read(&bytes).dump();
    let start = |line: &str| line.chars().take(60).collect::<String>();
    insta::assert_snapshot!(dump.lines().map(start).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_pdf_that_cannot_be_shown_is_told() {
    let files = page("![A letter](letter.pdf){pages=9}\n").with("letter.pdf", certificate());
    let (_, diagnostics) = export(&files, None);
    let told = diagnostics.iter().find(|told| told.severity == Severity::Error).expect("an error");
    assert_eq!(told.message, "`letter.pdf#page=9` has no page 9");
    assert!(told.span.is_some_and(|span| span.start > 0));
}

#[test]
fn files_are_attached_with_what_is_said_of_them() {
    let pack = format!(
        "{PACK}attach:\n  - data/controls.csv\n  - path: letter.pdf\n    \
         description: The letter\n    relationship: source\n"
    );
    let files = MemoryFiles::new()
        .with("pack.yaml", pack)
        .with("data/controls.csv", "a,b\n")
        .with("guide/notes.txt", "notes")
        .with("letter.pdf", certificate())
        .with("guide/a.md", "---\ntitle: A\nattach: [notes.txt]\n---\nText.\n");
    let (bytes, diagnostics) = export(&files, None);
    let errors = |diagnostics: &[Diagnostic]| {
        let errors = diagnostics.iter().filter(|told| told.severity == Severity::Error);
        errors.map(|told| told.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(errors(&diagnostics), [] as [String; 0]);
    // A file that is to go along and is not there costs all.
    let page = "---\ntitle: A\nattach: [notes.txt, gone.txt]\n---\nText.\n";
    let (refused, diagnostics) = export(&files.clone().with("guide/a.md", page), None);
    assert_eq!(errors(&diagnostics), ["`gone.txt` is not in the pack"]);
    assert_eq!(refused, None);
    assert_eq!(
        tags::attached(&bytes.expect("a PDF")),
        [
            "controls.csv text/csv Supplement \"controls.csv\"",
            "letter.pdf application/pdf Source \"The letter\"",
            "notes.txt text/plain Supplement \"notes.txt\"",
        ]
    );
}

#[test]
fn photographs_keep_the_standard() {
    let files = DiskFiles::new(Path::new("tests/cases/photographs/input")).expect("the case");
    let (bytes, diagnostics) = export(&files, None);
    assert_eq!(diagnostics.iter().filter(|told| told.severity > Severity::Note).count(), 0);
    let raw = String::from_utf8_lossy(bytes.as_deref().expect("a PDF")).into_owned();
    assert!(raw.contains("pdfaid:part"));
    assert!(!raw.contains("/DeviceCMYK") && !raw.contains("/Interpolate true"));
}

#[test]
fn every_heading_has_a_name_that_addresses_can_end_in() {
    let page = "## Data at rest\n\nText.\n\n### Keys {#key-care}\n\nText.\n";
    let bytes = pdf_of(&self::page(page));
    assert_eq!(tags::destinations(&bytes), ["data-at-rest", "key-care", "security"]);
}

#[test]
fn tabs_go_by_structure_and_the_window_bears_the_title() {
    let bytes = pdf_of(&page(&"Words with [a link](https://example.com). ".repeat(900)));
    let pages = Pdf::new(bytes.clone()).expect("a PDF").pages().len();
    let raw = String::from_utf8_lossy(&bytes);
    assert!(pages > 2);
    assert_eq!(raw.matches("/Tabs/S").count(), pages);
    assert!(raw.contains("/DisplayDocTitle true") && raw.contains("/PageLayout/OneColumn"));
    assert!(!raw.contains("/Suspects true"));
}

#[test]
fn links_are_the_only_actions() {
    let raw = pdf_of(&page("To [the web](https://example.com) and [here](#here).\n\n## Here\n"));
    let raw = String::from_utf8_lossy(&raw);
    assert_eq!(raw.matches("/S/URI").count(), 1);
    for other in ["/JavaScript", "/Launch", "/SubmitForm", "/OpenAction", "/AA", "/Widget"] {
        assert!(!raw.contains(other), "{other}");
    }
}

#[test]
fn a_character_that_no_font_has_is_told_and_nothing_is_claimed() {
    let (bytes, diagnostics) = export(&page("One \u{13000} sign.\n"), None);
    let codes: Vec<_> = diagnostics.iter().map(|told| told.code.as_str()).collect();
    assert_eq!(codes, ["missing-glyph", "pdf-standard"]);
    assert!(diagnostics[0].span.is_some(), "{diagnostics:?}");
    assert!(!String::from_utf8_lossy(&bytes.expect("a PDF")).contains("pdfuaid:part"));
}

#[test]
fn a_standard_that_was_asked_for_is_met_or_there_is_no_pdf() {
    let files = page("One \u{13000} sign.\n");
    for asked in ["a-2a,ua-1", "ua-1", "a-2b"] {
        let (bytes, diagnostics) = export(&files, Some(asked));
        assert!(bytes.is_none(), "{asked}");
        assert!(diagnostics.iter().any(|told| told.code.as_str() == "pdf-standard"), "{asked}");
    }
    assert!(export(&files, Some("none")).0.is_some());
}

#[test]
fn crop_marks_are_not_read() {
    let theme = "page: { crop_marks: true, bleed: 3mm }\n";
    let pack = format!("{PACK}theme: print\n");
    let files = page("Text.\n").with("pack.yaml", pack).with("print/theme.yaml", theme);
    let document = tags::read(&pdf_of(&files));
    assert_eq!(document.spoken(), "Security Text.");
}

/// The tables of clauses in `docs/conformance`, without their heads: who answers, and how.
fn clauses(page: &str) -> Vec<[String; 3]> {
    let path = Path::new("docs/conformance").join(page);
    let page = std::fs::read_to_string(path).expect("the page");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| row.trim_end_matches('|').split(" | ").map(str::trim));
    let rows = cells.map(|mut cells| {
        let [clause, _, who, how] = std::array::from_fn(|_| cells.next().unwrap_or_default());
        [clause, who, how].map(str::to_owned)
    });
    rows.filter(|[clause, ..]| clause != "Clause").collect()
}

#[test]
fn every_clause_that_recto_answers_for_has_a_test() {
    let tests = include_str!("pdf.rs");
    for page in ["PDF_UA1.md", "PDF_A.md"] {
        let clauses = clauses(page);
        assert!(clauses.len() > 30, "{page}");
        for [clause, who, how] in clauses {
            let named: Vec<_> =
                how.split_once("Test: ").map_or("", |(_, tests)| tests).split('`').collect();
            let named: Vec<_> = named.chunks_exact(2).map(|pair| pair[1]).collect();
            assert!(!named.is_empty() || !who.contains("Recto"), "{page}, {clause}: no test");
            for name in named {
                let is_there = [format!("fn {name}()"), format!("    {name}: \"")];
                assert!(is_there.iter().any(|it| tests.contains(it)), "{page}, {clause}: {name}");
            }
        }
    }
}
