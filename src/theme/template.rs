//! Filling a theme's Handlebars templates.

use handlebars::{Handlebars, RenderErrorReason, TemplateErrorReason};
use serde::Serialize;

use super::expansion::{endless, nests_too_deep};
use super::{Theme, steps};
use crate::diag::{Code, Diagnostic};
use crate::text::markup::escape;

/// What is wrong with templates that cannot be filled within bounds.
pub(crate) const ENDLESS: &str =
    "it calls itself, or others that call it, or so many that filling it would not end";
/// What is wrong with templates that nest beyond what can be read.
pub(crate) const TOO_DEEP: &str = "its tags stand too deep in one another";

/// The templates of one folder of a theme, ready to be filled.
#[derive(Debug)]
pub struct Templates<'t> {
    theme: &'t Theme,
    folder: &'static str,
    handlebars: Handlebars<'static>,
}

impl Theme {
    /// Makes the templates of a folder ready. Every other template of the folder is a partial by
    /// its path in it without the ending: `html/head.hbs` is `{{> head}}` in `html/document.hbs`.
    ///
    /// Templates are strict: a name that the context does not have is an error.
    ///
    /// # Errors
    /// Where a template cannot be read.
    pub fn compile(&self, folder: &'static str) -> Result<Templates<'_>, Diagnostic> {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escaped);
        let mut templates = Templates { theme: self, folder, handlebars };
        for (path, text) in &self.templates {
            let name = path.strip_prefix(folder).and_then(|name| name.strip_prefix('/'));
            if let Some(name) = name.and_then(|name| name.strip_suffix(".hbs")) {
                if nests_too_deep(text) {
                    return Err(templates.fault(name, TOO_DEEP, None));
                }
                let compiled = templates.handlebars.register_template_string(name, text);
                compiled.map_err(|error| {
                    templates.fault(name, &unreadable(error.reason()), error.pos())
                })?;
            }
        }
        match endless(templates.handlebars.get_templates()).first() {
            Some(name) => return Err(templates.fault(name, ENDLESS, None)),
            None => steps::count_steps(&mut templates.handlebars),
        }
        Ok(templates)
    }
}

impl Theme {
    /// What is said of templates that bring what no document may hold.
    pub fn brings(&self, folder: &str, what: &str) -> Diagnostic {
        let message = format!(
            "the templates in `{folder}/` of the theme `{}` bring {what}, which no document may hold",
            self.name
        );
        Diagnostic::error(Code::Template, message).help(
            "templates bring words and elements: no script, no frame, no rule of their own, nothing \
             from outside; and the policies stand first in the head of HTML",
        )
    }

    /// What is said of templates that leave out a mark of the pack.
    pub fn unmarked(&self, folder: &str, mark: &str) -> Diagnostic {
        let message = format!(
            "the templates in `{folder}/` of the theme `{}` leave out the mark `{mark}`",
            self.name
        );
        Diagnostic::error(Code::Marking, message).help(
            "show `{{pack.classification}}` in `html/document.hbs`, which holds `{{{style}}}` too, \
             and `{{banner}}` in `epub/page.hbs`, as the shipped theme does",
        )
    }
}

impl Templates<'_> {
    /// Fills a template, by its path in the folder without the ending.
    ///
    /// # Errors
    /// Where there is no such template, or it or a partial cannot be filled.
    pub fn fill(&self, name: &str, context: &impl Serialize) -> Result<String, Diagnostic> {
        steps::fill(&self.handlebars, name, context).map_err(|error| {
            let reason = unfillable(error.reason());
            let place = error.line_no.zip(error.column_no);
            self.fault(error.template_name.as_deref().unwrap_or(name), &reason, place)
        })
    }

    /// The theme they are of.
    pub fn theme(&self) -> &Theme {
        self.theme
    }

    fn fault(&self, name: &str, reason: &str, place: Option<(usize, usize)>) -> Diagnostic {
        let place = place.map(|(line, column)| format!(", line {line}, column {column}"));
        let message = format!(
            "the template `{}/{name}.hbs` of the theme `{}` cannot be filled{}: {reason}",
            self.folder,
            self.theme.name,
            place.unwrap_or_default(),
        );
        Diagnostic::error(Code::Template, message)
            .help("docs/themes.md lists the names that each template can use")
    }
}

/// Why a template cannot be read, as the end of a sentence.
pub(crate) fn unreadable(reason: &TemplateErrorReason) -> String {
    match reason {
        TemplateErrorReason::MismatchingClosedHelper(open, close)
        | TemplateErrorReason::MismatchingClosedDecorator(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        // What the reader had hoped for names its own rules, which nobody knows.
        TemplateErrorReason::InvalidSyntax(_) => {
            "a tag is not closed, or is not written as Handlebars wants it".to_owned()
        }
        reason => reason.to_string(),
    }
}

/// Why a template cannot be filled, as the end of a sentence.
pub(crate) fn unfillable(reason: &RenderErrorReason) -> String {
    match reason {
        RenderErrorReason::MissingVariable(Some(name)) => {
            format!("nothing here is called `{name}`")
        }
        RenderErrorReason::TemplateNotFound(name) | RenderErrorReason::PartialNotFound(name) => {
            format!("there is no template `{name}`")
        }
        RenderErrorReason::HelperNotFound(name) => format!("there is no helper `{name}`"),
        reason => reason.to_string(),
    }
}

/// Text for any place in a template: between tags as in an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, true, &mut out);
    out
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
        let html = theme.compile("html").unwrap();
        let filled = html.fill("document", &json!({ "title": "A & \"B\"\u{1}" }));
        assert_eq!(filled.unwrap(), "<h1>A &amp; &quot;B&quot;");
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let told = |text: &str| {
            let theme = theme(&[("html/document.hbs", text)]);
            let filled = theme.compile("html").and_then(|html| html.fill("document", &json!({})));
            filled.unwrap_err().message
        };
        insta::assert_snapshot!(told("\n  {{titel}}"), @"the template `html/document.hbs` of the theme `default` cannot be filled, line 2, column 3: nothing here is called `titel`");
        insta::assert_snapshot!(told("{{#if x}}{{/each}}"), @"the template `html/document.hbs` of the theme `default` cannot be filled, line 1, column 10: `{{#if}}` is closed by `{{/each}}`");
        assert!(told("{{> document}}").contains("it calls itself"), "{}", told("{{> document}}"));
        assert!(told(&"{{#if x}}".repeat(9_000)).contains("too deep"));
        assert!(told("{{> nav}}").ends_with("there is no template `nav`"), "{}", told("{{> nav}}"));
        insta::assert_snapshot!(told("{{#if}"), @"the template `html/document.hbs` of the theme `default` cannot be filled, line 1, column 6: a tag is not closed, or is not written as Handlebars wants it");
    }
}
