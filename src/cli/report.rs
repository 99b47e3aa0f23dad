//! What the user gets to read.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;
use std::time::Duration;

use recto::Made;
use recto::diag::render::{Human, json_lines};
use recto::diag::{Diagnostic, Severity};
use recto::span::Sources;

use super::{Form, Input, Place};

/// Tells diagnostics on standard error, in the form and measure the user wants.
#[derive(Debug)]
pub(crate) struct Report {
    form: Form,
    least: Severity,
    human: Human,
}

impl Report {
    pub(crate) fn new(input: &Input, place: &Place) -> Self {
        let least = match (input.quiet, input.strict) {
            (false, _) => Severity::Note,
            (true, false) => Severity::Error,
            (true, true) => Severity::Warning,
        };
        Self {
            form: input.diagnostics,
            least,
            human: Human { prefix: place.prefix(), color: color_wanted() },
        }
    }

    /// Tells what was found, and for people how much of it.
    pub(crate) fn tell(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let told: Vec<_> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity >= self.least)
            .cloned()
            .collect();
        let text = match self.form {
            Form::Json => json_lines(&told, sources),
            Form::Human => self.human.render(&told, sources) + &tally(&told),
        };
        // Where standard error is gone there is nobody to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Whether excerpts are coloured: on a terminal, unless `NO_COLOR` is set (no-color.org).
fn color_wanted() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// `2 errors, 1 warning`; nothing where there is neither.
fn tally(diagnostics: &[Diagnostic]) -> String {
    let count =
        |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<_> = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}

/// The line for a written file: where it is, how large, how long, and what it took.
pub(crate) fn artifact_line(path: &Path, made: &Made, time: Option<Duration>) -> String {
    let mut line = format!("{}  {}", path.display(), size(made.artifact.bytes.len()));
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

/// A size as people say it, in powers of 1000.
fn size(bytes: usize) -> String {
    let bytes = bytes as f64;
    match bytes {
        ..1e3 => format!("{bytes} B"),
        ..1e6 => format!("{:.0} kB", bytes / 1e3),
        _ => format!("{:.1} MB", bytes / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_as_people_say_them() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(48_200), "48 kB");
        assert_eq!(size(1_260_000), "1.3 MB");
    }
}
