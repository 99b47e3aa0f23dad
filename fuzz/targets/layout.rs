//! Trees of any shape, as a filter may give them, set on pages of any size and shown in all outputs.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Answers, Outputs, export, request, tree};

fuzz_target!(|data: &[u8]| {
    let mut choices = Unstructured::new(data);
    let Ok((settings, look)) = tree::look(&mut choices) else { return };
    let Ok(answer) = tree::answer(&mut choices) else { return };
    // The font for formulas, which takes long to be cut down, goes into files that are read on screens.
    let outputs = Outputs::seldom_all(data, Outputs::Pdf);
    let files = MemoryFiles::new()
        .with("pack.yaml", settings)
        .with("look/theme.yaml", look)
        .with("page.md", "# Page\n\nWords.\n")
        .with("a.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="900"/>"#);
    let programs = Some(Arc::new(Answers(answer)) as _);
    export(&files, &recto::Request { programs, ..request(outputs) });
});
