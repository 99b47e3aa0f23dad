//! Why a diagram is shown as its source, in words.

use crate::diag::{Code, Diagnostic};
use crate::files::RunError;
use crate::source::Renderer;

/// How much of what a program says about its failure is quoted: lines, and characters in all.
const MOST_LINES: usize = 4;
const MOST_CHARACTERS: usize = 300;

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
    pub(super) fn of_run(error: RunError, renderer: &Renderer) -> Self {
        Self::Run { program: renderer.program().to_owned(), limit: renderer.time_limit, error }
    }

    /// What the user is told of a diagram in this language. It is the same for all that are not
    /// drawn for the same reason, so that they are told together.
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
    let error_with = |message: String| Diagnostic::error(Code::BrokenDiagram, message);
    match error {
        RunError::NotFound => error_with(format!("there is no program `{program}` here"))
            .help(format!("install it, or correct `diagrams.{language}` in pack.yaml")),
        RunError::NotStarted(words) => {
            error_with(format!("`{program}` cannot be started: {words}"))
                .help(format!("correct `diagrams.{language}` in pack.yaml"))
        }
        RunError::TooLong => {
            let unit = if limit == 1 { "second" } else { "seconds" };
            error_with(format!("`{program}` was not done after {limit} {unit}, and was ended"))
                .help(format!(
                    "make the diagram simpler, or raise `diagrams.{language}.time-limit`"
                ))
        }
        RunError::TooMuch => error_with(format!("`{program}` writes without end, and was ended"))
            .help("its command has to write one SVG to the standard output"),
        RunError::Failed { status, words } => {
            let said = quoted(words).unwrap_or_else(|| status.clone());
            error_with(format!("`{program}` cannot draw this diagram: {said}"))
        }
    }
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
