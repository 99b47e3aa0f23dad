//! `pack.yaml`, with pages, a drawing and a table of data that it may name.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, check_for, request, without_fonts};

const PAGE: &str = "---\nsatisfies: { ISO: [A.1] }\n---\n# Page\n\n{{ customer }} has a [part](guide/part.md).\n\n## Keys {#keys}\n\nFor some.{for=\"public\"}\n\n![Cup](a.svg){#fig-cup}\n";
const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>"#;

fuzz_target!(|data: &[u8]| {
    let files = MemoryFiles::new()
        .with("pack.yaml", without_fonts(data))
        .with("index.md", PAGE)
        .with("guide/part.md", "# Part\n\nSee @fig-cup.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")
        .with("guide/secret.md", "---\nfor: auditor\n---\n# Kept back\n\nWords for auditors.\n")
        .with("a.svg", DRAWING)
        .with("controls.yaml", "A.1: Of keys\nA.2: Of doors\n")
        .with("files/data.csv", "Name,Weight\nCup,1\n");
    for profile in [None, Some("public")] {
        let mut request = request(Outputs::Html);
        request.wanted.profile = profile.map(str::to_owned);
        check_for(&files, &request);
    }
});
