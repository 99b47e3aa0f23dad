//! What `pack.yaml` says of programs that draw diagrams, or filter pages.

use std::borrow::Cow;
use std::time::Duration;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// How long a program may take for one run unless the pack says otherwise, in seconds.
const PATIENCE: u16 = 30;

/// A program that reads its standard input and writes to its standard output.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Command {
    /// The program with its arguments; not empty once the settings were checked.
    pub command: Vec<String>,
    /// How long it may take for one run, in seconds.
    #[serde(rename = "time-limit")]
    pub time_limit: u16,
}

impl Command {
    /// The name of the program.
    pub fn program(&self) -> &str {
        self.command.first().map_or("", String::as_str)
    }

    /// What the program is told.
    pub fn arguments(&self) -> &[String] {
        self.command.get(1..).unwrap_or_default()
    }

    /// How long the program may take for one run.
    pub fn limit(&self) -> Duration {
        Duration::from_secs(self.time_limit.into())
    }
}

/// The long form.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Described {
    /// The program and its arguments, one by one.
    command: Vec<String>,
    /// How many seconds it may take for one run.
    #[serde(default = "patience", rename = "time-limit")]
    time_limit: u16,
}

fn patience() -> u16 {
    PATIENCE
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CommandVisitor;

        impl<'de> Visitor<'de> for CommandVisitor {
            type Value = Command;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list of a program and its arguments, or a group of keys")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Command, A::Error> {
                let command = Vec::deserialize(SeqAccessDeserializer::new(items))?;
                Ok(Command { command, time_limit: PATIENCE })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Command, A::Error> {
                let described = Described::deserialize(MapAccessDeserializer::new(map))?;
                let Described { command, time_limit } = described;
                Ok(Command { command, time_limit })
            }
        }

        deserializer.deserialize_any(CommandVisitor)
    }
}

impl JsonSchema for Command {
    fn schema_name() -> Cow<'static, str> {
        "Command".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let list = generator.subschema_for::<Vec<String>>();
        let described = Described::json_schema(generator);
        json_schema!({
            "description": "A program that reads its standard input and writes to its standard output.",
            "anyOf": [list, described],
        })
    }
}
