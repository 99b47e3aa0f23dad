//! The `recto` command.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(cli) => cli::run(cli),
        Err(mut error) => {
            // That an unknown option could be meant as a value is never what was meant.
            error.remove(clap::error::ContextKind::Suggested);
            error.exit()
        }
    }
}
