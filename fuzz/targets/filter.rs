//! What a filter answers, in any form.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Answers, Outputs, check_for, request};

fuzz_target!(|data: &[u8]| {
    let files = MemoryFiles::new()
        .with("pack.yaml", "title: Pack\nlang: en\nhtml: { fonts: false }\nfilters: [[answer]]\n")
        .with("page.md", "# Page\n\nWords.\n")
        .with("a.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>"#);
    let programs = Some(Arc::new(Answers(data.to_vec())) as _);
    check_for(&files, &recto::Request { programs, ..request(Outputs::Html) });
});
