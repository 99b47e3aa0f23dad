//! What the user gets to read.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use recto::Made;
use recto::backend::Weight;
use recto::diag::render::{Human, json_lines, junit, sarif};
use recto::diag::{Diagnostic, Severity};
use recto::span::Sources;
use recto::text::size::size;
use recto::text::visible::visible;

use super::color::Color;
use super::{Form, Input, InputFolder};

/// Tells diagnostics in the form and measure the user wants.
#[derive(Debug)]
pub(crate) struct Report {
    form: Form,
    least: Severity,
    human: Human,
}

impl Report {
    /// A report for standard error.
    pub(crate) fn new(input: &Input, place: &InputFolder) -> Self {
        Self::on(input, place, io::stderr().is_terminal())
    }

    /// A report for a stream, which may be a terminal.
    pub(crate) fn on(input: &Input, place: &InputFolder, terminal: bool) -> Self {
        let least = match (input.quiet, input.strict) {
            (false, _) => Severity::Note,
            (true, false) => Severity::Error,
            (true, true) => Severity::Warning,
        };
        Self {
            form: input.diagnostics,
            least,
            human: Human {
                prefix: place.prefix(),
                color: input.color.is_wanted(terminal),
                verbose: input.verbose,
            },
        }
    }

    /// A report for standard error about files that are no pages.
    pub(crate) fn bare(form: Form, color: Color, quiet: bool, verbose: bool) -> Self {
        let least = if quiet { Severity::Error } else { Severity::Note };
        let color = color.is_wanted(io::stderr().is_terminal());
        Self { form, least, human: Human { prefix: String::new(), color, verbose } }
    }

    /// Tells on standard error what was found.
    pub(crate) fn tell(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let text = self.text(diagnostics, sources, &[]);
        // Where standard error is gone there is nobody to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says to people in a last line why nothing was written, and which files of an earlier run are
    /// still there.
    pub(crate) fn report_refusal(&self, why: &str, earlier: &[PathBuf]) {
        if self.form != Form::Human {
            return;
        }
        let earlier: Vec<_> = earlier.iter().map(|path| path.display().to_string()).collect();
        let stale = match &earlier[..] {
            [] => String::new(),
            paths => format!(" (of an earlier run, and left as it was: {})", paths.join(", ")),
        };
        // Where standard error is gone there is nobody to tell.
        let line = format!("{why}{stale}");
        let _ = writeln!(io::stderr().lock(), "{}", visible(&line));
    }

    /// What was found, and for people how much of it. Programs are also told which files were
    /// looked at.
    pub(crate) fn text(
        &self,
        diagnostics: &[Diagnostic],
        sources: &Sources,
        looked_at: &[String],
    ) -> String {
        let told: Vec<_> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity >= self.least)
            .cloned()
            .collect();
        match self.form {
            Form::Human => self.human.render(&told, sources) + &tally(&told),
            Form::Json => json_lines(&told, sources),
            Form::Sarif => sarif(&told, sources, &self.human.prefix),
            Form::Junit => junit(&told, sources, looked_at),
        }
    }
}

/// `2 errors, 1 warning`; nothing where there is nothing.
fn tally(diagnostics: &[Diagnostic]) -> String {
    let count =
        |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (count(severity), severity.as_str()))
        .filter(|&(count, _)| count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}

/// A number with its word: `1 page`, `2 pages`.
pub(crate) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The line for a written file: where it is, how large, how long, and what it took.
pub(crate) fn artifact_line(path: &Path, made: &Made, time: Option<Duration>) -> String {
    let path = path.to_string_lossy();
    let mut line = format!("{}  {}", visible(&path), size(made.artifact.bytes.len()));
    // Writing to a string does not fail.
    if let Some((count, word)) = made.artifact.extent {
        let word = if count == 1 { word.trim_end_matches('s') } else { word };
        let _ = write!(line, "  {count} {word}");
    }
    if let Some(time) = time {
        let _ = write!(line, "  {:.1} s", time.as_secs_f64());
    }
    line.push('\n');
    line
}

/// From how many bytes on an attachment is told of unasked.
const HEAVY: usize = 100_000;

/// How many attachments are told of unasked.
const TOLD: usize = 5;

/// Lines for what makes a file heavy, heaviest first: what is worth a thought, or on request all.
pub(crate) fn weight_lines(weights: &[Weight], all: bool) -> String {
    let mut weights: Vec<_> = weights.iter().collect();
    weights.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    let heavy = weights.iter().filter(|weight| weight.bytes >= HEAVY).count();
    let (told, rest) = weights.split_at(if all { weights.len() } else { heavy.min(TOLD) });
    let mut lines = String::new();
    // Writing to a string does not fail.
    for weight in told {
        let _ = writeln!(lines, "  {:>8}  {}", size(weight.bytes), visible(&weight.name));
    }
    if !told.is_empty() && !rest.is_empty() {
        let bytes = rest.iter().map(|weight| weight.bytes).sum();
        let _ = writeln!(lines, "  {:>8}  {} more", size(bytes), rest.len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heavy_is_told_and_the_rest_on_request() {
        let weights = [("a.png", 4_000), ("b.jpg", 1_200_000), ("c.svg", 180_000)];
        let weights = weights.map(|(name, bytes)| Weight { name: name.to_owned(), bytes });
        insta::assert_snapshot!(weight_lines(&weights, false), @r"
            1.2 MB  b.jpg
            180 kB  c.svg
              4 kB  1 more
        ");
        assert_eq!(weight_lines(&weights, true).lines().count(), 3);
        assert_eq!(weight_lines(&weights[..1], false), "");
    }
}
