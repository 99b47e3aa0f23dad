//! The one door to other programs.

use std::fmt;
use std::time::Duration;

/// Programs that may be run. Whoever hands in none lets none run: a pack may come from a stranger.
pub trait Programs: fmt::Debug + Send + Sync {
    /// Runs a program and returns what it writes to its standard output.
    ///
    /// # Errors
    /// When it cannot be started, does not end in time, writes too much, or says that it failed.
    fn run(&self, run: &Run<'_>) -> Result<Vec<u8>, RunError>;
}

/// One run of a program. No shell is between: arguments mean what they say.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The program: a name that the system finds, or a path as seen from the pack's folder.
    pub program: &'a str,
    /// Its arguments.
    pub arguments: &'a [String],
    /// What it reads from its standard input.
    pub input: &'a [u8],
    /// How long it may take.
    pub limit: Duration,
}

/// Why a program gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// There is no such program.
    NotFound,
    /// The system did not start it; the system's words.
    NotStarted(String),
    /// It took too long and was ended.
    TooLong,
    /// It wrote more than anybody would read, and was ended.
    TooMuch,
    /// It says that it failed.
    Failed {
        /// How it ended: `exit status: 1`.
        status: String,
        /// What it wrote to its standard error.
        words: String,
        /// Whether it was kept from the network.
        offline: bool,
    },
}

/// How much of what a program says about its failure is quoted: lines, and characters in all.
const MOST_LINES: usize = 4;
const MOST_CHARACTERS: usize = 300;

impl RunError {
    /// Why a program gave nothing, in a sentence: it was given `seconds`, and `cannot` do something.
    pub fn explain(&self, program: &str, seconds: u16, cannot: &str) -> String {
        match self {
            Self::NotFound => format!("there is no program `{program}` here"),
            Self::NotStarted(words) => format!("`{program}` cannot be started: {words}"),
            Self::TooLong => {
                let unit = if seconds == 1 { "second" } else { "seconds" };
                format!("`{program}` was not done after {seconds} {unit}, and was ended")
            }
            Self::TooMuch => format!("`{program}` writes without end, and was ended"),
            Self::Failed { status, words, offline } => {
                let said = quoted(words).unwrap_or_else(|| status.clone());
                let missed = if *offline && misses_network(words) {
                    " (programs reach no network; `--allow-network` lets them)"
                } else {
                    ""
                };
                format!("`{program}` {cannot}: {said}{missed}")
            }
        }
    }
}

/// Whether what a program says of its failure may come of a network that it does not reach.
fn misses_network(words: &str) -> bool {
    const SIGNS: [&str; 7] =
        ["network", "resolve", "resolution", "connect", "unreachable", "enotfound", "eai_again"];
    let words = words.to_lowercase();
    SIGNS.iter().any(|sign| words.contains(sign))
}

/// What a program says of its failure, on one line and not too long; none where it says nothing.
fn quoted(words: &str) -> Option<String> {
    let plain = without_controls(words);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    let said = lines.take(MOST_LINES).collect::<Vec<_>>().join(" / ");
    match said.char_indices().nth(MOST_CHARACTERS) {
        _ if said.is_empty() => None,
        Some((end, _)) => Some(format!("{}…", &said[..end])),
        None => Some(said),
    }
}

/// A text without what moves or colours a terminal (ECMA-48, control sequences).
fn without_controls(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\u{1B}' && rest.next_if_eq(&'[').is_some() {
            rest.by_ref().find(|c| ('@'..='~').contains(c));
        } else if c == '\n' || !c.is_control() {
            plain.push(c);
        } else if c == '\t' {
            plain.push(' ');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_is_quoted_on_one_line() {
        let said = "\u{1B}[31mError:\u{1B}[0m line 2\n\n\t-----^\r\nthree\nfour\nfive\n";
        assert_eq!(quoted(said).unwrap(), "Error: line 2 / -----^ / three / four");
        assert_eq!(quoted(" \n\u{1B}[0m\n"), None);
        let long = quoted(&"ä".repeat(1000)).unwrap();
        assert_eq!(long.chars().count(), MOST_CHARACTERS + 1);
    }
}
