//! The documented JSON form of the document tree, `docs/tree.schema.json`, is the real one.
//!
//! `UPDATE_SCHEMA=1 cargo test --test tree_schema` writes the file anew.

use std::path::Path;

use recto::files::DiskFiles;
use recto::source::Selection;
use recto::tree::{Authored, Linked, Pack};
use recto::{Request, Session};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

const SCHEMA: &str = "docs/tree.schema.json";

fn schema() -> Value {
    let mut schema = schema_of::<Pack<Authored>>();
    schema["title"] = "The document tree of a pack, as `recto tree` prints it".into();
    schema
}

/// The schema of what is written; what is read has another one.
fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::default().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

fn sample() -> Value {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = DiskFiles::new(&content).expect("the sample pack is there");
    let request = Request::from(Selection::Folder);
    let tree = Session::new(&files).tree(&request).value;
    serde_json::to_value(&tree).expect("a document tree holds nothing that JSON cannot")
}

#[test]
fn the_schema_is_up_to_date() {
    let written = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(SCHEMA, &written).unwrap();
    }
    let documented = std::fs::read_to_string(SCHEMA).unwrap();
    assert!(documented == written, "run `UPDATE_SCHEMA=1 cargo test --test tree_schema`");
}

#[test]
fn real_trees_are_valid_and_wrong_ones_are_not() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut tree = sample();
    let fault = validator.iter_errors(&tree).next();
    assert!(fault.is_none(), "{fault:?}");
    assert!(tree["pages"].as_array().is_some_and(|pages| pages.len() > 3));

    tree["pages"][0]["blocks"][0]["type"] = "paragraf".into();
    assert!(!validator.is_valid(&tree));
}

#[test]
fn the_linked_tree_has_a_schema_too() {
    assert!(jsonschema::meta::is_valid(&schema_of::<Pack<Linked>>()));
}
