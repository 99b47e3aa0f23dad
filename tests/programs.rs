//! Programs beside Recto: backends that are programs, filters, and backends that are Rust.

use std::sync::Arc;

use recto::backend::{self, Artifact, Backend, Job, Program};
use recto::diag::render::plain_lines;
use recto::diag::{Sink, Warned};
use recto::files::{MemoryFiles, Programs, Run, RunError};
use recto::source::Selection;
use recto::{Export, Request, Session};
use serde_json::{Value, json};

/// A program that is a function of what it reads.
#[derive(Clone, Copy)]
struct Fake(fn(&str, Value) -> Result<Vec<u8>, RunError>);

impl std::fmt::Debug for Fake {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Fake")
    }
}

impl Programs for Fake {
    fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError> {
        (self.0)(run.program, serde_json::from_slice(run.input).unwrap())
    }
}

fn pack(settings: &str, page: &str) -> MemoryFiles {
    let settings = format!("title: T\nlang: en\ndescription: D.\ndate: 2027-03-01\n{settings}");
    MemoryFiles::new().with("pack.yaml", settings).with("page.md", page)
}

/// What comes of a pack in HTML and in a format that a program makes, with what was said.
fn export(files: &MemoryFiles, programs: Option<Fake>, formats: &[&str]) -> (Export, String) {
    let programs = programs.map(|it| Arc::new(it) as Arc<dyn Programs>);
    let format = |name: &&str| {
        let by_program = || Arc::new(Program::new(name, programs.clone().unwrap())) as _;
        backend::named(name).unwrap_or_else(by_program)
    };
    let formats = formats.iter().map(format).collect();
    let request = Request { programs: programs.clone(), formats, ..Selection::Folder.into() };
    let export = Session::new(files).export(&[request]).remove(0);
    let said = plain_lines(&export.diagnostics, &export.sources);
    (export, said)
}

/// The words of a finished file.
fn text(export: &Export, format: &str) -> String {
    let made = export.made.iter().find(|made| made.backend.name() == format).unwrap();
    String::from_utf8_lossy(&made.artifact.bytes).into_owned()
}

fn base64(words: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(words)
}

/// Makes a text of the titles of all pages, and finds fault with the first heading.
fn titles(program: &str, document: Value) -> Vec<u8> {
    assert_eq!((program, &document["version"]), ("recto-to-titles", &json!(1)));
    let pages = document["pack"]["pages"].as_array().unwrap();
    let titles: Vec<&str> =
        pages.iter().map(|page| page["meta"]["title"].as_str().unwrap()).collect();
    let heading = &pages[0]["blocks"][0];
    let answer = json!({
        "artifact": base64(&titles.join(", ")),
        "diagnostics": [
            {"severity": "warning", "message": "too short", "help": "write more",
             "span": heading["span"]},
            {"severity": "note", "message": "elsewhere", "span": {"file": 99, "start": 0, "end": 9}},
        ],
    });
    answer.to_string().into_bytes()
}

#[test]
fn a_program_makes_a_format_from_the_document() {
    let files = pack("", "# Page\n\n## Head\n\nWords.\n").with("b.md", "# Other\n");
    let (export, said) = export(
        &files,
        Some(Fake(|program, document| Ok(titles(program, document)))),
        &["html", "titles"],
    );
    assert_eq!(text(&export, "titles"), "Other, Page");
    assert_eq!(export.made.len(), 2);
    assert!(said.contains("warning[backend]: too short (write more)"), "{said}");
    assert!(said.contains("note[backend]: elsewhere"), "{said}");
}

#[test]
fn a_program_that_fails_costs_its_file_alone() {
    let faults: [(Fake, &str); 5] = [
        (Fake(|_, _| Err(RunError::NotFound)), "there is no program `recto-to-x` here"),
        (Fake(|_, _| Err(RunError::TooLong)), "was not done after 300 seconds"),
        (
            Fake(|_, _| {
                let words = "no ink\n".to_owned();
                Err(RunError::Failed { status: "exit status: 1".to_owned(), words, offline: false })
            }),
            "`recto-to-x` cannot make the x: no ink",
        ),
        (Fake(|_, _| Ok(b"%PDF-1.7".to_vec())), "what `recto-to-x` writes is no answer"),
        (Fake(|_, _| Ok(b"{}".to_vec())), "made no file, and does not say why"),
    ];
    let files = pack("", "# Page\n\nWords.\n");
    for (program, fault) in faults {
        let (export, said) = export(&files, Some(program), &["html", "x"]);
        assert!(said.contains("error[backend]") && said.contains(fault), "{said}");
        let made: Vec<_> = export.made.iter().map(|made| made.backend.name()).collect();
        assert_eq!(made, ["html"]);
    }
}

#[test]
fn what_a_program_makes_is_proved_like_all_else() {
    let leaking = Fake(|_, _| {
        Ok(json!({"artifact": base64("the Kestrelwing affair")}).to_string().into_bytes())
    });
    let page =
        "# Page\n\nWords.\n\n{{< only profile=\"auditor\" >}}\nKestrelwing.\n{{< /only >}}\n";
    let files = pack("profiles: {auditor: {}, guest: {}}\n", page);
    let (export, said) = export(&files, Some(leaking), &["html", "x"]);
    assert!(said.contains("error[leak]") && said.contains("in the x file"), "{said}");
    assert!(export.made.is_empty());
}

/// Makes all text louder, adds a block without a place, and an only heading that is far too deep.
fn louder(mut pack: Value) -> Vec<u8> {
    fn through(value: &mut Value) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(through),
            Value::Object(keys) => {
                if keys.get("type").is_some_and(|it| it == "text") {
                    let louder = keys["text"].as_str().unwrap().to_uppercase();
                    keys["text"] = louder.into();
                }
                keys.values_mut().for_each(through);
            }
            _ => {}
        }
    }
    for page in pack["pages"].as_array_mut().unwrap() {
        through(&mut page["title"]);
        through(&mut page["blocks"]);
        let blocks = page["blocks"].as_array_mut().unwrap();
        let words = json!([{"type": "text", "text": "added"}]);
        blocks.push(json!({"type": "heading", "level": 9, "anchor": null, "content": words}));
        let cell = json!({"blocks": [{"type": "plain", "content": words}], "header": false,
            "alignment": null, "columnSpan": 3, "rowSpan": 7});
        blocks.push(json!({"type": "table", "table": {
            "caption": [], "columns": [], "head": [], "body": [{"cells": [cell]}, {"cells": []}]}}));
    }
    pack["diagnostics"] = json!([{"severity": "note", "message": "loud"}]);
    pack.to_string().into_bytes()
}

const FILTER: &str = "filters:\n  - [louder]\n";

#[test]
fn a_filter_changes_pages_before_they_become_documents() {
    let files =
        pack(FILTER, "# Page\n\nSome *words*.\n\n* item\n\n| A | B |\n|---|---|\n| c | d |\n");
    let (export, said) =
        export(&files, Some(Fake(|_, pack| Ok(louder(pack)))), &["pdf", "epub", "html"]);
    let html = text(&export, "html");
    assert_eq!(export.made.len(), 3, "{said}");
    for words in ["SOME <em>WORDS</em>", "ITEM", "added"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(said.contains("note[filter]: loud"), "{said}");
}

#[test]
fn a_filter_that_cannot_refuses_all() {
    let faults: [(Option<Fake>, &str); 4] = [
        (None, "`louder` may not run"),
        (Some(Fake(|_, _| Err(RunError::NotFound))), "there is no program `louder` here"),
        (Some(Fake(|_, _| Ok(br#"{"pages": []}"#.to_vec()))), "it has 0 pages in place of 1"),
        (
            Some(Fake(|_, mut pack| {
                pack["pages"][0]["blocks"][0]["type"] = "paragraf".into();
                Ok(pack.to_string().into_bytes())
            })),
            "unknown variant `paragraf`",
        ),
    ];
    let files = pack(FILTER, "# Page\n\nWords.\n");
    for (programs, fault) in faults {
        let (export, said) = export(&files, programs, &["html"]);
        assert!(said.contains("error[filter]") && said.contains(fault), "{said}");
        assert!(export.made.is_empty() && export.refusal.is_some());
    }
}

#[test]
fn a_filter_neither_gets_nor_brings_back_what_was_left_out() {
    let bringing = Fake(|_, pack| {
        let text = pack.to_string();
        assert!(!text.contains("Kestrelwing"), "{text}");
        Ok(text.replace("Words.", "Words of Kestrelwing.").into_bytes())
    });
    let page =
        "# Page\n\nWords.\n\n{{< only profile=\"auditor\" >}}\nKestrelwing.\n{{< /only >}}\n";
    let files = pack(&format!("profiles: {{auditor: {{}}, guest: {{}}}}\n{FILTER}"), page);
    let (export, said) = export(&files, Some(bringing), &["html"]);
    assert!(said.contains("error[leak]"), "{said}");
    assert!(export.made.is_empty());
}

/// The number of pages.
#[derive(Debug)]
struct Count;

impl Backend for Count {
    fn name(&self) -> &'static str {
        "count"
    }

    fn about(&self) -> &'static str {
        "how many pages there are"
    }

    fn render(&self, job: &Job<'_>) -> Warned<Option<Artifact>> {
        let bytes = job.document.pack.pages.len().to_string().into_bytes();
        Sink::default().finish(Some(Artifact { bytes, extent: None, weights: Vec::new() }))
    }
}

#[test]
fn a_request_takes_a_backend_of_ones_own() {
    let files = pack("", "# Page\n").with("b.md", "# Other\n");
    let request = Request { formats: vec![Arc::new(Count)], ..Selection::Folder.into() };
    let export = Session::new(&files).export(&[request]).remove(0);
    assert_eq!(text(&export, "count"), "2");
}
