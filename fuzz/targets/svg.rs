//! A drawing, alone, among words and as the logo.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request};

fuzz_target!(|data: &[u8]| {
    let files = MemoryFiles::new()
        .with("pack.yaml", "title: Pack\nlang: en\nhtml: { fonts: false }\nepub: { fonts: false }\nlogo: a.svg\ncover: a.svg\n")
        .with(
            "page.md",
            "# Page\n\n![Alone](a.svg)\n\nAmong ![words](a.svg){width=2em} it stands.\n",
        )
        .with("a.svg", data);
    export(&files, &request(Outputs::seldom_all(data, Outputs::PdfAndHtml)));
});
