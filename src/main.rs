//! The `recto` command.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::guarded(|| match cli::Cli::try_parse() {
        Ok(cli) => cli::run(cli),
        Err(error) => cli::harmless(error).exit(),
    })
}
