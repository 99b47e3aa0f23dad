//! Diagnostics as text: excerpts for people; JSON lines, SARIF and JUnit XML for programs.

mod human;
mod junit;
mod kinds;
mod sarif;

use serde::Serialize;

pub use human::Human;
pub use junit::junit;
pub use sarif::sarif;

use super::{Code, Diagnostic, Severity};
use crate::span::{Sources, Span};
use crate::text::visible::{visible, visible_json};

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Place<'a>>,
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
            also: diagnostic.also.iter().map(|&span| place(span, sources)).collect(),
            fix: diagnostic
                .fix
                .as_ref()
                .map(|fix| FixLine { text: &fix.text, place: place(fix.span, sources) }),
        };
        let json = serde_json::to_string(&line);
        let json = json.expect("a line holds nothing that JSON cannot");
        visible_json(&json).into_owned() + "\n"
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
            format!("{}:{}:{}: ", visible(place.file), place.line, place.column)
        });
        let severity = diagnostic.severity.as_str();
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let help = help.replace('\n', "⏎");
        let (message, help) = (visible(&diagnostic.message), visible(&help));
        format!("{place}{severity}[{}]: {message}{help}\n", diagnostic.code)
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pace::assert_linear;

    #[test]
    fn programs_get_one_object_a_line() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "one\n![](ä.png)\n");
        let placed = Diagnostic::warning(Code::MissingAlt, "the image has no alternative text")
            .at(Span::new(file, 4..15))
            .help("say in words what it shows");
        let placeless = Diagnostic::error(Code::EmptyPack, "there is no page");
        insta::assert_snapshot!(json_lines(&[placed, placeless], &sources));
    }

    #[test]
    fn what_programs_get_commands_nothing_either() {
        let mut sources = Sources::default();
        let file = sources.add("\n::error::a\u{9b}.md", "one");
        let wild = Diagnostic::error(Code::BrokenLink, "`##vso[x]\u{1b}` is no page")
            .at(Span::new(file, 0..1))
            .help("a\n::warning::b");
        let said = [wild];
        let forms = [
            json_lines(&said, &sources),
            sarif(&said, &sources, ""),
            junit(&said, &sources, &[]),
            plain_lines(&said, &sources),
        ];
        for form in &forms {
            assert!(!form.contains("##vso["), "{form}");
            assert!(form.lines().all(|line| !line.trim_start().starts_with("::")), "{form}");
            assert!(form.chars().all(|it| it == '\n' || !it.is_control()), "{form}");
        }
        let line: serde_json::Value = serde_json::from_str(&forms[0]).unwrap();
        assert_eq!(line["message"], said[0].message);
        assert_eq!(line["file"], "\n::error::a\u{9b}.md");
    }

    #[test]
    fn the_time_for_very_many_findings_is_bounded() {
        assert_linear("findings", 12_500, |count| {
            let mut sources = Sources::default();
            let file = sources.add("a.md", "words\n".repeat(count));
            let finding = |line| {
                Diagnostic::warning(Code::BrokenLink, format!("`{line}` leads nowhere"))
                    .at(Span::new(file, line * 6..line * 6 + 5))
            };
            let said: Vec<_> = (0..count).map(finding).collect();
            let text = Human::default().render(&said, &sources);
            assert!(text.contains(&format!("and {} more", count - 3)), "{text}");
            assert_eq!(json_lines(&said, &sources).lines().count(), count);
        });
    }
}
