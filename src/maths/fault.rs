//! Why a formula is not understood.

use pulldown_latex::{Parser, Storage};

use super::scan::commands;

/// Why a formula is not understood, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// For example: `` the command `\foo` is not known ``.
    pub reason: String,
}

impl Fault {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

const UNKNOWN_COMMAND: &str = "unknown primitive command";
const UNKNOWN_ENVIRONMENT: &str = "mathematical environment";

/// A fault that names the command or environment where the library only says that there is one.
pub(super) fn name(source: &str, reason: String) -> Fault {
    let named = if reason.contains(UNKNOWN_COMMAND) {
        commands(source)
            .find(|command| first_error(command).is_some_and(|e| e.contains(UNKNOWN_COMMAND)))
            .map(|command| format!("the command `{command}` is not known"))
    } else if reason.contains(UNKNOWN_ENVIRONMENT) {
        environments(source)
            .find(|name| {
                let alone = format!("\\begin{{{name}}}\\end{{{name}}}");
                first_error(&alone).is_some_and(|e| e.contains(UNKNOWN_ENVIRONMENT))
            })
            .map(|name| format!("the environment `{name}` is not known"))
    } else {
        None
    };
    Fault::new(named.unwrap_or(reason))
}

fn environments(source: &str) -> impl Iterator<Item = &str> {
    source.split("\\begin{").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

fn first_error(source: &str) -> Option<String> {
    let storage = Storage::new();
    let error = Parser::new(source, &storage).find_map(Result::err)?;
    Some(reason(&error))
}

/// What the library says, and how we say it.
const WORDS: [(&str, &str); 8] = [
    ("unexpected group closing", "a group ends that did not start"),
    ("alignment not allowed", "`&` stands outside of a table"),
    ("new line command not allowed", r"`\\` stands outside of a table"),
    ("subscript twice", "something has two subscripts"),
    ("superscript twice", "something has two superscripts"),
    ("unexpected math `$`", "a `$` stands in it"),
    ("expected a token", "something is missing"),
    ("expected an argument", "an argument is missing"),
];

/// What an error says in one sentence, without the excerpt that it comes with.
pub(super) fn reason(error: &dyn std::error::Error) -> String {
    let reason = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    if let Some((_, missing)) = reason.split_once("expected it to be closed with ") {
        return format!("{missing} is missing");
    }
    let ours = WORDS.iter().find(|(theirs, _)| reason.contains(theirs));
    ours.map_or_else(|| reason.replace("unkown", "unknown"), |(_, ours)| (*ours).to_owned())
}
