//! A file of any kind that goes along as it is, and is searched for what is left out: archives, books,
//! pictures, text in any encoding.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, picture, request};

const ENDINGS: [&str; 10] =
    ["bin", "zip", "docx", "epub", "svg", "html", "png", "csv", "txt.gz", "tar"];

fuzz_target!(|data: &[u8]| {
    let (ending, file) = match data.split_first() {
        Some((digit @ b'0'..=b'9', rest)) => (ENDINGS[usize::from(digit - b'0')], rest),
        _ => (ENDINGS[0], data),
    };
    if !picture::is_small(file) {
        return;
    }
    let settings = format!(
        "title: Pack\nlang: en\nhtml: {{ fonts: false }}\nepub: {{ fonts: false }}\nattach: [file.{ending}]\nprofiles: {{ public: {{}}, auditor: {{}} }}\n"
    );
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with(
            "page.md",
            "# Page\n\nWords.\n\n::: {for=auditor}\nKept from Wimbledon by 4711.\n:::\n",
        )
        .with(&format!("file.{ending}"), file);
    let mut request = request(Outputs::Html);
    request.wanted.profile = Some("public".to_owned());
    export(&files, &request);
});
