//! A picture of pixels, under the right name or a wrong one, and made smaller so that the files fit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{LONGEST, Outputs, export, picture, request};

fuzz_target!(|data: &[u8]| {
    if !picture::is_small(data) {
        return;
    }
    let files = MemoryFiles::new()
        .with("pack.yaml", format!("title: Pack\nlang: en\nhtml: {{ fonts: false }}\nepub: {{ fonts: false, max-size: {LONGEST} }}\n"))
        .with(
            "page.md",
            "# Page\n\n![Alone](a.png)\n\nAmong ![words](b.jpg){width=2em} it stands.\n",
        )
        .with("a.png", data)
        .with("b.jpg", data);
    export(&files, &request(Outputs::seldom_all(data, Outputs::PdfAndHtml)));
});
