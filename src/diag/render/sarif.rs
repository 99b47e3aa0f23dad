//! SARIF 2.1.0 (OASIS), the form in which code hosts and editors take findings.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Code, Diagnostic, place};
use crate::diag::Fix;
use crate::span::{Sources, Span};
use crate::text::visible::visible_json;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path may not hold as it is, seen as a relative reference (RFC 3986, 4.2).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Diagnostics as a SARIF log with one run. `prefix` stands before each file's path: empty or
/// ending in `/`. The rules that spoke are described, with their pages.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str) -> String {
    let told: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let told: Vec<Code> = told.into_iter().collect();
    let places = Places { sources, prefix };
    let results = diagnostics.iter().map(|it| result(it, &told, &places));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "recto",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": told.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            // Columns count characters, not units of UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    visible_json(&format!("{log:#}\n")).into_owned()
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": code.page(), "markdown": code.page() },
        "defaultConfiguration": { "level": code.severity().as_str() },
    })
}

fn result(diagnostic: &Diagnostic, told: &[Code], places: &Places<'_>) -> Value {
    let words = match &diagnostic.help {
        Some(help) => format!("{}: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": told.binary_search(&diagnostic.code).unwrap_or_default(),
        // SARIF has the same three words.
        "level": diagnostic.severity.as_str(),
        "message": { "text": literal(&words) },
    });
    if let Some(span) = diagnostic.span {
        result["locations"] = json!([{ "physicalLocation": places.location(span) }]);
    }
    if !diagnostic.also.is_empty() {
        let also = diagnostic.also.iter();
        let also = also.map(|&span| json!({ "physicalLocation": places.location(span) }));
        result["relatedLocations"] = also.collect();
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([places.change(fix)]);
    }
    result
}

/// Words as a message holds them: braces stand for arguments (SARIF 2.1.0, 3.11.5), and brackets
/// before a parenthesis for links (3.11.6).
fn literal(words: &str) -> String {
    let words = words.replace('{', "{{").replace('}', "}}");
    if words.contains("](") { words.replace('[', "\\[").replace(']', "\\]") } else { words }
}

/// How places are written.
struct Places<'a> {
    sources: &'a Sources,
    prefix: &'a str,
}

impl Places<'_> {
    fn file(&self, span: Span) -> Value {
        let path = self.sources.get(span.file).path_behind(self.prefix);
        // A path from the root is no relative reference.
        let scheme = if path.starts_with('/') { "file://" } else { "" };
        let path = path.replace('\\', "/");
        json!({ "uri": format!("{scheme}{}", utf8_percent_encode(&path, PATH)) })
    }

    fn location(&self, span: Span) -> Value {
        json!({ "artifactLocation": self.file(span), "region": region(span, self.sources) })
    }

    fn change(&self, fix: &Fix) -> Value {
        json!({ "artifactChanges": [{
            "artifactLocation": self.file(fix.span),
            "replacements": [{
                "deletedRegion": region(fix.span, self.sources),
                "insertedContent": { "text": fix.text },
            }],
        }]})
    }
}

/// A stretch of a file (SARIF 2.1.0, 3.30).
fn region(span: Span, sources: &Sources) -> Value {
    let place = place(span, sources);
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_rules_and_fixes_are_in_one_log() {
        let mut sources = Sources::default();
        let file = sources.add("a b.md", "one\n\u{1F600}  two\n");
        let at = Span::new(file, 8..10);
        let said = [
            Diagnostic::warning(Code::DoubleSpace, "two spaces")
                .at(at)
                .help("as in `[a](b){c}`")
                .fix(at, " "),
            Diagnostic::error(Code::EmptyPack, "there is no page"),
        ];
        let log: Value = serde_json::from_str(&sarif(&said, &sources, "docs/")).unwrap();
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
        insta::assert_snapshot!(format!("{:#}", run["results"]));
    }
}
