//! Filling a theme's Handlebars templates.

use handlebars::{Handlebars, RenderErrorReason};
use serde::Serialize;

use super::Theme;
use crate::diag::{Code, Diagnostic};

impl Theme {
    /// Fills a template. Every other template of its folder is a partial by its path in the folder
    /// without the ending: `html/head.hbs` is `{{> head}}` in `html/document.hbs`.
    ///
    /// Templates are strict: a name that the context does not have is an error.
    ///
    /// # Errors
    /// Where there is no such template, or it or a partial cannot be read or filled.
    pub fn fill(&self, path: &str, context: &impl Serialize) -> Result<String, Diagnostic> {
        let folder = path.split_inclusive('/').next().unwrap_or_default();
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        for (own, text) in &self.templates {
            let name = own.strip_prefix(folder).and_then(|name| name.strip_suffix(".hbs"));
            if let Some(name) = name {
                handlebars
                    .register_template_string(name, text)
                    .map_err(|error| self.fault(own, &error.reason().to_string(), error.pos()))?;
            }
        }
        let name = path.strip_prefix(folder).and_then(|name| name.strip_suffix(".hbs"));
        handlebars.render(name.unwrap_or(path), context).map_err(|error| {
            let own = error.template_name.as_ref().map(|name| format!("{folder}{name}.hbs"));
            let place = error.line_no.zip(error.column_no);
            let reason = match error.reason() {
                RenderErrorReason::MissingVariable(Some(name)) => {
                    format!("nothing here is called `{name}`")
                }
                reason => reason.to_string(),
            };
            self.fault(own.as_deref().unwrap_or(path), &reason, place)
        })
    }

    fn fault(&self, path: &str, reason: &str, place: Option<(usize, usize)>) -> Diagnostic {
        let place = place.map(|(line, column)| format!(", line {line}, column {column}"));
        let place = place.unwrap_or_default();
        let message = format!(
            "the template `{path}` of the theme `{}` cannot be filled{place}: {reason}",
            self.name
        );
        Diagnostic::error(Code::Template, message)
            .help("docs/themes.md lists the names that each template can use")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn theme(templates: &[(&str, &str)]) -> Theme {
        let templates = templates.iter().map(|&(path, text)| (path.to_owned(), text.to_owned()));
        Theme { templates: templates.collect(), ..Theme::shipped() }
    }

    #[test]
    fn partials_are_named_within_their_folder() {
        let theme = theme(&[
            ("html/document.hbs", "{{> parts/head}}{{title}}"),
            ("html/parts/head.hbs", "<h1>"),
            ("epub/document.hbs", "{{"),
        ]);
        let filled = theme.fill("html/document.hbs", &json!({ "title": "A & B" }));
        assert_eq!(filled.unwrap(), "<h1>A &amp; B");
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let told = |text: &str| {
            let fault = theme(&[("html/document.hbs", text)]).fill("html/document.hbs", &json!({}));
            fault.unwrap_err().message
        };
        insta::assert_snapshot!(told("\n  {{titel}}"), @"the template `html/document.hbs` of the theme `default` cannot be filled, line 2, column 3: nothing here is called `titel`");
        insta::assert_snapshot!(told("{{#if}"), @"the template `html/document.hbs` of the theme `default` cannot be filled, line 1, column 6: invalid handlebars syntax: expected identifier, helper_parameter, block_param, or trailing_tilde_to_omit_whitespace");
    }
}
