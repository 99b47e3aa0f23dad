//! Formulas: read, and where they can be, written and set.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::files::MemoryFiles;
use recto_fuzz::{Outputs, export, request};

fuzz_target!(|data: &[u8]| {
    let Ok(tex) = std::str::from_utf8(data) else { return };
    let tex = recto::maths::without_comments(tex);
    let is_one_paragraph =
        !tex.lines().any(|line| line.trim().is_empty()) && !tex.contains(['$', '`']);
    if recto::maths::read(&tex).is_ok() && is_one_paragraph {
        let page =
            format!("# Page\n\n```math\n{tex}\n```\n\n| A | B |\n|---|---|\n| x | $`{tex}`$ |\n");
        export(&MemoryFiles::new().with("page.md", page), &request(Outputs::All));
    }
});
