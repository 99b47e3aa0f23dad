//! What the theme's templates for books are filled with: the frame of every content document, and
//! the title page.

use serde_json::json;
use usvg::roxmltree::{self, Document, ParsingOptions};

use super::metadata::title;
use super::parts::{self, Kind};
use crate::backend::harmless::harm;
use crate::backend::shown::times_shown;
use crate::diag::Diagnostic;
use crate::text::language::is_right_to_left;
use crate::theme::{Templates, Theme};
use crate::tree::PackMeta;

/// The templates' folder in a theme.
pub(super) const FOLDER: &str = "epub";

/// A content document as a file.
pub(super) fn page(
    templates: &Templates<'_>,
    document: &parts::Document,
    meta: &PackMeta,
    body: &str,
) -> Result<String, Diagnostic> {
    let filled = |banner: Option<&str>, body: &str| {
        let context = json!({
            "lang": document.lang,
            "rtl": is_right_to_left(&document.lang),
            "title": document.title,
            "description": document.description,
            "kind": document.kind.as_str(),
            "banner": banner,
            "body": body,
        });
        templates.fill("page", &context)
    };
    let banner = banner(meta).filter(|_| document.kind != Kind::Cover);
    if let Some(mark) = &banner {
        let shown = |banner| Ok::<_, Diagnostic>(times_shown(&filled(banner, "")?, mark));
        if shown(Some(mark))? <= shown(None)? {
            return Err(templates.theme().unmarked(FOLDER, mark));
        }
    }
    let page = filled(banner.as_deref(), body)?;
    match fault(&page) {
        None => Ok(page),
        Some(fault) => Err(templates.theme().brings(FOLDER, &fault)),
    }
}

/// What a document brings that no book may hold, in words.
fn fault(page: &str) -> Option<String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(page, options) {
        Ok(document) => document,
        Err(error) => return Some(format!("what is no XHTML ({error})")),
    };
    let instruction = document.descendants().find_map(|node| node.pi());
    if let Some(instruction) = instruction {
        return Some(format!("an instruction `<?{}?>`", instruction.target));
    }
    document.descendants().filter(roxmltree::Node::is_element).find_map(|element| {
        let name = element.tag_name().name();
        let is_instruction =
            name == "meta" && element.attributes().any(|it| it.name() == "http-equiv");
        if matches!(name, "script" | "style") || is_instruction {
            return Some(format!("a `<{name}>` of its own"));
        }
        harm(name, element.attributes().map(|it| (it.name(), it.value())), true)
    })
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
    meta: &PackMeta,
    logo: Option<String>,
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
        let document = parts::Document {
            file: "a.xhtml".to_owned(),
            title: "\"A\" & <b>\u{1}".to_owned(),
            lang: "he".to_owned(),
            description: Some("1 < 2".to_owned()),
            kind: Kind::Chapter,
            role: None,
            start: None,
            body: Vec::new(),
        };
        let meta = PackMeta { classification: Some("A & B".to_owned()), ..PackMeta::default() };
        let page =
            page(&theme.compile(FOLDER).unwrap(), &document, &meta, "<p>Body</p>\n").unwrap();
        insta::assert_snapshot!(page);

        // A style sheet of the other kind is fetched and runs over the page.
        let instructs =
            "<?xml-stylesheet type=\"text/xsl\" href=\"https://e.example/a.xsl\"?><html/>";
        for page in [instructs.to_owned(), format!("<html>{instructs}</html>")] {
            assert_eq!(fault(&page).unwrap(), "an instruction `<?xml-stylesheet?>`");
        }
        theme.templates.insert("epub/page.hbs".to_owned(), "{{titel}}".to_owned());
        let fault = super::page(&theme.compile(FOLDER).unwrap(), &document, &meta, "").unwrap_err();
        assert!(fault.message.contains("titel"), "{}", fault.message);
    }
}
