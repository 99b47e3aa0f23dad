//! Requests as manifests write them down, and back.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use super::{Export, Request, WantedTheme};
use crate::backend::{self, Backend, Program};
use crate::files::{Files, Fingerprint, PackPath, Programs};
use crate::manifest::{Parameters, Resource, Statement, ThemeParameter, VariableText};
use crate::resolve::DrawnBy;
use crate::source::{self, Selection, SetVariable, VariableFile, Wanted, mentioned_variables};
use crate::span::Sources;
use crate::yaml::{self, Excerpt, Value};

/// Of files of variables, the values that some inputs ask for: whatever else stands in them, for
/// other packs or as a remark, is nobody's to read.
pub(super) fn used_values(
    given: &[VariableFile],
    inputs: &BTreeSet<PackPath>,
    files: &dyn Files,
) -> Vec<VariableText> {
    let mut used = BTreeSet::new();
    for input in inputs.iter().filter(|_| !given.is_empty()) {
        let text = files.read(input).map(|bytes| source::text_of(&bytes)).unwrap_or_default();
        used.extend(mentioned_variables(&text).map(str::to_owned));
    }
    let texts = given.iter().map(|file| VariableText {
        name: file.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        text: only(&file.text, &used),
    });
    texts.filter(|file| !file.text.is_empty()).collect()
}

/// A file of variables with those alone that are used.
fn only(text: &str, used: &BTreeSet<String>) -> String {
    let mut sources = Sources::default();
    let file = sources.add("variables", text);
    let Ok(node) = yaml::parse(&Excerpt::whole(file, &sources)) else { return String::new() };
    let mut out = String::new();
    for entry in node.entries().iter().filter(|entry| used.contains(&entry.key)) {
        if let Value::Scalar(scalar) = &entry.value.value {
            // A text of JSON is one of YAML.
            let value = serde_json::Value::from(&*scalar.text);
            let _ = writeln!(out, "{}: {value}", entry.key);
        }
    }
    out
}

impl Request {
    /// What a manifest says was asked for, but for what is known in the end: the programs that drew,
    /// the day that pages hung on, and what of files of variables was used. `source_date_epoch` is what
    /// the outputs are dated with.
    pub fn parameters(&self, source_date_epoch: Option<i64>) -> Parameters {
        let Wanted {
            selection,
            profile,
            variable_files: _,
            variables,
            on: _,
            kept_above: _,
            unread: _,
            comments_above: _,
            title_above: _,
        } = &self.wanted;
        let page = match selection {
            Selection::Folder => None,
            Selection::Page(path) => Some(path.to_string()),
        };
        let theme = self.theme.as_ref().map(|theme| match theme {
            WantedTheme::Named(name) => ThemeParameter::Name(name.clone()),
            WantedTheme::Folder { files, .. } => ThemeParameter::Folder(files.name().to_owned()),
        });
        let variables = variables.iter().map(|set| (set.name.clone(), set.value.clone()));
        Parameters {
            formats: self.formats.iter().map(|backend| backend.name().to_owned()).collect(),
            page,
            profile: profile.clone(),
            variables: variables.collect(),
            variable_files: Vec::new(),
            theme,
            pdf_standard: self.pdf_standard.map(|standard| standard.to_string()),
            max_size: self.max_size,
            renderers: DrawnBy::new(),
            filters: Vec::new(),
            on: None,
            source_date_epoch,
        }
    }

    /// The request that a manifest writes down. A theme in a folder of its own has to be handed in,
    /// since the manifest does not say where it lies; and so has what runs `programs` and whether the
    /// theme's script may: no file decides that.
    ///
    /// # Errors
    /// In words, where this version of Recto does not know what was asked for.
    pub fn of_parameters(
        parameters: &Parameters,
        folder: Option<WantedTheme>,
        programs: Option<Arc<dyn Programs>>,
    ) -> Result<Self, String> {
        let selection = match &parameters.page {
            None => Selection::Folder,
            Some(page) => Selection::Page(
                PackPath::new(page).map_err(|_| format!("`{page}` lies outside the pack"))?,
            ),
        };
        let theme = match &parameters.theme {
            None => None,
            Some(ThemeParameter::Name(name)) => Some(WantedTheme::Named(name.clone())),
            Some(ThemeParameter::Folder(name)) => Some(folder.ok_or_else(|| {
                format!("the theme lies outside the pack: name its folder `{name}` with --theme")
            })?),
        };
        let set = |(name, value): (&String, &String)| SetVariable {
            name: name.clone(),
            value: value.clone(),
        };
        let file =
            |file: &VariableText| VariableFile { path: file.name.clone(), text: file.text.clone() };
        let by_program = |name: &String| -> Option<Arc<dyn Backend>> {
            Some(Arc::new(Program::new(name, programs.clone()?)))
        };
        let format = |name: &String| {
            let known = backend::named(name).or_else(|| by_program(name));
            known.ok_or_else(|| {
                format!("`{name}` was made by the program `recto-to-{name}`: say --allow-commands")
            })
        };
        Ok(Self {
            wanted: Wanted {
                selection,
                profile: parameters.profile.clone(),
                variable_files: parameters.variable_files.iter().map(file).collect(),
                variables: parameters.variables.iter().map(set).collect(),
                on: parameters.on,
                ..Wanted::default()
            },
            theme,
            pdf_standard: parameters.pdf_standard.as_deref().map(str::parse).transpose()?,
            max_size: parameters.max_size,
            max_memory: None,
            programs: programs.clone(),
            trust_theme: false,
            layout_report: false,
            manifest: false,
            formats: parameters.formats.iter().map(format).collect::<Result<_, _>>()?,
        })
    }
}

impl Export {
    /// The manifest of what was made, under the names that it is written to: `stem` and the
    /// format's ending.
    pub fn manifest(&self, stem: &str, parameters: Parameters, inputs: Vec<Resource>) -> Statement {
        let outputs = self.made.iter().map(|made| {
            let name = format!("{stem}.{}", made.backend.name());
            Resource::new(name, Fingerprint::of(&made.artifact.bytes))
        });
        let parameters = Parameters {
            renderers: self.drawn_by.clone(),
            filters: self.filtered_by.clone(),
            on: self.on,
            variable_files: self.variable_files.clone(),
            ..parameters
        };
        Statement::new(parameters, inputs, outputs.collect())
    }
}
