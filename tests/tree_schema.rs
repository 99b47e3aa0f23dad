//! The documented JSON forms are the real ones: the tree that `recto tree` prints, the document that
//! programs get, and what they answer.
//!
//! `UPDATE_SCHEMA=1 cargo test --test tree_schema` writes the files anew.

use std::path::Path;

use recto::exchange::{Answer, Document, VERSION};
use recto::files::DiskFiles;
use recto::source::Selection;
use recto::tree::{Authored, Linked, Pack};
use recto::{Request, Session};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// What is documented: the file, what it says that it is, and its form.
fn documented() -> [(&'static str, &'static str, Value); 3] {
    let written = SchemaSettings::default().for_serialize();
    let read = SchemaSettings::default().for_deserialize();
    [
        (
            "docs/tree.schema.json",
            "The document tree of a pack, as `recto tree` prints it",
            schema_of::<Pack<Authored>>(written.clone()),
        ),
        (
            "docs/document.schema.json",
            "A finished document, as programs get it that make formats of their own",
            schema_of::<Document<'_>>(written),
        ),
        (
            "docs/answer.schema.json",
            "What a program answers that makes a format of its own",
            schema_of::<Answer>(read),
        ),
    ]
}

fn schema_of<T: JsonSchema>(settings: SchemaSettings) -> Value {
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

fn file(path: &str) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn sample() -> DiskFiles {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    DiskFiles::new(&content).expect("the sample pack is there")
}

fn tree() -> Value {
    let tree = Session::new(&sample()).tree(&Request::from(Selection::Folder)).value;
    serde_json::to_value(&tree).expect("a document tree holds nothing that JSON cannot")
}

fn document() -> Value {
    let prepared = Session::new(&sample()).prepare(&Request::from(Selection::Folder)).value;
    let document = Document::new(
        &prepared.document,
        &prepared.document.assets,
        &prepared.theme,
        prepared.options.date,
    );
    serde_json::from_slice(&document.to_json()).unwrap()
}

#[test]
fn the_schemas_are_up_to_date() {
    for (path, title, mut schema) in documented() {
        schema["title"] = title.into();
        let written = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, &written).unwrap();
        }
        let is_current = std::fs::read_to_string(path).is_ok_and(|text| text == written);
        assert!(is_current, "{path}: run `UPDATE_SCHEMA=1 cargo test --test tree_schema`");
    }
}

#[test]
fn real_trees_are_valid_and_wrong_ones_are_not() {
    let [(_, _, tree_schema), (_, _, document_schema), _] = documented();
    for (schema, form, pages) in
        [(tree_schema, tree(), "/pages"), (document_schema, document(), "/pack/pages")]
    {
        let validator = jsonschema::validator_for(&schema).unwrap();
        let fault = validator.iter_errors(&form).next();
        assert!(fault.is_none(), "{fault:?}");
        assert!(form.pointer(pages).and_then(Value::as_array).is_some_and(|it| it.len() > 3));

        let mut wrong = form;
        *wrong.pointer_mut(&format!("{pages}/0/blocks/0/type")).unwrap() = "paragraf".into();
        assert!(!validator.is_valid(&wrong));
    }
}

/// A program that was written for this version reads what this version gives: its schema as it was
/// when the version was made, `tests/schemas/document-VERSION.json`, accepts today's documents. Where
/// that cannot be, `VERSION` grows, and a schema of its own is put beside the others.
#[test]
fn documents_are_what_their_version_says() {
    let first = file(&format!("tests/schemas/document-{VERSION}.json"));
    let validator = jsonschema::validator_for(&first).expect("each version has its schema");
    let document = document();
    assert_eq!(document["version"], VERSION);
    let fault = validator.iter_errors(&document).next();
    assert!(fault.is_none(), "{fault:?}");
    assert!(!validator.is_valid(&Value::Null));
}

#[test]
fn the_linked_tree_has_a_schema_too() {
    let written = SchemaSettings::default().for_serialize();
    assert!(jsonschema::meta::is_valid(&schema_of::<Pack<Linked>>(written)));
}
