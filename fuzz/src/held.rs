//! What has to hold of whatever is found and made.

use std::io::{Cursor, Read as _};

use recto::diag::Diagnostic;
use recto::diag::render::{Human, json_lines, junit, plain_lines, sarif};
use recto::span::Sources;

/// What is said of a panic in the making of a file, which costs that file.
const OWN_FAULT: &str = "this is a fault of Recto";

/// Nothing has panicked, every place is in a file, and all forms of telling can tell it.
pub(crate) fn diagnostics(found: &[Diagnostic], sources: &Sources) {
    for diagnostic in found {
        let help = diagnostic.help.as_deref().unwrap_or_default();
        assert!(!help.starts_with(OWN_FAULT), "caught: {}", diagnostic.message);
        let places = diagnostic.span.iter().chain(&diagnostic.also);
        for &span in places.chain(diagnostic.fix.as_ref().map(|fix| &fix.span)) {
            assert!(sources.holds(span), "{diagnostic:?} is in no file");
            let _ = sources.excerpt(span);
        }
    }
    for human in [Human::default(), Human { verbose: true, color: true, ..Human::default() }] {
        let _ = human.render(found, sources);
    }
    for tell in [json_lines, plain_lines] {
        let _ = tell(found, sources);
    }
    let _ = (sarif(found, sources, ""), junit(found, sources, &[]));
}

/// A file is one of its format; a book's documents can be read by any reader of XML.
pub(crate) fn artifact(format: &str, bytes: &[u8]) {
    match format {
        "pdf" => assert!(bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF"), "no PDF"),
        "html" => {
            assert!(bytes.starts_with(b"<!") && std::str::from_utf8(bytes).is_ok(), "no HTML")
        }
        "epub" => book(bytes),
        _ => {}
    }
}

fn book(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a book is an archive");
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file of a book is there");
        let name = file.name().expect("a name is UTF-8").into_owned();
        let is_xml = [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|end| name.ends_with(end));
        if is_xml && !name.contains("attached") {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a document of a book is UTF-8");
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            if let Err(fault) = roxmltree::Document::parse_with_options(&text, options) {
                panic!("{name} is no XML: {fault}");
            }
        }
    }
}
