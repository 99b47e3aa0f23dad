//! JUnit XML, the form in which build servers take the results of tests.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::{Diagnostic, Severity, place, plain_lines};
use crate::span::Sources;
use crate::text::visible::visible;

/// What is said of one file, in the order it was found.
type Suite<'a> = Vec<&'a Diagnostic>;

/// Diagnostics as JUnit XML: every file a suite of tests, every finding a test of its own. Errors
/// and warnings are failures; a note is a test that passes and has something to say. A file
/// without findings, of those named in `checked`, is one test that passes.
pub fn junit(diagnostics: &[Diagnostic], sources: &Sources, checked: &[String]) -> String {
    let mut suites: IndexMap<&str, Suite<'_>> = IndexMap::new();
    for path in checked {
        suites.entry(path).or_default();
    }
    for diagnostic in diagnostics {
        let path = diagnostic.span.map_or("", |span| &sources.get(span.file).path);
        suites.entry(path).or_default().push(diagnostic);
    }
    let failures = diagnostics.iter().filter(|it| fails(it)).count();
    let tests: usize = suites.values().map(|suite| suite.len().max(1)).sum();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string does not fail.
    let _ = writeln!(xml, r#"<testsuites name="recto" tests="{tests}" failures="{failures}">"#);
    for (path, suite) in suites {
        push_suite(&mut xml, if path.is_empty() { "pack" } else { path }, &suite, sources);
    }
    xml + "</testsuites>\n"
}

fn push_suite(xml: &mut String, name: &str, suite: &Suite<'_>, sources: &Sources) {
    let name = escaped(name);
    let (tests, failures) = (suite.len().max(1), suite.iter().filter(|it| fails(it)).count());
    let _ = writeln!(
        xml,
        r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">"#
    );
    if suite.is_empty() {
        let _ = writeln!(xml, r#"    <testcase name="check" classname="{name}"/>"#);
    }
    for diagnostic in suite {
        push_case(xml, &name, diagnostic, sources);
    }
    xml.push_str("  </testsuite>\n");
}

fn push_case(xml: &mut String, class: &str, diagnostic: &Diagnostic, sources: &Sources) {
    let words = plain_lines(std::slice::from_ref(diagnostic), sources);
    let words = escaped(words.trim_end());
    let line = diagnostic.span.map(|span| place(span, sources).line);
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    let code = diagnostic.code;
    let _ = writeln!(xml, r#"    <testcase name="{code}{line}" classname="{class}">"#);
    let _ = if fails(diagnostic) {
        let message = escaped(&diagnostic.message);
        let kind = diagnostic.severity.as_str();
        writeln!(xml, r#"      <failure type="{kind}" message="{message}">{words}</failure>"#)
    } else {
        writeln!(xml, "      <system-out>{words}</system-out>")
    };
    xml.push_str("    </testcase>\n");
}

fn fails(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity > Severity::Note
}

/// Words as XML holds them in text and between double quotes. Control characters, most of which no
/// XML can hold (XML 1.0, 2.2), are shown escaped.
fn escaped(words: &str) -> String {
    let mut xml = String::with_capacity(words.len());
    for character in visible(words).chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => xml.push('\u{FFFD}'),
            character => xml.push(character),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::span::Span;

    #[test]
    fn files_are_suites_and_findings_are_tests() {
        let mut sources = Sources::default();
        let file = sources.add("a & b.md", "one\n![](x.png)\n");
        let at = Span::new(file, 4..14);
        let said = [
            Diagnostic::warning(Code::MissingAlt, "no \"words\" <here>\u{1}").at(at).help("write"),
            Diagnostic::note(Code::HeadingLevel, "a gap").at(at),
            Diagnostic::error(Code::EmptyPack, "there is no page"),
        ];
        insta::assert_snapshot!(junit(&said, &sources, &["c.md".to_owned()]));
    }
}
