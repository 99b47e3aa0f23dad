//! Why a diagram is shown as its source, in words.

use crate::diag::{Code, Diagnostic};
use crate::files::RunError;
use crate::source::Command;

/// Why a diagram is shown as its source.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// The pack names no program for its language.
    Unnamed,
    /// Programs may not run.
    Forbidden {
        /// The one that would have drawn it.
        program: String,
    },
    /// Its program took too long for an earlier one.
    GivenUp {
        /// The program.
        program: String,
    },
    /// Its program gave nothing.
    Run {
        /// The program.
        program: String,
        /// How long it was given, in seconds.
        limit: u16,
        /// Why.
        error: RunError,
    },
    /// What its program wrote cannot be shown.
    NoSvg {
        /// The program.
        program: String,
        /// What is wrong with it, where it is an SVG at all.
        words: Option<String>,
    },
}

impl Fault {
    /// What became of a run.
    pub(super) fn of_run(error: RunError, renderer: &Command) -> Self {
        Self::Run { program: renderer.program().to_owned(), limit: renderer.time_limit, error }
    }

    /// What the user is told of a diagram in this language. It is the same for all that are not
    /// drawn for the same reason, so that they are reported together.
    pub(super) fn explain(&self, language: &str) -> Diagnostic {
        match self {
            Self::Unnamed => {
                let message = format!(
                    "no program draws `{language}` diagrams, so they are shown as their source"
                );
                Diagnostic::note(Code::UndrawnDiagram, message)
                    .help("name one under `diagrams` in pack.yaml: see `docs/diagrams.md`")
            }
            Self::Forbidden { program } => {
                let message = format!(
                    "`{program}` may not run, so `{language}` diagrams are shown as their source"
                );
                Diagnostic::note(Code::UndrawnDiagram, message)
                    .help("where you trust the pack, say `--allow-commands`")
            }
            Self::GivenUp { program } => {
                let message =
                    format!("`{program}` was not asked again, since it took too long before");
                Diagnostic::error(Code::BrokenDiagram, message)
                    .help("mend the diagram it took too long for")
            }
            Self::Run { program, limit, error } => explain_run(language, program, *limit, error),
            Self::NoSvg { program, words: None } => {
                Diagnostic::error(Code::BrokenDiagram, format!("what `{program}` writes is no SVG"))
                    .help("its command has to write SVG to the standard output, and nothing else")
            }
            Self::NoSvg { program, words: Some(words) } => {
                let message = format!("what `{program}` draws cannot be shown: {words}");
                Diagnostic::error(Code::BrokenDiagram, message)
            }
        }
    }
}

fn explain_run(language: &str, program: &str, limit: u16, error: &RunError) -> Diagnostic {
    let message = error.explain(program, limit, "cannot draw this diagram");
    let error_with = Diagnostic::error(Code::BrokenDiagram, message);
    match error {
        RunError::NotFound => {
            error_with.help(format!("install it, or correct `diagrams.{language}` in pack.yaml"))
        }
        RunError::NotStarted(_) => {
            error_with.help(format!("correct `diagrams.{language}` in pack.yaml"))
        }
        RunError::TooLong => error_with
            .help(format!("make the diagram simpler, or raise `diagrams.{language}.time-limit`")),
        RunError::TooMuch => {
            error_with.help("its command has to write one SVG to the standard output")
        }
        RunError::Failed { .. } => error_with,
    }
}

/// What the user is told of a drawing from which something had to be taken.
pub(super) fn lost(language: &str, losses: &[String]) -> Diagnostic {
    let message = format!("this diagram is shown without {}", losses.join(", "));
    let labels = language == "mermaid" && losses.iter().any(|loss| loss.contains("foreignObject"));
    let help = if labels {
        "its labels are HTML: set `htmlLabels` to `false`, as `docs/diagrams.md` shows"
    } else {
        "a picture neither acts nor reaches outside itself"
    };
    Diagnostic::warning(Code::BrokenDiagram, message).help(help)
}
