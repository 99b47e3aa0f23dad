//! A font of a pack, in which all words and formulas are set.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request};

const PAGE: &str =
    "# ABC abc fi\n\n**Bold** and *italic* 0123, x² and `code`: \u{41f}\u{440}.\n\n$$\\sqrt{x}$$\n";

fuzz_target!(|data: &[u8]| {
    let Some(family) = family(data) else { return };
    let look = format!("fonts: {{ text: [{0}], heading: [{0}], code: [{0}] }}\n", quoted(&family));
    let files = MemoryFiles::new()
        .with("pack.yaml", "title: ABC\nlang: en\ntheme: look\nhtml: { fonts: true }\n")
        .with("look/theme.yaml", look)
        .with("page.md", PAGE)
        .with("fonts/a.ttf", data);
    export(&files, &request(Outputs::seldom_all(data, Outputs::PdfAndHtml)));
});

/// What the first face of a file calls its family, where the file has a face.
fn family(data: &[u8]) -> Option<String> {
    let mut book = recto::fonts::FontBook::default();
    book.add(std::sync::Arc::new(data.to_vec()));
    let family = book.iter().next().map(|(_, face)| face.family.clone());
    family
}

/// A name as YAML has it in quotation marks, which are those of JSON.
fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}
