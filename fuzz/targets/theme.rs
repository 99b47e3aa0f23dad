//! The tokens of a theme, as far as the pages that are set by them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request};

const PAGE: &str = "# Page\n\nWords with *emphasis*, `code` and $x^2$.[^1]\n\n## Keys\n\n> [!NOTE]\n> Kept.\n\n1. One\n2. Two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```sh\nls\n```\n\n![Cup](a.svg \"A cup\")\n\n[^1]: A note.\n";
const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>"#;

fuzz_target!(|data: &[u8]| {
    let files = MemoryFiles::new()
        .with(
            "pack.yaml",
            "title: Pack\nlang: en\nhtml: { fonts: false }\nepub: { fonts: false }\ntheme: look\nclassification: For some\nwatermark: Draft\n",
        )
        .with("index.md", PAGE)
        .with("a.svg", DRAWING)
        .with("look/logo.svg", DRAWING)
        .with("look/theme.yaml", data);
    export(&files, &request(Outputs::seldom_all(data, Outputs::PdfAndHtml)));
});
