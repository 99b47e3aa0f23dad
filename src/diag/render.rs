//! Diagnostics as text: excerpts for people; JSON lines, SARIF and JUnit XML for programs.

mod junit;
mod sarif;

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use indexmap::IndexMap;
use serde::Serialize;

pub use junit::junit;
pub use sarif::sarif;

use super::{Code, Diagnostic, Severity};
use crate::span::{Sources, Span};

/// How many places of one mistake are named before the rest is only counted.
const PLACES: usize = 4;

/// How diagnostics are shown to people.
#[derive(Clone, Debug, Default)]
pub struct Human {
    /// What stands before each file's path, so that it can be opened from where the user is:
    /// empty or ending in `/`.
    pub prefix: String,
    /// Whether the terminal shows colours.
    pub color: bool,
}

impl Human {
    /// All diagnostics with their excerpts, in order. The same mistake in many places is told
    /// once, with its places.
    pub fn render(&self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut text = String::new();
        for places in group(diagnostics) {
            let mut report = vec![self.report(&places, sources)];
            if let (None, Some(help)) = (places[0].span, &places[0].help) {
                report.push(Group::with_title(Level::HELP.secondary_title(help)));
            }
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}\n", renderer.render(&report));
        }
        text
    }

    fn report<'a>(&self, places: &[&'a Diagnostic], sources: &'a Sources) -> Group<'a> {
        let first = places[0];
        let title = level(first.severity).primary_title(&first.message).id(first.code.as_str());
        let mut report = Group::with_title(title);
        let mut spans = places.iter().filter_map(|diagnostic| diagnostic.span);
        let Some(span) = spans.next() else { return report };
        report = report.element(self.excerpt(span, sources));
        for span in spans.by_ref().take(PLACES - 1) {
            let at = sources.line_column(span);
            let origin = Origin::path(self.path(span, sources)).line(at.line);
            report = report.element(origin.char_column(at.column));
        }
        let rest = spans.count();
        if rest > 0 {
            let words = if rest == 1 { "place" } else { "places" };
            let all = places.len();
            let words = format!("and in {rest} other {words}, {all} in all");
            report = report.element(Level::NOTE.message(words));
        }
        match &first.help {
            Some(help) => report.element(Level::HELP.message(help)),
            None => report,
        }
    }

    /// The line a span starts in, with the span's share of it underlined.
    fn excerpt<'a>(
        &self,
        span: Span,
        sources: &'a Sources,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let text = &sources.get(span.file).text;
        let start = text.floor_char_boundary(span.range().start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = text.ceil_char_boundary(span.range().end.min(line_end)).max(start);
        Snippet::source(&text[line_start..line_end])
            .line_start(sources.line_column(span).line)
            .path(self.path(span, sources))
            .annotation(AnnotationKind::Primary.span(start - line_start..end - line_start))
    }

    fn path(&self, span: Span, sources: &Sources) -> String {
        format!("{}{}", self.prefix, sources.get(span.file).path)
    }
}

/// Diagnostics that say the same, in the order of their first.
fn group(diagnostics: &[Diagnostic]) -> impl Iterator<Item = Vec<&Diagnostic>> {
    let mut groups: IndexMap<_, Vec<&Diagnostic>> = IndexMap::new();
    for diagnostic in diagnostics {
        let Diagnostic { code, severity, message, help, span: _, fix: _ } = diagnostic;
        groups.entry((code, severity, message, help)).or_default().push(diagnostic);
    }
    groups.into_values()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// A diagnostic as programs read it: one object a line, places counted from 1.
#[derive(Serialize)]
struct Line<'a> {
    code: Code,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixLine<'a>>,
}

/// A mechanical correction: what to write in place of a stretch of a file.
#[derive(Serialize)]
struct FixLine<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Diagnostics as JSON lines. Paths are relative to the folder that is exported.
///
/// # Panics
/// Never: all that is written are words and numbers.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let lines = diagnostics.iter().map(|diagnostic| {
        let line = Line {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            place: diagnostic.span.map(|span| place(span, sources)),
            fix: diagnostic
                .fix
                .as_ref()
                .map(|fix| FixLine { text: &fix.text, place: place(fix.span, sources) }),
        };
        serde_json::to_string(&line).expect("a line holds nothing that JSON cannot") + "\n"
    });
    lines.collect()
}

fn place(span: Span, sources: &Sources) -> Place<'_> {
    let start = sources.line_column(span);
    let end = sources.line_column(Span { start: span.end, ..span });
    Place {
        file: &sources.get(span.file).path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Diagnostics one a line, as `file:line:column: severity[code]: message (help)`. Made for
/// reading in a diff.
pub fn plain_lines(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let lines = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.span.map_or_else(String::new, |span| {
            let place = place(span, sources);
            format!("{}:{}:{}: ", place.file, place.line, place.column)
        });
        let severity = diagnostic.severity.as_str();
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let help = help.replace('\n', "⏎");
        format!("{place}{severity}[{}]: {}{help}\n", diagnostic.code, diagnostic.message)
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(span: Span) -> Diagnostic {
        Diagnostic::warning(Code::MissingAlt, "the image has no alternative text")
            .at(span)
            .help("say in words what it shows")
    }

    #[test]
    fn the_same_mistake_is_told_once_with_its_places() {
        let mut sources = Sources::default();
        let text = "![](a.png)\n".repeat(7) + "[words](nowhere)\n";
        let file = sources.add("guide/a.md", text);
        let mut diagnostics: Vec<_> =
            (0..7).map(|line| missing(Span::new(file, line * 11..line * 11 + 10))).collect();
        let broken = Diagnostic::error(Code::BrokenLink, "`nowhere` is no page of the pack");
        diagnostics.insert(3, broken.at(Span::new(file, 85..92)));
        let placeless = Diagnostic::error(Code::EmptyPack, "there is no page in this folder");
        diagnostics.push(placeless.help("write one"));
        let human = Human { prefix: "content/".to_owned(), color: false };
        insta::assert_snapshot!(human.render(&diagnostics, &sources));
    }

    #[test]
    fn a_span_at_the_end_of_a_file_or_over_lines_is_shown() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "eins zwölf\ndrei");
        let spans = [5..15, 16..16, 6..900];
        let diagnostics: Vec<_> = spans
            .into_iter()
            .enumerate()
            .map(|(index, range)| {
                Diagnostic::note(Code::Mojibake, format!("number {index}"))
                    .at(Span::new(file, range))
            })
            .collect();
        insta::assert_snapshot!(Human::default().render(&diagnostics, &sources));
    }

    #[test]
    fn programs_get_one_object_a_line() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "one\n![](ä.png)\n");
        let placed = missing(Span::new(file, 4..15));
        let placeless = Diagnostic::error(Code::EmptyPack, "there is no page");
        insta::assert_snapshot!(json_lines(&[placed, placeless], &sources));
    }
}
