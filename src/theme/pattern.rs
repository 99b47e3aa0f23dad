//! Words with names in braces, as themes write them where the document fills something in.

use std::borrow::Cow;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::yaml::nearest;

/// The names that can stand in words of one kind.
pub trait Named: Copy + PartialEq + 'static {
    /// Where such words stand, as a fault says it.
    const PLACE: &'static str;
    /// Every name, as it is written between braces.
    const NAMES: &'static [(&'static str, Self)];
}

/// A part of such words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<N> {
    /// Words as they are.
    Words(String),
    /// What a name stands for.
    Name(N),
}

/// Words with names in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern<N>(pub Vec<Part<N>>);

impl<N> Default for Pattern<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: Named> Pattern<N> {
    /// The words, with what `value` says of each name.
    pub fn fill(&self, value: impl Fn(N) -> String) -> String {
        let filled = self.0.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Name(name) => value(*name),
        });
        filled.collect::<String>().trim().to_owned()
    }

    /// The same, or nothing where it has names and none of them stands for anything: then its words
    /// would speak of what is not there.
    pub fn fill_any(&self, value: impl Fn(N) -> String) -> String {
        let names = || {
            self.0.iter().filter_map(|part| match part {
                Part::Words(_) => None,
                Part::Name(name) => Some(*name),
            })
        };
        if names().next().is_some() && names().all(|name| value(name).is_empty()) {
            return String::new();
        }
        self.fill(value)
    }
}

impl<N: Named> FromStr for Pattern<N> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else {
                let names = all_names::<N>();
                return Err(format!("a brace is not closed in `{text}`: write {names}"));
            };
            if !before.is_empty() {
                parts.push(Part::Words(before.to_owned()));
            }
            let known = N::NAMES.iter().find(|(known, _)| *known == name.trim());
            parts.push(Part::Name(known.ok_or_else(|| unknown::<N>(name))?.1));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Words(rest.to_owned()));
        }
        Ok(Self(parts))
    }
}

fn unknown<N: Named>(name: &str) -> String {
    let near = nearest(name, N::NAMES.iter().map(|(name, _)| *name));
    let near = near.map(|near| format!("did you mean `{{{near}}}`? "));
    format!(
        "nothing in {} is called `{{{name}}}`: {}write {}",
        N::PLACE,
        near.unwrap_or_default(),
        all_names::<N>()
    )
}

fn all_names<N: Named>() -> String {
    let names: Vec<_> = N::NAMES.iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
    format!("one of {}", names.join(", "))
}

impl<'de, N: Named> Deserialize<'de> for Pattern<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<N: Named> JsonSchema for Pattern<N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Pattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = N::NAMES.iter().map(|(name, _)| *name).collect();
        let pattern = format!(r"^([^{{]|\{{ *({}) *\}})*$", names.join("|"));
        json_schema!({ "type": "string", "pattern": pattern })
    }
}
