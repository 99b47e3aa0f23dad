//! What the theme's templates for books are filled with: the frame of every content document, and
//! the title page.

use serde_json::json;

use super::document::{Document, Kind};
use super::metadata::title;
use crate::diag::Diagnostic;
use crate::text::language::is_right_to_left;
use crate::theme::{Templates, Theme};
use crate::tree::PackMeta;

/// The templates' folder in a theme.
pub(super) const FOLDER: &str = "epub";

/// A content document as a file.
pub(super) fn page(
    templates: &Templates<'_>,
    document: &Document,
    meta: &PackMeta,
    body: &str,
) -> Result<String, Diagnostic> {
    let context = json!({
        "lang": document.lang,
        "rtl": is_right_to_left(&document.lang),
        "title": document.title,
        "description": document.description,
        "kind": document.kind.as_str(),
        "banner": banner(meta).filter(|_| document.kind != Kind::Cover),
        "body": body,
    });
    templates.fill("page", &context)
}

/// What stands above every page of the book: who may see it, and the watermark, which reading
/// systems have no place for behind the text.
fn banner(meta: &PackMeta) -> Option<String> {
    let words = [&meta.classification, &meta.watermark].into_iter().flatten();
    let words: Vec<&str> = words.map(String::as_str).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// What the title page holds.
pub(super) fn title_page(
    templates: &Templates<'_>,
    (meta, logo): (&PackMeta, Option<String>),
    theme: &Theme,
) -> Result<String, Diagnostic> {
    let context = json!({
        "title": title(meta),
        "subtitle": meta.subtitle,
        "authors": meta.authors,
        "publisher": meta.publisher,
        "version": meta.version,
        "date": meta.printed_date(),
        "status": meta.status,
        "classification": meta.classification,
        "owner": meta.owner,
        "copyright": meta.copyright,
        "logo": logo,
        "labels": theme.labels(&meta.lang),
    });
    templates.fill("title", &context)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let meta = PackMeta { classification: Some("A & B".to_owned()), ..PackMeta::default() };
        let page =
            page(&theme.compile(FOLDER).unwrap(), &document, &meta, "<p>Body</p>\n").unwrap();
        insta::assert_snapshot!(page);

        theme.templates.insert("epub/page.hbs".to_owned(), "{{titel}}".to_owned());
        let fault = super::page(&theme.compile(FOLDER).unwrap(), &document, &meta, "").unwrap_err();
        assert!(fault.message.contains("titel"), "{}", fault.message);
    }
}
