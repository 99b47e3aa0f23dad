//! The theme's templates for books: the frame of every content document, and the title page.

use handlebars::Handlebars;
use serde_json::{Map, Value, json};

use super::document::Document;
use super::metadata::title;
use super::package::is_right_to_left;
use crate::diag::{Code, Diagnostic};
use crate::markup::dom::Node;
use crate::markup::{Syntax, write};
use crate::theme::{Label, Theme};
use crate::tree::PackMeta;

const PAGE: &str = "epub/page.hbs";
const TITLE: &str = "epub/title.hbs";

/// The templates, compiled.
pub(super) struct Templates<'t> {
    handlebars: Handlebars<'t>,
}

impl Templates<'_> {
    /// Compiles the theme's templates. A misspelt name in one is an error, not a gap in the book.
    pub(super) fn new(theme: &Theme) -> Result<Self, Diagnostic> {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        for name in [PAGE, TITLE] {
            let source = theme.templates.get(name).ok_or_else(|| {
                let message = format!("the theme `{}` has no template `{name}`", theme.name);
                Diagnostic::error(Code::Template, message).help("add it, or extend a theme with it")
            })?;
            let compiled = handlebars.register_template_string(name, source);
            compiled.map_err(|fault| broken(name, &fault))?;
        }
        Ok(Self { handlebars })
    }

    /// A content document as a file.
    pub(super) fn page(&self, document: &Document, body: &str) -> Result<String, Diagnostic> {
        self.render(
            PAGE,
            &json!({
                "lang": document.lang,
                "rtl": is_right_to_left(&document.lang),
                "title": document.title,
                "description": document.description,
                "kind": document.kind.as_str(),
                "body": body,
            }),
        )
    }

    /// What the title page holds.
    pub(super) fn title(&self, meta: &PackMeta, theme: &Theme) -> Result<String, Diagnostic> {
        let mut labels = Map::new();
        for label in Label::ALL {
            labels.insert(label.as_str().to_owned(), theme.label(&meta.lang, *label).into());
        }
        self.render(
            TITLE,
            &json!({
                "title": title(meta),
                "subtitle": meta.subtitle,
                "authors": meta.authors,
                "publisher": meta.publisher,
                "version": meta.version,
                "date": meta.date.as_deref().map(|date| date.get(..10).unwrap_or(date)),
                "status": meta.status,
                "classification": meta.classification,
                "copyright": meta.copyright,
                "labels": labels,
            }),
        )
    }

    fn render(&self, name: &str, data: &Value) -> Result<String, Diagnostic> {
        self.handlebars.render(name, data).map_err(|fault| broken(name, &fault))
    }
}

fn broken(name: &str, fault: &dyn std::fmt::Display) -> Diagnostic {
    let message = format!("the theme's template `{name}` cannot be rendered: {fault}");
    Diagnostic::error(Code::Template, message).help("correct the template")
}

/// Escapes as the serializer does, for text and for attributes alike.
fn escape(text: &str) -> String {
    write(&[Node::from(text)], Syntax::Xhtml).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::epub::document::Kind;

    #[test]
    fn pages_are_escaped_and_templates_are_strict() {
        let mut theme = Theme::shipped();
        let document = Document {
            file: "a.xhtml".to_owned(),
            title: "\"A\" & <b>\u{1}".to_owned(),
            lang: "he".to_owned(),
            description: Some("1 < 2".to_owned()),
            kind: Kind::Chapter,
            start: None,
            body: Vec::new(),
        };
        let page = Templates::new(&theme).unwrap().page(&document, "<p>Body</p>\n").unwrap();
        insta::assert_snapshot!(page);

        theme.templates.insert(PAGE.to_owned(), "{{titel}}".to_owned());
        let fault = Templates::new(&theme).unwrap().page(&document, "").unwrap_err();
        assert!(fault.message.contains("titel"), "{}", fault.message);
    }
}
