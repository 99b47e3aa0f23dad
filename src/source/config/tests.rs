//! The documentation of `pack.yaml` says what the code does.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::diag::Severity;
use crate::files::MemoryFiles;
use crate::source::{Selection, Wanted};

fn in_repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema() -> serde_json::Value {
    let schema = schemars::schema_for!(PackConfig);
    serde_json::to_value(schema).expect("a schema is JSON")
}

/// What reading some settings says, in every profile they have.
fn said(settings: &str) -> Vec<Diagnostic> {
    let files = MemoryFiles::new().with("pack.yaml", settings);
    let mut sink = Sink::default();
    let mut sources = Sources::default();
    let wanted = |profile: Option<String>| Wanted { profile, ..Selection::Folder.into() };
    let node = read_node(&files, &mut sources, &mut sink);
    let profiles = node.as_ref().and_then(|node| node.get("profiles")).map(Node::entries);
    let names = profiles.unwrap_or_default().iter().map(|entry| Some(entry.key.clone()));
    for profile in std::iter::once(None).chain(names) {
        read(&files, &wanted(profile), &mut sources, &mut sink);
    }
    sink.finish(()).diagnostics
}

#[test]
fn the_report_of_a_certifier_stands_at_an_address_of_the_web() {
    let report = |address: &str| {
        said(&format!("epub:\n  accessibility:\n    certifier: A\n    report: '{address}'\n"))
            .into_iter()
            .any(|said| said.message.contains("is no address of a report"))
    };
    assert!(!report("https://example.com/report") && !report(""));
    for address in ["javascript:x()", "data:text/html,x", "report.html", "https://"] {
        assert!(report(address), "{address}");
    }
}

/// The schema that editors complete by. `UPDATE=1` writes it anew.
#[test]
fn the_published_schema_is_that_of_the_code() {
    let path = in_repository("docs/pack.schema.json");
    let current = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &current).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == current, "docs/pack.schema.json is out of date: UPDATE=1 cargo test");
}

#[test]
fn the_documented_settings_are_valid_and_complete() {
    let page = fs::read_to_string(in_repository("docs/pack.md")).unwrap();
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let examples: Vec<&str> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```").map(|(yaml, _)| yaml))
        .collect();
    assert!(examples.len() > 5);
    for example in examples {
        let faults: Vec<_> =
            said(example).into_iter().filter(|said| said.severity > Severity::Note).collect();
        assert_eq!(faults, [], "{example}");
        let value: serde_json::Value = serde_saphyr::from_str(example).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, [] as [String; 0], "{example}");
    }
    for key in documented_keys(&schema) {
        assert!(page.contains(&format!("`{key}`")), "docs/pack.md does not explain `{key}`");
    }
}

/// The keys of the settings, and of the groups in them as `group.key`.
fn documented_keys(schema: &serde_json::Value) -> Vec<String> {
    let properties = |schema: &serde_json::Value| schema["properties"].as_object().cloned();
    let mut keys = Vec::new();
    for (key, value) in properties(schema).unwrap_or_default() {
        let group = value["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
        match group.and_then(|name| properties(&schema["$defs"][name])) {
            Some(group) => keys.extend(group.keys().map(|inner| format!("{key}.{inner}"))),
            None => keys.push(key),
        }
    }
    keys
}

#[test]
fn the_schema_refuses_what_the_code_refuses() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for wrong in [
        "titel: A",
        "toc: deep",
        "links: { bas: x }",
        "include: [{ label: x }]",
        "contents: [{ pages: 1 }]",
        "profiles: { a: { titel: x } }",
    ] {
        let value: serde_json::Value = serde_saphyr::from_str(wrong).unwrap();
        assert!(!validator.is_valid(&value), "{wrong}");
        assert_ne!(said(wrong), [], "{wrong}");
    }
}

#[test]
fn settings_below_are_reported_once() {
    let files = MemoryFiles::new()
        .with("index.md", "# Start\n")
        .with("a/pack.yaml", "title: A\n")
        .with("a/b/pack.yml", "title: B\n");
    let wanted = Selection::Folder.into();
    let said = crate::source::read(&files, &wanted, &mut Sources::default()).diagnostics;
    let [warning] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(warning.message, "`a/b/pack.yml` and 1 more of its name are not read");
}
