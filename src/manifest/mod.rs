//! The manifest: what was made, of what and how, so that anybody can hold files to it later.
//!
//! Its form is that of others: an in-toto statement (in-toto attestation framework, Statement v1)
//! whose predicate is SLSA's provenance (SLSA v1.0, Provenance). It holds no path of a machine and
//! no time, so that the same input gives the same manifest.

mod compare;
mod parameters;

use percent_encoding::{AsciiSet, CONTROLS};
use serde::{Deserialize, Serialize};

pub use compare::{compare, extra};
pub use parameters::{Parameters, ThemeParameter, VariableText};

use crate::files::Fingerprint;

/// What kind of document a statement is.
const STATEMENT: &str = "https://in-toto.io/Statement/v1";
/// What kind of predicate it makes.
const PROVENANCE: &str = "https://slsa.dev/provenance/v1";
/// What kind of build it speaks of: what [`Parameters`] mean.
const BUILD: &str = "pkg:cargo/recto#manifest/v1";
/// Who built.
const BUILDER: &str = "pkg:cargo/recto";

/// What an address escapes of a path.
const ADDRESS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'?').add(b':');

/// What to do about a file that is no manifest.
pub const INSTEAD: &str = "give the `.manifest.json` that `recto build --manifest` wrote";

/// The manifest of one export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Resource>,
    #[serde(rename = "predicateType")]
    predicate_type: String,
    predicate: Predicate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Predicate {
    build_definition: BuildDefinition,
    run_details: RunDetails,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BuildDefinition {
    build_type: String,
    external_parameters: Parameters,
    resolved_dependencies: Vec<Resource>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct RunDetails {
    builder: Builder,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Builder {
    id: String,
    version: BuilderVersion,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct BuilderVersion {
    recto: String,
}

/// A file (in-toto attestation framework, `ResourceDescriptor` v1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its path below where it belongs, with `/` between names.
    pub name: String,
    /// The same as an address, where there is no sum: the form asks for one of both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
    #[serde(default, skip_serializing_if = "Annotations::is_empty")]
    annotations: Annotations,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Digest {
    sha256: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Annotations {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(default, skip_serializing_if = "Origin::is_pack")]
    of: Origin,
}

impl Annotations {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where an input belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// To the folder that was exported.
    #[default]
    Pack,
    /// To the book or repository that the folder stands in.
    Repository,
    /// To a theme outside of it.
    Theme,
}

impl Origin {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
    fn is_pack(&self) -> bool {
        *self == Self::Pack
    }
}

impl Resource {
    /// A file by its path and content.
    pub fn new(name: impl Into<String>, fingerprint: Fingerprint) -> Self {
        Self {
            name: name.into(),
            uri: None,
            digest: Some(Digest { sha256: fingerprint.sha256 }),
            annotations: Annotations { size: Some(fingerprint.size), of: Origin::Pack },
        }
    }

    /// A file of which a reader gets a part, by its path. A sum of the whole would let anybody try
    /// out what the rest says.
    pub fn in_part(path: &str) -> Self {
        let uri = percent_encoding::utf8_percent_encode(path, ADDRESS).to_string();
        let annotations = Annotations::default();
        Self { name: path.to_owned(), uri: Some(uri), digest: None, annotations }
    }

    /// The same file, belonging elsewhere.
    #[must_use]
    pub fn of(mut self, origin: Origin) -> Self {
        self.annotations.of = origin;
        self
    }

    /// Where it belongs.
    pub fn origin(&self) -> Origin {
        self.annotations.of
    }

    /// What its content was; none where only a part of it was taken.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let digest = self.digest.as_ref()?;
        Some(Fingerprint { sha256: digest.sha256.clone(), size: self.annotations.size? })
    }
}

impl Statement {
    /// The statement that `outputs` were made of `inputs`, as `parameters` say, by this version of
    /// Recto.
    pub fn new(parameters: Parameters, inputs: Vec<Resource>, outputs: Vec<Resource>) -> Self {
        let builder =
            Builder { id: BUILDER.to_owned(), version: BuilderVersion { recto: version() } };
        Self {
            kind: STATEMENT.to_owned(),
            subject: outputs,
            predicate_type: PROVENANCE.to_owned(),
            predicate: Predicate {
                build_definition: BuildDefinition {
                    build_type: BUILD.to_owned(),
                    external_parameters: parameters,
                    resolved_dependencies: inputs,
                },
                run_details: RunDetails { builder },
            },
        }
    }

    /// Reads a statement.
    ///
    /// # Errors
    /// In words, where a text is no JSON, or no statement that Recto made.
    pub fn read(text: &str) -> Result<Self, String> {
        let statement: Self =
            serde_json::from_str(text).map_err(|_| format!("this is no manifest: {INSTEAD}"))?;
        let said = [&statement.kind, &statement.predicate_type];
        if said != [STATEMENT, PROVENANCE] {
            return Err(format!("this is no in-toto statement of provenance: {INSTEAD}"));
        }
        let build = &statement.predicate.build_definition.build_type;
        if build != BUILD {
            return Err(format!("this manifest is of another kind of build, `{build}`"));
        }
        if statement.subject.is_empty() {
            return Err(format!("this manifest names no document: {INSTEAD}"));
        }
        Ok(statement)
    }

    /// The statement as JSON with a line's end.
    #[expect(clippy::missing_panics_doc, reason = "names, numbers and texts are always JSON")]
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("a statement holds nothing that JSON cannot") + "\n"
    }

    /// The files that were made.
    pub fn outputs(&self) -> &[Resource] {
        &self.subject
    }

    /// The files that were read.
    pub fn inputs(&self) -> &[Resource] {
        &self.predicate.build_definition.resolved_dependencies
    }

    /// What was asked for.
    pub fn parameters(&self) -> &Parameters {
        &self.predicate.build_definition.external_parameters
    }

    /// The version of Recto that made the files.
    pub fn made_by(&self) -> &str {
        &self.predicate.run_details.builder.version.recto
    }
}

/// The version of this Recto.
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement() -> Statement {
        let file = |name: &str, text: &str| Resource::new(name, Fingerprint::of(text.as_bytes()));
        let parameters = Parameters {
            formats: vec!["pdf".to_owned()],
            profile: Some("auditor".to_owned()),
            theme: Some(ThemeParameter::Folder("brand".to_owned())),
            ..Parameters::default()
        };
        let inputs = vec![file("a.md", "a"), file("theme.yaml", "t").of(Origin::Theme)];
        Statement::new(parameters, inputs, vec![file("a.pdf", "%PDF")])
    }

    #[test]
    fn a_statement_has_the_form_of_others_and_is_read_back() {
        let json = statement().to_json();
        let shown = json.replace(&version(), "VERSION");
        insta::assert_snapshot!(shown);
        assert_eq!(Statement::read(&json).unwrap(), statement());
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let json = statement().to_json();
        for (wrong, words) in [
            ("{}".to_owned(), "no manifest"),
            (json.replace("Statement/v1", "Statement/v0.1"), "no in-toto statement"),
            (json.replace("manifest/v1", "manifest/v9"), "another kind of build"),
            (Statement { subject: Vec::new(), ..statement() }.to_json(), "names no document"),
        ] {
            assert!(Statement::read(&wrong).unwrap_err().contains(words), "{wrong}");
        }
    }
}
