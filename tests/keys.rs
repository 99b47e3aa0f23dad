//! Every key of the settings and of front matter tells what it cannot mean, and decisions refuse.

#[path = "support/formats.rs"]
mod formats;

use formats::html;
use recto::diag::render::plain_lines;
use recto::files::MemoryFiles;
use recto::source::{PackConfig, Selection, Wanted};
use recto::text::day::Day;
use recto::{Request, Unwatched, proof};
use serde_json::{Map, Value, json};

/// A word of the body, which stands in no key.
const SECRET: &str = "zugspitzbahn";

/// Texts that may say anything. An identifier may be any name, unless it claims to be an ISBN or UUID.
const FREE: &[&str] = &[
    "authors",
    "classification",
    "copyright",
    "description",
    "document-control.approvers.[].name",
    "document-control.distribution.[].name",
    "document-control.history.[].version",
    "document-control.owner",
    "document-control.owner.name",
    "document-control.reference",
    "document-control.reviewers.[].name",
    "epub.accessibility.certifier",
    "epub.accessibility.credential",
    "epub.accessibility.report",
    "epub.accessibility.summary",
    "epub.series.name",
    "identifier",
    "keywords",
    "owner",
    "proof.allow",
    "publisher",
    "seo_title",
    "standards.any.claims",
    "standards.any.title",
    "status",
    "subtitle",
    "title",
    "version",
    "watermark",
];

/// A key of the settings: its path, and the schema of its value.
type Key = (Vec<String>, Value);

/// Every key of the settings, outer ones first.
fn keys() -> Vec<Key> {
    fn add(path: &[String], schema: &Value, definitions: &Value, found: &mut Vec<Key>) {
        let schema = resolved(schema, definitions);
        for (name, value) in schema["properties"].as_object().into_iter().flatten() {
            let path = [path, std::slice::from_ref(name)].concat();
            // Settings within settings hold the same keys.
            if path.len() < 6 && name != "profiles" {
                found.push((path.clone(), resolved(value, definitions)));
                add(&path, value, definitions, found);
            }
        }
        for part in ["anyOf", "oneOf", "allOf"] {
            for choice in schema[part].as_array().into_iter().flatten() {
                add(path, choice, definitions, found);
            }
        }
        if schema["items"].is_object() {
            add(&[path, &["[]".to_owned()]].concat(), &schema["items"], definitions, found);
        }
        if schema["additionalProperties"].is_object() {
            let path = [path, &["any".to_owned()]].concat();
            add(&path, &schema["additionalProperties"], definitions, found);
        }
    }
    let schema = serde_json::to_value(schemars::schema_for!(PackConfig)).unwrap();
    let mut found = Vec::new();
    add(&[], &schema, &schema["$defs"], &mut found);
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

fn resolved(schema: &Value, definitions: &Value) -> Value {
    let name = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/"));
    name.map_or_else(|| schema.clone(), |name| definitions[name].clone())
}

/// The settings that hold one value at a path.
fn at(path: &[String], value: Value) -> Value {
    path.iter().rev().fold(value, |value, name| match name.as_str() {
        "[]" => json!([value]),
        name => Value::Object(Map::from_iter([(name.to_owned(), value)])),
    })
}

/// What comes of settings: what is reported, and whether nothing was made.
fn refused(settings: &Value) -> (String, bool) {
    let files = MemoryFiles::new()
        .with("pack.yaml", serde_json::to_string(settings).unwrap())
        .with("page.md", "# Page\n\nWords.\n");
    let request = Request { formats: html(), ..Selection::Folder.into() };
    let export = recto::export(&request, &files, &Unwatched);
    let said = plain_lines(&export.diagnostics, &export.sources);
    (said, export.made.is_empty() && export.refusal.is_some())
}

/// The kinds of value that a schema takes: `string`, `array`, `object`, `boolean`, numbers, `null`.
fn takes(schema: &Value, definitions: &Value, kind: &str) -> bool {
    let schema = resolved(schema, definitions);
    let typed = match &schema["type"] {
        Value::String(name) => name == kind,
        Value::Array(names) => names.iter().any(|name| name == kind),
        _ => schema["enum"].is_array() && kind == "string",
    };
    let choices = ["anyOf", "oneOf"].iter().filter_map(|part| schema[*part].as_array());
    typed || choices.flatten().any(|choice| takes(choice, definitions, kind))
}

#[test]
fn every_key_of_the_settings_refuses_what_it_cannot_mean() {
    let schema = serde_json::to_value(schemars::schema_for!(PackConfig)).unwrap();
    let definitions = &schema["$defs"];
    let mut faults = Vec::new();
    let keys = keys();
    assert!(keys.len() > 100, "{} keys", keys.len());
    for (path, schema) in &keys {
        let shown = path.join(".");
        let mut expect = |what: &str, settings: Value| {
            let (said, refused) = refused(&settings);
            if !refused {
                faults.push(format!("{shown}: {what} {settings} is taken: {said}"));
            }
        };
        // A misspelt name, where names are not the author's own.
        let mut misspelt = path.clone();
        misspelt.last_mut().unwrap().push_str("zz");
        expect("the misspelt key", at(&misspelt, Value::Null));
        // A value of the wrong kind.
        let wrong =
            [("array", json!([[1]])), ("object", json!({ "zz": 1 })), ("string", json!("zz zz"))]
                .into_iter()
                .find(|(kind, _)| !takes(schema, definitions, kind));
        if let Some((_, value)) = wrong {
            expect("the wrong kind", at(path, value));
        }
        if takes(schema, definitions, "string") && !FREE.contains(&shown.as_str()) {
            expect("the unknown value", at(path, json!("zz zz: §")));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What is reported of a page whose front matter holds one line, and whether it is in the pack.
fn taken(line: &str) -> (String, bool) {
    let page = format!("---\nseo_title: Page\n{line}\n---\n\nThe {SECRET} deal.\n");
    let files = MemoryFiles::new().with("index.md", "# Pack\n").with("page.md", page);
    let request = Request { formats: html(), ..Selection::Folder.into() };
    let wanted = Wanted { on: Day::parse("2027-03-01"), ..request.wanted };
    let export = recto::export(&Request { wanted, ..request }, &files, &Unwatched);
    let said = plain_lines(&export.diagnostics, &export.sources);
    let holds = |made: &recto::Made| proof::words_of(&made.artifact).contains(SECRET);
    (said, export.made.iter().any(holds))
}

/// Lines of front matter that say nothing for certain: values of a wrong kind, unknown values, and
/// misspelt names. The page is taken, and each is told at its line.
const DOUBTFUL: [&str; 41] = [
    "title: { a: b }",
    "title: [[a]]",
    "titel: Page",
    "seo_description: [a, b]",
    "seo_descripton: About",
    "description: { a: b }",
    "category: [a, b]",
    "categry: One",
    "parent: { a: b }",
    "parent: nowhere",
    "menu_order: first",
    "menu_order: [1]",
    "menu-order: 3",
    "weight: { a: b }",
    "nav_order: soon",
    "sidebar_position: [2]",
    "notoc: maybe",
    "notoc: [true]",
    "bg: { a: b }",
    "tags: { a: b }",
    "tags: [[a]]",
    "keywords: { a: b }",
    "date: 2027-02-30",
    "date: [2027]",
    "author: { a: b }",
    "authors: [[Ann]]",
    "lang: german",
    "lang: not a language",
    "lang: [de, en]",
    "satisfies: A.5.1",
    "satisfies: { NOWHERE: [A.5.1] }",
    "Draft: false",
    "lang: xx",
    "lang: xx-YYYY-Z",
    "bg: nowhere",
    "atach: [page.md]",
    "numbered: sometimes",
    "toc: maybe",
    "updated: soon",
    "classification: Secret",
    "Reviewed By: Ann",
];

/// Keys that other tools read, which say nothing here and of which nothing is said.
const FOREIGN: [&str; 12] = [
    "layout: post",
    "aliases: [old]",
    "redirect_from: /old/",
    "sidebar_class_name: wide",
    "hide_table_of_contents: true",
    "hero: { name: Page }",
    "tableOfContents: false",
    "cssclasses: [wide]",
    "coverY: 0",
    "documentclass: book",
    "hide: [toc]",
    "toc: true",
];

/// Lines that may be meant to hold the page back, each of which does and is an error.
const HOLDING: [&str; 32] = [
    "draft:",
    "draft: maybe",
    "draft: [true]",
    "draft: { a: b }",
    "drafts: true",
    "darft: true",
    "published:",
    "published: maybe",
    "published: [no]",
    "publishd: false",
    "publishDate: soon",
    "publishDate: 2027-02-30",
    "publishDate: [2027-01-01]",
    "publishDat: 2030-01-01",
    "expiryDate: never",
    "expiryDate: { a: b }",
    "expirydat: 2026-01-01",
    "unlisted:",
    "unlisted: maybe",
    "unlisted: { a: b }",
    "unlistd: true",
    "headless:",
    "headless: maybe",
    "headles: true",
    "only: [auditor]",
    "only:",
    "except: client",
    "profile: auditor",
    "profiles: { a: b }",
    "build: maybe",
    "build: { render: sometimes }",
    "build: { list: [never] }",
];

#[test]
fn every_key_of_front_matter_tells_what_it_cannot_mean() {
    let mut faults = Vec::new();
    for line in DOUBTFUL {
        let (said, taken) = taken(line);
        if !said.contains("page.md:3:") || !taken {
            faults.push(format!("{line}: taken {taken}, {said}"));
        }
    }
    for line in HOLDING {
        let (said, taken) = taken(line);
        let told = said.lines().any(|it| it.starts_with("page.md:3:") && it.contains(": error["));
        if !told || taken {
            faults.push(format!("{line}: taken {taken}, {said}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    for line in FOREIGN {
        let (said, taken) = taken(line);
        assert!(taken && !said.contains("page.md:3:"), "{line}: {said}");
    }
    let (said, _) = taken("lang: german");
    assert!(said.contains("`de`"), "{said}");
    let (said, published) = taken("Draft: true");
    assert!(said.contains("page.md:3:1") && !published, "{said}");
}

/// In the folder of a tool a key may be meant for what somebody has written for it, and a theme's
/// templates may show it.
#[test]
fn a_key_that_somebody_may_read_is_not_told() {
    let said = |path: &str, text: &str| {
        let files = MemoryFiles::new()
            .with(path, text)
            .with("page.md", "---\ntitle: Page\nreviewed: Ann\n---\n\nWords.\n")
            .with("look/theme.yaml", "page: { size: A4 }\n")
            .with("look/html/page.hbs", "<p>{{meta.other.reviewed}}</p>{{{body_html}}}\n");
        let request = Request { formats: html(), ..Selection::Folder.into() };
        let export = recto::export(&request, &files, &Unwatched);
        plain_lines(&export.diagnostics, &export.sources)
    };
    assert!(said("notes.txt", "").contains("the key `reviewed` is read by nothing"));
    for (path, text) in [
        ("hugo.toml", "title = \"Site\"\n"),
        ("_config.yml", "title: Site\n"),
        (".obsidian/app.json", "{}"),
        ("pack.yaml", "theme: look\n"),
    ] {
        let said = said(path, text);
        assert!(!said.contains("reviewed"), "{path}: {said}");
    }
}
