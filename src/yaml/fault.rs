//! Why a tree is not the value that was asked for.

use std::fmt;

use serde::de::{Expected, Unexpected};

use super::nearest;
use crate::diag::{Code, Diagnostic};
use crate::span::Span;

/// Why a tree is not the value that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The key or value at fault.
    pub span: Option<Span>,
    /// The key whose value is at fault, where a value is.
    pub key: Option<String>,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a key or value.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A key nobody knows, with those that are known here.
    UnknownKey(String, &'static [&'static str]),
    /// A name that is none of the choices.
    UnknownChoice(String, &'static [&'static str]),
    /// A key that must be there and is not.
    MissingKey(&'static str),
    /// A value of the wrong kind: what it is, and what it should be.
    WrongType(String, String),
    /// Anything a type says about itself.
    Other(String),
}

/// How many choices are named one by one.
const LISTED: usize = 24;

impl Fault {
    fn new(kind: FaultKind) -> Self {
        Self { span: None, key: None, kind }
    }

    /// The same fault at `span`, unless an inner value has claimed it.
    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = self.span.or(Some(span));
        self
    }

    /// The same fault in the value of `key`, unless an inner key has claimed it.
    pub(super) fn within(mut self, key: &str) -> Self {
        self.key = self.key.or_else(|| Some(key.to_owned()));
        self
    }

    /// Whether another fault comes of this one: a key that must be there was misspelt.
    pub(super) fn explains(&self, other: &Self) -> bool {
        let (FaultKind::UnknownKey(written, known), FaultKind::MissingKey(missing)) =
            (&self.kind, &other.kind)
        else {
            return false;
        };
        let within = self
            .span
            .zip(other.span)
            .is_some_and(|(key, whole)| key.file == whole.file && whole.join(key) == whole);
        within && nearest(written, known.iter().copied()) == Some(*missing)
    }

    /// What a user is told.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = match self.kind {
            FaultKind::UnknownKey(..) => Code::UnknownKey,
            _ => Code::InvalidConfig,
        };
        let mut diagnostic = Diagnostic::error(code, self.to_string());
        diagnostic.span = self.span;
        diagnostic.help = self.help();
        diagnostic
    }

    fn help(&self) -> Option<String> {
        match &self.kind {
            FaultKind::UnknownKey(key, known) => Some(match nearest(key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if key.starts_with("//") => "a comment starts with `#` here".to_owned(),
                None => format!("known here: {}", list(known)),
            }),
            FaultKind::UnknownChoice(name, known) => {
                Some(match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.len() > LISTED => {
                        "correct it; `docs/pack.schema.json` lists all".to_owned()
                    }
                    None => format!("choose one of {}", list(known)),
                })
            }
            FaultKind::MissingKey(key) => Some(format!("add `{key}:`")),
            FaultKind::WrongType(found, _) if found == "nothing" => {
                Some("write what is meant there, or remove it".to_owned())
            }
            FaultKind::WrongType(_, expected) => form_of(expected).map(str::to_owned),
            FaultKind::Other(_) => None,
        }
    }
}

/// How to write what a value should be.
fn form_of(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "a text" => "write it as words, without brackets or braces",
        "a group of keys" => "write one `key: value` a line",
        "a text or a group of keys" => "write it as words, or as `key: value` a line",
        "a list" => "put it between brackets: `[…]`",
        "`true` or `false`" => "write one of the two, without quotes",
        number if number.contains("number") => "write it in digits, without quotes",
        _ => return None,
    })
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::UnknownKey(key, _) => write!(formatter, "nobody knows the key `{key}` here"),
            FaultKind::UnknownChoice(name, _) => {
                write!(formatter, "`{name}` is none of the choices here")
            }
            FaultKind::MissingKey(key) => write!(formatter, "the key `{key}` is missing here"),
            FaultKind::WrongType(found, expected) => match &self.key {
                Some(key) => write!(formatter, "`{key}` is {found}, and should be {expected}"),
                None => write!(formatter, "this is {found}, and should be {expected}"),
            },
            FaultKind::Other(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(FaultKind::Other(message.to_string()))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match unexpected {
            Unexpected::Map => "a group of keys".to_owned(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
            Unexpected::Str(text) => format!("`{text}`, a text"),
            Unexpected::Signed(number) => format!("`{number}`, a number"),
            Unexpected::Float(number) => format!("`{number}`, a number"),
            other => other.to_string(),
        };
        let expected = match expected.to_string() {
            word if word == "enum" => "one key with its value".to_owned(),
            words => words,
        };
        Self::new(FaultKind::WrongType(found, expected))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(FaultKind::UnknownChoice(variant.to_owned(), expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(FaultKind::UnknownKey(field.to_owned(), expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FaultKind::MissingKey(field))
    }
}
