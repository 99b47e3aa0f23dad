//! A PDF that pages show, link to and carry along, and that is searched for what is left out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request};

fuzz_target!(|data: &[u8]| {
    let files = MemoryFiles::new()
        .with("pack.yaml", "title: Pack\nlang: en\nhtml: { fonts: false }\nepub: { fonts: false }\nattach: [a.pdf]\nprofiles: { public: {}, auditor: {} }\n")
        .with("page.md", "# Page\n\n![Pages](a.pdf)\n\nSee [the file](a.pdf).\n\n::: {for=auditor}\nKept from Wimbledon.\n:::\n")
        .with("a.pdf", data);
    let mut request = request(Outputs::seldom_all(data, Outputs::PdfAndHtml));
    request.wanted.profile = Some("public".to_owned());
    export(&files, &request);
});
