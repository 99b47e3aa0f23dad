//! The tree.

use crate::span::Span;

/// A value and the bytes it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A single value.
    Scalar(Scalar),
    /// Values in order.
    List(Vec<Node>),
    /// Keys and values in the order written, each key once.
    Map(Vec<Entry>),
}

/// A single value, with the characters it was written with: `version: 1.0` is a number to YAML
/// and a text to whoever wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// As written, without quotes.
    pub text: String,
    /// As YAML understands it.
    pub kind: ScalarKind,
}

/// What YAML takes a scalar for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScalarKind {
    /// Nothing: `~`, `null` or no value at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other finite number.
    Float(f64),
    /// Text.
    Text,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A text that no file holds, such as one from the command line; `span` is what it stands for.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self { span, value: Value::Scalar(Scalar { text: text.into(), kind: ScalarKind::Text }) }
    }

    /// A map without entries.
    pub fn empty_map(span: Span) -> Self {
        Self { span, value: Value::Map(Vec::new()) }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Scalar(_) | Value::List(_) => &[],
        }
    }

    /// The value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The text of a scalar that is not null, as written.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(&scalar.text),
            Value::Scalar(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Scalar(_) | Value::Map(_) => &[],
        }
    }

    /// Takes a key out of a map.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let Value::Map(entries) = &mut self.value else { return None };
        let index = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(index))
    }

    /// Whether it says the same, wherever it stands and in whatever order its keys do.
    pub fn says(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Scalar(own), Value::Scalar(other)) => own.text == other.text,
            (Value::List(own), Value::List(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, it)| own.says(it))
            }
            (Value::Map(own), Value::Map(_)) => {
                let said =
                    |entry: &Entry| other.get(&entry.key).is_some_and(|it| entry.value.says(it));
                own.len() == other.entries().len() && own.iter().all(said)
            }
            _ => false,
        }
    }

    /// Whether it is nothing: `~`, `null` or no value at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(Scalar { kind: ScalarKind::Null, .. }))
    }

    /// What kind of value it is, for messages.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => "nothing".to_owned(),
                ScalarKind::Bool(_) => format!("`{}`, a yes or no", scalar.text),
                ScalarKind::Int(_) | ScalarKind::Float(_) => {
                    format!("`{}`, a number", scalar.text)
                }
                ScalarKind::Text => format!("`{}`, a text", shorten(&scalar.text)),
            },
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a group of keys".to_owned(),
        }
    }

    /// Lays `over` on top: maps are merged key by key, all else is replaced.
    ///
    /// Every node keeps the span of the file that said it last.
    pub fn merge(&mut self, over: Node) {
        match (&mut self.value, over.value) {
            (Value::Map(below), Value::Map(above)) => {
                for entry in above {
                    match below.iter_mut().find(|candidate| candidate.key == entry.key) {
                        Some(same) => {
                            same.key_span = entry.key_span;
                            same.value.merge(entry.value);
                        }
                        None => below.push(entry),
                    }
                }
            }
            (value, above) => {
                *value = above;
                self.span = over.span;
            }
        }
    }

    /// The same value as JSON, for templates. Numbers keep their value, not their writing.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => serde_json::Value::Null,
                ScalarKind::Bool(value) => value.into(),
                ScalarKind::Int(value) => value.into(),
                ScalarKind::Float(value) => value.into(),
                ScalarKind::Text => scalar.text.clone().into(),
            },
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect()
            }
        }
    }
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
