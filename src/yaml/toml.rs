//! From TOML to the tree: front matter between `+++`, an mdBook's `book.toml`.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Entry, Node, Scalar, ScalarKind, Value};
use super::text::{Excerpt, SyntaxError};
use crate::span::Span;

/// Reads a TOML document into the same tree that YAML is read into, keys in the order written.
///
/// # Errors
/// Where it is no TOML.
pub fn parse_toml(excerpt: &Excerpt<'_>) -> Result<Node, SyntaxError> {
    match DeTable::parse(excerpt.yaml()) {
        Ok(table) => {
            let span = place(excerpt, table.span());
            Ok(Node { span, value: Value::Map(entries(excerpt, table.into_inner())) })
        }
        Err(error) => Err(SyntaxError {
            span: excerpt.line_around(error.span().map_or(0, |span| span.start)),
            message: "this is not valid TOML".to_owned(),
            help: "write `key = \"value\"`, one a line, with every text in quotes".to_owned(),
        }),
    }
}

fn place(excerpt: &Excerpt<'_>, range: Range<usize>) -> Span {
    let start = excerpt.range.start;
    Span::new(excerpt.file, start + range.start..start + range.end)
}

fn entries(excerpt: &Excerpt<'_>, table: DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: place(excerpt, key.span()),
            key: key.into_inner().into_owned(),
            value: node(excerpt, value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

/// Nesting is bounded by the parser.
fn node(excerpt: &Excerpt<'_>, value: Spanned<DeValue<'_>>) -> Node {
    let range = value.span();
    let scalar = |text: &str, kind| Value::Scalar(Scalar { text: text.to_owned(), kind });
    let value = match value.into_inner() {
        DeValue::String(text) => scalar(&text, ScalarKind::Text),
        DeValue::Integer(number) => {
            let value = i64::from_str_radix(number.as_str(), number.radix());
            scalar(number.as_str(), value.map_or(ScalarKind::Text, ScalarKind::Int))
        }
        DeValue::Float(number) => {
            let value = number.as_str().parse().ok().filter(|value: &f64| value.is_finite());
            scalar(number.as_str(), value.map_or(ScalarKind::Text, ScalarKind::Float))
        }
        DeValue::Boolean(value) => {
            scalar(if value { "true" } else { "false" }, ScalarKind::Bool(value))
        }
        DeValue::Datetime(date) => scalar(&date.to_string(), ScalarKind::Text),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(excerpt, item)).collect())
        }
        DeValue::Table(table) => Value::Map(entries(excerpt, table)),
    };
    Node { span: place(excerpt, range), value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    #[test]
    fn toml_becomes_the_same_tree() {
        let mut sources = Sources::default();
        let toml = "title = \"A\"\nweight = 0x0A\ndate = 2027-03-01\ndraft = true\n\
                    tags = [\"a\", \"b\"]\n[params]\nratio = 1.5\n";
        let file = sources.add("a.md", toml);
        let node = parse_toml(&Excerpt::whole(file, &sources)).unwrap();
        let expected = serde_json::json!({
            "title": "A", "weight": 10, "date": "2027-03-01", "draft": true,
            "tags": ["a", "b"], "params": { "ratio": 1.5 },
        });
        assert_eq!(node.to_json(), expected);
        assert_eq!(node.entries()[0].key, "title");
        assert_eq!(sources.excerpt(node.entries()[0].value.span), "\"A\"");
        let file = sources.add("b.md", "a = 1\nb = x\n");
        let error = parse_toml(&Excerpt::whole(file, &sources)).unwrap_err();
        assert_eq!(sources.excerpt(error.span), "b = x");
    }
}
