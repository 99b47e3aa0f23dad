//! Formulas: read, and where they can be, set; one in 32 is written as MathML too, which takes the
//! font for formulas along.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request, without_fonts};

fuzz_target!(|data: &[u8]| {
    let Ok(tex) = std::str::from_utf8(data) else { return };
    let tex = recto::maths::without_comments(tex);
    let is_one_paragraph =
        !tex.lines().any(|line| line.trim().is_empty()) && !tex.contains(['$', '`']);
    if recto::maths::read(&tex).is_ok() && is_one_paragraph {
        let page =
            format!("# Page\n\n```math\n{tex}\n```\n\n| A | B |\n|---|---|\n| x | $`{tex}`$ |\n");
        let outputs = Outputs::seldom_all(data, Outputs::Pdf);
        let files =
            MemoryFiles::new().with("pack.yaml", without_fonts(b"lang: en")).with("page.md", page);
        export(&files, &request(outputs));
    }
});
