//! What a program answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Severity};
use crate::span::Span;

/// How many findings of one program are reported; the rest are counted.
const MOST_FINDINGS: usize = 1_000;

/// What a program that makes a format answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The file, in base64; none where it could not be made.
    #[serde(default)]
    artifact: Option<String>,
    /// What the program has found.
    #[serde(default)]
    diagnostics: Vec<Finding>,
}

/// What a program has found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Finding {
    /// How much it weighs.
    severity: Weight,
    /// What it is, in a sentence.
    message: String,
    /// What to do about it.
    #[serde(default)]
    help: Option<String>,
    /// Where it is: the `span` of a node of the tree.
    #[serde(default)]
    span: Option<Span>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Weight {
    Error,
    Warning,
    Note,
}

impl Answer {
    /// Reads an answer of a program: its file, and what it has found, under a rule.
    ///
    /// # Errors
    /// In words, where it is no such answer.
    pub fn read(json: &[u8], rule: Code) -> Result<(Option<Vec<u8>>, Vec<Diagnostic>), String> {
        let answer: Self = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let artifact = answer.artifact.map(|digits| STANDARD.decode(digits.trim()));
        let artifact = artifact.transpose().map_err(|_| "`artifact` is no base64".to_owned())?;
        Ok((artifact, reported(answer.diagnostics, rule)))
    }
}

/// Findings as diagnostics of a rule.
pub(super) fn reported(findings: Vec<Finding>, rule: Code) -> Vec<Diagnostic> {
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    let mut reported: Vec<_> =
        findings.into_iter().take(MOST_FINDINGS).map(|finding| finding.report(rule)).collect();
    if more > 0 {
        let message = format!("the program has found {more} more");
        reported.push(Diagnostic::warning(rule, message));
    }
    reported
}

impl Finding {
    fn report(self, rule: Code) -> Diagnostic {
        let severity = match self.severity {
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
            Weight::Note => Severity::Note,
        };
        let mut diagnostic = Diagnostic::new(rule, severity, self.message);
        diagnostic.span = self.span;
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_faults_in_them_named() {
        let json = r#"{"artifact": "aGk=\n", "diagnostics": [
            {"severity": "warning", "message": "wide", "help": "narrow it"}]}"#;
        let (artifact, found) = Answer::read(json.as_bytes(), Code::Backend).unwrap();
        assert_eq!(artifact.unwrap(), b"hi");
        assert_eq!((found[0].severity, &*found[0].message), (Severity::Warning, "wide"));
        assert_eq!(Answer::read(b"{}", Code::Backend).unwrap().0, None);
        for (json, fault) in [
            ("%PDF-1.7", "expected value"),
            (r#"{"artifact": "?"}"#, "no base64"),
            (r#"{"artefact": ""}"#, "unknown field"),
            (r#"{"diagnostics": [{"severity": "fatal", "message": ""}]}"#, "unknown variant"),
        ] {
            let said = Answer::read(json.as_bytes(), Code::Backend).unwrap_err();
            assert!(said.contains(fault), "{said}");
        }
    }
}
