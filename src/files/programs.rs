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
    },
}
