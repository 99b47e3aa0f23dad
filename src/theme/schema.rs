//! The schema of `theme.yaml`, for editors.

use serde_json::{Value, json};

use super::Tokens;

/// What a `theme.yaml` may say, as a JSON Schema (2020-12): every token, each of them optional, since
/// a theme stands on another one.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Tokens).to_value();
    without_required(&mut schema);
    schema["title"] = json!("theme.yaml");
    let properties = &mut schema["properties"];
    properties["extends"] = json!({
        "description": "The theme that this one changes: the name of a shipped one, or a folder.",
        "type": "string",
        "default": "default",
    });
    properties["media"] = json!({
        "description": "What holds for one output alone.",
        "type": "object",
        "properties": { "pdf": { "$ref": "#" }, "epub": { "$ref": "#" }, "html": { "$ref": "#" } },
        "additionalProperties": false,
    });
    schema
}

fn without_required(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("required");
            map.values_mut().for_each(without_required);
        }
        Value::Array(items) => items.iter_mut().for_each(without_required),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::theme::Theme;

    #[test]
    fn the_published_schema_of_themes_is_that_of_the_code() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theme.schema.json");
        let current = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == current, "docs/theme.schema.json is out of date: UPDATE=1 cargo test");
    }

    #[test]
    fn every_theme_that_ships_is_valid_by_the_schema() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for name in Theme::shipped_names() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(name);
            let text = std::fs::read_to_string(path.join("theme.yaml")).unwrap();
            let value: Value = serde_saphyr::from_str(&text).unwrap();
            let errors: Vec<_> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
            assert_eq!(errors, [] as [String; 0], "{name}");
        }
        let wrong = json!({ "colors": { "lnik": "#fff" } });
        assert!(!validator.is_valid(&wrong));
    }
}
