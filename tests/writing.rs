//! What the guide for writers shows is what Recto makes of it: `docs/writing.md`.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use recto::backend::BACKENDS;
use recto::diag::Severity;
use recto::diag::render::plain_lines;
use recto::files::MemoryFiles;
use recto::source::{Selection, Wanted};
use recto::text::day::Day;
use recto::tree::{Authored, Pack};
use recto::{Request, Session, Unwatched, export};
use serde_json::Value;

const GUIDE: &str = include_str!("../docs/writing.md");

/// The file that an example is where it is given no other name.
const PAGE: &str = "page.md";

/// A drawing that examples show.
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>\
                       <path d='M0 0h90v60z'/></svg>";

/// An example: the files of a section, and what the tree of its pages must hold.
struct Example<'a> {
    heading: &'a str,
    files: Vec<(&'a str, &'a str)>,
    /// The kinds of nodes, as the tree calls them.
    holds: Vec<&'a str>,
}

/// The examples of the guide, one for each section that has some.
///
/// Blocks of code are files: those with a name in a line of its own before them have that name.
fn examples() -> Vec<Example<'static>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    let (mut rest, mut name) = (GUIDE, None);
    while let Some((line, behind)) = rest.split_once('\n') {
        rest = behind;
        if let Some(heading) = line.strip_prefix("## ") {
            examples.push(Example { heading, files: Vec::new(), holds: Vec::new() });
        }
        let Some(example) = examples.last_mut() else { continue };
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() >= 3 {
            let end = rest.find(&format!("\n{fence}\n")).unwrap() + 1;
            example.files.push((name.take().unwrap_or(PAGE), &rest[..end]));
            rest = &rest[end + fence.len() + 1..];
        } else if let Some(kinds) = line.strip_prefix("<!-- tree: ") {
            example.holds = kinds.trim_end_matches(" -->").split(' ').collect();
        } else if let Some(named) = line.strip_prefix('`').and_then(|it| it.strip_suffix('`')) {
            name = Some(named).filter(|named| !named.contains('`'));
        }
    }
    examples.retain(|example| !example.files.is_empty());
    examples
}

/// The pack of an example, with the pictures and films that the guide speaks of.
fn pack(example: &Example<'_>) -> MemoryFiles {
    let mut picture = Vec::new();
    RgbImage::new(600, 400).write_to(&mut Cursor::new(&mut picture), ImageFormat::Png).unwrap();
    let mut files = MemoryFiles::new()
        .with("pack.yaml", "title: Guide\nlang: en\n")
        .with("door.png", picture)
        .with("plan.svg", DRAWING)
        .with("lock.svg", DRAWING)
        .with("tour.mp4", b"\0\0\0\x18ftypmp42".to_vec());
    for (name, text) in &example.files {
        files = files.with(name, *text);
    }
    files
}

/// What is asked of an example, for each reader that it knows.
fn requests(example: &Example<'_>) -> Vec<Request> {
    let is_for_some = example.files.iter().any(|(_, text)| text.contains("profiles:"));
    let profiles: &[Option<&str>] =
        if is_for_some { &[None, Some("auditor"), Some("guest")] } else { &[None] };
    let wanted = |profile: Option<&str>| Wanted {
        profile: profile.map(str::to_owned),
        on: Day::parse("2027-03-01"),
        ..Selection::Folder.into()
    };
    let request = |profile: Option<&str>| Request {
        wanted: wanted(profile),
        formats: BACKENDS.to_vec(),
        ..Selection::Folder.into()
    };
    profiles.iter().copied().map(request).collect()
}

/// Gathers the kinds of all nodes below a value.
fn kinds<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| kinds(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("type").and_then(Value::as_str));
            entries.values().for_each(|value| kinds(value, found));
        }
        _ => {}
    }
}

#[test]
fn every_example_becomes_what_the_guide_says() {
    let examples = examples();
    assert!(examples.len() > 15, "{}", examples.len());
    for example in &examples {
        let request = &requests(example)[0];
        let tree = Session::new(&pack(example)).tree(request).value;
        let tree = serde_json::to_value(&tree).unwrap();
        let mut found = Vec::new();
        kinds(&tree, &mut found);
        let missing = example.holds.iter().filter(|kind| !found.contains(kind));
        let missing: Vec<_> = missing.collect();
        assert!(missing.is_empty(), "{}: no {missing:?} among {found:?}", example.heading);
        assert!(!example.holds.is_empty(), "{}: nothing is said of the tree", example.heading);
    }
}

/// Gathers the names of all kinds of nodes that a schema knows.
fn kinds_of_schema(schema: &Value, found: &mut BTreeSet<String>) {
    let name = schema.pointer("/properties/type/const").and_then(Value::as_str);
    found.extend(name.map(str::to_owned));
    match schema {
        Value::Array(parts) => parts.iter().for_each(|part| kinds_of_schema(part, found)),
        Value::Object(parts) => parts.values().for_each(|part| kinds_of_schema(part, found)),
        _ => {}
    }
}

/// A kind that nobody can write, or of which the guide says nothing, is none.
#[test]
fn the_guide_shows_every_kind_of_block_and_inline() {
    let mut known = BTreeSet::new();
    kinds_of_schema(&schemars::schema_for!(Pack<Authored>).to_value(), &mut known);
    assert!(known.len() > 30, "{known:?}");
    for example in &examples() {
        let tree = Session::new(&pack(example)).tree(&requests(example)[0]).value;
        let tree = serde_json::to_value(&tree).unwrap();
        let mut found = Vec::new();
        kinds(&tree, &mut found);
        known.retain(|kind| !found.contains(&kind.as_str()));
    }
    assert_eq!(known, BTreeSet::new(), "docs/writing.md has no example of these");
}

#[test]
fn every_example_can_be_made_and_no_fault_is_found() {
    for example in &examples() {
        for request in requests(example) {
            let made = export(&request, &pack(example), &Unwatched);
            assert_eq!(made.made.len(), BACKENDS.len(), "{}", example.heading);
            let checked = Session::new(&pack(example)).check(std::slice::from_ref(&request));
            for (diagnostics, sources) in
                [(made.diagnostics, made.sources), (checked.diagnostics, checked.sources)]
            {
                let faults: Vec<_> =
                    diagnostics.into_iter().filter(|it| it.severity > Severity::Note).collect();
                // The guide's pages have no description: they are examples.
                let faults = plain_lines(&faults, &sources);
                let faults = faults.lines().filter(|line| !line.contains("[missing-description]"));
                assert_eq!(faults.collect::<Vec<_>>(), [""; 0], "{}", example.heading);
            }
        }
    }
}
