//! Requests as manifests write them down, and back.

use super::{Export, Request, WantedTheme};
use crate::backend::BACKENDS;
use crate::files::{Fingerprint, PackPath};
use crate::manifest::{Parameters, Resource, Statement, ThemeParameter, VariableText};
use crate::resolve::DrawnBy;
use crate::source::{Selection, SetVariable, VariableFile, Wanted};

impl Request {
    /// What a manifest says was asked for, but for the programs that drew and the day that pages hung
    /// on: those are known in the end. `source_date_epoch` is what the outputs are dated with.
    pub fn parameters(&self, source_date_epoch: Option<i64>) -> Parameters {
        let Wanted {
            selection,
            profile,
            variable_files,
            variables,
            on: _,
            kept_above: _,
            comments_above: _,
            title_above: _,
        } = &self.wanted;
        let page = match selection {
            Selection::Folder => None,
            Selection::Page(path) => Some(path.to_string()),
        };
        let text = |file: &VariableFile| {
            let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
            VariableText { name: name.to_owned(), text: file.text.clone() }
        };
        let theme = self.theme.as_ref().map(|theme| match theme {
            WantedTheme::Named(name) => ThemeParameter::Name(name.clone()),
            WantedTheme::Folder(files) => ThemeParameter::Folder(files.name().to_owned()),
        });
        let variables = variables.iter().map(|set| (set.name.clone(), set.value.clone()));
        Parameters {
            formats: self.formats.iter().map(|backend| backend.name.to_owned()).collect(),
            page,
            profile: profile.clone(),
            variables: variables.collect(),
            variable_files: variable_files.iter().map(text).collect(),
            theme,
            pdf_standard: self.pdf_standard.map(|standard| standard.to_string()),
            max_size: self.max_size,
            renderers: DrawnBy::new(),
            on: None,
            source_date_epoch,
        }
    }

    /// The request that a manifest writes down. A theme in a folder of its own has to be handed in,
    /// since the manifest does not say where it lies; and so has what runs programs and whether the
    /// theme's script may: no file decides that.
    ///
    /// # Errors
    /// In words, where this version of Recto does not know what was asked for.
    pub fn of_parameters(
        parameters: &Parameters,
        folder: Option<WantedTheme>,
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
        let format = |name: &String| {
            let known = BACKENDS.iter().find(|backend| backend.name == name);
            known.ok_or_else(|| format!("nobody knows the format `{name}`"))
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
            programs: None,
            allow_scripts: false,
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
            let name = format!("{stem}.{}", made.backend.name);
            Resource::new(name, Fingerprint::of(&made.artifact.bytes))
        });
        let parameters = Parameters { renderers: self.drawn_by.clone(), on: self.on, ..parameters };
        Statement::new(parameters, inputs, outputs.collect())
    }
}
